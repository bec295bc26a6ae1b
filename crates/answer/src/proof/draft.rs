//! Reads a draft as a source is read, and finds what it quotes.

use std::ops::Range;

use onrecord_language::{Lexicon, runs};
use onrecord_model::letter::{is_jamo, is_syllable};
use onrecord_model::{Media, Quote, QuoteForm, QuoteKind, Reading};
use onrecord_read::read_text;

use super::letters::Letters;
use super::prose::{Prose, Syntax, prose};
use super::vocabulary::{ends_sentence, imagined, is_common, is_nobody, says_behind, works};

/// Letters before a quotation in which the draft says that it imagines it.
const IMAGINED: usize = 60;

/// A draft, read.
#[derive(Debug)]
pub struct Draft {
    /// The draft as it was written, without a byte order mark.
    pub text: String,
    /// What a reader of the finished text sees.
    pub prose: Prose,
    /// What was read in the prose; its document's text is the prose's.
    pub reading: Reading,
    /// What it quotes, in order.
    pub quotations: Vec<Quotation>,
}

/// Words that a draft gives as somebody's.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// The words, without their marks, in bytes of the prose.
    pub words: Range<usize>,
    /// How they are set apart.
    pub form: Form,
    /// The position in [`Reading::quotes`] of the quote that they belong to.
    pub quote: Option<usize>,
    /// The paragraph that they stand in, in bytes of the prose.
    pub paragraph: Range<usize>,
}

/// How a quotation is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In double marks.
    Marks,
    /// In single marks, which also stand for titles, thoughts and stress.
    Single,
    /// In the marks that titles of works have: `「」`, `『』`, `«»`.
    Title,
    /// As a block of its own.
    Block,
    /// As the answer in an interview, without marks.
    Answer,
    /// By a short code that names its source.
    Code,
}

