//! Finds the subject of a verb, and the tags beside quotations.

use std::ops::Range;

use crate::quote::english::apposition::{antecedent, before_apposition, bracketed, follows_preposition, is_plural};
use crate::quote::english::phrase::{head_end, is_clause_verb, phrase_left, phrase_right};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::{Token, TokenKind};

/// A verb of saying with who says it.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    /// The first token of the verb group.
    pub first: usize,
    /// The verb itself.
    pub verb: usize,
    /// Who says it: tokens of a noun phrase or a pronoun.
    pub subject: Option<Range<usize>>,
    /// The noun phrase that `who` or `that` stands for.
    pub antecedent: Option<Range<usize>>,
}

/// Returns the tag that begins at a token: `said Ana Poe`, `Ana Poe said`, `Ana Poe, a singer, said`.
pub(super) fn tag_at(tokens: &[Token], at: usize, ceiling: usize) -> Option<Cue> {
    inverted_at(tokens, at, ceiling).or_else(|| straight_at(tokens, at, ceiling))
}

fn is_tag_verb(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    token.is_tag() && (!token.has(takes::PARTICLE) || tokens.get(at + 1).is_some_and(|next| next.is(is::PARTICLE)))
}

fn inverted_at(tokens: &[Token], at: usize, ceiling: usize) -> Option<Cue> {
    let mut verb = at;
    while verb < ceiling && verb < at + 2 && tokens[verb].is(is::ADVERB) && !is_tag_verb(tokens, verb) {
        verb += 1;
    }
    let token = tokens
        .get(verb)
        .filter(|token| verb < ceiling && is_tag_verb(tokens, verb) && token.forms & (form::PAST | form::THIRD) != 0)?;
    if token.is_capital
        && at > 0
        && tokens[at - 1].kind != TokenKind::Stop
        && !matches!(tokens[at - 1].kind, TokenKind::Quoted(_))
    {
        return None;
    }
    if token.has(takes::ADDRESSED | takes::PARTICLE) {
        return None;
    }
    let next = tokens.get(verb + 1).filter(|_| verb + 1 < ceiling)?;
    if !next.is_word()
        || next.is(is::THAT
            | is::TO
            | is::PREPOSITION
            | is::SUBORDINATOR
            | is::WHO
            | is::AUXILIARY
            | is::OBJECTIVE
            | is::TIME
            | is::AND)
    {
        return None;
    }
    let subject = phrase_right(tokens, verb + 1, ceiling)?;
    // "said he …" is a clause, not a tag, unless the sentence ends there.
    let after = tokens.get(subject.end).filter(|_| subject.end < ceiling);
    if tokens[subject.start].is(is::SUBJECT)
        && after.is_some_and(|token| {
            token.is_word() && !token.is(is::SUBORDINATOR | is::PREPOSITION | is::TIME | is::ADVERB)
        })
    {
        return None;
    }
    if after.is_some_and(|token| token.is_word() && token.is(is::AUXILIARY)) {
        return None;
    }
    // "…, wrote a letter": a thing, where no words in marks stand right before it.
    let follows_run = at > 0 && matches!(tokens[at - 1].kind, TokenKind::Quoted(_));
    let says = token.has(takes::WHETHER) && !token.has(takes::OBJECT);
    if !follows_run && !says && !may_speak(tokens, &subject) {
        return None;
    }
    Some(Cue { first: at, verb, subject: Some(subject), antecedent: None })
}

/// Says whether a phrase names somebody or a body, and no thing.
fn may_speak(tokens: &[Token], subject: &Range<usize>) -> bool {
    let head = &tokens[head_end(tokens, subject) - 1];
    head.is_capital || head.is(is::ROLE | is::GROUP | is::SUBJECT | is::PRONOUN | is::MALE | is::FEMALE)
}

