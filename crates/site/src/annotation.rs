//! Quotations as W3C Web Annotations.

use serde_json::{Value, json};

use crate::book::Book;
use crate::edition::Quotation;
use crate::text;
use crate::view::{Frame, QuotationView};

/// Returns one quotation as an annotation on its source; `post` is the page that quotes it.
pub(crate) fn annotation(book: &Book, quotation: &Quotation, view: &QuotationView, post: Option<&Frame>) -> Value {
    let evidence = quotation.evidence();
    let place = evidence.range();
    let source = evidence
        .source
        .url
        .as_deref()
        .and_then(text::safe_address)
        .unwrap_or_else(|| format!("urn:onrecord:snapshot:{}", evidence.snapshot()));
    let id = match &book.settings.address {
        Some(address) => format!("{address}{}", text::percent_encoded(&view.permalink)),
        None => format!("urn:onrecord:evidence:{}", evidence.id()),
    };
    let mut annotation = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id,
        "type": "Annotation",
        "motivation": if post.is_some() { "linking" } else { "highlighting" },
        "target": {
            "source": source,
            "selector": [
                {"type": "TextQuoteSelector", "exact": evidence.text(), "prefix": evidence.prefix(), "suffix": evidence.suffix()},
                {"type": "TextPositionSelector", "start": place.start, "end": place.end},
            ],
        },
        "onrecord": {"evidence": evidence.id().to_string(), "snapshot": evidence.snapshot().to_string(), "source": text::line(&evidence.source.key)},
    });
    if let (Some(post), Value::Object(map)) = (post, &mut annotation) {
        let mut bodies = vec![json!(post.address.clone().unwrap_or_else(|| post.path.clone()))];
        if let Some(translation) = &view.translation {
            bodies.push(json!({"type": "TextualBody", "value": translation, "language": post.language, "purpose": "describing"}));
        }
        map.insert("body".to_owned(), Value::Array(bodies));
    }
    annotation
}
