//! The commands, one file each.

mod add;
mod ask;
pub(crate) mod check;
mod demo;
mod index;
mod init;
pub(crate) mod model;
mod names;
mod new;
mod people;
mod publish;
mod questions;
pub(crate) mod quotes;
mod read;
mod remove;
mod search;
mod show;
mod sources;
mod status;
mod takedown;
mod verify;

use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::{Cli, Command, NewAction};
use crate::failure::Exit;

/// Runs the command that was typed.
pub(crate) fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let common = &cli.common;
    match &cli.command {
        Command::Init { dir } => init::run(dir, common),
        Command::Add(args) => add::run(args, common),
        Command::Read { file } => read::run(file, common),
        Command::Show { key, at, version } => show::run(key, at.as_deref(), *version, common),
        Command::Sources { missing, action } => sources::run(action.as_ref(), *missing, common),
        Command::Remove { key } => remove::run(key, common),
        Command::Ask(args) => ask::run(args, common),
        Command::Search { words, n, batch } => match words {
            Some(words) if !batch => search::run(words, *n, common),
            _ => search::batch(*n, common),
        },
        Command::Questions { action } => questions::run(action.as_ref(), common),
        Command::Quotes { speaker, about, source, explain } => {
            let wanted =
                quotes::Wanted { speaker: speaker.as_deref(), about: about.as_deref(), source: source.as_deref() };
            quotes::run(&wanted, *explain, common)
        }
        Command::People { action } => people::run(action.as_ref(), common),
        Command::Names { a: Some(a), b: Some(b), .. } => names::run(a, b, common),
        Command::Names { .. } => names::pairs(),
        Command::Check(args) => check::run(args, common),
        Command::Model { action } => model::run(action, common),
        Command::Index => index::run(common),
        Command::Verify { site } => match site {
            Some(site) => verify::site(site, common),
            None => verify::run(common),
        },
        Command::Publish { out } => publish::run(out, common),
        Command::New { action: NewAction::Answer { question, language } } => {
            new::answer(question, language.as_deref(), common)
        }
        Command::New { action: NewAction::Policies } => new::policies(common),
        Command::Takedown { key } => takedown::run(key, common),
        Command::Status => status::run(common),
        Command::Demo { dir } => demo::run(dir, common),
    }
}

/// Prints an object with its `schema_version`, indented.
fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(&versioned(value)?)?;
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}

/// Returns an object with `"schema_version": 1` in it.
fn versioned(value: &impl Serialize) -> anyhow::Result<Value> {
    let mut value = serde_json::to_value(value)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("schema_version".to_owned(), json!(1));
    }
    Ok(value)
}

/// Answers JSON lines `{"id","text"}` from standard input, one compact object a line, each with its `id`.
///
/// A line that is no such object gives `{"id":null,"error":…}`, and the whole ends partly done.
fn answer_lines(mut answer: impl FnMut(&str) -> anyhow::Result<Value>) -> anyhow::Result<Exit> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut exit = Exit::Done;
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let asked = serde_json::from_str::<Value>(&line).ok();
        let text = asked.as_ref().and_then(|asked| asked.get("text")).and_then(Value::as_str);
        let reply = match (&asked, text) {
            (Some(asked), Some(text)) => {
                let mut reply = versioned(&answer(text)?)?;
                reply["id"] = asked.get("id").cloned().unwrap_or(Value::Null);
                reply
            }
            _ => {
                exit = Exit::Partly;
                json!({"schema_version": 1, "id": null, "error": "this line is no JSON object with an \"id\" and a \"text\""})
            }
        };
        serde_json::to_writer(&mut out, &reply)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(exit)
}

/// Returns a text with control characters, direction overrides and invisible characters as escapes, so that no
/// source can move the cursor or turn words around on a terminal.
fn safe(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        let is_hidden = char.is_control() && !matches!(char, '\n' | '\t')
            || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        if char == '\r' {
            continue;
        }
        if is_hidden { shown.extend(char.escape_unicode()) } else { shown.push(char) }
    }
    shown
}
