//! Finds a page's own address.

use onrecord_model::{Found, Origin};

use super::json::Article;
use crate::markup::Outline;

/// Returns the address: canonical, as Open Graph or JSON-LD gives it, or where an archive says it came from.
pub(crate) fn url(outline: &Outline, article: &Article, given: Option<&str>) -> Option<Found> {
    let mut candidates = vec![
        (outline.canonical.as_deref(), Origin::MetaTag),
        (outline.meta("og:url"), Origin::MetaTag),
        (article.url.as_deref(), Origin::JsonLd),
        (given, Origin::MetaTag),
    ];
    // A canonical link to the front page is a mistake of the site, not this page's address.
    candidates.sort_by_key(|(url, _)| url.is_some_and(is_front));
    candidates.into_iter().find_map(|(url, origin)| {
        let url = url.map(str::trim).filter(|url| host(url).is_some() && url.len() <= 2000)?;
        Found::new(url, origin)
    })
}

/// Returns the host of a web address, in lower case where it is written so.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    (host.contains('.') && host.chars().all(|char| char.is_alphanumeric() || matches!(char, '.' | '-'))).then_some(host)
}

fn is_front(url: &str) -> bool {
    let rest = url.trim_start_matches("https://").trim_start_matches("http://");
    rest.split_once('/').is_none_or(|(_, path)| path.is_empty())
}
