//! Cuts Korean text into words with their particles, and quoted runs.

use std::ops::Range;

use onrecord_model::letter::is_syllable;

use crate::lexicon::{Facts, Korean, Particle};
use crate::marks::Run;

/// One word, or one quoted run, of Korean text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, without punctuation around it, in bytes.
    pub at: Range<usize>,
    /// What it is.
    pub kind: WordKind,
    /// Where the noun ends, with a note in round brackets, without the particle.
    pub stem: usize,
    /// Where the noun ends, without such a note.
    pub base: usize,
    /// The particle.
    pub particle: Particle,
    /// Whether nothing stands between it and the word before.
    pub is_glued: bool,
    /// What stands behind it.
    pub stop: Stop,
    /// What the rows say of the noun.
    pub bare: Facts,
    /// What the rows say of the whole word.
    pub full: Facts,
}

/// What a word is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordKind {
    /// An ordinary word.
    Plain,
    /// A run between outer quotation marks, with its place among the runs.
    Quote(usize),
    /// A run between single quotation marks: the words between them.
    Single(Range<usize>),
    /// A title between angle brackets, or a note between round or square ones.
    Bracket,
}

/// What stands behind a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// White space, or nothing.
    None,
    /// A comma, a dot between words, or another mark inside a sentence.
    Comma,
    /// A colon or an equals sign.
    Colon,
    /// The end of a sentence.
    End,
}

impl Word {
    /// Returns the noun without note and particle.
    pub fn noun<'a>(&self, text: &'a str) -> &'a str {
        &text[self.at.start..self.base]
    }

    /// Returns the whole word.
    pub fn whole<'a>(&self, text: &'a str) -> &'a str {
        &text[self.at.clone()]
    }

    /// Says whether it is an ordinary word.
    pub fn is_plain(&self) -> bool {
        self.kind == WordKind::Plain
    }
}

/// Cuts the words of a part of a text; `runs` are the quoted runs of the whole text, in order.
pub fn cut(text: &str, range: Range<usize>, runs: &[Run], korean: &Korean) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(range.len() / 9 + 4);
    let mut next_run = runs.partition_point(|run| run.outer.start < range.start);
    let (mut at, end) = (range.start, range.end);
    let mut is_glued = false;
    while let Some(char) = text[at..end].chars().next() {
        if char.is_whitespace() {
            is_glued = false;
            at += char.len_utf8();
            continue;
        }
        while runs.get(next_run).is_some_and(|run| run.outer.start < at) {
            next_run += 1;
        }
        if let Some(run) = runs.get(next_run).filter(|run| run.outer.start == at && run.outer.end <= end) {
            words.push(piece(run.outer.clone(), WordKind::Quote(next_run), is_glued));
            (at, is_glued) = (run.outer.end, true);
            continue;
        }
        if let Some((close, kind)) = bracketed(text, at, end, char) {
            words.push(piece(at..close, kind, is_glued));
            (at, is_glued) = (close, true);
            continue;
        }
        if is_emphasis(text, at, char) {
            at += 1;
            continue;
        }
        if !is_word_char(char) {
            let is_behind_run = char == '…' && words.last().is_some_and(|word| !word.is_plain());
            let stop = if is_behind_run { Stop::End } else { stop_of(text, at, end, char) };
            if let Some(last) = words.last_mut().filter(|last| stop != Stop::None && last.stop != Stop::End) {
                last.stop = stop;
            }
            (at, is_glued) = (at + char.len_utf8(), false);
            continue;
        }
        let stop_at = runs.get(next_run).map_or(end, |run| run.outer.start.min(end));
        let close = word_end(text, at, stop_at);
        words.push(plain(text, at..close, is_glued, korean));
        (at, is_glued) = (close, true);
    }
    words
}

fn piece(at: Range<usize>, kind: WordKind, is_glued: bool) -> Word {
    let none = Facts::default();
    Word {
        stem: at.end,
        base: at.end,
        at,
        kind,
        particle: Particle::Bare,
        is_glued,
        stop: Stop::None,
        bare: none,
        full: none,
    }
}

fn plain(text: &str, at: Range<usize>, is_glued: bool, korean: &Korean) -> Word {
    let word = &text[at.clone()];
    let alone = if is_glued { korean.particles.alone(word) } else { None };
    let (length, particle) = alone.map_or_else(|| korean.particles.behind(word), |particle| (0, particle));
    let stem = at.start + length;
    let base = match text[at.start..stem].find('(') {
        Some(note) if note > 0 => at.start + note,
        _ => stem,
    };
    let full = korean.facts(word);
    let bare = if base == at.end { full } else { korean.facts(&text[at.start..base]) };
    Word { at, kind: WordKind::Plain, stem, base, particle, is_glued, stop: Stop::None, bare, full }
}

