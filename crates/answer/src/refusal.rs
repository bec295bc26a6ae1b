//! Why the sources do not answer: each reason has an id for programs; its words are rows of a locale, in either language.

/// Why a piece does not answer, and, where none does, why the sources are silent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Refusal {
    /// No source has the words of the question.
    NoWords,
    /// No source knows a name of the question.
    UnknownName(String),
    /// No source is of the outlet that was asked for.
    UnknownOutlet(String),
    /// Nobody of the sources bears the name that was asked for.
    UnknownSpeaker(String),
    /// A question like it stands in a source, and no answer to it.
    OnlyAsked,
    /// It tells only what was asked.
    OnlyReportsQuestion,
    /// No words of the person asked for were found.
    NotTheirWords,
    /// The names or numbers of the question do not stand together in a source.
    NamesApart,
    /// What was found does not have what the question asks for: a day, a number, a person.
    NotWhatIsAsked,
    /// What was found is about another season, episode or edition.
    AnotherPart,
    /// No source speaks of that season, episode or edition there.
    UntoldPart,
    /// What was found tells of another work.
    AnotherWork,
    /// What was found tells of another time.
    AnotherTime,
    /// Too little of the question stands in any passage.
    TooLittle,
    /// Nothing that was drafted stands in the evidence.
    Unproved,
}

impl Refusal {
    /// One of each, in the order in which they are explained; of a name, with an empty one.
    pub const ALL: [Self; 15] = [
        Self::NoWords,
        Self::UnknownName(String::new()),
        Self::UnknownOutlet(String::new()),
        Self::UnknownSpeaker(String::new()),
        Self::OnlyAsked,
        Self::OnlyReportsQuestion,
        Self::NotTheirWords,
        Self::NamesApart,
        Self::NotWhatIsAsked,
        Self::AnotherPart,
        Self::UntoldPart,
        Self::AnotherWork,
        Self::AnotherTime,
        Self::TooLittle,
        Self::Unproved,
    ];

    /// Returns its id; never changes.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoWords => "no-words",
            Self::UnknownName(_) => "unknown-name",
            Self::UnknownOutlet(_) => "unknown-outlet",
            Self::UnknownSpeaker(_) => "unknown-speaker",
            Self::OnlyAsked => "only-asked",
            Self::OnlyReportsQuestion => "only-reports-question",
            Self::NotTheirWords => "not-their-words",
            Self::NamesApart => "names-apart",
            Self::NotWhatIsAsked => "not-what-is-asked",
            Self::AnotherPart => "another-part",
            Self::UntoldPart => "untold-part",
            Self::AnotherWork => "another-work",
            Self::AnotherTime => "another-time",
            Self::TooLittle => "too-little",
            Self::Unproved => "unproved",
        }
    }

    /// Returns the name or outlet that no source knows, where that is why.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::UnknownName(name) | Self::UnknownOutlet(name) | Self::UnknownSpeaker(name) => Some(name),
            _ => None,
        }
    }
}

/// Why a piece is left out of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    /// It does not answer.
    Refused(Refusal),
    /// Enough others answer better.
    Enough,
    /// Others answer much better.
    Weaker,
    /// Another piece says the same.
    Repeated,
    /// It is shown together with the piece beside it.
    Joined,
    /// It may answer, but not surely enough.
    Unsure,
}

impl LeftOut {
    /// Returns its id; never changes.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.id(),
            Self::Enough => "enough",
            Self::Weaker => "weaker",
            Self::Repeated => "repeated",
            Self::Joined => "joined",
            Self::Unsure => "unsure",
        }
    }

    /// Returns why it does not answer; nothing where others only answer better.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Enough | Self::Weaker | Self::Repeated | Self::Joined | Self::Unsure => None,
        }
    }

    /// Says whether it would answer if no other piece did.
    pub fn is_only_weaker(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_have_one_id() {
        let mut ids: Vec<&str> = Refusal::ALL.iter().map(Refusal::id).collect();
        ids.extend(
            [LeftOut::Enough, LeftOut::Weaker, LeftOut::Repeated, LeftOut::Joined, LeftOut::Unsure]
                .iter()
                .map(LeftOut::id),
        );
        let n = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n);
    }
}
