//! Reads what may stand in front of a turn of talk: marks, a number, a time, a name, a note, and what parts all that from the words.
//!
//! A line may be read in several ways, each with a key; which of them is meant the document shows by repeating it.

use std::collections::HashMap;

use onrecord_language::Lexicon;
use onrecord_language::label::names_speaker;
use onrecord_model::letter::is_syllable;
use onrecord_model::{Document, Span};

use super::label::{bare_words, turned};
use super::line::Line;
use super::stamp::stamp;
use super::turn::letter;
use crate::person::fold;

/// Characters within which the head of a turn ends.
const REACH: usize = 96;
/// Characters and words of a name.
const LONGEST: usize = 40;
const WORDS: usize = 5;
/// Marks, numbers and times in front of a name.
const FRONT: usize = 6;
/// Characters of a note behind a name, and words of one behind a comma.
const NOTE: usize = 60;
const NOTE_WORDS: usize = 8;

/// What parts the name of who speaks from the words, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// A letter or word for a question or answer, whatever parts it from the words: `Q. words`, `답   words`
    Letter,
    /// `Name: words`
    Colon,
    /// `Name⇥words`
    Tab,
    /// `<name> words`
    Angle,
    /// `[Name] words`
    Square,
    /// `**Name** words`
    Accent,
    /// `Name | words`
    Pipe,
    /// `Name > words`
    Arrow,
    /// `Name = words`
    Equals,
    /// `Name – words`
    Dash,
    /// `Name   words`
    Gap,
    /// `(Name) words`
    Round,
    /// `NAME. words`
    Stop,
    /// `○Name words`
    Marked,
    /// The name alone on its line.
    Alone,
}

impl Key {
    /// Says whether hardly anything but a label has this behind it.
    pub(super) fn is_strong(self) -> bool {
        matches!(self, Self::Letter | Self::Colon | Self::Tab | Self::Angle | Self::Square)
    }
}

/// A name in front of a turn.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub key: Key,
    pub label: Span,
    /// The label as it is compared.
    pub folded: String,
    /// The words behind it on its line; none where it stands alone.
    pub words: Option<Span>,
    /// Whether a time stands beside it.
    pub is_timed: bool,
}

/// What a line may be.
#[derive(Debug, Clone, Default)]
pub(super) struct Read {
    /// The ways in which it may begin a turn.
    pub heads: Vec<Head>,
    /// Whether it holds only a number, a time or a note in brackets.
    pub is_empty: bool,
    /// The byte of the document behind a mark such as ○ in front of it.
    pub marked: Option<usize>,
    /// Whether a dash stands in front of it.
    pub is_dashed: bool,
}

/// A way to cut a line, in bytes of its text.
struct Cut {
    key: Key,
    name: std::ops::Range<usize>,
    words: usize,
    is_timed: bool,
}

/// Reads a line.
pub(super) fn read(document: &Document, line: &Line, lexicon: &Lexicon) -> Read {
    let text = document.words(line.span);
    let front = front(text, lexicon);
    let rest = &text[front.at..];
    if rest.is_empty() || is_note(rest) {
        return Read { is_empty: true, ..Read::default() };
    }
    let lead = line.lead.map(|lead| lead.saturating_sub(line.span.start()));
    let mut cuts: Vec<Cut> = bracketed(text, &front, lexicon).into_iter().collect();
    cuts.extend(parted(text, &front, lead, lexicon));
    let heads = cuts.into_iter().filter_map(|cut| head(document, line, &cut, lexicon)).collect();
    let marked = front.has_mark.then_some(line.span.start() + front.at);
    Read { heads, is_empty: false, marked, is_dashed: front.is_dashed }
}

/// What stands in front of a name.
#[derive(Debug, Default)]
struct Front {
    at: usize,
    is_timed: bool,
    /// A mark such as ○ or ▲.
    has_mark: bool,
    is_dashed: bool,
    is_bold: bool,
}

