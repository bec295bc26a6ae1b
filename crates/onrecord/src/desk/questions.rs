//! Questions as they are shown.

use onrecord_archive::Question;
use serde_json::{Value, json};

/// Returns a question as programs get it.
pub(crate) fn shown(question: &Question) -> Value {
    json!({
        "id": question.id,
        "text": question.text,
        "language": question.language,
        "name": question.name,
        "state": question.state.word(),
        "post": question.post,
        "asked": question.asked,
        "closed": question.closed,
    })
}
