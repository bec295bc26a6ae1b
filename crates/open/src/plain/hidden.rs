//! Notices characters that a reader does not see.

use onrecord_model::letter::is_invisible;
use onrecord_model::{Remark, RemarkKind};

/// Returns a remark on control characters, direction overrides and invisible characters, or `None` where there are none.
pub(crate) fn remark(text: &str) -> Option<Remark> {
    let n_hidden = text.chars().filter(|&char| is_hidden(char)).count();
    let what = "control characters, direction overrides or invisible characters";
    (n_hidden > 0).then(|| Remark {
        kind: RemarkKind::Hidden,
        text: format!("{n_hidden} {what}; they are kept, and shown as escapes"),
    })
}

fn is_hidden(char: char) -> bool {
    char.is_control() && !matches!(char, '\n' | '\r' | '\t') || is_invisible(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_is_noticed() {
        assert!(remark("left \u{202e}right").is_some());
        assert!(remark("plain\ttext\r\n가").is_none());
    }
}
