//! The rows for web pages: `lexicon/page/`.

use std::collections::{HashMap, HashSet};

use super::Patterns;
use crate::{Row, Table, table};

const HIDDEN: Table = table!("page/hidden.txt");
const ASIDE: Table = table!("page/aside.txt");
const BODY: Table = table!("page/body.txt");
const LINES: Table = table!("page/lines.txt");
const PAYWALL: Table = table!("page/paywall.txt");
const OUTLETS: Table = table!("page/outlets.tsv");
const RELAYS: Table = table!("page/relays.tsv");
const LABELS: Table = table!("page/labels.tsv");
const SECTIONS: Table = table!("page/sections.txt");

/// What is known of a web host.
#[derive(Debug, Clone, Copy)]
pub struct Host {
    /// The outlet's name.
    pub name: &'static str,
    /// Whether it shows other outlets' articles.
    pub is_portal: bool,
}

/// What a label on a page introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The time of publication.
    Published,
    /// The time of the last change.
    Modified,
}

/// What is known of how pages are made.
#[derive(Debug, Clone, Default)]
pub struct Page {
    hidden: HashSet<&'static str>,
    aside: Patterns,
    body: Vec<&'static str>,
    lines: Patterns,
    prompts: Patterns,
    hosts: HashMap<&'static str, Host>,
    labels: Vec<(Label, &'static str)>,
    relays: Vec<(bool, &'static str)>,
    sections: HashSet<&'static str>,
}

impl Page {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let host = |row: &mut Row| {
            let (host, name) = (row.text()?, row.text()?);
            let is_portal = row.has_more() && row.one_of(&[("portal", true)])?;
            Ok((host, Host { name, is_portal }))
        };
        let kinds = [("published", Label::Published), ("modified", Label::Modified)];
        let mut labels = LABELS.rows(|row| Ok((row.one_of(&kinds)?, row.text()?)));
        // The longest first: 기사입력 before 입력.
        labels.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        Self {
            hidden: HIDDEN.texts().into_iter().collect(),
            aside: ASIDE.rows(Row::pattern).into_iter().collect(),
            body: BODY.texts(),
            lines: LINES.rows(Row::pattern).into_iter().collect(),
            prompts: PAYWALL.rows(Row::pattern).into_iter().collect(),
            hosts: OUTLETS.rows(host).into_iter().collect(),
            labels,
            relays: RELAYS.rows(|row| Ok((row.one_of(&[("sure", true), ("maybe", false)])?, row.text()?))),
            sections: SECTIONS.texts().into_iter().collect(),
        }
    }

    /// Says whether elements of this class are not seen.
    pub fn hides(&self, class: &str) -> bool {
        self.hidden.contains(class)
    }

    /// Says whether an element of this id or class, in whatever case, stands beside the article.
    pub fn is_aside(&self, name: &str) -> bool {
        self.aside.fit(&name.to_ascii_lowercase())
    }

    /// Returns the ids and classes that hold articles, the surest first.
    pub fn bodies(&self) -> &[&'static str] {
        &self.body
    }

    /// Says whether a line, in lower case, is not part of an article.
    pub fn is_noise(&self, line: &str) -> bool {
        self.lines.fit(line)
    }

    /// Says whether a line, in lower case, asks readers to pay or to sign in before they may read on.
    pub fn is_prompt(&self, line: &str) -> bool {
        self.prompts.fit(line)
    }

    /// Returns what is known of a host, or of the domain it belongs to.
    pub fn host(&self, host: &str) -> Option<Host> {
        let mut domain = host.trim_start_matches("www.");
        loop {
            if let Some(&found) = self.hosts.get(domain) {
                return Some(found);
            }
            domain = domain.split_once('.')?.1;
        }
    }

    /// Says whether a title is only the name of a section, in which every article has the same.
    pub fn is_section(&self, title: &str) -> bool {
        title.len() <= 60 && self.sections.contains(title.trim().to_lowercase().as_str())
    }

    /// Says whether a name is that of a portal.
    pub fn is_portal(&self, name: &str) -> bool {
        self.hosts.values().any(|host| host.is_portal && host.name == name)
    }

    /// Says whether a name is that of an outlet with a known host.
    pub fn is_outlet(&self, name: &str) -> bool {
        self.hosts.values().any(|host| !host.is_portal && host.name == name)
    }

    /// Returns what stands behind the words that introduce a relayed outlet, and whether they do nothing else.
    pub fn relay<'a>(&self, line: &'a str) -> Option<(bool, &'a str)> {
        self.relays.iter().find_map(|(is_sure, words)| Some((*is_sure, line.strip_prefix(words)?)))
    }

    /// Returns the label that a text starts with, and its length in bytes.
    pub fn label(&self, text: &str) -> Option<(Label, usize)> {
        self.labels
            .iter()
            .find(|(_, words)| text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words)))
            .map(|(label, words)| (*label, words.len()))
    }
}
