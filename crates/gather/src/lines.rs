//! Takes JSON lines: one source a line.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use onrecord_model::{Found, Known, Language, Media, Origin, Snapshot, SnapshotId};
use serde_json::{Map, Value};

use crate::{GatherError, Gathered, Given};

/// Gathers each line of a file as a source; a line that is none is skipped and named, and the next one is taken.
pub(crate) fn lines(path: &Path, given: &Given, each: &mut dyn FnMut(Gathered)) {
    let skipped = |why| Gathered::Skipped(path.to_owned(), why);
    let mut reader = match File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(cause) => return each(skipped(GatherError::Unread { cause })),
    };
    let file_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let (mut line, mut n_lines, mut n_taken) = (Vec::new(), 0, 0);
    loop {
        line.clear();
        match reader.by_ref().take(given.most_bytes + 1).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => n_lines += 1,
            Err(cause) => return each(skipped(GatherError::Unread { cause })),
        }
        let wrong = |why: String| skipped(GatherError::Line { line: n_lines, why });
        if line.len() as u64 > given.most_bytes {
            each(wrong(format!("it has more than {} MB", given.most_bytes / 1_000_000)));
            if skip_line(&mut reader).is_err() {
                break;
            }
            continue;
        }
        if line.iter().all(u8::is_ascii_whitespace) || line == b"\xef\xbb\xbf" {
            continue;
        }
        let record = match record(&line) {
            Ok(record) => record,
            Err(why) => {
                each(wrong(why));
                continue;
            }
        };
        let known = known(&record.fields, given);
        let id = text_of(&record.fields, "id").filter(|id| !id.trim().is_empty());
        let key = id
            .or_else(|| known.url.as_ref().map(|url| url.value.clone()))
            .unwrap_or_else(|| format!("{file_name}#{n_lines}"));
        let again = seen.entry(key.clone()).or_insert(0);
        *again += 1;
        let place = match again {
            1 => format!("{}#{key}", path.to_string_lossy()),
            n => format!("{}#{key}~{n}", path.to_string_lossy()),
        };
        let bytes = record.text.into_bytes();
        let snapshot = Box::new(Snapshot {
            id: SnapshotId::of(&bytes),
            bytes,
            media: Media::Record,
            key,
            place,
            path: Some(file_name.clone()),
            known,
        });
        n_taken += 1;
        each(if record.is_mended {
            Gathered::Mended(
                snapshot,
                format!("line {n_lines}: half a character (an unpaired surrogate) is shown as \u{fffd}"),
            )
        } else {
            Gathered::Snapshot(snapshot)
        });
    }
    if n_lines == 0 || n_taken == 0 && n_lines == 1 && line.is_empty() {
        each(skipped(GatherError::Empty));
    }
}

struct Record {
    fields: Map<String, Value>,
    text: String,
    is_mended: bool,
}

fn record(line: &[u8]) -> Result<Record, String> {
    let line = String::from_utf8_lossy(line);
    let line = line.trim_start_matches('\u{feff}').trim();
    let (parsed, is_mended) = match serde_json::from_str::<Value>(line) {
        Ok(value) => (Ok(value), false),
        Err(error) => match paired(line) {
            Some(mended) => (serde_json::from_str(&mended), true),
            None => (Err(error), false),
        },
    };
    let Value::Object(fields) = parsed.map_err(|error| format!("it is no JSON object ({error})"))? else {
        return Err("it is no JSON object".to_owned());
    };
    let text = match fields.get("text") {
        Some(Value::String(text)) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Some(_) => return Err("its \"text\" is no string".to_owned()),
        None => return Err("it has no \"text\"".to_owned()),
    };
    if text.trim().is_empty() {
        return Err("its \"text\" is empty".to_owned());
    }
    Ok(Record { fields, text, is_mended })
}

/// Replaces `\ud8xx` escapes that have no partner, which JSON forbids, by `\ufffd`; `None` where there are none.
fn paired(line: &str) -> Option<String> {
    let code_at = |at: usize| {
        let digits = line.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (mut mended, mut at, mut n_mended) = (String::with_capacity(line.len()), 0, 0);
    while let Some(char) = line[at..].chars().next() {
        if char == '\\' {
            match (code_at(at), code_at(at + 6)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => {
                    mended.push_str(&line[at..at + 12]);
                    at += 12;
                }
                (Some(0xd800..=0xdfff), _) => {
                    mended.push_str("\\ufffd");
                    n_mended += 1;
                    at += 6;
                }
                _ => {
                    let next = line[at + 1..].chars().next().map_or(0, char::len_utf8);
                    mended.push_str(&line[at..at + 1 + next]);
                    at += 1 + next;
                }
            }
        } else {
            mended.push(char);
            at += char.len_utf8();
        }
    }
    (n_mended > 0).then_some(mended)
}

fn known(fields: &Map<String, Value>, given: &Given) -> Known {
    let found = |names: &[&str]| {
        let value = names.iter().find_map(|name| text_of(fields, name))?;
        Found::new(&value, Origin::Declared)
    };
    let mut known = Known {
        title: found(&["title"]),
        outlet: found(&["outlet"]),
        author: found(&["author"]),
        url: found(&["url"]),
        // As it is written: who keeps the snapshot reads it.
        published: found(&["published", "date"]),
        language: text_of(fields, "language").and_then(|code| code.parse::<Language>().ok()),
        ..Known::default()
    };
    known.strengthen(&given.known);
    known
}

/// Returns a field as text: a string, a number, or strings joined by commas.
fn text_of(fields: &Map<String, Value>, name: &str) -> Option<String> {
    match fields.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        _ => None,
    }
}

fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (n_bytes, is_end) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(n_bytes);
        if is_end {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_character_is_mended_and_a_whole_one_is_kept() {
        assert_eq!(paired(r#"{"text":"a\ud83dz"}"#).as_deref(), Some(r#"{"text":"a\ufffdz"}"#));
        assert_eq!(paired(r#"{"text":"\ud83d\ude00 \\ud83d"}"#), None);
    }

    #[test]
    fn a_line_without_text_is_no_source() {
        assert!(record(br#"{"id":1}"#).is_err());
        assert!(record(br#"{"id":1,"text":" "}"#).is_err());
        assert!(record(b"[1]").is_err());
        assert!(record(br#"{"id":1,"text":"a"#).is_err());
        assert_eq!(record("{\"text\":\"가\"}".as_bytes()).map(|record| record.text).as_deref(), Ok("가"));
    }
}