fn straight_at(tokens: &[Token], at: usize, ceiling: usize) -> Option<Cue> {
    let first = tokens.get(at).filter(|token| at < ceiling && token.is_word())?;
    if first.is(is::PREPOSITION
        | is::SUBORDINATOR
        | is::AND
        | is::BUT
        | is::TO
        | is::THAT
        | is::WHICH
        | is::AUXILIARY
        | is::NOT)
        && !first.is(is::GIVEN | is::SURNAME)
    {
        return None;
    }
    // The verb is the first finite one; an apposition between commas may stand before it.
    let mut depth = 0;
    let mut n_commas = 0;
    for verb in at + 1..ceiling.min(at + 40) {
        let token = &tokens[verb];
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= 1,
            TokenKind::Comma | TokenKind::Dash if depth <= 0 => n_commas += 1,
            TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon if depth <= 0 => return None,
            TokenKind::Quoted(_) if n_commas % 2 == 0 && tokens[verb].end - tokens[verb].start > 30 => return None,
            _ => {}
        }
        if depth > 0 || !token.is_word() {
            continue;
        }
        // "the report stated": the first of two verbs is a noun.
        let is_noun = token.forms & (form::BASE | form::THIRD) != 0
            && tokens
                .get(verb + 1)
                .is_some_and(|next| next.is_word() && next.is_tag() && next.forms & (form::PAST | form::THIRD) != 0);
        if !is_noun
            && is_tag_verb(tokens, verb)
            && token.forms & (form::FINITE | form::PARTICIPLE | form::ING) != 0
            && (!token.is_capital || tokens[at].is_capital)
        {
            let Some(subject) = subject_of(tokens, at, verb) else { continue };
            let is_bare = token.forms & form::FINITE == 0 && subject.first == verb
                || tokens[subject.first..verb].iter().any(|token| token.is(is::TO));
            let begins_here = !is_bare && subject.subject.as_ref().is_some_and(|range| range.start <= at + 1);
            if begins_here {
                return Some(subject);
            }
        }
        // Any other finite verb outside an apposition means that this is no tag.
        let is_plain_verb = token.forms & form::FINITE != 0
            && !token.is(is::AUXILIARY)
            && !token.is_cue()
            && !token.is_capital
            && !token.is(is::ROLE | is::GROUP | is::SAYING_NOUN);
        if n_commas % 2 == 0 && (is_plain_verb || token.is(is::THAT | is::SUBORDINATOR)) {
            return None;
        }
    }
    None
}

/// Returns the verb with its subject on the left, not reaching before `floor`; `None` where the word is no verb there.
pub(super) fn subject_of(tokens: &[Token], floor: usize, verb: usize) -> Option<Cue> {
    subject_within(tokens, floor, verb, 6)
}

