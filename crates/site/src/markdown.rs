//! Markdown of a post as HTML that is safe to show, with each short code where it stands.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::UrlRelative;
use comrak::nodes::NodeValue;
use comrak::{Arena, Options, format_html, parse_document};
use onrecord_model::callout;
use onrecord_model::code::Code;

use crate::text::{self, CODE_CLOSES, CODE_OPENS};

/// Where a short code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a paragraph that holds nothing else.
    Alone,
    /// Inside a sentence.
    Inside,
}

/// Returns Markdown as safe HTML; `rendered` tells what each of `codes` becomes in its place.
///
/// HTML in the Markdown is left out, headings begin at the second level, and addresses lead only to
/// `http`, `https`, `mailto` and `tel` or to another page of the site.
pub(crate) fn html<E>(
    body: &str,
    codes: &[Code],
    rendered: impl FnMut(&Code, Place) -> Result<String, E>,
) -> Result<String, E> {
    let options = options();
    let marked = callout::unmarked(&with_marks(body, codes));
    let arena = Arena::new();
    let root = parse_document(&arena, &marked, &options);
    let level_of = |value: &NodeValue| if let NodeValue::Heading(heading) = value { Some(heading.level) } else { None };
    let top = root.descendants().filter_map(|node| level_of(&node.data.borrow().value)).min().unwrap_or(2);
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &mut node.data.borrow_mut().value {
            heading.level = (heading.level.saturating_sub(top) + 2).min(6);
        }
    }
    let mut html = String::with_capacity(2 * body.len());
    format_html(root, &options, &mut html).expect("a string takes all that is written");
    let clean = CLEANER.clean(&html).to_string();
    put_codes(&clean, codes, rendered)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.smart = false;
    options
}

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    cleaner
        .tags(HashSet::from(tags))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "id"])),
            ("li", HashSet::from(["id"])),
            ("ol", HashSet::from(["start"])),
            ("td", HashSet::from(["align"])),
            ("th", HashSet::from(["align"])),
        ]))
        .generic_attributes(HashSet::new())
        .id_prefix(Some("note-"))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Custom(Box::new(within_page)))
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

/// Footnotes point within their page; ids are prefixed, so that none can stand for one of ours.
fn within_page(address: &str) -> Option<Cow<'_, str>> {
    address.strip_prefix('#').map(|id| Cow::Owned(format!("#note-{id}")))
}

/// Puts a numbered mark in place of each code, and takes out every hidden character of the writer's text.
fn with_marks(body: &str, codes: &[Code]) -> String {
    let mut marked = String::with_capacity(body.len());
    let mut from = 0;
    for (n, code) in codes.iter().enumerate() {
        marked.push_str(&text::lines(&body[from..code.at.start]));
        marked.push_str(&format!("{CODE_OPENS}{n}{CODE_CLOSES}"));
        from = code.at.end;
    }
    marked.push_str(&text::lines(&body[from..]));
    marked
}

fn put_codes<E>(
    html: &str,
    codes: &[Code],
    mut rendered: impl FnMut(&Code, Place) -> Result<String, E>,
) -> Result<String, E> {
    let mut whole = String::with_capacity(2 * html.len());
    let mut rest = html;
    while let Some(open) = rest.find(CODE_OPENS) {
        let inside = &rest[open + CODE_OPENS.len_utf8()..];
        let Some(close) = inside.find(CODE_CLOSES) else { break };
        let code = inside[..close].parse::<usize>().ok().and_then(|n| codes.get(n));
        let after = &inside[close + CODE_CLOSES.len_utf8()..];
        let before = &rest[..open];
        let alone = before.strip_suffix("<p>").zip(after.strip_prefix("</p>")).filter(|_| code.is_some());
        let place = if alone.is_some() { Place::Alone } else { Place::Inside };
        let (before, after) = alone.unwrap_or((before, after));
        whole.push_str(before);
        if let Some(code) = code {
            whole.push_str(&rendered(code, place)?);
        }
        rest = after;
    }
    whole.push_str(rest);
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use onrecord_model::code;

    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let codes = code::codes(body).expect("readable codes");
        let rendered = |code: &Code, place| -> Result<String, std::convert::Infallible> {
            let n = codes.iter().position(|known| known == code).expect("one of these");
            Ok(match place {
                Place::Alone => format!("<figure>{n}</figure>"),
                Place::Inside => format!("<q>{n}</q>"),
            })
        };
        let Ok(html) = html(body, &codes, rendered);
        assert_eq!(html.trim_end(), expected);
    }

    #[test]
    fn a_code_alone_is_a_block_and_inside_a_sentence_it_is_not() {
        check(
            "## Head\n\nHe said {{person a}}.\n\n{{person b}}",
            "<h2>Head</h2>\n<p>He said <q>0</q>.</p>\n<figure>1</figure>",
        );
    }

    #[test]
    fn scripts_handlers_and_broken_tags_are_left_out() {
        check("a<script>alert(1)</script>b", "<p>aalert(1)b</p>");
        check("<script>alert(1)</script>", "");
        check("<img src=x onerror=alert(1)>", "");
        check("<div onclick=x>\n\nIn", "\n<p>In</p>");
        check("a <i class=\"x", "<p>a &lt;i class=\"x</p>");
        check("</main></body><svg/onload=x>", "");
    }

    #[test]
    fn addresses_lead_nowhere_harmful() {
        check(
            "[x](javascript:alert(1)) [y](data:text/html,z)",
            "<p><a rel=\"noopener noreferrer\">x</a> <a rel=\"noopener noreferrer\">y</a></p>",
        );
        check(
            "[x](../../up) [y](https://a.example)",
            "<p><a rel=\"noopener noreferrer\">x</a> <a href=\"https://a.example\" rel=\"noopener noreferrer\">y</a></p>",
        );
    }

    #[test]
    fn marks_of_ours_in_the_text_stand_for_nothing() {
        check("\u{e000}0\u{e001} \u{202e}x {{person a}}", "<p>0 x <q>0</q></p>");
    }

    #[test]
    fn korean_emphasis_needs_no_space() {
        check("**“그랬다”**고 했다", "<p><strong>“그랬다”</strong>고 했다</p>");
    }
}
