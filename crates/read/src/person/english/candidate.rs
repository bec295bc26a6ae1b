//! Finds what may be a name: words with capitals side by side, cut down to the part that names.

use std::ops::Range;

use onrecord_language::Lexicon;
use onrecord_language::lexicon::{English, form, is, takes};
use onrecord_language::token::{Token, TokenKind};

/// Words that may be a name.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The tokens of the name, without titles.
    pub name: Range<usize>,
    /// The tokens of the name with the title before it.
    pub whole: Range<usize>,
    /// How much speaks for a person.
    pub sign: Sign,
    /// Genders that title and given name show, as bits of `is::MALE` and `is::FEMALE`.
    pub gender: u64,
    /// The tokens of a role beside the name, such as `director` or `a spokesman`.
    pub role: Option<Range<usize>>,
    /// Whether it is a body that speaks by its words or capitals: a party, a paper, FBI.
    pub is_body: bool,
    /// Whether it is a work: a number or a word such as "Season" follows.
    pub is_work: bool,
    /// Whether it is a name of several words that may be a person's although nothing shows it.
    pub may_be: bool,
}

impl Candidate {
    /// Returns a word that names somebody only where the document names a person in full who has it as a surname.
    fn of_surname(name: Range<usize>) -> Self {
        let (whole, sign) = (name.clone(), Sign::None);
        Self { name, whole, sign, gender: 0, role: None, is_body: false, is_work: false, may_be: false }
    }
}

/// What speaks for a name being a person's, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// A body that speaks.
    Group,
    /// Nothing but capitals.
    None,
    /// It stands where a speaker stands.
    Speaks,
    /// A title, a role, a given name.
    Person,
}

/// Words that may be no part of a name, whatever their case.
const NEVER: u64 = is::DETERMINER
    | is::PREPOSITION
    | is::AND
    | is::BUT
    | is::SUBORDINATOR
    | is::POSSESSIVE
    | is::PRONOUN
    | is::SUBJECT
    | is::OBJECTIVE
    | is::THAT
    | is::WHICH
    | is::NOT
    | is::TO;

/// Returns the candidates among the tokens of one block, in order.
pub(super) fn candidates(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = capitals_end(text, tokens, at, &lexicon.english);
        if end == at {
            at += 1;
            continue;
        }
        if let Some(behind) = nicknamed_end(text, tokens, at..end, lexicon) {
            let (name, whole) = (at..behind, at..behind);
            let gender = tokens[at].kinds & (is::MALE | is::FEMALE);
            let (role, sign) = (None, Sign::Person);
            found.push(Candidate { name, whole, sign, gender, role, is_body: false, is_work: false, may_be: false });
            at = behind;
            continue;
        }
        cut(text, tokens, at..end, lexicon, &mut found);
        at = end;
    }
    found
}

/// Returns where a name with a nickname in marks ends: `Petra “Pip” Olin`.
fn nicknamed_end(text: &str, tokens: &[Token], first: Range<usize>, rows: &Lexicon) -> Option<usize> {
    let mark = |at: usize, marks: &[&str]| tokens.get(at).is_some_and(|token| marks.contains(&&text[token.range()]));
    let is_given = first.len() == 1 && !tokens[first.start].is(NEVER | is::TITLE | is::ROLE | is::TIME);
    if !is_given || !mark(first.end, &["“", "\"", "‘", "'"]) {
        return None;
    }
    let inner = capitals_end(text, tokens, first.end + 1, &rows.english);
    let behind = capitals_end(text, tokens, inner + 1, &rows.english);
    let is_short = (1..=2).contains(&inner.saturating_sub(first.end + 1));
    let is_name =
        is_short && mark(inner, &["”", "\"", "’", "'"]) && (1..=2).contains(&behind.saturating_sub(inner + 1));
    (is_name && tokens[first.start].is_capital).then_some(behind)
}

fn is_name_word(token: &Token) -> bool {
    token.is_word() && token.is_capital
}

