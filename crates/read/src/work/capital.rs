//! Titles in running English: words with capitals, and the small words between them.

use std::ops::Range;

use onrecord_language::lexicon::is;
use onrecord_language::token::{Token, TokenKind};
use onrecord_model::{BlockKind, NamedPerson, WorkKind};

use super::beside;
use super::found::Found;
use crate::ground::Ground;

/// The most words of a title.
const MOST_WORDS: usize = 9;
/// The most titles of one document that nothing shows to be one.
const MOST_UNSURE: usize = 120;

/// Returns the titles in running English that stand at none of the places in `taken`.
pub(super) fn titles(ground: &Ground, people: &[NamedPerson], taken: &[Range<usize>]) -> Vec<Found> {
    let mut persons: Vec<Range<usize>> =
        people.iter().flat_map(|person| &person.mentions).map(|mention| mention.whole.range()).collect();
    persons.sort_by_key(|at| at.start);
    let mut found: Vec<Found> = Vec::new();
    let mut n_unsure = 0;
    for (block, tokens) in ground.english.iter().zip(&ground.tokens) {
        if matches!(block.kind, BlockKind::Title | BlockKind::Heading | BlockKind::Boilerplate | BlockKind::Link) {
            continue;
        }
        let mut at = 0;
        while at < tokens.len() {
            let end = run_end(ground, tokens, at);
            if end == at {
                at += 1;
                continue;
            }
            if let Some(event) = event(ground, tokens, at..end) {
                n_unsure += 1;
                found.extend(Some(event).filter(|_| n_unsure <= MOST_UNSURE));
            }
            for run in cut(ground, tokens, at..end, &persons) {
                let run = before_place(ground, tokens, run);
                let whole = judged(ground, tokens, run.clone(), &persons, taken);
                let is_sure = whole.as_ref().is_some_and(|one| one.is_sure);
                let parts = if is_sure { Vec::new() } else { parts(ground, tokens, run) };
                let parts = parts.into_iter().filter_map(|part| judged(ground, tokens, part, &persons, taken));
                let parts: Vec<Found> = parts.map(|part| Found { is_sure: false, ..part }).collect();
                for one in whole.into_iter().chain(parts) {
                    n_unsure += usize::from(!one.is_sure);
                    if one.is_sure || n_unsure <= MOST_UNSURE {
                        found.push(one);
                    }
                }
            }
            at = end;
        }
    }
    found
}

fn words<'a>(ground: &'a Ground, token: &Token) -> &'a str {
    &ground.document.text()[token.range()]
}

fn is_capital(token: &Token) -> bool {
    token.is_word() && token.is_capital
}

fn is_number(ground: &Ground, token: &Token) -> bool {
    token.is_word() && words(ground, token).starts_with(|char: char| char.is_ascii_digit())
}

