//! Short codes in a post: `{{quote …}}`, `{{person …}}`, `{{source …}}`, `{{post …}}`.
//!
//! [`braced`] finds one and says where its parts stand; [`codes`] says what each asks for, or what is wrong with it.

use std::ops::Range;

use crate::EvidenceId;

/// A short code and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What it asks for.
    pub what: What,
    /// Its place in the text, in bytes.
    pub at: Range<usize>,
    /// Its line, counted from 1.
    pub line: usize,
}

/// What a short code asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Words of a source.
    Quote {
        /// Which words.
        reference: Reference,
        /// The writer's translation of them.
        translation: Option<String>,
    },
    /// A link to a person's page.
    Person(String),
    /// A link to a source's page.
    Source(String),
    /// A link to another post.
    Post(String),
}

/// How a post names the words that it quotes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// By the id of the evidence.
    Id(EvidenceId),
    /// By the source's key and the words themselves.
    Words {
        /// The key of the source.
        key: String,
        /// The words, as they stand there.
        words: String,
    },
}

/// A short code that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct CodeError {
    /// Its line, counted from 1.
    pub line: usize,
    /// What is wrong, and what is wanted.
    pub reason: String,
}

/// Where the parts of a short code stand, in bytes of the text that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Braced {
    /// The name, such as `quote`.
    pub name: Range<usize>,
    /// What follows the name, without white space at its ends.
    pub rest: Range<usize>,
    /// Where the code ends, braces included.
    pub end: usize,
}

/// Returns the short code whose braces open at `open`, or `None` where no braces close it.
///
/// Braces inside quotation marks do not close it.
pub fn braced(text: &str, open: usize) -> Option<Braced> {
    let start = open + 2;
    let close = start + close_of(text.get(start..)?)?;
    let inside = trimmed(text, start..close);
    let words = &text[inside.clone()];
    let name_end = inside.start + words.find(char::is_whitespace).unwrap_or(words.len());
    Some(Braced { name: inside.start..name_end, rest: trimmed(text, name_end..inside.end), end: close + 2 })
}

impl Braced {
    /// Returns where the value of a field stands, between its quotation marks, as it is written.
    pub fn value(&self, text: &str, field: &str) -> Option<Range<usize>> {
        let mut parts = parts(text, self.rest.clone()).into_iter();
        parts.find(|part| part.name.as_ref().is_some_and(|name| &text[name.clone()] == field)).map(|part| part.value)
    }
}

/// Returns the short codes of a text in reading order.
pub fn codes(text: &str) -> Result<Vec<Code>, CodeError> {
    let mut codes = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let line = 1 + text[..open].matches('\n').count();
        let wrong = |reason: String| CodeError { line, reason };
        let braced = braced(text, open).ok_or_else(|| wrong("a code that begins with `{{` has no `}}`".to_owned()))?;
        from = braced.end;
        codes.push(Code { what: what(text, &braced).map_err(wrong)?, at: open..braced.end, line });
    }
    Ok(codes)
}

/// Returns where the braces that close a code begin.
fn close_of(text: &str) -> Option<usize> {
    let (mut in_marks, mut escaped) = (false, false);
    for (at, char) in text.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' if in_marks => escaped = true,
            '"' => in_marks = !in_marks,
            '}' if !in_marks && text[at..].starts_with("}}") => return Some(at),
            _ => {}
        }
    }
    None
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(start + words.trim().len())
}

fn what(text: &str, braced: &Braced) -> Result<What, String> {
    let (name, rest) = (&text[braced.name.clone()], &text[braced.rest.clone()]);
    let wanted = |example: &str| {
        if rest.is_empty() { Err(format!("`{{{{{name}}}}}` wants more: {example}")) } else { Ok(rest.to_owned()) }
    };
    match name {
        "person" => Ok(What::Person(wanted("{{person NAME}}")?)),
        "source" => Ok(What::Source(wanted("{{source KEY}}")?)),
        "post" => Ok(What::Post(wanted("{{post NAME}}")?)),
        "quote" => {
            wanted("{{quote ID}}, with the id of a piece of evidence")?;
            quote(text, braced)
        }
        _ => Err(format!("`{{{{{name}}}}}` is no code: there are quote, person, source and post")),
    }
}

