//! Finds what is said in the reporter's words: the clause, the infinitive or the object behind a verb of saying.

use std::ops::Range;

use crate::quote::english::clause::tag_at;
use crate::quote::english::extent::{clause_end, opens_clause};
use crate::quote::english::phrase::{head_end, is_somebody, phrase_left, phrase_right};
use crate::quote::english::reported::verb;
use crate::quote::english::said::{Frame, Said};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::{Token, TokenKind};

/// Returns what is said in a sentence, in order of the cues.
pub(super) fn said(tokens: &[Token], sentence: &Range<usize>) -> Vec<Said> {
    let mut found = Vec::new();
    let (n_words, n_capital) = sentence
        .clone()
        .filter(|&at| tokens[at].is_word())
        .fold((0, 0), |(n, n_capital), at| (n + 1, n_capital + usize::from(tokens[at].is_capital)));
    let is_headline = n_words >= 4 && 10 * n_capital > 6 * n_words;
    for at in sentence.clone() {
        let token = &tokens[at];
        if !token.is_word() {
            continue;
        }
        // "the United States": a capital inside a sentence is a name, but in headlines every verb has one.
        if token.is_capital
            && at > sentence.start
            && !token.is(is::ACCORDING)
            && (!is_headline || token.is(is::GIVEN | is::PLACE | is::GROUP_NAME) || tokens[at - 1].is(is::CAPITAL))
        {
            continue;
        }
        if token.is(is::ACCORDING) {
            found.extend(according(tokens, sentence, at));
        } else if token.is(is::SAYING_NOUN) && is_noun_here(tokens, sentence, at) {
            found.extend(noun(tokens, sentence, at));
        } else if token.is_cue() && !is_noun_here(tokens, sentence, at) {
            found.extend(verb(tokens, sentence, at));
        }
    }
    found
}

/// Says whether a word that can be a verb is a noun where it stands.
fn is_noun_here(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    let token = &tokens[at];
    if token.forms == 0 {
        return true;
    }
    if token.forms & (form::PAST | form::ING) == form::PAST && !token.is(is::SAYING_NOUN) {
        // "the proposed plan": a participle before a noun.
        let before = at.checked_sub(1).filter(|&before| before >= sentence.start).map(|before| &tokens[before]);
        return before.is_some_and(|before| {
            before.kind == TokenKind::Owner
                || before.is_word() && before.is(is::DETERMINER | is::POSSESSIVE) && !before.is(is::PRONOUN | is::THAT)
        });
    }
    let Some(before) = at.checked_sub(1).filter(|&before| before >= sentence.start) else {
        return token.forms & form::FINITE == form::BASE;
    };
    let before = &tokens[before];
    // "led by 60 points"
    if before.is_word() && before.is(is::NUMBER) && token.has_s {
        return true;
    }
    match before.kind {
        TokenKind::Owner => token.forms & form::ING == 0,
        TokenKind::Word
            if before.is(is::SUBJECT | is::TO | is::AUXILIARY | is::WHO | is::NOT) && !before.is(is::POSSESSIVE) =>
        {
            false
        }
        TokenKind::Word if before.is(is::THAT | is::WHICH) => false,
        TokenKind::Word if before.is(is::DETERMINER | is::POSSESSIVE | is::PREPOSITION) => {
            token.forms & form::ING == 0 || !before.is(is::PREPOSITION)
        }
        TokenKind::Word if before.is(is::AND) => token.is(is::SAYING_NOUN),
        // "a lingering feeling": a form in -ing behind an adjective with its article.
        TokenKind::Word
            if token.forms == form::ING
                && !before.is_capital
                && !before.is(is::ADVERB)
                && (before.is_plain() || before.forms & form::ING != 0)
                && at >= sentence.start + 2
                && tokens[at - 2].is_word()
                && tokens[at - 2].is(is::DETERMINER | is::POSSESSIVE) =>
        {
            true
        }
        TokenKind::Word => {
            // "a bold claim", "tax claims" against "Ana claims", "officials claim".
            let is_adjective = !before.is_capital
                && !before.is(is::ROLE | is::GROUP | is::PRONOUN | is::ADVERB)
                && before.forms & form::ING == 0;
            is_adjective
                && (token.is(is::SAYING_NOUN) && !before.has_s
                    || token.forms & form::FINITE == form::THIRD
                        && before.is_plain()
                        && before.forms == 0
                        && !token.has(takes::CLAUSE))
        }
        _ => token.is(is::SAYING_NOUN) && token.forms & form::ING == 0,
    }
}