fn is_word_char(char: char) -> bool {
    // Most are syllables, for which the general question is slow.
    is_syllable(char) || char.is_alphanumeric() || matches!(char, '&' | '%' | '+' | '@' | '#' | '_')
}

/// Says whether a star or a low line sets words apart, as in Markdown: it is no part of a word, and parts nothing.
fn is_emphasis(text: &str, at: usize, char: char) -> bool {
    let is_inner = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    matches!(char, '*' | '_') && !(is_inner(text[..at].chars().next_back()) && is_inner(text[at + 1..].chars().next()))
}

/// Returns the end of the word that begins at `at`: a note in round brackets belongs to it.
fn word_end(text: &str, at: usize, end: usize) -> usize {
    let mut chars = text[at..end].char_indices().peekable();
    while let Some((offset, char)) = chars.next() {
        if is_word_char(char) {
            continue;
        }
        let here = at + offset;
        if char == '(' && offset > 0 {
            let note =
                text[here..end].find(')').filter(|&length| length < 120 && !text[here..here + length].contains('\n'));
            if let Some(length) = note {
                while chars.next_if(|&(next, _)| at + next <= here + length).is_some() {}
                continue;
            }
        }
        let before = text[..here].chars().next_back();
        let after = text[here + char.len_utf8()..end].chars().next();
        let joins = match char {
            '.' | '\'' | '’' | '-' => {
                before.is_some_and(|char| char.is_ascii_alphanumeric())
                    && after.is_some_and(|char| char.is_ascii_alphanumeric())
            }
            _ => false,
        };
        if !joins {
            return here;
        }
    }
    end
}

/// Returns the end and kind of what single quotation marks, angle brackets or round brackets hold.
fn bracketed(text: &str, at: usize, end: usize, open: char) -> Option<(usize, WordKind)> {
    let close = match open {
        '‘' => '’',
        '\'' => '\'',
        '《' => '》',
        '〈' => '〉',
        '<' => '>',
        '(' => ')',
        '[' => ']',
        '【' => '】',
        _ => return None,
    };
    let inner = at + open.len_utf8();
    let line = text[inner..end].split('\n').next().unwrap_or_default();
    let length = if close == '\'' || close == '’' {
        single_end(line)?
    } else {
        line.find(close).filter(|&length| length < 240)?
    };
    let outer = inner + length + text[inner + length..].chars().next()?.len_utf8();
    let kind = if matches!(close, '\'' | '’') { WordKind::Single(inner..inner + length) } else { WordKind::Bracket };
    Some((outer, kind))
}

/// Returns where a run between single marks ends; an apostrophe inside a Latin word ends nothing.
fn single_end(line: &str) -> Option<usize> {
    line.char_indices().filter(|&(at, _)| at < 600).find_map(|(at, char)| {
        if !matches!(char, '\'' | '’') || at == 0 {
            return None;
        }
        let is_latin = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphabetic());
        let is_inside =
            is_latin(line[..at].chars().next_back()) && is_latin(line[at + char.len_utf8()..].chars().next());
        (!is_inside).then_some(at)
    })
}

fn stop_of(text: &str, at: usize, end: usize, char: char) -> Stop {
    match char {
        '.' | '!' | '?' | '…' | '。' | '！' | '？' => {
            let is_inside = text[at + char.len_utf8()..end].chars().next().is_some_and(is_word_char);
            if is_inside { Stop::Comma } else { Stop::End }
        }
        ',' | '·' | ';' | '、' | '，' | '/' | '–' | '—' | '―' | '-' | '~' | '|' => Stop::Comma,
        ':' | '：' | '=' => Stop::Colon,
        _ => Stop::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks::runs;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let show = |word: &Word| match word.kind {
            WordKind::Plain => format!("{}+{:?}", word.noun(text), word.particle),
            _ => word.whole(text).to_owned(),
        };
        let found: Vec<String> = cut(text, 0..text.len(), &runs(text), &Korean::built_in()).iter().map(show).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn nouns_and_particles() {
        check("도가람은 한유빈이 노래께서는", &["도가람+Topic", "한유빈+Subject", "노래+Topic"]);
        check("서미로는", &["서미로+Topic"]);
        check("배우 고나은 Ray는", &["배우+Bare", "고나은+Bare", "Ray+Topic"]);
    }

    #[test]
    fn notes_titles_and_runs_are_of_one_piece() {
        check(
            "미로(MIRO·본명 하미로)는 ‘밤의 문’ 《물길》의 “그래”라고",
            &["미로+Topic", "‘밤의 문’", "《물길》", "+Of", "“그래”", "라고+Bare"],
        );
    }
}