/// Says whether only a space stands between a token and the next.
fn is_joined(ground: &Ground, tokens: &[Token], at: usize) -> bool {
    let (Some(left), Some(right)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    let gap = &ground.document.text()[left.end as usize..right.start as usize];
    // Gil–Osei, but not "Nagasaki — When".
    if right.kind == TokenKind::Dash || left.kind == TokenKind::Dash {
        return gap.is_empty() && (right.kind == TokenKind::Dash || right.is_capital);
    }
    gap.len() <= 2
        && gap.chars().all(|char| char == ' ' || char == '\u{a0}')
        && (!gap.is_empty() || right.kind == TokenKind::Owner)
}

/// Returns where the words with capitals that begin at a token end: with small words and numbers between and behind them.
fn run_end(ground: &Ground, tokens: &[Token], at: usize) -> usize {
    if !tokens.get(at).is_some_and(is_capital) {
        return at;
    }
    let small = &ground.lexicon.english.small.small_in_title;
    let mut end = at + 1;
    loop {
        let mut next = end;
        // Up to three small words, or the end of an owner: Spine of the Wave, Keeper's Elephant.
        while next < end + 3 && is_joined(ground, tokens, next - 1) {
            let token = &tokens[next];
            let is_dash = token.kind == TokenKind::Dash && next == end && tokens.get(next + 1).is_some_and(is_capital);
            if !is_dash
                && token.kind != TokenKind::Owner
                && !(token.is_word() && !token.is_capital && small.has(words(ground, token)))
            {
                break;
            }
            next += 1;
        }
        // A number belongs to the word before it, and "I" to the sentence.
        let is_on = is_joined(ground, tokens, next - 1)
            && tokens.get(next).is_some_and(|token| {
                is_capital(token) && words(ground, token) != "I" || next == end && is_number(ground, token)
            });
        if !is_on || next - at >= MOST_WORDS {
            return end;
        }
        end = next + 1;
    }
}

/// Returns the name of an event that goes on in small letters behind a run, which waits to be confirmed: the Asian open water
/// championships.
fn event(ground: &Ground, tokens: &[Token], run: Range<usize>) -> Option<Found> {
    let before = run.start.checked_sub(1).and_then(|before| tokens.get(before))?;
    let goes_on = |&at: &usize| is_joined(ground, tokens, at - 1) && tokens[at].is_word() && !tokens[at].is_capital;
    let small = (run.end..tokens.len().min(run.end + 3)).take_while(goes_on);
    let is_tail = |&at: &usize| {
        let word = words(ground, &tokens[at]);
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        ground.lexicon.works.is_english_tail(&(first.to_uppercase() + rest))
    };
    let last = small.skip(1).find(is_tail).filter(|_| before.is(is::DETERMINER))?;
    let at = tokens[run.start].start as usize..tokens[last].end as usize;
    Some(Found { at, kind: Some(WorkKind::Event), is_sure: false, also: None })
}

/// Cuts a run where persons stand in it, and takes words that open sentences off.
fn cut(ground: &Ground, tokens: &[Token], run: Range<usize>, persons: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_person = |at: usize| is_in_person(&tokens[at], persons);
    let has_tie = |run: &Range<usize>| {
        run.clone()
            .any(|at| tokens[at].is(is::OF) || tokens[at].kind == TokenKind::Owner || tokens[at].is(is::DETERMINER))
    };
    let mut runs = Vec::new();
    let mut start = run.start;
    let mut push = |start: usize, end: usize| {
        let trimmed = trimmed(ground, tokens, start..end);
        if !trimmed.is_empty() {
            runs.push(trimmed.clone());
        }
        // The word that opens the sentence may be the first of the title: Back Seat tells …
        if trimmed.start == start + 1
            && end == trimmed.end
            && is_capital(&tokens[start])
            && tokens[start].is(is::ADVERB | is::PREPOSITION)
        {
            runs.push(start..end);
        }
    };
    let whole_is_person = run.clone().all(|at| is_person(at) || !is_capital(&tokens[at]));
    if whole_is_person && !has_tie(&run) {
        // A name that may be a title all the same: the drama Hanchi Harbor.
        return vec![trimmed(ground, tokens, run)].into_iter().filter(|run| !run.is_empty()).collect();
    }
    for at in run.clone() {
        let parts =
            !is_capital(&tokens[at]) && tokens[at].is(is::AND | is::PREPOSITION | is::BUT) && !tokens[at].is(is::OF);
        let beside_person = parts && (at > run.start && is_person(at - 1) || at + 1 < run.end && is_person(at + 1));
        if is_person(at) && !has_tie(&run) || beside_person {
            push(start, at);
            start = at + 1;
        }
    }
    push(start, run.end);
    runs
}

/// Says whether a small word may stand between a title and what follows it: Salt Road in Seoul.
fn is_border(token: &Token) -> bool {
    !token.is_capital && token.is(is::AND | is::PREPOSITION | is::BUT | is::AS | is::BY | is::TO) && !token.is(is::OF)
}

/// Leaves out a place or a time that a small word ties to the end of a run.
fn before_place(ground: &Ground, tokens: &[Token], run: Range<usize>) -> Range<usize> {
    let Some(border) = run.clone().skip(1).rfind(|&at| is_border(&tokens[at])) else { return run };
    let text = ground.document.text();
    let behind = tokens[border + 1].start as usize..tokens[run.end - 1].end as usize;
    let is_elsewhere = tokens[border + 1..run.end]
        .iter()
        .all(|token| token.is(is::PLACE | is::CAPITAL | is::TIME | is::DETERMINER) || is_number(ground, token));
    let is_elsewhere = is_elsewhere || ground.lexicon.english.is_place(&text[behind]);
    if is_elsewhere { run.start..border } else { run }
}

/// Returns the parts of a run between small words and behind owners, any of which may be a title by itself.
fn parts(ground: &Ground, tokens: &[Token], run: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = run.start;
    for at in run.clone() {
        if is_border(&tokens[at]) || tokens[at].kind == TokenKind::Owner {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..run.end);
    let parts = parts.into_iter().filter(|part| part.len() < run.len() && !part.is_empty());
    parts.map(|part| trimmed(ground, tokens, part)).filter(|part| !part.is_empty()).collect()
}

/// Takes off what is no part of a title at its ends.
fn trimmed(ground: &Ground, tokens: &[Token], run: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    while start < end
        && (!is_capital(&tokens[start])
            || end - start > 1 && tokens[start].is(is::TITLE | is::TIME) && !tokens[start].is(is::GIVEN))
    {
        start += 1;
    }
    while start < end && !is_capital(&tokens[end - 1]) && !is_number(ground, &tokens[end - 1]) {
        end -= 1;
    }
    let opens = opens_sentence(tokens, start);
    // "When the Eunpa came": a small word with a capital that opens a sentence.
    const SMALL: u64 = is::PREPOSITION
        | is::SUBORDINATOR
        | is::AND
        | is::BUT
        | is::PRONOUN
        | is::SUBJECT
        | is::ADVERB
        | is::AUXILIARY
        | is::POSSESSIVE
        | is::TIME;
    while opens
        && start < end
        && (tokens[start].is(SMALL) && !tokens[start].is(is::DETERMINER) || !is_capital(&tokens[start]))
    {
        start += 1;
    }
    start..end
}

fn opens_sentence(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        let token = &tokens[before];
        matches!(
            token.kind,
            TokenKind::Stop | TokenKind::Colon | TokenKind::Other | TokenKind::Dash | TokenKind::Quoted(_)
        )
    })
}

