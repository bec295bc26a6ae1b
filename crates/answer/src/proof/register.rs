//! What is known of people and outlets all over the archive.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use onrecord_language::quantity::Quantities;
use onrecord_language::{Lexicon, name};
use onrecord_model::PersonId;

use super::draft::is_korean;
use super::letters::Letters;
use super::record::Record;

/// From here on two names may be one person's: a surname alone, a given name alone.
const MAY_BE_SAME: f32 = 0.3;

/// What is known of people and outlets all over the archive.
pub struct Register<'a> {
    /// The outlets of all sources, each once.
    pub outlets: Vec<String>,
    /// The persons of the archive that may matter to the draft.
    pub people: Vec<OnRecord>,
    lexicon: &'a Lexicon,
    compared: RefCell<HashMap<(String, String), f32>>,
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

impl<'a> Register<'a> {
    /// Returns the register of these outlets and people.
    pub fn new(outlets: Vec<String>, people: Vec<OnRecord>, lexicon: &'a Lexicon) -> Self {
        Self { outlets, people, lexicon, compared: RefCell::default() }
    }

    /// Returns the rows of both languages.
    pub(super) fn lexicon(&self) -> &Lexicon {
        self.lexicon
    }

    /// Returns how numbers are read.
    pub(super) fn quantities(&self) -> &Quantities {
        &self.lexicon.quantities
    }

    /// Returns how likely two spellings are one name, 0 to 1; from .5 on they are the same. What was compared is remembered.
    pub fn compare(&self, one: &str, other: &str) -> f32 {
        let pair = (one.to_owned(), other.to_owned());
        if let Some(&score) = self.compared.borrow().get(&pair) {
            return score;
        }
        let score = name::compare(one, other, &self.lexicon.names).score;
        self.compared.borrow_mut().insert(pair, score);
        score
    }

    /// Says whether two names may be one person's, also by any attested spelling of either.
    pub(crate) fn may_be_same(&self, one: &str, other: &str, person: Option<PersonId>) -> bool {
        if self.compare(one, other) >= MAY_BE_SAME {
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
                    || known.spellings.iter().any(|spelling| self.compare(one, spelling) >= MAY_BE_SAME))
        })
    }

    /// Returns the person of the archive who is spelt just so.
    pub fn person(&self, name: &str) -> Option<&OnRecord> {
        self.people.iter().find(|known| known.spellings.iter().any(|spelling| spelling == name))
    }

    /// Returns how a person is spelt in the other script than a text's: on record, or else as it may be.
    pub fn in_other_script(&self, name: &str, korean: bool) -> Vec<String> {
        let spellings = self.person(name).into_iter().flat_map(|known| &known.spellings);
        let other: Vec<String> = spellings.filter(|spelling| is_korean(spelling) != korean).cloned().collect();
        if !other.is_empty() {
            return other;
        }
        let names = &self.lexicon.names;
        if is_korean(name) { name::spellings(name, names) } else { name::hangul_candidates(name, names) }
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

/// The people whom records name, spellings of one name together.
#[derive(Debug, Default)]
pub struct Roster {
    /// Each once, in the order in which they were named.
    pub people: Vec<OnRecord>,
    places: HashMap<String, usize>,
    names: HashSet<String>,
}

impl Roster {
    /// Adds those whom a record names.
    pub fn add(&mut self, record: &Record) {
        let document = &record.reading.document;
        for (at, person) in record.reading.people.iter().enumerate() {
            let name = document.words(person.name);
            let id = record.person(at as u32);
            // One entry for a person of the archive, or for a name where nobody is linked.
            let key = id.map_or_else(|| name.to_owned(), |id| id.to_string());
            self.names.insert(name.to_owned());
            let place = *self.places.entry(key).or_insert_with(|| {
                self.people.push(OnRecord { id, name: name.to_owned(), spellings: vec![name.to_owned()] });
                self.people.len() - 1
            });
            let spellings = &mut self.people[place].spellings;
            for spelling in [name].into_iter().chain(person.mentions.iter().map(|mention| document.words(mention.name)))
            {
                if !spellings.iter().any(|known| known == spelling) {
                    spellings.push(spelling.to_owned());
                }
            }
        }
    }

    /// Says whether a record named somebody just so.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}
