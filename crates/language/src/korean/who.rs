//! Whom a phrase stands for, and the names that a document is known to have.

use std::collections::HashSet;
use std::ops::Range;

/// Names that a document is known to have.
#[derive(Debug, Default)]
pub struct KnownNames<'a> {
    names: HashSet<&'a str>,
    /// What they begin with: one and two characters, where more follow.
    starts: HashSet<&'a str>,
}

impl<'a> FromIterator<&'a str> for KnownNames<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut known = Self::default();
        for name in names {
            known.names.insert(name);
            known.starts.extend(name.char_indices().skip(1).take(2).map(|(at, _)| &name[..at]));
        }
        known
    }
}

impl KnownNames<'_> {
    /// Says whether a word is one of the names.
    pub fn contains(&self, word: &str) -> bool {
        !self.names.is_empty() && self.names.contains(word)
    }

    /// Says whether a name begins with a word of one or two characters, and goes on.
    pub(crate) fn is_start(&self, word: &str) -> bool {
        self.starts.contains(word)
    }
}

/// A phrase that may name somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The place of its first word.
    pub first: usize,
    /// The place of its last word.
    pub head: usize,
    /// Where it stands, without the particle.
    pub whole: Range<usize>,
    /// Whom it stands for.
    pub who: Who,
    /// The name in it.
    pub name: Option<Range<usize>>,
    /// Whether it joins several: 도가람과 한유빈.
    pub is_several: bool,
}

/// Whom a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person by name, with something that shows it: a role, an honour, a mention elsewhere.
    Name,
    /// A word of the shape of a name.
    LikelyName,
    /// A word of two syllables that could be a name as well as another word.
    MaybeName,
    /// A surname before a role: 도 감독.
    Surname,
    /// A role alone.
    Role,
    /// A pronoun.
    Pronoun,
    /// Whoever writes: 나, 필자.
    First,
    /// 본인 and the like.
    Oneself,
    /// People without a name.
    People,
    /// A company, crew or body.
    Group,
    /// No person.
    Thing,
    /// Nothing that we know.
    Unknown,
}

impl Who {
    /// Says whether it can speak for all that we know.
    pub fn can_speak(self) -> bool {
        !matches!(self, Self::Thing | Self::Unknown | Self::MaybeName)
    }

    /// Says whether it can speak where the sentence wants a speaker just there.
    pub fn may_speak(self) -> bool {
        !matches!(self, Self::Thing | Self::Unknown)
    }
}
