//! Tells which elements a reader of the page does not see.

use std::collections::HashMap;

use super::tag::{Piece, Tag, pieces};
use onrecord_language::Lexicon;

/// How an element is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hiding {
    /// As menus and dialogues are until somebody opens them.
    Plain,
    /// By a trick: tiny, transparent, off the screen, in the colour of its ground.
    Sly,
}

/// Bytes of style sheets in a page that are read.
const SHEET_BYTES: usize = 512 << 10;

/// The classes and ids that the page's own style sheets hide by a trick.
///
/// Sheets that use `display:none`, `opacity:0` or `font-size:0` are left alone: they hide what a script or
/// another rule shows again.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    hidden: HashMap<String, Hiding>,
}

impl Sheet {
    /// Reads the `<style>` elements of a page, up to a bound.
    pub(crate) fn of(page: &str) -> Self {
        let mut sheet = Self::default();
        let mut room = SHEET_BYTES;
        if !page.contains("<style") && !page.contains("<STYLE") {
            return sheet;
        }
        for piece in pieces(page) {
            let Piece::Raw(tag, content) = piece else { continue };
            if !tag.is("style") {
                continue;
            }
            let content = &content[..content.floor_char_boundary(room.min(content.len()))];
            room -= content.len();
            sheet.read(content);
            if room == 0 {
                break;
            }
        }
        sheet
    }

    /// Reads rules whose selector is one class or one id, outside of `@media` and the like.
    fn read(&mut self, css: &str) {
        for rule in css.split('}') {
            let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
            if selectors.contains('{') || selectors.contains('@') {
                continue;
            }
            let body = bare(body);
            let shows_again = ["opacity:0", "font-size:0"].iter().any(|start| body.contains(start));
            let Some(hiding) = trick(&body).filter(|_| !shows_again) else { continue };
            for selector in selectors.split(',') {
                let selector = selector.trim();
                let is_simple = selector.starts_with(['.', '#'])
                    && selector[1..].chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_'));
                if is_simple && selector.len() < 80 {
                    self.hidden.insert(selector.to_owned(), hiding);
                }
            }
        }
    }

    fn hiding(&self, mark: char, name: &str) -> Option<Hiding> {
        if self.hidden.is_empty() { None } else { self.hidden.get(&format!("{mark}{name}")).copied() }
    }
}

/// Says how an element is hidden by its own attributes, or `None` where it is seen.
pub(crate) fn hiding(tag: Tag<'_>, sheet: &Sheet, lexicon: &Lexicon) -> Option<Hiding> {
    if tag.attributes.is_empty() || tag.is("html") || tag.is("body") {
        return None;
    }
    for (name, value) in tag.attributes().take(64) {
        if name.eq_ignore_ascii_case("style") {
            let found = style_hiding(value);
            if found.is_some() {
                return found;
            }
        } else if name.eq_ignore_ascii_case("hidden") && !value.eq_ignore_ascii_case("false") {
            return Some(Hiding::Plain);
        } else if name.eq_ignore_ascii_case("class") {
            for class in value.split_ascii_whitespace() {
                if lexicon.page.hides(class) {
                    return Some(Hiding::Plain);
                }
                let found = sheet.hiding('.', class);
                if found.is_some() {
                    return found;
                }
            }
        } else if name.eq_ignore_ascii_case("id") {
            let found = sheet.hiding('#', value);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

fn style_hiding(style: &str) -> Option<Hiding> {
    let bare = bare(style);
    if bare.contains("display:none") || bare.contains("visibility:hidden") || bare.contains("visibility:collapse") {
        return Some(Hiding::Plain);
    }
    trick(&bare)
}

/// Returns a style in lower case without white space.
fn bare(style: &str) -> String {
    style.chars().take(2000).filter(|char| !char.is_whitespace()).collect::<String>().to_lowercase()
}

/// Says by which trick declarations hide an element, given in lower case without white space.
fn trick(bare: &str) -> Option<Hiding> {
    let (mut ink, mut ground) = (None, None);
    let (mut is_flat, mut clips) = (false, false);
    for declaration in bare.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim_end_matches("!important");
        let at_most = |bound: f32| length(value).is_some_and(|pixels| pixels <= bound);
        match name {
            "font-size" if at_most(4.0) => return Some(Hiding::Sly),
            "opacity" if value.parse::<f32>().is_ok_and(|opacity| opacity <= 0.05) => return Some(Hiding::Sly),
            "color" if value == "transparent" || value.starts_with("rgba(") && value.ends_with(",0)") => {
                return Some(Hiding::Sly);
            }
            "text-indent" if at_most(-500.0) => return Some(Hiding::Plain),
            "left" | "top" | "right" | "margin-left" if at_most(-900.0) => return Some(Hiding::Plain),
            "clip" if value.starts_with("rect(0") || value.starts_with("rect(1px") => return Some(Hiding::Plain),
            "clip-path" if value.starts_with("inset(50%") || value.starts_with("inset(100%") => {
                return Some(Hiding::Plain);
            }
            "color" => ink = Some(colour(value)),
            "background" | "background-color" => ground = Some(colour(value)),
            "height" | "max-height" | "width" | "max-width" => is_flat |= at_most(1.0),
            "overflow" => clips = value == "hidden",
            _ => {}
        }
    }
    if ink.is_some() && ink == ground {
        return Some(Hiding::Sly);
    }
    (is_flat && clips).then_some(Hiding::Plain)
}

/// Returns a length in pixels, or `None` for shares of something else.
fn length(value: &str) -> Option<f32> {
    let end = value.find(|char: char| !matches!(char, '0'..='9' | '.' | '-' | '+')).unwrap_or(value.len());
    let number: f32 = value[..end].parse().ok()?;
    match &value[end..] {
        "px" | "" => Some(number),
        "pt" => Some(number * 1.33),
        "em" | "rem" => Some(number * 16.0),
        _ if number == 0.0 => Some(0.0),
        _ => None,
    }
}

/// Returns one spelling for the colours that tricks use.
fn colour(value: &str) -> &str {
    match value {
        "#fff" | "#ffffff" | "white" | "rgb(255,255,255)" => "white",
        "#000" | "#000000" | "black" | "rgb(0,0,0)" => "black",
        other => other,
    }
}
