//! Addresses inside the site, and the check that each leads somewhere.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::links::Links;
use crate::output::Page;

/// Returns how a page at this path reaches the site's root: `../` for each folder.
pub(crate) fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A link that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// The page that it stands on.
    pub page: String,
    /// Where it should lead.
    pub address: String,
}

/// Returns every link, style, script and picture of the pages that leads to no page, or to no place on it.
pub fn broken(pages: &[Page]) -> Vec<Broken> {
    let links: Vec<Option<Cow<Links>>> = pages.iter().map(links_of).collect();
    let places: HashMap<&str, Option<&HashSet<Box<str>>>> = pages
        .iter()
        .zip(&links)
        .map(|(page, links)| (page.path.as_str(), links.as_ref().map(|links| &links.ids)))
        .collect();
    let mut broken = Vec::new();
    for (page, links) in pages.iter().zip(&links) {
        for address in links.iter().flat_map(|links| &links.addresses).map(AsRef::as_ref) {
            // The page for what is missing is shown at any depth and links from the server's root.
            if has_scheme(address) || (page.path == "404.html" && address.starts_with('/')) {
                continue;
            }
            let (target, place) = address.split_once('#').unwrap_or((address, ""));
            let target = target.split('?').next().unwrap_or_default();
            let target = if target.is_empty() { Some(page.path.clone()) } else { joined(&page.path, target) };
            let leads = target
                .and_then(|target| places.get(target.as_str()))
                .is_some_and(|ids| place.is_empty() || ids.is_some_and(|ids| ids.contains(place)));
            if !leads {
                broken.push(Broken { page: page.path.clone(), address: address.to_owned() });
            }
        }
    }
    broken.sort();
    broken
}

fn links_of(page: &Page) -> Option<Cow<'_, Links>> {
    match &page.kept {
        Some(links) => Some(Cow::Borrowed(links)),
        None if page.path.ends_with(".html") => Some(Cow::Owned(Links::of(page.text()))),
        None => None,
    }
}

fn has_scheme(address: &str) -> bool {
    address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
}

/// Returns the path that an address on a page leads to, or `None` where it leaves the site.
fn joined(page: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_must_lead_to_a_page_and_a_place() {
        let page = |path: &str, html: &str| Page {
            path: path.to_owned(),
            bytes: html.as_bytes().to_vec(),
            made_of: None,
            kept: None,
        };
        let pages = [
            page(
                "ko/a.html",
                r##"<a href="b.html#x"><a href="../en/c.html"><a href="#y"><a href="https://e.example"><a href="../../up"><a href="b.html#z"> href="text" "##,
            ),
            page("ko/b.html", r#"<p id="x">"#),
        ];
        let found: Vec<String> = broken(&pages).into_iter().map(|broken| broken.address).collect();
        assert_eq!(found, ["#y", "../../up", "../en/c.html", "b.html#z"]);
    }
}
