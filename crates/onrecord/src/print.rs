//! What is printed: JSON with its version, replies line by line, and text that no terminal obeys.

use std::io::{self, BufRead, Write};

use onrecord_model::letter::is_invisible;
use serde::Serialize;
use serde_json::{Value, json};

use crate::failure::Exit;

/// Prints an object with its `schema_version`, indented.
pub(crate) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(&versioned(value)?)?;
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}

/// Returns an object with `"schema_version": 1` in it.
pub(crate) fn versioned(value: &impl Serialize) -> anyhow::Result<Value> {
    let mut value = serde_json::to_value(value)?;
    if let Value::Object(fields) = &mut value {
        fields.insert("schema_version".to_owned(), json!(1));
    }
    Ok(value)
}

/// Answers JSON lines `{"id","text"}` from standard input, one compact object a line, each with its `id`.
///
/// A line that is no such object gives `{"id":null,"error":…}`, and the whole ends partly done.
pub(crate) fn answer_lines(mut answer: impl FnMut(&str) -> anyhow::Result<Value>) -> anyhow::Result<Exit> {
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
pub(crate) fn safe(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        let is_hidden = char.is_control() && !matches!(char, '\n' | '\t') || is_invisible(char);
        if char == '\r' {
            continue;
        }
        if is_hidden { shown.extend(char.escape_unicode()) } else { shown.push(char) }
    }
    shown
}

/// Returns a row of a table with commas (RFC 4180): cells in marks where they need them, and none that a spreadsheet would take for a formula.
pub(crate) fn csv(cells: &[&str]) -> String {
    let cell = |cell: &&str| {
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t']);
        let text = if is_formula { format!("'{cell}") } else { (*cell).to_owned() };
        if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",")
}
