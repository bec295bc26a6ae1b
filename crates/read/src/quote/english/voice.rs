//! Finds whom the words that name a speaker mean: a person of the document, or nobody known.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::{Document, Gender, NamedPerson, PersonKind, Span, Speaker};

use crate::quote::english::gender::genders;
use crate::quote::english::phrase::{head_end, is_somebody};
use onrecord_language::lexicon::{English, is};
use onrecord_language::marks::Run;
use onrecord_language::token::{Token, TokenKind};

/// A speaker, and how sure the name is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Voice {
    pub speaker: Speaker,
    /// 1 for a name, less for a pronoun or a role.
    pub certainty: f32,
    /// How the name was found.
    pub by: By,
}

/// How the name behind a speaker's words was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Name,
    Pronoun,
    Role,
    /// No name was found: the words stand alone.
    Words,
    /// The words name nobody, but a thing or what nothing is known of.
    Thing,
}

/// The persons of a document, ready to be looked up by place.
pub(super) struct Cast<'a> {
    document: &'a Document,
    /// The English rows.
    pub english: &'a English,
    people: &'a [NamedPerson],
    /// Every mention by where its name starts, in order: start, end, person.
    mentions: Vec<(u32, u32, u32)>,
    /// The mentions outside quoted runs: a pronoun outside means none inside.
    outside: Vec<Outside>,
    /// The person whose name ends at a byte.
    by_end: HashMap<u32, u32>,
    /// Persons by the last word of a role.
    by_role: HashMap<String, Vec<u32>>,
    /// The gender of each person, as far as the document shows it.
    genders: Vec<Option<Gender>>,
    /// Nouns such as *husband*, who may be meant by a pronoun as well: where they start, and what they are.
    nouns: Vec<(u32, Gender)>,
    /// Where somebody spoke or stood as a subject: byte and person, in order; no person for whom the document names but
    /// does not know.
    spoke: Vec<(u32, Option<u32>)>,
}

impl<'a> Cast<'a> {
    /// Makes it of the persons and of the tokens of the English blocks, each run in marks as one.
    pub(super) fn new(
        document: &'a Document,
        people: &'a [NamedPerson],
        runs: &[Run],
        blocks: &[Vec<Token>],
        english: &'a English,
    ) -> Self {
        let mut mentions = Vec::new();
        let mut by_role: HashMap<String, Vec<u32>> = HashMap::new();
        for (person, known) in people.iter().enumerate() {
            let person = person as u32;
            mentions.extend(
                known.mentions.iter().map(|mention| (mention.name.start() as u32, mention.name.end() as u32, person)),
            );
            for role in &known.roles {
                if let Some(noun) = document.words(*role).split_whitespace().last() {
                    let holders = by_role.entry(noun.to_lowercase()).or_default();
                    if !holders.contains(&person) {
                        holders.push(person);
                    }
                }
            }
        }
        mentions.sort_unstable();
        let by_end: HashMap<u32, u32> = mentions.iter().map(|&(_, end, person)| (end, person)).collect();
        let genders = genders(document, runs, blocks, people, |end| by_end.get(&end).copied());
        let nouns = blocks.iter().flat_map(|tokens| gendered(tokens)).collect();
        let is_outside = |&&(start, ..): &&(u32, u32, u32)| {
            let at = runs.partition_point(|run| run.outer.start <= start as usize);
            at == 0 || runs[at - 1].outer.end <= start as usize
        };
        let mut before = None;
        let outside = mentions
            .iter()
            .filter(is_outside)
            .map(|&(start, _, person)| Outside {
                // The first name of its sentence.
                is_topic: headed(document.text(), start as usize)
                    .is_some_and(|head| before.replace(start).is_none_or(|before: u32| (before as usize) < head)),
                start,
                person,
                is_dependent: is_dependent(document.text(), start as usize, english),
                is_asked: is_asked(document.text(), start as usize),
            })
            .collect();
        Self { document, english, people, mentions, outside, by_end, by_role, genders, nouns, spoke: Vec::new() }
    }

