//! Collects what a page says about itself: its meta tags, headings, marked parts and visible text.

use super::entity::{decoded, is_unseen};
use super::tag::Tag;
use super::tame::is_block;
use super::tree::{Step, Tree};

/// Bytes of visible text that are kept to search bylines and dates in.
const TEXT_BYTES: usize = 400 << 10;
/// Meta tags and marked parts that are kept.
const PARTS: usize = 600;
/// Bytes of one marked part that are kept.
const PART_BYTES: usize = 400;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The names (in lower case) and contents of its meta tags, in order.
    pub metas: Vec<(String, String)>,
    /// Its `<title>`.
    pub title: String,
    /// The address that it gives as its own.
    pub canonical: Option<String>,
    /// Headings with their levels.
    pub headings: Vec<(u8, String)>,
    /// Parts that are marked by `itemprop`, `rel` or a telling class.
    pub marked: Vec<Marked>,
    /// The alternative texts of pictures with their classes.
    pub pictures: Vec<(String, String)>,
    /// The visible text, a line for each block.
    pub text: String,
}

/// A part whose attributes say what it is.
#[derive(Debug)]
pub(crate) struct Marked {
    /// Its `itemprop`, `rel`, class and id, in lower case.
    pub names: String,
    /// Its `content` or `datetime`.
    pub value: String,
    /// Its text.
    pub text: String,
    /// Where it starts in the visible text.
    pub at: usize,
}

impl Outline {
    /// Returns the contents of the first meta tag of this name that has one.
    pub(crate) fn meta(&self, name: &str) -> Option<&str> {
        self.metas
            .iter()
            .find(|(found, content)| found == name && !content.is_empty())
            .map(|(_, content)| content.as_str())
    }
}

/// Words in a class or id that say that a part tells author or date.
const TELLING: [&str; 15] = [
    "author",
    "byline",
    "reporter",
    "journalist",
    "writer",
    "date",
    "time",
    "publish",
    "name",
    "press",
    "info",
    "provider",
    "source",
    "stamp",
    "posted",
];

/// Returns what a page that was made harmless says about itself.
pub(crate) fn outline(page: &Tree<'_>) -> Outline {
    let mut outline = Outline::default();
    let mut open: Vec<Open> = Vec::new();
    page.walk(|step| match step {
        // A picture's `<title>` never comes first.
        Step::Raw(tag, content) if tag.is("title") && outline.title.is_empty() => outline.title = plain(content),
        Step::Raw(..) => {}
        Step::Text(text) => push(&mut outline.text, text),
        Step::Void(tag) => {
            starts(tag, &mut outline.text);
            match () {
                () if tag.is("meta") => meta(tag, &mut outline),
                () if tag.is("link") => link(tag, &mut outline),
                () if tag.is("img") => picture(tag, &mut outline),
                () => {}
            }
        }
        Step::Enter(tag) => {
            starts(tag, &mut outline.text);
            let part = mark(tag, &mut outline);
            open.push(Open { level: level(tag), part, from: outline.text.len() });
        }
        Step::Leave(tag) => {
            if let Some(open) = open.pop() {
                ends(open, tag, &mut outline);
            }
        }
    });
    outline
}

/// Sets apart what an element begins.
fn starts(tag: Tag<'_>, text: &mut String) {
    if is_block(tag.name) || tag.is("br") || tag.is("th") {
        end_line(text);
    } else if tag.is("time") {
        // Style sheets set times apart; the markup often does not.
        push(text, " ");
    }
}

