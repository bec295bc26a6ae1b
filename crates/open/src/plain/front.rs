//! What the front matter of a source in Markdown says of it.

use onrecord_language::Lexicon;
use onrecord_language::lexicon::Part;
use onrecord_model::front::Front;
use onrecord_model::{Found, Known, Language, Origin, Remark};

use super::yaml::{self, Field};
use crate::meta;

/// What front matter says, and the byte offset at which the text behind it begins.
#[derive(Default)]
pub(crate) struct Declared {
    pub known: Known,
    pub end: usize,
    pub remarks: Vec<Remark>,
}

/// Reads front matter; a text without it gives nothing. `is_korean` tells how days of two figures a part are meant.
///
/// Rows that are not understood are left alone: the text itself is kept whole in the document.
pub(crate) fn declared(text: &str, is_korean: bool, lexicon: &Lexicon) -> Declared {
    let Some((front, end)) = Front::of(text).and_then(|front| Some((front, front.end?))) else {
        return Declared::default();
    };
    let mut declared = Declared { end, ..Declared::default() };
    for field in yaml::fields(front.rows) {
        declared.set(&field, is_korean, lexicon);
    }
    declared
}

impl Declared {
    fn set(&mut self, field: &Field, is_korean: bool, lexicon: &Lexicon) {
        let (known, bylines) = (&mut self.known, &lexicon.bylines);
        let Some(value) = field.values.first() else { return };
        let found = || Found::new(value, Origin::Declared);
        let key = field.name.trim().to_lowercase();
        let key = key.as_str();
        match key {
            _ if bylines.is(Part::FieldTitle, key) => known.title = found(),
            _ if bylines.is(Part::FieldOutlet, key) => known.outlet = found(),
            _ if bylines.is(Part::FieldAuthor, key) => {
                known.author = Found::new(&field.values.join(", "), Origin::Declared);
            }
            _ if bylines.is(Part::FieldDate, key) => match meta::declared_day(value, is_korean, lexicon) {
                Some(day) => known.published = Found::new(&day, Origin::Declared),
                None => self.remarks.push(meta::unread_day(value)),
            },
            "url" | "link" | "canonical" | "source" if value.contains("://") => known.url = found(),
            "modified" | "updated" | "lastmod" => {
                let day = meta::declared_day(value, is_korean, lexicon);
                known.modified = day.and_then(|day| Found::new(&day, Origin::Declared));
            }
            "language" | "lang" => known.language = value.parse::<Language>().ok(),
            "translation_of" | "translated_from" | "via" | "relays" => known.relays = found(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_known_are_taken() {
        let Declared { known, end, .. } = declared(
            "---\r\ntitle: \"A: B\"\r\ndate: 2025-06-12\r\nmood: odd\r\nurl: https://one.example/a\r\n---\r\nText",
            false,
            &Lexicon::built_in(),
        );
        let value = |found: Option<Found>| found.map(|found| found.value);
        assert_eq!(value(known.title).as_deref(), Some("A: B"));
        assert_eq!(value(known.published).as_deref(), Some("2025-06-12"));
        assert_eq!(value(known.url).as_deref(), Some("https://one.example/a"));
        assert!(end > 60);
    }

    #[test]
    fn an_unclosed_fence_is_text() {
        assert_eq!(declared("---\ntitle: A\ntext", false, &Lexicon::built_in()).end, 0);
    }
}
