//! Tells what one block of an interview is by its face: a letter or name before a colon, bold type, a dash, the first person.

use onrecord_model::{Block, BlockKind, Document, Span};

use super::time;
use crate::person::fold;
use onrecord_language::Lexicon;
use onrecord_language::label::{names_speaker, without_note};
use onrecord_model::letter::is_syllable;

/// A label before a colon, and what stands behind it.
pub(super) struct Labelled {
    pub label: Span,
    /// The words behind the label; none where it stands alone on its line, as in transcripts.
    pub words: Option<Span>,
    /// The label as it is compared.
    pub folded: String,
    /// Whether a time of the recording stands beside it.
    pub is_timed: bool,
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
    let words = Some(bare_words(document, start, span.end())?);
    Some(Labelled { folded: fold(&bare[..name_len]), label, words, is_timed: false })
}

/// Returns the span of words without emphasis marks and white space at its ends.
pub(super) fn bare_words(document: &Document, start: usize, end: usize) -> Option<Span> {
    let text = document.text().get(start..end)?;
    let left = text.len() - text.trim_start_matches(['*', '_', ' ', '\u{a0}']).len();
    let right = text.len() - text.trim_end_matches(['*', '_', ' ', '\u{a0}']).len();
    (left + right < text.len()).then(|| document.trimmed(start + left..end - right)).flatten()
}

/// Returns the name in front of a turn: `Orla Veit: …`, `**Tom Kim:** …`, `[00:12] Name: …`, `Name (00:12): …`, `Arden, Cleo: …`,
/// or, with a time and alone on its line, `Name  00:12`.
pub(super) fn name_label(document: &Document, block: &Block, lexicon: &Lexicon) -> Option<Labelled> {
    let is_heading = matches!(block.kind, BlockKind::Heading | BlockKind::Title);
    if !is_heading && !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation) {
        return None;
    }
    let text = document.words(block.span);
    let front = text.len() - text.trim_start_matches(['*', '_', '-', '―', '—', '▲', ' ']).len();
    let front_time = time::in_front(&text[front..]);
    let at = front + front_time.unwrap_or(0);
    let bare = text[at..].trim_start_matches(['*', '_', ' ']);
    let start = text.len() - bare.len();
    let found = head(bare)?;
    let name = bare[..found.name].trim_end_matches(['*', '_', ' ', '\u{a0}', '\t']);
    let is_timed = front_time.is_some() || found.is_timed;
    // 10:02:11 From Iris Fell to Everyone: as meeting programs save what was written.
    let sent =
        name.strip_prefix("From ").filter(|_| is_timed).map(|rest| rest.split(" to ").next().unwrap_or(rest).trim());
    let label_at = block.span.start() + start + if sent.is_some() { "From ".len() } else { 0 };
    let name = sent.unwrap_or(name);
    let folded = turned(name).map_or_else(|| fold(name), |name| fold(&name));
    if is_heading && !is_timed || !is_written_as_name(name, lexicon) || lexicon.interview.is_never(&folded) {
        return None;
    }
    let label = document.span(label_at..label_at + name.len())?;
    let words = match found.words {
        Some(words) => Some(bare_words(document, block.span.start() + start + words, block.span.end())?),
        None => None,
    };
    Some(Labelled { folded, label, words, is_timed })
}

/// What stands in front of a turn.
struct Head {
    /// Where the name ends, with white space.
    name: usize,
    /// Where the words begin; none where the line ends.
    words: Option<usize>,
    is_timed: bool,
}

/// Characters in which the head of a turn ends.
const HEAD: usize = 60;

/// Reads the head of a turn: up to a colon, or up to a time at the end of its line.
fn head(bare: &str) -> Option<Head> {
    let reach = bare.char_indices().nth(HEAD).map_or(bare.len(), |(at, _)| at);
    let line = bare[..reach].split('\n').next().unwrap_or_default();
    if let Some(head) = timed_head(bare, line) {
        return Some(head);
    }
    let colon = line.char_indices().take(40).find(|(_, char)| matches!(char, ':' | '：')).map(|(at, _)| at)?;
    if bare[colon..].starts_with("://") {
        return None;
    }
    let name = without_note(line[..colon].trim_end_matches(['*', '_', ' '])).len();
    let width = bare[colon..].chars().next().map_or(1, char::len_utf8);
    Some(Head { name, words: Some(colon + width), is_timed: false })
}

/// Reads `Name  00:12`, alone on its line or before a colon.
fn timed_head(bare: &str, line: &str) -> Option<Head> {
    let (at, length) = time::behind(line)?;
    let name = line[..at].trim_end_matches(['(', '[', '-', '–', '|', '·', ',', ' ', '\u{a0}', '\t', '*']);
    let rest = bare[at + length..].trim_start_matches([')', ']', '*', ' ', '\u{a0}', '\t']);
    let place = bare.len() - rest.len();
    let words = match rest.chars().next() {
        None => None,
        Some(mark @ (':' | '：' | '\n')) => Some(place + mark.len_utf8()),
        Some(_) => return None,
    };
    (!name.contains([':', '：'])).then_some(Head { name: name.len(), words, is_timed: true })
}

/// Says whether a label is written as a name, or as the number of a speaker.
fn is_written_as_name(name: &str, lexicon: &Lexicon) -> bool {
    let mut words = name.split([' ', '_']).filter(|word| !word.is_empty());
    let is_numbered = lexicon.interview.is_numbered(&fold(words.next().unwrap_or_default()))
        && words.all(|word| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let is_plain = |char: char| char.is_alphabetic() || matches!(char, ' ' | '.' | '-' | '’' | '\'');
    let turned = turned(name);
    let name = turned.as_deref().unwrap_or(name);
    let is_name = name.chars().all(is_plain)
        && name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
        && names_speaker(name, lexicon);
    is_numbered || is_name
}

/// Returns `Cleo Arden` for `Arden, Cleo`, as meeting programs list people.
fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(", ")?;
    let is_part = |part: &str| (1..=2).contains(&part.split_whitespace().count()) && !part.contains(',');
    (is_part(last) && is_part(first)).then(|| format!("{first} {last}"))
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
    undashed(document, block.span)
}

/// Returns the words of a block without the dash and the marks in front of them.
pub(super) fn undashed(document: &Document, span: Span) -> Option<Span> {
    let text = document.words(span);
    let skipped = text.len() - text.trim_start_matches(['*', '-', '―', '—', '–', '▶', '▷', '#', ' ', '\u{a0}']).len();
    bare_words(document, span.start() + skipped, span.end())
}

/// Says whether a long dash begins a block, as it begins a turn.
pub(super) fn is_dashed(text: &str) -> bool {
    text.starts_with(['―', '—', '–']) && text.chars().any(char::is_alphanumeric)
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
