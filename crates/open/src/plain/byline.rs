//! Reads the head of a plain text: its headline, and the line below it that names outlet, author and day.
//!
//! `포구뉴스 길재민 기자 | 입력 2025.03.18 10:05`, `By Mina Hartwell, Harbor Lane, November 24, 2025`. All of it is a guess: only a
//! short line with a whole date near the top counts, and what stands before the date is taken for the outlet.

use std::ops::Range;

use onrecord_model::{Found, Known, Language, Origin};

use super::line::{LONGEST_HEADING, Line, bare};
use crate::meta::{Stamp, korean_names};
use onrecord_language::Lexicon;
use onrecord_language::lexicon::{Label, Part};
use onrecord_language::marks::BAR;

/// The head of a text, where it has one.
#[derive(Default)]
pub(super) struct Byline {
    pub known: Known,
    /// The lines of the by-line, which are no statements; empty where there is none.
    pub lines: Range<usize>,
}

/// How many lines below the headline a by-line may take.
const DEEPEST: usize = 4;
/// A by-line has no more code points than this.
const LONGEST: usize = 90;

/// Returns what the head of a text, or the mark of copyright at its foot, says of it.
pub(super) fn byline(lines: &[Line<'_>], lexicon: &Lexicon) -> Byline {
    let mut byline = Byline::default();
    let is_korean = lines.iter().take(12).any(|line| Language::of(line.words) == Some(Language::Korean));
    let dated = (1..lines.len().min(1 + DEEPEST))
        .find(|&at| is_short(lines[at].words) && stamp(lines[at].words, lexicon).is_some());
    if let Some(dated) = dated
        && lines[1..dated].iter().all(|line| is_short(line.words))
        && is_headline(lines[0].words)
    {
        let last = (dated + 1..lines.len().min(dated + 2))
            .find(|&at| is_short(lines[at].words) && !lines[at - 1].is_before_blank);
        byline.lines = 1..last.map_or(dated + 1, |last| last + 1);
        let head = || lines[byline.lines.clone()].iter().map(|line| line.words);
        byline.known.title = Found::new(bare(lines[0].words), Origin::Text);
        byline.known.published = head()
            .find_map(|words| stamp(words, lexicon))
            .and_then(|stamp| Found::new(&stamp.iso(is_korean), Origin::Text));
        byline.known.author = head().find_map(|words| author(words, lexicon));
        byline.known.outlet =
            head().find_map(|words| outlet(words, lexicon)).and_then(|name| Found::new(&name, Origin::Text));
    }
    let foot = &lines[lines.len().saturating_sub(4)..];
    if byline.known.outlet.is_none() {
        byline.known.outlet = foot
            .iter()
            .rev()
            .find_map(|line| copyright(line.words, lexicon))
            .and_then(|name| Found::new(name, Origin::Text));
    }
    if byline.known.published.is_none() {
        let posted = foot.iter().rev().find_map(|line| {
            let (label, length) = lexicon.page.label(line.words)?;
            (label == Label::Published).then(|| {
                Some((
                    line.words,
                    Stamp::at_start(line.words[length..].trim_start_matches([' ', ':']), &lexicon.quantities)?,
                ))
            })?
        });
        if let Some((words, stamp)) = posted {
            byline.known.published = Found::new(&stamp.iso(is_korean), Origin::Text);
            byline.known.author = byline.known.author.or_else(|| posted_by(words));
        }
    }
    byline
}

fn is_short(words: &str) -> bool {
    words.chars().count() <= LONGEST && !words.ends_with(['.', '!', '?', '。']) && !words.starts_with("- ")
}

fn is_headline(words: &str) -> bool {
    (4..=LONGEST_HEADING).contains(&words.chars().count()) && !words.ends_with(['.', '。', ':'])
}

/// Returns the day of publication in a line; the day of a change does not count.
fn stamp(words: &str, lexicon: &Lexicon) -> Option<Stamp> {
    let is_change = |part: &str| matches!(lexicon.page.label(part.trim_start()), Some((Label::Modified, _)));
    words.split(['|', '·', BAR]).filter(|part| !is_change(part)).find_map(|part| Stamp::of(part, &lexicon.quantities))
}

fn author(words: &str, lexicon: &Lexicon) -> Option<Found> {
    let korean = korean_names(words, &lexicon.bylines);
    if !korean.is_empty() {
        return Found::new(&korean.join(", "), Origin::Text);
    }
    parts(words).find_map(by)
}

/// Returns the name behind `By`, where it is written as a name.
fn by(part: &str) -> Option<Found> {
    let name = part.strip_prefix("By ").or_else(|| part.strip_prefix("by ")).or_else(|| part.strip_prefix("BY "))?;
    let is_name = name.split_whitespace().count() <= 5 && name.chars().next().is_some_and(char::is_uppercase);
    is_name.then(|| Found::new(name, Origin::Text)).flatten()
}

fn posted_by(words: &str) -> Option<Found> {
    let at = words.find(" by ")?;
    by(words[at + 1..].split(['·', '|', ',']).next()?.trim())
}

/// Returns the name that stands before the author, the label and the date of a by-line.
fn outlet(words: &str, lexicon: &Lexicon) -> Option<String> {
    let authors = korean_names(words, &lexicon.bylines);
    for part in parts(words) {
        if by(part).is_some() {
            continue;
        }
        let mut name: Vec<&str> = Vec::new();
        for (at, word) in starts(part) {
            let is_author = authors.iter().any(|author| word.starts_with(author.as_str()));
            if is_author
                || word.chars().any(|char| char.is_ascii_digit())
                || lexicon.page.label(&part[at..]).is_some()
                || Stamp::at_start(&part[at..], &lexicon.quantities).is_some()
            {
                break;
            }
            name.push(word);
        }
        // `온라인팀`, `편집부`: a desk of the outlet, not its name.
        while name.last().is_some_and(|word| lexicon.bylines.ends(Part::DeskEnd, word) && word.chars().count() >= 3) {
            name.pop();
        }
        let name = name.join(" ");
        let n_chars = name.chars().count();
        if (2..=40).contains(&n_chars)
            && name.split_whitespace().count() <= 5
            && name.chars().any(char::is_alphabetic)
            && !name.contains(['@', '“', '"'])
        {
            return Some(name.trim_end_matches([',', ':', '=']).trim_matches(['[', ']', '(', ')']).to_owned());
        }
    }
    None
}

/// Returns the parts of a by-line; a comma in front of a year parts nothing.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split(['|', '·', BAR, ';']).flat_map(|part| part.split(", ")).map(str::trim).filter(|part| !part.is_empty())
}

