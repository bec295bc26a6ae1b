//! What was left out of an article, in the words of remarks: nothing goes without being said.

use onrecord_model::{Remark, RemarkKind};

use crate::markup::decoded;

/// Characters of what was left out that a remark holds.
const MOST: usize = 4000;

/// Why words of a page are not in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// They tell how characters are read.
    Reading,
    /// They are struck out.
    Struck,
    /// They are the mark of a footnote.
    Note,
    /// They ask readers to pay.
    Paywall,
    /// They are marks for browsers that show no small type.
    Mark,
}

/// Words that were left out, by the reason.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    words: [String; 4],
}

impl LeftOut {
    /// Adds words, as they stand in markup.
    pub(crate) fn add<'a>(&mut self, why: Why, texts: impl Iterator<Item = &'a str>) {
        let slot = match why {
            Why::Reading => 0,
            Why::Struck => 1,
            Why::Note => 2,
            Why::Paywall => 3,
            Why::Mark => return,
        };
        let words = &mut self.words[slot];
        let mut is_new = true;
        for word in texts.collect::<Vec<_>>().iter().flat_map(|text| text.split_whitespace()) {
            if words.len() >= MOST {
                return;
            }
            if !words.is_empty() {
                words.push_str(if is_new { ", " } else { " " });
            }
            is_new = false;
            words.push_str(&decoded(word));
        }
    }

    /// Returns a remark for each reason that there was.
    pub(crate) fn remarks(&self) -> Vec<Remark> {
        let says = [
            "how characters are read was left out: ",
            "what is struck out on the page was left out: ",
            "the marks of footnotes were left out: ",
            "the page asks its readers to pay, and may not hold the whole article; left out was: ",
        ];
        let said = says.iter().zip(&self.words).filter(|(_, words)| !words.is_empty());
        said.map(|(says, words)| Remark { kind: RemarkKind::LeftOut, text: format!("{says}{words}") }).collect()
    }
}
