//! Finds when a page was published, and keeps apart when it was changed.

mod clock;
mod day;
mod declared;
mod stamp;

use std::ops::RangeInclusive;

use onrecord_language::quantity::Quantities;
use onrecord_model::{Found, Language, Origin};

pub(crate) use declared::{declared_day, unread_day};
pub(crate) use stamp::Stamp;

use super::json::Article;
use crate::markup::Outline;
use onrecord_language::Lexicon;
use onrecord_language::lexicon::{Label, Part};

/// The dates of a page.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    pub published: Option<Found>,
    pub modified: Option<Found>,
    /// Another day that the page gives for its publication.
    pub other: Option<String>,
    /// What the page gives as its day of publication, where that could not be read and nothing else tells the day.
    pub unread: Option<String>,
}

/// By what dates are read.
#[derive(Clone, Copy)]
struct Dating<'l> {
    quantities: &'l Quantities,
    is_korean: bool,
}

impl Dating<'_> {
    fn stamp(self, text: &str) -> Option<Stamp> {
        Stamp::of_any(text, self.quantities, self.is_korean)
    }
}

/// Meta tags that give the time of publication, the surest first.
const PUBLISHED: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "article.published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "publishedtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "article_date_original",
    "og:regdate",
];
/// Meta tags that may give it.
const DATES: [&str; 6] = ["date", "dc.date", "dcterms.date", "article:create_at", "article_date", "created"];
/// Meta tags that give the time of a change.
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
];
/// Bytes behind the headline in which a date without a label may stand.
const NEAR: usize = 600;
/// Bytes from the start of a marked date within which a label belongs to it.
const PART: usize = 400;

/// Returns the dates: JSON-LD, `article:published_time`, other tags, then what the reader sees, then the address.
pub(crate) fn dates(
    outline: &Outline,
    article: &Article,
    url: Option<&Found>,
    title: Option<&Found>,
    is_korean: bool,
    lexicon: &Lexicon,
) -> Dates {
    let is_korean_text = is_korean || Language::of(&outline.text) == Some(Language::Korean);
    let dating = Dating { quantities: &lexicon.quantities, is_korean: is_korean_text };
    let stamp = |text: &str| dating.stamp(text);
    let tags = |names: &'static [&'static str]| {
        names
            .iter()
            .flat_map(|name| outline.metas.iter().filter(move |(found, _)| found == name))
            .filter_map(|(_, text)| stamp(text))
    };
    let from_json = || article.published.iter().filter_map(|text| stamp(text)).map(|stamp| (stamp, Origin::JsonLd));
    let sure: Vec<(Stamp, Origin)> =
        from_json().chain(tags(&PUBLISHED).map(|stamp| (stamp, Origin::MetaTag))).collect();
    let marked = outline
        .marked
        .iter()
        .filter(|part| part.names.contains("itemprop=datepublished"))
        .find_map(|part| stamp(&part.value).or_else(|| stamp(&part.text)));
    let headline_at = title.and_then(|title| outline.text.find(&title.value)).unwrap_or(0);
    let (seen, seen_modified) = labelled(outline, headline_at, lexicon);
    let published = sure
        .first()
        .copied()
        .or_else(|| marked.map(|stamp| (stamp, Origin::MetaTag)))
        .or_else(|| {
            seen.map(|(stamp, at)| {
                // A label far from the headline may be another article's; a date right behind the headline is not.
                let nearer = marked_near(outline, headline_at, dating)
                    .filter(|&(_, marked_at)| at > marked_at + PART)
                    .map(|(stamp, _)| stamp);
                (nearer.unwrap_or(stamp), Origin::Visible)
            })
        })
        .or_else(|| tags(&DATES).next().map(|stamp| (stamp, Origin::MetaTag)))
        .or_else(|| time_element(outline, headline_at, dating).map(|stamp| (stamp, Origin::Visible)))
        .or_else(|| near(outline, headline_at, dating).map(|stamp| (stamp, Origin::Visible)))
        .or_else(|| url.and_then(|url| stamp::in_address(&url.value)).map(|stamp| (stamp, Origin::Text)));
    let other = published.and_then(|(taken, _)| {
        let seen = seen.map(|(stamp, _)| (stamp, Origin::Visible));
        sure.iter().chain(&seen).map(|(stamp, _)| stamp).find(|stamp| stamp.differs(&taken, is_korean)).copied()
    });
    let modified = article
        .modified
        .as_deref()
        .and_then(stamp)
        .map(|stamp| (stamp, Origin::JsonLd))
        .or_else(|| tags(&MODIFIED).next().map(|stamp| (stamp, Origin::MetaTag)))
        .or_else(|| seen_modified.map(|stamp| (stamp, Origin::Visible)));
    let found = |(stamp, origin): (Stamp, Origin)| Found::new(&stamp.iso(is_korean), origin);
    let unread = if published.is_none() { unread(outline, article, headline_at) } else { None };
    Dates {
        unread,
        published: published.and_then(found),
        modified: modified.and_then(found),
        other: other.map(|stamp| stamp.iso(is_korean)),
    }
}

