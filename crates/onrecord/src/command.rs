//! The commands, one file each.

pub(crate) mod add;
pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod demo;
mod index;
pub(crate) mod init;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod new;
pub(crate) mod people;
pub(crate) mod publish;
pub(crate) mod questions;
pub(crate) mod quotes;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod sources;
mod status;
pub(crate) mod takedown;
pub(crate) mod verify;

use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::{Cli, Command};
use crate::failure::Exit;

/// Runs the command that was typed.
pub(crate) fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let common = &cli.common;
    match &cli.command {
        Command::Init(args) => init::run(args, common),
        Command::Add(args) => add::run(args, common),
        Command::Read(args) => read::run(args, common),
        Command::Show(args) => show::run(args, common),
        Command::Sources(args) => sources::run(args, common),
        Command::Remove(args) => remove::run(args, common),
        Command::Ask(args) => ask::run(args, common),
        Command::Search(args) => search::run(args, common),
        Command::Questions(args) => questions::run(args, common),
        Command::Quotes(args) => quotes::run(args, common),
        Command::People(args) => people::run(args, common),
        Command::Names(args) => names::run(args, common),
        Command::Check(args) => check::run(args, common),
        Command::Model(args) => model::run(args, common),
        Command::Index => index::run(common),
        Command::Verify(args) => verify::run(args, common),
        Command::New(args) => new::run(args, common),
        Command::Takedown(args) => takedown::run(args, common),
        Command::Publish(args) => publish::run(args, common),
        Command::Status => status::run(common),
        Command::Demo(args) => demo::run(args, common),
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
