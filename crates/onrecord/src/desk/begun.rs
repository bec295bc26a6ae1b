//! Drafts for the writer's folder: a post out of what the sources answer.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use onrecord_answer::check::{Answer, Status};
use onrecord_model::Language;

use super::Desk;
use super::ask::{Asking, Limits};
use crate::world;

impl Desk {
    /// Drafts a post that answers a question: the evidence that `ask` finds, each piece quoted by its id. Returns its file.
    ///
    /// The draft stays off the site until the writer takes its line `draft: true` out.
    pub(crate) fn begin(&self, question: &str, language: Option<Language>) -> anyhow::Result<(PathBuf, Asking)> {
        let question = onrecord_site::text::line(question);
        let language = language.or_else(|| Language::of(&question)).unwrap_or(Language::English);
        let asking = self.ask(&question, &Limits::default())?;
        let text = draft(&question, &asking.answer, &world::now());
        let folder = self.archive().folder().join("posts");
        let name = onrecord_site::text::slug(&onrecord_site::text::first_words(&question, 60));
        let mut path = folder.join(format!("{name}.{language}.md"));
        let mut n = 1;
        while !write_new(&path, &text)? {
            n += 1;
            path = folder.join(format!("{name}-{n}.{language}.md"));
        }
        Ok((path, asking))
    }
}

fn draft(question: &str, answer: &Answer, now: &str) -> String {
    let quoted = question.replace('\\', "\\\\").replace('"', "\\\"");
    let day = now.split('T').next().unwrap_or(now);
    let is_silent = answer.status() == Status::Silent;
    let mut text = format!("---\ntitle: \"{quoted}\"\nquestion: \"{quoted}\"\npublished: {day}\ndraft: true\n");
    if is_silent {
        text.push_str("silent: true\n");
    }
    text.push_str("people: []\ninterests: []\nthemes: []\n---\n");
    let evidence = if is_silent { answer.nearest() } else { answer.evidence() };
    for piece in evidence {
        let source = &piece.source;
        let speaker = piece.speaker.as_ref().and_then(|speaker| speaker.name.clone().or_else(|| speaker.text.clone()));
        let credit: Vec<String> = [speaker, source.outlet.clone(), source.published.clone(), Some(source.key.clone())]
            .into_iter()
            .flatten()
            .collect();
        let words = onrecord_site::text::first_words(piece.text(), 80);
        // A comment of Markdown, for the writer: it never reaches the site.
        let note = format!("{words} ({})", credit.join(", ")).replace("--", "—");
        text.push_str(&format!("\n<!-- {note} -->\n\n{{{{quote {}}}}}\n", piece.id()));
    }
    text
}

/// Writes a file unless it is there; says whether it did.
pub(crate) fn write_new(path: &Path, text: &str) -> anyhow::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
    .with_context(|| format!("could not write {}", path.display()))
}
