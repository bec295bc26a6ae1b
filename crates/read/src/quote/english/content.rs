//! Finds what is said in the reporter's words: the clause, the infinitive or the object behind a verb of saying.

use std::ops::Range;

use crate::lexicon::{form, is, takes};
use crate::quote::english::clause::{Cue, subject_of, tag_at};
use crate::quote::english::phrase::{head_end, phrase_left, phrase_right};
use crate::token::{Token, TokenKind};

/// What somebody says in one sentence.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The tokens of what is said.
    pub content: Range<usize>,
    /// The tokens of the cue.
    pub cue: Range<usize>,
    /// Who says it.
    pub subject: Option<Range<usize>>,
    /// The noun phrase that `who` stands for.
    pub antecedent: Option<Range<usize>>,
    /// How it hangs on the cue.
    pub frame: Frame,
}

/// How words hang on their cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// said that …
    That,
    /// said …
    Clause,
    /// …, she said
    Tag,
    /// according to …
    According,
    /// asked whether …
    Whether,
    /// vowed to …
    To,
    /// urged them to …
    WhomTo,
    /// called it …
    As,
    /// denied knowing …
    Ing,
    /// warned of …, called for …
    Preposition,
    /// praised the …
    Object,
    /// the claim that …
    Noun,
    /// said: …
    Colon,
}

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
                && (before.kinds == 0 || before.forms & form::ING != 0)
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
                        && before.kinds == 0
                        && before.forms == 0
                        && !token.has(takes::CLAUSE))
        }
        _ => token.is(is::SAYING_NOUN) && token.forms & form::ING == 0,
    }
}

/// Returns where a clause that begins at a token ends.
///
/// It ends with the sentence, before a tag of its own, before another verb of saying that shares the subject,
/// before `, saying …`, and at a semicolon.
fn clause_end(tokens: &[Token], sentence: &Range<usize>, start: usize) -> usize {
    let mut end = sentence.end;
    while end > start && matches!(tokens[end - 1].kind, TokenKind::Stop) {
        end -= 1;
    }
    let mut depth = 0;
    for at in start..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => {
                depth -= 1;
                if depth < 0 {
                    return at;
                }
            }
            TokenKind::Semicolon if depth == 0 => return at,
            _ if token.is_pause() && depth == 0 && (at > start + 1 || token.has_comma) => {
                let border = if token.has_comma { at + 1 } else { at };
                let next = at + 1;
                let Some(token) = tokens.get(next).filter(|_| next < end) else { continue };
                if token.is(is::ACCORDING) {
                    return border;
                }
                let verb = if token.is(is::ADVERB) { next + 1 } else { next };
                let is_participle = tokens.get(verb).is_some_and(|token| {
                    token.is_cue() && token.forms == form::ING && token.has(takes::TAG | takes::AS)
                });
                if is_participle {
                    return border;
                }
                // ", she said" at the end or before a comma.
                if let Some(cue) = tag_at(tokens, next, end) {
                    let after = cue.verb.max(cue.subject.as_ref().map_or(0, |range| range.end - 1)) + 1;
                    if closes_tag(tokens, after, end) {
                        return border;
                    }
                }
                // ", but he said …", ", and she added …"
                if token.is(is::AND | is::BUT | is::SUBORDINATOR) && new_main_clause(tokens, next, end) {
                    return border;
                }
            }
            TokenKind::Word
                if depth == 0 && at > start + 1 && token.is(is::AND | is::BUT) && new_main_clause(tokens, at, end) =>
            {
                return at;
            }
            TokenKind::Word if depth == 0 && at > start + 1 && token.is(is::ACCORDING) => return at,
            _ => {}
        }
    }
    end
}

/// `and said …`, `but added …`: another verb of saying of the same subject.
fn new_main_clause(tokens: &[Token], joint: usize, end: usize) -> bool {
    let mut at = joint + 1;
    while at < end && at < joint + 3 && tokens[at].is(is::ADVERB | is::AUXILIARY) {
        at += 1;
    }
    let says = |at: usize| {
        tokens.get(at).filter(|_| at < end).is_some_and(|token| {
            token.is_cue() && token.has(takes::TAG | takes::AS) && token.forms & (form::PAST | form::THIRD) != 0
        })
    };
    if says(at) {
        return true;
    }
    tokens.get(at).is_some_and(|token| token.is(is::HE | is::SHE | is::THEY))
        && (says(at + 1) || tokens.get(at + 1).is_some_and(|token| token.is(is::ADVERB)) && says(at + 2))
}

/// Says whether what follows a tag leaves it a tag: the end, a comma, a time or place, another quotation.
fn closes_tag(tokens: &[Token], after: usize, end: usize) -> bool {
    tokens.get(after).filter(|_| after < end).is_none_or(|token| match token.kind {
        TokenKind::Stop
        | TokenKind::Comma
        | TokenKind::Dash
        | TokenKind::Quoted(_)
        | TokenKind::Close
        | TokenKind::Semicolon
        | TokenKind::Colon => true,
        TokenKind::Word => {
            token.is(is::PREPOSITION | is::TIME | is::SUBORDINATOR | is::ADVERB) || token.forms == form::ING
        }
        _ => false,
    })
}

