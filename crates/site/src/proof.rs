//! Reads the quotations back out of a built page, so that they can be proved against the archive.

use std::fmt::Write;

use serde_json::Value;

use crate::{html, text};

/// A quotation as it stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The id of the evidence, as written.
    pub id: String,
    /// The words that the page shows.
    pub words: String,
    /// Whether these are the words themselves, or what stands before or after them.
    pub part: Part,
}

/// Which part of the record a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The quoted words.
    Words,
    /// What stands right before them.
    Before,
    /// What stands right after them.
    After,
}

/// Returns every quotation that a page's marks say to be verbatim, in reading order.
///
/// Holds for pages that [`crate::render`] wrote: the element's text has no tags but the notes for hidden characters.
pub fn shown(html: &str) -> Vec<Shown> {
    let marked = html::tags(html).filter_map(|tag| {
        let (part, id) = tag.attributes().find_map(|(name, value)| Some((part(name)?, value)))?;
        Some(Shown { id: text::unescape(id), words: words(&html[tag.end..]), part })
    });
    marked.collect()
}

/// Returns every quotation in the data that a page holds for machines.
pub fn shown_in_scripts(html: &str) -> Vec<Shown> {
    let is_data = |tag: &html::Tag| tag.attributes().any(|attribute| attribute == ("type", "application/ld+json"));
    let scripts = html::tags(html).filter(is_data);
    scripts.flat_map(|tag| shown_as_data(html[tag.end..].split('<').next().unwrap_or_default())).collect()
}

/// Returns every quotation in the JSON beside a page or inside it: views, Web Annotations and schema.org's Quotations.
pub fn shown_as_data(json: &str) -> Vec<Shown> {
    let mut all = Vec::new();
    if let Ok(value) = serde_json::from_str(json) {
        collect(&value, &mut all);
    }
    all
}

fn collect(value: &Value, all: &mut Vec<Shown>) {
    let text = |name: &str| value[name].as_str();
    let mut push = |id: &str, words: Option<&str>, part| {
        all.extend(words.map(|words| Shown { id: id.to_owned(), words: words.to_owned(), part }));
    };
    if let (Some(id), Some(words)) = (text("id"), text("words")) {
        push(id, Some(words), Part::Words);
        push(id, text("before"), Part::Before);
        push(id, text("after"), Part::After);
    }
    if let (Some(id), selector) = (value["onrecord"]["evidence"].as_str(), &value["target"]["selector"][0]) {
        push(id, selector["exact"].as_str(), Part::Words);
        push(id, selector["prefix"].as_str(), Part::Before);
        push(id, selector["suffix"].as_str(), Part::After);
    }
    if text("@type") == Some("Quotation") {
        let id = text("@id").and_then(|address| address.rsplit_once("#q-")).map_or("", |(_, id)| id);
        push(id, text("text"), Part::Words);
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, all)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, all)),
        _ => {}
    }
}

fn part(mark: &str) -> Option<Part> {
    match mark {
        "data-evidence" => Some(Part::Words),
        "data-before" => Some(Part::Before),
        "data-after" => Some(Part::After),
        _ => None,
    }
}

/// Returns the text up to the closing tag, with each note for a hidden character as that character.
fn words(content: &str) -> String {
    const NOTE: &str = "<span class=\"hidden-character\">U+";
    let mut words = String::new();
    let mut rest = content;
    while let Some(open) = rest.find('<') {
        words.push_str(&text::unescape(&rest[..open]));
        rest = &rest[open..];
        let Some(note) = rest.strip_prefix(NOTE) else { return words };
        let Some((code, after)) = note.split_once("</span>") else { return words };
        match u32::from_str_radix(code, 16).ok().and_then(char::from_u32) {
            Some(char) => words.push(char),
            None => write!(words, "U+{code}").expect("a string takes all that is written"),
        }
        rest = after;
    }
    words.push_str(&text::unescape(rest));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_mark_is_none() {
        assert_eq!(shown("<p>a data-evidence=\"1-2-3-4\"&gt; b <code>data-before=\"x\"></code> c"), []);
    }

    #[test]
    fn data_for_machines_is_read_too() {
        let json = r#"{"quotations": [{"id": "1", "words": "a", "before": "b", "after": "c"}], "annotations": [
            {"target": {"selector": [{"exact": "d", "prefix": "e"}]}, "onrecord": {"evidence": "2"}}], "words": "no"}"#;
        let page = r#"<script type="application/ld+json">{"@graph":[{"@type":"Quotation","@id":"x.html#q-3","text":"f"}]}</script>"#;
        let shown = shown_as_data(json).into_iter().chain(shown_in_scripts(page));
        let shown: Vec<String> = shown.map(|shown| format!("{} {}", shown.id, shown.words)).collect();
        assert_eq!(shown, ["2 d", "2 e", "1 a", "1 b", "1 c", "3 f"]);
    }

    #[test]
    fn words_are_read_back_as_they_were_written() {
        for words in ["“A & B” <i>", "a\u{202e}b", "it's\n두 줄", "&amp;lt;", ""] {
            let html = format!("<p><q lang=\"ko\" data-evidence=\"1-2-3-4\">{}</q> x", text::words_html(words));
            assert_eq!(shown(&html), [Shown { id: "1-2-3-4".to_owned(), words: words.to_owned(), part: Part::Words }]);
        }
    }
}
