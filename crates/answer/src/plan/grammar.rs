//! The data that questions are understood by.

use onrecord_language::Lexicon;
use onrecord_language::name::Names;

use super::bridge::Bridge;
use super::kind::Kinds;
use super::list::Lists;
use super::stop::Stop;
use crate::need::{Needed, Needs};
use crate::orders::Orders;
use crate::reasons::Reasons;

/// The data that questions are understood by: rows of `lexicon/question/` and the table of names.
#[derive(Debug, Clone)]
pub struct Grammar {
    pub(super) lexicon: Lexicon,
    names: Names,
    pub(super) kinds: Kinds,
    pub(super) lists: Lists,
    pub(super) stop: Stop,
    pub(super) bridge: Bridge,
    needs: Needs,
    reasons: Reasons,
    orders: Orders,
}

impl Grammar {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let lexicon = Lexicon::built_in();
        Self {
            bridge: Bridge::built_in(&lexicon),
            lexicon,
            names: Names::built_in(),
            kinds: Kinds::built_in(),
            lists: Lists::built_in(),
            stop: Stop::built_in(),
            needs: Needs::built_in(),
            reasons: Reasons::built_in(),
            orders: Orders::built_in(),
        }
    }

    /// Returns what a question needs that an answer must have.
    pub(crate) fn needed(&self, question: &str) -> Needed<'_> {
        self.needs.of(question, &self.lexicon.quantities)
    }

    /// Says whether a text numbers a part of a work: `season 2`, `시즌 2`. Of a first album the sources must speak.
    pub(crate) fn is_numbered(&self, text: &str) -> bool {
        self.needs.is_numbered(text, &self.lexicon.quantities)
    }

    /// Says whether an English word, in small letters, tells nothing by itself.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.stop.is_english(word)
    }

    /// Returns the words that rules look for.
    pub(crate) fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Returns what sees text that gives orders to software.
    pub fn orders(&self) -> &Orders {
        &self.orders
    }

    /// Returns what gives reasons.
    pub(crate) fn reasons(&self) -> &Reasons {
        &self.reasons
    }

    /// Returns the reader's lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns the table that names are compared by.
    pub fn names(&self) -> &Names {
        &self.names
    }
}