fn subject_within(tokens: &[Token], floor: usize, verb: usize, depth: u32) -> Option<Cue> {
    if depth == 0 {
        return None;
    }
    let mut first = verb;
    let mut has_auxiliary = false;
    let mut has_to = false;
    while first > floor {
        let token = &tokens[first - 1];
        if !token.is_word() {
            break;
        }
        if token.is(is::AUXILIARY) && !(token.is_capital && token.is(is::GIVEN)) {
            has_auxiliary = true;
        } else if token.is(is::TO) {
            has_to = true;
        } else if !token.is(is::NOT)
            && !(token.is(is::ADVERB) && token.kinds & (is::DETERMINER | is::PRONOUN) == 0)
            && !(token.is(is::TIME) && first < verb + 1 && token.is_capital)
        {
            break;
        }
        first -= 1;
        if has_to {
            break;
        }
    }
    let forms = tokens[verb].forms;
    let made = |subject: Option<Range<usize>>, antecedent| Some(Cue { first, verb, subject, antecedent });
    if has_to {
        // "went on to say", "declined to comment": the subject of the verb before.
        let before = (floor..first).rev().take(8).find(|&at| {
            tokens[at].is_word()
                && tokens[at].forms & (form::FINITE | form::ING) != 0
                && !tokens[at].is(is::ROLE | is::GROUP)
        })?;
        let found = subject_within(tokens, floor, before, depth - 1)?;
        return made(found.subject, found.antecedent);
    }
    if has_auxiliary {
        if forms & form::PARTICIPLE != 0 && tokens[first..verb].iter().any(|token| token.is(is::BE)) {
            return passive(tokens, first, verb);
        }
    } else if forms == form::ING || forms & form::FINITE == 0 && forms & form::PARTICIPLE != 0 {
        return participle(tokens, floor, verb, depth);
    }
    if first == floor {
        return None;
    }
    let before = &tokens[first - 1];
    match before.kind {
        TokenKind::Comma | TokenKind::Dash => {
            if let Some(subject) = before_apposition(tokens, floor, first - 1) {
                return made(Some(subject), None);
            }
            if let Some(subject) = bracketed(tokens, floor, first - 1) {
                return made(Some(subject), None);
            }
            // "Ana Poe paused, then said": the subject of the clause before.
            let earlier = earlier_verb(tokens, floor, first - 1, verb)?;
            let found = subject_within(tokens, floor, earlier, depth - 1)?;
            made(found.subject, found.antecedent)
        }
        TokenKind::Word if before.is(is::WHO | is::WHICH) || before.is(is::THAT) => {
            let antecedent = antecedent(tokens, floor, first - 1);
            if antecedent.is_none() && before.is(is::THAT) {
                return None;
            }
            made(Some(first - 1..first), antecedent)
        }
        TokenKind::Word if before.is(is::AND | is::BUT) || before.is(is::SUBORDINATOR) => {
            let earlier = earlier_verb(tokens, floor, first - 1, verb)?;
            let found = subject_within(tokens, floor, earlier, depth - 1)?;
            made(found.subject, found.antecedent)
        }
        TokenKind::Word | TokenKind::Close | TokenKind::Owner => {
            if before.is(is::PREPOSITION | is::DETERMINER | is::POSSESSIVE | is::OBJECTIVE)
                && !before.is(is::PRONOUN | is::SUBJECT)
            {
                return None;
            }
            let subject = phrase_left(tokens, floor, first)?;
            let is_noun =
                tokens[verb].is(is::SAYING_NOUN) || !tokens[verb].has(takes::WHETHER) || !tokens[verb].is_tag();
            if forms & form::FINITE == form::BASE && is_noun && !has_auxiliary && !is_plural(tokens, &subject) {
                return None;
            }
            // "people who left the town said": behind a clause that tells which ones.
            if let Some(who) = behind_relative(tokens, floor, &subject) {
                return made(Some(who.clone()), None);
            }
            if follows_preposition(tokens, floor, &subject) {
                return None;
            }
            made(Some(subject), None)
        }
        _ => None,
    }
}

/// Returns the phrase that a relative clause describes which ends with a phrase that is nobody: `people who left the town`.
fn behind_relative(tokens: &[Token], floor: usize, last: &Range<usize>) -> Option<Range<usize>> {
    if may_speak(tokens, last) {
        return None;
    }
    let mut near =
        (floor..last.start).rev().take(14).take_while(|&at| tokens[at].is_word() && !tokens[at].is(is::SUBORDINATOR));
    let who = near.find(|&at| tokens[at].is(is::WHO))?;
    let has_verb = (who + 1..last.start).any(|at| is_clause_verb(tokens, floor, at) || tokens[at].is_finite());
    let phrase = phrase_left(tokens, floor, who).filter(|_| has_verb)?;
    (may_speak(tokens, &phrase) && !follows_preposition(tokens, floor, &phrase)).then_some(phrase)
}

/// "was called … by Ana Poe": the agent; without one, nobody.
fn passive(tokens: &[Token], first: usize, verb: usize) -> Option<Cue> {
    let is_by = |at: &usize| tokens[*at].is(is::BY) && !tokens[*at].is_capital;
    let by = (verb + 1..tokens.len().min(verb + 3)).find(is_by);
    let agent = by.and_then(|by| phrase_right(tokens, by + 1, tokens.len()));
    Some(Cue { first, verb, subject: agent, antecedent: None })
}

/// ", saying that …", "by calling him …": the subject of the clause it hangs on.
fn participle(tokens: &[Token], floor: usize, verb: usize, depth: u32) -> Option<Cue> {
    let earlier = main_verb(tokens, floor, verb);
    let found = earlier.and_then(|earlier| subject_within(tokens, floor, earlier, depth - 1));
    match found {
        Some(found) => Some(Cue { first: verb, verb, ..found }),
        None => {
            // "Her joy in saying “…”": whose joy it is.
            if verb > floor && tokens[verb - 1].is(is::PREPOSITION) {
                let beside = phrase_left(tokens, floor, verb - 1)?;
                let owner = beside.clone().find(|&at| tokens[at].kind == TokenKind::Owner);
                let subject = match owner {
                    Some(owner) if owner > beside.start => beside.start..owner,
                    _ if tokens[beside.start].is(is::POSSESSIVE) => beside.start..beside.start + 1,
                    _ => return None,
                };
                return Some(Cue { first: verb, verb, subject: Some(subject), antecedent: None });
            }
            // "Ana Poe, speaking in Rome", "a report saying that …": the phrase beside it.
            let end = if verb > floor && tokens[verb - 1].kind == TokenKind::Comma { verb - 1 } else { verb };
            let subject =
                phrase_left(tokens, floor, end).filter(|subject| !follows_preposition(tokens, floor, subject));
            subject.map(|subject| Cue { first: verb, verb, subject: Some(subject), antecedent: None })
        }
    }
}

