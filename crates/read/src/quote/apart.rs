//! Finds whose words a quotation set apart holds: the name behind a dash under it, at its end, or in the line that leads up to it.

use onrecord_model::{
    Block, BlockKind, Document, Language, NamedPerson, PersonKind, Quote, QuoteForm, QuoteKind, Span, Speaker,
};

use crate::ground::Ground;
use onrecord_language::Lexicon;
use onrecord_language::label::names_speaker;
use onrecord_language::lexicon::is;
use onrecord_language::token::TokenKind;

/// Words of the line that names whose words stand above it.
const CREDIT: usize = 14;
/// Words of a credit without a dash, such as a `<cite>` gives.
const BARE_CREDIT: usize = 6;

/// Quotations set apart of one document that are looked at.
const MOST: usize = 400;

/// Returns the quotations set apart of which somebody is named, in either language.
pub(super) fn quotes(ground: &Ground, people: &[NamedPerson]) -> Vec<Quote> {
    let document = ground.document;
    let blocks: Vec<Block> =
        document.blocks.iter().filter(|block| block.kind != BlockKind::Boilerplate).copied().collect();
    let mut quotes = Vec::new();
    let mut at = 0;
    while at < blocks.len() && quotes.len() < MOST {
        let n = blocks[at..].iter().take_while(|block| block.kind == BlockKind::Quotation).count();
        if n > 0 {
            let apart = Apart { ground, people, blocks: &blocks[at..at + n] };
            let behind =
                blocks.get(at + n).filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption));
            let before = at.checked_sub(1).and_then(|before| blocks.get(before));
            quotes.extend(apart.quote(before, behind));
        }
        at += n.max(1);
    }
    quotes
}

/// One quotation set apart.
struct Apart<'g> {
    ground: &'g Ground<'g>,
    people: &'g [NamedPerson],
    blocks: &'g [Block],
}

/// Whose words they are, and how that is known.
struct Credit {
    speaker: Speaker,
    confidence: f32,
    reason: &'static str,
}