/// `according to Ana Poe, …` and `…, according to Ana Poe`.
fn according(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Said> {
    if !tokens.get(at + 1)?.is(is::TO) {
        return None;
    }
    let end = sentence.end;
    let who = phrase_right(tokens, at + 2, end)?;
    let mut stop = end;
    while stop > at && tokens[stop - 1].kind == TokenKind::Stop {
        stop -= 1;
    }
    let comma = (who.end..stop).find(|&place| tokens[place].kind == TokenKind::Comma);
    let cue = at..at + 2;
    let mut rest_of = None;
    let content = if at == sentence.start || at == sentence.start + 1 && tokens[sentence.start].is_word() {
        comma.map_or(who.end, |comma| comma + 1)..stop
    } else {
        let before = if matches!(tokens[at - 1].kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Open) {
            at - 1
        } else {
            at
        };
        let start = (sentence.start..before)
            .rev()
            .find(|&place| {
                matches!(tokens[place].kind, TokenKind::Semicolon)
                    || tokens[place].kind == TokenKind::Open && tokens[before].kind != TokenKind::Open
            })
            .map_or(sentence.start, |place| place + 1);
        if before < at && is_straight_pause(tokens, sentence, who.end) {
            rest_of = rest(tokens, sentence, before, who.end);
        }
        start..before
    };
    let rest = rest_of;
    (content.start < content.end).then_some(Said {
        content,
        rest,
        cue,
        subject: Some(who),
        antecedent: None,
        frame: Frame::According,
    })
}

/// `her claim that …`, `the refusal to …`.
fn noun(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Said> {
    let token = &tokens[at];
    let next = tokens.get(at + 1).filter(|_| at + 1 < sentence.end)?;
    let end = clause_end(tokens, sentence, at + 1);
    let content = if token.has(takes::THAT)
        && next.is(is::THAT)
        && next.is_word()
        && !tokens
            .get(at + 2)
            .is_some_and(|after| after.is(is::AUXILIARY | is::ADVERB) || after.is_finite() && after.is_plain())
    {
        at + 2..end
    } else {
        return None;
    };
    // Whose: "Ana Poe's claim", "her claim".
    let mut first = at;
    let mut owner = None;
    while first > sentence.start && at - first < 4 {
        first -= 1;
        let token = &tokens[first];
        if token.is_word() && token.is(is::POSSESSIVE) {
            owner = Some(first..first + 1);
            break;
        }
        if token.kind == TokenKind::Owner {
            owner = phrase_left(tokens, sentence.start, first);
            break;
        }
        if !token.is_word()
            || token.is(is::DETERMINER | is::PREPOSITION | is::CLAUSE_WORD)
            || token.forms & form::FINITE != 0
        {
            break;
        }
    }
    (content.start < content.end).then_some(Said {
        content,
        rest: None,
        cue: at..at + 1,
        subject: owner,
        antecedent: None,
        frame: Frame::Noun,
    })
}

/// Returns what stands before a tag at the end of its clause: `…, she said.`
pub(super) fn tagged(tokens: &[Token], sentence: &Range<usize>) -> Vec<Said> {
    let mut found = Vec::new();
    for comma in sentence.clone() {
        if !matches!(tokens[comma].kind, TokenKind::Comma | TokenKind::Dash) || comma < sentence.start + 1 {
            continue;
        }
        let mut at = comma + 1;
        // ", as she said," and the like keep their conjunction.
        if tokens.get(at).is_some_and(|token| token.is(is::AS)) {
            at += 1;
        }
        let Some(cue) = tag_at(tokens, at, sentence.end) else { continue };
        let Some(subject) = cue.subject.clone() else { continue };
        // ", who said so", ", a fact first reported by": what describes a name or a thing before it.
        let is_thing = subject.start < cue.verb
            && !is_somebody(tokens, &subject)
            && !tokens[head_end(tokens, &subject) - 1].is(is::SAYING_NOUN | is::FIRST | is::IT);
        let says = tokens[cue.verb].has(takes::WHETHER) && !tokens[cue.verb].has(takes::OBJECT);
        if tokens[subject.start].is(is::WHO | is::WHICH) || is_thing && !says {
            continue;
        }
        let after = cue.verb.max(subject.end - 1) + 1;
        let ends = tokens.get(after).filter(|_| after < sentence.end).is_none_or(|token| {
            matches!(token.kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Dash)
                || token.is(is::TIME)
                || token.is(is::PREPOSITION) && !token.is(is::TO) && token.frames & tokens[cue.verb].frames == 0
        });
        let is_inverted = subject.start > cue.verb;
        let head = &tokens[head_end(tokens, &subject) - 1];
        if is_inverted && !head.is_capital && !tokens[subject.start].is(is::DETERMINER | is::SUBJECT) {
            continue;
        }
        if says_behind(tokens, sentence, cue.verb, after) {
            continue;
        }
        let goes_on = is_straight_pause(tokens, sentence, after) && !(subject.start > at + 1 && cue.verb > at + 1);
        let rest = if goes_on { rest(tokens, sentence, comma, after) } else { None };
        let is_short = comma < sentence.start + 2;
        if rest.is_none() && (is_short || !ends || subject.start > at + 1 && cue.verb > at + 1) {
            continue;
        }
        let start = (sentence.start..comma)
            .rev()
            .find(|&place| tokens[place].kind == TokenKind::Semicolon)
            .map_or(sentence.start, |place| place + 1);
        // "Asked whether …, she said": what was asked is not what she said.
        if tokens[start].is_cue() && tokens[start].forms & (form::PARTICIPLE | form::ING) != 0 {
            continue;
        }
        let opens = tokens[start].is_word() && tokens[start].is(is::SUBORDINATOR | is::PREPOSITION);
        let is_last =
            tokens.get(after).filter(|_| after < sentence.end).is_none_or(|token| token.kind == TokenKind::Stop);
        if rest.is_none() && (opens && !is_last || !has_verb(tokens, start, comma)) {
            continue;
        }
        found.push(Said {
            content: start..comma,
            rest,
            cue: cue.first..cue.verb + 1,
            subject: Some(subject),
            antecedent: None,
            frame: Frame::Tag,
        });
    }
    found
}

/// "…, she says, that …": the words stand behind the tag.
fn says_behind(tokens: &[Token], sentence: &Range<usize>, verb: usize, after: usize) -> bool {
    let is_comma = |at: usize| at + 1 < sentence.end && tokens[at].kind == TokenKind::Comma;
    is_comma(after) && tokens[after + 1].is(is::THAT) && tokens[verb].has(takes::CLAUSE | takes::THAT)
}

/// Says whether words have a verb, or are enough of them to have one that no row knows.
fn has_verb(tokens: &[Token], start: usize, comma: usize) -> bool {
    comma >= start + 5
        || tokens[start..comma].iter().any(|token| {
            matches!(token.kind, TokenKind::Quoted(_))
                || token.is_word() && (token.is(is::AUXILIARY) || token.forms & form::FINITE != 0 || token.has_s)
        })
}

/// Says whether a comma stands behind a tag.
fn is_straight_pause(tokens: &[Token], sentence: &Range<usize>, after: usize) -> bool {
    after + 2 < sentence.end && tokens[after].kind == TokenKind::Comma
}

/// Returns the words that go on behind a tag in their middle: `The ferry, Ana Poe said, was full.`, `At noon, she said, it left.`
///
/// Only where what stands before the tag is no sentence of its own: else what follows may be the reporter's.
fn rest(tokens: &[Token], sentence: &Range<usize>, comma: usize, after: usize) -> Option<Range<usize>> {
    let is_verb = |at: usize| tokens[at].is_word() && (tokens[at].is(is::AUXILIARY) || tokens[at].is_finite());
    let first = (sentence.start..comma)
        .rev()
        .find(|&at| tokens[at].kind == TokenKind::Semicolon)
        .map_or(sentence.start, |at| at + 1);
    let opener = &tokens[first];
    let opens = opener.is_word() && opener.is(is::SUBORDINATOR | is::PREPOSITION | is::TIME | is::TO)
        || opener.is_word() && opener.is(is::ADVERB) && comma <= first + 3;
    let is_noun = !(first..comma)
        .any(|at| is_verb(at) && !tokens[at].is_capital && !tokens[at].is(is::ROLE | is::GROUP | is::SAYING_NOUN))
        && comma <= first + 12;
    let is_cut = tokens[comma - 1].is_word() && tokens[comma - 1].is(is::BE);
    let next = &tokens[after + 1];
    let has_clause = (after + 1..sentence.end).any(|at| is_verb(at) && !tokens[at].is_capital);
    let is_aside = next.is_word()
        && (next.is(is::WHO | is::WHICH | is::AND | is::BUT | is::SUBORDINATOR)
            || next.forms & form::ING != 0 && !next.is_capital);
    // "Now, she said, the baker sleeps": a word or two, and a clause with its own subject.
    let is_short = is_noun && comma <= first + 3 && has_clause && opens_clause(tokens, after + 1, sentence.end);
    // A noun wants its verb; what opens a sentence wants a clause.
    let goes_on = if is_noun && !opens {
        is_short || is_verb(after + 1) || next.is(is::ADVERB | is::NOT)
    } else {
        opens && has_clause
    };
    let end = (after + 1..sentence.end).rev().find(|&at| tokens[at].kind != TokenKind::Stop)? + 1;
    let end = clause_end(tokens, sentence, after + 1).min(end);
    ((goes_on || is_cut) && !is_aside && after + 1 < end).then_some(after + 1..end)
}
