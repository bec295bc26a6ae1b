//! Words of sources as pages show them: in parts, so that a template marks them and cuts nothing itself.

use onrecord_model::{Evidence, SpeakerShown};
use serde_json::{Value, json};

/// Returns a piece of evidence with its words in parts, those that answer marked.
pub(crate) fn piece(evidence: &Evidence) -> Value {
    let mut shown = json!(evidence);
    let text = evidence.text();
    let marked = evidence.answer.as_ref().and_then(|words| {
        let from = words.start.checked_sub(evidence.range().start)?;
        Some((from, words.end - words.start))
    });
    let parts = match marked {
        Some((from, n)) => {
            let part = |skip: usize, take: usize| text.chars().skip(skip).take(take).collect::<String>();
            vec![
                json!({"text": part(0, from)}),
                json!({"text": part(from, n), "answers": true}),
                json!({"text": part(from + n, usize::MAX)}),
            ]
        }
        None => vec![json!({"text": text})],
    };
    shown["parts"] = Value::Array(parts);
    shown["by"] = json!(name(evidence.speaker.as_ref()));
    shown["relayed_by"] = json!(name(evidence.reported_by.as_ref()));
    shown
}

/// Returns what a speaker is called: the name, else the words that stand for it.
pub(crate) fn name(speaker: Option<&SpeakerShown>) -> Option<String> {
    let speaker = speaker?;
    speaker.name.clone().or_else(|| speaker.text.clone())
}
