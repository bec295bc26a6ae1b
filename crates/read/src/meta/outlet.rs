//! Finds who published a page, and whom it relays.

use onrecord_model::{Found, Origin};

use super::json::Article;
use super::title::bare;
use crate::Lexicon;
use crate::page::Outline;

/// Who published a page.
#[derive(Debug, Default)]
pub(crate) struct Published {
    pub outlet: Option<Found>,
    /// The outlet or text that it says it relays or translates.
    pub relays: Option<String>,
}

/// Returns the outlet: as the page's tags name it, a portal's source before the portal, else as its host is known.
pub(crate) fn outlet(outline: &Outline, article: &Article, host: Option<&str>, lexicon: &Lexicon) -> Published {
    let known_host = host.and_then(|host| lexicon.page.host(host));
    let is_on_portal = known_host.is_some_and(|host| host.is_portal);
    let named = [
        (article.publisher.as_deref(), Origin::JsonLd),
        (outline.meta("og:site_name"), Origin::MetaTag),
        (outline.meta("publisher"), Origin::MetaTag),
        (outline.meta("dc.publisher"), Origin::MetaTag),
        (outline.meta("article:publisher"), Origin::MetaTag),
        (article.site.as_deref(), Origin::JsonLd),
        (outline.meta("application-name"), Origin::MetaTag),
        (outline.meta("copyright"), Origin::MetaTag),
    ];
    let mut published = Published::default();
    if is_on_portal {
        published.outlet = press_on_portal(outline, article, lexicon);
    }
    if published.outlet.is_none() {
        published.outlet = named
            .into_iter()
            .filter_map(|(name, origin)| Some((clean(name?), origin)))
            .find(|(name, _)| is_name(name) && (!is_on_portal || !lexicon.page.is_portal(name)))
            .and_then(|(name, origin)| Found::new(name, origin));
    }
    if published.outlet.is_none()
        && let Some(host) = known_host
    {
        published.outlet = Found::new(host.name, Origin::Text);
    }
    if published.outlet.is_none()
        && let Some(host) = host
    {
        published.outlet = Found::new(host.trim_start_matches("www."), Origin::Text);
    }
    published.relays = relayed(outline);
    published
}

/// Returns every name under which the site of a page appears: what a headline must not be.
pub(crate) fn site_names(outline: &Outline, article: &Article, host: Option<&str>, lexicon: &Lexicon) -> Vec<String> {
    let mut names: Vec<String> = [
        article.publisher.as_deref(),
        article.site.as_deref(),
        outline.meta("og:site_name"),
        outline.meta("application-name"),
        outline.meta("publisher"),
        outline.meta("twitter:site"),
    ]
    .into_iter()
    .flatten()
    .map(str::to_owned)
    .collect();
    if let Some(host) = host {
        names.extend(lexicon.page.host(host).map(|host| host.name.to_owned()));
        let host = host.trim_start_matches("www.");
        names.push(host.to_owned());
        names.extend(host.split('.').filter(|label| label.len() >= 4).map(str::to_owned));
    }
    names
}

/// Says whether a page's times are Korean where it gives no zone.
pub(crate) fn is_korean(outline: &Outline, title: Option<&Found>, host: Option<&str>) -> bool {
    let is_hangul = |char: char| ('가'..='힣').contains(&char);
    host.is_some_and(|host| host.ends_with(".kr"))
        || title.is_some_and(|title| title.value.chars().any(is_hangul))
        || outline.text.chars().take(5000).filter(|&char| is_hangul(char)).count() > 200
}

/// Returns the outlet whose article a portal shows.
fn press_on_portal(outline: &Outline, article: &Article, lexicon: &Lexicon) -> Option<Found> {
    let from_tags = ["og:article:author", "article:author", "twitter:creator", "author", "dable:author"]
        .into_iter()
        .filter_map(|name| outline.meta(name))
        .map(|name| clean(name.split(['|', '-']).next().unwrap_or_default()))
        .find(|name| is_name(name) && !lexicon.page.is_portal(name) && !name.ends_with("기자"))
        .and_then(|name| Found::new(name, Origin::MetaTag));
    let from_publisher = || {
        let name = clean(article.publisher.as_deref()?);
        (is_name(name) && !lexicon.page.is_portal(name)).then(|| Found::new(name, Origin::JsonLd)).flatten()
    };
    let from_logo = || {
        outline
            .pictures
            .iter()
            .find(|(alt, names)| {
                (names.contains("press") || names.contains("logo") || names.contains("thumb_g")) && is_name(alt) && !lexicon.page.is_portal(alt)
            })
            .and_then(|(alt, _)| Found::new(alt, Origin::Visible))
    };
    from_tags.or_else(from_publisher).or_else(from_logo)
}

/// Returns a name without marks of copyright and web rubbish around it.
fn clean(name: &str) -> &str {
    let name = name.trim().trim_start_matches(['©', 'ⓒ', '@']).trim();
    let lower = name.to_ascii_lowercase();
    let name = if lower.starts_with("copyright") { name[9..].trim_start_matches([' ', '©', 'ⓒ', ':', '(', 'c', 'C', ')']) } else { name };
    name.trim()
}

/// Says whether a text can be an outlet's name: no address, no handle, not a sentence.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 50
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.starts_with('@')
        && !name.starts_with('/')
        && !name.starts_with(|char: char| char.is_ascii_digit() && name.len() > 8)
        && name.split_whitespace().count() <= 8
        && bare(name).chars().count() >= 2
}

/// Returns whom the page says it relays or translates: `출처: …`, `Source: …`, `원문: …`.
fn relayed(outline: &Outline) -> Option<String> {
    const LABELS: [&str; 10] =
        ["출처:", "출처 :", "출처=", "원문:", "원문 :", "원문 출처:", "Source:", "Originally published in ", "Originally published by ", "This article first appeared in "];
    for line in outline.text.lines() {
        if line.chars().nth(120).is_some() {
            continue;
        }
        for label in LABELS {
            let Some(rest) = line.trim_start_matches(['[', '(', '<', '※', '*', ' ']).strip_prefix(label) else { continue };
            let name = rest.trim().trim_end_matches([']', ')', '>', '.', ' ']).trim();
            if is_name(name) {
                return Some(name.to_owned());
            }
        }
    }
    None
}
