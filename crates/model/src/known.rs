//! What is known of a source, and where each piece of it comes from.

use serde::{Deserialize, Serialize};

use crate::Language;

/// Where a piece of knowledge about a source comes from, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Made from the file's name.
    FileName,
    /// Guessed from the text, such as its first line or a by-line.
    Text,
    /// Words a reader of the page sees beside the article, such as `입력 2025.06.12 09:30`.
    Visible,
    /// A `<meta>` or `<title>` element.
    MetaTag,
    /// The page's JSON-LD.
    JsonLd,
    /// Front matter, or a field of a JSON line.
    Declared,
    /// An option of `add`.
    Given,
    /// Set by hand with `sources set`.
    Hand,
}

impl Origin {
    /// Says whether this is a guess that a person should look at.
    pub fn is_guess(self) -> bool {
        matches!(self, Self::FileName | Self::Text)
    }
}

/// One piece of knowledge and its origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The value, trimmed; never empty.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

impl Found {
    /// Returns the value with its origin, or `None` where nothing but white space was found.
    pub fn new(value: &str, origin: Origin) -> Option<Self> {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(Self { value, origin })
    }
}

/// What is known of a source besides its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The headline, without the site's name.
    pub title: Option<Found>,
    /// Who published it.
    pub outlet: Option<Found>,
    /// Who wrote it; several names are joined by `, `.
    pub author: Option<Found>,
    /// Where it stands on the web.
    pub url: Option<Found>,
    /// When it was published, ISO 8601, as exact as is known; never the day of a change.
    pub published: Option<Found>,
    /// When it was last changed, where the source says so.
    pub modified: Option<Found>,
    /// The outlet or text that this one says it relays or translates.
    pub relays: Option<Found>,
    /// The language, where it was declared; otherwise it is found in the text.
    pub language: Option<Language>,
}

impl Known {
    /// Fills in from `other` whatever is missing here or has a weaker origin here.
    pub fn strengthen(&mut self, other: &Self) {
        let mine = [
            &mut self.title,
            &mut self.outlet,
            &mut self.author,
            &mut self.url,
            &mut self.published,
            &mut self.modified,
            &mut self.relays,
        ];
        let theirs =
            [&other.title, &other.outlet, &other.author, &other.url, &other.published, &other.modified, &other.relays];
        for (mine, theirs) in mine.into_iter().zip(theirs) {
            let stronger = theirs.as_ref().map(|found| found.origin) > mine.as_ref().map(|found| found.origin);
            if stronger {
                mine.clone_from(theirs);
            }
        }
        self.language = other.language.or(self.language);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_set_beats_what_was_read() {
        let title = |value, origin| Known { title: Found::new(value, origin), ..Known::default() };
        let mut known = title("Read", Origin::JsonLd);
        known.strengthen(&title("Set", Origin::Hand));
        known.strengthen(&title("Guessed", Origin::FileName));
        assert_eq!(known.title.map(|found| found.value).as_deref(), Some("Set"));
    }
}
