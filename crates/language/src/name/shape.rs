//! Cuts a name into words and letters, however it is written: decomposed, with accents, titles, commas, capitals.

use onrecord_model::letter::is_syllable;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words beside a name that are no part of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Titles {
    /// Those that stand before it.
    pub before: Vec<&'static str>,
    /// Those that stand behind it.
    pub after: Vec<&'static str>,
}

/// A name, cut up for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    /// In which script.
    pub script: Script,
    /// Hangul: the words of the name, as syllables. Latin: folded to `a`–`z` and digits.
    pub words: Vec<String>,
    /// For Latin: byte offsets inside each word where a hyphen stood.
    pub hyphens: Vec<Vec<usize>>,
    /// Whether a comma stands behind the first word, as in an index of names.
    pub inverted: bool,
}

/// The script of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Korean letters.
    Hangul,
    /// Latin letters.
    Latin,
    /// Anything else, and names without letters.
    Other,
}

/// Returns the shapes of a name: one, or one for each script where both stand side by side, as in `유수민 (Yoo Soo-min)`.
pub(super) fn shapes(name: &str, titles: &Titles) -> Vec<Shape> {
    // Most names are composed already.
    let is_composed = name.chars().all(|char| char.is_ascii() || is_syllable(char));
    let composed: String =
        if is_composed { name.chars().take(MOST_CHARS).collect() } else { name.nfc().take(MOST_CHARS).collect() };
    let hangul = composed.chars().any(is_hangul);
    let latin = composed.chars().any(|char| char.is_alphabetic() && !is_hangul(char));
    let mut found = Vec::new();
    if hangul && latin {
        let part = |keep: fn(char) -> bool| -> String {
            composed.chars().map(|char| if keep(char) || !char.is_alphabetic() { char } else { ' ' }).collect()
        };
        found.push(shape(&part(is_hangul), titles));
        found.push(shape(&part(|char| !is_hangul(char)), titles));
    } else {
        found.push(shape(&composed, titles));
    }
    found.retain(|shape| !shape.words.is_empty());
    found
}

/// Longer names are cut: nobody's name is as long, and comparing takes the square of the length.
const MOST_CHARS: usize = 96;

fn shape(name: &str, titles: &Titles) -> Shape {
    let script = if name.chars().any(is_hangul) {
        Script::Hangul
    } else if name.chars().any(|char| char.is_alphabetic() && fold(char).is_some()) {
        Script::Latin
    } else {
        Script::Other
    };
    let mut shape = Shape { script, words: Vec::new(), hyphens: Vec::new(), inverted: false };
    for part in name.split(|char: char| {
        char.is_whitespace() || matches!(char, ',' | '.' | '·' | '・' | '(' | ')' | '"' | '“' | '”')
    }) {
        let (word, hyphens) = if script == Script::Latin { latin_word(part) } else { (other_word(part), Vec::new()) };
        if !word.is_empty() {
            shape.words.push(word);
            shape.hyphens.push(hyphens);
        }
    }
    let comma = name.find(',').map(|at| &name[..at]);
    shape.inverted = script == Script::Latin
        && comma.is_some_and(|before| before.split_whitespace().count() == 1)
        && shape.words.len() > 1;
    strip_titles(&mut shape, titles);
    shape
}

/// Takes titles off both ends, as long as a name is left.
fn strip_titles(shape: &mut Shape, titles: &Titles) {
    let hangul = shape.script == Script::Hangul;
    while shape.words.len() > 1 {
        let first = shape.words.first().is_some_and(|word| titles.before.contains(&word.as_str()));
        let last = shape.words.last().is_some_and(|word| titles.after.contains(&word.as_str()));
        if last && (hangul || shape.words.len() > 2) {
            shape.words.pop();
            shape.hyphens.pop();
        } else if first {
            shape.words.remove(0);
            shape.hyphens.remove(0);
        } else {
            return;
        }
    }
    if !hangul || shape.words.len() != 1 {
        return;
    }
    // A title may be joined to a Hangul name of three syllables: 유수민감독, but not 김수님 or 박사.
    if let Some(word) = shape.words.first_mut() {
        let title = titles.after.iter().filter(|title| word.ends_with(**title));
        let longest = title.max_by_key(|title| title.len()).map_or(0, |title| title.len());
        let stem = word.len() - longest;
        let n_stem = word[..stem].chars().count();
        if longest > 0 && (n_stem >= 3 || n_stem == 2 && longest > 3) {
            word.truncate(stem);
        }
    }
}

fn other_word(part: &str) -> String {
    part.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn latin_word(part: &str) -> (String, Vec<usize>) {
    let (mut word, mut hyphens) = (String::new(), Vec::new());
    let (plain, decomposed) = if part.is_ascii() { (part, "") } else { ("", part) };
    for char in plain.chars().chain(decomposed.nfd()) {
        if matches!(char, '-' | '‐' | '‑' | '–' | '—' | '_') {
            if !word.is_empty() {
                hyphens.push(word.len());
            }
        } else if char == '\u{306}' && word.ends_with(['o', 'u']) {
            // McCune–Reischauer: ŏ is eo, ŭ is eu.
            word.insert(word.len() - 1, 'e');
        } else if let Some(letters) = fold(char) {
            word.push_str(letters);
        } else if char.is_ascii_digit() {
            word.push(char);
        }
    }
    hyphens.retain(|&at| at < word.len());
    hyphens.dedup();
    (word, hyphens)
}

/// Returns the plain letters that a Latin letter stands for, or `None` for marks and other scripts.
fn fold(char: char) -> Option<&'static str> {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz";
    if char.is_ascii() {
        let at = usize::from((char.to_ascii_lowercase() as u8).wrapping_sub(b'a'));
        return PLAIN.get(at..=at);
    }
    let lower = char.to_lowercase().next().unwrap_or(char);
    let base = lower.nfd().next().filter(|&base| !is_combining_mark(base))?;
    if base.is_ascii_lowercase() {
        let at = usize::from(base as u8 - b'a');
        return PLAIN.get(at..=at);
    }
    Some(match base {
        'ß' => "ss",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Says whether a character is a Hangul syllable or letter.
pub(super) fn is_hangul(char: char) -> bool {
    matches!(char, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}')
}
