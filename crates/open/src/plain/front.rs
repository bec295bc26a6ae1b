//! Front matter: `key: value` lines between two lines of three dashes at the head of a Markdown file.

use onrecord_model::{Day, Found, Known, Language, Origin};

/// What front matter says, and the byte offset at which the text behind it begins.
#[derive(Default)]
pub(crate) struct Front {
    pub known: Known,
    pub end: usize,
}

/// Reads front matter of either kind (`---` or `+++`); a text without it gives nothing.
///
/// Rows that are not understood are left alone: the text itself is kept whole in the document.
pub(crate) fn front(text: &str) -> Front {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| first_line(text) == *fence) else {
        return Front::default();
    };
    let body_at = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = body_at;
    let mut known = Known::default();
    for line in text[body_at..].split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == fence {
            return Front { known, end: at };
        }
        if let Some((key, value)) = line.split_once([':', '=']) {
            set(&mut known, &key.trim().to_lowercase(), unquoted(value.trim()));
        }
    }
    Front::default()
}

fn set(known: &mut Known, key: &str, value: &str) {
    let found = || Found::new(value, Origin::Declared);
    match key {
        "title" | "headline" | "제목" => known.title = found(),
        "outlet" | "publication" | "publisher" | "site" | "매체" => known.outlet = found(),
        "author" | "authors" | "byline" | "by" | "기자" => known.author = found(),
        "url" | "link" | "canonical" | "source" if value.contains("://") => known.url = found(),
        "date" | "published" | "publishdate" | "pubdate" | "날짜" if value.parse::<Day>().is_ok() => {
            known.published = found()
        }
        "modified" | "updated" | "lastmod" if value.parse::<Day>().is_ok() => known.modified = found(),
        "language" | "lang" => known.language = value.parse::<Language>().ok(),
        "translation_of" | "translated_from" | "via" | "relays" => known.relays = found(),
        _ => {}
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default().trim_end()
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
        let front = front(
            "---\r\ntitle: \"A: B\"\r\ndate: 2025-06-12\r\nmood: odd\r\nurl: https://one.example/a\r\n---\r\nText",
        );
        let value = |found: Option<Found>| found.map(|found| found.value);
        assert_eq!(value(front.known.title).as_deref(), Some("A: B"));
        assert_eq!(value(front.known.published).as_deref(), Some("2025-06-12"));
        assert_eq!(value(front.known.url).as_deref(), Some("https://one.example/a"));
        assert!(front.end > 60);
    }

    #[test]
    fn an_unclosed_fence_is_text() {
        assert_eq!(front("---\ntitle: A\ntext").end, 0);
    }
}
