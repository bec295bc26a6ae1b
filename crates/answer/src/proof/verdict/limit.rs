//! Finds words that stand on record, but without the *not*, *never* or *only if* that belongs to them, or with one too many.
//!
//! An ellipsis, a cut at either end and words in brackets may turn a sentence into its opposite. It is the gravest change of all.

use std::ops::Range;
use std::sync::LazyLock;

use onrecord_language::{Row, table};
use onrecord_model::letter::is_syllable;
use onrecord_model::{FindingCode, Severity};

use super::case::{MOST_EVIDENCE, Objection};
use crate::proof::draft::{Draft, Form, Quotation};
use crate::proof::record::{Record, Stand};

/// The most bytes of a sentence that are looked at on either side of words.
const NEAR: usize = 240;
/// The most words between a denial and the words that it denies.
const REACH: usize = 9;
/// The most words behind a Korean cut in which a denial still belongs to it.
const REACH_BEHIND: usize = 5;

/// The marks around words in a draft.
const MARKS: [char; 10] = ['“', '”', '"', '‘', '’', '\'', '「', '」', '«', '»'];

/// The rows of `check/limits.tsv`.
static LIMITS: LazyLock<Vec<(&str, Vec<String>)>> = LazyLock::new(|| {
    let row = |row: &mut Row| Ok((row.text()?, row.words()?));
    let rows = table!("check/limits.tsv").rows(row);
    rows.into_iter()
        .map(|(kind, words)| (kind, words.into_iter().map(|word| word.replace('_', " ")).collect()))
        .collect()
});

fn rows(kind: &str) -> impl Iterator<Item = &str> {
    LIMITS.iter().filter(move |(own, _)| *own == kind).flat_map(|(_, words)| words).map(String::as_str)
}

/// Returns the objection to words that stand on record, where everywhere a denial or limit was dropped or added.
pub(super) fn finding(draft: &Draft, quotation: &Quotation, records: &[Record], stands: &[Stand]) -> Option<Objection> {
    if matches!(quotation.form, Form::Code | Form::Answer) || stands.is_empty() || !draft.is_accusable(quotation) {
        return None;
    }
    let words = draft.words(quotation);
    let mut told = Vec::new();
    for stand in stands {
        let text = records.get(stand.record)?.reading.document.text();
        told.push(
            added(words, text, stand)
                .or_else(|| dropped(text, stand))
                .or_else(|| cut(draft, quotation, text, stand))?,
        );
    }
    let (message, place) = told.into_iter().next()?;
    let evidence = stands
        .iter()
        .filter_map(|stand| records.get(stand.record)?.cite(around(records, stand), 1.0))
        .take(MOST_EVIDENCE);
    let evidence: Vec<_> = evidence.collect();
    Some(Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::AlteredQuote,
        message: format!("{message} “{place}”, and so says something else"),
        suggestion: evidence.first().map(|evidence| evidence.text().to_owned()),
        evidence,
        help: Some("quote the words with what denies or limits them, or say so in your own".to_owned()),
        is_certain: false,
        at_most: Severity::Error,
    })
}

type Told = (&'static str, String);

/// What stands in brackets in the quotation, and denies or limits nothing on record.
fn added(words: &str, text: &str, stand: &Stand) -> Option<Told> {
    let gaps = || stand.parts.windows(2).filter_map(|pair| text.get(pair[0].end..pair[1].start));
    let limit = bracketed(words).find_map(limit_in)?;
    let is_on_record = gaps().any(|gap| limit_in(gap).is_some());
    (!is_on_record).then(|| ("the record has these words without", limit.to_owned()))
}

/// Returns what stands in each pair of square brackets.
fn bracketed(words: &str) -> impl Iterator<Item = &str> {
    words.split(['[', '［', '〔']).skip(1).filter_map(|rest| rest.split([']', '］', '〕']).next())
}

/// What was left out between two parts and belongs to what is left: no sentence or clause of its own.
fn dropped(text: &str, stand: &Stand) -> Option<Told> {
    stand.parts.windows(2).find_map(|pair| {
        let gap = text.get(pair[0].end..pair[1].start)?;
        let is_own =
            |char: char| matches!(char, ',' | ';' | '—' | '–' | '(' | '.' | '!' | '?' | '…' | '“' | '”' | '"' | '\n');
        let is_clause = gap.trim_start().starts_with(is_own) && gap.trim_end().ends_with(is_own)
            || gap.contains(['.', '!', '?', '\n', '”', '"']);
        let limit = limit_in(gap).filter(|_| !is_clause && gap.len() <= NEAR)?;
        Some(("this leaves out", limit.to_owned()))
    })
}

/// What stands right beside the words in their sentence, and denies or limits them.
fn cut(draft: &Draft, quotation: &Quotation, text: &str, stand: &Stand) -> Option<Told> {
    let range = stand.range();
    // Somebody who quotes a part after "not" in their own words has dropped nothing.
    let prose = draft.prose.text();
    let opening = prose.get(..quotation.words.start)?.trim_end_matches(MARKS).len();
    let closing = prose.len() - prose.get(quotation.words.end..)?.trim_start_matches(MARKS).len();
    if limit_in(text_before(prose, opening)).is_some() || limit_in(text_behind(prose, closing)).is_some() {
        return None;
    }
    let limit =
        denied_before(text_before(text, range.start)).or_else(|| denied_behind(text_behind(text, range.end)))?;
    Some(("this is cut off from", limit.to_owned()))
}

/// Returns the sentence up to a place, without its closing marks; at most [`NEAR`] bytes.
fn text_before(text: &str, at: usize) -> &str {
    let near = &text[text.ceil_char_boundary(at.saturating_sub(NEAR).min(at))..at];
    let start = near
        .rfind(['.', '!', '?', '\n', '“', '”', '"', '…', ';', ':'])
        .map_or(0, |end| end + near[end..].chars().next().map_or(1, char::len_utf8));
    &near[start..]
}

/// Returns the sentence from a place on; at most [`NEAR`] bytes.
fn text_behind(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary(at.saturating_add(NEAR).min(text.len()))];
    near.split(['.', '!', '?', '\n', '“', '”', '"', '…', ';']).next().unwrap_or_default()
}