    /// Remembers that somebody spoke, or stood as a subject, at a byte.
    pub(super) fn heard(&mut self, byte: u32, voice: &Voice, tokens: &[Token]) {
        let is_stranger = || {
            let words = voice.speaker.words.map(|words| words.range()).unwrap_or_default();
            let first = tokens.partition_point(|token| (token.start as usize) < words.start);
            let named = tokens[first..].iter().take_while(|token| (token.start as usize) < words.end);
            let other = is::GROUP | is::GROUP_NAME | is::PLACE | is::CAPITAL | is::TIME | is::DETERMINER | is::SUBJECT;
            let mut n_words = 0;
            named
                .inspect(|_| n_words += 1)
                .all(|token| token.is_word() && token.is_capital && !token.is(other | is::PRONOUN))
                && (1..=4).contains(&n_words)
        };
        if voice.speaker.person.is_some() || matches!(voice.by, By::Words | By::Thing) && is_stranger() {
            self.spoke.push((byte, voice.speaker.person));
        }
    }

    /// Returns the person named by the mention that ends at a byte.
    pub(super) fn ending_at(&self, byte: u32) -> Option<u32> {
        self.by_end.get(&byte).copied()
    }

    /// Returns the mentions that start in a byte range.
    pub(super) fn named_in(&self, range: Range<u32>) -> &[(u32, u32, u32)] {
        let from = self.mentions.partition_point(|&(start, ..)| start < range.start);
        let to = self.mentions.partition_point(|&(start, ..)| start < range.end);
        &self.mentions[from..to.max(from)]
    }

    /// Returns a speaker of a known person, without words of its own.
    pub(super) fn person(&self, person: u32, words: Option<Span>) -> Speaker {
        Speaker { words, name: self.people.get(person as usize).map(|known| known.name), person: Some(person) }
    }

    /// Returns the speaker whose name, perhaps in capitals, stands as a label in a byte range.
    pub(super) fn labelled(&self, label: Range<usize>) -> Option<Voice> {
        let words = self.document.span(label)?;
        let wanted = crate::person::fold(self.document.words(words).split_whitespace().last()?);
        let is_named = |known: &NamedPerson| {
            known.kind != PersonKind::Group
                && self.document.words(known.name).split_whitespace().any(|word| crate::person::fold(word) == wanted)
        };
        let person = self.people.iter().position(is_named);
        let speaker = match person {
            Some(person) => self.person(person as u32, Some(words)),
            None => Speaker { words: Some(words), name: None, person: None },
        };
        Some(Voice { speaker, certainty: 0.95, by: By::Name })
    }

    /// Returns whom a phrase means.
    pub(super) fn voice(
        &self,
        tokens: &[Token],
        subject: &Range<usize>,
        antecedent: Option<&Range<usize>>,
        sentence_start: u32,
    ) -> Option<Voice> {
        let (first, last) = (tokens.get(subject.start)?, tokens.get(subject.end.checked_sub(1)?)?);
        let words = self.document.span(first.start as usize..last.end as usize)?;
        let head = &tokens[head_end(tokens, subject) - 1];
        let by = if is_somebody(tokens, subject) || head.is(is::SAYING_NOUN) { By::Words } else { By::Thing };
        let bare = Voice { speaker: Speaker { words: Some(words), name: None, person: None }, certainty: 0.95, by };
        if let Some(antecedent) = antecedent {
            let meant = self.voice(tokens, antecedent, None, sentence_start);
            return Some(
                meant.map_or(bare, |meant| Voice { speaker: Speaker { words: Some(words), ..meant.speaker }, ..meant }),
            );
        }
        // Two names side by side: both speak, and no single name is right.
        let is_pair = tokens[subject.clone()].iter().any(|token| token.is(is::AND))
            && self.named_in(first.start..last.end).len() > 1;
        if is_pair {
            return Some(bare);
        }
        let head = head_end(tokens, subject);
        let head_token = &tokens[head - 1];
        if let Some(person) = self.ending_at(head_token.end) {
            return Some(Voice { speaker: self.person(person, Some(words)), certainty: 0.97, by: By::Name });
        }
        // "the director, Ana Poe": the name behind the role.
        if tokens.get(head).is_some_and(|token| token.kind == TokenKind::Comma)
            && let Some(&(_, _, person)) =
                self.named_in(tokens[head].end..last.end).first().filter(|_| head < subject.end)
        {
            return Some(Voice { speaker: self.person(person, Some(words)), certainty: 0.93, by: By::Name });
        }
        // "the producer of the show, Ana Poe"
        let has_comma = tokens[head..subject.end].iter().any(|token| token.kind == TokenKind::Comma);
        if let Some(person) = self.ending_at(last.end).filter(|_| has_comma && head_token.is(is::ROLE)) {
            return Some(Voice { speaker: self.person(person, Some(words)), certainty: 0.93, by: By::Name });
        }
        if subject.len() == 1
            && first.is(is::HE | is::SHE | is::MALE | is::FEMALE)
            && first.is(is::SUBJECT | is::POSSESSIVE | is::OBJECTIVE)
        {
            let gender = if first.is(is::FEMALE) { Gender::Female } else { Gender::Male };
            return Some(match self.nearest(first.start, sentence_start, gender) {
                Some((person, certainty)) => {
                    Voice { speaker: self.person(person, Some(words)), certainty, by: By::Pronoun }
                }
                None => bare,
            });
        }
        if head_token.is(is::ROLE)
            && !head_token.has_s
            && tokens[subject.start].is(is::DETERMINER)
            && head == subject.end
            && let Some(person) = self.holder(head_token, first.start)
        {
            return Some(Voice { speaker: self.person(person, Some(words)), certainty: 0.85, by: By::Role });
        }
        Some(bare)
    }

