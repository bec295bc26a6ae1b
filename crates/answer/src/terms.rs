//! The terms and values of what a question is held against, each stretch of a source cut once.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use onrecord_language::quantity::Value;
use onrecord_language::words;
use onrecord_model::{SourceId, Span, Speaker};

use crate::plan::Grammar;
use crate::rank::Found;
use crate::speaker::{Asked, is_asked};

/// The terms of a stretch, each once.
pub(crate) type TermSet = Rc<HashSet<String>>;

/// Cuts stretches into terms and remembers them: neighbouring pieces share most of what stands around them.
pub(crate) struct Terms<'a> {
    grammar: &'a Grammar,
    known: RefCell<HashMap<(SourceId, Span), TermSet>>,
    values: RefCell<HashMap<(SourceId, Span), Rc<[Value]>>>,
    speakers: RefCell<HashMap<(SourceId, Option<Span>, Option<Span>, Option<u32>), bool>>,
}

impl<'a> Terms<'a> {
    pub fn new(grammar: &'a Grammar) -> Self {
        Self { grammar, known: RefCell::default(), values: RefCell::default(), speakers: RefCell::default() }
    }

    pub fn grammar(&self) -> &'a Grammar {
        self.grammar
    }

    /// Returns the terms of a stretch of a source.
    pub fn of(&self, place: &Found<'_>, span: Span) -> TermSet {
        let known = self.known.borrow().get(&(place.source, span)).cloned();
        known.unwrap_or_else(|| {
            let terms = terms(place.reading.document.words(span), self.grammar);
            self.known.borrow_mut().insert((place.source, span), Rc::clone(&terms));
            terms
        })
    }

    /// Returns the values that a stretch of a source states.
    pub fn values(&self, place: &Found<'_>, span: Span) -> Rc<[Value]> {
        let known = self.values.borrow().get(&(place.source, span)).cloned();
        known.unwrap_or_else(|| {
            let values = self.grammar.lexicon().quantities.values(place.reading.document.words(span));
            let values: Rc<[Value]> = values.into();
            self.values.borrow_mut().insert((place.source, span), Rc::clone(&values));
            values
        })
    }

    /// Says whether a speaker of a source is the one person asked for in all of this question.
    pub fn is_asked(&self, asked: &Asked, place: &Found<'_>, speaker: Speaker) -> bool {
        let key = (place.source, speaker.words, speaker.name, speaker.person);
        let known = self.speakers.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let is_asked = is_asked(asked, place.reading, speaker, self.grammar);
            self.speakers.borrow_mut().insert(key, is_asked);
            is_asked
        })
    }
}

/// Returns the terms of a text.
pub(crate) fn terms(text: &str, grammar: &Grammar) -> TermSet {
    Rc::new(words(text, grammar.lexicon()).into_iter().map(|term| term.text).collect())
}