fn starts(part: &str) -> impl Iterator<Item = (usize, &str)> {
    part.split_whitespace().map(move |word| (word.as_ptr() as usize - part.as_ptr() as usize, word))
}

/// Returns the outlet of a line such as `저작권자 © 포구뉴스, 무단전재 및 재배포 금지`.
fn copyright<'a>(words: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let starts = lexicon.bylines.words(Part::NoticeStart).iter();
    let rest = starts.filter_map(|mark| words.find(mark.as_str()).map(|at| &words[at + mark.len()..])).next()?;
    let rest =
        rest.trim_start_matches(|char: char| char.is_whitespace() || char.is_ascii_digit() || "ⓒ©()cC:".contains(char));
    let rest = rest.split(',').next().unwrap_or_default();
    let name = lexicon.bylines.before(Part::FootEnd, rest).trim();
    let is_name =
        (2..=30).contains(&name.chars().count()) && name.split_whitespace().count() <= 4 && !name.contains(':');
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let known = byline(&crate::plain::line::lines(text, 0), &Lexicon::built_in()).known;
        let show = |found: Option<Found>| found.map_or_else(|| "-".to_owned(), |found| found.value);
        let shown = [known.title, known.outlet, known.author, known.published].map(show).join(" / ");
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_brief_with_outlet_reporter_and_time() {
        check(
            "새벽 배가 늘어난다…“주민이 먼저”\n\n솔섬뉴스 노하람 기자 | 입력 2025.03.18 10:05\n\n배가 늘어난다고 시가 밝혔다.",
            "새벽 배가 늘어난다…“주민이 먼저” / 솔섬뉴스 / 노하람 / 2025-03-18T10:05:00+09:00",
        );
    }

    #[test]
    fn a_desk_is_no_outlet_and_a_date_may_follow_below() {
        check(
            "배표 값이 내린다\n\n솔섬뉴스 온라인팀\n2025-11-21\n\n값이 내린다고 한다.",
            "배표 값이 내린다 / 솔섬뉴스 / - / 2025-11-21",
        );
    }

    #[test]
    fn an_outlet_of_two_words_and_a_date() {
        check(
            "[책상] 작가를 만나다\n\n솔섬 매거진 2024.08.05\n글 편집부\n\n작가를 만났다.",
            "[책상] 작가를 만나다 / 솔섬 매거진 / - / 2024-08-05",
        );
    }

    #[test]
    fn an_english_by_line() {
        check(
            "The Ferry Is Late Again\n\nBy Ada Winterbourne | Salt Lane | November 24, 2025\n\nIt was late.",
            "The Ferry Is Late Again / Salt Lane / Ada Winterbourne / 2025-11-24",
        );
    }

    #[test]
    fn a_copyright_line_names_the_outlet() {
        check("배는 오늘도 늦었다.\n\n저작권자 © 솔섬신문, 무단전재 및 재배포 금지", "- / 솔섬신문 / - / -");
    }

    #[test]
    fn a_heading_about_copyright_names_nobody() {
        check(
            "The ferry was late.\n\nCopyright Disclaimer: Pictures, titles and films belong to their owners.",
            "- / - / - / -",
        );
    }

    #[test]
    fn a_foot_that_says_who_posted_it_and_when() {
        check(
            "Hello!\n\nThe ferry was late.\n\nPosted on December 6, 2025 by Marlo · Filed under Boats",
            "- / - / Marlo / 2025-12-06",
        );
    }

    #[test]
    fn running_text_with_a_date_is_no_by_line() {
        check("The ferry\n\nIt left the pier on March 4, 2024.\n\nNobody saw it.", "- / - / - / -");
        check("아침이었다.\n\n2024년 3월 4일 배가 떠났다.\n\n아무도 보지 못했다.", "- / - / - / -");
    }

    #[test]
    fn the_day_of_a_change_is_not_the_day_of_publication() {
        check("배가 늦는다\n\n솔섬뉴스 | 수정 2025.03.19\n\n배가 늦는다고 한다.", "- / - / - / -");
    }
}
