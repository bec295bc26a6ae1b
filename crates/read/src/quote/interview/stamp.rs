//! Finds dates and times beside the name of who speaks: `[00:12]`, `(1:02:03)`, `04/03/2025, 10:02 - `, `[오전 10:02]`.

use onrecord_language::Lexicon;

use crate::person::fold;

/// Characters of a date with its time.
const LONGEST: usize = 48;
/// Numbers that make a date.
const DATE: usize = 3;

/// A date or time in front of other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Its length, with its brackets.
    pub length: usize,
    /// Its length with what parts it from what follows.
    pub whole: usize,
}

/// Returns the date or time that begins a text.
pub(super) fn stamp(text: &str, lexicon: &Lexicon) -> Option<Stamp> {
    let first = text.chars().next()?;
    let close = match first {
        '[' => Some(']'),
        '(' => Some(')'),
        '<' => Some('>'),
        '{' => Some('}'),
        _ => None,
    };
    let open = if close.is_some() { first.len_utf8() } else { 0 };
    let (inner, is_one) = read(&text[open..], lexicon)?;
    let mut length = open + inner;
    if let Some(close) = close {
        let rest = text[length..].trim_start();
        length = text.len() - rest.strip_prefix(close)?.len();
    }
    let rest = text[length..].trim_start_matches([' ', '\u{a0}', '\t', ',', '|', '·', '-', '–', '—', '/']);
    is_one.then_some(Stamp { length, whole: text.len() - rest.len() })
}

/// Returns the length of the numbers and words of a date or time that begin a text, and whether they are one.
fn read(text: &str, lexicon: &Lexicon) -> Option<(usize, bool)> {
    let (mut at, mut end) = (0, 0);
    let (mut n_numbers, mut n_words, mut has_clock) = (0, 0, false);
    while let Some(char) = text[at..].chars().next().filter(|_| at <= LONGEST) {
        let run = |is: fn(char) -> bool| text[at..].find(|char| !is(char)).unwrap_or(text.len() - at);
        if char.is_ascii_digit() {
            let length = run(|char| char.is_ascii_digit());
            if length > 4 {
                break;
            }
            at += length;
            let next = text.as_bytes().get(at..at + 3).unwrap_or_default();
            has_clock |= length <= 2 && next.first() == Some(&b':') && next[1..].iter().all(u8::is_ascii_digit);
            n_numbers += 1;
            end = at;
        } else if char.is_alphabetic() {
            let length = run(char::is_alphabetic);
            if !lexicon.interview.is_of_time(&fold(&text[at..at + length])) {
                break;
            }
            at += length;
            n_words += 1;
            end = at;
        } else if matches!(char, ' ' | ':' | '.' | '/' | '-' | ',' | '–' | '>' | '~' | '\u{a0}' | '+') {
            at += char.len_utf8();
            // What stands apart by more than a space is another column.
            if text[at..].starts_with(' ') && char == ' ' {
                break;
            }
        } else {
            break;
        }
    }
    // A clock may end in a letter that begins the name only in Hangul: 00:12이름.
    let is_cut = text[end..].starts_with(|char: char| char.is_ascii_alphanumeric());
    let is_one = has_clock || n_numbers >= DATE || n_words >= 2 && n_numbers >= 2;
    (end > 0 && !is_cut).then_some((end, is_one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_front_of_a_name() {
        let lexicon = Lexicon::built_in();
        for (text, rest) in [
            ("[00:00:12] Orla", "Orla"),
            ("(1:02) Orla", "Orla"),
            ("00:40 이름: x", "이름: x"),
            ("[00:12 --> 00:15] Orla", "Orla"),
            ("00:12.500 - Orla", "Orla"),
            ("04/03/2025, 10:02 - Orla", "Orla"),
            ("[3/4/25, 10:02:11 AM] Orla", "Orla"),
            ("2025년 3월 4일 오전 10:02, 오단비", "오단비"),
            ("[오전 10:02] 안녕", "안녕"),
            ("10:02\t오단비", "오단비"),
            ("00:12이름", "이름"),
        ] {
            assert_eq!(stamp(text, &lexicon).map(|stamp| &text[stamp.whole..]), Some(rest), "{text}");
        }
        for text in ["1234 x", "Orla 00:12", "00:12Orla", "[12] Orla", "3 boats came", "12345678"] {
            assert_eq!(stamp(text, &lexicon), None, "{text}");
        }
    }
}
