//! Some pages of one language on their way out: what each page is framed, rendered and added with.

use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;
use serde_json::{Value, json};

use crate::book::{Book, numbered};
use crate::links::Links;
use crate::output::{Page, RenderError, Tools};
use crate::template::hash_of;
use crate::view::{Alternate, Frame};
use crate::{index, json, link, template, text};

/// Some pages of one language on their way out.
pub(crate) struct Press<'a> {
    pub book: &'a Book<'a>,
    pub language: &'a str,
    pub environment: &'a Environment<'static>,
    /// A hash of the templates and strings.
    pub made_with: &'a str,
    pub tools: &'a Tools<'a>,
    pub pages: Vec<Page>,
    /// What search will find.
    pub entries: Vec<index::Entry>,
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

    /// Returns the frame of one page of a list; other languages have their first page for it, which is the same only of the first.
    pub fn frame_of_list(
        &self,
        kind: &'static str,
        section: &'static str,
        (base, page): (&str, usize),
        title: &str,
        description: &str,
    ) -> Frame {
        let languages = self.book.settings.languages.iter();
        let alternates = languages.map(|language| (language.as_str(), format!("{base}.html"), page == 0)).collect();
        let mut frame = self.frame_with(kind, section, &numbered(base, page), title, description, alternates);
        for alternate in frame.alternates.iter_mut().filter(|alternate| alternate.is_this) {
            frame.path.clone_into(&mut alternate.path);
        }
        frame
    }

    /// Renders a part of a page.
    pub fn part(&self, template: &str, data: impl Serialize) -> Result<String, RenderError> {
        template::render(self.environment, template, &minijinja::Value::from(Serde(data)))
    }

    /// Returns a page, without its bytes where its file has them already.
    fn finished(&self, path: String, text: &str) -> Page {
        if (self.tools.stands)(&path, text.as_bytes()) { kept(path, text.as_bytes()) } else { Page::new(path, text) }
    }

    /// Adds a page and the same as JSON: what the template sees, with annotations for the quotations on it.
    pub fn add(
        &mut self,
        template: &str,
        frame: Frame,
        data: &impl Serialize,
        linked: &[Value],
        annotations: &[Value],
    ) -> Result<(), RenderError> {
        let stem = frame.path.trim_end_matches(".html");
        let mut file = json::written(&Published { schema_version: 1, frame: &frame, data, annotations });
        file.push('\n');
        let json_path = format!("{stem}.json");
        let graph =
            (!linked.is_empty()).then(|| json::written(&json!({"@context": "https://schema.org", "@graph": linked})));
        let shown = Shown {
            frame: &frame,
            data,
            root: &frame.root,
            json_path: &json_path,
            feed_path: format!("{}/feed.xml", self.language),
            graph,
            site_author: self.book.settings.author.as_deref(),
            languages: &self.book.settings.languages,
        };
        let parts = [self.made_with, template, shown.root, shown.graph.as_deref().unwrap_or_default(), &file];
        let made_of = hash_of(&parts);
        let page = match (self.tools.known)(&frame.path, &made_of) {
            Some(bytes) => kept(frame.path, &bytes),
            None => {
                let html = self.part(template, shown)?;
                self.finished(frame.path, &html)
            }
        };
        self.pages.push(self.finished(json_path, &file));
        self.pages.push(Page { made_of: Some(made_of), ..page });
        Ok(())
    }
}

/// Returns a page whose file is on the disk already.
fn kept(path: String, bytes: &[u8]) -> Page {
    let html = if path.ends_with(".html") { std::str::from_utf8(bytes).unwrap_or_default() } else { "" };
    Page { path, bytes: Vec::new(), made_of: None, kept: Some(Links::of(html)) }
}

/// What the `.json` beside a page holds.
#[derive(Serialize)]
struct Published<'a, D> {
    schema_version: u32,
    #[serde(flatten)]
    frame: &'a Frame,
    #[serde(flatten)]
    data: &'a D,
    #[serde(skip_serializing_if = "<[Value]>::is_empty")]
    annotations: &'a [Value],
}

/// What a template sees.
#[derive(Serialize)]
struct Shown<'a, D> {
    #[serde(flatten)]
    frame: &'a Frame,
    #[serde(flatten)]
    data: &'a D,
    root: &'a str,
    json_path: &'a str,
    feed_path: String,
    graph: Option<String>,
    site_author: Option<&'a str>,
    languages: &'a [String],
}
