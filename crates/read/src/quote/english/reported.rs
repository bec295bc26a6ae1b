//! Finds what a verb of saying takes: a clause, an infinitive, an object, words behind a preposition.

use std::ops::Range;

use crate::quote::english::clause::{Cue, subject_of};
use crate::quote::english::extent::{
    as_end, clause_end, is_clause, object_end, opens_clause, question_end, quoted_end, skip_place,
};
use crate::quote::english::phrase::phrase_right;
use crate::quote::english::said::{Frame, Said};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::{Token, TokenKind};

pub(super) fn verb(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Said> {
    let token = &tokens[at];
    // "four points in the poll": only with its small word, or before "that".
    let is_bare = |next: &Token| !next.is(is::PARTICLE | is::THAT | is::ADVERB);
    if token.has(takes::PARTICLE) && tokens.get(at + 1).filter(|_| at + 1 < sentence.end).is_none_or(is_bare) {
        return None;
    }
    let mut end = clause_end(tokens, sentence, at + 1);
    // "While she said …, he …", "Asked whether …, she …": the clause that opens a sentence ends at its comma.
    let opener = &tokens[sentence.start];
    let opens = opener.is_word()
        && (opener.is(is::SUBORDINATOR)
            || (at == sentence.start || opener.is_cue()) && opener.forms & (form::ING | form::PARTICIPLE) != 0
            || at <= sentence.start + 3 && opener.forms & form::ING != 0);
    if opens && !(sentence.start..at).any(|place| tokens[place].is_pause()) {
        end = (at + 1..end)
            .find(|&place| tokens[place].is_pause())
            .map_or(end, |place| if tokens[place].has_comma { place + 1 } else { place });
    }
    let Cue { first, verb, subject, antecedent } = opening(tokens, sentence, at)
        .filter(|cue| cue.subject.is_some())
        .or_else(|| subject_of(tokens, sentence.start, at))
        .or_else(|| opening(tokens, sentence, at))?;
    // "Noting that …, Ana Poe left": who does it is named behind the comma.
    let is_opening = subject.is_none() && opens && first <= sentence.start + 1 && opener.forms & form::ING != 0;
    let subject = if is_opening { behind_opening(tokens, end, sentence.end) } else { subject };
    let cue = first..at + 1;
    let at = at.max(verb);
    // "Ana Poe, who said …, was right": the clause beside the name ends at its comma.
    let is_beside = subject.as_ref().is_some_and(|subject| {
        tokens[subject.start].is(is::WHO | is::WHICH)
            && subject.start > sentence.start
            && tokens[subject.start - 1].is_pause()
    });
    if is_beside {
        end = (at + 1..end)
            .find(|&place| tokens[place].is_pause())
            .map_or(end, |place| if tokens[place].has_comma { place + 1 } else { place });
    }
    let made = |content: Range<usize>, frame| {
        (content.start < content.end).then(|| Said {
            content,
            rest: None,
            cue: cue.clone(),
            subject: subject.clone(),
            antecedent: antecedent.clone(),
            frame,
        })
    };
    // Words between the verb and what is said: a time, a place, who is addressed.
    let mut next = at + 1;
    let says = token.has(takes::CLAUSE | takes::THAT | takes::TAG);
    let mut that = None;
    // "asked about a scene that …", "praised the plan that …": such a "that" belongs to the noun.
    let bridges = tokens.get(next).is_some_and(|word| {
        word.kind == TokenKind::Comma
            || word.is(is::THAT | is::TIME | is::ADVERB)
            || word.is(is::PREPOSITION) && word.frames & token.frames & !takes::TO == 0
            || token.has(takes::WHOM) && !word.is(is::PREPOSITION)
    });
    if says && bridges {
        let mut look = next;
        while look < end && look < at + 16 {
            let word = &tokens[look];
            if word.is_word()
                && word.is(is::THAT)
                && !tokens
                    .get(
                        look + 1
                            + usize::from(
                                tokens.get(look + 1).is_some_and(|after| {
                                    after.is(is::ADVERB) && !after.is(is::DETERMINER | is::PRONOUN)
                                }),
                            ),
                    )
                    .is_some_and(|after| {
                        after.is_finite() && !after.is_capital && after.is_plain() || after.is(is::AUXILIARY)
                    })
            {
                that = Some(look);
                break;
            }
            if word.is(is::PREPOSITION) && word.frames & token.frames & !takes::TO != 0 {
                break;
            }
            let is_bridge = match word.kind {
                TokenKind::Word => {
                    !(word.is(is::AUXILIARY | is::SUBORDINATOR | is::TO | is::WHO)
                        || word.is_finite()
                            && !word.is(is::ROLE | is::GROUP | is::SAYING_NOUN | is::TIME)
                            && !word.is_capital)
                }
                TokenKind::Comma | TokenKind::Owner | TokenKind::Open | TokenKind::Close => true,
                _ => false,
            };
            if !is_bridge {
                break;
            }
            look += 1;
        }
    }
    if let Some(that) = that {
        return made(that + 1..end, Frame::That);
    }
    // "said in a different tone, “…”"
    if let Some(run) = behind_manner(tokens, next, end).filter(|_| token.has(takes::TAG)) {
        return made(run..quoted_end(tokens, run, end), Frame::Clause);
    }
    // "found out", "pointed out"
    if next < end && tokens[next].is(is::PARTICLE) && !tokens[next].has(token.frames & !takes::PARTICLE) {
        next += 1;
    }
    // "said there was", "said Monday was": such a word is the subject.
    let is_subject = |at: usize| at + 1 < end && tokens[at + 1].is_word() && tokens[at + 1].is(is::AUXILIARY | is::BE);
    while next < end
        && tokens[next].is_word()
        && !is_subject(next)
        && tokens[next].is(is::ADVERB | is::TIME)
        && !tokens[next].is(is::PRONOUN | is::DETERMINER)
        && !(tokens[next].is(is::GIVEN) && tokens[next].is_capital)
    {
        next += 1;
    }
    let after = tokens.get(next).filter(|_| next < end)?;
    if after.kind == TokenKind::Colon && token.has(takes::TAG) {
        return made(next + 1..end, Frame::Colon);
    }
    if let TokenKind::Quoted(_) = after.kind {
        return made(next..quoted_end(tokens, next, end), Frame::Clause);
    }
    if after.kind == TokenKind::Comma
        && tokens.get(next + 1).is_some_and(|token| matches!(token.kind, TokenKind::Quoted(_)))
        && token.has(takes::TAG)
    {
        return made(next + 1..end, Frame::Clause);
    }
    if !after.is_word() && after.kind != TokenKind::Other {
        return None;
    }
    if after.is(is::WH) && token.has(takes::WHETHER) {
        return made(next..question_end(tokens, next, end), Frame::Whether);
    }
    if after.is(is::TO) {
        let infinitive = tokens.get(next + 1).is_some_and(|token| {
            token.forms & form::BASE != 0
                || token.is_plain() && !token.is_capital
                || token.is(is::ADVERB | is::AUXILIARY)
        });
        if token.has(takes::TO) && infinitive {
            return made(next..end, Frame::To);
        }
        return (token.has(takes::TO_NOUN))
            .then(|| made(next + 1..object_end(tokens, next + 1, end), Frame::Preposition))
            .flatten();
    }
    if after.forms == form::ING && token.has(takes::ING) {
        return made(next..end, Frame::Ing);
    }
    if token.has(takes::WHOM | takes::WHOM_TO)
        && (after.is(is::OBJECTIVE
            | is::DETERMINER
            | is::POSSESSIVE
            | is::PRONOUN
            | is::YOU
            | is::IT
            | is::GROUP
            | is::ROLE)
            || after.is_capital)
    {
        if let Some(whom) = phrase_right(tokens, next, end) {
            let mut behind = whom.end;
            while behind < end && tokens[behind].is_word() && tokens[behind].is(is::ADVERB | is::TIME) {
                behind += 1;
            }
            if let Some(word) = tokens.get(behind).filter(|_| behind < end) {
                if word.is(is::TO) && token.has(takes::WHOM_TO) {
                    return made(next..end, Frame::WhomTo);
                }
                if token.has(takes::WHOM) {
                    if word.is(is::WH) && word.is_word() {
                        return made(behind..end, Frame::Whether);
                    }
                    match word.kind {
                        TokenKind::Quoted(_) => return made(behind..end, Frame::Clause),
                        TokenKind::Comma | TokenKind::Colon
                            if tokens
                                .get(behind + 1)
                                .is_some_and(|token| matches!(token.kind, TokenKind::Quoted(_))) =>
                        {
                            return made(behind + 1..end, Frame::Clause);
                        }
                        TokenKind::Word
                            if (opens_clause(tokens, behind, end)
                                || word.is(is::DETERMINER | is::POSSESSIVE) && end >= behind + 3)
                                && !word.is(is::PREPOSITION | is::AND) =>
                        {
                            return made(behind..end, Frame::Clause);
                        }
                        _ => {}
                    }
                }
            }
        }
        if token.has(takes::WHOM_TO) && !token.has(takes::CLAUSE) && !token.has(takes::OBJECT) {
            return None;
        }
    }
    if token.has(takes::AS) && !(token.has(takes::CLAUSE) && opens_clause(tokens, next, end)) {
        if after.is(is::PREPOSITION) && token.has(takes::FOR | takes::ON | takes::AGAINST) {
            return preposition(tokens, token, next, end).and_then(|content| made(content, Frame::Preposition));
        }
        let stop = as_end(tokens, next, end);
        let names = token.has(takes::NAMES)
            || (next..stop).any(|at| tokens[at].is(is::AS) || matches!(tokens[at].kind, TokenKind::Quoted(_)));
        if names {
            return made(next..stop, Frame::As);
        }
        if !token.has(takes::OBJECT | takes::CLAUSE) {
            return None;
        }
    }
    // "said the harbour froze": what follows "said" is a clause, even where no verb of ours is in it.
    let is_say = token.has(takes::TAG) && token.has(takes::WHETHER) && !token.has(takes::OBJECT | takes::ADDRESSED);
    let has_quoted = (next + 1..end).any(|at| matches!(tokens[at].kind, TokenKind::Quoted(_)));
    let is_noun = after.is(is::DETERMINER | is::POSSESSIVE) || after.is_capital && has_quoted;
    let is_said = is_say && (is_noun && end >= next + 3 && !after.is(is::PRONOUN) || opens_clause(tokens, next, end));
    // "says the wrong thing", "said grace": a thing that is said, and no clause.
    let thing = phrase_right(tokens, next, end).filter(|thing| tokens[thing.end - 1].is(is::SAYABLE));
    if thing.is_some_and(|thing| {
        (thing.end..end).next().is_none_or(|at| !tokens[at].is_finite() && !tokens[at].is(is::AUXILIARY))
    }) {
        return None;
    }
    if token.has(takes::CLAUSE)
        && (is_clause(tokens, next, end) || is_said)
        && !(after.is(is::PREPOSITION) && !after.is_capital && preposition(tokens, token, next, end).is_some())
    {
        let is_object = after.is(is::OBJECTIVE);
        if !is_object {
            let mut content = next;
            // "spoke as she left": when, and no words.
            let opens_later =
                |end: usize| (next + 1..end).any(|at| tokens[at].is_pause() && opens_clause(tokens, at + 1, end));
            if after.is(is::SUBORDINATOR) && !after.is(is::WH) && !opens_later(end) {
                return None;
            }
            // A time or place before the clause: "said in Rome he would …".
            if after.is(is::PREPOSITION) && !after.is_capital {
                let place = skip_place(tokens, next, end)?;
                if !tokens[place].is(is::AUXILIARY) && !tokens[place].is_finite() && !is_clause(tokens, place, end) {
                    return None;
                }
            }
            if after.is(is::PREPOSITION) {
                content = skip_place(tokens, next, end).unwrap_or(next);
                // "thought for a while before he answered", "said in a different tone": how or how long.
                let is_manner = tokens[content].is(is::SUBORDINATOR | is::PREPOSITION | is::AND | is::BUT);
                if is_manner
                    && tokens.get(next + 1).is_some_and(|next| !next.is_capital)
                    && !after.is(is::ADVERB | is::PARTICLE)
                {
                    return None;
                }
            }
            return made(content..end, Frame::Clause);
        }
    }
    if let Some(content) = preposition(tokens, token, next, end) {
        // "asked for one thing when …": what it was is not said yet.
        let is_thing = phrase_right(tokens, content.start, content.end)
            .is_some_and(|thing| tokens[thing.end - 1].is(is::SAYABLE) && thing.end < content.end);
        return if is_thing { None } else { made(content, Frame::Preposition) };
    }
    if token.has(takes::OBJECT)
        && !after.is(is::PREPOSITION | is::SUBORDINATOR | is::AND | is::BUT | is::AUXILIARY)
        && token.forms != form::BASE | form::PARTICIPLE
    {
        return made(next..object_end(tokens, next, end), Frame::Object);
    }
    None
}

/// Returns the subject right behind the pause that ends a clause at the head of a sentence.
fn behind_opening(tokens: &[Token], pause: usize, end: usize) -> Option<Range<usize>> {
    let subject = phrase_right(tokens, pause + 1, end).filter(|_| pause < end && tokens[pause].is_pause())?;
    let verb = tokens.get(subject.end).filter(|_| subject.end < end)?;
    (subject.start == pause + 1 && (verb.is_finite() || verb.is(is::AUXILIARY))).then_some(subject)
}

/// Returns the run behind how, where or when something is said: `in a different tone, “…”`.
fn behind_manner(tokens: &[Token], next: usize, end: usize) -> Option<usize> {
    let mut at = next;
    while at < end && tokens[at].is_word() && tokens[at].is(is::PREPOSITION) && !tokens[at].is(is::TO) {
        at = phrase_right(tokens, at + 1, end)?.end;
    }
    let is_comma = tokens.get(at).is_some_and(|comma| comma.kind == TokenKind::Comma);
    let run = tokens.get(at + 1).filter(|_| at > next && is_comma && at + 1 < end)?;
    matches!(run.kind, TokenKind::Quoted(_)).then_some(at + 1)
}

/// "Asked whether …, she said", "Saying that …, she …": a cue at the head of the sentence.
pub(super) fn opening(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Cue> {
    let token = &tokens[at];
    // "Said Ana Poe: …"
    if at == sentence.start
        && token.is_tag()
        && token.forms & (form::PAST | form::THIRD) != 0
        && !token.has(takes::ADDRESSED)
    {
        let next = tokens.get(at + 1)?;
        if next.is_capital || next.is(is::DETERMINER | is::SUBJECT) {
            let subject = phrase_right(tokens, at + 1, sentence.end)?;
            let closes =
                tokens.get(subject.end).is_some_and(|token| matches!(token.kind, TokenKind::Colon | TokenKind::Comma));
            if closes {
                return Some(Cue { first: at, verb: subject.end - 1, subject: Some(subject), antecedent: None });
            }
        }
    }
    let is_first = (at == sentence.start || at == sentence.start + 1 && tokens[sentence.start].is_word())
        && token.forms & (form::PARTICIPLE | form::ING) != 0;
    is_first.then_some(Cue { first: at, verb: at, subject: None, antecedent: None })
}

/// Returns the object behind a preposition that the verb takes.
pub(super) fn preposition(tokens: &[Token], verb: &Token, next: usize, end: usize) -> Option<Range<usize>> {
    const ALL: u32 =
        takes::FOR | takes::OF | takes::ABOUT | takes::ON | takes::AGAINST | takes::WITH | takes::AT | takes::IN;
    let token = tokens.get(next).filter(|_| next + 1 < end)?;
    (verb.frames & token.frames & ALL != 0 && token.is(is::PREPOSITION))
        .then(|| next + 1..object_end(tokens, next + 1, end))
}
