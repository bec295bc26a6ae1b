//! Short codes in a post: `{{quote …}}`, `{{person …}}`, `{{source …}}`, `{{post …}}`.

use onrecord_model::EvidenceId;

/// A short code and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What it asks for.
    pub what: What,
    /// Its place in the text, in bytes.
    pub at: std::ops::Range<usize>,
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

/// Returns the short codes of a text in reading order.
pub fn codes(text: &str) -> Result<Vec<Code>, CodeError> {
    let mut codes = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let line = 1 + text[..open].matches('\n').count();
        let wrong = |reason: String| CodeError { line, reason };
        let (inside, end) =
            inside(text, open + 2).ok_or_else(|| wrong("a code that begins with `{{` has no `}}`".to_owned()))?;
        codes.push(Code { what: what(inside).map_err(wrong)?, at: open..end, line });
        from = end;
    }
    Ok(codes)
}

/// Returns what stands between the braces and where the code ends; braces inside quotation marks do not end it.
fn inside(text: &str, start: usize) -> Option<(&str, usize)> {
    let (mut in_marks, mut escaped) = (false, false);
    for (at, char) in text[start..].char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' if in_marks => escaped = true,
            '"' => in_marks = !in_marks,
            '}' if !in_marks && text[start + at..].starts_with("}}") => {
                return Some((&text[start..start + at], start + at + 2));
            }
            _ => {}
        }
    }
    None
}

fn what(inside: &str) -> Result<What, String> {
    let inside = inside.trim();
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let rest = rest.trim();
    let wanted = |example: &str| {
        if rest.is_empty() { Err(format!("`{{{{{name}}}}}` wants more: {example}")) } else { Ok(rest.to_owned()) }
    };
    match name {
        "person" => Ok(What::Person(wanted("{{person NAME}}")?)),
        "source" => Ok(What::Source(wanted("{{source KEY}}")?)),
        "post" => Ok(What::Post(wanted("{{post NAME}}")?)),
        "quote" => quote(&wanted("{{quote ID}}, with the id of a piece of evidence")?),
        _ => Err(format!("`{{{{{name}}}}}` is no code: there are quote, person, source and post")),
    }
}

fn quote(rest: &str) -> Result<What, String> {
    let (mut id, mut key, mut words, mut translation) = (None, None, None, None);
    let mut rest = rest.trim();
    while !rest.is_empty() {
        let named = rest.find(['=', ' ', '"', '\n']).filter(|&at| rest[at..].starts_with("=\""));
        let Some(equals) = named else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            id = Some(rest[..end].parse::<EvidenceId>()?);
            rest = rest[end..].trim_start();
            continue;
        };
        let (value, end) = marked(&rest[equals + 2..]).ok_or("a value has no closing \"")?;
        let slot = match &rest[..equals] {
            "from" => &mut key,
            "words" => &mut words,
            "translation" => &mut translation,
            name => return Err(format!("`{name}` is no part of a quote: there are from, words and translation")),
        };
        *slot = Some(value);
        rest = rest[equals + 2 + end..].trim_start();
    }
    let reference = match (id, key, words) {
        (Some(id), None, None) => Reference::Id(id),
        (None, Some(key), Some(words)) if !words.trim().is_empty() => Reference::Words { key, words },
        _ => return Err("a quote wants an id, or both from=\"KEY\" and words=\"…\"".to_owned()),
    };
    Ok(What::Quote { reference, translation: translation.filter(|text| !text.trim().is_empty()) })
}

/// Returns the value up to the closing mark, `\"` read as `"`, and where it ends.
fn marked(text: &str) -> Option<(String, usize)> {
    let (mut value, mut escaped) = (String::new(), false);
    for (at, char) in text.char_indices() {
        match char {
            '"' if !escaped => return Some((value, at + 1)),
            '\\' if !escaped => escaped = true,
            _ => {
                value.push(char);
                escaped = false;
            }
        }
    }
    None
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
