//! What the columns of Korean rows say of a word.

/// A word that stands for somebody who speaks without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeakerWord {
    /// Human beings.
    People,
    /// A company, crew or body.
    Group,
    /// A pronoun.
    Pronoun,
    /// Whoever writes: 나.
    First,
    /// The person who is spoken of already: 본인.
    Oneself,
}

pub(super) const SPEAKER_WORDS: [(&str, SpeakerWord); 5] = [
    ("people", SpeakerWord::People),
    ("group", SpeakerWord::Group),
    ("pronoun", SpeakerWord::Pronoun),
    ("first", SpeakerWord::First),
    ("self", SpeakerWord::Oneself),
];

/// What a noun says of the words in marks before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// Somebody said them.
    Said,
    /// Somebody asked them.
    Asked,
    /// A line in a work.
    Line,
    /// A name or title.
    Name,
    /// Written words that nobody says.
    Sign,
}

pub(super) const SAYING_KINDS: [(&str, Saying); 5] = [
    ("say", Saying::Said),
    ("ask", Saying::Asked),
    ("line", Saying::Line),
    ("name", Saying::Name),
    ("sign", Saying::Sign),
];

/// What a verb's ending does to the clause before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clause {
    /// The next clause has a subject of its own.
    Other,
    /// The subject goes on.
    Same,
    /// The clause describes the next noun.
    BeforeNoun,
}