/// Returns the verb that shares its subject with one that follows a joint or a pause: `when he stood up and later said`.
///
/// The nearest one whose clause begins behind a word such as `when`, with no pause between; else that of the main clause.
fn earlier_verb(tokens: &[Token], floor: usize, joint: usize, verb: usize) -> Option<usize> {
    let main = main_verb(tokens, floor, joint);
    let forms = tokens[verb].forms & (form::PAST | form::THIRD | form::BASE);
    let mut at = joint.min(tokens.len());
    while at > floor + 1 {
        at -= 1;
        let token = &tokens[at];
        if token.is_pause() && at + 1 < joint
            || !token.is_word() && !matches!(token.kind, TokenKind::Owner | TokenKind::Comma)
        {
            break;
        }
        if Some(at) == main {
            break;
        }
        if !is_clause_verb(tokens, floor, at) || tokens[at].forms & forms == 0 && forms != 0 {
            continue;
        }
        let mut group = at;
        while group > floor && tokens[group - 1].is_word() && tokens[group - 1].is(is::AUXILIARY | is::NOT | is::ADVERB)
        {
            group -= 1;
        }
        let Some(subject) = phrase_left(tokens, floor, group) else { continue };
        let opener = subject.start.checked_sub(1).filter(|&opener| opener >= floor).map(|opener| &tokens[opener]);
        let opens = opener.is_some_and(|opener| opener.is(is::SUBORDINATOR) && !opener.is(is::THAT));
        if opens && !tokens[subject.start].is(is::WHO | is::WHICH | is::THAT | is::IT) {
            return Some(at);
        }
    }
    main
}

/// Returns the finite verb of the clause on which a place hangs: the first one that is in no clause beside it.
///
/// What opens the sentence (`After the show, …`, `While …, …`) and relative clauses are passed over.
pub(super) fn main_verb(tokens: &[Token], floor: usize, before: usize) -> Option<usize> {
    let mut start = floor;
    for _ in 0..3 {
        let opens = tokens.get(start).is_some_and(|token| {
            token.is_word()
                && (token.is(is::PREPOSITION | is::SUBORDINATOR | is::BUT | is::ADVERB | is::AND)
                    || token.forms != 0
                        && token.forms & (form::ING | form::PARTICIPLE) == token.forms & !form::PAST
                        && !token.is(is::GIVEN))
        });
        let pause = (start..before).find(|&at| tokens[at].is_pause());
        match pause {
            Some(pause) if opens && pause + 1 < before => start = pause + 1,
            _ => break,
        }
    }
    let mut at = start;
    let mut depth = 0;
    while at < before {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth -= 1,
            TokenKind::Semicolon | TokenKind::Colon if at + 1 < before => {
                return main_verb(tokens, at + 1, before).or(None);
            }
            _ => {}
        }
        if depth > 0 || !token.is_word() {
            at += 1;
            continue;
        }
        if token.is(is::WHO | is::WHICH) && at > start {
            if tokens[at - 1].is_pause() {
                at = (at..before).find(|&at| tokens[at].is_pause())?;
            } else {
                at = (at..before).find(|&at| is_clause_verb(tokens, floor, at))? + 1;
                // The whole verb group of the relative clause: "who has said".
                while at < before
                    && (tokens[at].is(is::AUXILIARY | is::ADVERB | is::NOT)
                        || tokens[at].forms & (form::PARTICIPLE | form::ING) != 0 && tokens[at - 1].is(is::AUXILIARY))
                {
                    at += 1;
                }
            }
            continue;
        }
        if is_clause_verb(tokens, floor, at) {
            return Some(at);
        }
        at += 1;
    }
    None
}
