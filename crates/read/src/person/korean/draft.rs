//! Somebody named in Korean text, while mentions are gathered.

use std::ops::Range;

/// Somebody, while mentions are gathered.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    pub name: &'a str,
    pub kind: Kind,
    /// Name and phrase of each mention.
    pub mentions: Vec<(Range<usize>, Range<usize>)>,
    pub roles: Vec<Range<usize>>,
    pub plays: Vec<usize>,
}

/// What a name stands for, while it is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Person,
    Character,
    Group,
}
