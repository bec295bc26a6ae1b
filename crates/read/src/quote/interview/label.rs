//! Tells what one block of an interview is by its face: a letter or name before a colon, bold type, a dash, the first person.

use onrecord_model::{Block, BlockKind, Document, Span};

use crate::person::fold;
use onrecord_language::Lexicon;
use onrecord_language::lexicon::InterviewLabels;
use onrecord_model::letter::is_syllable;

/// A label before a colon, and what stands behind it.
pub(super) struct Labelled {
    pub label: Span,
    pub words: Span,
    /// The label as it is compared.
    pub folded: String,
}

/// `Q1.`, `Q:`, `A)`, `**Q.**`: letters, digits and a mark.
pub(super) fn lettered_label(document: &Document, span: Span) -> Option<Labelled> {
    let text = document.words(span);
    let bare = text.trim_start_matches(['*', '_', '▲', '▶', '◆', '■', '-', '[', '【', '<', ' ']);
    let skipped = text.len() - bare.len();
    let name_len = bare.find(|char: char| !char.is_alphabetic()).filter(|&len| len > 0 && len <= 24)?;
    let behind = bare[name_len..].trim_start_matches(|char: char| char.is_ascii_digit() || char == ' ');
    let mark =
        behind.chars().next().filter(|mark| matches!(mark, '.' | ':' | ')' | '：' | '．' | '|' | ']' | '】' | '>'))?;
    let start = span.start() + text.len() - behind.len() + mark.len_utf8();
    let label = document.span(span.start() + skipped..span.start() + skipped + name_len)?;
    let words = bare_words(document, start, span.end())?;
    Some(Labelled { folded: fold(&bare[..name_len]), label, words })
}

/// Returns the span of words without emphasis marks and white space at its ends.
pub(super) fn bare_words(document: &Document, start: usize, end: usize) -> Option<Span> {
    let text = document.text().get(start..end)?;
    let left = text.len() - text.trim_start_matches(['*', '_', ' ', '\u{a0}']).len();
    let right = text.len() - text.trim_end_matches(['*', '_', ' ', '\u{a0}']).len();
    (left + right < text.len()).then(|| document.trimmed(start + left..end - right)).flatten()
}

pub(super) fn name_label(document: &Document, block: &Block, labels: &InterviewLabels) -> Option<Labelled> {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation) {
        return None;
    }
    let text = document.words(block.span);
    let bare = text.trim_start_matches(['*', '_', '-', '―', '—', '▲', ' ']);
    let skipped = text.len() - bare.len();
    let colon = bare.char_indices().take(40).find(|(_, char)| matches!(char, ':' | '：')).map(|(at, _)| at)?;
    let name = bare[..colon].trim_end_matches(['*', '_', ' ']);
    let n_words = name.split_whitespace().count();
    let is_name = (1..=4).contains(&n_words)
        && name.chars().all(|char| char.is_alphabetic() || matches!(char, ' ' | '.' | '-' | '’' | '\''))
        && name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
    let folded = fold(name);
    if !is_name || labels.is_never(&folded) || bare[colon..].starts_with("://") {
        return None;
    }
    let mark = bare[colon..].chars().next()?;
    let start = block.span.start() + skipped;
    let words = bare_words(document, start + colon + mark.len_utf8(), block.span.end())?;
    Some(Labelled { folded, label: document.span(start..start + name.len())?, words })
}

/// Returns the question that a block is, where its type shows it: bold, or behind a dash.
pub(super) fn asked(document: &Document, block: &Block, text: &str, lexicon: &Lexicon) -> Option<Span> {
    let is_bold = text.len() > 8 && text.starts_with("**") && text.ends_with("**");
    let dashed = text.strip_prefix(['-', '―', '—', '–', '▶', '▷']).map(str::trim_start);
    let leads = |words: &str| words.strip_suffix('.').is_some_and(|words| lexicon.korean.quoting.lead_end.ends(words));
    let is_dashed = dashed.is_some_and(|words| words.ends_with(['?', '？']) || leads(words));
    let is_heading = block.kind == BlockKind::Heading && text.ends_with(['?', '？']);
    if !is_bold && !is_dashed && !is_heading {
        return None;
    }
    let skipped = text.len() - text.trim_start_matches(['*', '-', '―', '—', '–', '▶', '▷', '#', ' ']).len();
    bare_words(document, block.span.start() + skipped, block.span.end())
}

/// Says whether a text speaks in the first person, or, in Korean, as one speaks to somebody.
pub(super) fn is_own(text: &str, lexicon: &Lexicon) -> bool {
    let (english, korean) = (&lexicon.english.small, &lexicon.korean.small);
    let is_polite = |sentence: &str| {
        let sentence = sentence.trim_end();
        sentence.ends_with(is_syllable) && lexicon.korean.quoting.polite_end.ends(sentence)
    };
    let has_marks = text.contains(['“', '"', '「']);
    if !has_marks && text.split(['.', '?', '!']).any(is_polite) {
        return true;
    }
    let mut words = text.split(|char: char| !char.is_alphanumeric());
    words.any(|word| english.speaking_of_oneself.has(word) || korean.speaking_of_oneself.has(word))
}
