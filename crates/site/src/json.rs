//! JSON that may stand in a file or inside a page.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text::is_hidden;

/// Returns JSON with `<`, `>`, `&` and every hidden character as `\u` escapes: the same value, and nothing in it ends a script or turns a line.
pub fn written(value: &impl Serialize) -> String {
    let mut json = Vec::with_capacity(1024);
    value
        .serialize(&mut Serializer::with_formatter(&mut json, Safe))
        .expect("pages hold strings, numbers, lists and maps by name");
    String::from_utf8(json).expect("JSON of whole characters is text")
}

/// Writes strings with what could do harm as escapes.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        let harmful =
            |&(_, char): &(usize, char)| matches!(char, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') || is_hidden(char);
        for (at, char) in fragment.char_indices().filter(harmful) {
            out.write_all(&fragment.as_bytes()[from..at])?;
            for unit in char.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            from = at + char.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_value_survives_and_no_tag_does() {
        let value = Value::from("</script>\u{202e}한\u{2028}\u{7f}\n\"");
        let json = written(&value);
        assert_eq!(json, "\"\\u003c/script\\u003e\\u202e한\\u2028\\u007f\\n\\\"\"");
        assert_eq!(serde_json::from_str::<Value>(&json).ok(), Some(value));
    }
}