impl Apart<'_> {
    fn document(&self) -> &Document {
        self.ground.document
    }

    fn lexicon(&self) -> &Lexicon {
        self.ground.lexicon
    }

    fn quote(&self, before: Option<&Block>, behind: Option<&Block>) -> Option<Quote> {
        let (credit, spans) = self.credited(behind).or_else(|| {
            let credit = self.led(before?)?;
            Some((credit, self.blocks.iter().map(|block| block.span).collect()))
        })?;
        let stretches: Vec<Span> = spans.into_iter().map(|span| self.unmarked(span)).collect();
        let has_words = stretches.iter().any(|span| self.document().words(*span).chars().any(char::is_alphabetic));
        if !has_words || stretches.iter().any(|span| self.is_told(*span)) {
            return None;
        }
        Some(Quote {
            stretches,
            kind: QuoteKind::Direct,
            form: QuoteForm::Quotation,
            cue: None,
            speaker: Some(credit.speaker),
            reported_by: None,
            question: None,
            confidence: credit.confidence,
            reason: credit.reason.to_owned(),
        })
    }

    /// Returns who is named under the words, or at their end, and the words without that.
    fn credited(&self, behind: Option<&Block>) -> Option<(Credit, Vec<Span>)> {
        let (last, rest) = self.blocks.split_last()?;
        let spans = || -> Vec<Span> { rest.iter().map(|block| block.span).collect() };
        if !rest.is_empty()
            && let Some(credit) = self.credit(last.span, true)
        {
            return Some((credit, spans()));
        }
        // > [!quote] Odo Brandt
        if let Some((first, words)) = self.blocks.split_first().filter(|(_, words)| !words.is_empty())
            && let Some(credit) = self.titled(first.span)
        {
            return Some((credit, words.iter().map(|block| block.span).collect()));
        }
        if let Some(at) = self.credit_at(last.span) {
            let credit = self.document().trimmed(at..last.span.end()).and_then(|span| self.credit(span, false));
            let words = self.document().trimmed(last.span.start()..at);
            if let (Some(credit), Some(words)) = (credit, words) {
                return Some((credit, spans().into_iter().chain([words]).collect()));
            }
        }
        if let Some(at) = self.bracket_at(last.span)
            && let Some(credit) = self.in_brackets(at, last.span).and_then(|span| self.credit(span, true))
            && let Some(words) = self.document().trimmed(last.span.start()..at)
        {
            return Some((credit, spans().into_iter().chain([words]).collect()));
        }
        let credit = behind.and_then(|block| self.credit(block.span, false))?;
        Some((credit, self.blocks.iter().map(|block| block.span).collect()))
    }

    /// Returns where brackets open that end a block, behind a full stop or a mark: `… (서리담)`.
    fn bracket_at(&self, span: Span) -> Option<usize> {
        let text = self.document().words(span);
        let open = text.strip_suffix(')')?.rfind('(')?;
        let before = text[..open].trim_end();
        before.ends_with(['.', '!', '?', '…', '”', '"', '’', '。', '」', '』']).then_some(span.start() + open)
    }

    fn in_brackets(&self, open: usize, span: Span) -> Option<Span> {
        self.document().trimmed(open + 1..span.end().saturating_sub(1))
    }

    /// Returns where a name behind a dash begins at the end of a block: behind a full stop or a mark.
    fn credit_at(&self, span: Span) -> Option<usize> {
        let text = self.document().words(span);
        let (at, _) = text.char_indices().rev().take(120).find(|(_, char)| matches!(char, '—' | '–' | '―'))?;
        let before = text[..at].trim_end_matches([' ', '\n', '\u{a0}', '(', '*', '_', '-']);
        let is_end = before.ends_with(['.', '!', '?', '…', '”', '"', '’', '。', '」', '』']);
        (is_end && !before.is_empty()).then_some(span.start() + at)
    }

    /// Returns whom a credit names: `— Odo Brandt, keeper`, `― 오단비(등대지기)`; without a dash only somebody known, or written
    /// as a name.
    fn credit(&self, span: Span, may_be_bare: bool) -> Option<Credit> {
        let text = self.document().words(span);
        let bare = text.trim_start_matches(['(', '*', '_', ' ']);
        let words = bare.trim_start_matches(['—', '–', '―', '-', '~', ' ', '\u{a0}', '*', '_']);
        let dash = &bare[..bare.len() - words.len()];
        let is_dashed = dash.contains(['—', '–', '―']) || dash.starts_with("--") || dash.starts_with("- ");
        let n_words = words.split_whitespace().count();
        let is_short = (1..=if is_dashed { CREDIT } else { BARE_CREDIT }).contains(&n_words);
        if !is_short
            || !is_dashed && !may_be_bare
            || words.trim_end_matches([')', '*', '_']).ends_with(['.', '?', '!', '”', '"', ':']) && !is_dashed
        {
            return None;
        }
        let start = span.start() + text.len() - words.len();
        let end = span.start() + text.len();
        let known = self.known_in(start, end).filter(|(at, _)| is_dashed || *at == start);
        if let Some((_, speaker)) = known {
            let confidence = if is_dashed { 0.9 } else { 0.8 };
            return Some(Credit { speaker, confidence, reason: "the name set under the quotation" });
        }
        let name = words.split([',', '，', '(', '|', '·', '/', ';']).next().unwrap_or_default();
        let name = name.trim_end_matches([' ', '*', '_', '.', ')']);
        let name_span = self.document().span(start..start + name.len()).filter(|_| self.is_name(name))?;
        let speaker = Speaker { words: Some(name_span), name: Some(name_span), person: None };
        let is_shown = is_dashed || self.document().text()[..span.start()].ends_with('(');
        is_shown.then_some(Credit { speaker, confidence: 0.8, reason: "the name set under the quotation" })
    }

    /// Returns whom the first line of a quotation names: somebody known, or anybody behind the mark of a callout.
    fn titled(&self, span: Span) -> Option<Credit> {
        if self.is_bare_name(span) {
            return self.credit(span, true);
        }
        let is_callout = self.document().text()[..span.start()].trim_end().ends_with(']');
        let is_name = is_callout && self.is_name(self.document().words(span));
        let speaker = Speaker { words: Some(span), name: Some(span), person: None };
        is_name.then_some(Credit { speaker, confidence: 0.8, reason: "the name set above the quotation" })
    }

    /// Says whether a block holds the name of somebody known and hardly more.
    fn is_bare_name(&self, span: Span) -> bool {
        let known = self.known_in(span.start(), span.end()).and_then(|(_, speaker)| speaker.words);
        known.is_some_and(|name| name.len() + 4 >= span.len())
    }

    /// Says whether words that nobody known bears are written as a name.
    fn is_name(&self, name: &str) -> bool {
        if !names_speaker(name, self.lexicon()) {
            return false;
        }
        let korean = &self.lexicon().korean;
        let is_korean = name.split_whitespace().any(|word| korean.is_likely_name(word) || korean.is_role(word));
        let english = &self.lexicon().english;
        let n_words = name.split_whitespace().count();
        let is_english =
            n_words >= 2 && name.is_ascii() && !name.split_whitespace().all(|word| english.is_common(word))
                || name.split_whitespace().next().is_some_and(|first| english.word(first).kinds & is::GIVEN != 0);
        is_korean || is_english
    }

    /// Returns the first person who is named in a range, and where.
    fn known_in(&self, start: usize, end: usize) -> Option<(usize, Speaker)> {
        let mentions =
            self.people.iter().enumerate().filter(|(_, person)| person.kind != PersonKind::Character).flat_map(
                |(at, person)| {
                    let inside = person
                        .mentions
                        .iter()
                        .filter(move |mention| start <= mention.whole.start() && mention.name.end() <= end);
                    inside.map(move |mention| (at, person, mention))
                },
            );
        let (at, person, mention) = mentions.min_by_key(|(_, _, mention)| mention.whole.start())?;
        let speaker = Speaker { words: Some(mention.name), name: Some(person.name), person: u32::try_from(at).ok() };
        Some((mention.whole.start(), speaker))
    }

    /// Returns the one person whom the last sentence of a Korean line names that leads up with a colon.
    fn led(&self, before: &Block) -> Option<Credit> {
        let text = self.document().words(before.span);
        if let Some(credit) = self.asked(before) {
            return Some(credit);
        }
        let is_korean = Language::of(text) == Some(Language::Korean);
        let is_lead = before.kind == BlockKind::Paragraph && text.ends_with([':', '：']) && is_korean;
        if !is_lead {
            return None;
        }
        let head = text.trim_end_matches([':', '：']);
        let start = head.rfind(['.', '!', '?']).map_or(0, |at| at + 1);
        let range = before.span.start() + start..before.span.end();
        let named = |person: &NamedPerson| {
            person.kind != PersonKind::Character
                && person
                    .mentions
                    .iter()
                    .any(|mention| range.start <= mention.name.start() && mention.name.end() <= range.end)
        };
        let mut fitting = self.people.iter().filter(|person| named(person));
        let (_, None) = (fitting.next()?, fitting.next()) else { return None };
        let (_, speaker) = self.known_in(range.start, range.end)?;
        Some(Credit { speaker, confidence: 0.75, reason: "the line before leads up to it" })
    }

    /// Returns the one person of an English paragraph of which the last sentence asks or tells: `When I asked her why, she …`, where the
    /// words set apart are somebody's own.
    fn asked(&self, before: &Block) -> Option<Credit> {
        let at = self.ground.english.iter().position(|block| block.span == before.span)?;
        let tokens = self.ground.tokens.get(at)?;
        let last = tokens.iter().rev().skip(1).position(|token| token.kind == TokenKind::Stop)?;
        let asks = tokens[tokens.len() - 1 - last..].iter().any(|token| token.is_cue() && token.forms != 0);
        let own = self.blocks.iter().any(|block| {
            let mut words = self.document().words(block.span).split(|char: char| !char.is_alphanumeric());
            words.any(|word| self.lexicon().english.small.speaking_of_oneself.has(word))
        });
        if before.kind != BlockKind::Paragraph || !asks || !own {
            return None;
        }
        let range = before.span.start()..before.span.end();
        let is_in = |person: &&NamedPerson| person.mentions.iter().any(|mention| range.contains(&mention.name.start()));
        let mut fitting = self.people.iter().filter(is_in);
        let (Some(_), None) = (fitting.next(), fitting.next()) else { return None };
        let (_, speaker) = self.known_in(range.start, range.end)?;
        Some(Credit { speaker, confidence: 0.7, reason: "the paragraph before asks them" })
    }

    /// Returns words without marks around the whole of them.
    fn unmarked(&self, span: Span) -> Span {
        let runs = &self.ground.runs;
        let at = runs.partition_point(|run| run.outer.start < span.start());
        match runs.get(at) {
            Some(run) if run.outer == span.range() => self.document().trimmed(run.inner.clone()).unwrap_or(span),
            _ => span,
        }
    }

    /// Says whether a stretch tells of somebody's words rather than being them: most of it stands outside of marks that it has.
    fn is_told(&self, span: Span) -> bool {
        let runs = &self.ground.runs;
        let at = runs.partition_point(|run| run.outer.end <= span.start());
        let inside = runs[at..].iter().take_while(|run| run.outer.start < span.end());
        let inside: Vec<_> = inside.filter(|run| run.outer.start >= span.start()).collect();
        inside.iter().any(|run| run.inner.len() >= 12 && 2 * run.outer.len() < span.len() && run.outer.end < span.end())
            && inside.iter().map(|run| run.outer.len()).sum::<usize>() * 4 > span.len()
    }
}