fn front(text: &str, lexicon: &Lexicon) -> Front {
    let mut front = Front::default();
    for _ in 0..FRONT {
        let rest = &text[front.at..];
        let bare = rest.trim_start_matches([' ', '\t', '\u{a0}', '|', '#', '>']);
        let mut at = text.len() - bare.len();
        let unmarked = bare.trim_start_matches(is_mark);
        if unmarked.len() < bare.len() {
            front.has_mark |= bare.starts_with(|char: char| !char.is_ascii() && !matches!(char, '–' | '—' | '―' | '•'));
            front.is_dashed |= bare.starts_with(['-', '–', '—', '―', '~']);
            at = text.len() - unmarked.len();
        }
        let plain = unmarked.trim_start_matches(['*', '_']);
        front.is_bold |= plain.len() < unmarked.len();
        at += unmarked.len() - plain.len();
        if let Some(stamp) = stamp(plain, lexicon) {
            front.is_timed = true;
            at += stamp.whole;
        } else {
            at += number(plain);
        }
        if at == front.at {
            break;
        }
        front.at = at;
    }
    front
}

/// Says whether a character marks the beginning of an item or a turn.
fn is_mark(char: char) -> bool {
    matches!(
        char,
        '-' | '–'
            | '—'
            | '―'
            | '~'
            | '•'
            | '·'
            | '▲'
            | '△'
            | '▶'
            | '▷'
            | '◆'
            | '◇'
            | '■'
            | '□'
            | '○'
            | '◯'
            | '●'
    ) || matches!(char, '★' | '☆' | '※' | '►' | '▪' | '◦' | '‣' | '▸' | '◈' | '❍' | '⃝' | '〇')
}

/// Returns the length of a number in front of a line: `12.`, `3)`, or digits that stand apart.
fn number(text: &str) -> usize {
    let n_digits = text.len() - text.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let rest = &text[n_digits..];
    let is_apart = rest.is_empty() || rest.starts_with("  ") || rest.starts_with(['\t', '|', ',']);
    match n_digits {
        1..=4 if rest.starts_with(['.', ')']) && !rest[1..].starts_with(|char: char| char.is_ascii_digit()) => {
            n_digits + 1
        }
        1..=4 if is_apart => n_digits,
        _ => 0,
    }
}

/// Says whether brackets hold all of a line: `[laughter]`, `(웃음)`.
fn is_note(text: &str) -> bool {
    let inner =
        |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close).filter(|inner| !inner.contains(close));
    text.len() <= 2 * NOTE
        && [('[', ']'), ('(', ')'), ('（', '）')].into_iter().any(|(open, close)| inner(open, close).is_some())
}

/// Returns the ways to read a name in brackets.
fn bracketed(text: &str, front: &Front, lexicon: &Lexicon) -> Option<Cut> {
    let rest = &text[front.at..];
    let (key, close) = match rest.chars().next()? {
        '<' | '〈' => (Key::Angle, ['>', '〉']),
        '[' | '【' => (Key::Square, [']', '】']),
        '(' | '（' => (Key::Round, [')', '）']),
        _ => return None,
    };
    let open = front.at + rest.chars().next().map_or(1, char::len_utf8);
    let end = open + text[open..].find(close).filter(|&end| end <= 3 * LONGEST)?;
    let inner = &text[open..end];
    // [Orla Veit, 10:02], [Orla Veit 10:02]
    let time = (1..inner.len()).filter(|&at| inner.is_char_boundary(at)).find(|&at| {
        inner[at..].starts_with(|char: char| char.is_ascii_digit()) && stamp(&inner[at..], lexicon).is_some()
    });
    let name = inner[..time.unwrap_or(inner.len())].trim_end_matches([' ', ',', '|', '·', '-', '–']);
    let mut at = end + text[end..].chars().next().map_or(1, char::len_utf8);
    at += text[at..].len() - text[at..].trim_start_matches([' ', '*', '_']).len();
    let behind = stamp(&text[at..], lexicon);
    at += behind.map_or(0, |stamp| stamp.whole);
    at += text[at..].len() - text[at..].trim_start_matches([' ', ':', '：', '*', '_']).len();
    let is_timed = front.is_timed || time.is_some() || behind.is_some();
    Some(Cut { key, name: open..open + name.len(), words: at, is_timed })
}

