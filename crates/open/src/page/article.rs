//! Finds the article in a page.

use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

use super::text::{Line, is_aside, lines as lines_of};
use crate::markup::{Tag, Tree};
use onrecord_language::Lexicon;
use onrecord_model::letter::is_syllable;

/// Characters from which a body that is known by its name is taken without guessing.
const BODY: usize = 120;

/// Returns the lines of the article.
///
/// The ids and classes that Korean outlets use come first; else trafilatura, with precision before recall and
/// its fallbacks (measured best of six extractors on 109 pages); else all text of the page.
pub(crate) fn lines(page: &Tree<'_>, lexicon: &Lexicon) -> Vec<Line> {
    if let Some(body) = known_body(page, lexicon) {
        return body;
    }
    let options = Options::default()
        .with_fallback(true)
        .with_links(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let mut kept = without_asides(page, lexicon);
    // Text right behind a table, as old pages have it about a picture, would be lost with the table.
    if is_korean(page.source()) && kept.contains("</table>") {
        kept = kept.replace("</table>", "</table><br>");
    }
    match trafilatura::extract(&kept, &options) {
        Ok(found) => {
            let article = Tree::of(&found.content_html);
            lines_of(|step| article.walk(step), lexicon)
        }
        Err(_) => Vec::new(),
    }
}

fn is_korean(html: &str) -> bool {
    html.chars().filter(|&char| is_syllable(char)).take(BODY).count() == BODY
}

/// Returns the page without the parts whose class or id says that they stand beside the article.
///
/// Only for Korean pages: the names are those of Korean outlets, and trafilatura has the others' names itself.
fn without_asides(page: &Tree<'_>, lexicon: &Lexicon) -> String {
    let html = page.source();
    let mut out = String::with_capacity(html.len());
    let mut kept_to = 0;
    for element in page.elements() {
        let part = element.range();
        // A part that holds most of the page is misnamed.
        if part.start >= kept_to && is_aside(element.tag, lexicon) && 2 * part.len() < html.len() {
            out.push_str(&html[kept_to..part.start]);
            kept_to = part.end;
        }
    }
    out.push_str(&html[kept_to..]);
    out
}

/// Returns the lines of the first element that is named as an article's body and holds one.
fn known_body(page: &Tree<'_>, lexicon: &Lexicon) -> Option<Vec<Line>> {
    let bodies = lexicon.page.bodies();
    let rank = |tag: Tag<'_>| {
        let holds = ["div", "article", "section", "td", "p", "span", "main"].iter().any(|name| tag.is(name));
        let names = ["id", "class", "itemprop"].into_iter().filter_map(|name| tag.attribute(name));
        names
            .filter(|_| holds)
            .flat_map(str::split_ascii_whitespace)
            .filter_map(|name| bodies.iter().position(|body| *body == name))
            .min()
    };
    let mut found: Vec<_> = page.elements().filter_map(|element| Some((rank(element.tag)?, element))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(4).find_map(|(_, element)| {
        let lines = lines_of(|step| element.walk(step), lexicon);
        let n_hangul = lines.iter().flat_map(|line| line.text.chars()).filter(|&char| is_syllable(char)).count();
        (n_hangul >= BODY).then_some(lines)
    })
}
