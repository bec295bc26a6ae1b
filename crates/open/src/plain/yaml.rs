//! Reads the rows of front matter as YAML, one field after the other: no anchor is followed, and nesting is only as deep as names need.

use saphyr_parser::{Event, Parser, ScalarStyle};

/// Events of the parser that are looked at; front matter has some dozens.
const EVENTS: usize = 4000;

/// A field with its values: one, or those of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub name: String,
    pub values: Vec<String>,
}

/// Returns the fields of rows; where they are no YAML as a whole, those of each row with what is indented under it.
///
/// Many write `title: one: two`, which YAML forbids: such a row is taken as it stands.
pub(super) fn fields(rows: &str) -> Vec<Field> {
    if let Some(fields) = parsed(rows) {
        return fields;
    }
    let mut found = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for row in rows.lines() {
        match parts.last_mut() {
            Some(part) if row.starts_with([' ', '\t', '-']) || row.trim().is_empty() => {
                part.push('\n');
                part.push_str(row);
            }
            _ => parts.push(row.to_owned()),
        }
    }
    for part in parts {
        match parsed(&part) {
            Some(fields) => found.extend(fields),
            None => found.extend(raw(&part)),
        }
    }
    found
}

/// Returns a row as it stands, without one pair of marks around its value.
fn raw(part: &str) -> Option<Field> {
    let (name, value) = part.lines().next()?.split_once([':', '='])?;
    let value = value.trim();
    let bare = [('"', '"'), ('\'', '\''), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(value);
    Some(Field { name: name.trim().to_owned(), values: vec![bare.to_owned()] })
}

/// Where the parser stands.
#[derive(Default)]
struct Place {
    /// Mappings and lists that are open.
    depth: usize,
    /// Whether the next scalar of the outermost mapping is a name.
    wants_name: bool,
    /// The name of the last scalar in a mapping inside a field, where the next one is its value.
    inner_name: Option<String>,
    /// For each open mapping or list inside a field whether it is a mapping.
    inside: Vec<bool>,
}

fn parsed(rows: &str) -> Option<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    let mut place = Place::default();
    for event in Parser::new_from_str(rows).take(EVENTS) {
        match event.ok()?.0 {
            Event::MappingStart(..) if place.depth == 0 => (place.depth, place.wants_name) = (1, true),
            Event::MappingStart(..) | Event::SequenceStart(..) if place.depth == 0 || place.wants_name => return None,
            Event::MappingStart(..) => place.enter(true),
            Event::SequenceStart(..) => place.enter(false),
            Event::MappingEnd | Event::SequenceEnd => place.leave(),
            Event::Scalar(value, style, ..) => place.scalar(&value, style, &mut fields)?,
            Event::Alias(_) if place.depth == 1 => place.wants_name = !place.wants_name,
            _ => {}
        }
    }
    Some(fields)
}

impl Place {
    fn enter(&mut self, is_mapping: bool) {
        self.depth += 1;
        self.inside.push(is_mapping);
        self.inner_name = None;
    }

    fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.inside.pop();
        self.inner_name = None;
        if self.depth == 1 {
            self.wants_name = true;
        }
    }

    /// Takes one scalar; `None` where the rows hold no fields.
    fn scalar(&mut self, value: &str, style: ScalarStyle, fields: &mut Vec<Field>) -> Option<()> {
        let is_null = style == ScalarStyle::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL");
        if self.depth == 0 {
            return if is_null { Some(()) } else { None };
        }
        if self.depth == 1 && self.wants_name {
            fields.push(Field { name: value.to_owned(), values: Vec::new() });
            self.wants_name = false;
            return Some(());
        }
        let field = fields.last_mut()?;
        match self.inside.last() {
            None => {
                self.wants_name = true;
                field.values.extend((!is_null).then(|| value.to_owned()));
            }
            // - name: Orla Veit
            Some(true) => match self.inner_name.take() {
                None => self.inner_name = Some(value.to_owned()),
                Some(name) if name == "name" && self.depth <= 3 => field.values.push(value.to_owned()),
                Some(_) => {}
            },
            Some(false) if self.depth <= 2 && !is_null => field.values.push(value.to_owned()),
            Some(false) => {}
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &str, expected: &str) {
        let shown: Vec<String> =
            fields(rows).iter().map(|field| format!("{}={}", field.name, field.values.join("|"))).collect();
        assert_eq!(shown.join("; "), expected, "{rows}");
    }

    #[test]
    fn escapes_lists_and_folded_text() {
        check(
            "title: \"A \\\"bell\\\" in the fog\"\ndate: 2025/04/11 # a note",
            "title=A \"bell\" in the fog; date=2025/04/11",
        );
        check(
            "author: [Orla Veit, Piet Lorn]\ntags:\n  - one\n  - 'it''s'",
            "author=Orla Veit|Piet Lorn; tags=one|it's",
        );
        check("title: >-\n  A bell\n  in the fog\nmood: ~", "title=A bell in the fog; mood=");
        check(
            "authors:\n  - name: 오단비\n    url: x\n  - name: 염소라\nurl: https://a.example/?x=1#y",
            "authors=오단비|염소라; url=https://a.example/?x=1#y",
        );
        check("author: {name: Orla Veit, url: x}\nnested: {a: {b: c}}", "author=Orla Veit; nested=");
    }

    #[test]
    fn what_is_no_yaml_is_taken_row_by_row() {
        check(
            "title: Tools: a manifesto\nauthor: 'Orla Veit'\ntags:\n    - new",
            "title=Tools: a manifesto; author=Orla Veit; tags=new",
        );
        check("title: [공식] 등대\ndate: \"2025-04-11\"", "title=[공식] 등대; date=2025-04-11");
        check("title: @keeper\nx: *nowhere", "title=@keeper; x=*nowhere");
        check("just words", "");
    }

    #[test]
    fn hostile_rows_end() {
        check(&"- [".repeat(3000), "");
        assert!(fields(&format!("a: &a [x]\nb: [{}]", "*a, ".repeat(2000))).len() <= 2);
        fields(&"{".repeat(20_000));
    }
}
