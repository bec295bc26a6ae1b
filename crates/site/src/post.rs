//! A post of the writer: front matter and Markdown.

use onrecord_model::code::{self, Code};
use onrecord_model::front::{self, Parted};

use crate::text;

/// A post in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its file's path below `posts/`, for messages.
    pub file: String,
    /// Its part of the address; translations share it, or name it as `translation_of`.
    pub name: String,
    /// The code of its language, such as `ko`.
    pub language: String,
    /// The headline.
    pub title: String,
    /// The name of the post that this one translates.
    pub translation_of: Option<String>,
    /// A reader's question; a post with one is an answer.
    pub question: Option<String>,
    /// Who asked.
    pub asked_by: Option<String>,
    /// Whether the sources are silent on the question.
    pub silent: bool,
    /// People and characters, as the writer spells them.
    pub people: Vec<String>,
    /// What it is about, as keys of terms.
    pub interests: Vec<String>,
    /// What it touches, as keys of terms.
    pub themes: Vec<String>,
    /// A warning shown first.
    pub content_warning: Option<String>,
    /// Where to find help.
    pub help: Vec<Help>,
    /// The day of publication, ISO 8601.
    pub published: Option<String>,
    /// The day of the last change, ISO 8601.
    pub updated: Option<String>,
    /// One or two sentences for lists.
    pub summary: Option<String>,
    /// Keys of sources to credit besides those quoted.
    pub sources: Vec<String>,
    /// Whether it stays off the site.
    pub draft: bool,
    /// The Markdown behind the front matter.
    pub body: String,
    /// The short codes in `body`.
    pub codes: Vec<Code>,
    /// Findings of the check that the writer allowed, with the reason given; shown on the page.
    pub exceptions: Vec<Exception>,
    /// How many lines stand before `body` in the file.
    pub n_lines_before: usize,
}

/// A place that helps, as a post or a theme names it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Help {
    /// Its name.
    pub name: String,
    /// Where to reach it, where the address is one that a reader may be led to.
    pub address: Option<String>,
    /// Hours, language, cost.
    pub remark: Option<String>,
}

/// A finding that the writer allowed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Exception {
    /// What was found, in words.
    pub finding: String,
    /// Why it stands all the same.
    pub reason: String,
}

/// Why a post cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("posts/{file}:{line}: {reason}")]
pub struct PostError {
    /// Its file's path below `posts/`.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what is wanted.
    pub reason: String,
}

/// How many characters a title or a question may have: lists show dozens of them on a page.
const MOST_LETTERS: usize = 300;

impl Help {
    /// Reads `Name | address | remark`.
    pub fn of(entry: &str) -> Option<Self> {
        let mut parts = entry.split('|').map(text::line);
        let name = parts.next().filter(|name| !name.is_empty())?;
        let address = parts.next().and_then(|address| text::safe_address(&address));
        let remark = parts.next().filter(|remark| !remark.is_empty());
        Some(Self { name, address, remark })
    }
}

impl Post {
    /// Reads a post out of its file.
    pub fn read(file: &str, contents: &str) -> Result<Self, PostError> {
        let wrong = |line, reason: String| PostError { file: text::line(file), line, reason };
        let Parted { fields, body, n_lines } =
            front::parted(contents).map_err(|error| wrong(error.line, error.reason))?;
        let codes = code::codes(body).map_err(|error| wrong(error.line + n_lines, error.reason))?;
        let (stem, language) = stem(file);
        let mut post = Self {
            file: text::line(file),
            name: text::slug(stem),
            language: language.unwrap_or_default().to_owned(),
            title: String::new(),
            translation_of: None,
            question: None,
            asked_by: None,
            silent: false,
            people: Vec::new(),
            interests: Vec::new(),
            themes: Vec::new(),
            content_warning: None,
            help: Vec::new(),
            published: None,
            updated: None,
            summary: None,
            sources: Vec::new(),
            draft: false,
            body: body.to_owned(),
            codes,
            exceptions: Vec::new(),
            n_lines_before: n_lines,
        };
        for field in fields {
            let first = field.values.first().map(|value| text::line(value)).filter(|value| !value.is_empty());
            let all = || field.values.iter().map(|value| text::line(value)).collect::<Vec<_>>();
            let day = || match &first {
                Some(day) => day
                    .parse::<onrecord_model::Day>()
                    .map(|day| Some(day.to_string()))
                    .map_err(|error| wrong(field.line, error.to_string())),
                None => Ok(None),
            };
            match field.name.as_str() {
                "title" => post.title = first.unwrap_or_default(),
                "language" => post.language = first.unwrap_or_default().to_lowercase(),
                "translation_of" => post.translation_of = first.map(|name| text::slug(crate::post::stem(&name).0)),
                "question" => post.question = first,
                "asked_by" => post.asked_by = first,
                "silent" => post.silent = first.as_deref() == Some("true"),
                "people" => post.people = all(),
                "interests" => post.interests = all(),
                "themes" => post.themes = all(),
                "content_warning" => post.content_warning = first,
                "help" => post.help = field.values.iter().filter_map(|entry| Help::of(entry)).collect(),
                "published" => post.published = day()?,
                "updated" => post.updated = day()?,
                "summary" => post.summary = first,
                "sources" => post.sources = field.values.clone(),
                "draft" => post.draft = first.as_deref() == Some("true"),
                "slug" => post.name = text::slug(&first.unwrap_or_default()),
                name => {
                    return Err(wrong(
                        field.line,
                        format!("`{}` is no field of a post; docs/PUBLISH.md lists them", text::line(name)),
                    ));
                }
            }
        }
        if post.title.is_empty() {
            return Err(wrong(
                1,
                "the post has no title; write `title: …` between two lines of `---` at its top".to_owned(),
            ));
        }
        let fields = [&post.title, post.question.as_ref().unwrap_or(&post.title)];
        if fields.iter().any(|field| field.chars().count() > MOST_LETTERS) {
            return Err(wrong(
                1,
                format!("the title and the question may have at most {MOST_LETTERS} characters each"),
            ));
        }
        if post.name.is_empty() {
            return Err(wrong(1, "the file name has no letter or digit to make an address of".to_owned()));
        }
        if post.language.is_empty() {
            return Err(wrong(
                1,
                "the language is not known; name the file `NAME.ko.md` or write `language: ko`".to_owned(),
            ));
        }
        if !is_language_code(&post.language) {
            return Err(wrong(1, format!("`{}` is no language code, such as `ko`", text::line(&post.language))));
        }
        Ok(post)
    }