/// Returns where the words with capitals that begin at a token end.
fn capitals_end(text: &str, tokens: &[Token], at: usize, lexicon: &English) -> usize {
    let joined = |place: usize| {
        let (Some(left), Some(right)) = (tokens.get(place), tokens.get(place + 1)) else { return false };
        let gap = &text[left.end as usize..right.start as usize];
        !gap.is_empty() && gap.len() <= 2 && gap.chars().all(|char| char == ' ' || char == '\u{a0}')
    };
    let mut end = at;
    while tokens.get(end).is_some_and(is_name_word) && (end == at || joined(end - 1)) {
        end += 1;
        // "Vincent van der Berg": particles count only with a capital behind them.
        let mut behind = end;
        while behind < end + 2
            && tokens
                .get(behind)
                .is_some_and(|token| token.is_word() && lexicon.small.in_name.has(&text[token.range()]))
            && joined(behind - 1)
        {
            behind += 1;
        }
        if behind > end && tokens.get(behind).is_some_and(is_name_word) && joined(behind - 1) {
            end = behind;
        }
    }
    end
}

/// Cuts a run of capitals down to the part that names, and says what speaks for it.
fn cut(text: &str, tokens: &[Token], run: Range<usize>, rows: &Lexicon, found: &mut Vec<Candidate>) {
    let lexicon = &rows.english;
    let (mut start, mut end) = (run.start, run.end);
    // "Q. Why" and "A. In" begin a block of an interview: they are no initials.
    let is_turn = start == 0 && end > 1 && lexicon.small.turn_label.has(&text[tokens[0].range()]);
    if is_turn && lexicon.is_common(&text[tokens[1].range()]) {
        start = 1;
    }
    let is_first = |at: usize| {
        at == 0
            || matches!(
                tokens[at - 1].kind,
                TokenKind::Stop | TokenKind::Colon | TokenKind::Other | TokenKind::Quoted(_)
            )
    };
    // A word in the middle that is never part of a name parts the run: "Sunday But Kim".
    if let Some(at) =
        (start + 1..end.saturating_sub(1)).find(|&at| tokens[at].is(NEVER) && !tokens[at].is(is::GIVEN | is::SURNAME))
        && !lexicon.small.in_name.has(&text[tokens[at].range()])
    {
        cut(text, tokens, start..at, rows, found);
        return cut(text, tokens, at + 1..end, rows, found);
    }
    // "So" and "In" are surnames too: at the head of a sentence only beside a given name with a hyphen.
    let is_korean_run = start + 2 == end
        && (!is_first(start) || text[tokens[start + 1].range()].contains('-'))
        && is_korean(text, tokens, start..end, rows);
    if !is_korean_run
        && start + 2 == end
        && tokens[start].is(NEVER | is::ADVERB)
        && is_korean(text, tokens, start..end, rows)
    {
        let name = start..end;
        let (sign, whole) = (Sign::None, name.clone());
        found.push(Candidate {
            name,
            whole,
            sign,
            gender: 0,
            role: None,
            is_body: false,
            is_work: false,
            may_be: true,
        });
    }
    while start < end
        && !is_korean_run
        && (tokens[start].is(NEVER | is::ADVERB | is::AUXILIARY) && !tokens[start].is(is::GIVEN | is::SURNAME)
            || is_opening_verb(tokens, start, end) && is_first(start))
    {
        start += 1;
    }
    while start < end && tokens[end - 1].is(is::TIME) && !(end - start == 2 && tokens[start].is(is::GIVEN)) {
        end -= 1;
    }
    // "Raleigh, N.C.", "Ashton, Md.": what is cut short with a point is a place or a body.
    let is_letters = |word: &str| {
        word.contains('.') && (word.ends_with('.') || word.split('.').all(|part| part.chars().count() <= 1))
    };
    if start == end || end == start + 1 && is_letters(&text[tokens[start].range()]) {
        return;
    }
    let body_names = |range: Range<usize>| tokens[range].iter().any(|token| token.is(is::GROUP_NAME));
    let is_given = |at: usize| tokens[at].is(is::GIVEN) && !tokens[at].is(is::TITLE);
    let mut whole_start = start;
    // The last title word parts title and name, unless a given name stands before it: "Carole King Smith".
    let mut name_start = start;
    for at in start..end.saturating_sub(1) {
        let is_title = tokens[at].is(is::TITLE | is::WEAK_TITLE)
            || tokens[at].is(is::ROLE)
                && !tokens[at].is(is::GIVEN | is::GROUP_NAME | is::GROUP)
                && is_human(text, tokens, rows, at + 1..end);
        if is_title && !(start..at).any(is_given) && !tokens[at].is(is::SURNAME) {
            name_start = at + 1;
        }
    }
    let has_title = name_start > start
        && tokens[start..name_start].iter().any(|token| token.is(is::TITLE | is::ROLE))
        && (!tokens[name_start..end].iter().any(|token| token.is(is::GROUP_NAME | is::GROUP))
            || end == name_start + 1 && is_addressed(text, &tokens[name_start - 1]));
    if name_start > start && !has_title {
        name_start = if is_human(text, tokens, rows, name_start..end) { name_start } else { start };
    }
    if has_title {
        whole_start =
            (start..name_start).find(|&at| tokens[at].is(is::TITLE | is::ROLE | is::WEAK_TITLE)).unwrap_or(name_start);
    }
    // Nationality, party and place before a name are no part of it.
    while name_start + 1 < end
        && tokens[name_start].is(is::CAPITAL | is::PLACE)
        && !tokens[name_start].is(is::GIVEN | is::SURNAME)
        && is_human(text, tokens, rows, name_start + 1..end)
    {
        name_start += 1;
        if !has_title {
            whole_start = name_start;
        }
    }
    if has_title && whole_start > name_start {
        whole_start = name_start;
    }
    if !has_title {
        whole_start = name_start;
    }
    let name = name_start..end;
    if name.is_empty() {
        return;
    }
    let spelled = &text[tokens[name.start].start as usize..tokens[name.end - 1].end as usize];
    // Sun Mi-rae: a name with a hyphen that reads as a Korean one.
    let is_hyphened = tokens[name.clone()].iter().any(|token| text[token.range()].contains('-'));
    let is_body = body_names(name.clone())
        && !(is_given(name.start) && name.len() <= 3)
        && !(is_hyphened && is_korean(text, tokens, name.clone(), rows));
    if lexicon.is_place(spelled) && !has_title {
        if lexicon.small.speaking_place.has(spelled) {
            found.push(Candidate {
                whole: name.clone(),
                name,
                sign: Sign::Group,
                gender: 0,
                role: None,
                is_body: true,
                is_work: false,
                may_be: false,
            });
        } else if name.len() == 1 && !is_placed(text, tokens, &name, rows) {
            // "Clinton said": a place as well as the surname of somebody whom the document names in full.
            found.push(Candidate::of_surname(name));
        }
        return;
    }
    // A work or a part of one: "Weak Tide Class 1", "Glass Season Two".
    let is_part = tokens.get(end).is_some_and(|next| {
        next.is_word()
            && next.start == tokens[end - 1].end + 1
            && text[next.range()].starts_with(|char: char| char.is_ascii_digit())
    });
    let is_acronym = !is_part
        && name.len() == 1
        && spelled.len() > 1
        && spelled.len() < 6
        && spelled.chars().all(char::is_uppercase);
    if (is_body || is_acronym) && !has_title {
        let sign = if stands_as_speaker(tokens, &(start..end)) { Sign::Speaks } else { Sign::None };
        let sign = if is_body && end > start + 1 { Sign::Group } else { sign };
        found.push(Candidate {
            whole: start..end,
            name: start..end,
            sign,
            gender: 0,
            role: None,
            is_body: true,
            is_work: false,
            may_be: false,
        });
        return;
    }
    if !has_title
        && (tokens[end - 1].is(is::CAPITAL) && end - name_start > 1 && !tokens[end - 1].is(is::GIVEN | is::SURNAME)
            || is_part && !is_human(text, tokens, rows, name.clone()))
    {
        let mut name_end = end;
        while name_end > name_start + 1 && tokens[name_end - 1].is(is::CAPITAL) {
            name_end -= 1;
        }
        let name = name_start..name_end;
        found.push(Candidate {
            whole: name.clone(),
            name,
            sign: Sign::None,
            gender: 0,
            role: None,
            is_body: false,
            is_work: true,
            may_be: false,
        });
        return;
    }
    if tokens[name.clone()].iter().all(|token| token.is(is::CAPITAL | is::TIME | is::PLACE)) && !has_title {
        return;
    }
    // A tag or a model, such as K7; names of readers, such as Ferry_7, have small letters.
    let is_tag = spelled.contains(|char: char| char.is_ascii_digit()) && !spelled.contains(char::is_lowercase);
    if is_tag && !has_title {
        return;
    }
    if name.len() > 5
        || name.len() == 1 && (spelled.chars().count() < 2 || is_only_word(&tokens[name.start], has_title))
    {
        return;
    }
    // An unknown plural at the head of a sentence is a noun: "Hackers said".
    if name.len() == 1
        && !has_title
        && is_first(run.start)
        && tokens[name.start].has_s
        && !tokens[name.start].is(is::GIVEN | is::SURNAME)
        && tokens.get(end).is_none_or(|token| token.kind != TokenKind::Colon)
    {
        // "Sanders said": unless somebody in the document has it as a surname.
        found.push(Candidate::of_surname(name));
        return;
    }
    let mut gender =
        tokens[whole_start..name.start].iter().map(|token| token.kinds).fold(0, |bits, kinds| bits | kinds)
            & (is::MALE | is::FEMALE);
    if gender == 0 && name.len() > 1 {
        gender = tokens[name.start].kinds & ((is::MALE | is::FEMALE) * u64::from(tokens[name.start].is(is::GIVEN)));
    } else if gender == 0 && is_given(name.start) {
        gender = tokens[name.start].kinds & (is::MALE | is::FEMALE);
    }
    let (role, role_gender) = role_beside(text, tokens, whole_start, name.end, lexicon);
    let role = if has_title { Some(whole_start..name.start) } else { role };
    let whole = match &role {
        Some(role) if role.end == whole_start => role.start..name.end,
        _ => whole_start..name.end,
    };
    let may_be = is_strange(text, tokens, name.clone(), rows);
    let sign = if has_title
        || role.is_some()
        || is_human(text, tokens, rows, name.clone())
        || follows_who(tokens, name.end) && (is_given(name.start) || !is_placed(text, tokens, &name, rows))
    {
        Sign::Person
    } else if stands_as_speaker(tokens, &name)
        && !is_placed(text, tokens, &name, rows)
        && !is_worded(text, tokens, &name, lexicon)
        || may_be && is_shown_human(text, tokens, &name, rows)
    {
        Sign::Speaks
    } else {
        Sign::None
    };
    found.push(Candidate {
        name,
        whole,
        sign,
        gender: if gender == 0 { role_gender } else { gender },
        role,
        is_body: false,
        is_work: false,
        may_be,
    });
}

