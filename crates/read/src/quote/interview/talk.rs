//! Finds talk by its own repetition: the lines of a document that begin alike, with a few names again and again.
//!
//! `head` reads each line in every way in which it may begin a turn; the way that recurs is the document's. Whose the turns are
//! `cast` tells. No layout has a rule of its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use onrecord_language::lexicon::{Part, is};
use onrecord_model::{BlockKind, NamedPerson, Span};

use super::below::below;
use super::cast::Cast;
use super::head::{Head, Key, Read, learned, read};
use super::label::{bare_words, is_own};
use super::legend::{Legend, is_part_of};
use super::line::Line;
use super::rows::rows;
use super::turn::{Speech, Who, is_question, letter};
use crate::ground::Ground;

/// Lines without a head over which a turn goes on, where the next head is still to come.
const GAP: usize = 12;

/// Labels of a talk with which others are compared.
const MOST_LABELS: usize = 60;

/// A talk, before it is known who asks in it.
struct Talk<'g> {
    ground: &'g Ground<'g>,
    cast: &'g Cast<'g>,
    lines: &'g [Line],
    /// For each line the head with which it begins a turn.
    heads: Vec<Option<Head>>,
    /// Of each line whether it holds nothing that is said.
    is_empty: Vec<bool>,
    /// Of each line whether it is a question without a label, right in front of a labelled answer.
    asks: Vec<bool>,
    counts: HashMap<String, Count>,
}

/// How often a label stands.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    n: usize,
    n_asking: usize,
}

/// Returns the turns of a talk, or `None` where there is none.
pub(super) fn talk(ground: &Ground, lines: &[Line], people: &[NamedPerson]) -> Option<Vec<Speech>> {
    let document = ground.document;
    let read: Vec<Read> = lines.iter().map(|line| read(document, line, ground.lexicon)).collect();
    let mut by_key: BTreeMap<Key, Vec<(usize, Head)>> = BTreeMap::new();
    for (at, read) in read.iter().enumerate() {
        for head in &read.heads {
            by_key.entry(head.key).or_default().push((at, head.clone()));
        }
    }
    let marked = learned(document, lines, &read, ground.lexicon);
    by_key.insert(Key::Marked, marked);
    by_key.retain(|_, heads| heads.len() >= 2);
    let cast = Cast::new(document, people, ground.lexicon);
    if by_key.is_empty() {
        return rows(ground, lines, &cast);
    }
    let is_empty: Vec<bool> = read.iter().map(|read| read.is_empty).collect();
    let mut best: Option<(usize, Key, Talk)> = None;
    for (&key, heads) in &by_key {
        let mut found = vec![None; lines.len()];
        heads.iter().for_each(|(at, head)| found[*at] = Some(head.clone()));
        let (is_empty, counts) = (is_empty.clone(), HashMap::new());
        let mut talk = Talk { ground, cast: &cast, lines, heads: found, is_empty, asks: Vec::new(), counts };
        talk.prepare();
        let n = talk.heads.iter().flatten().count();
        if best.as_ref().is_none_or(|(most, ..)| n > *most) && talk.is_one(key) {
            best = Some((n, key, talk));
        }
    }
    let is_weak = best.as_ref().is_none_or(|(_, key, _)| !key.is_strong());
    if is_weak && by_key.contains_key(&Key::Alone) {
        let shown = Shown { ground, cast: &cast };
        let found = below(ground, lines, &read, &cast, |head| shown.is_known(head) || shown.is_full(head));
        match found {
            Some(found) if !found.is_empty() => return Some(found),
            Some(_) => best = best.filter(|(_, key, _)| *key != Key::Alone),
            None => {}
        }
    }
    if is_weak && let Some(found) = rows(ground, lines, &cast) {
        return Some(found);
    }
    let (_, _, mut talk) = best?;
    talk.take_in(&read);
    let legend = Legend::of(ground, &cast, talk.lines, &talk.heads);
    legend.strike(&mut talk.heads);
    talk.count();
    Some(talk.speeches(&legend))
}

