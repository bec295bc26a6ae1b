//! Front matter: rows between two lines of marks at the head of a post, or of a source in Markdown.
//!
//! In a post it is a small part of YAML: scalars with or without quotation marks, `[lists]`, and lists with `- ` before each entry.

/// Front matter as it stands in a text, its rows not read yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Front<'a> {
    /// The mark on the line above its rows: `---` or `+++`.
    pub mark: &'static str,
    /// The lines between the marks, or all that follow where no mark closes it.
    pub rows: &'a str,
    /// The byte at which the text behind it begins; `None` where no mark closes it.
    pub end: Option<usize>,
}

/// One field with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name before the colon.
    pub name: String,
    /// What stands behind it; one value unless it is a list.
    pub values: Vec<String>,
    /// The line of the text that it stands on, counted from 1.
    pub line: usize,
}

/// A text parted from its front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parted<'a> {
    /// The fields, in their order.
    pub fields: Vec<Field>,
    /// The text behind the front matter, without a byte order mark.
    pub body: &'a str,
    /// How many lines stand before `body`.
    pub n_lines: usize,
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

impl<'a> Front<'a> {
    /// Returns the front matter of a text, or `None` where the first line is no mark. A byte order mark may stand before it.
    pub fn of(text: &'a str) -> Option<Self> {
        let head = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut lines = text[head..].split_inclusive('\n');
        let first = lines.next()?;
        let mark = ["---", "+++"].into_iter().find(|mark| first.trim_end() == *mark)?;
        let from = head + first.len();
        let mut at = from;
        for line in lines {
            let is_end = line.trim_end() == mark || mark == "---" && line.trim_end() == "...";
            if is_end {
                return Some(Self { mark, rows: &text[from..at], end: Some(at + line.len()) });
            }
            at += line.len();
        }
        Some(Self { mark, rows: &text[from..], end: None })
    }

    /// Reads the rows as a post's: the first that is no field, entry or note is an error.
    fn fields(&self) -> Result<Vec<Field>, FrontError> {
        let mut fields: Vec<Field> = Vec::new();
        for (at, row) in self.rows.lines().enumerate() {
            let line = at + 2;
            let wrong = |reason: &str| FrontError { line, reason: reason.to_owned() };
            let bare = row.trim();
            if bare.is_empty() || bare.starts_with('#') {
                continue;
            }
            if bare == "-" || bare.starts_with("- ") {
                let field = fields.last_mut().ok_or_else(|| wrong("a list entry stands before any field"))?;
                field.values.push(scalar(bare[1..].trim()));
                continue;
            }
            let (name, value) = bare.split_once(':').ok_or_else(|| wrong("a field is written `name: value`"))?;
            if row.starts_with([' ', '\t']) {
                return Err(wrong("fields are not indented; entries of a list begin with `- `"));
            }
            fields.push(Field { name: name.trim().to_owned(), values: values(value.trim()), line });
        }
        Ok(fields)
    }
}

/// Parts a post from its front matter, which stands between lines of `---`; a text without it has no fields.
pub fn parted(text: &str) -> Result<Parted<'_>, FrontError> {
    let bare = text.trim_start_matches('\u{feff}');
    let Some(front) = Front::of(bare).filter(|front| front.mark == "---") else {
        return Ok(Parted { fields: Vec::new(), body: bare, n_lines: 0 });
    };
    let fields = front.fields()?;
    let unclosed = || FrontError { line: 1, reason: "the front matter has no closing line `---`".to_owned() };
    let end = front.end.ok_or_else(unclosed)?;
    Ok(Parted { fields, body: &bare[end..], n_lines: front.rows.lines().count() + 2 })
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
        let shown = match parted(text) {
            Ok(Parted { fields, body, .. }) => {
                let fields: Vec<String> =
                    fields.iter().map(|field| format!("{}={}", field.name, field.values.join("|"))).collect();
                format!("{} / {body}", fields.join("; "))
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

    #[test]
    fn either_mark_closes_what_it_opens() {
        let end = |text: &str| Front::of(text).map(|front| front.end);
        assert_eq!(end("---\r\na: b\r\n---\r\nText"), Some(Some(16)));
        assert_eq!(end("\u{feff}---\na: b\n...\nText"), Some(Some(16)));
        assert_eq!(end("+++\na = 1\n---\n+++"), Some(Some(17)));
        assert_eq!(end("---\ntitle: A\ntext"), Some(None));
        assert_eq!(end("Text\n---\n"), None);
    }
}
