//! Works and events as they are shown, and the works that a text names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use onrecord_archive::StoredTitle;
use onrecord_language::work::{form, is_korean};
use onrecord_model::{Language, Source, SourceId, WorkId, WorkKind};
use onrecord_read::titles::name_given;
use serde::Serialize;

use super::Desk;
use super::copies::sources;
use crate::stage::works::decisions;

/// The most words of a title that is looked for in a question.
const MOST_WORDS: usize = 9;

/// A work or event, or a part of one, as it is shown.
#[derive(Serialize)]
pub(crate) struct WorkShown {
    pub id: String,
    pub name: String,
    pub kind: WorkKind,
    pub titles: Vec<TitleShown>,
    pub part_of: Option<String>,
    pub mentions: u32,
}

/// A title and how often it stands in the sources.
#[derive(Serialize)]
pub(crate) struct TitleShown {
    pub text: String,
    pub language: Language,
    pub count: u32,
}

/// A work with its parts and sources.
#[derive(Serialize)]
pub(crate) struct WorkInFull {
    #[serde(flatten)]
    pub work: WorkShown,
    pub parts: Vec<WorkShown>,
    pub sources: Vec<Source>,
}

impl Desk {
    /// Returns all works and events, the most mentioned first, each followed by its parts.
    pub(crate) fn works(&self) -> anyhow::Result<Vec<WorkShown>> {
        let mut by_work: BTreeMap<WorkId, Vec<StoredTitle>> = BTreeMap::new();
        for (work, title) in self.archive().works()? {
            by_work.entry(work).or_default().push(title);
        }
        let decisions = decisions(self.archive())?;
        let mut works = Vec::new();
        for (id, titles) in by_work {
            let ids: Vec<WorkId> = titles.iter().map(|title| title.title).collect();
            let work = shown(id, &titles, name_given(&ids, &decisions));
            works.push((work, parts(id, &titles)));
        }
        works.sort_by(|a, b| b.0.mentions.cmp(&a.0.mentions).then_with(|| a.0.name.cmp(&b.0.name)));
        Ok(works.into_iter().flat_map(|(work, parts)| [work].into_iter().chain(parts)).collect())
    }

    /// Returns the work that has this title, or this number such as `w12`, else those that the words name, each with its parts
    /// and sources.
    pub(crate) fn works_called(&self, name: &str) -> anyhow::Result<Vec<WorkInFull>> {
        let ids = match self.work_id(name)? {
            Some(id) => vec![id],
            None => self.works_named(name)?,
        };
        let decisions = decisions(self.archive())?;
        let mut works = Vec::new();
        for id in ids {
            let titles: Vec<StoredTitle> = self.archive().titles_of(id)?.into_iter().map(|(_, title)| title).collect();
            let own: Vec<WorkId> = titles.iter().map(|title| title.title).collect();
            let documents: BTreeSet<_> = titles.iter().map(|title| title.document).collect();
            let listed = sources(self.archive())?.into_iter();
            let sources =
                listed.filter(|listed| documents.contains(&listed.version.document)).map(|listed| listed.source);
            works.push(WorkInFull {
                work: shown(id, &titles, name_given(&own, &decisions)),
                parts: parts(id, &titles),
                sources: sources.collect(),
            });
        }
        Ok(works)
    }

    /// Returns the works that may be one, and that nobody has joined, two by two.
    pub(crate) fn work_doubts(&self) -> anyhow::Result<Vec<(WorkShown, WorkShown)>> {
        let known: BTreeMap<WorkId, Option<WorkId>> =
            self.archive().known_titles()?.into_iter().map(|title| (title.id, title.work)).collect();
        let shown = |title: WorkId| -> anyhow::Result<Option<WorkShown>> {
            let Some(id) = known.get(&title).copied().flatten() else { return Ok(None) };
            let titles: Vec<StoredTitle> = self.archive().titles_of(id)?.into_iter().map(|(_, title)| title).collect();
            Ok(Some(shown(id, &titles, None)))
        };
        let mut doubts = Vec::new();
        for (a, b) in self.archive().title_doubts()? {
            doubts.extend(shown(a)?.zip(shown(b)?));
        }
        Ok(doubts)
    }

    /// Returns the number of the work that has this title, or that is written so: `w12`.
    pub(crate) fn work_id(&self, name: &str) -> anyhow::Result<Option<WorkId>> {
        if let Some(id) = name.strip_prefix('w').and_then(|number| number.parse().ok()).map(WorkId)
            && !self.archive().titles_of(id)?.is_empty()
        {
            return Ok(Some(id));
        }
        Ok(self.archive().work_called(&form(name))?)
    }

    /// Returns the works that a source names.
    pub(crate) fn works_of(&self, source: SourceId) -> anyhow::Result<BTreeSet<WorkId>> {
        let Some(record) = self.record(source)? else { return Ok(BTreeSet::new()) };
        let titles = self.archive().works_in(record.reading.document.id())?;
        Ok(titles.into_iter().map(|(work, _)| work).collect())
    }