/// Says whether a title is one of address alone, which no body has: Mr., Ms.
fn is_addressed(text: &str, token: &Token) -> bool {
    token.is(is::TITLE) && token.is(is::MALE | is::FEMALE) && text[token.range()].ends_with('.')
}

/// A word that only a title makes a name: "Mr. May", but "May" alone.
fn is_only_word(token: &Token, has_title: bool) -> bool {
    let common = is::ROLE
        | is::GROUP
        | is::TITLE
        | is::TIME
        | is::CAPITAL
        | is::GROUP_NAME
        | is::PLACE
        | is::ADVERB
        | is::SAYING_NOUN;
    !has_title && token.is(common) && !token.is(is::GIVEN)
        || token.forms & (form::ING | form::FINITE) != 0 && !token.is(is::GIVEN) && !has_title
}

/// "Asked John Smith", "Meet Ana Poe" at the head of a sentence.
fn is_opening_verb(tokens: &[Token], at: usize, end: usize) -> bool {
    at + 1 < end && tokens[at].forms != 0 && !tokens[at].is(is::GIVEN | is::SURNAME | is::TITLE)
}

/// Says whether words have the shape of a person's name: a given name first, an initial, a Korean name.
fn is_human(text: &str, tokens: &[Token], rows: &Lexicon, name: Range<usize>) -> bool {
    let words = &tokens[name.clone()];
    let Some(first) = words.first() else { return false };
    let spelled = |token: &Token| &text[token.range()];
    let is_korean_given = |token: &Token| spelled(token).contains('-') && spelled(token).len() <= 14;
    if words.len() == 1 {
        return false;
    }
    let has_initial =
        words[..words.len() - 1].iter().any(|token| spelled(token).len() == 2 && spelled(token).ends_with('.'));
    let is_given = first.is(is::GIVEN) && !first.is(is::CAPITAL | is::PLACE);
    let is_known = words.len() == 2
        && (first.is(is::SURNAME) && is_korean_given(&words[1]) || is_korean_given(first) && words[1].is(is::SURNAME))
        || words.len() == 3 && first.is(is::SURNAME);
    is_given && words.len() <= 4 || has_initial || is_known || is_korean(text, tokens, name, rows)
}

