//! Finds who does what a clause tells: the subjects before a quotation that are still open there.

use super::frame::clause;
use onrecord_language::korean::phrase::{Scope, bare_role};
use onrecord_language::korean::who::{Phrase, Who};
use onrecord_language::korean::word::{Stop, Word, WordKind};
use onrecord_language::lexicon::{Clause, Particle, Saying};

/// A subject.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub phrase: Phrase,
    /// Whether the sentence is about it (은, 는), and not only the clause (이, 가).
    pub is_topic: bool,
    /// Whether a verb came between it and the place where it was asked for.
    pub has_verb: bool,
}

/// Who may be speaking at a place in a sentence.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    /// Subjects that are open, in order.
    pub open: Vec<Subject>,
    /// The last subject whose clause has ended.
    pub closed: Option<Subject>,
    /// The source that 에 따르면 names.
    pub source: Option<(Phrase, usize)>,
    /// An unknown noun that is a subject.
    pub unknown: Option<Subject>,
}

impl Subjects {
    /// Returns the last open subject.
    pub(super) fn last(&self) -> Option<&Subject> {
        self.open.last()
    }
}

/// Returns the subjects of a sentence from the word `from` that are open before the word `to`.
pub(super) fn subjects(scope: &Scope, words: &[Word], from: usize, to: usize) -> Subjects {
    let mut found = Subjects::default();
    let mut at = from;
    while at < to {
        let word = &words[at];
        if let WordKind::Plain = word.kind {
            step(scope, words, at, from, &mut found);
        }
        at += 1;
    }
    found
}

fn step(scope: &Scope, words: &[Word], at: usize, from: usize, found: &mut Subjects) {
    let word = &words[at];
    let whole = word.whole(scope.text);
    let (quoting, small) = (&scope.korean.quoting, &scope.korean.small);
    if small.according.has(whole) && at > from {
        found.source = source(scope, words, at - 1).map(|phrase| (phrase, at));
        return;
    }
    let is_subject = matches!(word.particle, Particle::Topic | Particle::Subject | Particle::Also);
    // 안무가 한유빈: a role that only looks as if it had a particle.
    let is_role = word.particle == Particle::Subject
        && word.stop == Stop::None
        && bare_role(word)
        && words.get(at + 1).is_some_and(|next| next.is_plain() && scope.one(words, at + 1).name.is_some());
    if word.particle == Particle::Bare && words.get(at + 1).is_some_and(|next| small.too.has(next.noun(scope.text))) {
        let phrase = scope.phrase(words, at);
        if phrase.who.can_speak() {
            found.open.retain(|other| other.is_topic);
            found.open.push(Subject { phrase, is_topic: true, has_verb: false });
        }
        return;
    }
    // “…”이라는: what is glued to a run is an ending, and no noun.
    let is_ending = word.is_glued && at > 0 && !words[at - 1].is_plain() && quoting.is_quotative(whole);
    if is_subject && !is_role && !is_ending && word.base > word.at.start {
        let phrase = scope.phrase(words, at);
        // 달무리스토리는: a long word that opens its sentence is a noun, whatever verb it ends like.
        let is_long_noun = at == from && word.bare.n_chars() >= 5;
        // 다솔이는 “…”라고: right before words that are said stands who says them.
        let stands_before_said = words.get(at + 1).is_some_and(|next| matches!(next.kind, WordKind::Quote(_)))
            && words.get(at + 2).is_some_and(|ending| ending.is_glued && quoting.says(ending.whole(scope.text), true))
            && !quoting.no_noun_end.ends(word.noun(scope.text))
            && scope.korean.verb(word.whole(scope.text)).is_none();
        let ends_clause = clause(word).is_some() && !is_long_noun && !stands_before_said;
        let is_certain = matches!(
            phrase.who,
            Who::Name | Who::Role | Who::People | Who::Group | Who::Pronoun | Who::First | Who::Oneself | Who::Surname
        );
        let next_is_mark = words.get(at + 1).is_some_and(|next| !next.is_plain());
        // 상영회가: a noun of the shape of a name that nothing shows to be one.
        let is_right_before = next_is_mark && word.particle == Particle::Topic && word.bare.has_common_surname();
        let is_noun = phrase.who == Who::LikelyName
            && !is_right_before
            && scope.korean.is_like_noun(word.noun(scope.text), word.bare);
        let is_person = phrase.who.can_speak()
            && !is_noun
            && (is_certain || !ends_clause || next_is_mark || word.bare.is_likely_name());
        let subject = Subject { phrase, is_topic: word.particle == Particle::Topic, has_verb: false };
        if is_person {
            let is_likely = subject.phrase.who == Who::LikelyName && next_is_mark;
            if word.particle == Particle::Also && !is_certain && !is_likely {
                return;
            }
            // A new topic ends what was said of the one before.
            if subject.is_topic {
                found.open.retain(|other| other.is_topic);
            }
            found.open.push(subject);
            found.unknown = None;
            return;
        }
        if matches!(subject.phrase.who, Who::Unknown | Who::MaybeName)
            && !ends_clause
            && word.particle != Particle::Also
        {
            found.unknown = Some(subject);
            return;
        }
    }
    // 슬럼프는 없었느냐고 묻자: what a reported clause is about does not speak.
    if quoting.reported_apart.ends(whole) {
        found.unknown = None;
    }
    let Some(kind) = clause(word).filter(|_| at > from || word.bare.n_chars() < 5) else { return };
    let has_topic = found.open.iter().any(|subject| subject.is_topic);
    let closes = match kind {
        Clause::Other => true,
        Clause::Same => has_topic,
        Clause::BeforeNoun => !small.passing.has(whole),
    };
    for subject in &mut found.open {
        subject.has_verb = true;
    }
    if closes {
        let closed = found.open.iter().rposition(|subject| !subject.is_topic);
        if let Some(closed) = closed {
            found.closed = found.open.get(closed).cloned();
            found.open.retain(|subject| subject.is_topic);
        }
        found.unknown = found.unknown.take().filter(|subject| subject.is_topic);
    }
}

/// Returns who is named before 에 따르면: the person of whose words it speaks, or the body.
fn source(scope: &Scope, words: &[Word], at: usize) -> Option<Phrase> {
    let phrase = scope.phrase(words, at);
    if words[at].bare.saying() == Some(Saying::Said) && at > 0 && words[at - 1].particle == Particle::Of {
        return Some(scope.phrase(words, at - 1)).filter(|phrase| phrase.who.can_speak());
    }
    phrase.who.can_speak().then_some(phrase)
}