/// What shows a label to be somebody's name.
struct Shown<'g> {
    ground: &'g Ground<'g>,
    cast: &'g Cast<'g>,
}

impl Shown<'_> {
    fn is_known(&self, head: &Head) -> bool {
        let (korean, labels) = (&self.ground.lexicon.korean, &self.ground.lexicon.interview);
        let label = self.ground.document.words(head.label);
        let first = label.split([' ', ',', '_']).next().unwrap_or_default();
        self.cast.of(label, &head.folded).is_some()
            || label.split(' ').any(|word| korean.is_likely_name(word) || korean.is_role(word))
            || labels.is_host(&head.folded)
            || letter(&head.folded, labels).is_some()
            || self.ground.lexicon.english.word(first).kinds & (is::GIVEN | is::TITLE) != 0
            || label.len() > first.len() && labels.is_numbered(&crate::person::fold(first))
    }

    /// Says whether a label is written as a full name: two words of which one is no word of common life, or in Hangul its shape.
    fn is_full(&self, head: &Head) -> bool {
        let words = self.ground.document.words(head.label);
        self.ground.lexicon.korean.is_name(words)
            || words.contains(' ') && !words.split_whitespace().all(|word| self.ground.lexicon.english.is_common(word))
    }
}

impl Talk<'_> {
    fn words(&self, span: Span) -> &str {
        self.ground.document.words(span)
    }

    fn is_host(&self, folded: &str) -> bool {
        self.ground.lexicon.interview.is_host(folded)
    }

    fn is_letter(&self, folded: &str) -> Option<bool> {
        letter(folded, &self.ground.lexicon.interview)
    }

    fn is_known(&self, head: &Head) -> bool {
        Shown { ground: self.ground, cast: self.cast }.is_known(head)
    }

    fn is_full(&self, head: &Head) -> bool {
        Shown { ground: self.ground, cast: self.cast }.is_full(head)
    }

    fn prepare(&mut self) {
        self.drop_lone();
        self.find_questions();
        self.count();
    }

    /// Leaves out labels that stand once and name nobody known: headings, such as "Update: …".
    fn drop_lone(&mut self) {
        let mut n_of: HashMap<&str, usize> = HashMap::new();
        for head in self.heads.iter().flatten() {
            *n_of.entry(head.folded.as_str()).or_default() += 1;
        }
        let n_timed = self.heads.iter().flatten().filter(|head| head.is_timed).count();
        let kin = self.kin();
        let is_lone = |head: &Head| {
            n_of.get(head.folded.as_str()).is_none_or(|&n| n < 2)
                && !(head.is_timed && n_timed >= 2)
                && !self.is_known(head)
                && !kin.contains(&head.folded)
        };
        let lone: Vec<bool> = self.heads.iter().map(|head| head.as_ref().is_some_and(is_lone)).collect();
        for (slot, is_lone) in self.heads.iter_mut().zip(lone) {
            slot.take_if(|_| is_lone);
        }
    }

    /// Finds questions without a label: right in front of the answer of somebody who spoke last, or who alone is named.
    fn find_questions(&mut self) {
        let mut names: Vec<&str> =
            self.heads.iter().flatten().map(|head| head.folded.as_str()).filter(|name| !self.is_host(name)).collect();
        names.sort_unstable();
        names.dedup();
        let is_only = names.len() == 1;
        let mut last: Option<&str> = None;
        let mut asks = vec![false; self.lines.len()];
        for at in 0..self.lines.len() {
            if let Some(head) = &self.heads[at] {
                last = Some(&head.folded);
                continue;
            }
            let next = self.heads.get(at + 1).and_then(Option::as_ref).filter(|next| !self.is_host(&next.folded));
            let Some(next) = next else { continue };
            let is_its = is_only || last.is_none() || last == Some(next.folded.as_str());
            asks[at] = is_its
                && self.lines[at].begins
                && self.lines[at].kind != BlockKind::Title
                && is_question(self.words(self.lines[at].span));
        }
        self.asks = asks;
    }

    fn count(&mut self) {
        self.counts.clear();
        for at in 0..self.lines.len() {
            let Some(head) = &self.heads[at] else { continue };
            let words = head.words.or_else(|| self.next_words(at));
            let asks = words.is_some_and(|words| is_question(self.words(words)));
            let folded = head.folded.clone();
            let count = self.counts.entry(folded).or_default();
            count.n += 1;
            count.n_asking += usize::from(asks);
        }
    }

    /// Returns the last line of the words behind a head that stands alone on its line.
    fn next_words(&self, at: usize) -> Option<Span> {
        let mut behind = (at + 1..self.lines.len()).filter(|&at| !self.is_empty[at]);
        let next = behind.next().filter(|&next| self.heads[next].is_none())?;
        Some(self.lines[next].span)
    }

    fn first(&self) -> Option<usize> {
        self.heads.iter().position(Option::is_some)
    }

    fn last(&self) -> Option<usize> {
        self.heads.iter().rposition(Option::is_some)
    }

    /// Says whether it is a talk at all.
    fn is_one(&self, key: Key) -> bool {
        let (Some(first), Some(last)) = (self.first(), self.last()) else { return false };
        let heads = || self.heads.iter().flatten();
        let n = heads().count();
        let n_turns = n + self.asks.iter().filter(|asks| **asks).count();
        let n_lines = (first..=last).filter(|&at| !self.is_empty[at]).count();
        let has_alone = heads().any(|head| head.words.is_none());
        if 5 * n_turns < if has_alone { 1 } else { 2 } * n_lines || !self.speaks(key) {
            return false;
        }
        let n_repeating = self.counts.values().filter(|count| count.n >= 2).count();
        let n_known = heads().filter(|head| self.is_known(head)).count();
        let n_led = self.counts.keys().filter(|label| self.is_host(label) || self.is_letter(label).is_some()).count();
        let is_exchange_of_letters = {
            let of = |asks: bool| self.counts.iter().filter(|(label, _)| self.is_letter(label) == Some(asks)).count();
            of(true) > 0 && of(false) > 0
        };
        // I. and A. of an outline ask nothing, and nobody speaks in them.
        let asks = self.counts.iter().any(|(label, count)| self.is_letter(label) == Some(true) && count.n_asking > 0);
        if is_exchange_of_letters && (asks || self.is_own_speech()) {
            return true;
        }
        if !key.is_strong() {
            return self.is_marked_talk(key, n, n_repeating, n_known) || self.is_led_by_questions(n);
        }
        n >= 3 && self.counts.len() >= 2 && n_repeating + n_led > 0 && (2 * n_known >= n || n_repeating >= 2)
            || self.is_led_by_questions(n)
            || self.is_transcript(n, last)
            || self.is_exchange(n)
    }

    /// Labels in front of a weaker mark: most of them stand again, and are names.
    fn is_marked_talk(&self, key: Key, n: usize, n_repeating: usize, n_known: usize) -> bool {
        let kin = self.kin();
        let is_again = |head: &&Head| {
            kin.contains(&head.folded) || self.counts.get(&head.folded).is_some_and(|count| count.n >= 2)
        };
        let n_again = self.heads.iter().flatten().filter(is_again).count();
        let is_named = |head: &&Head| self.is_full(head) || self.is_known(head) || kin.contains(&head.folded);
        let n_full = self.heads.iter().flatten().filter(is_named).count();
        let n_timed = self.heads.iter().flatten().filter(|head| head.is_timed).count();
        let recurs = n >= 4
            && n_repeating + kin.len() / 2 >= 2
            && 3 * n_again >= 2 * n
            && (2 * n_full >= n || n_timed == n || n_repeating >= 3 && key != Key::Alone);
        let is_named = n >= 3 && self.counts.len() >= 2 && n_known == n && self.is_own_speech();
        let last = self.last().unwrap_or_default();
        recurs || is_named || n_timed == n && self.is_transcript(n, last)
    }

    /// Says whether the words behind the labels speak: sentences, and not the rows of a list.
    fn speaks(&self, key: Key) -> bool {
        let lexicon = self.ground.lexicon;
        let (mut n, mut n_words, mut n_ended) = (0, 0, 0);
        for at in 0..self.lines.len() {
            let Some(head) = &self.heads[at] else { continue };
            let Some(words) = head.words.or_else(|| self.next_words(at)) else { continue };
            let words = self.words(words);
            n += 1;
            n_words += words.split_whitespace().count();
            n_ended += usize::from(ends(words) || lexicon.bylines.ends(Part::SentenceEnd, words));
        }
        let is_loose = key.is_strong();
        n > 0 && (is_loose || 2 * n_ended >= n || n_words >= 8 * n)
    }

    /// Says whether most of the turns speak in the first person.
    fn is_own_speech(&self) -> bool {
        let (mut n, mut n_own) = (0, 0);
        for at in 0..self.lines.len() {
            let Some(head) = &self.heads[at] else { continue };
            let Some(words) = head.words.or_else(|| self.next_words(at)) else { continue };
            n += 1;
            n_own += usize::from(is_own(self.words(words), self.ground.lexicon));
        }
        2 * n_own >= n
    }

    /// Returns the labels of which another is a part, or that are part of another: `Orla Veit` and `Orla`.
    fn kin(&self) -> HashSet<String> {
        let all: HashMap<&str, Span> =
            self.heads.iter().flatten().map(|head| (head.folded.as_str(), head.label)).collect();
        let mut kin = HashSet::new();
        for (folded, _) in all.iter().take(MOST_LABELS) {
            for (other, label) in all.iter().take(MOST_LABELS) {
                if folded != other && is_part_of(folded, self.words(*label)) {
                    kin.extend([(*folded).to_owned(), (*other).to_owned()]);
                }
            }
        }
        kin
    }

    /// Answers of somebody named, each behind a question without a label.
    fn is_led_by_questions(&self, n: usize) -> bool {
        let is_behind = |at: usize| at > 0 && self.asks[at - 1];
        let answered: Vec<&Head> = self
            .heads
            .iter()
            .enumerate()
            .filter(|(at, _)| is_behind(*at))
            .filter_map(|(_, head)| head.as_ref())
            .collect();
        let is_name = |head: &&Head| self.is_known(head) || self.words(head.label).contains(' ');
        answered.len() >= 2 && 3 * answered.len() >= 2 * n && answered.iter().all(is_name)
    }

    /// Names with times beside them, and words.
    fn is_transcript(&self, n: usize, last: usize) -> bool {
        let has_words = |at: usize| {
            let head = self.heads[at].as_ref().filter(|head| head.is_timed);
            head.is_some_and(|head| head.words.is_some() || self.next_words(at).is_some())
        };
        let n_timed = (0..=last).filter(|&at| has_words(at)).count();
        let recurs = self.counts.values().any(|count| count.n >= 2);
        n_timed >= 2
            && 3 * n_timed >= 2 * n
            && (recurs || self.heads.iter().flatten().any(|head| self.is_known(head) || self.is_full(head)))
    }

    /// Two or more people, each named before a turn, and nothing else but a heading.
    fn is_exchange(&self, n: usize) -> bool {
        let n_lines = self
            .lines
            .iter()
            .enumerate()
            .filter(|(at, line)| !matches!(line.kind, BlockKind::Title | BlockKind::Heading) && !self.is_empty[*at])
            .count();
        n >= 2
            && self.counts.len() >= 2
            && n == n_lines
            && self.heads.iter().flatten().all(|head| self.is_known(head) && head.words.is_some())
    }

    /// Takes in turns whose heads are written otherwise, where their label is one of the talk's.
    fn take_in(&mut self, read: &[Read]) {
        let has_letters = self.counts.keys().any(|label| self.is_letter(label).is_some());
        for (at, read) in read.iter().enumerate() {
            if self.heads[at].is_some() {
                continue;
            }
            let fits = |head: &&Head| {
                (head.words.is_some() || head.is_timed) && self.counts.contains_key(&head.folded)
                    || has_letters && self.is_letter(&head.folded).is_some() && head.key != Key::Alone
            };
            self.heads[at] = read.heads.iter().find(fits).cloned();
        }
    }

    /// Says whether a label is that of who asks.
    fn is_asker(&self, folded: &str) -> bool {
        if let Some(asks) = self.is_letter(folded) {
            return asks;
        }
        let count = self.counts.get(folded).copied().unwrap_or_default();
        let is_joined = count.n_asking == count.n && self.asks.contains(&true);
        self.is_host(folded) || 2 * count.n_asking > count.n && count.n >= 2 || is_joined && count.n > 0
    }

    /// Returns what is said, turn by turn.
    fn speeches(&self, legend: &Legend) -> Vec<Speech> {
        let Some(last) = self.last() else { return Vec::new() };
        let has_alone = self.heads.iter().flatten().any(|head| head.words.is_none());
        let end = if has_alone { self.lines.len() } else { self.end_of_block(last) };
        let mut speeches: Vec<Speech> = Vec::new();
        let mut is_open = false;
        for at in 0..end {
            let line = &self.lines[at];
            if let Some(head) = &self.heads[at] {
                let who = self.who(head, legend);
                speeches.push(Speech { who, stretches: Vec::new() });
                is_open = true;
                if let Some(words) = head.words {
                    self.say(&mut speeches, words, at);
                }
                continue;
            }
            if self.asks[at] {
                let words = bare_words(self.ground.document, line.span.start(), line.span.end()).unwrap_or(line.span);
                speeches.push(Speech { who: Who::Asker, stretches: vec![words] });
                is_open = false;
                continue;
            }
            if self.is_empty[at] {
                continue;
            }
            is_open = is_open && self.goes_on(at, last, has_alone);
            if is_open {
                self.say(&mut speeches, line.span, at);
            }
        }
        speeches.retain(|speech| !speech.stretches.is_empty());
        speeches
    }

    fn who(&self, head: &Head, legend: &Legend) -> Who {
        if self.is_asker(&head.folded) {
            return Who::Asker;
        }
        if self.is_letter(&head.folded) == Some(false) {
            return Who::Answerer;
        }
        Who::Named { label: head.label, known: legend.known(&head.folded) }
    }

    /// Returns the line behind the block of a line.
    fn end_of_block(&self, at: usize) -> usize {
        let block = self.lines[at].block;
        (at..self.lines.len()).find(|&next| self.lines[next].block != block).unwrap_or(self.lines.len())
    }

    /// Says whether a line without a head belongs to the turn before it.
    fn goes_on(&self, at: usize, last: usize, has_alone: bool) -> bool {
        let line = &self.lines[at];
        if !line.begins {
            return true;
        }
        let is_text = matches!(line.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quotation)
            || has_alone && line.kind == BlockKind::Heading && at < last;
        let is_near = has_alone || self.heads[at..].iter().take(GAP).any(Option::is_some);
        is_text && is_near
    }

    /// Adds words to the last speech: to the stretch before, where they are the next line of one block.
    fn say(&self, speeches: &mut [Speech], words: Span, at: usize) {
        let Some(speech) = speeches.last_mut() else { return };
        if let Some(before) = speech.stretches.last_mut()
            && !self.lines[at].begins
            && self.ground.document.text()[before.end()..words.start()].trim().is_empty()
            && let Some(joined) = self.ground.document.trimmed(before.start()..words.end())
        {
            *before = joined;
            return;
        }
        speech.stretches.push(words);
    }
}

/// Says whether words end as a sentence does.
fn ends(words: &str) -> bool {
    words.trim_end_matches(['”', '"', ')', '*', '_', ' ']).ends_with(['.', '?', '!', '…', '。', '？', '~'])
}