/// Says whether two or three words read as a Korean name, and are not words of common life all of them.
fn is_korean(text: &str, tokens: &[Token], name: Range<usize>, rows: &Lexicon) -> bool {
    let words = &tokens[name];
    let spelled = |token: &Token| &text[token.range()];
    let ([first, .., last], 2..=3) = (words, words.len()) else { return false };
    let is_word = |token: &Token| rows.english.is_common(spelled(token)) || rows.english.is_place(spelled(token));
    !words.iter().all(is_word) && rows.names.reads_as_korean(&text[first.start as usize..last.end as usize])
}

/// Says whether two or three words with capitals are no words of common life, and stand where no place is named.
fn is_strange(text: &str, tokens: &[Token], name: Range<usize>, rows: &Lexicon) -> bool {
    let is_strange = |token: &Token| {
        let word = &text[token.range()];
        word.chars().count() > 2
            && word.chars().skip(1).any(char::is_lowercase)
            && word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '\'' | '’'))
            && !rows.english.is_common(word)
            && !rows.english.is_place(word)
    };
    let before = name.start.checked_sub(1).map_or("", |before| &text[tokens[before].range()]);
    (2..=3).contains(&name.len())
        && tokens[name].iter().all(is_strange)
        && !rows.english.small.before_place.has(&before.to_lowercase())
}

