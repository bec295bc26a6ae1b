//! Front matter: `field: value` lines between two lines of `---`.
//!
//! A small part of YAML: scalars with or without quotation marks, `[lists]`, and lists with `- ` before each entry.

/// One field with its values, and the line it stands on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name before the colon.
    pub name: String,
    /// What stands behind it; one value unless it is a list.
    pub values: Vec<String>,
    /// Where it stands.
    pub line: usize,
}

/// Why front matter could not be read, and on which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct FrontError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what is wanted.
    pub reason: String,
}

/// Returns the fields of the front matter, the text behind it, and the number of lines before that text.
///
/// A text without front matter has no fields.
pub fn front(text: &str) -> Result<(Vec<Field>, &str, usize), FrontError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return Ok((Vec::new(), text, 0)) };
    let mut fields: Vec<Field> = Vec::new();
    let (mut at, mut n_lines) = (first.len(), 1);
    for line in lines {
        at += line.len();
        n_lines += 1;
        let content = line.trim_end();
        if matches!(content, "---" | "...") {
            return Ok((fields, &text[at..], n_lines));
        }
        let bare = content.trim_start();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let wrong = |reason: &str| FrontError { line: n_lines, reason: reason.to_owned() };
        if bare == "-" || bare.starts_with("- ") {
            let field = fields.last_mut().ok_or_else(|| wrong("a list entry stands before any field"))?;
            field.values.push(scalar(bare[1..].trim()));
            continue;
        }
        let (name, value) = bare.split_once(':').ok_or_else(|| wrong("a field is written `name: value`"))?;
        if content.starts_with([' ', '\t']) {
            return Err(wrong("fields are not indented; entries of a list begin with `- `"));
        }
        fields.push(Field { name: name.trim().to_owned(), values: values(value.trim()), line: n_lines });
    }
    Err(FrontError { line: 1, reason: "the front matter has no closing line `---`".to_owned() })
}

fn values(value: &str) -> Vec<String> {
    if value.is_empty() {
        return Vec::new();
    }
    let Some(list) = value.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']')) else {
        return vec![scalar(value)];
    };
    let mut values = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, char) in list.char_indices() {
        match (quote, char) {
            (None, '"' | '\'') if list[start..at].trim().is_empty() => quote = Some(char),
            (Some(mark), _) if char == mark => quote = None,
            (None, ',') => {
                values.push(scalar(list[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    values.push(scalar(list[start..].trim()));
    values.retain(|value| !value.is_empty());
    values
}

fn scalar(value: &str) -> String {
    for mark in ['"', '\''] {
        let inner = value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner {
            return if mark == '"' {
                inner.replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                inner.replace("''", "'")
            };
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match front(text) {
            Ok((fields, rest, _)) => {
                let fields: Vec<String> =
                    fields.iter().map(|field| format!("{}={}", field.name, field.values.join("|"))).collect();
                format!("{} / {rest}", fields.join("; "))
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn fields_lists_and_body() {
        check(
            "---\ntitle: A: b # no\npeople: [가, \"b, c\"]\nhelp:\n  - x | tel:1\n  - 'it''s'\n---\nBody",
            "title=A: b; people=가|b, c; help=x | tel:1|it's / Body",
        );
        check("No front matter", " / No front matter");
    }

    #[test]
    fn broken_front_matter_names_its_line() {
        check("---\ntitle", "line 2: a field is written `name: value`");
        check("---\ntitle: x\n", "line 1: the front matter has no closing line `---`");
        check("---\n- x\n---", "line 2: a list entry stands before any field");
    }
}
