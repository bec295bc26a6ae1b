//! Decides which Korean words are names.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::draft::Kind;
use onrecord_language::korean::phrase::{Scope, is_initials};
use onrecord_language::korean::syllable::is_hangul;
use onrecord_language::korean::who::Who;
use onrecord_language::korean::word::{Stop, Word, WordKind};
use onrecord_language::lexicon::{Particle, Verb};
use onrecord_language::quantity::Quantities;

/// A name that the text has.
pub(super) struct Name<'a> {
    pub text: &'a str,
    pub kind: Kind,
    /// Whether it may be a given name alone.
    pub is_partial: bool,
}

/// What speaks for a word as a name.
#[derive(Default)]
struct Evidence {
    /// The order in which it came.
    nth: usize,
    /// A role, an honour or a note beside it.
    n_sure: usize,
    /// A role behind a word of two syllables, which may as well be a noun: 지운 대사.
    n_weak: usize,
    /// It is the subject where something is said.
    n_speaking: usize,
    n: usize,
    /// One bit for each kind of particle.
    particles: u8,
    is_group: bool,
}

impl Evidence {
    /// Returns what the name stands for: a body where its people are named, and nothing shows somebody.
    fn kind(&self) -> Kind {
        if self.is_group && self.n_sure == 0 { Kind::Group } else { Kind::Person }
    }
}

/// What speaks for each word.
type All<'a> = HashMap<&'a str, Evidence>;

/// The most words of a sentence.
const LONGEST: usize = 200;

/// Returns the names of a text in order.
pub(super) fn names<'a>(scope: &Scope<'a>, blocks: &[&[Word]], quantities: &Quantities) -> Vec<Name<'a>> {
    let mut all: All<'a> = HashMap::new();
    for words in blocks {
        let mut start = 0;
        while start < words.len() {
            let end = words[start..]
                .iter()
                .take(LONGEST)
                .position(|word| word.stop == Stop::End)
                .map_or(words.len().min(start + LONGEST), |length| start + length + 1);
            sentence(scope, words, start..end, quantities, &mut all);
            start = end;
        }
    }
    let sure = all.iter().filter(|(text, evidence)| holds(scope, text, evidence));
    let given: HashSet<&str> = sure.filter_map(|(text, _)| scope.korean.given_name(text)).collect();
    let mut found: Vec<(usize, Name)> = all
        .into_iter()
        .filter(|(text, evidence)| holds(scope, text, evidence) || evidence.n_weak > 0 && given.contains(text))
        .map(|(text, evidence)| {
            let is_partial = is_hangul(text) && !(scope.korean.is_name(text) && text.chars().count() >= 3);
            (evidence.nth, Name { text, kind: evidence.kind(), is_partial })
        })
        .collect();
    // Full names first, so that given names find them.
    found.sort_by_key(|(nth, name)| (name.is_partial, *nth));
    found.into_iter().map(|(_, name)| name).collect()
}

fn holds(scope: &Scope, text: &str, evidence: &Evidence) -> bool {
    if evidence.n_sure > 0 {
        return true;
    }
    if evidence.n_weak > 0 {
        return evidence.n > evidence.n_weak && !scope.korean.is_common(text);
    }
    let facts = scope.korean.facts(text);
    if is_initials(text) || scope.korean.is_like_noun(text, facts) {
        return false;
    }
    if scope.korean.is_common(text) {
        return false;
    }
    let is_likely = scope.korean.is_likely_name(text) || !is_hangul(text);
    let is_odd = is_hangul(text) && text.chars().count() == 3 && !could_be_somebody(scope, text);
    evidence.n_speaking > usize::from(is_odd) && !facts.has_seldom_surname()
        || is_likely && evidence.n >= 2 && evidence.particles.count_ones() >= 2
}

