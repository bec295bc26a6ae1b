//! The writer's posts as the desk shows them: each file with what can be read of it.

use std::fs;

use anyhow::Context;
use onrecord_model::SnapshotId;
use onrecord_site::Post;
use serde::Serialize;

use super::Desk;
use super::file;
use crate::refused::Refused;
use crate::stage::publish;

/// Bytes of the longest post that is opened.
const LONGEST: u64 = 4 << 20;

/// A post's file, and what can be read of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PostShown {
    /// Its path below `posts/`.
    pub file: String,
    /// The headline, where there is one.
    pub title: Option<String>,
    /// The code of its language.
    pub language: Option<String>,
    /// A reader's question that it answers.
    pub question: Option<String>,
    /// Whether it stays off the site.
    pub is_draft: bool,
    /// The day of publication.
    pub published: Option<String>,
    /// How many quotations it has by their codes.
    pub n_quotes: usize,
    /// What is wrong with it, where it cannot be published.
    pub fault: Option<String>,
    /// The name of its pages.
    pub name: String,
}

/// The text of a post, and the mark by which a later change is seen.
pub(crate) struct PostText {
    /// The text.
    pub text: String,
    /// The hash of the text.
    pub mark: String,
}

impl Desk {
    /// Returns the writer's posts, ordered by file.
    pub(crate) fn posts(&self) -> anyhow::Result<Vec<PostShown>> {
        let mut posts = Vec::new();
        for file in self.post_files()? {
            let text = self.post(&file)?.text;
            posts.push(shown(&file, &text));
        }
        Ok(posts)
    }

    /// Returns the text of a post; a refusal where the folder has no such file.
    pub(crate) fn post(&self, file: &str) -> anyhow::Result<PostText> {
        if !self.post_files()?.iter().any(|known| known == file) {
            return Err(Refused::new("no-post", format!("there is no posts/{file}")).about("file", file).into());
        }
        let path = self.archive().folder().join("posts").join(file);
        let could_not = || format!("could not read {}", path.display());
        if fs::metadata(&path).with_context(could_not)?.len() > LONGEST {
            return Err(Refused::new("post-too-long", format!("posts/{file} is too long to be opened here")).into());
        }
        let text = fs::read_to_string(&path).with_context(could_not)?;
        Ok(PostText { mark: mark(&text), text })
    }

    /// Keeps the text of a post in place of the one that has this mark; a refusal where somebody changed it since.
    pub(crate) fn keep_post(&self, file: &str, was: &str, text: &str) -> anyhow::Result<()> {
        if self.post(file)?.mark != was {
            let english = format!("posts/{file} was changed by somebody else since you opened it");
            return Err(Refused::new("post-changed", english).about("file", file).into());
        }
        file::replace(&self.archive().folder().join("posts").join(file), text)
    }

    fn post_files(&self) -> anyhow::Result<Vec<String>> {
        let files = publish::files(&self.archive().folder().join("posts"))?;
        let is_post = |file: &String| {
            (file.ends_with(".md") || file.ends_with(".markdown"))
                && !file.starts_with("policies/")
                && !file.starts_with('.')
        };
        Ok(files.into_iter().filter(is_post).collect())
    }
}

/// Returns the mark of a text.
pub(crate) fn mark(text: &str) -> String {
    SnapshotId::of(text.as_bytes()).to_string()
}

/// Returns what can be read of a post.
pub(crate) fn shown(file: &str, text: &str) -> PostShown {
    match Post::read(file, text) {
        Ok(post) => PostShown {
            file: file.to_owned(),
            title: Some(post.title),
            language: Some(post.language),
            question: post.question,
            is_draft: post.draft,
            published: post.published,
            n_quotes: post.codes.len(),
            fault: None,
            name: post.name,
        },
        Err(error) => PostShown {
            file: file.to_owned(),
            title: None,
            language: None,
            question: None,
            is_draft: true,
            published: None,
            n_quotes: 0,
            fault: Some(error.to_string()),
            name: String::new(),
        },
    }
}