    /// Returns the one person whom a role means: the only one who has it, or the one named last.
    fn holder(&self, head: &Token, before: u32) -> Option<u32> {
        let noun = self.document.text().get(head.range())?.to_lowercase();
        let holders = self.by_role.get(&noun)?;
        if let [only] = holders.as_slice() {
            return Some(*only);
        }
        let from = self.mentions.partition_point(|&(start, ..)| start < before);
        self.mentions[..from]
            .iter()
            .rev()
            .take(8)
            .find(|(start, _, person)| before - start < 900 && holders.contains(person))
            .map(|&(.., person)| person)
    }

    /// Returns the person whom a pronoun at a byte means, and how sure that is; nobody where two fit alike.
    ///
    /// Who spoke or stood as a subject last counts before who was only named; a gap of sentences counts against. A noun
    /// of the same gender that names nobody (*my husband*) may be meant as well.
    fn nearest(&self, at: u32, sentence_start: u32, gender: Gender) -> Option<(u32, f32)> {
        let until = self.outside.partition_point(|mention| mention.start < at);
        let mut best: Vec<(u32, f32)> = Vec::new();
        let mut stranger = self.noun(at, gender);
        let mut add = |person: u32, score: f32| match best.iter_mut().find(|(known, _)| *known == person) {
            Some((_, kept)) => *kept = kept.max(score),
            None => best.push((person, score)),
        };
        for (place, mention) in self.outside[..until].iter().rev().take(14).enumerate() {
            let Some(own) = self.fits(mention.person, gender).filter(|_| at - mention.start <= 2500) else { continue };
            let mut score = own + 3.0 - 0.35 * place as f32 - (at - mention.start) as f32 / 500.0;
            if mention.start >= sentence_start {
                score += 0.3;
            }
            if mention.is_dependent {
                score -= DEPENDENT;
            }
            if mention.is_topic {
                score += TOPIC;
            }
            if mention.is_asked && self.is_answer(mention.start, at) {
                score += ASKED;
            }
            if self.people[mention.person as usize].kind == PersonKind::Character {
                score -= 0.5;
            }
            add(mention.person, score);
        }
        for (place, &(byte, person)) in self.spoke.iter().rev().take(4).enumerate() {
            let gap = at.saturating_sub(byte);
            if gap > 2500 || byte > at {
                continue;
            }
            let score = 4.0 - 0.8 * place as f32 - gap as f32 / 350.0;
            match person {
                None => stranger = stranger.max(score),
                Some(person) => {
                    let Some(own) = self.fits(person, gender) else { continue };
                    add(person, own + score);
                }
            }
        }
        best.sort_by(|one, other| other.1.total_cmp(&one.1));
        let &(person, score) = best.first()?;
        let rival = best.get(1).map_or(score - 2.0, |second| second.1).max(stranger);
        let margin = score - rival;
        if margin < ALIKE {
            return None;
        }
        Some((person, (0.62 + 0.16 * margin.min(2.0)).min(0.93)))
    }