/// One part behind a code's name: a value with a name before it, or a bare word.
struct Part {
    name: Option<Range<usize>>,
    value: Range<usize>,
    is_closed: bool,
}

fn parts(text: &str, within: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let rest = &text[at..within.end];
        let named = rest.find(['=', ' ', '"', '\n']).filter(|&equals| rest[equals..].starts_with("=\""));
        let part = match named {
            Some(equals) => {
                let from = equals + 2;
                let close = mark_in(&rest[from..]);
                let to = from + close.unwrap_or(rest.len() - from);
                Part { name: Some(at..at + equals), value: at + from..at + to, is_closed: close.is_some() }
            }
            None => {
                let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
                Part { name: None, value: at..end, is_closed: true }
            }
        };
        let end = part.value.end + usize::from(part.name.is_some() && part.is_closed);
        at = trimmed(text, end..within.end).start;
        parts.push(part);
    }
    parts
}

/// Returns where the first quotation mark stands that no `\` precedes.
fn mark_in(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            '"' if !escaped => return Some(at),
            _ => escaped = char == '\\' && !escaped,
        }
    }
    None
}

/// Returns a value as it is meant: without the `\` before a mark.
fn unescaped(value: &str) -> String {
    let mut meant = String::with_capacity(value.len());
    let mut escaped = false;
    for char in value.chars() {
        escaped = char == '\\' && !escaped;
        if !escaped {
            meant.push(char);
        }
    }
    meant
}

fn quote(text: &str, braced: &Braced) -> Result<What, String> {
    let (mut id, mut key, mut words, mut translation) = (None, None, None, None);
    for part in parts(text, braced.rest.clone()) {
        let value = &text[part.value];
        let Some(name) = part.name else {
            id = Some(value.parse::<EvidenceId>()?);
            continue;
        };
        if !part.is_closed {
            return Err("a value has no closing \"".to_owned());
        }
        let slot = match &text[name] {
            "from" => &mut key,
            "words" => &mut words,
            "translation" => &mut translation,
            name => return Err(format!("`{name}` is no part of a quote: there are from, words and translation")),
        };
        *slot = Some(unescaped(value));
    }
    let reference = match (id, key, words) {
        (Some(id), None, None) => Reference::Id(id),
        (None, Some(key), Some(words)) if !words.trim().is_empty() => Reference::Words { key, words },
        _ => return Err("a quote wants an id, or both from=\"KEY\" and words=\"…\"".to_owned()),
    };
    Ok(What::Quote { reference, translation: translation.filter(|text| !text.trim().is_empty()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match codes(text) {
            Ok(codes) => codes.iter().map(|code| show(&code.what)).collect::<Vec<_>>().join("; "),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected);
    }

    fn show(what: &What) -> String {
        match what {
            What::Quote { reference: Reference::Id(id), translation } => format!("{id} {translation:?}"),
            What::Quote { reference: Reference::Words { key, words }, translation } => {
                format!("{key}: {words} {translation:?}")
            }
            What::Person(name) | What::Source(name) | What::Post(name) => name.clone(),
        }
    }

    #[test]
    fn each_kind_of_code() {
        check("a {{quote 3f9a2c41-1460-109-9c2e51b0}} b", "3f9a2c41-1460-109-9c2e51b0 None");
        check(
            "{{quote 3f9a2c41-1460-109-9c2e51b0 translation=\"He said \\\"no\\\" }} x\"}}",
            "3f9a2c41-1460-109-9c2e51b0 Some(\"He said \\\"no\\\" }} x\")",
        );
        check(
            "{{quote from=\"a b.txt\" words=\"그랬다\"}}{{person 문가람}} {{post why}}",
            "a b.txt: 그랬다 None; 문가람; why",
        );
    }

    #[test]
    fn a_code_that_cannot_be_read_names_its_line() {
        check("\n\n{{quote x}}", "line 3: \"x\" is no evidence id, such as 3f9a2c41-1460-109-9c2e51b0");
        check("{{quote from=\"x\"}}", "line 1: a quote wants an id, or both from=\"KEY\" and words=\"…\"");
        check("{{include /etc/passwd}}", "line 1: `{{include}}` is no code: there are quote, person, source and post");
        check("{{quote", "line 1: a code that begins with `{{` has no `}}`");
        check("{{person}}", "line 1: `{{person}}` wants more: {{person NAME}}");
    }
}
