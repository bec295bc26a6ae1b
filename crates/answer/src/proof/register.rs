//! What is known of people and outlets all over the archive.

use onrecord_model::PersonId;

use super::letters::Letters;

/// From here on two names may be one person's: a surname alone, a given name alone.
const MAY_BE_SAME: f32 = 0.3;

/// What is known of people and outlets all over the archive.
pub struct Register<'a> {
    /// The outlets of all sources, each once.
    pub outlets: Vec<String>,
    /// The persons of the archive that may matter to the draft.
    pub people: Vec<OnRecord>,
    /// How likely two spellings are one name, 0 to 1; from .5 on they are the same.
    pub compare: &'a dyn Fn(&str, &str) -> f32,
}

/// A person of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRecord {
    /// The archive's id.
    pub id: Option<PersonId>,
    /// The name under which the archive shows the person.
    pub name: String,
    /// Every attested spelling.
    pub spellings: Vec<String>,
}

impl Register<'_> {
    /// Says whether two names may be one person's, also by any attested spelling of either.
    pub fn may_be_same(&self, one: &str, other: &str, person: Option<PersonId>) -> bool {
        if (self.compare)(one, other) >= MAY_BE_SAME {
            return true;
        }
        let (one_letters, other_letters) = (Letters::of(one), Letters::of(other));
        if one_letters.is_empty() || one_letters == other_letters {
            return true;
        }
        let has = |known: &OnRecord, letters: &Letters| {
            known.spellings.iter().any(|spelling| Letters::of(spelling).as_str() == letters.as_str())
        };
        self.people.iter().any(|known| {
            let is_other = known.id.is_some() && known.id == person || has(known, &other_letters);
            is_other
                && (has(known, &one_letters)
                    || known.spellings.iter().any(|spelling| (self.compare)(one, spelling) >= MAY_BE_SAME))
        })
    }

    /// Says whether a name is an outlet's.
    pub fn outlet(&self, name: &str) -> Option<&str> {
        let bare = |name: &str| {
            Letters::of(name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name))
                .as_str()
                .to_owned()
        };
        let letters = bare(name);
        self.outlets.iter().map(String::as_str).find(|outlet| bare(outlet) == letters)
    }
}
