//! Tells in words where a quotation differs from the record, and fits the record's words into the draft.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::letters::Letters;

/// One place where the draft's words and the record's differ; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the draft has.
    pub draft: String,
    /// What the record has.
    pub record: String,
}

/// Returns where two wordings differ, word by word; marks and case do not count.
pub fn differences(draft: &str, record: &str) -> Vec<Difference> {
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (draft.split_whitespace().collect(), record.split_whitespace().collect());
    let letters =
        |words: &[&str]| -> Vec<String> { words.iter().map(|word| Letters::of(word).as_str().to_owned()).collect() };
    let ops = capture_diff_slices(Algorithm::Patience, &letters(&ours), &letters(&theirs));
    let bare = |words: &[&str]| words.join(" ").trim_matches([',', '.', ' ', '“', '”', '"', '…']).to_owned();
    ops.iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| Difference { draft: bare(&ours[op.old_range()]), record: bare(&theirs[op.new_range()]) })
        .filter(|difference| Letters::of(&difference.draft).as_str() != Letters::of(&difference.record).as_str())
        .collect()
}

/// A stretch of a comparison, word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Both have it.
    Same(String),
    /// Only the draft has it.
    Draft(String),
    /// Only the record has it.
    Record(String),
}

/// Returns two wordings laid beside each other; where they agree, the record's writing is given.
pub fn pieces(draft: &str, record: &str) -> Vec<Piece> {
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (draft.split_whitespace().collect(), record.split_whitespace().collect());
    let letters =
        |words: &[&str]| -> Vec<String> { words.iter().map(|word| Letters::of(word).as_str().to_owned()).collect() };
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &letters(&ours), &letters(&theirs)) {
        let (old, new) = (ours[op.old_range()].join(" "), theirs[op.new_range()].join(" "));
        if let DiffOp::Equal { .. } = op {
            pieces.push(Piece::Same(new));
            continue;
        }
        pieces.extend(Some(old).filter(|old| !old.is_empty()).map(Piece::Draft));
        pieces.extend(Some(new).filter(|new| !new.is_empty()).map(Piece::Record));
    }
    pieces
}

/// Returns one clause that names the first differences.
pub fn told(differences: &[Difference]) -> String {
    let one = |difference: &Difference| match (difference.draft.as_str(), difference.record.as_str()) {
        (draft, "") => format!("“{}” is not there", short(draft)),
        ("", record) => format!("“{}” is left out", short(record)),
        (draft, record) => format!("it has “{}”, not “{}”", short(record), short(draft)),
    };
    let mut told: Vec<String> = differences.iter().take(3).map(one).collect();
    if differences.len() > 3 {
        told.push(format!("and {} more", differences.len() - 3));
    }
    told.join("; ")
}

/// Returns the first words of a longer text.
pub fn short(words: &str) -> String {
    if words.chars().count() <= 48 {
        return words.to_owned();
    }
    let head: String = words.chars().take(46).collect();
    format!("{} …", head.trim_end())
}

/// Returns the record's words with the closing mark that the draft's sentence needs, on one line.
pub(crate) fn fitted(draft: &str, record: &str) -> String {
    let record = record.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = record.trim_end_matches(['.', ',', '。']);
    match draft.trim_end().chars().next_back() {
        Some(mark @ (',' | '.')) if !record.ends_with(['!', '?', '…']) => format!("{bare}{mark}"),
        Some(char) if char.is_alphanumeric() => bare.to_owned(),
        _ => record,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_differ_are_named() {
        let told = told(&differences("촬영은 18개월 걸렸다, 정말.", "촬영은 14개월 걸렸다"));
        assert_eq!(told, "it has “14개월”, not “18개월”; “정말” is not there");
        assert!(differences("“The Sea is cold,”", "the sea is cold.").is_empty());
    }

    #[test]
    fn the_closing_mark_is_the_drafts() {
        assert_eq!(fitted("we planned it,", "We never planned it."), "We never planned it,");
        assert_eq!(fitted("걸렸다", "안 걸렸다."), "안 걸렸다");
        assert_eq!(fitted("what now", "what then?"), "what then?");
    }
}
