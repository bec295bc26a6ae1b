//! Tells actor and character apart: 강미로 역의 배우 한유빈, 한유빈(강미로 역), 강미로를 연기한 한유빈.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::{Draft, Kind};
use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::syllable::is_hangul;
use onrecord_language::korean::who::Who;
use onrecord_language::korean::word::{Stop, Word};
use onrecord_language::lexicon::Particle;

/// Joins the actors of a block to the characters that they play.
pub(super) fn join<'a>(
    scope: &Scope<'a>,
    words: &[Word],
    places: &mut HashMap<&'a str, usize>,
    drafts: &mut Vec<Draft<'a>>,
) {
    for head in 0..words.len() {
        if !words[head].is_plain() {
            continue;
        }
        if let Some(role) = noted_role(scope, &words[head]) {
            let actor = scope.one(words, head).name.and_then(|name| places.get(&scope.text[name]).copied());
            if let Some(actor) = actor {
                play(scope.text, actor, role.clone(), role, places, drafts);
            }
        }
        let Some((role, whole, after)) = character_at(scope, words, head) else { continue };
        let Some(actor) = actor_after(scope, words, after).and_then(|name| places.get(name).copied()) else { continue };
        play(scope.text, actor, role, whole, places, drafts);
    }
}

/// Returns the character in a note behind a name: (강미로 역).
fn noted_role(scope: &Scope, word: &Word) -> Option<Range<usize>> {
    let note = scope.text.get(word.base..word.stem)?;
    let inner = note.strip_prefix('(')?.strip_suffix(')')?;
    let role = scope.korean.small.part_noted.strip_word(inner)?;
    let is_name = !role.is_empty() && role.chars().count() <= 12;
    is_name.then(|| word.base + 1..word.base + 1 + role.len())
}

/// Returns the name and place of a character, and the place of the word behind what says that somebody plays it.
fn character_at(scope: &Scope, words: &[Word], head: usize) -> Option<(Range<usize>, Range<usize>, usize)> {
    let text = scope.text;
    let word = &words[head];
    let noun = word.noun(text);
    let small = &scope.korean.small;
    if small.part.has(noun) && head > 0 && words[head - 1].is_plain() && words[head - 1].particle == Particle::Bare {
        let phrase = scope.one(words, head - 1);
        let is_named = matches!(phrase.who, Who::Name | Who::LikelyName | Who::Surname)
            || is_hangul(words[head - 1].noun(text))
                && words[head - 1].noun(text).chars().count() >= 2
                && matches!(phrase.who, Who::Unknown | Who::MaybeName);
        let after = match word.particle {
            Particle::Of => head + 1,
            _ if words.get(head + 1).is_some_and(|next| small.playing.has(next.whole(text))) => head + 2,
            _ => return None,
        };
        let name = match phrase.who {
            Who::Name | Who::LikelyName => phrase.name.clone()?,
            _ => phrase.whole.clone(),
        };
        return is_named.then_some((name, phrase.whole, after));
    }
    let is_object = scope.korean.quoting.object.ends(word.whole(text)) && word.stop == Stop::None;
    let plays = words.get(head + 1).is_some_and(|next| small.playing_whom.has(next.whole(text)));
    if !is_object || !plays {
        return None;
    }
    let phrase = scope.one(words, head);
    let name = phrase.name.clone().filter(|_| matches!(phrase.who, Who::Name | Who::LikelyName))?;
    Some((name, phrase.whole, head + 2))
}

/// Returns the name of the actor who stands at `at`, perhaps behind a role.
fn actor_after<'a>(scope: &Scope<'a>, words: &[Word], at: usize) -> Option<&'a str> {
    (at..words.len().min(at + 3)).find_map(|head| {
        let phrase = words[head].is_plain().then(|| scope.one(words, head))?;
        phrase.name.filter(|_| matches!(phrase.who, Who::Name | Who::LikelyName)).map(|name| &scope.text[name])
    })
}

fn play<'a>(
    text: &'a str,
    actor: usize,
    name: Range<usize>,
    whole: Range<usize>,
    places: &mut HashMap<&'a str, usize>,
    drafts: &mut Vec<Draft<'a>>,
) {
    let words = &text[name.clone()];
    let character = *places.entry(words).or_insert_with(|| {
        drafts.push(Draft { name: words, kind: Kind::Character, ..Draft::default() });
        drafts.len() - 1
    });
    if character == actor {
        return;
    }
    let draft = &mut drafts[character];
    draft.kind = Kind::Character;
    // The same place may be there already: that is seen to once all are gathered.
    draft.mentions.push((name, whole));
    if !drafts[actor].plays.contains(&character) {
        drafts[actor].plays.push(character);
    }
}