/// What was seen on the way through the head of a line.
struct Way<'t> {
    text: &'t str,
    start: usize,
    /// Where the name ends, if a note or time stands behind it.
    name_end: Option<usize>,
    is_timed: bool,
    cuts: Vec<Cut>,
}

impl Way<'_> {
    fn push(&mut self, key: Key, at: usize, words: usize) {
        if self.cuts.iter().all(|cut| cut.key != key) && at > self.start {
            let name = self.start..self.name_end.unwrap_or(at);
            self.cuts.push(Cut { key, name, words, is_timed: self.is_timed });
        }
    }
}

/// Returns the ways to read a name in front of a mark.
fn parted(text: &str, front: &Front, lead: Option<usize>, lexicon: &Lexicon) -> Vec<Cut> {
    let mut way = Way { text, start: front.at, name_end: None, is_timed: front.is_timed, cuts: Vec::new() };
    let reach = text[front.at..].char_indices().nth(REACH).map_or(text.len(), |(at, _)| front.at + at);
    let mut at = front.at;
    while at < reach {
        let Some(next) = step(&mut way, front, at, lead, lexicon) else { return way.cuts };
        at = next;
    }
    if at >= text.len() {
        if lead == Some(text.len()) {
            way.push(Key::Accent, text.len(), text.len());
        }
        way.push(Key::Alone, text.len(), text.len());
    }
    way.cuts
}

/// Looks at one character; returns where the next stands, or `None` where the head must have ended.
fn step(way: &mut Way, front: &Front, at: usize, lead: Option<usize>, lexicon: &Lexicon) -> Option<usize> {
    let text = way.text;
    let char = text[at..].chars().next()?;
    let after = at + char.len_utf8();
    let before = text[..at].chars().next_back();
    if lead == Some(at) {
        way.push(Key::Accent, at, at);
        way.name_end.get_or_insert(at);
    }
    let is_border = before.is_none_or(|before| !before.is_ascii_digit());
    if at > way.start
        && is_border
        && (char.is_ascii_digit() || matches!(char, '[' | '('))
        && let Some(stamp) = stamp(&text[at..], lexicon).filter(|_| !is_ordinal(&text[at..]))
    {
        way.name_end.get_or_insert(at);
        way.is_timed = true;
        return Some(at + stamp.length);
    }
    match char {
        ':' | '：' if !text[after..].starts_with("//") => {
            way.push(Key::Colon, at, after);
            return None;
        }
        '\t' => way.push(Key::Tab, at, after),
        '|' | '│' => way.push(Key::Pipe, at, after),
        '=' => way.push(Key::Equals, at, after),
        '>' | '»' | '→' => way.push(Key::Arrow, at, after),
        '-' | '–' | '—' | '―' => {
            let is_apart =
                before == Some(' ') || char != '-' && text[after..].starts_with([' ', '“', '"']) || char == '―';
            if is_apart {
                way.push(Key::Dash, at, after);
            }
        }
        ' ' | '\u{a0}' if text[after..].starts_with([' ', '\u{a0}']) => way.push(Key::Gap, at, after),
        '(' | '（' => {
            let length = text[after..].find([')', '）']).filter(|&length| length <= NOTE)?;
            way.name_end.get_or_insert(at);
            let close = text[after + length..].chars().next().map_or(1, char::len_utf8);
            return Some(after + length + close);
        }
        '*' | '_' if front.is_bold => {
            let end = text.len() - text[at..].trim_start_matches(['*', '_']).len();
            way.push(Key::Accent, at, end);
            way.name_end.get_or_insert(at);
            return Some(end);
        }
        '.' if text[after..].starts_with([' ', '\t']) => {
            let name = &text[way.start..at];
            let is_loud = !name.chars().any(char::is_lowercase) && name.chars().any(char::is_alphabetic);
            let is_korean = name.chars().any(is_syllable);
            if is_loud
                && (!is_korean || lexicon.korean.is_name(name) || letter(&fold(name), &lexicon.interview).is_some())
            {
                way.push(Key::Stop, at, after);
            }
            // Behind a longer word a sentence has ended.
            let last = name.rsplit(' ').next().unwrap_or_default();
            (last.chars().count() <= 5).then_some(())?;
        }
        '?' | '!' | '？' | '“' | '”' | '"' | '…' => {
            // A question in which nothing parts a name: no head.
            return None;
        }
        // Behind a note or a time the words have begun.
        _ if way.name_end.is_some() && char.is_alphanumeric() => return None,
        _ => {}
    }
    Some(after)
}

