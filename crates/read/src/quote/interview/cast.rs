//! Tells whom the labels of a talk mean: a name, a part of one, initials, an office, a handle, or what the document says beside it.

use std::collections::HashMap;

use onrecord_language::Lexicon;
use onrecord_language::lexicon::is;
use onrecord_model::{Document, NamedPerson, PersonKind, Span};

use crate::person::fold;

/// Letters of a part of a name that a handle may hold.
const HANDLE: usize = 4;

/// Who can be meant by a label.
pub(super) struct Cast<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    people: &'a [NamedPerson],
    /// Persons by their names and parts of names, folded; `None` where two have it.
    names: HashMap<String, Option<u32>>,
    initials: HashMap<String, Option<u32>>,
    roles: HashMap<String, Option<u32>>,
}

/// Whom a label means: the fullest spelling, and the person if it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub name: Span,
    pub person: Option<u32>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(document: &'a Document, people: &'a [NamedPerson], lexicon: &'a Lexicon) -> Self {
        let mut cast =
            Self { document, lexicon, people, names: HashMap::new(), initials: HashMap::new(), roles: HashMap::new() };
        for (at, known) in people.iter().enumerate() {
            let at = at as u32;
            let name = document.words(known.name);
            for mention in &known.mentions {
                put(&mut cast.names, fold(document.words(mention.name)), at);
            }
            put(&mut cast.names, fold(name), at);
            name.split_whitespace().for_each(|word| put(&mut cast.names, fold(word), at));
            if let Some(initials) = initials(name) {
                put(&mut cast.initials, initials, at);
            }
            known.roles.iter().for_each(|role| put(&mut cast.roles, fold(document.words(*role)), at));
        }
        cast
    }

    /// Returns whom a label names by itself.
    pub(super) fn of(&self, label: &str, folded: &str) -> Option<Known> {
        let get = |map: &HashMap<String, Option<u32>>, key: &str| map.get(key).copied().flatten();
        let by_initials = (2..=3).contains(&folded.len()).then(|| get(&self.initials, folded)).flatten();
        let person = by_initials
            .or_else(|| get(&self.names, folded))
            .or_else(|| self.without_titles(label))
            .or_else(|| get(&self.roles, folded))
            .or_else(|| self.by_handle(label, folded))?;
        let known = self.people.get(person as usize).filter(|known| known.kind != PersonKind::Group)?;
        Some(Known { name: known.name, person: Some(person) })
    }

    /// Returns whom a label means, by the fullest spelling: the label itself, where it holds the name and more than titles.
    pub(super) fn fullest(&self, label: Span, folded: &str) -> Option<Known> {
        let text = self.document.words(label);
        let bare = self.bare(label);
        let Some(known) = self.of(text, folded) else {
            return (bare != label).then_some(Known { name: bare, person: None });
        };
        let name = self.document.words(known.name);
        let is_fuller = text.is_ascii()
            && text.contains(' ')
            && folded.len() > fold(name).len()
            && folded.contains(&fold(name))
            && !text.contains(',')
            && !text.split_whitespace().any(|word| self.is_title(word) || word.starts_with(char::is_lowercase));
        Some(if is_fuller { Known { name: label, ..known } } else { known })
    }

    fn is_title(&self, word: &str) -> bool {
        let bare = word.trim_matches('.');
        let kinds = self.lexicon.english.word(&bare.to_lowercase()).kinds;
        self.lexicon.korean.is_role(bare) || kinds & (is::TITLE | is::ROLE) != 0 || self.roles.contains_key(&fold(bare))
    }

    /// Returns whom a label names whose titles and offices are left out: `Ms VEIT`, `오단비 위원`.
    fn without_titles(&self, label: &str) -> Option<u32> {
        let words: Vec<&str> = label.split_whitespace().collect();
        let left: String = words.iter().copied().filter(|word| !self.is_title(word)).map(fold).collect();
        let by_rest = || self.names.get(&left).copied().flatten();
        // 서리담 어촌계장: an office that no row knows.
        let by_word = || {
            let mut found = words.iter().filter_map(|word| self.names.get(&fold(word)).copied().flatten());
            found.next().filter(|person| found.all(|other| other == *person))
        };
        (words.len() > 1)
            .then(|| Some(left.as_str()).filter(|left| !left.is_empty()).and_then(|_| by_rest()).or_else(by_word))
            .flatten()
    }

    /// Returns the part of a label of several Hangul words that is a name, where the others cannot be: `서리담` of `서리담 어촌계장`.
    pub(super) fn bare(&self, label: Span) -> Span {
        let korean = &self.lexicon.korean;
        let text = self.document.words(label);
        let mut at = label.start();
        let mut names = Vec::new();
        let mut n_words = 0;
        for word in text.split(' ') {
            if korean.is_name(word) && !korean.is_role(word) {
                names.extend(self.document.span(at..at + word.len()));
            }
            n_words += usize::from(!word.is_empty());
            at += word.len() + 1;
        }
        match names.as_slice() {
            [name] if n_words > 1 => *name,
            _ => label,
        }
    }

    /// Returns the one person of whose name a handle holds a part: `orla_v`, `tbrandt`.
    fn by_handle(&self, label: &str, folded: &str) -> Option<u32> {
        let is_handle = label.is_ascii()
            && !label.contains(' ')
            && label.starts_with(|char: char| char.is_lowercase() || char == '@');
        if !is_handle {
            return None;
        }
        let mut found = self.people.iter().enumerate().filter(|(_, known)| {
            let name = self.document.words(known.name);
            name.split_whitespace().map(fold).any(|part| part.len() >= HANDLE && folded.contains(&part))
        });
        let (at, None) = (found.next()?.0, found.next()) else { return None };
        Some(at as u32)
    }
}

fn put(map: &mut HashMap<String, Option<u32>>, key: String, person: u32) {
    if key.is_empty() {
        return;
    }
    map.entry(key).and_modify(|known| *known = known.filter(|&known| known == person)).or_insert(Some(person));
}

/// Returns the initials of a Latin name: `jb` for Jonah Beck.
pub(super) fn initials(name: &str) -> Option<String> {
    let letters = name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|char| char.is_uppercase());
    let initials: String = letters.flat_map(char::to_lowercase).collect();
    (initials.is_ascii() && initials.len() >= 2).then_some(initials)
}
