//! Finds who wrote a page's article.

use std::borrow::Cow;

use onrecord_language::lexicon::{Bylines, Part};
use onrecord_language::marks::{BAR, DOTS};
use onrecord_model::letter::is_syllable;
use onrecord_model::{Found, Origin};

use super::json::Article;
use super::title::bare;
use crate::markup::Outline;

/// Returns the authors, joined by `, `.
pub(crate) fn author(
    outline: &Outline,
    article: &Article,
    site: &[String],
    title: Option<&Found>,
    bylines: &Bylines,
) -> Option<Found> {
    let from_json = names(&article.authors, site, bylines);
    if !from_json.is_empty() {
        return Found::new(&from_json.join(", "), Origin::JsonLd);
    }
    const METAS: [&str; 10] = [
        "article:author",
        "author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "citation_author",
        "dable:author",
    ];
    for name in METAS {
        let given: Vec<String> =
            outline.metas.iter().filter(|(found, _)| found == name).map(|(_, content)| content.clone()).collect();
        let found = names(&given, site, bylines);
        if !found.is_empty() {
            return Found::new(&found.join(", "), Origin::MetaTag);
        }
    }
    let headline_at = title.and_then(|title| outline.text.find(&title.value)).unwrap_or(0);
    marked(outline, site, headline_at, bylines).or_else(|| by_line(outline, site, headline_at, bylines))
}

/// Returns the authors that a marked part names.
fn marked(outline: &Outline, site: &[String], headline_at: usize, bylines: &Bylines) -> Option<Found> {
    const MARKS: [&str; 6] = ["itemprop=author", "rel=author", "byline", "reporter", "journalist", "author"];
    for mark in MARKS {
        let parts = outline.marked.iter().filter(|part| part.names.contains(mark));
        for part in parts {
            let is_near = part.at + 400 >= headline_at;
            let is_short = part.text.chars().count() <= 90;
            if !is_near || !is_short || part.text.is_empty() {
                continue;
            }
            let first = part.text.lines().next().unwrap_or_default();
            let korean = korean_names(first, bylines);
            let found = if korean.is_empty() && mark.contains('=') || first.to_lowercase().starts_with("by ") {
                names(&[first.to_owned()], site, bylines)
            } else {
                korean
            };
            if !found.is_empty() {
                return Found::new(&found.join(", "), Origin::Visible);
            }
        }
    }
    None
}

/// Returns the authors of the first byline: `By Jane Doe`, `홍길동 기자`.
fn by_line(outline: &Outline, site: &[String], headline_at: usize, bylines: &Bylines) -> Option<Found> {
    let text = outline.text.get(headline_at..).unwrap_or_default();
    for line in text.lines() {
        let is_short = line.chars().count() <= 80;
        let korean = if is_short { korean_names(line, bylines) } else { korean_names(opening(line), bylines) };
        if !korean.is_empty() {
            return Found::new(&korean.join(", "), Origin::Text);
        }
        if !is_short {
            continue;
        }
        if let Some(rest) =
            line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("Written by "))
        {
            let is_named =
                rest.split_whitespace().take(2).all(|word| word.starts_with(|char: char| char.is_uppercase()));
            let found = names(&[rest.to_owned()], site, bylines);
            if is_named && !found.is_empty() {
                return Found::new(&found.join(", "), Origin::Text);
            }
        }
    }
    None
}

/// Returns the bracketed opening of a line, such as `[스포츠투데이 홍길동 기자]` or `(서울=연합뉴스) 홍길동 기자 =`.
fn opening(line: &str) -> &str {
    let end = if line.starts_with(['[', '(', '【', '<']) {
        line.char_indices().take(60).filter(|(_, char)| matches!(char, ']' | '=' | '】' | '>')).map(|(at, _)| at).last()
    } else {
        None
    };
    line.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Returns the names in front of `기자` and its like; nothing where a particle follows, as in running text.
pub(crate) fn korean_names(line: &str, bylines: &Bylines) -> Vec<String> {
    let line = parted(line, bylines.reporter());
    let words: Vec<&str> = line
        .split(|char: char| {
            char.is_whitespace()
                || matches!(char, '[' | ']' | '(' | ')' | '=' | '|' | ',' | '/' | '<' | '>' | '【' | '】' | BAR)
        })
        .filter(|word| !word.is_empty())
        .collect();
    let is_name = |name: &str| is_korean_name(name, bylines);
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare_title = bylines.is(Part::Reporter, word.trim_end_matches([':', '.', '·']));
        let titles = bylines.words(Part::Reporter).iter();
        let glued = titles.filter_map(|title| word.strip_suffix(title.as_str())).next().filter(|name| is_name(name));
        let mut add = |name: &str| {
            for name in name.split(DOTS) {
                if is_name(name) && !found.iter().any(|known| known == name) {
                    found.push(name.to_owned());
                }
            }
        };
        if let Some(name) = glued {
            add(name);
        } else if bare_title && let Some(before) = at.checked_sub(1).and_then(|at| words.get(at)) {
            // `홍길동, 김철수 기자` and `홍길동 인턴 기자`.
            let mut first = at - 1;
            if bylines.is(Part::NoName, before) && first > 0 {
                first -= 1;
            }
            while first > 0
                && line.contains(&format!("{}, {}", words[first - 1], words[first]))
                && is_name(words[first - 1])
                && !is_place(&line, words[first - 1])
            {
                first -= 1;
            }
            words[first..at].iter().for_each(|name| add(name));
        }
    }
    found
}

