//! Small parts of Markdown and HTML: brackets that belong together, fences, attributes, entities.

use crate::proof::prose::text::Syntax;

/// Returns for each `[` and `(` of a line that is closed where it is closed.
pub(super) fn pairs(draft: &str, syntax: Syntax) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if syntax != Syntax::Markdown {
        return pairs;
    }
    let (mut square, mut round): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut before = 0;
    for (at, &byte) in draft.as_bytes().iter().enumerate() {
        match byte {
            b'\n' if before == b'\n' => {
                square.clear();
                round.clear();
            }
            b'[' => square.push(at),
            b'(' => round.push(at),
            b']' => pairs.extend(square.pop().map(|open| (open, at))),
            b')' => pairs.extend(round.pop().map(|open| (open, at))),
            _ => {}
        }
        before = byte;
    }
    pairs.sort_unstable();
    pairs
}

/// Returns where a fenced block of code ends, if one begins at this line.
pub(super) fn fence(draft: &str, at: usize) -> Option<usize> {
    let first = draft[at..].split('\n').next()?;
    let bare = first.trim_start_matches([' ', '>']);
    let mark = ['`', '~'].into_iter().find(|&mark| bare.starts_with([mark; 3].iter().collect::<String>().as_str()))?;
    let width = bare.len() - bare.trim_start_matches(mark).len();
    if mark == '`' && bare[width..].contains('`') {
        return None;
    }
    let mut end = (at + first.len() + 1).min(draft.len());
    for line in draft[end..].split_inclusive('\n') {
        end += line.len();
        let bare = line.trim_start_matches([' ', '>']).trim_end();
        if bare.len() >= width && bare.chars().all(|char| char == mark) {
            break;
        }
    }
    Some(end)
}

/// Returns where the end tag of an element ends.
pub(super) fn find_end(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| from + at) {
        let rest = &text[at + 2..];
        if rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)) {
            return Some(at + rest.find('>').map_or(text.len() - at, |end| end + 3));
        }
        from = at + 2;
    }
    None
}

pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = tag.split_once(&format!("{name}="))?.1;
    let mark = value.chars().next().filter(|char| matches!(char, '"' | '\''));
    match mark {
        Some(mark) => value[1..].split(mark).next(),
        None => value.split([' ', '>']).next(),
    }
}

pub(super) fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.as_bytes().iter().take(12).position(|&byte| byte == b';')?;
    let name = &text[1..end];
    let char = if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        char::from_u32(code).filter(|char| !char.is_control())?
    } else {
        match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            "ldquo" => '“',
            "rdquo" => '”',
            "lsquo" => '‘',
            "rsquo" => '’',
            "laquo" => '«',
            "raquo" => '»',
            "hellip" => '…',
            "mdash" => '—',
            "ndash" => '–',
            "middot" => '·',
            "eacute" => 'é',
            _ => return None,
        }
    };
    Some((end + 1, char))
}
