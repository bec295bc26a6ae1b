//! Tells which person of the document a phrase stands for.

use std::ops::Range;

use onrecord_model::{Document, NamedPerson, PersonKind, Speaker};

use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::who::{Phrase, Who};

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Voice {
    /// The words that name the speaker there.
    pub words: Option<Range<usize>>,
    /// The fullest spelling.
    pub name: Option<Range<usize>>,
    /// The place among the persons.
    pub person: Option<u32>,
}

impl Voice {
    /// Returns the same speaker, who is understood and not named there.
    pub(super) fn understood(&self) -> Self {
        Self { words: None, ..self.clone() }
    }

    /// Returns it as the model has it.
    pub(super) fn speaker(&self, document: &Document) -> Speaker {
        let span = |range: &Option<Range<usize>>| range.clone().and_then(|range| document.span(range));
        Speaker { words: span(&self.words), name: span(&self.name), person: self.person }
    }
}

/// Where persons stand in a document.
pub(super) struct Cast<'a> {
    people: &'a [NamedPerson],
    /// Start and end of each mention's name, and the person, in order.
    mentions: Vec<(usize, usize, u32)>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(people: &'a [NamedPerson]) -> Self {
        let of = |(at, person): (usize, &'a NamedPerson)| {
            person.mentions.iter().map(move |mention| (mention.name.start(), mention.name.end(), at as u32))
        };
        let mut mentions: Vec<_> = people.iter().enumerate().flat_map(of).collect();
        mentions.sort_unstable();
        Self { people, mentions }
    }

    /// Returns the person whose name stands in a range.
    pub(super) fn at(&self, range: &Range<usize>) -> Option<u32> {
        let from = self.mentions.partition_point(|&(_, end, _)| end <= range.start);
        self.mentions
            .get(from)
            .filter(|&&(start, end, _)| start < range.end && end > range.start)
            .map(|&(_, _, person)| person)
    }

    /// Returns the voice of a person.
    pub(super) fn voice(&self, person: u32, words: Option<Range<usize>>) -> Option<Voice> {
        let name = self.people.get(person as usize)?.name.range();
        Some(Voice { words, name: Some(name), person: Some(person) })
    }

    /// Returns the one human being named before a place, or `None` where there are several.
    pub(super) fn only_person(&self, before: usize) -> Option<u32> {
        let mut seen =
            self.mentions.iter().take_while(|mention| mention.0 < before).filter(|mention| self.is_human(mention.2));
        let first = seen.next()?.2;
        seen.all(|mention| mention.2 == first).then_some(first)
    }

    /// Returns the human being named last before a place.
    pub(super) fn last_person(&self, before: usize) -> Option<u32> {
        let end = self.mentions.partition_point(|mention| mention.0 < before);
        self.mentions[..end].iter().rev().take(40).find(|mention| self.is_human(mention.2)).map(|mention| mention.2)
    }

    fn is_human(&self, person: u32) -> bool {
        self.people.get(person as usize).is_some_and(|person| person.kind == PersonKind::Person)
    }

    /// Returns the person with a role: the only one, or the one named last before a place.
    fn with_role(&self, scope: &Scope, role: &str, before: usize) -> Option<u32> {
        let role = scope.korean.small.honour.strip(role).filter(|rest| !rest.is_empty()).unwrap_or(role);
        let has_role = |person: u32| {
            self.people.get(person as usize).is_some_and(|person| {
                person.kind == PersonKind::Person
                    && person.roles.iter().any(|mine| {
                        scope
                            .text
                            .get(mine.range())
                            .is_some_and(|mine| mine == role || mine.ends_with(role) || role.ends_with(mine))
                    })
            })
        };
        let end = self.mentions.partition_point(|mention| mention.0 < before);
        self.mentions[..end].iter().rev().take(60).find(|mention| has_role(mention.2)).map(|mention| mention.2)
    }

    /// Returns the voice that a phrase stands for; `salient` is who was spoken of last.
    pub(super) fn resolve(&self, scope: &Scope, phrase: &Phrase, salient: Option<&Voice>) -> Voice {
        let words = Some(phrase.whole.clone());
        if phrase.is_several {
            return Voice { name: words.clone(), words, person: None };
        }
        let of = |person: Option<u32>| person.and_then(|person| self.voice(person, words.clone()));
        let unnamed = Voice { words: words.clone(), name: None, person: None };
        match phrase.who {
            Who::Name | Who::LikelyName | Who::MaybeName => {
                let at = phrase.name.clone().unwrap_or(phrase.whole.clone());
                of(self.at(&at)).unwrap_or(Voice { name: Some(at), ..unnamed })
            }
            Who::Surname => of(phrase.name.as_ref().and_then(|name| self.at(name))).unwrap_or(unnamed),
            Who::Role => {
                let whole = &scope.text[phrase.whole.clone()];
                let small = &scope.korean.small;
                if small.several.stands_before(whole) {
                    return Voice { name: words, ..unnamed };
                }
                let role = whole.split_whitespace().next_back().unwrap_or(whole);
                if small.one.stands_before(whole) {
                    return Voice { name: words, ..unnamed };
                }
                // 선생님: who was spoken of is called so.
                let elder = || salient.and_then(|voice| voice.person).filter(|_| small.elder.has(whole));
                of(self.with_role(scope, role, phrase.whole.start).or_else(elder))
                    .unwrap_or(Voice { name: words, ..unnamed })
            }
            Who::Pronoun | Who::Oneself => {
                let person =
                    salient.and_then(|voice| voice.person).filter(|&person| self.is_human(person)).or_else(|| {
                        // Whoever was spoken of last under a likely name, though nothing else shows it to be one.
                        let is_somebody = salient.and_then(|voice| voice.name.clone()).is_some_and(|name| {
                            scope.text.get(name).is_some_and(|name| scope.korean.is_likely_name(name))
                        });
                        (!is_somebody).then(|| self.last_person(phrase.whole.start)).flatten()
                    });
                of(person)
                    .or_else(|| salient.map(|voice| Voice { words: words.clone(), ..voice.clone() }))
                    .unwrap_or(unnamed)
            }
            Who::Group => {
                let name = phrase.name.clone().or_else(|| {
                    let whole = &scope.text[phrase.whole.clone()];
                    if scope.korean.small.side.ends(whole) {
                        return Some(phrase.whole.clone());
                    }
                    let last = whole.rsplit([' ', '’', '》', '\'']).next()?;
                    Some(phrase.whole.end - last.len()..phrase.whole.end)
                });
                Voice { name, ..unnamed }
            }
            Who::First => unnamed,
            Who::People | Who::Unknown | Who::Thing => Voice { name: words, ..unnamed },
        }
    }
}
