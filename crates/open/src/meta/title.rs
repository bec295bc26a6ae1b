//! Chooses the headline of a page: what its reader sees, without the site's name.

use onrecord_language::marks::SPACED_BAR;
use onrecord_model::{Found, Origin};

use super::json::Article;
use crate::markup::Outline;
use onrecord_language::Lexicon;

/// Returns the headline.
///
/// A heading on which the page's own tags agree is surest; then the tags without the site's name; then the
/// first heading.
pub(crate) fn title(outline: &Outline, article: &Article, site: &[String], lexicon: &Lexicon) -> Option<Found> {
    let tags: Vec<(String, Origin)> = [
        (article.headline.as_deref(), Origin::JsonLd),
        (outline.meta("og:title"), Origin::MetaTag),
        (outline.meta("twitter:title"), Origin::MetaTag),
        (outline.meta("headline"), Origin::MetaTag),
        (Some(outline.title.as_str()), Origin::MetaTag),
        (outline.meta("title"), Origin::MetaTag),
    ]
    .into_iter()
    .filter_map(|(text, origin)| Some((without_site(text?, site), origin)))
    .filter(|(text, _)| !text.is_empty() && !is_site(text, site) && !lexicon.page.is_section(text))
    .collect();
    let headings = || {
        outline
            .headings
            .iter()
            .filter(|(_, text)| !is_site(text, site) && !lexicon.page.is_section(text) && text.chars().count() <= 300)
    };
    let bare_tags: Vec<String> = tags.iter().map(|(text, _)| bare(text)).collect();
    for level in 1..=3 {
        for (_, heading) in headings().filter(|(found, _)| *found == level) {
            let heading_bare = bare(heading);
            if heading_bare.chars().count() >= 4 && bare_tags.iter().any(|tag| agree(tag, &heading_bare)) {
                return Found::new(heading, Origin::Visible);
            }
        }
    }
    // A title whose front is a line of the page ends in a name that nobody else gives.
    if let Some(front) = shown_front(&outline.title, outline)
        && tags.iter().all(|(text, _)| bare(&outline.title).starts_with(&bare(text)))
    {
        return Found::new(front, Origin::Visible);
    }
    if let Some((text, origin)) = tags.first() {
        // Some sites give every page their own name as its title.
        let mut firsts = headings().filter(|(level, _)| *level == 1);
        if let (Some((_, heading)), None) = (firsts.next(), firsts.next())
            && tags.iter().all(|(other, _)| other == text)
            && heading.chars().count() >= (2 * text.chars().count()).max(8)
            && !bare(heading).contains(&bare(text))
        {
            return Found::new(heading, Origin::Visible);
        }
        return Found::new(text, *origin);
    }
    let first = headings().min_by_key(|(level, _)| *level)?;
    Found::new(&first.1, Origin::Visible)
}

/// Returns the part of a page's title in front of a mark that is also a line of its text, or the end of a heading.
fn shown_front<'a>(title: &'a str, outline: &Outline) -> Option<&'a str> {
    MARKS.iter().find_map(|mark| {
        let front = title.rsplit_once(mark)?.0.trim();
        let is_shown = || {
            outline.text.lines().any(|line| line.trim() == front)
                || outline.headings.iter().any(|(_, heading)| heading.ends_with(front))
        };
        (front.chars().count() >= 8 && is_shown()).then_some(front)
    })
}

/// Says whether a heading is what a tag says, or nearly all of it.
fn agree(tag: &str, heading: &str) -> bool {
    let (tag_length, length) = (tag.chars().count(), heading.chars().count());
    tag == heading
        || tag.starts_with(heading) && 2 * length >= tag_length
        || heading.starts_with(tag) && 4 * tag_length >= 3 * length
}

/// Returns the letters and digits of a text, in lower case.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_site(text: &str, site: &[String]) -> bool {
    let bare_text = bare(text);
    bare_text.is_empty() || site.iter().any(|name| bare(name) == bare_text)
}

/// Returns a title without the site's name at its end or start.
fn without_site(title: &str, site: &[String]) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some(shorter) = cut(title, site) else { break };
        title = shorter;
    }
    title.to_owned()
}

/// What parts a headline from the site's name.
const MARKS: [&str; 12] = [" - ", " | ", " – ", " — ", " :: ", " : ", " < ", " > ", " » ", SPACED_BAR, " • ", "|"];

fn cut<'a>(title: &'a str, site: &[String]) -> Option<&'a str> {
    let is_name = |part: &str| {
        let bare_part = bare(part);
        !bare_part.is_empty()
            && site.iter().map(|name| bare(name)).any(|name| {
                bare_part == name
                    || name.chars().count() >= 4 && bare_part.starts_with(&name) && bare_part.len() <= name.len() + 12
            })
    };
    for mark in MARKS {
        if let Some((front, end)) = title.rsplit_once(mark)
            && !front.trim().is_empty()
            && is_name(end)
        {
            return Some(front.trim());
        }
        if let Some((start, back)) = title.split_once(mark)
            && !back.trim().is_empty()
            && is_name(start)
        {
            return Some(back.trim());
        }
    }
    // `Headline < Section < 기사본문 - Outlet`, as one widespread Korean system writes it.
    title.contains(" < ").then(|| title.split(" < ").next().map(str::trim)).flatten().filter(|front| !front.is_empty())
}