/// "is not |allowed to sell", "I do not think that |…": what denies words that are cut off behind it.
fn denied_before(before: &str) -> Option<&str> {
    let clause = before.rsplit(',').next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().rev().take(REACH).collect();
    let last = words.first().filter(|_| clause.ends_with(char::is_whitespace))?;
    if last.chars().any(is_syllable) {
        return Some(*last).filter(|last| rows("word").any(|limit| limit.trim_end() == *last));
    }
    if let Some(limit) = limit_in(last) {
        return Some(limit);
    }
    // "I do not think that": the verb before "that".
    let verb = if last.eq_ignore_ascii_case("that") { words.get(1)? } else { last };
    let leads = rows("leads").any(|lead| lead.eq_ignore_ascii_case(verb));
    words.iter().skip(1).find_map(|word| limit_in(word)).filter(|_| leads)
}

/// "|only if …", "속였다|는 말은 사실이 아니다": what limits or denies words that are cut off before it.
fn denied_behind(behind: &str) -> Option<&str> {
    let clause = behind.split(',').next().unwrap_or_default();
    let first = clause.split_whitespace().next()?;
    if clause.starts_with(is_syllable) {
        let mut words = clause.split_whitespace();
        let attached = words.next().filter(|first| rows("goes_on").any(|ending| ending == *first))?;
        let near = words.take(REACH_BEHIND).take_while(|word| !rows("stops").any(|stop| word.ends_with(stop)));
        return near.into_iter().find(|word| limit_in(word).is_some()).or_else(|| limit_in(attached));
    }
    let begins = |limit: &str| {
        let mut words = clause.split_whitespace();
        limit.split(' ').all(|wanted| words.next().is_some_and(|word| word.eq_ignore_ascii_case(wanted)))
    };
    (clause.starts_with(char::is_whitespace) && rows("behind").any(begins)).then_some(first)
}

/// Returns the first word of a stretch that denies or limits.
fn limit_in(stretch: &str) -> Option<&str> {
    stretch
        .split(|char: char| !(char.is_alphanumeric() || matches!(char, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .find(|word| {
            if word.chars().any(is_syllable) {
                rows("word").any(|limit| {
                    limit.chars().any(is_syllable)
                        && if limit.ends_with(' ') { limit.trim_end() == *word } else { word.contains(limit) }
                }) || word.chars().nth(2).is_some() && rows("end").any(|limit| word.ends_with(limit))
            } else {
                let lower = word.to_lowercase();
                rows("word").any(|limit| {
                    limit == lower
                        || limit.starts_with("n'") && lower.ends_with("n't")
                        || limit.starts_with("n’") && lower.ends_with("n’t")
                })
            }
        })
}

/// Returns the sentence in which words stand.
fn around(records: &[Record], stand: &Stand) -> Range<usize> {
    let range = stand.range();
    let Some(record) = records.get(stand.record) else { return range };
    let sentences = &record.reading.sentences;
    let from = sentences.partition_point(|sentence| sentence.span.end() <= range.start);
    let inside = sentences[from..].iter().take_while(|sentence| sentence.span.start() < range.end);
    inside
        .map(|sentence| sentence.span.range())
        .fold(range.clone(), |all, one| all.start.min(one.start)..all.end.max(one.end))
}
