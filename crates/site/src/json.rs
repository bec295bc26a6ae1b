//! JSON that may stand in a file or inside a page.

use serde_json::Value;

use crate::text::is_hidden;

/// Returns JSON with `<`, `>`, `&` and every hidden character as `\u` escapes: the same value, and nothing in it ends a script or turns a line.
pub fn written(value: &Value) -> String {
    let json = value.to_string();
    let mut safe = String::with_capacity(json.len());
    for char in json.chars() {
        let is_kept =
            !matches!(char, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') && (char.is_ascii() || !is_hidden(char));
        if is_kept {
            safe.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_survives_and_no_tag_does() {
        let value = Value::from("</script>\u{202e}한\u{2028}");
        let json = written(&value);
        assert_eq!(json, "\"\\u003c/script\\u003e\\u202e한\\u2028\"");
        assert_eq!(serde_json::from_str::<Value>(&json).ok(), Some(value));
    }
}