/// Says whether words can begin a clause without "that", and have a verb.
fn opens_clause(tokens: &[Token], start: usize, end: usize) -> bool {
    let Some(first) = tokens.get(start).filter(|_| start < end) else { return false };
    if first.is(is::SUBJECT) && !first.is(is::WHO) {
        let goes_on = |next: &Token| {
            next.is_word()
                && !next.is(is::PREPOSITION | is::AND)
                && !(next.is(is::ADVERB) && next.kinds & (is::DETERMINER | is::PRONOUN) == 0 && start + 2 >= end)
        };
        return tokens.get(start + 1).filter(|_| start + 1 < end).is_some_and(goes_on);
    }
    let opens = match first.kind {
        TokenKind::Quoted(_) => return true,
        TokenKind::Word => {
            !first.is(is::TO | is::AND | is::BUT | is::OBJECTIVE | is::AUXILIARY | is::BY | is::WHO | is::WHICH)
                && (!first.is(is::PREPOSITION) || first.is_capital || start + 2 < end)
        }
        TokenKind::Open => false,
        _ => first.kind == TokenKind::Other,
    };
    opens
        && (start + 1..end.min(start + 18)).any(|at| {
            let token = &tokens[at];
            token.is_word()
                && !tokens[at - 1].is(is::AND)
                && (token.is(is::AUXILIARY)
                    || token.forms & (form::PAST | form::THIRD) != 0
                    || token.forms & form::BASE != 0 && tokens[at - 1].is(is::SUBJECT | is::TO | is::GROUP)
                    || token.has_s && token.kinds == 0 && (tokens[at - 1].is_capital || tokens[at - 1].is(is::ROLE)))
                && !token.is_capital
        })
}