/// Says whether a number with a space behind it begins a text, as that of a speaker in front of a time: `1 00:12`.
fn is_ordinal(text: &str) -> bool {
    text.trim_start_matches(|char: char| char.is_ascii_digit()).starts_with(' ')
        && text.starts_with(|char: char| char.is_ascii_digit())
}

/// Makes a head of a cut, where its name can be one.
fn head(document: &Document, line: &Line, cut: &Cut, lexicon: &Lexicon) -> Option<Head> {
    let text = document.words(line.span);
    let base = line.span.start();
    let is_edge = |char: char| {
        matches!(char, '*' | '_' | ' ' | '\u{a0}' | '\t' | ',' | '"' | '“' | '”' | '\'' | '-' | '–' | '—' | '|' | '·')
    };
    let whole = text.get(cut.name.clone())?;
    let start = cut.name.start + whole.len() - whole.trim_start_matches(is_edge).len();
    let mut name = whole.trim_matches(is_edge);
    let mut start = start;
    // 10:02:11 From Iris Fell to Everyone: as meeting programs save what was written.
    if let Some(sent) = name.strip_prefix("From ").filter(|_| cut.is_timed) {
        start += name.len() - sent.len();
        name = sent.split(" to ").next().unwrap_or(sent).trim();
    }
    // Orla Veit, keeper: …
    if let Some((first, note)) = name.split_once(',')
        && (turned(name).is_none()
            || note.trim_start().starts_with(char::is_lowercase)
            || first.contains(' ')
            || first.chars().any(is_syllable))
        && !first.is_empty()
    {
        // A sentence of which the first words stand before a comma is no name with a note.
        if cut.key == Key::Alone && (note.split_whitespace().count() > NOTE_WORDS || note.ends_with(['.', '?', '!'])) {
            return None;
        }
        name = first.trim_end();
    }
    // A short sentence is no name.
    let last = name.rsplit(' ').next().unwrap_or_default();
    if name.ends_with('.') && (last.chars().count() > 4 || name.chars().any(is_syllable)) {
        return None;
    }
    let folded = turned(name).map_or_else(|| fold(name), |name| fold(&name));
    if !is_label(name, cut, lexicon) {
        return None;
    }
    let label = document.span(base + start..base + start + name.len())?;
    let key = if letter(&folded, &lexicon.interview).is_some() { Key::Letter } else { cut.key };
    Some(Head { key, label, folded, words: words(document, line, cut.words, lexicon), is_timed: cut.is_timed })
}

/// Returns the words behind a head, without a time at either end.
fn words(document: &Document, line: &Line, at: usize, lexicon: &Lexicon) -> Option<Span> {
    let text = document.words(line.span);
    let base = line.span.start();
    let rest = &text[at..];
    let mut start =
        at + rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '*', '_', '|', ':', '：', '-', '–', '—']).len();
    if let Some(stamp) = stamp(&text[start..], lexicon) {
        start += stamp.whole;
    }
    let mut end = text.trim_end_matches([' ', '|', '\t']).len();
    // … words [00:12]
    if let Some(open) = text[start..end.max(start)].rfind(['[', '(']).map(|open| start + open)
        && stamp(&text[open..end], lexicon).is_some_and(|stamp| open + stamp.length == end)
    {
        end = text[..open].trim_end().len();
    }
    (start < end).then(|| bare_words(document, base + start, base + end)).flatten()
}

