//! What the writer says of the site: `[site]` in `onrecord.toml`, and `posts/terms.toml`.

use std::collections::BTreeMap;

use crate::post::{Help, is_language_code};
use crate::text;

/// A text in each language; what is shown falls back to the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(BTreeMap<String, String>);

/// The site as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Its name.
    pub title: Words,
    /// A sentence on what it is.
    pub description: Words,
    /// Who answers for it.
    pub author: Option<String>,
    /// Where readers write to.
    pub contact: Option<String>,
    /// Where it will stand, ending in `/`.
    pub address: Option<String>,
    /// Where readers may leave questions, ending in `/`: the inbox of an open desk.
    pub inbox: Option<String>,
    /// Its languages, its own first.
    pub languages: Vec<String>,
    /// Whether the archive's open questions stand on the list of what the sources do not say.
    pub open_questions: bool,
}

/// An interest or a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// Its name.
    pub name: Words,
    /// A few sentences on it.
    pub about: Words,
    /// A warning for every post that has it.
    pub warning: Words,
    /// Where to find help, for each language.
    pub help: BTreeMap<String, Vec<Help>>,
}

/// The interests and themes that the writer has described, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// What posts are about.
    pub interests: BTreeMap<String, Term>,
    /// What posts touch.
    pub themes: BTreeMap<String, Term>,
}

impl Words {
    /// Returns the words in a language, else in the first language that has any, else nothing.
    pub(crate) fn in_language(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get("")).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// Says whether there are words in just this language.
    pub fn has(&self, language: &str) -> bool {
        self.0.contains_key(language)
    }

    /// Returns the same words for every language.
    pub fn of(words: &str) -> Self {
        Self(BTreeMap::from([(String::new(), text::line(words))]))
    }

    fn from_value(value: Option<&toml::Value>) -> Self {
        match value {
            Some(toml::Value::String(words)) => Self::of(words),
            Some(toml::Value::Table(table)) => {
                let words =
                    table.iter().filter_map(|(language, words)| Some((language.clone(), text::line(words.as_str()?))));
                Self(words.collect())
            }
            _ => Self::default(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: Words::of("Onrecord"),
            description: Words::default(),
            author: None,
            contact: None,
            address: None,
            inbox: None,
            languages: vec!["ko".to_owned(), "en".to_owned()],
            open_questions: false,
        }
    }
}

impl Settings {
    /// Reads the table `[site]` of `onrecord.toml`; what is not there keeps its default.
    pub fn read(onrecord_toml: &str) -> Result<Self, String> {
        let table: toml::Table = onrecord_toml.parse().map_err(|error: toml::de::Error| error.to_string())?;
        let mut settings = Self::default();
        let Some(site) = table.get("site").and_then(toml::Value::as_table) else { return Ok(settings) };
        let string =
            |name: &str| site.get(name).and_then(toml::Value::as_str).map(text::line).filter(|value| !value.is_empty());
        if site.contains_key("title") {
            settings.title = Words::from_value(site.get("title"));
        }
        settings.description = Words::from_value(site.get("description"));
        settings.author = string("author");
        settings.contact = string("contact");
        let address = |name: &str| match string(name) {
            Some(address) => {
                let address = text::safe_address(&address).filter(|address| address.starts_with("http"));
                let address = address.ok_or_else(|| format!("[site] {name} must begin with https://"))?;
                Ok::<_, String>(Some(format!("{}/", address.trim_end_matches('/'))))
            }
            None => Ok(None),
        };
        (settings.address, settings.inbox) = (address("address")?, address("inbox")?);
        settings.open_questions = site.get("open_questions").and_then(toml::Value::as_bool).unwrap_or_default();
        if let Some(languages) = site.get("languages").and_then(toml::Value::as_array) {
            settings.languages =
                languages.iter().filter_map(|language| Some(language.as_str()?.to_lowercase())).collect();
        }
        match settings.languages.iter().find(|language| !is_language_code(language)) {
            Some(language) => {
                Err(format!("[site] languages: `{}` is no language code, such as `ko`", text::line(language)))
            }
            None if settings.languages.is_empty() => Err("[site] languages: at least one is wanted".to_owned()),
            None => Ok(settings),
        }
    }
}

impl Terms {
    /// Reads `posts/terms.toml`.
    pub fn read(terms_toml: &str) -> Result<Self, String> {
        let table: toml::Table = terms_toml.parse().map_err(|error: toml::de::Error| error.to_string())?;
        if let Some(name) = table.keys().find(|name| !matches!(name.as_str(), "interest" | "theme")) {
            return Err(format!("`[{}]` is neither [interest.KEY] nor [theme.KEY]", text::line(name)));
        }
        let terms = |name: &str| {
            let table = table.get(name).and_then(toml::Value::as_table);
            table
                .into_iter()
                .flatten()
                .filter_map(|(key, value)| Some((key.clone(), Term::from_table(value.as_table()?))))
                .collect()
        };
        Ok(Self { interests: terms("interest"), themes: terms("theme") })
    }
}

impl Term {
    fn from_table(table: &toml::Table) -> Self {
        let name = table
            .iter()
            .filter(|(language, _)| is_language_code(language))
            .filter_map(|(language, name)| Some((language.clone(), text::line(name.as_str()?))));
        let mut help = BTreeMap::new();
        for (language, entries) in table.get("help").and_then(toml::Value::as_table).into_iter().flatten() {
            let entries = entries.as_array().into_iter().flatten().filter_map(|entry| Help::of(entry.as_str()?));
            help.insert(language.clone(), entries.collect());
        }
        Self {
            name: Words(
                name.filter(|(language, _)| !matches!(language.as_str(), "about" | "warning" | "help")).collect(),
            ),
            about: Words::from_value(table.get("about")),
            warning: Words::from_value(table.get("warning")),
            help,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_and_terms_are_read_in_each_language() {
        let settings =
            Settings::read("[site]\ntitle.ko = \"기록\"\ntitle.en = \"Record\"\naddress = \"https://x.example/a\"")
                .expect("settings");
        assert_eq!((settings.title.in_language("ko"), settings.title.in_language("en")), ("기록", "Record"));
        assert_eq!(settings.address.as_deref(), Some("https://x.example/a/"));
        let terms =
            Terms::read("[theme.alone]\nko = \"고립\"\nwarning.en = \"Speaks of it.\"\nhelp.ko = [\"전화 | tel:1\"]")
                .expect("terms");
        assert_eq!(terms.themes["alone"].name.in_language("en"), "고립");
        assert_eq!(terms.themes["alone"].help["ko"][0].name, "전화");
    }

    #[test]
    fn wrong_settings_say_what_is_wanted() {
        assert_eq!(
            Settings::read("[site]\naddress = \"javascript:x\""),
            Err("[site] address must begin with https://".to_owned())
        );
        assert_eq!(
            Settings::read("[site]\nlanguages = [\"../x\"]"),
            Err("[site] languages: `../x` is no language code, such as `ko`".to_owned())
        );
        assert!(Terms::read("[mood.x]\nko = \"y\"").is_err());
    }
}