/// Says what speaks for a run being a title; nothing where it is none.
fn judged(
    ground: &Ground,
    tokens: &[Token],
    run: Range<usize>,
    persons: &[Range<usize>],
    taken: &[Range<usize>],
) -> Option<Found> {
    let text = ground.document.text();
    let rows = ground.lexicon;
    let at = tokens[run.start].start as usize..tokens[run.end - 1].end as usize;
    let nth = taken.partition_point(|other| other.end <= at.start);
    if taken.get(nth).is_some_and(|other| other.start < at.end) {
        return None;
    }
    let capitals: Vec<&Token> = tokens[run.clone()].iter().filter(|token| is_capital(token)).collect();
    let strong = capitals.iter().filter(|token| !token.is(is::DETERMINER)).count();
    let first = &tokens[run.start];
    let has_article = first.is(is::DETERMINER) && run.len() > 1;
    let is_small = |token: &&Token| token.is(is::ADVERB | is::PRONOUN | is::SUBJECT | is::AUXILIARY | is::SUBORDINATOR);
    if strong == 0 || strong == 1 && capitals.iter().all(|token| is_small(token) || token.is(is::DETERMINER)) {
        return None;
    }
    let spelled = &text[at.clone()];
    let is_plain_place = rows.english.is_place(spelled)
        || capitals.iter().all(|token| token.is(is::PLACE | is::CAPITAL | is::TIME | is::DETERMINER));
    let person = persons.partition_point(|person| person.end <= at.start);
    let is_person = persons.get(person).is_some_and(|person| person.start <= at.start && person.end >= at.end);
    let is_opening = opens_sentence(tokens, run.start);
    let last = capitals.last()?;
    let is_body =
        last.is(is::GROUP_NAME | is::GROUP) || words(ground, last).chars().all(char::is_uppercase) && strong == 1;
    let is_event = strong > 1 && rows.works.is_english_tail(words(ground, last));
    let kind = beside::kind(ground, tokens, run.clone());
    let kind = kind.filter(|(_, near)| *near == beside::Near::Right || !is_person && !is_plain_place);
    let is_made = is_made(ground, tokens, run.start);
    let is_shaped = !is_opening && has_article && run.len() > 2 && words(ground, first).starts_with(['T', 'A']);
    let has_small =
        tokens[run.clone()].iter().any(|token| token.is_word() && !token.is_capital && !is_number(ground, token));
    let has_article_inside = has_article_inside(ground, &tokens[run.clone()], persons);
    let has_body = capitals.iter().any(|token| token.is(is::GROUP_NAME | is::GROUP));
    let plain = !is_person && !is_plain_place && !is_body;
    let is_sure = kind.is_some_and(|(_, near)| near == beside::Near::Right || plain)
        || is_event && !is_person
        || plain && is_made && (strong > 1 || !is_opening)
        || plain && is_shaped && (strong > 2 || has_small || !is_opening)
        || plain && !is_opening && strong > 1 && has_article_inside && !has_body;
    // Words of common life that were taken for a name may be a title: Perilla Green.
    let is_worded = capitals.iter().all(|token| rows.english.is_common(words(ground, token)));
    let is_name = is_person && !(strong > 1 && is_worded);
    let is_lone = strong == 1 && (is_opening || is_body || is_common(ground, last));
    if !is_sure && (is_name || is_plain_place || is_lone) {
        return None;
    }
    let kind = kind.map(|(kind, _)| kind).or(is_event.then_some(WorkKind::Event));
    // An article that only opens the sentence, or belongs to the name of what takes place, is left out of what is unsure.
    let also = beside_brackets(ground, tokens, run.end);
    let is_sure = is_sure || also.is_some() && plain && strong > 1;
    Some(Found { at, kind, is_sure, also })
}

