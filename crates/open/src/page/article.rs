//! Finds the article in a page.

use std::borrow::Cow;

use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

use super::tag::{Piece, Tag, pieces};
use super::text::{Line, lines as lines_of};
use onrecord_language::Lexicon;

/// Characters from which a body that is known by its name is taken without guessing.
const BODY: usize = 120;

/// Returns the lines of the article.
///
/// The ids and classes that Korean outlets use come first; else trafilatura, with precision before recall and
/// its fallbacks (measured best of six extractors on 109 pages); else all text of the page.
pub(crate) fn lines(html: &str, lexicon: &Lexicon) -> Vec<Line> {
    if let Some(body) = known_body(html, lexicon) {
        return body;
    }
    let options = Options::default()
        .with_fallback(true)
        .with_links(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let mut page = without_asides(html, lexicon);
    // Text right behind a table, as old pages have it about a picture, would be lost with the table.
    if is_korean(html) && page.contains("</table>") {
        page = page.replace("</table>", "</table><br>").into();
    }
    match trafilatura::extract(&page, &options) {
        Ok(found) => lines_of(&found.content_html, lexicon),
        Err(_) => Vec::new(),
    }
}

fn is_korean(html: &str) -> bool {
    html.chars().filter(|char| ('가'..='힣').contains(char)).take(BODY).count() == BODY
}

/// Returns the page without the parts whose class or id says that they stand beside the article.
///
/// Only for Korean pages: the names are those of Korean outlets, and trafilatura has the others' names itself.
fn without_asides<'a>(html: &'a str, lexicon: &Lexicon) -> Cow<'a, str> {
    let mut out = String::with_capacity(html.len());
    let mut kept_to = 0;
    let mut pieces = pieces(html);
    while let Some(piece) = pieces.next() {
        let Piece::Open(tag) = piece else { continue };
        let from = pieces.at() - tag.source.len();
        if from < kept_to || !is_aside(tag, lexicon) {
            continue;
        }
        let part = element(&html[from..]);
        // A part that holds most of the page is misnamed.
        if 2 * part.len() < html.len() {
            out.push_str(&html[kept_to..from]);
            kept_to = from + part.len();
        }
    }
    out.push_str(&html[kept_to..]);
    Cow::Owned(out)
}

/// Says whether an element's class or id says that it stands beside the article.
pub(crate) fn is_aside(tag: Tag<'_>, lexicon: &Lexicon) -> bool {
    let is_named = |attribute: &str| {
        tag.attribute(attribute)
            .is_some_and(|names| names.split_ascii_whitespace().any(|name| lexicon.page.is_aside(name)))
    };
    !tag.attributes.is_empty()
        && !["body", "html", "img", "br", "input", "meta", "link", "hr"].iter().any(|name| tag.is(name))
        && (is_named("class") || is_named("id"))
}

/// Returns the lines of the first element that is named as an article's body and holds one.
fn known_body(html: &str, lexicon: &Lexicon) -> Option<Vec<Line>> {
    let bodies = lexicon.page.bodies();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut pieces = pieces(html);
    while let Some(piece) = pieces.next() {
        let Piece::Open(tag) = piece else { continue };
        let holds = ["div", "article", "section", "td", "p", "span", "main"].iter().any(|name| tag.is(name));
        if tag.attributes.is_empty() || !holds {
            continue;
        }
        let rank = ["id", "class", "itemprop"]
            .into_iter()
            .filter_map(|name| tag.attribute(name))
            .flat_map(str::split_ascii_whitespace)
            .filter_map(|name| bodies.iter().position(|body| *body == name))
            .min();
        if let Some(rank) = rank {
            found.push((rank, pieces.at() - tag.source.len()));
        }
    }
    found.sort_unstable();
    found.into_iter().take(4).find_map(|(_, starts_at)| {
        let lines = lines_of(element(&html[starts_at..]), lexicon);
        let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let n_hangul = text.iter().flat_map(|text| text.chars()).filter(|char| ('가'..='힣').contains(char)).count();
        (n_hangul >= BODY).then_some(lines)
    })
}

/// Returns the element that stands at the start of some markup, with all in it.
fn element(html: &str) -> &str {
    let mut name = "";
    let mut depth = 0usize;
    let mut pieces = pieces(html);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Open(tag) if name.is_empty() || tag.is(name) => {
                name = if name.is_empty() { tag.name } else { name };
                depth += 1;
            }
            Piece::Close(close) if close.eq_ignore_ascii_case(name) => {
                depth -= 1;
                if depth == 0 {
                    return &html[..pieces.at()];
                }
            }
            _ => {}
        }
    }
    html
}
