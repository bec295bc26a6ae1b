//! Words an answer. What a writer drafts is untrusted until it has passed the door for answers.

use onrecord_answer::check::{Dispute, Draft};
use onrecord_language::Strings;
use onrecord_model::{Evidence, EvidenceKind, Source};

/// One value in different words, each with a piece that has it.
pub(crate) type Agreement = Vec<(String, Evidence)>;

/// Words an answer without any words of its own: the words first, then who said them, where and when.
pub(crate) fn plain(evidence: &[Evidence], disputes: &[Dispute], agreements: &[Agreement], strings: &Strings) -> Draft {
    let mut lines = Vec::new();
    for (at, evidence) in evidence.iter().enumerate() {
        let words = evidence.text().split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(format!("“{words}” — {} [{}]", credit(evidence, strings), at + 1));
    }
    let mark = |cited: &Evidence| {
        evidence.iter().position(|other| other.id() == cited.id()).map(|at| format!("[{}]", at + 1)).unwrap_or_default()
    };
    for agreement in agreements {
        let said: Vec<String> = agreement.iter().map(|(value, cited)| format!("{value} {}", mark(cited))).collect();
        lines.push(strings.say("answer.same", &[("said", &said.join(" = "))]));
    }
    for dispute in disputes {
        let side = |value: &onrecord_answer::check::DisputedValue| {
            let marks: Vec<String> = value.evidence.iter().map(mark).collect();
            format!("{} {}", value.value, marks.join(""))
        };
        let sides: Vec<String> = dispute.values.iter().map(side).collect();
        lines.push(strings.say("answer.differ", &[("sides", &sides.join(" / "))]));
    }
    Draft { lines }
}

/// Returns who said it, where and when; what is not known is left out, but an unknown speaker is said.
fn credit(evidence: &Evidence, strings: &Strings) -> String {
    let mut parts = Vec::new();
    let speaker = evidence.speaker.as_ref().and_then(|speaker| speaker.name.clone().or_else(|| speaker.text.clone()));
    match (speaker, evidence.kind) {
        (Some(speaker), _) => parts.push(speaker),
        (None, EvidenceKind::Quote) => parts.push(strings.say("answer.speaker-unknown", &[])),
        (None, EvidenceKind::Statement) => {}
    }
    parts.push(place(&evidence.source));
    parts.extend(evidence.source.published.as_deref().map(|day| day.chars().take(10).collect()));
    parts.join(", ")
}

/// Marks that would be taken for those of the answer.
const MARKS: [char; 6] = ['“', '”', '"', '[', ']', '*'];

/// Returns the outlet, else the title, else the key; without marks of quotations, which in an answer are those of its evidence.
fn place(source: &Source) -> String {
    let title = source.title.as_ref().map(|title| format!("*{}*", title.replace(MARKS, "")));
    let outlet = source.outlet.as_ref().map(|outlet| outlet.replace(MARKS, ""));
    match (outlet, title) {
        (Some(outlet), Some(title)) => format!("{outlet}, {title}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => source.key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_with_words_in_marks_is_no_quotation_of_the_answer() {
        let title = Some("Ivo Marchetti: \"I swam it [twice]\"".to_owned());
        let source = Source { title, outlet: Some("The “Tidal” Post".to_owned()), ..Source::default() };
        assert_eq!(place(&source), "The Tidal Post, *Ivo Marchetti: I swam it twice*");
    }
}