fn sentence<'a>(scope: &Scope<'a>, words: &[Word], range: Range<usize>, quantities: &Quantities, all: &mut All<'a>) {
    let (start, end) = (range.start, range.end);
    let is_speech = speaks(scope, &words[start..end]);
    let lives = does(scope, &words[start..end], |verb| verb == Verb::Live);
    for head in start..end {
        let word = &words[head];
        if !word.is_plain() || word.base == word.at.start {
            continue;
        }
        // 상원 의원: the word is counted with its role.
        let has_role = word.particle == Particle::Bare
            && word.stop == Stop::None
            && words.get(head + 1).is_some_and(|next| next.is_plain() && next.bare.is_role());
        let phrase = scope.one(words, head);
        if has_role && phrase.who == Who::MaybeName {
            continue;
        }
        let Some(place) = phrase.name.clone() else { continue };
        let name = &scope.text[place];
        let is_subject = matches!(word.particle, Particle::Topic | Particle::Subject);
        let has_note = word.base < word.stem && is_telling_note(scope, &scope.text[word.base..word.stem], quantities);
        let is_titled = is_titled(scope, words, head) || is_credited(scope, words, head);
        let is_label = is_label(words, head, start, phrase.who);
        let mut is_weak = false;
        let (is_sure, is_speaking) = match phrase.who {
            Who::Name => {
                let is_given = is_hangul(name) && name.chars().nth(2).is_none();
                let is_role = word.bare.is_role() && !word.bare.is_honorific();
                let is_alone = is_given && phrase.whole.end > word.at.start && is_role;
                // 농민 운동, 국회의원 세비: what stands behind a role is as often what the role has.
                let is_behind = is_given && phrase.first < head && !word.bare.is_role() && !word.bare.is_honorific();
                // 지운 대사: a role that is a thing as well. 우체국 직원, 배우 지망생: no name by its syllables.
                let facts = scope.korean.facts(name);
                let is_form = is_role && scope.korean.is_like_form(name, facts);
                let is_rare = !facts.has_common_surname() || word.bare.is_thing();
                let is_beside = phrase.first < head && !has_note && !word.bare.is_honorific();
                let is_odd = is_beside && is_hangul(name) && !is_given && !could_be_somebody(scope, name);
                is_weak = (is_alone && is_rare || is_behind && !has_note) && !(is_subject && is_speech);
                // Behind a role even an odd word is somebody where it speaks.
                let is_odd = is_odd && (is_role || !(is_subject && is_speech));
                is_weak |= is_odd || is_given && is_form || is_role && scope.korean.is_common(name);
                (!is_weak, false)
            }
            Who::LikelyName => {
                let is_verb = word.particle == Particle::Topic
                    && scope.korean.small.verb_end.ends(name)
                    && !stands_first(words, head, start);
                (
                    has_note || is_titled,
                    is_label || (is_speech || lives) && is_subject && !is_verb && could_speak(words, head, end),
                )
            }
            Who::MaybeName => (
                has_note,
                is_label && is_speech || (is_speech || lives) && is_subject && stands_first(words, head, start),
            ),
            _ => continue,
        };
        let nth = all.len();
        let evidence = all.entry(name).or_insert_with(|| Evidence { nth, ..Evidence::default() });
        evidence.n += 1;
        evidence.is_group |= is_body(scope, words, head);
        evidence.n_weak += usize::from(is_weak);
        evidence.n_sure += usize::from(is_sure);
        evidence.n_speaking += usize::from(is_speaking);
        evidence.particles |= 1 << (word.particle as u8).min(7);
    }
}

/// Says whether a word stands before what it says: a colon, or at the head of its sentence words in marks.
fn is_label(words: &[Word], head: usize, start: usize, who: Who) -> bool {
    let word = &words[head];
    let is_before_quote = matches!(words.get(head + 1).map(|next| &next.kind), Some(WordKind::Quote(_)));
    let is_name = who == Who::LikelyName && word.particle == Particle::Bare;
    word.stop == Stop::Colon && (head == start || is_name) || head == start && is_before_quote
}

/// Says whether a word is made as Korean or foreign names are: 우체국 and 모퉁이 are not.
fn could_be_somebody(scope: &Scope, name: &str) -> bool {
    let facts = scope.korean.facts(name);
    let is_rare_name = || scope.korean.is_rare_name(name, facts) && !scope.korean.is_like_form(name, facts);
    name.contains(' ') || facts.is_foreign() || facts.is_likely_name() || is_rare_name()
}

/// Says whether a word names a body: those who work there stand behind it, or in a note who leads it: 온결 관계자, 온결(대표 마동우).
fn is_body(scope: &Scope, words: &[Word], head: usize) -> bool {
    let (word, small) = (&words[head], &scope.korean.small);
    let note = scope.text.get(word.base..word.stem).unwrap_or_default();
    let leader = note.strip_prefix('(').and_then(|note| note.split_once(' ')).map_or("", |(role, _)| role);
    let has_people = word.particle == Particle::Bare
        && word.stop == Stop::None
        && words.get(head + 1).is_some_and(|next| next.is_plain() && small.of_body.has(next.noun(scope.text)));
    has_people || small.leads_body.has(leader)
}