fn verb(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Said> {
    let token = &tokens[at];
    let mut end = clause_end(tokens, sentence, at + 1);
    // "While she said …, he …", "Asked whether …, she …": the clause that opens a sentence ends at its comma.
    let opener = &tokens[sentence.start];
    let opens = opener.is_word()
        && (opener.is(is::SUBORDINATOR) || at == sentence.start && token.forms & (form::ING | form::PARTICIPLE) != 0);
    if opens && !(sentence.start..at).any(|place| tokens[place].is_pause()) {
        end = (at + 1..end)
            .find(|&place| tokens[place].is_pause())
            .map_or(end, |place| if tokens[place].has_comma { place + 1 } else { place });
    }
    let Cue { first, verb, subject, antecedent } = opening(tokens, sentence, at)
        .filter(|cue| cue.subject.is_some())
        .or_else(|| subject_of(tokens, sentence.start, at))
        .or_else(|| opening(tokens, sentence, at))?;
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
                        after.is_finite() && !after.is_capital && after.kinds == 0 || after.is(is::AUXILIARY)
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
    // "found out", "pointed out"
    if next < end && tokens[next].is(is::PARTICLE) && !tokens[next].has(token.frames & !takes::PARTICLE) {
        next += 1;
    }
    while next < end
        && tokens[next].is_word()
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
        return made(next..end, Frame::Whether);
    }
    if after.is(is::TO) {
        let infinitive = tokens.get(next + 1).is_some_and(|token| {
            token.forms & form::BASE != 0
                || token.kinds == 0 && !token.is_capital
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
    let is_said = token.has(takes::TAG)
        && !token.has(takes::OBJECT)
        && after.is(is::DETERMINER | is::POSSESSIVE)
        && end >= next + 3
        && !after.is(is::PRONOUN);
    if token.has(takes::CLAUSE)
        && (opens_clause(tokens, next, end) || is_said)
        && !(after.is(is::PREPOSITION) && !after.is_capital && preposition(tokens, token, next, end).is_some())
    {
        let is_object = after.is(is::OBJECTIVE);
        if !is_object {
            let mut content = next;
            // A time or place before the clause: "said in Rome he would …".
            if after.is(is::PREPOSITION) {
                content = skip_place(tokens, next, end).unwrap_or(next);
            }
            return made(content..end, Frame::Clause);
        }
    }
    if let Some(content) = preposition(tokens, token, next, end) {
        return made(content, Frame::Preposition);
    }
    if token.has(takes::OBJECT)
        && !after.is(is::PREPOSITION | is::SUBORDINATOR | is::AND | is::BUT | is::AUXILIARY)
        && token.forms != form::BASE | form::PARTICIPLE
    {
        return made(next..object_end(tokens, next, end), Frame::Object);
    }
    None
}

/// Returns where quoted runs that stand side by side end: `“A” and “B”`.
fn quoted_end(tokens: &[Token], start: usize, end: usize) -> usize {
    let is_quoted =
        |at: usize| at < end && tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Quoted(_)));
    let mut at = start + 1;
    while tokens.get(at).is_some_and(|token| token.is(is::AND) || token.kind == TokenKind::Comma) && is_quoted(at + 1) {
        at += 2;
    }
    at
}

/// "Asked whether …, she said", "Saying that …, she …": a cue at the head of the sentence.
fn opening(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Cue> {
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

/// "in Rome on Monday": the place behind prepositional phrases.
fn skip_place(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    while at < end && tokens[at].is(is::PREPOSITION) {
        at = phrase_right(tokens, at + 1, end)?.end;
    }
    (at < end && tokens[at].is_word()).then_some(at)
}

/// Returns the object behind a preposition that the verb takes.
fn preposition(tokens: &[Token], verb: &Token, next: usize, end: usize) -> Option<Range<usize>> {
    const ALL: u32 =
        takes::FOR | takes::OF | takes::ABOUT | takes::ON | takes::AGAINST | takes::WITH | takes::AT | takes::IN;
    let token = tokens.get(next).filter(|_| next + 1 < end)?;
    (verb.frames & token.frames & ALL != 0 && token.is(is::PREPOSITION))
        .then(|| next + 1..object_end(tokens, next + 1, end))
}

/// Returns where an object ends: at a comma, a conjunction with a verb, a time or reason.
fn object_end(tokens: &[Token], start: usize, end: usize) -> usize {
    for at in start + 1..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon | TokenKind::Colon => return at,
            TokenKind::Word if token.is(is::SUBORDINATOR | is::BUT) && !token.is(is::WH | is::PREPOSITION) => {
                return at;
            }
            TokenKind::Word if token.is(is::TIME) && tokens[at - 1].is(is::PREPOSITION) => return at - 1,
            TokenKind::Word
                if token.is(is::AND)
                    && tokens
                        .get(at + 1)
                        .is_some_and(|next| next.is_finite() && !next.is(is::SAYING_NOUN | is::ROLE | is::GROUP)) =>
            {
                return at;
            }
            _ => {}
        }
    }
    end
}

/// Returns where "X a Y" behind `called` ends: at a comma outside it, or a conjunction with a verb.
fn as_end(tokens: &[Token], start: usize, end: usize) -> usize {
    for at in start + 1..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Quoted(_) if token.has_comma => return at + 1,
            TokenKind::Comma | TokenKind::Semicolon | TokenKind::Dash => return at,
            TokenKind::Word if token.is(is::SUBORDINATOR | is::BUT) && !token.is(is::AS | is::WH) => return at,
            TokenKind::Word
                if token.is(is::AND)
                    && tokens.get(at + 1).is_some_and(|next| next.is_finite() && !next.is(is::ROLE | is::GROUP)) =>
            {
                return at;
            }
            _ => {}
        }
    }
    end
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
    let content = if at <= sentence.start + 1 {
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
        start..before
    };
    (content.start < content.end).then_some(Said {
        content,
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
            .is_some_and(|after| after.is(is::AUXILIARY | is::ADVERB) || after.is_finite() && after.kinds == 0)
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
        if !matches!(tokens[comma].kind, TokenKind::Comma | TokenKind::Dash) || comma < sentence.start + 2 {
            continue;
        }
        let mut at = comma + 1;
        // ", as she said," and the like keep their conjunction.
        if tokens.get(at).is_some_and(|token| token.is(is::AS)) {
            at += 1;
        }
        let Some(cue) = tag_at(tokens, at, sentence.end) else { continue };
        let Some(subject) = cue.subject.clone() else { continue };
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
        if !ends || subject.start > at + 1 && cue.verb > at + 1 {
            continue;
        }
        let start = (sentence.start..comma)
            .rev()
            .find(|&place| tokens[place].kind == TokenKind::Semicolon)
            .map_or(sentence.start, |place| place + 1);
        let opens = tokens[start].is_word() && tokens[start].is(is::SUBORDINATOR | is::PREPOSITION);
        let is_last =
            tokens.get(after).filter(|_| after < sentence.end).is_none_or(|token| token.kind == TokenKind::Stop);
        if opens && !is_last {
            continue;
        }
        let has_verb = comma >= start + 5
            || (start..comma).any(|at| {
                matches!(tokens[at].kind, TokenKind::Quoted(_))
                    || tokens[at].is_word()
                        && (tokens[at].is(is::AUXILIARY) || tokens[at].forms & form::FINITE != 0 || tokens[at].has_s)
            });
        if !has_verb {
            continue;
        }
        found.push(Said {
            content: start..comma,
            cue: cue.first..cue.verb + 1,
            subject: Some(subject),
            antecedent: None,
            frame: Frame::Tag,
        });
    }
    found
}
