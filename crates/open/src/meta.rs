//! Finds what a page says of itself: headline, author, outlet, date and address.

mod address;
mod author;
mod date;
mod json;
mod outlet;
mod title;

pub(crate) use author::korean_names;
pub(crate) use date::{Stamp, declared_day, unread_day};

use onrecord_model::{Found, Known, Origin, Remark, RemarkKind};

use crate::markup::Outline;
use onrecord_language::Lexicon;

/// Returns what is known of a page, and what it contradicts itself in; `url` is where an archive says that it came from.
pub(crate) fn known(outline: &Outline, json_ld: &[&str], url: Option<&str>, lexicon: &Lexicon) -> (Known, Vec<Remark>) {
    let article = json::article(json_ld);
    let url = address::url(outline, &article, url);
    let host = url.as_ref().and_then(|url| address::host(&url.value).map(str::to_owned));
    let outlet = outlet::outlet(outline, &article, host.as_deref(), lexicon);
    let mut site = outlet::site_names(outline, &article, host.as_deref(), lexicon);
    site.extend(outlet.outlet.iter().map(|outlet| outlet.value.clone()));
    let title = title::title(outline, &article, &site, lexicon);
    let is_korean = outlet::is_korean(outline, [&title, &outlet.outlet], host.as_deref());
    let dates = date::dates(outline, &article, url.as_ref(), title.as_ref(), is_korean, lexicon);
    let author = author::author(outline, &article, &site, title.as_ref(), &lexicon.bylines);
    let mut remarks = Vec::new();
    if let Some(other) = &dates.other {
        let text = format!(
            "the page gives two days of publication, {} and {other}; the first was taken",
            dates.published.as_ref().map_or("none", |found| found.value.as_str())
        );
        remarks.push(Remark { kind: RemarkKind::Metadata, text });
    }
    remarks.extend(dates.unread.as_deref().map(unread_day));
    let relays = outlet.relays.and_then(|name| Found::new(&name, Origin::Visible));
    let known = Known {
        title,
        outlet: outlet.outlet,
        author,
        url,
        published: dates.published,
        modified: dates.modified,
        relays,
        language: None,
    };
    (known, remarks)
}

/// Characters of a headline that nothing marks.
const HEADLINE: std::ops::RangeInclusive<usize> = 6..=90;
/// Lines in front of an article among which such a headline stands.
const IN_FRONT: usize = 4;

/// Returns the longest of the last lines in front of the article, a guess for pages that mark no headline.
pub(crate) fn headline_in_front(outline: &Outline, first_line: &str, lexicon: &Lexicon) -> Option<Found> {
    let start = first_line.get(..first_line.floor_char_boundary(40))?;
    let lines: Vec<&str> = outline.text.lines().collect();
    let at = lines.iter().position(|line| line.contains(start))?;
    let candidates = lines.get(at.saturating_sub(IN_FRONT)..at)?.iter().filter(|line| {
        HEADLINE.contains(&line.chars().count())
            && Stamp::of(line, &lexicon.quantities).is_none()
            && !line.contains(['|', '@'])
            && !lexicon.page.is_noise(&line.to_lowercase())
    });
    Found::new(candidates.max_by_key(|line| line.chars().count())?, Origin::Text)
}
