//! Finds who published a page, and whom it relays.

use onrecord_model::{Found, Origin};

use super::json::Article;
use super::title::bare;
use crate::markup::Outline;
use onrecord_language::Lexicon;
use onrecord_language::lexicon::Part;
use onrecord_model::letter::is_syllable;

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
    let og = outline.meta("og:site_name").map(first_part);
    // Some portals give the outlet's own address as that of their copy.
    let is_on_portal = known_host.is_some_and(|host| host.is_portal)
        || og.is_some_and(|name| lexicon.page.is_portal(name) || is_beside_press(outline, name));
    let json = article
        .publisher
        .as_deref()
        .filter(|name| og.is_none() || !article.authors.iter().any(|author| author == name));
    let named = [
        (og.filter(|name| !is_label(name)), Origin::MetaTag),
        (json, Origin::JsonLd),
        (og, Origin::MetaTag),
        (outline.meta("publisher"), Origin::MetaTag),
        (outline.meta("dc.publisher"), Origin::MetaTag),
        (outline.meta("article:publisher"), Origin::MetaTag),
        (article.site.as_deref(), Origin::JsonLd),
        (outline.meta("application-name").filter(|name| !is_title(name, outline)), Origin::MetaTag),
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
    if let Some(host) = known_host.filter(|host| !host.is_portal || published.outlet.is_none()) {
        // A section's name stands where the site's should.
        let is_other = published.outlet.as_ref().is_none_or(|found| !shares(&found.value, host.name));
        if is_other && published.outlet.as_ref().is_none_or(|found| found.origin == Origin::MetaTag) {
            published.outlet = Found::new(host.name, Origin::Text);
        }
    }
    if published.outlet.is_none() {
        published.outlet = in_notice(outline, lexicon);
    }
    // `harbour` is no name where the page's title ends in harbour.com.
    let is_label_of_host = |found: &Found, host: &str| {
        is_label(&found.value)
            && host.split('.').next() == Some(found.value.as_str())
            && outline.title.to_lowercase().ends_with(host)
    };
    if let Some(host) = host.map(|host| host.trim_start_matches("www."))
        && published.outlet.as_ref().is_none_or(|found| is_label_of_host(found, host))
    {
        published.outlet = Found::new(host, Origin::Text);
    }
    published.relays = relayed(outline, lexicon);
    published
}

/// Says whether an author's tag names somebody beside the site, `Outlet | Portal`, as portals write the outlet of a copy.
fn is_beside_press(outline: &Outline, site: &str) -> bool {
    let given = ["og:article:author", "article:author"].into_iter().filter_map(|name| outline.meta(name));
    given
        .filter_map(|given| given.split_once(" | "))
        .any(|(press, portal)| bare(portal) == bare(site) && bare(press) != bare(site) && is_name(press.trim()))
}

/// Returns what stands in front of a slogan: `Outlet | News of the day`.
fn first_part(name: &str) -> &str {
    name.split(" | ").next().unwrap_or_default().split(" - ").next().unwrap_or_default().trim()
}

/// Says whether a name is only a host's label, such as `usatoday`.
fn is_label(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn is_title(name: &str, outline: &Outline) -> bool {
    bare(&outline.title).starts_with(&bare(name)) && name.split_whitespace().count() > 3
}

/// Says whether one name lies in the other, or they begin alike.
fn shares(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    one.contains(&other) || other.contains(&one) || one.chars().take(3).eq(other.chars().take(3))
}

/// Returns whom the notice at the foot of a page names: `저작권자 ⓒ 포구뉴스`, `ⓒ 포구뉴스, 무단전재 및 재배포 금지`.
fn in_notice(outline: &Outline, lexicon: &Lexicon) -> Option<Found> {
    let is_notice = |line: &&str| {
        let lower = line.to_lowercase();
        lexicon.bylines.is_in(Part::Notice, &lower)
    };
    for line in outline.text.lines().filter(|line| line.chars().count() <= 120).filter(is_notice) {
        let marked = line.replace("(c)", "©").replace("(C)", "©");
        let Some(behind) = marked.split(['ⓒ', '©']).nth(1).map(str::trim_start) else { continue };
        // `ⓒ 'a slogan' outlet`
        let behind = behind
            .strip_prefix(['\'', '‘'])
            .and_then(|rest| rest.split_once(['\'', '’']))
            .map_or(behind, |(_, name)| name);
        let behind = behind
            .trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, ' ' | '-' | ',' | '\'' | '‘'));
        let end = behind.find([',', '.', '(', '<', '|', '[', ':', '/']).unwrap_or(behind.len());
        let name = lexicon.bylines.before(Part::NoticeEnd, &behind[..end]);
        let name = name.trim().trim_matches(['\'', '‘', '’', '"']).trim();
        if is_name(name) && name.chars().count() <= 20 && name.split_whitespace().count() <= 3 {
            return Found::new(name, Origin::Visible);
        }
    }
    None
}