impl Draft {
    /// Reads a draft. Never fails: bad text yields less.
    pub fn read(text: &str, syntax: Syntax, lexicon: &Lexicon) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let prose = prose(&text, syntax);
        let media = if syntax == Syntax::Plain { Media::Text } else { Media::Markdown };
        let reading = read_text(prose.text().to_owned(), media, lexicon);
        let quotations = quotations(&prose, &reading);
        Self { text, prose, reading, quotations }
    }

    /// Returns the words of a quotation.
    pub fn words(&self, quotation: &Quotation) -> &str {
        self.prose.text().get(quotation.words.clone()).unwrap_or_default()
    }

    /// Returns the quote that a quotation belongs to, as the reader found it.
    pub fn quote(&self, quotation: &Quotation) -> Option<&Quote> {
        self.reading.quotes.get(quotation.quote?)
    }

    /// Returns the names in the paragraph of a quotation and of its speaker, and the last word of each.
    pub fn names_beside(&self, quotation: &Quotation) -> Vec<&str> {
        let document = &self.reading.document;
        let speaker = self.quote(quotation).and_then(|quote| quote.speaker.as_ref()).and_then(|speaker| speaker.person);
        let paragraph = &quotation.paragraph;
        let is_beside = |place: Range<usize>| paragraph.start <= place.start && place.end <= paragraph.end;
        let mut names: Vec<&str> = Vec::new();
        for (at, person) in self.reading.people.iter().enumerate() {
            let is_named = person.mentions.iter().any(|mention| is_beside(mention.whole.range()));
            if is_named || speaker == Some(at as u32) {
                let name = document.words(person.name);
                names.extend([name].into_iter().chain(name.split_whitespace().last()));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Says whether the draft gives the words as speech: with a cue or a speaker.
    pub fn is_speech(&self, quotation: &Quotation) -> bool {
        self.quote(quotation).is_some_and(|quote| {
            let words = quote.speaker.as_ref().and_then(|speaker| speaker.words);
            let is_nobody = words.is_some_and(|words| is_nobody(self.reading.document.words(words)));
            quote.kind != QuoteKind::Indirect && (quote.cue.is_some() || quote.speaker.is_some()) && !is_nobody
        })
    }

    /// Says whether the words may be accused of standing nowhere: enough words, not a title, not a common phrase.
    pub(crate) fn is_accusable(&self, quotation: &Quotation) -> bool {
        let words = self.words(quotation);
        let n_words = words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        let letters = Letters::of(words);
        let is_korean = is_korean(words);
        let (least_words, least_letters) = match (quotation.form, self.is_speech(quotation), is_korean) {
            (Form::Answer, _, _) => return false,
            (Form::Code, _, _) => (1, 1),
            (_, true, true) => (2, 7),
            (_, true, false) => (3, 10),
            (Form::Block, false, true) => (4, 10),
            (Form::Block, false, false) => (6, 20),
            (_, false, true) => (4, 11),
            (_, false, false) => (6, 22),
        };
        if n_words < least_words || letters.len() < least_letters || is_common(letters.as_str()) {
            return false;
        }
        if self.is_imagined(quotation) {
            return false;
        }
        match quotation.form {
            Form::Single | Form::Title => self.is_speech(quotation) || self.has_cue_behind(quotation),
            Form::Marks => self.is_speech(quotation) || !self.is_title(quotation, is_korean),
            _ => true,
        }
    }

    /// Says whether the words may be accused of having been changed: enough of them to know their origin by.
    pub fn is_comparable(&self, quotation: &Quotation) -> bool {
        let words = self.words(quotation);
        let n_words = words.split_whitespace().count();
        let n_letters = Letters::of(words).len();
        quotation.form == Form::Code
            || if is_korean(words) { n_words >= 2 && n_letters >= 6 } else { n_words >= 3 && n_letters >= 10 }
    }

    /// Says whether the draft gives the words as what somebody might say: `One might ask: “…”`.
    fn is_imagined(&self, quotation: &Quotation) -> bool {
        let text = self.prose.text();
        let before = text.get(quotation.paragraph.start..quotation.words.start).unwrap_or_default();
        let before = before.trim_end_matches(|char: char| !char.is_alphanumeric());
        let lead = before.char_indices().rev().nth(IMAGINED).map_or(before, |(at, _)| &before[at..]);
        let lead = lead.rsplit(['.', '!', '?']).next().unwrap_or_default().to_lowercase();
        let behind =
            text.get(quotation.words.end..quotation.paragraph.end.max(quotation.words.end)).unwrap_or_default();
        let behind = behind.trim_start_matches(|char: char| !char.is_alphanumeric());
        imagined().any(|row| if row.chars().any(is_syllable) { behind.starts_with(row) } else { lead.contains(row) })
    }

    /// Says whether a verb of saying is attached to the closing mark, as in `’라고`.
    fn has_cue_behind(&self, quotation: &Quotation) -> bool {
        let rest = self.prose.text().get(quotation.words.end..).unwrap_or_default();
        let rest = rest.trim_start_matches(['’', '\'', '」', '』', '»']);
        says_behind(rest)
    }

    /// Says whether the words look like the title of a work: a word such as `film` beside them, or capitals throughout.
    fn is_title(&self, quotation: &Quotation, is_korean: bool) -> bool {
        let text = self.prose.text();
        let before = text[quotation.paragraph.start..quotation.words.start]
            .trim_end_matches(|char: char| !char.is_alphanumeric());
        let before = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let before = before.trim_matches(|char: char| !char.is_alphanumeric());
        let after = text[quotation.words.end..quotation.paragraph.end.max(quotation.words.end)]
            .trim_start_matches(|char: char| !char.is_alphanumeric());
        let words = self.words(quotation);
        let is_work = |word: &str| {
            works().any(|work| {
                word == work
                    || work.chars().any(is_syllable)
                        && word.starts_with(work)
                        && word.chars().count() <= work.chars().count() + 2
            })
        };
        let is_labelled =
            is_work(before) || after.split_whitespace().next().is_some_and(is_work) && !ends_sentence(words);
        let is_capital = |word: &str| !word.starts_with(|char: char| char.is_lowercase());
        let long = || words.split_whitespace().filter(|word| word.len() > 3);
        let is_title_case =
            !is_korean && long().count() >= 2 && long().all(is_capital) && !words.ends_with(['.', '!', '?', ',']);
        is_labelled || is_title_case
    }
}

/// Says whether a text has Hangul enough to be Korean.
pub fn is_korean(text: &str) -> bool {
    let (mut hangul, mut latin) = (0, 0);
    for char in text.chars() {
        hangul += usize::from(is_syllable(char) || is_jamo(char));
        latin += usize::from(char.is_ascii_alphabetic());
    }
    3 * hangul >= latin && hangul > 0
}

fn quotations(prose: &Prose, reading: &Reading) -> Vec<Quotation> {
    let text = prose.text();
    let mut found: Vec<Quotation> = Vec::new();
    let lines = lines(text);
    let paragraph = |at: usize| {
        let line = lines.partition_point(|line| line.start <= at).saturating_sub(1);
        lines.get(line).cloned().unwrap_or(0..text.len())
    };
    let codes: Vec<Range<usize>> = prose.links.iter().filter_map(|link| link.quoted.clone()).collect();
    for run in runs(text) {
        let marked = |form| Quotation {
            words: run.inner.clone(),
            form,
            quote: quote_at(reading, &run.inner),
            paragraph: paragraph(run.outer.start),
        };
        let open = text[run.outer.start..].chars().next().unwrap_or('"');
        let is_code = codes.iter().any(|code| code.start <= run.inner.start && run.inner.end <= code.end);
        found.push(marked(match open {
            _ if is_code => Form::Code,
            '「' | '『' | '«' => Form::Title,
            _ => Form::Marks,
        }));
    }
    let is_taken = |found: &[Quotation], range: &Range<usize>| {
        let after = found.partition_point(|quotation| quotation.words.end <= range.start);
        found.get(after).is_some_and(|quotation| quotation.words.start < range.end)
    };
    let doubles = found.clone();
    for (at, line) in lines.iter().enumerate() {
        let words = &text[line.clone()];
        if words.trim_start().starts_with('>') {
            if names_the_block(text, &lines, at, &doubles) {
                continue;
            }
            found.extend(block(text, line, &doubles).map(|words| Quotation {
                quote: quote_at(reading, &words),
                words,
                form: Form::Block,
                paragraph: line.clone(),
            }));
            continue;
        }
        for inner in singles(words) {
            let inner = line.start + inner.start..line.start + inner.end;
            if !is_taken(&doubles, &inner) {
                found.push(Quotation {
                    quote: quote_at(reading, &inner),
                    words: inner,
                    form: Form::Single,
                    paragraph: line.clone(),
                });
            }
        }
    }
    for (at, quote) in reading.quotes.iter().enumerate() {
        if !matches!(quote.form, QuoteForm::InterviewAnswer) {
            continue;
        }
        for stretch in &quote.stretches {
            if !found
                .iter()
                .any(|quotation| quotation.words.start < stretch.end() && stretch.start() < quotation.words.end)
            {
                found.push(Quotation {
                    words: stretch.range(),
                    form: Form::Answer,
                    quote: Some(at),
                    paragraph: paragraph(stretch.start()),
                });
            }
        }
    }
    found.sort_by_key(|quotation| (quotation.words.start, quotation.words.end));
    found.dedup_by_key(|quotation| quotation.words.clone());
    found
}

/// Returns the position of the quote that most of a range belongs to.
fn quote_at(reading: &Reading, range: &Range<usize>) -> Option<usize> {
    let after =
        reading.quotes.partition_point(|quote| quote.stretches.first().is_some_and(|first| first.start() < range.end));
    let from = after.saturating_sub(24);
    reading.quotes[from..after]
        .iter()
        .enumerate()
        .map(|(at, quote)| (quote.shared(range), from + at))
        .filter(|&(shared, at)| 2 * shared > range.len() && reading.quotes[at].form != QuoteForm::Nested)
        .max_by_key(|&(shared, at)| (shared, std::cmp::Reverse(at)))
        .map(|(_, at)| at)
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(at..at + line.trim_end().len());
        at += line.len();
    }
    lines
}

/// Says whether a line of a block is no words of it but whose they are: the last one, short, behind lines in marks.
fn names_the_block(text: &str, lines: &[Range<usize>], at: usize, marked: &[Quotation]) -> bool {
    let is_quoted = |line: &&Range<usize>| text[(*line).clone()].trim_start().starts_with('>');
    let has_words = |line: &Range<usize>| text[line.clone()].chars().any(char::is_alphanumeric);
    let words = text[lines[at].clone()].trim_end();
    let is_last = !lines[at + 1..].iter().take_while(is_quoted).any(has_words);
    let is_short = words.split_whitespace().count() <= 12 && !ends_sentence(words) && !words.ends_with(['”', '"']);
    let is_marked = |line: &Range<usize>| {
        let n_marked: usize = marked
            .iter()
            .filter(|quotation| line.start <= quotation.words.start && quotation.words.end <= line.end)
            .map(|quotation| quotation.words.len())
            .sum();
        5 * n_marked >= 4 * line.len()
    };
    let before = lines[..at].iter().rev().take_while(is_quoted).find(|line| has_words(line));
    is_last && is_short && before.is_some_and(is_marked)
}

/// Returns the words of a block quotation, unless marks inside it already set them apart.
fn block(text: &str, line: &Range<usize>, marked: &[Quotation]) -> Option<Range<usize>> {
    let words = &text[line.clone()];
    let bare = words.trim_start_matches([' ', '>']);
    let start = line.start + words.len() - bare.len();
    if bare.starts_with(['—', '–', '―', '-', '#', '*']) || !bare.chars().any(char::is_alphanumeric) {
        return None;
    }
    let from = marked.partition_point(|quotation| quotation.words.end <= start);
    let n_marked: usize = marked[from..]
        .iter()
        .take_while(|quotation| quotation.words.start < line.end)
        .map(|quotation| quotation.words.len())
        .sum();
    let cut = [" — ", " – ", " ― ", " -- "].iter().filter_map(|mark| bare.rfind(mark)).max();
    let end = match cut {
        Some(cut) if bare[cut..].chars().count() <= 60 && bare[cut..].split_whitespace().count() <= 9 => start + cut,
        _ => line.end,
    };
    (3 * n_marked < end - start).then_some(start..end)
}

/// Returns what stands in single marks in a line: `‘…’`, or `'…'` where the marks stand at the edges of words.
fn singles(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, char) in line.char_indices() {
        let after = line[at + char.len_utf8()..].chars().next().unwrap_or(' ');
        match open {
            None if char == '‘' || char == '\'' && !before.is_alphanumeric() && after.is_alphanumeric() => {
                open = Some((at + char.len_utf8(), char))
            }
            Some(_) if char == '‘' => open = Some((at + char.len_utf8(), char)),
            Some((from, mark)) if char == if mark == '‘' { '’' } else { '\'' } => {
                // An apostrophe stands between letters; a closing mark does not, but a Korean particle may follow it.
                let is_apostrophe = before.is_alphanumeric() && after.is_alphanumeric() && !is_syllable(after);
                if !is_apostrophe {
                    found.push(from..at);
                    open = None;
                }
            }
            _ => {}
        }
        before = char;
    }
    found.retain(|range| {
        let words = &line[range.clone()];
        words.split_whitespace().count() >= if is_korean(words) { 3 } else { 4 }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_full_of_zero_bytes_is_read_as_it_stands() {
        let text = format!("{}\n\n“The door stood open all night,” said Mara Quill.", "a\0".repeat(200));
        let draft = Draft::read(&text, Syntax::Plain, &Lexicon::built_in());
        let words: Vec<&str> = draft.quotations.iter().map(|quotation| draft.words(quotation)).collect();
        assert_eq!(words, ["The door stood open all night,"]);
        assert_eq!(draft.reading.document.text(), draft.prose.text());
    }
}