/// Says whether words can be the label of a speaker: written as a name, a letter of an interview, or the number of a speaker.
fn is_label(name: &str, cut: &Cut, lexicon: &Lexicon) -> bool {
    let folded = fold(name);
    if name.is_empty() || name.chars().count() > LONGEST || name.split_whitespace().count() > WORDS {
        return false;
    }
    let labels = &lexicon.interview;
    let letters = folded.trim_end_matches(|char: char| char.is_ascii_digit());
    if labels.is_question(letters) || labels.is_answer(letters) {
        return true;
    }
    if labels.is_never(&folded) || labels.is_of_time(&folded) {
        return false;
    }
    let turned = turned(name);
    let name = turned.as_deref().unwrap_or(name);
    // A handle, where a time or brackets show that it is one: orla_v.
    let is_handle = (cut.is_timed || cut.key == Key::Angle)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@'))
        && name.bytes().any(|byte| byte.is_ascii_alphabetic());
    if is_handle {
        return true;
    }
    let mut words = name.split([' ', '_']).filter(|word| !word.is_empty());
    let is_numbered = labels.is_numbered(&fold(words.next().unwrap_or_default()))
        && words.all(|word| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let is_plain =
        |char: char| char.is_alphanumeric() || matches!(char, ' ' | '.' | '-' | '’' | '\'' | '#' | '_' | '/');
    let is_name = name.chars().all(is_plain)
        && name.chars().any(char::is_alphabetic)
        && name
            .split_whitespace()
            .all(|word| !word.starts_with(char::is_lowercase) || lexicon.english.small.in_name.has(word))
        && names_speaker(name, lexicon);
    is_numbered || is_name
}

/// Returns the ways in which lines behind a mark begin, learned from their own repetition: `○위원장 오단비 개의하겠습니다`, where
/// `위원장 오단비` stands again. `marked` has the lines and where they begin behind the mark.
pub(super) fn learned(document: &Document, lines: &[Line], read: &[Read], lexicon: &Lexicon) -> Vec<(usize, Head)> {
    let marked: Vec<(usize, usize)> =
        read.iter().enumerate().filter_map(|(at, read)| Some((at, read.marked?))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let rest = |at: usize, start: usize| document.text().get(start..lines[at].span.end()).unwrap_or_default();
    for &(at, start) in &marked {
        prefixes(rest(at, start)).for_each(|prefix| *counts.entry(prefix).or_default() += 1);
    }
    let count = |prefix: &str| counts.get(prefix).copied().unwrap_or_default();
    let head = |&(at, start): &(usize, usize)| {
        let rest = rest(at, start);
        let mut best: Option<&str> = None;
        for prefix in prefixes(rest) {
            let n = count(prefix);
            // A longer label stands as often as the shorter one, or the shorter one is no name yet: 위원 오단비, 위원 서리담.
            let goes_on =
                best.is_none_or(|best| n == count(best) || !best.split(' ').any(|word| lexicon.korean.is_name(word)));
            if n < 2 || !goes_on {
                break;
            }
            best = Some(prefix);
        }
        let name = best?;
        let label = document.span(start..start + name.len())?;
        let words = bare_words(document, start + name.len(), lines[at].span.end());
        Some((at, Head { key: Key::Marked, label, folded: fold(name), words, is_timed: false }))
    };
    marked.iter().filter_map(head).collect()
}

/// Returns the first one, two and three words of a text.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices(' ').map(|(at, _)| at).take(3);
    ends.filter(|&end| (1..=LONGEST).contains(&end)).map(|end| &text[..end])
}
