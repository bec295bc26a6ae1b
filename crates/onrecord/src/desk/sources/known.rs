//! What is known of a source, field by field, with where it comes from.

use onrecord_model::{Found, Known, Origin};
use serde_json::{Value, json};

/// Returns the fields of a source by name, in the order in which they are shown.
pub(crate) fn fields(known: &Known) -> [(&'static str, Option<&Found>); 7] {
    [
        ("title", known.title.as_ref()),
        ("outlet", known.outlet.as_ref()),
        ("author", known.author.as_ref()),
        ("published", known.published.as_ref()),
        ("url", known.url.as_ref()),
        ("modified", known.modified.as_ref()),
        ("relays", known.relays.as_ref()),
    ]
}

/// Returns what is known as JSON: `{"title":{"value","from","guess"}|null,…}`.
pub(crate) fn known_json(known: &Known) -> Value {
    let fields = fields(known).into_iter().map(|(name, found)| {
        let found =
            found.map(|found| json!({"value": found.value, "from": found.origin, "guess": found.origin.is_guess()}));
        (name.to_owned(), found.unwrap_or(Value::Null))
    });
    Value::Object(fields.collect())
}

/// Returns the fields that a person should fill in or look at, with why.
pub(crate) fn wanting(known: &Known) -> Vec<(&'static str, &'static str)> {
    let wanted = fields(known).into_iter().take(4);
    wanted
        .filter_map(|(name, found)| match found {
            None => Some((name, "missing")),
            Some(found) if found.origin.is_guess() => Some((name, "a guess")),
            Some(_) => None,
        })
        .collect()
}

/// Returns words for people on where a piece comes from.
pub(crate) fn from(origin: Origin) -> &'static str {
    match origin {
        Origin::FileName => "a guess from the file's name",
        Origin::Text => "a guess from the text or address",
        Origin::Visible => "seen on the page",
        Origin::MetaTag => "the page's tags",
        Origin::JsonLd => "the page's JSON-LD",
        Origin::Declared => "front matter or a field",
        Origin::Given => "an option of add",
        Origin::Hand => "set by hand",
    }
}
