//! Finds times of a recording beside the name of who speaks: `[00:12]`, `(1:02:03)`, `00:12.5`.

/// Returns the length of a time that begins a text, with its brackets and what parts it from a name.
pub(super) fn in_front(text: &str) -> Option<usize> {
    let inner = text.trim_start_matches(['[', '(', '<', ' ']);
    let open = text.len() - inner.len();
    let mut at = open + clock(inner)?;
    // [00:12 --> 00:15], 00:12 - 00:15
    let rest = text[at..].trim_start_matches([' ', '-', '–', '>', '~']);
    if let Some(length) = clock(rest).filter(|_| rest.len() < text[at..].len()) {
        at = text.len() - rest.len() + length;
    }
    let rest = text[at..].trim_start_matches([']', ')', '>', ' ', '\u{a0}', '\t', '-', '–', '|', '·']);
    (!rest.is_empty() && rest.len() < text[at..].len()).then_some(text.len() - rest.len())
}

/// Returns where a time stands behind a name, and its length.
pub(super) fn behind(line: &str) -> Option<(usize, usize)> {
    let mut before = None;
    for (at, char) in line.char_indices() {
        let starts =
            before.is_some_and(|char: char| char.is_whitespace() || matches!(char, '(' | '[' | '|' | '·' | '-' | '–'));
        if starts
            && char.is_ascii_digit()
            && let Some(length) = clock(&line[at..])
        {
            return Some((at, length + half_day(&line[at + length..])));
        }
        before = Some(char);
    }
    None
}

/// Returns the length of `AM` or `PM` behind a time, with the space in front.
fn half_day(behind: &str) -> usize {
    let rest = behind.trim_start();
    let half = rest.get(..2).filter(|half| half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm"));
    match half {
        Some(half) if !rest[half.len()..].starts_with(char::is_alphanumeric) => behind.len() - rest.len() + half.len(),
        _ => 0,
    }
}

/// Returns the length of a time that begins a text: `0:12`, `00:12`, `1:02:03`, `00:12.500`.
fn clock(text: &str) -> Option<usize> {
    let digits = |at: usize| text[at..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    let first = digits(0);
    if !(1..=3).contains(&first) {
        return None;
    }
    let mut at = first;
    let mut n_parts = 0;
    while n_parts < 2 && text[at..].starts_with(':') && digits(at + 1) == 2 {
        at += 3;
        n_parts += 1;
    }
    if n_parts == 0 || text[at..].starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    if text[at..].starts_with(['.', ',']) && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_front_of_a_name() {
        for (text, rest) in [
            ("[00:00:12] Orla", "Orla"),
            ("(1:02) Orla", "Orla"),
            ("00:40 이름: x", "이름: x"),
            ("[00:12 --> 00:15] Orla", "Orla"),
            ("00:12.500 - Orla", "Orla"),
        ] {
            assert_eq!(in_front(text).map(|at| &text[at..]), Some(rest), "{text}");
        }
        for text in ["10:30", "1234 x", "Orla 00:12", "00:12Orla"] {
            assert_eq!(in_front(text), None, "{text}");
        }
    }

    #[test]
    fn behind_a_name() {
        for (line, name) in [
            ("Cleo Arden  00:12", "Cleo Arden  "),
            ("참석자 1 00:12", "참석자 1 "),
            ("Orla (0:07)", "Orla ("),
            ("Orla 10:02 AM", "Orla "),
        ] {
            assert_eq!(behind(line).map(|(at, _)| &line[..at]), Some(name), "{line}");
        }
        assert_eq!(behind("Orla 10:02 AM"), Some((5, 8)));
        assert_eq!(behind("Mark 3:16a"), Some((5, 4)));
        assert_eq!(behind("Orla 1999"), None);
    }
}
