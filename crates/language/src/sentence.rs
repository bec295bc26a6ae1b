//! Cuts blocks into sentences.

use onrecord_model::{Document, Sentence, SentenceKind};

use crate::abbreviation;
use crate::lexicon::Lexicon;
use crate::marks::Run;

/// A quotation of more code points than this is cut into its sentences; a shorter one stays whole.
const LONG_RUN: usize = 380;

/// Returns the sentences of a document in reading order.
///
/// A sentence ends with a full stop, question or exclamation mark, its closing marks and white space. What is
/// inside quotation marks stays in one piece with the reporter's words around it; `runs` are the quoted runs of the document.
pub fn sentences(document: &Document, runs: &[Run], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let words = document.words(block.span);
        let kind = |sentence: &str| {
            if !block.kind.is_evidence() {
                SentenceKind::Frame
            } else if asks(sentence, lexicon) {
                SentenceKind::Question
            } else {
                SentenceKind::Statement
            }
        };
        let mut start = 0;
        let first = runs.partition_point(|run| run.outer.start < block.span.start());
        let after = runs.partition_point(|run| run.outer.start < block.span.end());
        for end in ends(words, block.span.start(), &runs[first..after], lexicon) {
            let range = block.span.start() + start..block.span.start() + end;
            if let Some(span) = document.trimmed(range) {
                sentences.push(Sentence { span, block: at as u32, kind: kind(document.words(span)) });
            }
            start = end;
        }
    }
    sentences
}

/// Says whether a sentence is a question to somebody: not when the question mark is inside a quotation.
fn asks(sentence: &str, lexicon: &Lexicon) -> bool {
    let is_labelled =
        lexicon.english.small.question_label.begins(sentence) || lexicon.korean.small.question_label.begins(sentence);
    is_labelled || sentence.trim_end_matches([')', '*', '_', ' ', ']']).ends_with(['?', '？'])
}

/// Returns the byte offsets at which the sentences of a block end; the last is the block's length. The block stands at `from`
/// in the text that its runs were found in.
fn ends(text: &str, from: usize, runs: &[Run], lexicon: &Lexicon) -> Vec<usize> {
    let mut ends = Vec::new();
    let n_chars = |run: &Run| text[run.outer.start - from..run.outer.end - from].chars().count();
    let mut runs = runs
        .iter()
        .filter(|run| run.is_closed && (run.outer.len() <= LONG_RUN || n_chars(run) <= LONG_RUN))
        .map(|run| run.outer.start - from..run.outer.end - from)
        .peekable();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if !matches!(char, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        let mut end = at + char.len_utf8();
        while let Some(&(next_at, next)) = chars.peek() {
            if !matches!(
                next,
                '.' | '!' | '?' | '…' | '”' | '’' | '"' | '\'' | ')' | ']' | '」' | '』' | '»' | '*' | '_'
            ) {
                break;
            }
            end = next_at + next.len_utf8();
            chars.next();
        }
        while runs.next_if(|run| run.end < end).is_some() {}
        let is_inside = runs.peek().is_some_and(|run| run.start < at && end < run.end);
        if !is_inside && is_end(text, start, at, end, lexicon) {
            ends.push(end);
            start = end;
        }
    }
    if text[start..].trim().is_empty() {
        ends.pop();
    }
    ends.push(text.len());
    ends
}

/// Says whether a mark at `at`, whose closing marks reach to `end`, ends the sentence that began at `start`.
fn is_end(text: &str, start: usize, at: usize, end: usize, lexicon: &Lexicon) -> bool {
    let after = &text[end..];
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let closed_quote = text[at..end].contains(['”', '"', '」', '』', '»']);
    let Some(next) = after.trim_start().chars().next() else { return false };
    // A tag or a quotative goes on behind a quotation: “…!” he said; “…?” 라고 물었다.
    if next.is_lowercase() || matches!(next, ',' | ';' | '–' | '—') {
        return false;
    }
    if closed_quote && lexicon.korean.quoting.sentence_goes_on.begins(after.trim_start()) {
        return false;
    }
    if !text[at..].starts_with('.') {
        return true;
    }
    if text[at..end].len() > 1 {
        return true;
    }
    let word_at = text[start..at]
        .rfind(|char: char| char.is_whitespace() || matches!(char, '(' | '“' | '"'))
        .map_or(start, |found| start + found + text[start + found..].chars().next().map_or(0, char::len_utf8));
    let word = &text[word_at..at];
    !is_abbreviation(word) && !(word.chars().all(|char| char.is_ascii_digit()) && next.is_ascii_digit())
}

fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let has_inner_dots = word.contains('.')
        && word.split('.').all(|part| part.chars().count() <= 2 && part.chars().all(char::is_alphabetic));
    is_initial || has_inner_dots || abbreviation::ends_nothing(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut start = 0;
        let mut found = Vec::new();
        for end in ends(text, 0, &crate::marks::runs(text), &Lexicon::built_in()) {
            found.push(text[start..end].trim());
            start = end;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_numbers_end_nothing() {
        check(
            "Mr. J. Han of the U.S. team took 1.5 years. It ended.",
            &["Mr. J. Han of the U.S. team took 1.5 years.", "It ended."],
        );
        check("2025. 6. 12. 공개됐다. 끝.", &["2025. 6. 12.", "공개됐다.", "끝."]);
    }

    #[test]
    fn a_quotation_stays_with_its_tag() {
        check(
            "“Why? I don't know.” He left. “Stop!” she said.",
            &["“Why? I don't know.”", "He left.", "“Stop!” she said."],
        );
        check("“좋았다. 정말이다.” 라고 그는 말했다. 끝이다.", &["“좋았다. 정말이다.” 라고 그는 말했다.", "끝이다."]);
    }

    #[test]
    fn a_line_without_a_full_stop_is_one_sentence() {
        check("Filming: 4 months", &["Filming: 4 months"]);
    }
}