/// Returns what the page gives as its day of publication, as written: its data, its tags, or a part near the headline that says so.
fn unread(outline: &Outline, article: &Article, headline_at: usize) -> Option<String> {
    let is_one = |text: &&str| text.bytes().any(|byte| byte.is_ascii_digit()) && text.chars().count() <= 60;
    let tagged = || PUBLISHED.iter().filter_map(|name| outline.meta(name));
    let marked = || {
        let near = headline_at.saturating_sub(300)..=headline_at + NEAR;
        let dated = outline.marked.iter().filter(move |part| {
            part.names.contains("itemprop=datepublished")
                || near.contains(&part.at) && ["date", "publish", "posted"].iter().any(|word| part.names.contains(word))
        });
        dated.flat_map(|part| [part.value.as_str(), part.text.as_str()])
    };
    let published = article.published.iter().map(String::as_str);
    published.chain(tagged()).chain(marked()).find(is_one).map(str::to_owned)
}

/// Returns the first dates with labels, of publication (with its place) and of change; those behind the headline
/// before others.
fn labelled(outline: &Outline, headline_at: usize, lexicon: &Lexicon) -> (Option<(Stamp, usize)>, Option<Stamp>) {
    let mut found = [[None, None], [None, None]];
    let mut line_at = 0;
    for line in outline.text.split_inclusive('\n') {
        if line.len() <= 400 && line.bytes().any(|byte| byte.is_ascii_digit()) {
            let side = usize::from(line_at < headline_at);
            for (label, stamp) in labels(line, lexicon) {
                let slot = &mut found[side][usize::from(label == Label::Modified)];
                if slot.is_none() {
                    *slot = Some((stamp, line_at));
                }
            }
        }
        line_at += line.len();
    }
    let [[published, modified], [early_published, early_modified]] = found;
    (published.or(early_published), modified.or(early_modified).map(|(stamp, _)| stamp))
}

/// Returns the length of what may stand between a label and its date: `입력시간 : `.
fn skipped(rest: &str, lexicon: &Lexicon) -> usize {
    let ends = lexicon.bylines.words(Part::LabelEnd);
    let mut left = rest;
    loop {
        let marks = left.trim_start_matches([' ', ':', '.', '|', '\u{a0}', '：', ']', ')']);
        let next = ends.iter().find_map(|end| marks.strip_prefix(end.as_str())).unwrap_or(marks);
        if next.len() == left.len() {
            return rest.len() - left.len();
        }
        left = next;
    }
}

/// Returns the labels of one line with the dates right behind them.
fn labels(line: &str, lexicon: &Lexicon) -> Vec<(Label, Stamp)> {
    let mut found = Vec::new();
    let mut is_word = false;
    for (at, char) in line.char_indices() {
        if !is_word && let Some((label, length)) = lexicon.page.label(&line[at..]) {
            let rest = &line[at + length..];
            let skipped = skipped(rest, lexicon);
            if let Some(stamp) = Stamp::at_start(&rest[skipped..], &lexicon.quantities) {
                found.push((label, stamp));
            }
        }
        // Style sheets set a label apart from the time in front of it; the markup often does not.
        is_word = char.is_alphabetic();
    }
    found
}

/// Returns the time of the first `<time>` about the headline.
fn time_element(outline: &Outline, headline_at: usize, dating: Dating<'_>) -> Option<Stamp> {
    outline
        .marked
        .iter()
        .filter(|part| {
            part.names.contains("<time>") && !part.names.contains("modified") && !part.names.contains("update")
        })
        .filter(|part| part.at + 300 >= headline_at && part.at <= headline_at + 4 * NEAR)
        .find_map(|part| dating.stamp(&part.value).or_else(|| dating.stamp(&part.text)))
}

/// Returns a date that stands alone in a short line near the headline, or in a part whose class says that it is one.
fn near(outline: &Outline, headline_at: usize, dating: Dating<'_>) -> Option<Stamp> {
    let early = headline_at.saturating_sub(300);
    if let Some((stamp, _)) = marked_in(outline, early..=headline_at + NEAR, dating) {
        return Some(stamp);
    }
    let mut line_at = 0;
    for line in outline.text.split_inclusive('\n') {
        if line_at >= headline_at
            && line_at <= headline_at + NEAR
            && line.chars().count() <= 60
            && let Some(stamp) = Stamp::of(line, dating.quantities)
        {
            return Some(stamp);
        }
        line_at += line.len();
    }
    None
}

/// Returns the date of the first part behind the headline whose class says that it is one, and its place.
fn marked_near(outline: &Outline, headline_at: usize, dating: Dating<'_>) -> Option<(Stamp, usize)> {
    marked_in(outline, headline_at..=headline_at + 4 * NEAR, dating)
}

fn marked_in(outline: &Outline, places: RangeInclusive<usize>, dating: Dating<'_>) -> Option<(Stamp, usize)> {
    outline
        .marked
        .iter()
        .filter(|part| places.contains(&part.at))
        .filter(|part| ["date", "time", "publish", "posted"].iter().any(|word| part.names.contains(word)))
        .filter(|part| !part.names.contains("modified") && !part.names.contains("update"))
        .find_map(|part| Some((dating.stamp(&part.value).or_else(|| dating.stamp(&part.text))?, part.at)))
}
