//! Writes a page anew where the extractor behind it would lose words or take some that are none: small type above characters,
//! struck text, marks of footnotes, `<q>`, quotations in figures, paragraphs that are one link.
//!
//! What is left out here is handed back, so that a remark can say it.

use std::collections::{HashMap, HashSet};

use super::left_out::{LeftOut, Why};
use crate::markup::{Step, Tag, Tree, decoded};

/// Characters from which a paragraph that is one link can be a sentence of the article.
const SENTENCE: usize = 40;
/// Characters of a footnote's mark, with its brackets.
const NOTE: usize = 6;
/// Characters of a label beside a block, and how often one class of them stands.
const LABEL: usize = 60;
const LABELS: usize = 3;

/// Elements that hold running text.
const RUNNING: [&str; 11] = ["p", "li", "blockquote", "figcaption", "dd", "td", "h2", "h3", "h4", "h5", "h6"];

/// A page in simple markup.
pub(crate) struct Simple {
    pub html: String,
    pub left_out: LeftOut,
}

/// Returns the page in simple markup; `None` where it is so already.
pub(crate) fn simple(page: &Tree<'_>) -> Option<Simple> {
    let mut steps = Vec::new();
    page.walk(|step| steps.push(step));
    let found = look(&steps);
    if found.is_plain() {
        return None;
    }
    let mut work = Work {
        found: &found,
        html: String::with_capacity(page.source().len()),
        left_out: LeftOut::default(),
        open: Vec::new(),
    };
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        at = work.step(*step, at, &steps);
    }
    Some(Simple { html: work.html, left_out: work.left_out })
}

/// What is to be done to the elements of a page, by the place of their start.
#[derive(Default)]
struct Found {
    /// The place behind the end of each element that is left out, by its start, and why it is.
    left_out: Vec<(usize, usize, Why)>,
    /// Elements of which only the content stays.
    unwrapped: HashSet<usize>,
    /// Elements that become others.
    renamed: Vec<(usize, &'static str)>,
    /// `<q>`, which become marks.
    quoted: HashSet<usize>,
    /// Short elements beside blocks in one container, with their class: names and times of a talk, if the class recurs.
    beside: Vec<(usize, String)>,
}

impl Found {
    /// Makes lines of their own of short elements that stand beside blocks, where several have one class: the extractor would lose them.
    fn set_apart(&mut self) {
        let mut n_of: HashMap<&str, usize> = HashMap::new();
        self.beside.iter().for_each(|(_, class)| *n_of.entry(class).or_default() += 1);
        let again = self.beside.iter().filter(|(_, class)| n_of.get(class.as_str()).is_some_and(|&n| n >= LABELS));
        self.renamed.extend(again.map(|(at, _)| (*at, "p")));
    }

    fn is_plain(&self) -> bool {
        self.left_out.is_empty() && self.unwrapped.is_empty() && self.renamed.is_empty() && self.quoted.is_empty()
    }
}

/// An element that is open while the page is looked at.
struct Open<'a> {
    tag: Tag<'a>,
    at: usize,
    /// Its text so far: letters, and those of them in links.
    n_letters: usize,
    n_linked: usize,
    /// Its last character.
    last: Option<char>,
    /// Its only link.
    link: Option<usize>,
    n_links: usize,
    has_blocks: bool,
    has_blockquote: bool,
    /// Its captions, where it is a figure.
    captions: Vec<usize>,
    /// Its first characters.
    head: String,
    /// Short elements in it that are no blocks, with their class.
    labels: Vec<(usize, String)>,
}

/// Looks at the whole page once.
fn look(steps: &[Step<'_>]) -> Found {
    let mut found = Found::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        match *step {
            Step::Text(text) => {
                let is_linked = open.iter().rev().take(8).any(|open| open.tag.is("a"));
                if let Some(top) = open.last_mut() {
                    top.take(text, is_linked);
                }
            }
            Step::Enter(tag) => open.push(Open {
                tag,
                at,
                n_letters: 0,
                n_linked: 0,
                last: None,
                link: None,
                n_links: 0,
                has_blocks: false,
                has_blockquote: false,
                captions: Vec::new(),
                head: String::new(),
                labels: Vec::new(),
            }),
            Step::Leave(_) => {
                if let Some(done) = open.pop() {
                    done.judge(at, &open, &mut found);
                    if let Some(outer) = open.last_mut() {
                        outer.add(&done);
                    }
                }
            }
            Step::Void(_) | Step::Raw(..) => {}
        }
    }
    found.set_apart();
    found.left_out.sort_unstable_by_key(|(start, ..)| *start);
    found.renamed.sort_unstable_by_key(|(start, _)| *start);
    found
}

