//! What the front matter of a source in Markdown says of it.

use onrecord_language::lexicon::{Bylines, Part};
use onrecord_model::front::Front;
use onrecord_model::{Day, Found, Known, Language, Origin};

/// What front matter says, and the byte offset at which the text behind it begins.
#[derive(Default)]
pub(crate) struct Declared {
    pub known: Known,
    pub end: usize,
}

/// Reads front matter; a text without it gives nothing.
///
/// Rows that are not understood are left alone: the text itself is kept whole in the document.
pub(crate) fn declared(text: &str, bylines: &Bylines) -> Declared {
    let Some((front, end)) = Front::of(text).and_then(|front| Some((front, front.end?))) else {
        return Declared::default();
    };
    let mut known = Known::default();
    for row in front.rows.lines() {
        if let Some((key, value)) = row.split_once([':', '=']) {
            set(&mut known, &key.trim().to_lowercase(), unquoted(value.trim()), bylines);
        }
    }
    Declared { known, end }
}

fn set(known: &mut Known, key: &str, value: &str, bylines: &Bylines) {
    let found = || Found::new(value, Origin::Declared);
    let is_day = || value.parse::<Day>().is_ok();
    match key {
        _ if bylines.is(Part::FieldTitle, key) => known.title = found(),
        _ if bylines.is(Part::FieldOutlet, key) => known.outlet = found(),
        _ if bylines.is(Part::FieldAuthor, key) => known.author = found(),
        _ if bylines.is(Part::FieldDate, key) && is_day() => known.published = found(),
        "url" | "link" | "canonical" | "source" if value.contains("://") => known.url = found(),
        "modified" | "updated" | "lastmod" if is_day() => known.modified = found(),
        "language" | "lang" => known.language = value.parse::<Language>().ok(),
        "translation_of" | "translated_from" | "via" | "relays" => known.relays = found(),
        _ => {}
    }
}

/// Takes one pair of quotation marks or brackets off a value.
fn unquoted(value: &str) -> &str {
    [('"', '"'), ('\'', '\''), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_known_are_taken() {
        let Declared { known, end } = declared(
            "---\r\ntitle: \"A: B\"\r\ndate: 2025-06-12\r\nmood: odd\r\nurl: https://one.example/a\r\n---\r\nText",
            &Bylines::built_in(),
        );
        let value = |found: Option<Found>| found.map(|found| found.value);
        assert_eq!(value(known.title).as_deref(), Some("A: B"));
        assert_eq!(value(known.published).as_deref(), Some("2025-06-12"));
        assert_eq!(value(known.url).as_deref(), Some("https://one.example/a"));
        assert!(end > 60);
    }

    #[test]
    fn an_unclosed_fence_is_text() {
        assert_eq!(declared("---\ntitle: A\ntext", &Bylines::built_in()).end, 0);
    }
}
