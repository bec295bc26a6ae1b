//! `new`: drafts for the writer's folder.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use clap::{Args, Subcommand};
use onrecord_answer::check::{Answer, Status};
use onrecord_model::Language;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::ask::Limits;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// Begin a text for the site
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    #[command(subcommand)]
    action: NewAction,
}

/// What to begin.
#[derive(Debug, Subcommand)]
pub(crate) enum NewAction {
    /// Draft a post out of what the sources answer
    Answer {
        /// The question
        question: String,
        /// The language of the post [default: the question's]
        #[arg(long, value_name = "ko|en")]
        language: Option<String>,
    },
    /// Write the policy pages' templates to posts/policies, to complete
    Policies,
}

pub(crate) fn run(args: &NewArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        NewAction::Answer { question, language } => answer(question, language.as_deref(), common),
        NewAction::Policies => policies(common),
    }
}

/// Drafts a post that answers a question: the evidence that `ask` finds, each piece quoted by its id.
///
/// The draft stays off the site until the writer takes its line `draft: true` out.
fn answer(question: &str, language: Option<&str>, common: &Common) -> anyhow::Result<Exit> {
    let question = onrecord_site::text::line(question);
    let language = match language {
        Some(code) => code.parse::<Language>().map_err(|what| Usage { what })?,
        None => Language::of(&question).unwrap_or(Language::English),
    };
    world::archive_to_write(common)?;
    let asking = Desk::open(common)?.ask(&question, &Limits::default())?;
    let text = draft(&question, &asking.answer, &world::now());
    let folder = world::folder(common)?.join("posts");
    let name = onrecord_site::text::slug(&onrecord_site::text::first_words(&question, 60));
    let mut path = folder.join(format!("{name}.{language}.md"));
    let mut n = 1;
    while !write_new(&path, &text)? {
        n += 1;
        path = folder.join(format!("{name}-{n}.{language}.md"));
    }
    let n_evidence = asking.answer.evidence().len();
    if common.json {
        print_json(
            &json!({"path": path.display().to_string(), "status": asking.answer.status(), "evidence": n_evidence}),
        )?;
    } else {
        writeln!(std::io::stdout().lock(), "{}", path.display())?;
        if !common.quiet {
            eprintln!("{n_evidence} pieces of evidence are in place; write around them, then take out `draft: true`");
        }
    }
    Ok(Exit::Done)
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

/// Writes the policies' templates for the writer to complete; what is there already stays.
fn policies(common: &Common) -> anyhow::Result<Exit> {
    let folder = world::archive_to_write(common)?.folder().join("posts/policies");
    let mut written = Vec::new();
    for (name, words) in onrecord_site::policies() {
        let path = folder.join(name);
        if write_new(&path, words)? {
            written.push(path.display().to_string());
        }
    }
    if common.json {
        print_json(&json!({ "written": written }))?;
    } else if !common.quiet {
        written.iter().for_each(|path| eprintln!("wrote {path}"));
        eprintln!("{} policies to complete", written.len());
    }
    Ok(Exit::Done)
}

/// Writes a file unless it is there; says whether it did.
fn write_new(path: &Path, text: &str) -> anyhow::Result<bool> {
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