/// Returns every name under which the site of a page appears: what a headline must not be.
pub(crate) fn site_names(outline: &Outline, article: &Article, host: Option<&str>, lexicon: &Lexicon) -> Vec<String> {
    let mut names: Vec<String> = [
        article.publisher.as_deref(),
        article.site.as_deref(),
        outline.meta("og:site_name"),
        outline.meta("application-name").filter(|name| !is_title(name, outline)),
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
pub(crate) fn is_korean(outline: &Outline, seen: [&Option<Found>; 2], host: Option<&str>) -> bool {
    host.is_some_and(|host| host.ends_with(".kr"))
        || seen.into_iter().flatten().any(|found| found.value.chars().any(is_syllable))
        || outline.text.chars().take(5000).filter(|&char| is_syllable(char)).count() > 200
}

/// Returns the outlet whose article a portal shows.
fn press_on_portal(outline: &Outline, article: &Article, lexicon: &Lexicon) -> Option<Found> {
    let from_tags = ["og:article:author", "article:author", "twitter:creator", "author", "dable:author"]
        .into_iter()
        .filter_map(|name| outline.meta(name))
        .map(|name| clean(name.split(['|', '-']).next().unwrap_or_default()))
        .find(|name| is_name(name) && !lexicon.page.is_portal(name) && !name.ends_with(lexicon.bylines.reporter()))
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
                (names.contains("press") || names.contains("logo") || names.contains("thumb_g"))
                    && is_name(alt)
                    && !lexicon.page.is_portal(alt)
            })
            .and_then(|(alt, _)| Found::new(alt, Origin::Visible))
    };
    from_tags.or_else(from_publisher).or_else(from_logo)
}

/// Returns a name without marks of copyright and web rubbish around it.
fn clean(name: &str) -> &str {
    let name = name.trim().trim_start_matches(['©', 'ⓒ', '@']).trim();
    let lower = name.to_ascii_lowercase();
    let name = if lower.starts_with("copyright") {
        name[9..].trim_start_matches([' ', '©', 'ⓒ', ':', '(', 'c', 'C', ')'])
    } else {
        name
    };
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

/// Returns whom the page says it relays or translates: `출처: 포구뉴스`, `Originally published in …`.
fn relayed(outline: &Outline, lexicon: &Lexicon) -> Option<String> {
    for line in outline.text.lines().filter(|line| line.chars().nth(160).is_none()) {
        let line = line.trim_start_matches(['[', '(', '<', '※', '*', '■', ' ']);
        let Some((is_sure, rest)) = lexicon.page.relay(line) else { continue };
        let end = rest.find([']', ')', '>', '(', '[', ',', '|']).unwrap_or(rest.len());
        let name = rest[..end].trim().trim_matches(['.', ':', '=', '"', '“', '”', '‘', '’', ' ']);
        let name = name.split(" on ").next().unwrap_or_default().split(". ").next().unwrap_or_default().trim();
        // `출처:` stands before credits of pictures too.
        let is_outlet = lexicon.bylines.ends(Part::OutletEnd, name) || lexicon.page.is_outlet(name);
        if is_name(name) && (is_sure || is_outlet) {
            return Some(name.to_owned());
        }
    }
    None
}
