//! Finds who wrote a page's article.

use std::borrow::Cow;

use onrecord_model::{Found, Origin};

use super::json::Article;
use super::title::bare;
use crate::page::Outline;

/// Names that say nothing.
const NOBODY: [&str; 14] = [
    "admin",
    "administrator",
    "editor",
    "webmaster",
    "staff",
    "unknown",
    "관리자",
    "편집국",
    "편집부",
    "온라인뉴스팀",
    "디지털뉴스팀",
    "기자",
    "뉴스팀",
    "author",
];
/// Words that make a part of an English byline a post or a house, not a name.
const POSTS: [&str; 16] = [
    "writer",
    "editor",
    "reporter",
    "correspondent",
    "staff",
    "bureau",
    "contributor",
    "columnist",
    "md",
    "ms",
    "rd",
    "phd",
    "ph.d",
    "m.d",
    "news",
    "desk",
];
/// Titles behind a Korean name in a byline.
const TITLES: [&str; 9] =
    ["기자", "인턴기자", "객원기자", "선임기자", "전문기자", "특파원", "에디터", "리포터", "칼럼니스트"];
/// Words in front of `기자` that are no names.
const NO_NAMES: [&str; 22] = [
    "취재",
    "사진",
    "담당",
    "방송",
    "연예",
    "스포츠",
    "문화",
    "경제",
    "정치",
    "사회",
    "전문",
    "선임",
    "인턴",
    "객원",
    "수습",
    "영상",
    "편집",
    "현장",
    "여성",
    "젊은",
    "동료",
    "후배",
];

/// Returns the authors, joined by `, `.
pub(crate) fn author(outline: &Outline, article: &Article, site: &[String], title: Option<&Found>) -> Option<Found> {
    let from_json = names(&article.authors, site);
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
        let found = names(&given, site);
        if !found.is_empty() {
            return Found::new(&found.join(", "), Origin::MetaTag);
        }
    }
    let headline_at = title.and_then(|title| outline.text.find(&title.value)).unwrap_or(0);
    marked(outline, site, headline_at).or_else(|| by_line(outline, site, headline_at))
}

/// Returns the authors that a marked part names.
fn marked(outline: &Outline, site: &[String], headline_at: usize) -> Option<Found> {
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
            let korean = korean_names(first);
            let found = if korean.is_empty() && mark.contains('=') || first.to_lowercase().starts_with("by ") {
                names(&[first.to_owned()], site)
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
fn by_line(outline: &Outline, site: &[String], headline_at: usize) -> Option<Found> {
    let text = outline.text.get(headline_at..).unwrap_or_default();
    for line in text.lines() {
        let is_short = line.chars().count() <= 80;
        let korean = if is_short { korean_names(line) } else { korean_names(opening(line)) };
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
            let found = names(&[rest.to_owned()], site);
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
pub(crate) fn korean_names(line: &str) -> Vec<String> {
    let line = parted(line);
    let words: Vec<&str> = line
        .split(|char: char| {
            char.is_whitespace()
                || matches!(char, '[' | ']' | '(' | ')' | '=' | '|' | ',' | '/' | '<' | '>' | '【' | '】' | 'ㅣ')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let bare_title = TITLES.iter().any(|title| word.trim_end_matches([':', '.', '·']) == *title);
        let glued = TITLES.iter().find_map(|title| word.strip_suffix(title)).filter(|name| is_korean_name(name));
        let mut add = |name: &str| {
            for name in name.split(['·', '‧', 'ㆍ', '・']) {
                if is_korean_name(name) && !found.iter().any(|known| known == name) {
                    found.push(name.to_owned());
                }
            }
        };
        if let Some(name) = glued {
            add(name);
        } else if bare_title && let Some(before) = at.checked_sub(1).and_then(|at| words.get(at)) {
            // `홍길동, 김철수 기자` and `홍길동 인턴 기자`.
            let mut first = at - 1;
            if NO_NAMES.contains(before) && first > 0 {
                first -= 1;
            }
            while first > 0
                && line.contains(&format!("{}, {}", words[first - 1], words[first]))
                && is_korean_name(words[first - 1])
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
fn parted(line: &str) -> Cow<'_, str> {
    let is_glued = |at: usize| line[at..].starts_with(|char: char| char.is_ascii_alphanumeric());
    match line.match_indices("기자").map(|(at, title)| at + title.len()).find(|&at| is_glued(at)) {
        Some(at) => format!("{} {}", &line[..at], &line[at..]).into(),
        None => line.into(),
    }
}

/// Says whether a word is a place in front of a reporter: `[포구뉴스 = 은파, 길재윤 기자]`.
fn is_place(line: &str, word: &str) -> bool {
    word.chars().count() == 2 && ["= ", "="].iter().any(|mark| line.contains(&format!("{mark}{word}, ")))
}

fn is_korean_name(name: &str) -> bool {
    let n_syllables = name.chars().count();
    (2..=4).contains(&n_syllables)
        && name.chars().all(|char| ('가'..='힣').contains(&char))
        && !NO_NAMES.contains(&name)
        && !TITLES.contains(&name)
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
fn names(given: &[String], site: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in given {
        let korean = korean_names(text);
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
            let name = ["Analysis by ", "Story by ", "Words by ", "Text by ", "by ", "By "]
                .iter()
                .fold(name.trim(), |name, start| name.strip_prefix(start).unwrap_or(name))
                .trim_end_matches(['.', ':']);
            let is_post = name.split([' ', '-']).any(|word| POSTS.contains(&word.to_lowercase().trim_end_matches('.')));
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
                site.iter().any(|site| bare(site) == bare(name)) || NOBODY.contains(&name.to_lowercase().as_str());
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