impl Open<'_> {
    fn take(&mut self, text: &str, is_linked: bool) {
        for char in decoded(text).chars().filter(|char| !char.is_whitespace()) {
            self.n_letters += 1;
            self.n_linked += usize::from(is_linked);
            self.last = Some(char);
            if self.n_letters <= NOTE {
                self.head.push(char);
            }
        }
    }

    /// Adds what an element inside it held.
    fn add(&mut self, inner: &Self) {
        let room = NOTE.saturating_sub(self.n_letters);
        self.head.extend(inner.head.chars().take(room));
        self.n_letters += inner.n_letters;
        self.n_linked += inner.n_linked;
        self.last = inner.last.or(self.last);
        self.n_links += inner.n_links + usize::from(inner.tag.is("a"));
        self.link = if inner.tag.is("a") { Some(inner.at) } else { inner.link.or(self.link) };
        self.has_blocks |= inner.has_blocks || crate::markup::is_block(inner.tag.name);
        self.has_blockquote |= inner.has_blockquote || inner.tag.is("blockquote");
        let is_label = (1..=LABEL).contains(&inner.n_letters) && !inner.has_blocks && inner.n_linked == 0;
        if is_label
            && ["span", "b", "strong", "cite"].iter().any(|name| inner.tag.is(name))
            && let Some(class) = inner.tag.attribute("class")
            && self.labels.len() < LABELS
        {
            self.labels.push((inner.at, class.to_owned()));
        }
        if inner.tag.is("figcaption") {
            self.captions.push(inner.at);
        }
    }

    /// Says what is to be done with it, now that it ends at `end`; `around` are the elements that hold it.
    fn judge(&self, end: usize, around: &[Open<'_>], found: &mut Found) {
        let is = |names: &[&str]| names.iter().any(|name| self.tag.is(name));
        let is_in = |name: &str| around.iter().rev().take(8).any(|outer| outer.tag.is(name));
        let mut leave_out = |why| found.left_out.push((self.at, end + 1, why));
        if is(&["rt", "rtc"]) {
            leave_out(Why::Reading);
        } else if is(&["rp"]) {
            leave_out(Why::Mark);
        } else if is(&["del", "s", "strike"]) {
            leave_out(Why::Struck);
        } else if self.is_note(around) {
            leave_out(Why::Note);
        } else if is(&["ruby", "rb", "rbc"]) || is(&["ins"]) && self.tag.attribute("class").is_none() {
            // With a class it is the place of an advertisement.
            found.unwrapped.insert(self.at);
        } else if is(&["time"]) && RUNNING.iter().any(|name| is_in(name)) {
            // The extractor takes it for the page's date, and loses what stands behind it.
            found.unwrapped.insert(self.at);
        } else if is(&["q"]) {
            found.quoted.insert(self.at);
        } else if is(&["footer"]) && is_in("blockquote")
            || is(&["cite"]) && around.last().is_some_and(|outer| outer.tag.is("blockquote"))
        {
            found.renamed.push((self.at, "p"));
        } else if is(&["figure"]) && self.has_blockquote {
            found.renamed.push((self.at, "div"));
            found.renamed.extend(self.captions.iter().map(|&caption| (caption, "p")));
        } else if is(&["div", "li", "section", "article"]) && self.has_blocks && !self.labels.is_empty() {
            found.beside.extend(self.labels.iter().cloned());
        } else if is(&["p", "div"]) && self.is_one_link() {
            found.unwrapped.extend(self.link);
        }
    }

    /// Says whether it is the mark of a footnote: a number or a star, raised or in brackets, that leads to a note.
    fn is_note(&self, around: &[Open<'_>]) -> bool {
        let is_raised = self.tag.is("sup");
        if !is_raised && !self.tag.is("a") || self.n_letters == 0 || self.n_letters > NOTE {
            return false;
        }
        let bare = self.head.trim_matches(['[', ']', '(', ')', '^']);
        let is_number = !bare.is_empty() && bare.chars().all(|char| char.is_ascii_digit());
        let is_sign = !bare.is_empty() && bare.chars().all(|char| matches!(char, '*' | '†' | '‡' | '§' | '¶'));
        let is_letter = bare.chars().count() == 1
            && bare.len() < self.head.len()
            && bare.chars().all(|char| char.is_ascii_lowercase());
        if !is_number && !is_sign && !is_letter {
            return false;
        }
        let names = ["class", "role", "rel", "epub:type", "id"]
            .map(|name| self.tag.attribute(name).unwrap_or_default().to_ascii_lowercase());
        let is_named = names.iter().any(|name| {
            ["footnote", "noteref", "reference", "fnref", "cite_ref"].iter().any(|word| name.contains(word))
        });
        let leads_down = self.tag.is("a") && self.tag.attribute("href").is_some_and(|href| href.contains('#'));
        let is_bracketed = bare.len() < self.head.len();
        let stands_raised = is_raised || around.last().is_some_and(|outer| outer.tag.is("sup"));
        is_named || leads_down && (is_bracketed || stands_raised || is_sign) || is_raised && self.n_links > 0
    }

    /// Says whether it is a sentence of the article that leads somewhere as a whole.
    fn is_one_link(&self) -> bool {
        self.n_links == 1
            && !self.has_blocks
            && self.n_letters >= SENTENCE
            && self.n_linked == self.n_letters
            && self.last.is_some_and(|last| matches!(last, '.' | '!' | '?' | '…' | '”' | '"' | '’' | '。'))
    }
}

/// A tag that was written and will be closed.
enum Written<'a> {
    /// As it stands.
    As(Tag<'a>),
    /// By another name.
    By(&'static str),
    /// Not at all.
    Nothing,
    /// As a mark of quotation, where one was written.
    Mark { is_written: Option<bool>, is_inner: bool },
}

struct Work<'f, 'a> {
    found: &'f Found,
    html: String,
    left_out: LeftOut,
    open: Vec<Written<'a>>,
}

impl<'a> Work<'_, 'a> {
    /// Writes one step; returns the place of the next one.
    fn step(&mut self, step: Step<'a>, at: usize, steps: &[Step<'a>]) -> usize {
        match step {
            Step::Text(text) => self.text(text),
            Step::Void(tag) => self.html.push_str(tag.source),
            Step::Raw(tag, content) => {
                self.html.push_str(tag.source);
                self.html.push_str(content);
                self.close(tag.name);
            }
            Step::Enter(tag) => {
                if let Ok(nth) = self.found.left_out.binary_search_by_key(&at, |(start, ..)| *start) {
                    let (_, end, why) = self.found.left_out[nth];
                    let texts = steps[at..end]
                        .iter()
                        .filter_map(|step| if let Step::Text(text) = step { Some(*text) } else { None });
                    self.left_out.add(why, texts);
                    return end;
                }
                self.enter(tag, at);
            }
            Step::Leave(_) => self.leave(),
        }
        at + 1
    }

    fn enter(&mut self, tag: Tag<'a>, at: usize) {
        let written = if self.found.unwrapped.contains(&at) {
            Written::Nothing
        } else if self.found.quoted.contains(&at) {
            let is_inner = self.open.iter().any(|open| matches!(open, Written::Mark { is_inner: false, .. }));
            Written::Mark { is_written: None, is_inner }
        } else if let Ok(nth) = self.found.renamed.binary_search_by_key(&at, |(start, _)| *start) {
            let name = self.found.renamed[nth].1;
            self.html.push_str(&format!("<{name}>"));
            Written::By(name)
        } else {
            self.html.push_str(tag.source);
            Written::As(tag)
        };
        self.open.push(written);
    }

    fn leave(&mut self) {
        match self.open.pop() {
            Some(Written::As(tag)) => self.close(tag.name),
            Some(Written::By(name)) => self.close(name),
            Some(Written::Mark { is_written: Some(true), is_inner }) => {
                self.html.push(if is_inner { '’' } else { '”' })
            }
            Some(Written::Nothing | Written::Mark { .. }) | None => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    /// Writes text; the first words of a `<q>` get a mark in front, unless they have one.
    fn text(&mut self, text: &str) {
        let rest = text.trim_start();
        if !rest.is_empty() {
            let has_mark = decoded(rest).starts_with(['“', '"', '‘', '«', '„', '「', '『']);
            let mut marks = String::new();
            for open in &mut self.open {
                if let Written::Mark { is_written: is_written @ None, is_inner } = open {
                    *is_written = Some(!has_mark);
                    if !has_mark {
                        marks.push(if *is_inner { '‘' } else { '“' });
                    }
                }
            }
            self.html.push_str(&text[..text.len() - rest.len()]);
            self.html.push_str(&marks);
        }
        self.html.push_str(if rest.is_empty() { text } else { rest });
    }
}
