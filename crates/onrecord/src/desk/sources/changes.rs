//! What changed between two versions, in words.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

/// Time after which a comparison goes on coarsely; two versions of a long interview take some milliseconds.
const TIME: Duration = Duration::from_secs(2);
/// Words of what stayed that are shown beside a change.
const CONTEXT: usize = 4;
/// Changes that are shown.
const SHOWN: usize = 40;

/// One change: the words around it, those that went and those that came.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Change {
    /// What stands before it in both versions.
    pub before: String,
    /// What went.
    pub gone: String,
    /// What came.
    pub new: String,
    /// What stands behind it in both versions.
    pub after: String,
}

/// Returns the changes from one text to another in reading order, and how many more there are.
pub(crate) fn changes(old: &str, new: &str) -> (Vec<Change>, usize) {
    let diff = TextDiff::configure().timeout(TIME).diff_words(old, new);
    let mut changes: Vec<Change> = Vec::new();
    let mut stayed: Vec<String> = Vec::new();
    let mut is_open = false;
    for change in diff.iter_all_changes() {
        let words = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                // White space alone between two changes does not part them.
                if is_open && !words.trim().is_empty() {
                    is_open = false;
                    stayed.clear();
                }
                stayed.push(words.to_owned());
                if let (Some(last), false) = (changes.last_mut(), is_open)
                    && stayed.iter().filter(|word| !word.trim().is_empty()).count() <= CONTEXT
                {
                    last.after = flat(&stayed.concat());
                }
            }
            tag => {
                if !is_open {
                    let from = stayed.len().saturating_sub(2 * CONTEXT);
                    changes.push(Change { before: flat(&stayed[from..].concat()), ..Change::default() });
                } else if !stayed.is_empty()
                    && let Some(last) = changes.last_mut()
                {
                    // The white space between belongs to both sides.
                    let between = stayed.concat();
                    if !last.gone.is_empty() {
                        last.gone.push_str(&between);
                    }
                    if !last.new.is_empty() {
                        last.new.push_str(&between);
                    }
                }
                is_open = true;
                stayed.clear();
                if let Some(last) = changes.last_mut() {
                    if tag == ChangeTag::Delete { last.gone.push_str(words) } else { last.new.push_str(words) }
                }
            }
        }
    }
    changes.retain_mut(|change| {
        change.gone = flat(&change.gone);
        change.new = flat(&change.new);
        change.gone != change.new
    });
    let n_more = changes.len().saturating_sub(SHOWN);
    changes.truncate(SHOWN);
    (changes, n_more)
}

/// Returns a text with single spaces.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[(&str, &str)]) {
        let (found, _) = changes(old, new);
        let shown: Vec<(&str, &str)> = found.iter().map(|change| (change.gone.as_str(), change.new.as_str())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_number_that_was_mended() {
        check("시즌1은 간서도에서 49일 동안 찍었다.", "시즌1은 간서도에서 94일 동안 찍었다.", &[("49일", "94일")]);
    }

    #[test]
    fn what_went_and_what_came() {
        check(
            "One two three.\nGone row.\nFour of them stayed in the hall all night.",
            "One two three.\nFour of them stayed in the hall all night.\nNew line.",
            &[("Gone row.", ""), ("", "New line.")],
        );
    }

    #[test]
    fn nothing_changed() {
        check("the same  words", "the same words", &[]);
    }
}