    /// Says whether it answers a reader's question.
    pub fn is_answer(&self) -> bool {
        self.question.is_some()
    }

    /// Returns what translations of one post share.
    pub fn group(&self) -> &str {
        self.translation_of.as_deref().unwrap_or(&self.name)
    }
}

/// Says whether a text is a language code that can be a folder's name.
pub(crate) fn is_language_code(code: &str) -> bool {
    (2..=12).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && !code.starts_with('-')
        && !text::is_device(code)
}

/// Returns a file's name without `.md`, and the language that stands before that.
pub(crate) fn stem(file: &str) -> (&str, Option<&str>) {
    let name = file.rsplit('/').next().unwrap_or(file);
    let name = name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown")).unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, language)) if is_language_code(language) && language.len() <= 3 => (stem, Some(language)),
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_read_with_its_name_and_language() {
        let post = Post::read(
            "2026/why-a-prequel.ko.md",
            "---\ntitle: 왜\nquestion: 왜요?\npublished: 2026.03.02\nhelp: [전화 | tel:1 | 밤]\n---\n글",
        )
        .expect("a post");
        assert_eq!((post.name.as_str(), post.language.as_str(), post.is_answer()), ("why-a-prequel", "ko", true));
        assert_eq!(post.published.as_deref(), Some("2026-03-02"));
        assert_eq!(post.help[0].address.as_deref(), Some("tel:1"));
        assert_eq!(post.body, "글");
    }

    #[test]
    fn what_is_missing_is_said_with_file_and_line() {
        for (file, contents, expected) in [
            (
                "a.ko.md",
                "x",
                "posts/a.ko.md:1: the post has no title; write `title: …` between two lines of `---` at its top",
            ),
            (
                "a.md",
                "---\ntitle: x\n---\n",
                "posts/a.md:1: the language is not known; name the file `NAME.ko.md` or write `language: ko`",
            ),
            (
                "a.en.md",
                "---\ntitle: x\ntags: y\n---\n",
                "posts/a.en.md:3: `tags` is no field of a post; docs/PUBLISH.md lists them",
            ),
            (
                "a.en.md",
                "---\ntitle: x\n---\n\n{{quote}}",
                "posts/a.en.md:5: `{{quote}}` wants more: {{quote ID}}, with the id of a piece of evidence",
            ),
            (
                "a.en.md",
                &format!("---\ntitle: x\nquestion: {}\n---\n", "왜".repeat(301)),
                "posts/a.en.md:1: the title and the question may have at most 300 characters each",
            ),
            (
                "a.en.md",
                "---\ntitle: x\nlanguage: con\n---\n",
                "posts/a.en.md:1: `con` is no language code, such as `ko`",
            ),
            (
                "a.en.md",
                "---\ntitle: x\nlanguage: ../x\n---\n",
                "posts/a.en.md:1: `../x` is no language code, such as `ko`",
            ),
        ] {
            assert_eq!(
                Post::read(file, contents).map(|post| post.title).map_err(|error| error.to_string()),
                Err(expected.to_owned())
            );
        }
    }
}
