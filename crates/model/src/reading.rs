//! All that was read in one document.

use serde::{Deserialize, Serialize};

use crate::{Document, Known, NamedWork, Quote, Span};

/// All that was read in one document, and by which version of the reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The version of the reader; a higher one reads the snapshot again.
    pub reader: u32,
    /// The visible text and its blocks.
    pub document: Document,
    /// What the snapshot itself says of the source.
    pub known: Known,
    /// Sentences in reading order.
    pub sentences: Vec<Sentence>,
    /// Passages in reading order: what is searched as a unit.
    pub passages: Vec<Passage>,
    /// The persons named, each once.
    pub people: Vec<NamedPerson>,
    /// Names of whom nothing here shows a person: they are so where the same name is sure in another document.
    pub perhaps: Vec<NamedPerson>,
    /// Works and events named, each title once.
    pub works: Vec<NamedWork>,
    /// Words somebody said, in order of their first stretch.
    pub quotes: Vec<Quote>,
    /// What a person should know about how this was read.
    pub remarks: Vec<Remark>,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// The position of its block in [`Document::blocks`].
    pub block: u32,
    /// What it is.
    pub kind: SentenceKind,
}

/// What a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SentenceKind {
    /// It states or quotes something: it can be evidence.
    Statement,
    /// It asks: it leads to the answer behind it, and is no evidence itself.
    Question,
    /// A heading, a link, a notice: it helps to find, and is no evidence.
    Frame,
}

/// A span that is searched as a unit: neighbouring sentences of one part of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// The position of its first sentence in [`Reading::sentences`].
    pub first: u32,
    /// The position after its last sentence.
    pub after: u32,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    /// A human being.
    Person,
    /// Somebody in a work.
    Character,
    /// A company, team, outlet or crew that speaks.
    Group,
}

/// The gender that a document's pronouns and titles show; used only to resolve pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// Somebody named in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPerson {
    /// The fullest spelling, without titles.
    pub name: Span,
    /// What the name stands for.
    pub kind: PersonKind,
    /// The gender, where the document shows it.
    pub gender: Option<Gender>,
    /// Every place where the name, or a part of it, stands; in reading order, at least one.
    pub mentions: Vec<Mention>,
    /// Titles and roles beside the name, such as `director` or `감독`, each once.
    pub roles: Vec<Span>,
    /// The positions in [`Reading::people`] of the characters that this person plays.
    pub plays: Vec<u32>,
}

/// One place where somebody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The name there, without titles.
    pub name: Span,
    /// The name with its title, as it stands there.
    pub whole: Span,
}

/// Something that a person should know about how a source was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// One sentence for people: what was met, and what was done about it.
    pub text: String,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// The encoding was wrong, missing or broken.
    Encoding,
    /// Control characters, invisible text or direction overrides.
    Hidden,
    /// A limit was reached and something was left out.
    Limit,
    /// The source contradicts itself about what it is.
    Metadata,
    /// A part could not be read and was left out.
    Broken,
    /// Nothing to read.
    Empty,
    /// Words that a reader sees, and that are no words of the article.
    LeftOut,
}

impl Reading {
    /// Returns a reading of a document in which nothing was found yet.
    pub fn of(document: Document) -> Self {
        Self {
            reader: 0,
            document,
            known: Known::default(),
            sentences: Vec::new(),
            passages: Vec::new(),
            people: Vec::new(),
            perhaps: Vec::new(),
            works: Vec::new(),
            quotes: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Says whether every span of this reading lies in its document.
    pub fn holds(&self) -> bool {
        let document = &self.document;
        let mut spans = Vec::new();
        spans.extend(document.blocks.iter().map(|block| block.span));
        spans.extend(self.sentences.iter().map(|sentence| sentence.span));
        spans.extend(self.passages.iter().map(|passage| passage.span));
        for person in self.people.iter().chain(&self.perhaps) {
            spans.push(person.name);
            spans.extend(person.mentions.iter().flat_map(|mention| [mention.name, mention.whole]));
            spans.extend(&person.roles);
        }
        for work in &self.works {
            spans.push(work.title);
            spans.extend(&work.mentions);
            spans.extend(work.parts.iter().map(|part| part.words));
        }
        for quote in &self.quotes {
            spans.extend(&quote.stretches);
            spans.extend(quote.cue);
            spans.extend(quote.question);
            for speaker in quote.speaker.iter().chain(&quote.reported_by) {
                spans.extend(speaker.words);
                spans.extend(speaker.name);
            }
        }
        let (n_people, n_works) = (self.people.len() as u32, self.works.len() as u32);
        spans.into_iter().all(|span| document.holds(span))
            && self.sentences.iter().all(|sentence| (sentence.block as usize) < document.blocks.len())
            && self
                .passages
                .iter()
                .all(|passage| passage.first < passage.after && passage.after as usize <= self.sentences.len())
            && self.people.iter().flat_map(|person| &person.plays).all(|&person| person < n_people)
            && self.works.iter().flat_map(|work| &work.also).all(|&work| work < n_works)
            && self.quotes.iter().all(|quote| {
                !quote.stretches.is_empty()
                    && quote.speaker.iter().filter_map(|speaker| speaker.person).all(|person| person < n_people)
            })
    }
}
