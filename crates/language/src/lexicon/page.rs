//! The rows for web pages: `lexicon/page/`.

use std::collections::{HashMap, HashSet};

use super::rows;

const HIDDEN: &str = include_str!("../../../../lexicon/page/hidden.txt");
const ASIDE: &str = include_str!("../../../../lexicon/page/aside.txt");
const BODY: &str = include_str!("../../../../lexicon/page/body.txt");
const LINES: &str = include_str!("../../../../lexicon/page/lines.tsv");
const OUTLETS: &str = include_str!("../../../../lexicon/page/outlets.tsv");
const RELAYS: &str = include_str!("../../../../lexicon/page/relays.tsv");
const LABELS: &str = include_str!("../../../../lexicon/page/labels.tsv");
const SECTIONS: &str = include_str!("../../../../lexicon/page/sections.txt");

/// How the words of a row stand in a line that is not the article's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// They are the whole line.
    Whole,
    /// The line starts with them.
    Start,
    /// The line ends with them.
    End,
    /// They stand anywhere in it.
    Anywhere,
}

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
    aside: HashSet<String>,
    aside_starts: Vec<String>,
    body: Vec<&'static str>,
    lines: Vec<(Place, String)>,
    hosts: HashMap<&'static str, Host>,
    labels: Vec<(Label, &'static str)>,
    relays: Vec<(bool, &'static str)>,
    sections: HashSet<&'static str>,
}

impl Page {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut page = Self {
            hidden: rows(HIDDEN).collect(),
            body: rows(BODY).collect(),
            sections: rows(SECTIONS).collect(),
            ..Self::default()
        };
        for name in rows(ASIDE) {
            match name.strip_suffix('*') {
                Some(start) => page.aside_starts.push(start.to_ascii_lowercase()),
                None => {
                    page.aside.insert(name.to_ascii_lowercase());
                }
            }
        }
        for (place, words) in rows(LINES).filter_map(|row| row.split_once('\t')) {
            let place = match place {
                "whole" => Place::Whole,
                "start" => Place::Start,
                "end" => Place::End,
                _ => Place::Anywhere,
            };
            page.lines.push((place, words.to_lowercase()));
        }
        for row in rows(OUTLETS) {
            let mut columns = row.split('\t');
            let (Some(host), Some(name)) = (columns.next(), columns.next()) else { continue };
            page.hosts.insert(host, Host { name, is_portal: columns.next() == Some("portal") });
        }
        page.labels = rows(LABELS)
            .filter_map(|row| row.split_once('\t'))
            .map(|(label, words)| (if label == "modified" { Label::Modified } else { Label::Published }, words))
            .collect();
        page.relays =
            rows(RELAYS).filter_map(|row| row.split_once('\t')).map(|(sure, words)| (sure == "sure", words)).collect();
        // The longest first: 기사입력 before 입력.
        page.labels.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        page
    }

    /// Says whether elements of this class are not seen.
    pub fn hides(&self, class: &str) -> bool {
        self.hidden.contains(class)
    }

    /// Says whether an element of this id or class, in whatever case, stands beside the article.
    pub fn is_aside(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.aside.contains(&name) || self.aside_starts.iter().any(|start| name.starts_with(start))
    }

    /// Returns the ids and classes that hold articles, the surest first.
    pub fn bodies(&self) -> &[&'static str] {
        &self.body
    }

    /// Says whether a line, in lower case, is not part of an article.
    pub fn is_noise(&self, line: &str) -> bool {
        self.lines.iter().any(|(place, words)| match place {
            Place::Whole => line == words,
            Place::Start => line.starts_with(words.as_str()),
            Place::End => line.ends_with(words.as_str()),
            Place::Anywhere => line.contains(words.as_str()),
        })
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