/// Says whether what stands around a name shows somebody: an age, "translated by", "I'm", or a "he" or "her" behind it.
fn is_shown_human(text: &str, tokens: &[Token], name: &Range<usize>, rows: &Lexicon) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is_age = |at: usize| {
        let years = word(at);
        (1..=2).contains(&years.len()) && years.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_set_off = |at: usize| tokens.get(at).is_some_and(|token| !token.is_word());
    let has_age = is_set_off(name.end) && is_age(name.end + 1) && is_set_off(name.end + 2);
    let small = &rows.english.small;
    let before = |n: usize| name.start.checked_sub(n).and_then(|at| tokens.get(at));
    let is_done_by = before(1).is_some_and(|by| by.is(is::BY))
        && before(2).is_some_and(|verb| verb.is_word() && !verb.is_capital && verb.forms & form::PARTICIPLE != 0);
    let is_named = before(1).is_some_and(|token| small.before_own_name.has(&text[token.range()]));
    let is_human = |token: &Token| token.is(is::HE | is::SHE | is::WHO | is::MALE | is::FEMALE) && !token.is(is::GIVEN);
    let rest = &tokens[name.end.min(tokens.len())..tokens.len().min(name.end + REACH)];
    let until = rest.iter().position(|token| token.is_capital && !token.is(NEVER)).unwrap_or(rest.len());
    let goes_on = rest.first().is_some_and(|next| {
        matches!(next.kind, TokenKind::Comma | TokenKind::Owner)
            || next.is(is::AUXILIARY | is::PREPOSITION | is::WHO)
            || next.forms & form::FINITE != 0
    });
    has_age || is_done_by || is_named || goes_on && rest[..until].iter().any(is_human)
}

/// Words behind a name among which a pronoun means it.
const REACH: usize = 14;

fn follows_who(tokens: &[Token], end: usize) -> bool {
    let mut at = end;
    if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma) {
        at += 1;
    }
    tokens.get(at).is_some_and(|token| token.is(is::WHO))
}

/// "X said", "said X", "X:" and the like.
fn stands_as_speaker(tokens: &[Token], name: &Range<usize>) -> bool {
    let is_full = name.len() > 1;
    let says = |token: &Token| {
        token.is_tag()
            && token.forms & form::FINITE != 0
            && (is_full && token.has(takes::OBJECT | takes::ABOUT | takes::ON)
                || token.has(takes::CLAUSE | takes::THAT | takes::ADDRESSED | takes::WHETHER))
    };
    let mut at = name.end;
    while tokens.get(at).is_some_and(|token| token.is(is::ADVERB | is::AUXILIARY)) && at < name.end + 3 {
        at += 1;
    }
    // "Content note": of one who is alone the verb has an ending.
    let is_alone = !is_full
        && name
            .start
            .checked_sub(1)
            .is_none_or(|before| !tokens[before].is(is::AND) && tokens[before].kind != TokenKind::Comma);
    let agrees = |token: &Token| at > name.end || !is_alone || token.forms & (form::THIRD | form::PAST) != 0;
    tokens.get(at).is_some_and(|token| says(token) && agrees(token))
        || name
            .start
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|token| says(token) && !token.is_capital)
        || name.start == 0 && tokens.get(name.end).is_some_and(|token| token.kind == TokenKind::Colon)
}