/// Notes the text of an element that ends.
fn ends(open: Open, tag: Tag<'_>, outline: &mut Outline) {
    let text = outline.text.get(open.from..).unwrap_or_default().trim();
    let text = text[..text.floor_char_boundary(PART_BYTES.min(text.len()))].to_owned();
    if let Some(level) = open.level
        && !text.is_empty()
        && outline.headings.len() < PARTS
    {
        outline.headings.push((level, text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    if let Some(part) = open.part {
        outline.marked[part].text = text;
    }
    if is_block(tag.name) {
        end_line(&mut outline.text);
    }
}

/// An element that is open.
struct Open {
    /// The level, where it is a heading.
    level: Option<u8>,
    /// The position of its part, where it is marked.
    part: Option<usize>,
    /// Where its text starts.
    from: usize,
}

/// Returns the level of a heading: 1 to 4, or 5 for a large font, which is how old pages set one.
fn level(tag: Tag<'_>) -> Option<u8> {
    match tag.name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'4'] => Some(level - b'0'),
        _ if tag.is("font") => {
            let size = tag.attribute("size")?.trim();
            matches!(size, "4" | "5" | "6" | "7" | "+1" | "+2" | "+3" | "+4").then_some(5)
        }
        _ => None,
    }
}

fn push(out: &mut String, text: &str) {
    if out.len() > TEXT_BYTES {
        return;
    }
    for char in decoded(text).chars() {
        if char.is_whitespace() {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else if !is_unseen(char) {
            out.push(char);
        }
    }
}

fn end_line(out: &mut String) {
    while out.ends_with(' ') {
        out.pop();
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn plain(text: &str) -> String {
    let text = decoded(text);
    let kept: String = text.chars().filter(|&char| char.is_whitespace() || !is_unseen(char)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn meta(tag: Tag<'_>, outline: &mut Outline) {
    let Some(content) = tag.attribute("content") else { return };
    if outline.metas.len() >= PARTS {
        return;
    }
    let content = plain(content);
    for name in ["property", "name", "itemprop", "http-equiv"] {
        if let Some(name) = tag.attribute(name) {
            for name in name.split_ascii_whitespace() {
                outline.metas.push((name.to_ascii_lowercase(), content.clone()));
            }
        }
    }
}

fn link(tag: Tag<'_>, outline: &mut Outline) {
    let is_canonical = tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
    if let (true, Some(href), None) = (is_canonical, tag.attribute("href"), &outline.canonical) {
        outline.canonical = Some(plain(href));
    }
}

fn picture(tag: Tag<'_>, outline: &mut Outline) {
    let alt = tag.attribute("alt").map(plain).unwrap_or_default();
    if !alt.is_empty() && alt.chars().count() <= 40 && outline.pictures.len() < 60 {
        let names =
            format!("{} {}", tag.attribute("class").unwrap_or_default(), tag.attribute("id").unwrap_or_default());
        outline.pictures.push((alt, names.to_ascii_lowercase()));
    }
}

/// Notes a part that says what it is; returns its place among the marked ones.
fn mark(tag: Tag<'_>, outline: &mut Outline) -> Option<usize> {
    if outline.marked.len() >= PARTS || level(tag).is_some_and(|level| level < 5) {
        return None;
    }
    let is_time = tag.is("time");
    if tag.attributes.is_empty() && !is_time {
        return None;
    }
    let mut names = String::new();
    let mut value = String::new();
    for (name, found) in tag.attributes().take(40) {
        match name.to_ascii_lowercase().as_str() {
            key @ ("itemprop" | "rel") => names.push_str(&format!("{key}={} ", found.to_ascii_lowercase())),
            "class" | "id" => names.push_str(&format!("{} ", found.to_ascii_lowercase())),
            "pubdate" => names.push_str("itemprop=datepublished "),
            "datetime" => value = plain(found),
            "content" | "data-date-time" | "data-date" if value.is_empty() => value = plain(found),
            _ => {}
        }
    }
    let is_telling = is_time
        || names.contains("itemprop=")
        || names.contains("rel=author")
        || TELLING.iter().any(|word| names.contains(word));
    if !is_telling || names.len() > 600 {
        return None;
    }
    if is_time {
        names.push_str("<time>");
    }
    outline.marked.push(Marked { names, value, text: String::new(), at: outline.text.len() });
    Some(outline.marked.len() - 1)
}