    /// Returns what speaks for a person by gender alone, or `None` for whom a pronoun cannot mean.
    fn fits(&self, person: u32, gender: Gender) -> Option<f32> {
        let known = self.people.get(person as usize).filter(|known| known.kind != PersonKind::Group)?;
        match self.genders.get(person as usize).copied().flatten().or(known.gender) {
            None => Some(0.0),
            Some(own) => (own == gender).then_some(SURE),
        }
    }

    /// Returns how much the noun of a gender that stands last before a byte may be meant there.
    fn noun(&self, at: u32, gender: Gender) -> f32 {
        let until = self.nouns.partition_point(|&(start, _)| start < at);
        let last = self.nouns[..until].iter().rev().take(6).find(|(_, own)| *own == gender);
        last.map_or(f32::MIN, |&(start, _)| 3.6 - (at - start) as f32 / 100.0)
    }

    /// Says whether a byte stands in the paragraph behind the line of another byte.
    fn is_answer(&self, asked: u32, at: u32) -> bool {
        let between = self.document.text().get(asked as usize..at as usize).unwrap_or_default();
        let mut lines = between.split('\n').skip(1).filter(|line| !line.trim().is_empty());
        lines.next().is_some() && lines.next().is_none()
    }
}

/// Returns the nouns of a block that stand for somebody of a gender and are no part of a name: where they start.
fn gendered(tokens: &[Token]) -> Vec<(u32, Gender)> {
    let found = tokens.iter().enumerate().filter_map(|(at, token)| {
        let gender = match token.kinds & (is::MALE | is::FEMALE) {
            is::MALE => Gender::Male,
            is::FEMALE => Gender::Female,
            _ => return None,
        };
        let is_noun = token.is_word()
            && token.is(is::ROLE)
            && !token.is_capital
            && !token.has_s
            && !token.is(is::TITLE)
            && tokens.get(at + 1).is_none_or(|next| !next.is_capital)
            && at > 0
            && tokens[at - 1].is(is::POSSESSIVE)
            && !(at > 1 && (tokens[at - 2].is_pause() || tokens[at - 2].is(is::BE)));
        is_noun.then_some((token.start, gender))
    });
    found.collect()
}

/// How much less a pronoun means somebody who depends on a preposition than a subject.
const DEPENDENT: f32 = 1.6;
/// How much more it means somebody whose gender is known than somebody of whom nothing is.
const SURE: f32 = 0.4;
/// How much more it means somebody whom the question names that the paragraph answers.
const ASKED: f32 = 0.8;
/// How much more it means somebody with whom a sentence begins.
const TOPIC: f32 = 0.25;
/// The most bytes of title and role before a name with which its sentence begins.
const TITLES: usize = 40;
/// Nearer together than this, two fit alike.
const ALIKE: f32 = 0.5;

/// The most bytes from a name to the end of a question that it stands in.
const QUESTION: usize = 300;

/// A name outside marks, as a pronoun looks back at it.
struct Outside {
    start: u32,
    person: u32,
    /// Whether it depends on a preposition.
    is_dependent: bool,
    /// Whether it stands in a line that asks something.
    is_asked: bool,
    /// Whether its sentence begins with it, or nearly.
    is_topic: bool,
}

/// Says whether the line of a byte ends with a question mark.
fn is_asked(text: &str, at: usize) -> bool {
    let near = &text[at..text.floor_char_boundary(at.saturating_add(QUESTION).min(text.len()))];
    near.split('\n')
        .next()
        .unwrap_or_default()
        .trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '_' | '”' | '"'))
        .ends_with('?')
}

/// Returns where the sentence begins whose head is the name at a byte, perhaps behind a title.
fn headed(text: &str, at: usize) -> Option<usize> {
    let from = text.ceil_char_boundary(at.saturating_sub(TITLES));
    let before = text[from..at].trim_end_matches("Mr. ").trim_end_matches("Ms. ").trim_end_matches("Mrs. ");
    let stop = before.rfind(['\n', '.', '?', '!', '”', '"']).map(|stop| from + stop);
    stop.or((from == 0).then_some(0))
}

/// Says whether a name at a byte stands right behind a preposition: “read out by Ana Poe”.
fn is_dependent(text: &str, at: usize, english: &English) -> bool {
    let before = text[..at].trim_end();
    let word = before.rsplit(|char: char| !char.is_ascii_alphabetic()).next().unwrap_or_default();
    english.small.before_dependent.has(word)
}