/// Says whether 씨 with the end of its sentence follows a word, or a noun for what somebody does: 도가람 장학사는.
fn is_titled(scope: &Scope, words: &[Word], head: usize) -> bool {
    let (word, small) = (&words[head], &scope.korean.small);
    let Some(next) = words.get(head + 1).filter(|next| next.is_plain() && !next.is_glued) else { return false };
    if word.particle != Particle::Bare || word.stop != Stop::None {
        return false;
    }
    let noun = next.noun(scope.text);
    let is_doer = word.bare.is_likely_name()
        && !scope.korean.is_like_noun(word.noun(scope.text), word.bare)
        && (word.bare.has_common_surname() || !small.body_end.ends(word.noun(scope.text)))
        && next.bare.n_chars() > 2
        && small.person_end.ends(noun)
        && (matches!(next.particle, Particle::Topic | Particle::Subject) || next.stop == Stop::Colon);
    small.mister_is.has(next.whole(scope.text)) || is_doer
}

/// Says whether a word stands alone behind a colon and a noun, as in a list of who did what: 연출: 도가람.
fn is_credited(scope: &Scope, words: &[Word], head: usize) -> bool {
    let word = &words[head];
    let is_alone = word.particle == Particle::Bare
        && (word.stop != Stop::None || words.get(head + 1).is_none_or(|next| !next.is_plain()));
    let is_label = |before: &Word| before.is_plain() && before.stop == Stop::Colon && before.bare.is_hangul();
    is_alone
        && word.bare.is_likely_name()
        && head.checked_sub(1).is_some_and(|before| is_label(&words[before]))
        && !scope.korean.is_like_noun(word.noun(scope.text), word.bare)
}

/// Says whether something is said in a sentence: it has a quotation, or a verb of saying at its end.
fn speaks(scope: &Scope, words: &[Word]) -> bool {
    if words.iter().any(|word| matches!(word.kind, WordKind::Quote(_))) {
        return true;
    }
    does(scope, words, |verb| matches!(verb, Verb::Say | Verb::Ask | Verb::Act))
}

/// Says whether a verb of some class ends a sentence.
fn does(scope: &Scope, words: &[Word], is_wanted: impl Fn(Verb) -> bool) -> bool {
    let end = words.last().map_or(0, |word| word.at.end);
    words.iter().rev().take(3).any(|word| {
        word.is_plain()
            && scope
                .text
                .get(word.at.start..end)
                .and_then(|rest| scope.korean.verb(rest))
                .is_some_and(|(verb, _)| is_wanted(verb))
    })
}

/// Says whether a word opens its sentence, or stands right before or behind a quotation.
fn stands_first(words: &[Word], head: usize, start: usize) -> bool {
    let opens = words[start..head].iter().all(|word| word.is_plain() && word.full.is_connective());
    let is_quote = |word: Option<&Word>| word.is_some_and(|word| matches!(word.kind, WordKind::Quote(_)));
    let is_behind = head >= 2 && is_quote(words.get(head - 2)) && words[head - 1].is_glued;
    opens || is_behind || is_quote(words.get(head + 1))
}

/// Says whether a subject of the shape of a name could be a verb instead: 정리하는 before a noun.
fn could_speak(words: &[Word], head: usize, end: usize) -> bool {
    let next_is_quote = words[..end].get(head + 1).is_some_and(|next| !next.is_plain());
    words[head].bare.is_likely_name() || next_is_quote || words[head].particle == Particle::Subject
}

/// Says whether a note in brackets shows that a name stands before it: an age, another spelling, a character.
fn is_telling_note(scope: &Scope, note: &str, quantities: &Quantities) -> bool {
    let inner = note.trim_matches(['(', ')']);
    let is_age = quantities.is_age(inner);
    let small = &scope.korean.small;
    let is_played = small.part_noted.strip_word(inner).is_some();
    // A name in Latin letters: every word has a capital, and it is no abbreviation or year.
    let is_latin = inner.starts_with(|char: char| char.is_ascii_uppercase())
        && inner
            .split([' ', '·', ','])
            .filter(|word| !word.is_empty())
            .all(|word| word.starts_with(|char: char| char.is_ascii_uppercase()) || !word.is_ascii())
        && !is_initials(inner);
    let is_other_spelling = is_latin || small.real_name.stands_in(inner);
    let is_role = inner.split([' ', ',', '·']).any(|word| scope.korean.is_role(word));
    is_age || is_played || is_other_spelling || is_role
}