/// Says whether the words before a run are said of works: an episode of, directed.
fn is_made(ground: &Ground, tokens: &[Token], start: usize) -> bool {
    let small = &ground.lexicon.works.small;
    let Some(before) = start.checked_sub(1).and_then(|at| tokens.get(at)) else { return false };
    let of = start.checked_sub(2).and_then(|at| tokens.get(at)).filter(|_| before.is(is::OF));
    of.is_some_and(|of| small.of_work.has(&words(ground, of).to_lowercase())) || small.made.has(words(ground, before))
}

/// Says whether an article stands inside a run that names nobody and no place: Salt for the Neighbours.
fn has_article_inside(ground: &Ground, run: &[Token], persons: &[Range<usize>]) -> bool {
    const SOMEWHERE: u64 = is::PLACE | is::CAPITAL | is::TIME | is::GIVEN | is::SURNAME | is::TITLE;
    const BETWEEN: u64 = is::TO | is::BY | is::AS | is::AND;
    let is_article = |token: &Token| !token.is_capital && token.is(is::DETERMINER) && words(ground, token) == "the";
    let is_other = |token: &Token| {
        is_capital(token) && token.is(SOMEWHERE)
            || !token.is_capital && token.is(BETWEEN)
            || is_number(ground, token)
            || is_in_person(token, persons)
    };
    run.iter().any(is_article) && !run.iter().any(is_other)
}

fn is_in_person(token: &Token, persons: &[Range<usize>]) -> bool {
    let nth = persons.partition_point(|person| person.end <= token.start as usize);
    persons.get(nth).is_some_and(|person| person.start < token.end as usize)
}

fn is_common(ground: &Ground, token: &Token) -> bool {
    token.is(is::TIME | is::CAPITAL | is::TITLE | is::ROLE | is::PLACE)
        || ground.lexicon.english.is_place(words(ground, token))
}

/// Returns the other title in round brackets behind one: Ember Table (Jaetbul Sikdang).
fn beside_brackets(ground: &Ground, tokens: &[Token], end: usize) -> Option<Range<usize>> {
    if tokens.get(end)?.kind != TokenKind::Open {
        return None;
    }
    let close = (end + 2..(end + 8).min(tokens.len())).find(|&at| tokens[at].kind == TokenKind::Close)?;
    let inner = tokens[end + 1].start as usize..tokens[close - 1].end as usize;
    let words = ground.document.text()[inner.clone()].trim();
    let is_title = onrecord_language::work::is_korean(words)
        || super::marked::has_capitals(ground, words) && words.chars().any(char::is_lowercase);
    (is_title && !words.contains(['.', ','])).then_some(inner)
}
