//! What the search for persons and the search for quotations both look at: the document by language, cut once.

use std::ops::Range;

use onrecord_model::{Block, BlockKind, Document, Language};

use onrecord_language::Lexicon;
use onrecord_language::korean::word::{Word, WordKind, cut};
use onrecord_language::lexicon::Korean;
use onrecord_language::marks::{Run, runs_of};
use onrecord_language::token::{Token, tokens};

/// A document, its blocks by language, and what is cut out of them.
pub(crate) struct Ground<'a> {
    /// The whole document.
    pub document: &'a Document,
    /// The rows of both languages.
    pub lexicon: &'a Lexicon,
    /// The bytes where words end that a page sets off at the beginning of a block, in order.
    pub leads: &'a [usize],
    /// The quoted runs of the whole text.
    pub runs: Vec<Run>,
    /// The English blocks, in reading order.
    pub english: Vec<Block>,
    /// The Korean blocks, in reading order.
    pub korean: Vec<Block>,
    /// The tokens of each English block, also inside quotation marks.
    pub tokens: Vec<Vec<Token>>,
    /// The words of each Korean block; none for links and what belongs to the page.
    pub words: Vec<Vec<Word>>,
    /// The words inside each run in marks of those, with where they begin, in order.
    pub inside: Vec<Vec<(usize, Vec<Word>)>>,
}

impl<'a> Ground<'a> {
    /// Cuts a document, of which `leads` tells what stands set off in front; a block without letters is in the document's language.
    pub(crate) fn new(document: &'a Document, leads: &'a [usize], lexicon: &'a Lexicon) -> Self {
        let main = document.language.unwrap_or(Language::English);
        let is_english = |block: &Block| Language::of(document.words(block.span)).unwrap_or(main) == Language::English;
        let (english, korean): (Vec<Block>, Vec<Block>) = document.blocks.iter().copied().partition(is_english);
        let runs = runs_of(document.text(), &paragraphs(document));
        let words = korean.iter().map(|block| match block.kind {
            BlockKind::Boilerplate | BlockKind::Link => Vec::new(),
            _ => cut(document.text(), block.span.range(), &runs, &lexicon.korean),
        });
        let words: Vec<Vec<Word>> = words.collect();
        let inside = words.iter().map(|words| inside(document.text(), words, &runs, &lexicon.korean)).collect();
        let tokens =
            english.iter().map(|block| tokens(document.text(), block.span.range(), &lexicon.english)).collect();
        Self { document, lexicon, leads, runs, english, korean, tokens, words, inside }
    }

    /// Returns the words inside the run in marks whose words begin at a byte.
    pub(crate) fn inside(&self, start: usize) -> &[Word] {
        let block = self.korean.partition_point(|block| block.span.start() <= start).checked_sub(1);
        let runs = block.and_then(|block| self.inside.get(block)).map_or(&[][..], Vec::as_slice);
        runs.binary_search_by_key(&start, |(at, _)| *at).map_or(&[], |nth| &runs[nth].1)
    }
}

/// Returns the parts of a document over whose ends no quotation reaches: its blocks, and the lines of what is no text.
fn paragraphs(document: &Document) -> Vec<Range<usize>> {
    let mut paragraphs = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        if block.kind != BlockKind::Boilerplate {
            paragraphs.push(block.span.range());
            continue;
        }
        let mut at = block.span.start();
        for line in document.words(block.span).split_inclusive('\n') {
            paragraphs.push(at..at + line.trim_end().len());
            at += line.len();
        }
    }
    paragraphs
}

/// Returns the words of each run in marks in a block, with where they begin.
fn inside(text: &str, words: &[Word], runs: &[Run], korean: &Korean) -> Vec<(usize, Vec<Word>)> {
    let inner = |word: &Word| match &word.kind {
        WordKind::Quote(run) => runs.get(*run).map(|run| run.inner.clone()),
        WordKind::Single(inner) => Some(inner.clone()),
        _ => None,
    };
    words.iter().filter_map(inner).map(|inner| (inner.start, cut(text, inner, &[], korean))).collect()
}
