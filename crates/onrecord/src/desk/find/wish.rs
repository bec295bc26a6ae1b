//! What a search asks for beside words: `"exact words"`, `speaker:`, `person:`, `outlet:`, `source:`, `after:`, `before:`, `kind:quote`, `-word`.

use onrecord_model::{Day, PersonId, Record, Span};

use super::{Hit, Query, SourceLimits};
use crate::desk::Desk;
use crate::failure::Usage;

/// Passages that are looked through where a wish leaves few of them.
const LOOKED_THROUGH: usize = 2000;

/// A search, taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
struct Wish {
    /// The words that rank.
    words: String,
    /// Words that stand so, whatever the spaces between them.
    exact: Vec<String>,
    /// Words that do not stand there.
    without: Vec<String>,
    speaker: Option<String>,
    person: Option<String>,
    outlet: Option<String>,
    source: Option<String>,
    after: Option<String>,
    before: Option<String>,
    is_quote: bool,
}

impl Wish {
    /// Takes a search apart; a sign that means nothing here is a word like others.
    fn read(search: &str) -> Self {
        let mut wish = Self::default();
        let mut words: Vec<String> = Vec::new();
        for (is_exact, part) in parts(search) {
            if is_exact {
                words.push(part.clone());
                wish.exact.push(part);
                continue;
            }
            let (name, value) = part.split_once(':').unwrap_or((&part, ""));
            let value = value.trim_matches('"').to_owned();
            let field = match name {
                "speaker" => &mut wish.speaker,
                "person" => &mut wish.person,
                "outlet" => &mut wish.outlet,
                "source" => &mut wish.source,
                "after" => &mut wish.after,
                "before" => &mut wish.before,
                "kind" if value == "quote" => {
                    wish.is_quote = true;
                    continue;
                }
                _ => {
                    match part.strip_prefix('-').filter(|word| word.starts_with(char::is_alphanumeric)) {
                        Some(word) => wish.without.push(word.to_owned()),
                        None => words.push(part),
                    }
                    continue;
                }
            };
            if value.is_empty() {
                words.push(part);
            } else {
                *field = Some(value);
            }
        }
        wish.words = words.join(" ");
        wish
    }

    /// Says whether it asks for words alone.
    fn is_plain(&self) -> bool {
        *self == Self { words: self.words.clone(), ..Self::default() }
    }

    fn limits(&self) -> Result<SourceLimits, Usage> {
        let day = |day: &Option<String>| {
            day.as_deref().map(str::parse::<Day>).transpose().map_err(|error| Usage { what: error.to_string() })
        };
        Ok(SourceLimits {
            outlet: self.outlet.clone(),
            since: day(&self.after)?,
            until: day(&self.before)?,
            ..SourceLimits::default()
        })
    }

    /// Returns the words that find passages: of a wish without any, the names in it.
    fn finding(&self) -> String {
        let names = [&self.speaker, &self.person, &self.outlet, &self.source];
        let names = names.into_iter().flatten().map(String::as_str);
        let all: Vec<&str> = if self.words.is_empty() { names.collect() } else { vec![&self.words] };
        all.join(" ")
    }
}

/// Parts a search at spaces, but for those in marks: `(whether it is exact, words)`.
fn parts(search: &str) -> Vec<(bool, String)> {
    let mut parts = Vec::new();
    let mut rest = search.trim_start();
    while !rest.is_empty() {
        if let Some((words, behind)) = rest.strip_prefix('"').and_then(|inside| inside.split_once('"')) {
            if !words.trim().is_empty() {
                parts.push((true, words.trim().to_owned()));
            }
            rest = behind.trim_start();
            continue;
        }
        let mut is_marked = false;
        let end = rest.find(|char: char| {
            is_marked ^= char == '"';
            char.is_whitespace() && !is_marked
        });
        // A mark that nobody closes is a letter.
        let end = end.or_else(|| is_marked.then(|| rest.find(char::is_whitespace)).flatten()).unwrap_or(rest.len());
        parts.push((false, rest[..end].to_owned()));
        rest = rest[end..].trim_start();
    }
    parts
}