/// Says whether words are of common life all of them, and none a name that people have: "Third Row", "Correction:". One word alone
/// may be the name that somebody chose, where it is no label: "Harbor said".
fn is_worded(text: &str, tokens: &[Token], name: &Range<usize>, lexicon: &English) -> bool {
    let is_label = tokens.get(name.end).is_some_and(|token| token.kind == TokenKind::Colon);
    let is_word = |token: &Token| !token.is(is::GIVEN | is::SURNAME) && lexicon.is_common(&text[token.range()]);
    (name.len() > 1 || is_label) && tokens[name.clone()].iter().all(is_word)
}

/// Says whether one word stands where a place is named: "the waiter from Suwon said".
fn is_placed(text: &str, tokens: &[Token], name: &Range<usize>, rows: &Lexicon) -> bool {
    let before = name.start.checked_sub(1).map(|before| &tokens[before]);
    name.len() == 1
        && before.is_some_and(|token| {
            token.is(is::PREPOSITION) && rows.english.small.before_place.has(&text[token.range()].to_lowercase())
        })
}

/// Returns the role that stands beside a name, and the gender it shows.
///
/// Before it: `executive producer Hana Poe`. Behind it: `Hana Poe, the executive producer`.
fn role_beside(
    text: &str,
    tokens: &[Token],
    start: usize,
    end: usize,
    lexicon: &English,
) -> (Option<Range<usize>>, u64) {
    let is_role = |token: &Token| token.is_word() && token.is(is::ROLE);
    if let Some(before) = start.checked_sub(1).filter(|&before| is_role(&tokens[before]) && !tokens[before].is_capital)
    {
        let mut from = before;
        while from > 0
            && before - from < 3
            && is_attribute(&tokens[from - 1])
            && tokens[from - 1].end + 1 == tokens[from].start
        {
            from -= 1;
        }
        return (Some(from..start), tokens[before].kinds & (is::MALE | is::FEMALE));
    }
    if let Some(role) = role_before_comma(tokens, start, end) {
        let kinds = tokens[role.end - 1].kinds;
        return (Some(role), kinds & (is::MALE | is::FEMALE));
    }
    if !tokens.get(end).is_some_and(|token| token.kind == TokenKind::Comma) {
        return (None, 0);
    }
    let mut at = end + 1;
    if tokens.get(at).is_some_and(|token| token.is(is::DETERMINER)) {
        at += 1;
    }
    let from = at;
    while at < from + 6 && tokens.get(at).is_some_and(|token| token.is_word() || token.kind == TokenKind::Owner) {
        let token = &tokens[at];
        if is_role(token)
            && (at > end + 1 || !token.is_capital)
            && !tokens.get(at + 1).is_some_and(|next| {
                // "According to Poe, the director had told him": somebody else acts.
                let acts = next.is(is::AUXILIARY) && at > end + 1;
                is_role(next) || next.kind == TokenKind::Owner || acts
            })
        {
            return (Some(from..at + 1), token.kinds & (is::MALE | is::FEMALE));
        }
        if token.is(is::CLAUSE_WORD | is::PREPOSITION | is::AND)
            || token.forms & form::FINITE != 0
                && !token.is(is::ROLE)
                && !lexicon.small.role_verb.has(&text[token.range()])
        {
            break;
        }
        at += 1;
    }
    (None, 0)
}

/// Returns the role that a full name stands in apposition to: `the director, Hana Poe,`.
fn role_before_comma(tokens: &[Token], start: usize, end: usize) -> Option<Range<usize>> {
    let role = start.checked_sub(2)?;
    let is_set_off = tokens[start - 1].kind == TokenKind::Comma
        && tokens.get(end).is_none_or(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Stop));
    let is_role = tokens[role].is_word() && tokens[role].is(is::ROLE) && !tokens[role].is_capital;
    if end < start + 2 || !is_set_off || !is_role {
        return None;
    }
    let first = (role.saturating_sub(3)..role).rev().find(|&at| !is_attribute(&tokens[at]))?;
    tokens[first].is(is::DETERMINER | is::POSSESSIVE).then_some(first + 1..role + 1)
}

/// Says whether a word may stand before a role noun as a part of the role.
fn is_attribute(token: &Token) -> bool {
    token.is_word()
        && !token.is_capital
        && !token.is(NEVER | is::AUXILIARY | is::ADVERB)
        && (token.forms & form::FINITE == 0 || token.is(is::ROLE))
}
