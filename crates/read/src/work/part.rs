//! Seasons, episodes and editions beside a title: 시즌2, 13회, 제9회, season two of, the ninth.

use std::ops::Range;

use onrecord_language::lexicon::is;
use onrecord_model::{PartUnit, WorkKind, WorkPart};

use crate::ground::Ground;

/// The most bytes on either side that are looked at.
const NEAR: usize = 48;

/// Returns the parts of a work that are named beside one of its titles.
pub(super) fn beside(ground: &Ground, at: Range<usize>, kind: Option<WorkKind>) -> Vec<WorkPart> {
    let mut found = Vec::new();
    found.extend(korean_behind(ground, at.end, kind));
    found.extend(korean_before(ground, at.start, kind));
    found.extend(english(ground, at.clone(), kind));
    // The words are shown with the title.
    let whole = |part: WorkPart| {
        let words = part.words.start().min(at.start)..part.words.end().max(at.end);
        Some(WorkPart { words: ground.document.span(words)?, ..part })
    };
    found.into_iter().filter_map(whole).collect()
}

/// Returns which time an event takes place: 제9회.
pub(super) fn edition(ground: &Ground, word: &str) -> Option<u32> {
    let small = &ground.lexicon.works.small;
    let unit = small.edition_unit.ending(word)?;
    let number = word.strip_suffix(unit)?;
    let has_sign = small.edition.begins(number);
    let digits = number.trim_start_matches(|char: char| !char.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| has_sign)?;
    (1..1000).contains(&number).then_some(number)
}

fn is_event(kind: Option<WorkKind>) -> bool {
    kind == Some(WorkKind::Event)
}

fn part(ground: &Ground, unit: PartUnit, number: u32, words: Range<usize>) -> Option<WorkPart> {
    let words = ground.document.span(words)?;
    (1..2000).contains(&number).then_some(WorkPart { unit, number, words })
}

fn korean_before(ground: &Ground, at: usize, kind: Option<WorkKind>) -> Option<WorkPart> {
    let text = ground.document.text();
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let near = text[from..at].trim_end_matches(|char: char| char.is_whitespace() || "〈《‘“'\"『「<".contains(char));
    let word = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    let start = near.len() - word.len();
    let number = edition(ground, word).filter(|_| is_event(kind))?;
    part(ground, PartUnit::Edition, number, from + start..from + near.len())
}

/// 〈…〉 시즌2, 〈…〉 13회
fn korean_behind(ground: &Ground, at: usize, kind: Option<WorkKind>) -> Option<WorkPart> {
    let text = ground.document.text();
    let small = &ground.lexicon.works.small;
    let near = &text[at..text.floor_char_boundary((at + NEAR).min(text.len()))];
    let line = near.split('\n').next().unwrap_or_default();
    let rest = line.trim_start_matches(|char: char| char.is_whitespace() || "〉》’”'\"』」>".contains(char));
    let start = at + line.len() - rest.len();
    let digits = |from: &str| from.chars().take_while(char::is_ascii_digit).count();
    let season = rest.char_indices().find(|(_, char)| char.is_ascii_digit() || char.is_whitespace())?;
    if small.season.has(&rest[..season.0]) {
        let number = rest[season.0..].trim_start();
        let skipped = rest.len() - number.len();
        let n = digits(number);
        return part(ground, PartUnit::Season, number[..n].parse().ok()?, start..start + skipped + n);
    }
    let n = digits(rest);
    let unit = rest[n..].chars().next()?;
    let ends = start + n + unit.len_utf8();
    let is_unit = n > 0 && small.episode_unit.has(unit.encode_utf8(&mut [0; 4]));
    if is_unit && !is_event(kind) {
        part(ground, PartUnit::Episode, rest[..n].parse().ok()?, start..ends)
    } else {
        None
    }
}

/// season two of …, the second season of …, the ninth …, … season 2, episode 3 of …
fn english(ground: &Ground, at: Range<usize>, kind: Option<WorkKind>) -> Option<WorkPart> {
    let text = ground.document.text();
    let works = &ground.lexicon.works;
    let block = ground.english.partition_point(|block| block.span.start() <= at.start).checked_sub(1)?;
    let tokens = ground.tokens.get(block)?;
    let start = tokens.partition_point(|token| (token.start as usize) < at.start);
    let end = tokens.partition_point(|token| (token.start as usize) < at.end);
    let lower =
        |at: usize| tokens.get(at).filter(|token| token.is_word()).map(|token| text[token.range()].to_lowercase());
    let unit = |at: usize| {
        let word = lower(at)?;
        let is_season = works.small.en_season.has(&word);
        if is_season { Some(PartUnit::Season) } else { works.small.en_episode.has(&word).then_some(PartUnit::Episode) }
    };
    let number = |at: usize| lower(at).and_then(|word| works.number(&word));
    let is_ordinal =
        |at: usize| lower(at).is_some_and(|word| ["th", "st", "nd", "rd"].iter().any(|end| word.ends_with(end)));
    let words = |from: usize, to: usize| tokens[from].start as usize..tokens[to].end as usize;
    if let (Some(unit), Some(number)) = (unit(end), number(end + 1)) {
        return part(ground, unit, number, words(end, end + 1));
    }
    let before =
        (0..2).filter_map(|skip| start.checked_sub(skip)).find(|&at| at > 0 && !tokens[at - 1].is(is::DETERMINER))?;
    if is_event(kind)
        && let Some(number) = before.checked_sub(1).filter(|&at| is_ordinal(at)).and_then(number)
    {
        return part(ground, PartUnit::Edition, number, words(before - 1, before - 1));
    }
    let of = before.checked_sub(1).filter(|&of| tokens[of].is(is::OF))?;
    let (last, first) = (of.checked_sub(1)?, of.checked_sub(2)?);
    match (unit(last), number(first), unit(first), number(last)) {
        (Some(unit), Some(number), ..) | (_, _, Some(unit), Some(number)) => {
            part(ground, unit, number, words(first, last))
        }
        _ => None,
    }
}
