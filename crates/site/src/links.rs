//! The links of one page.

use std::collections::HashSet;

use crate::html;

/// The places on a page, and where its links lead, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Links {
    pub ids: HashSet<Box<str>>,
    pub addresses: HashSet<Box<str>>,
}

impl Links {
    /// Returns the links of a page.
    pub(crate) fn of(html: &str) -> Self {
        let mut links = Self::default();
        for (name, value) in html::tags(html).flat_map(|tag| tag.attributes()) {
            let known = match name {
                "id" => &mut links.ids,
                "href" | "src" | "action" => &mut links.addresses,
                _ => continue,
            };
            if !known.contains(value) {
                known.insert(value.into());
            }
        }
        links
    }
}