/// Returns the letters of a text in lower case, without white space.
fn bare(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl Desk {
    /// Returns the `n` best passages for a search with what it asks for beside words, the best first.
    pub(in crate::desk) fn wished(&self, search: &str, n: usize) -> anyhow::Result<Vec<Hit>> {
        let wish = Wish::read(search);
        if wish.is_plain() {
            return self.search(search, n);
        }
        let finding = wish.finding();
        let (wanted, most) = self.wanted(&finding)?;
        let limits = &wish.limits()?;
        let all = LOOKED_THROUGH.max(n);
        let hits = self.find(&Query { question: &finding, wanted, most, limits, put_forward: all, n: all })?;
        let persons = |name: &Option<String>| -> anyhow::Result<Option<Vec<PersonId>>> {
            name.as_ref().map(|name| self.who()?.find(self.archive(), name)).transpose()
        };
        let (speakers, named) = (persons(&wish.speaker)?, persons(&wish.person)?);
        let is_wished = |hit: &Hit| {
            let Some(passage) = hit.record.reading.passages.get(hit.passage).map(|passage| passage.span) else {
                return false;
            };
            let text = bare(hit.record.reading.document.words(passage));
            wish.exact.iter().all(|words| text.contains(&bare(words)))
                && !wish.without.iter().any(|word| text.contains(&bare(word)))
                && wish
                    .source
                    .as_ref()
                    .is_none_or(|key| hit.record.source.key.to_lowercase().contains(&key.to_lowercase()))
                && (!wish.is_quote || quotes_in(&hit.record, passage).next().is_some())
                && speakers.as_ref().is_none_or(|speakers| speaks(&hit.record, passage, speakers))
                && named.as_ref().is_none_or(|named| names(&hit.record, passage, named))
        };
        Ok(hits.into_iter().filter(is_wished).take(n).collect())
    }
}

/// Returns the quotations of which a stretch shares words with a passage.
fn quotes_in(record: &Record, passage: Span) -> impl Iterator<Item = &onrecord_model::Quote> {
    record.reading.quotes.iter().filter(move |quote| quote.shared(&passage.range()) > 0)
}

fn speaks(record: &Record, passage: Span, speakers: &[PersonId]) -> bool {
    let is_it = |quote: &onrecord_model::Quote| {
        let at = quote.speaker.and_then(|speaker| speaker.person);
        at.and_then(|at| record.person(at)).is_some_and(|person| speakers.contains(&person))
    };
    quotes_in(record, passage).any(is_it)
}

fn names(record: &Record, passage: Span, named: &[PersonId]) -> bool {
    let people = record.reading.people.iter().enumerate();
    people.filter(|(at, _)| record.person(*at as u32).is_some_and(|person| named.contains(&person))).any(
        |(_, person)| {
            passage.contains(person.name) || person.mentions.iter().any(|mention| passage.contains(mention.whole))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_taken_apart() {
        let wish =
            Wish::read("boat \"물때표 시즌\" speaker:윤가람 outlet:\"Harbor Lane\" -fog after:2025-01 kind:quote");
        assert_eq!(wish.words, "boat 물때표 시즌");
        assert_eq!((wish.exact, wish.without), (vec!["물때표 시즌".to_owned()], vec!["fog".to_owned()]));
        assert_eq!((wish.speaker.as_deref(), wish.outlet.as_deref()), (Some("윤가람"), Some("Harbor Lane")));
        assert!(wish.is_quote && wish.after.as_deref() == Some("2025-01"));
    }

    #[test]
    fn signs_that_mean_nothing_are_words() {
        for plain in
            ["Season 2: the ferry", "a - b", "12:30 speaker:", "an \"open mark", "http://x.example/a", "Yoon Ga-ram"]
        {
            let wish = Wish::read(plain);
            assert!(wish.is_plain(), "{plain}: {wish:?}");
        }
    }

    #[test]
    fn exact_words_are_blind_to_spaces() {
        assert!(bare("드라마 물때표 시즌2").contains(&bare("물때표시즌 2")));
    }
}
