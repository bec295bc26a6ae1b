//! The door for answers: whatever a writer drafts is untrusted until it has passed here.

use onrecord_model::Evidence;
use serde::Serialize;

use crate::rank::flat;
use crate::refusal::Refusal;

/// What a writer proposes: lines of Markdown with `[n]` marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The lines.
    pub lines: Vec<String>,
}

/// How an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Evidence answers.
    Answered,
    /// Evidence answers, and sources differ.
    Disputed,
    /// Nothing in the sources answers.
    Silent,
}

impl Status {
    /// Returns the word for it: as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Disputed => "disputed",
            Self::Silent => "silent",
        }
    }
}

/// Sources that differ about one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dispute {
    /// Its name within the answer.
    pub id: String,
    /// What it is about: words of the question.
    pub about: String,
    /// `open`; `settled` once a person has decided.
    pub status: &'static str,
    /// At least two values.
    pub values: Vec<DisputedValue>,
}

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DisputedValue {
    /// The value, as a source words it.
    pub value: String,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
}

/// An answer: no line of it without evidence. Made only by [`check`].
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    status: Status,
    answer: String,
    evidence: Vec<Evidence>,
    disputes: Vec<Dispute>,
    nearest: Vec<Evidence>,
    perhaps: bool,
    refusal: Option<Refusal>,
}

impl Answer {
    /// Returns how it ended.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Returns the Markdown; for silence a sentence that says so.
    pub fn markdown(&self) -> &str {
        &self.answer
    }

    /// Returns the evidence, the best first.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Returns what sources differ about.
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }

    /// Returns why the sources are silent, where they are.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Says whether the sources are called silent only because nothing is sure: the nearest pieces may answer.
    pub fn perhaps(&self) -> bool {
        self.perhaps
    }

    /// Returns the same answer with pieces that come next; they are to be none of its evidence.
    pub fn beside(self, next: Vec<Evidence>) -> Self {
        Self { nearest: self.nearest.into_iter().chain(next).collect(), ..self }
    }

    /// Returns the nearest pieces where the sources are silent, else those that come next.
    pub fn nearest(&self) -> &[Evidence] {
        &self.nearest
    }
}

/// Returns the answer that a draft makes with this evidence.
///
/// A line is dropped where it has no `[n]` mark, a mark that points nowhere, or a quotation that does not stand in the evidence
/// that its marks name. With no line left the answer is silent; `say` puts that into words.
pub fn check(draft: &Draft, evidence: Vec<Evidence>, disputes: Vec<Dispute>, say: &Say<'_>) -> Answer {
    let lines: Vec<&str> = draft.lines.iter().filter(|line| holds(line, &evidence)).map(String::as_str).collect();
    if lines.is_empty() {
        return silent(Refusal::Unproved, evidence, say);
    }
    let disputes: Vec<Dispute> = disputes
        .into_iter()
        .filter(|dispute| dispute.values.iter().filter(|value| !value.evidence.is_empty()).count() >= 2)
        .collect();
    let status = if disputes.is_empty() { Status::Answered } else { Status::Disputed };
    Answer { status, answer: lines.join("\n"), evidence, disputes, nearest: Vec::new(), perhaps: false, refusal: None }
}

/// Says in words for people that the sources are silent, and why.
pub type Say<'a> = dyn Fn(&Refusal) -> String + 'a;

/// Returns the answer that says nothing but that the sources are silent, with what is nearest.
pub fn silent(refusal: Refusal, nearest: Vec<Evidence>, say: &Say<'_>) -> Answer {
    let answer = say(&refusal);
    Answer { answer, ..unsure(nearest, String::new(), refusal) }
}

/// Returns the answer that nothing is sure, and that what is nearest may answer; `words` says so.
pub fn perhaps(refusal: Refusal, nearest: Vec<Evidence>, words: String) -> Answer {
    Answer { perhaps: true, ..unsure(nearest, words, refusal) }
}

fn unsure(nearest: Vec<Evidence>, answer: String, refusal: Refusal) -> Answer {
    let (evidence, disputes, refusal) = (Vec::new(), Vec::new(), Some(refusal));
    Answer { status: Status::Silent, answer, evidence, disputes, nearest, perhaps: false, refusal }
}

fn holds(line: &str, evidence: &[Evidence]) -> bool {
    let marks = marks(line);
    let Some(cited) = marks.iter().map(|&mark| evidence.get(mark.checked_sub(1)?)).collect::<Option<Vec<_>>>() else {
        return false;
    };
    let stands = |quoted: &str| cited.iter().any(|evidence| flat(evidence.text()).contains(&flat(quoted)));
    !cited.is_empty() && quotations(line).into_iter().all(stands)
}

/// Returns the numbers in `[n]` marks. Marks inside a quotation are the source's own.
fn marks(line: &str) -> Vec<usize> {
    let mut outside = line.to_owned();
    for quoted in quotations(line) {
        outside = outside.replace(quoted, "");
    }
    outside.split('[').skip(1).filter_map(|rest| rest.split(']').next()?.parse().ok()).collect()
}

/// Returns what stands between the first opening and the last closing mark of a line: a writer puts one quotation on a line,
/// and the source's own marks stand inside it.
fn quotations(line: &str) -> Vec<&str> {
    let (Some(start), Some(end)) = (line.find('“'), line.rfind('”')) else { return Vec::new() };
    let start = start + '“'.len_utf8();
    if start <= end { vec![&line[start..end]] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Document, DocumentId, Media, Reading, Record, SnapshotId, Source};

    use super::*;

    fn evidence(text: &str) -> Evidence {
        let id = SnapshotId::of(text.as_bytes());
        let document = Document::new(DocumentId::of(id, Media::Text), id, text.to_owned());
        let span = document.span(0..text.len()).expect("all of it");
        Record::new(Source::default(), Reading::of(document)).cite(span).expect("its own span")
    }

    #[track_caller]
    fn check_line(line: &str, expected: Status) {
        let draft = Draft { lines: vec![line.to_owned()] };
        assert_eq!(
            check(&draft, vec![evidence("We rowed at night, “always” two by two.")], Vec::new(), &|_| String::new(
            ))
            .status(),
            expected,
            "{line}"
        );
    }

    #[test]
    fn only_words_that_stand_there_pass() {
        check_line("“We rowed at night” — Han [1]", Status::Answered);
        check_line("“We rowed at night, “always” two by two.” — Han [1]", Status::Answered);
        check_line("“We rowed by day” — Han [1]", Status::Silent);
        check_line("“We rowed at night” — Han", Status::Silent);
        check_line("“We rowed at night” — Han [2]", Status::Silent);
        check_line("They rowed.", Status::Silent);
    }
}