    /// Returns the works that a text names in any spelling, the longest title first.
    pub(crate) fn works_named(&self, text: &str) -> anyhow::Result<Vec<WorkId>> {
        let mut found: Vec<WorkId> = Vec::new();
        for (_, id) in self.works_in(text)? {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Returns where a text names works in any spelling, and which, the longest title first.
    ///
    /// Each run of words is looked up, so it costs the same however many works there are. A word of Korean text is also looked
    /// up without the particle at its end; a title of one common word is not taken for a name.
    pub(crate) fn works_in(&self, text: &str) -> anyhow::Result<Vec<(Range<usize>, WorkId)>> {
        let words: Vec<Range<usize>> = text.split_whitespace().filter_map(|word| plain_word(text, word)).collect();
        let (mut found, mut taken) = (Vec::new(), vec![false; words.len()]);
        for n_words in (1..=MOST_WORDS.min(words.len())).rev() {
            for start in 0..=words.len() - n_words {
                let range = start..start + n_words;
                if taken[range.clone()].iter().any(|&taken| taken) {
                    continue;
                }
                let run = words[start].start..words[start + n_words - 1].end;
                let Some((length, id)) = self.work_of_words(&text[run.clone()], n_words)? else { continue };
                taken[range].fill(true);
                found.push((run.start..run.start + length, id));
            }
        }
        Ok(found)
    }

    /// Returns the titles of a work as they stand in each document.
    pub(crate) fn titles(&self, work: WorkId) -> anyhow::Result<Vec<StoredTitle>> {
        Ok(self.archive().titles_of(work)?.into_iter().map(|(_, title)| title).collect())
    }

    /// Returns the work that some words name, and how many bytes of them do: a particle or `'s` at their end is no part of a title.
    fn work_of_words(&self, words: &str, n_words: usize) -> anyhow::Result<Option<(usize, WorkId)>> {
        let whole: String = words.split_whitespace().map(without_marks).collect::<Vec<_>>().join(" ");
        let looked_up = form(&whole);
        let is_word = !is_korean(&whole) && n_words == 1 && !whole.starts_with(char::is_uppercase);
        if looked_up.chars().count() < 2 || is_word {
            return Ok(None);
        }
        if let Some(id) = self.archive().work_called(&looked_up)? {
            return Ok(Some((words.len(), id)));
        }
        let bare = if is_korean(&whole) {
            &whole[..self.lexicon().korean.particles.behind(&whole).0]
        } else {
            whole.trim_end_matches("'s").trim_end_matches("’s")
        };
        let behind = whole.len() - bare.len();
        if behind == 0 {
            return Ok(None);
        }
        let title = words.get(..words.len() - behind).map(|title| title.trim_end_matches(is_mark).len());
        Ok(title.zip(self.archive().work_called(&form(bare))?))
    }
}

/// A title that no work in the archive has.
pub(crate) fn nothing(name: &str) -> anyhow::Error {
    anyhow::anyhow!("no work in this archive is called {name:?}; `onrecord works` lists them")
}

/// Returns where a word of a text stands without the marks around it; nothing for marks alone.
fn plain_word(text: &str, word: &str) -> Option<Range<usize>> {
    let plain = word.trim_matches(is_mark);
    let start = plain.as_ptr() as usize - text.as_ptr() as usize;
    (!plain.is_empty()).then_some(start..start + plain.len())
}

fn is_mark(char: char) -> bool {
    !char.is_alphanumeric()
}

/// Returns a word without the marks around it, nor those that close a title before its particle.
fn without_marks(word: &str) -> String {
    word.trim_matches(is_mark).replace(['〉', '》', '’', '”', '』', '」'], "")
}

/// Returns what most documents say that a work is.
pub(crate) fn kind_of(titles: &[StoredTitle]) -> Option<WorkKind> {
    let mut kinds: BTreeMap<WorkKind, u32> = BTreeMap::new();
    titles.iter().filter_map(|title| title.kind).for_each(|kind| *kinds.entry(kind).or_default() += 1);
    kinds.into_iter().max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind))).map(|(kind, _)| kind)
}

fn shown(id: WorkId, titles: &[StoredTitle], name: Option<&str>) -> WorkShown {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for title in titles {
        *counts.entry(&title.text).or_default() += title.mentions;
    }
    let language = |text: &str| if is_korean(text) { Language::Korean } else { Language::English };
    let mut shown: Vec<TitleShown> = counts
        .into_iter()
        .map(|(text, count)| TitleShown { text: text.to_owned(), language: language(text), count })
        .collect();
    shown.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    let usual = shown.first().map(|title| title.text.clone()).unwrap_or_default();
    WorkShown {
        id: id.to_string(),
        name: name.map_or(usual, str::to_owned),
        kind: kind_of(titles).unwrap_or(WorkKind::Other),
        mentions: shown.iter().map(|title| title.count).sum(),
        titles: shown,
        part_of: None,
    }
}

/// Returns the seasons, episodes and editions of a work that are named, in the order of their numbers.
fn parts(id: WorkId, titles: &[StoredTitle]) -> Vec<WorkShown> {
    let mut counts: BTreeMap<(&str, u32), BTreeMap<String, u32>> = BTreeMap::new();
    let mut kind = None;
    for title in titles {
        kind = kind.or(title.kind);
        for (unit, number, words) in &title.parts {
            *counts.entry((unit, *number)).or_default().entry(words.clone()).or_default() += 1;
        }
    }
    let part = |((unit, number), texts): ((&str, u32), BTreeMap<String, u32>)| {
        let language = |text: &str| if is_korean(text) { Language::Korean } else { Language::English };
        let mut titles: Vec<TitleShown> =
            texts.into_iter().map(|(text, count)| TitleShown { language: language(&text), text, count }).collect();
        titles.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        WorkShown {
            id: format!("{id}-{unit}-{number}"),
            name: titles.first().map(|title| title.text.clone()).unwrap_or_default(),
            kind: kind.unwrap_or(WorkKind::Other),
            mentions: titles.iter().map(|title| title.count).sum(),
            titles,
            part_of: Some(id.to_string()),
        }
    };
    counts.into_iter().map(part).collect()
}