/// Returns a line in which an address that stands right behind `기자` is set apart, as style sheets do.
fn parted<'a>(line: &'a str, reporter: &str) -> Cow<'a, str> {
    let is_glued = |at: usize| line[at..].starts_with(|char: char| char.is_ascii_alphanumeric());
    match line.match_indices(reporter).map(|(at, title)| at + title.len()).find(|&at| is_glued(at)) {
        Some(at) => format!("{} {}", &line[..at], &line[at..]).into(),
        None => line.into(),
    }
}

/// Says whether a word is a place in front of a reporter: `[포구뉴스 = 은파, 길재윤 기자]`.
fn is_place(line: &str, word: &str) -> bool {
    word.chars().count() == 2 && ["= ", "="].iter().any(|mark| line.contains(&format!("{mark}{word}, ")))
}

fn is_korean_name(name: &str, bylines: &Bylines) -> bool {
    let n_syllables = name.chars().count();
    (2..=4).contains(&n_syllables)
        && name.chars().all(is_syllable)
        && !bylines.is(Part::NoName, name)
        && !bylines.is(Part::Reporter, name)
}

/// Returns a name up to a full stop that ends no initial: `Jane Doe. Harbor Wire`, but `Jane L. Doe`.
fn first_sentence(name: &str) -> &str {
    let end = name
        .match_indices(". ")
        .map(|(at, _)| at)
        .find(|&at| name[..at].split(' ').next_back().is_some_and(|word| word.chars().count() > 2));
    &name[..end.unwrap_or(name.len())]
}

/// Returns the names in what tags give as authors, without addresses, sites and titles.
fn names(given: &[String], site: &[String], bylines: &Bylines) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in given {
        let korean = korean_names(text, bylines);
        if !korean.is_empty() {
            found.extend(korean);
            continue;
        }
        let text = text
            .strip_prefix("By ")
            .or_else(|| text.strip_prefix("by "))
            .or_else(|| text.strip_prefix("BY "))
            .unwrap_or(text);
        let text = text.split([';', '|', '\n']).next().unwrap_or_default();
        for part in text.replace(" and ", ",").replace(" & ", ",").replace(" And ", ",").split([',', '·']) {
            let name = part.split(" for ").next().unwrap_or_default().trim();
            // `Text: Jane Doe`
            let name = name.split_once(": ").map_or(name, |(_, name)| name);
            let name = first_sentence(name);
            let openings = bylines.words(Part::Opening).iter();
            let name = openings
                .fold(name.trim(), |name, start| name.strip_prefix(start.as_str()).unwrap_or(name))
                .trim_end_matches(['.', ':']);
            let is_post =
                name.split([' ', '-']).any(|word| bylines.is(Part::Post, word.to_lowercase().trim_end_matches('.')));
            // The first part stays even where it is a desk; behind a name, posts and houses are left out.
            if is_post && !found.is_empty() || name.is_empty() {
                continue;
            }
            let is_handle = !name.contains(' ')
                && name.chars().all(|char| char.is_ascii_lowercase() || matches!(char, '-' | '.' | '_'));
            let is_of_site = || {
                let words = bare(name);
                site.iter().map(|site| bare(site)).any(|site| site.chars().count() >= 3 && words.starts_with(&site))
            };
            let is_house = !found.is_empty() && (!name.contains(' ') && name.is_ascii() || is_of_site());
            let is_known =
                site.iter().any(|site| bare(site) == bare(name)) || bylines.is(Part::Nobody, &name.to_lowercase());
            let is_name = name.chars().any(char::is_alphabetic)
                && !name.contains(['@', '/', '<', '{', '_'])
                && !name.contains("http")
                && name.chars().filter(char::is_ascii_digit).count() == 0
                && name.chars().count() <= 40
                && name.split_whitespace().count() <= 5;
            if is_name && !is_known && !is_handle && !is_house && !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    }
    found.truncate(8);
    found
}
