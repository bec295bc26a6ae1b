//! The pages, one module for each kind.

mod home;
mod list;
mod person;
mod post;
mod source;
mod term;

use minijinja::Environment;
use minijinja::value::Serde;
use serde_json::{Map, Value, json};

use crate::book::Book;
use crate::view::{Alternate, Frame, value};
use crate::{Page, RenderError, feed, index, json, link, policy, sitemap, template, text};

/// The pages of one language on their way out.
pub(crate) struct Press<'a> {
    pub book: &'a Book<'a>,
    pub language: &'a str,
    environment: Environment<'static>,
    pub pages: Vec<Page>,
    /// What search will find.
    pub entries: Vec<index::Entry>,
}

/// Returns every file of the site.
pub(crate) fn all(book: &Book, analyse: &(dyn Fn(&str) -> Vec<String> + Sync)) -> Result<Vec<Page>, RenderError> {
    let mut pages = Vec::new();
    let mut entries = Vec::new();
    for language in &book.settings.languages {
        let mut press = Press {
            book,
            language,
            environment: template::environment(book, language)?,
            pages: Vec::new(),
            entries: Vec::new(),
        };
        home::home(&mut press)?;
        list::lists(&mut press)?;
        post::posts(&mut press)?;
        person::people(&mut press)?;
        term::terms(&mut press)?;
        source::sources(&mut press)?;
        policy::pages(&mut press)?;
        home::search(&mut press)?;
        press.pages.push(feed::feed(book, language));
        if book.settings.languages.first() == Some(language) {
            home::cover(&mut press)?;
        }
        pages.append(&mut press.pages);
        entries.append(&mut press.entries);
    }
    pages.extend(index::files(&entries, analyse));
    pages.extend(assets(book));
    pages.extend(sitemap::files(book, &pages));
    Ok(pages)
}

impl Press<'_> {
    /// Returns a string of the interface.
    pub fn say(&self, key: &str) -> String {
        self.book.strings(self.language).say(key, &[])
    }

    /// Returns the frame of a page that exists in every language under the same path behind the language.
    pub fn frame(
        &self,
        kind: &'static str,
        section: &'static str,
        path: &str,
        title: &str,
        description: &str,
    ) -> Frame {
        let alternates = self.book.settings.languages.iter().map(|language| (language.as_str(), path.to_owned(), true));
        self.frame_with(kind, section, path, title, description, alternates.collect())
    }

    /// Returns the frame of a page with its nearest page in each language, and whether that is the same page.
    pub fn frame_with(
        &self,
        kind: &'static str,
        section: &'static str,
        path: &str,
        title: &str,
        description: &str,
        alternates: Vec<(&str, String, bool)>,
    ) -> Frame {
        let path = format!("{}/{path}", self.language);
        let alternates = alternates.into_iter().map(|(language, path, is_same)| Alternate {
            language: language.to_owned(),
            name: self.book.strings(language).say("language_name", &[]),
            path: format!("{language}/{path}"),
            is_this: language == self.language,
            is_same,
        });
        Frame {
            kind,
            section,
            language: self.language.to_owned(),
            root: link::root_of(&path),
            title: text::line(title),
            description: text::first_words(description, 200),
            site: self.book.settings.title.in_language(self.language).to_owned(),
            alternates: alternates.collect(),
            address: self
                .book
                .settings
                .address
                .as_ref()
                .map(|address| format!("{address}{}", text::percent_encoded(&path))),
            path,
        }
    }

    /// Renders a part of a page.
    pub fn part(&self, template: &str, data: Value) -> Result<String, RenderError> {
        template::render(&self.environment, template, &minijinja::Value::from(Serde(data)))
    }

    /// Adds a page and the same as JSON: what the template sees, with annotations for the quotations on it.
    pub fn add(
        &mut self,
        template: &str,
        frame: Frame,
        data: Value,
        linked: Vec<Value>,
        annotations: Vec<Value>,
    ) -> Result<(), RenderError> {
        let mut whole = Map::new();
        whole.insert("schema_version".to_owned(), json!(1));
        for part in [value(&frame), data] {
            if let Value::Object(part) = part {
                whole.extend(part);
            }
        }
        let stem = frame.path.trim_end_matches(".html").to_owned();
        let mut published = whole.clone();
        if !annotations.is_empty() {
            published.insert("annotations".to_owned(), Value::Array(annotations));
        }
        let mut file = json::written(&Value::Object(published));
        file.push('\n');
        self.pages.push(Page { path: format!("{stem}.json"), bytes: file.into_bytes() });
        let graph =
            (!linked.is_empty()).then(|| json::written(&json!({"@context": "https://schema.org", "@graph": linked})));
        whole.insert("root".to_owned(), json!(frame.root));
        whole.insert("json_path".to_owned(), json!(format!("{stem}.json")));
        whole.insert("feed_path".to_owned(), json!(format!("{}/feed.xml", self.language)));
        whole.insert("graph".to_owned(), json!(graph));
        let settings = self.book.settings;
        whole.insert("site_author".to_owned(), json!(settings.author));
        whole.insert("languages".to_owned(), json!(settings.languages));
        let html = self.part(template, Value::Object(whole))?;
        self.pages.push(Page { path: frame.path, bytes: html.into_bytes() });
        Ok(())
    }
}

fn assets(book: &Book) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (name, built_in) in template::ASSETS {
        let own = book.edition.theme.get(&format!("assets/{name}"));
        pages.push(Page {
            path: format!("assets/{name}"),
            bytes: own.map_or(built_in.as_bytes(), Vec::as_slice).to_vec(),
        });
    }
    for (file, contents) in &book.edition.theme {
        let is_new =
            file.strip_prefix("assets/").is_some_and(|name| !template::ASSETS.iter().any(|(known, _)| *known == name));
        if is_new && !file.contains("..") {
            pages.push(Page { path: file.clone(), bytes: contents.clone() });
        }
    }
    pages
}
