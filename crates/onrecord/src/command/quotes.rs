//! `quotes`: what was said, and by whom.

use std::collections::HashSet;
use std::io::{self, Write};

use onrecord_archive::Listed;
use onrecord_model::{Document, Evidence, EvidenceId, Quote, QuoteForm, QuoteKind, Reading, Source, Span, Speaker, SpeakerShown};
use onrecord_read::{Lexicon, words};
use serde::Serialize;
use serde_json::json;

use super::{print_json, safe};
use crate::cli::Common;
use crate::failure::Exit;
use crate::world;

/// Which quotes are wanted.
pub(crate) struct Wanted<'a> {
    pub speaker: Option<&'a str>,
    pub about: Option<&'a str>,
    pub source: Option<&'a str>,
}

/// One unbroken stretch of a quotation, as it is shown.
#[derive(Serialize)]
struct Shown {
    id: EvidenceId,
    text: String,
    start: usize,
    end: usize,
    kind: QuoteKind,
    form: QuoteForm,
    group: String,
    cue: Option<Place>,
    speaker: Option<SpeakerShown>,
    reported_by: Option<SpeakerShown>,
    question: Option<Place>,
    confidence: f32,
    reason: String,
    source: Source,
}

#[derive(Serialize)]
struct Place {
    text: String,
    start: usize,
    end: usize,
}

pub(crate) fn run(wanted: &Wanted<'_>, explain: bool, common: &Common) -> anyhow::Result<Exit> {
    let archive = world::archive(common)?;
    let lexicon = Lexicon::built_in();
    let about: HashSet<String> = words(wanted.about.unwrap_or_default(), &lexicon).into_iter().map(|term| term.text).collect();
    let sources = match wanted.source {
        Some(key) => vec![archive.source(key)?],
        None => archive.sources()?,
    };
    let mut shown = Vec::new();
    for listed in &sources {
        let Some(reading) = archive.reading(listed.version.document)? else { continue };
        for (at, quote) in reading.quotes.iter().enumerate() {
            if is_by(&reading.document, quote, wanted.speaker) && is_about(&reading.document, quote, &about, &lexicon) {
                shown.extend(stretches(listed, &reading, at, quote));
            }
        }
    }
    if common.json {
        print_json(&json!({ "quotes": shown }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for quote in &shown {
        let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_ref().or(speaker.text.as_ref()));
        writeln!(out, "“{}”", safe(&quote.text))?;
        let speaker = speaker.map_or_else(|| "speaker unknown".to_owned(), |name| safe(name));
        writeln!(out, "    {speaker} · {} {}..{}", safe(&quote.source.key), quote.start, quote.end)?;
        if explain {
            writeln!(out, "    {:.0} %: {}", 100.0 * quote.confidence, safe(&quote.reason))?;
        }
    }
    if !common.quiet {
        eprintln!("{} quotes", shown.len());
    }
    Ok(Exit::Done)
}

fn is_by(document: &Document, quote: &Quote, speaker: Option<&str>) -> bool {
    let Some(wanted) = speaker else { return true };
    let wanted = folded(wanted);
    let spelt = quote.speaker.iter().flat_map(|speaker| [speaker.name, speaker.words]).flatten();
    spelt.map(|span| folded(document.words(span))).any(|spelt| spelt == wanted || spelt.contains(&wanted))
}

fn folded(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_about(document: &Document, quote: &Quote, about: &HashSet<String>, lexicon: &Lexicon) -> bool {
    if about.is_empty() {
        return true;
    }
    let said: HashSet<String> =
        quote.stretches.iter().flat_map(|&span| words(document.words(span), lexicon)).map(|term| term.text).collect();
    about.iter().filter(|term| said.contains(*term)).count() * 2 > about.len()
}

fn stretches(listed: &Listed, reading: &Reading, at: usize, quote: &Quote) -> Vec<Shown> {
    let document = &reading.document;
    let cited = |span: &Span| {
        let evidence = Evidence::cite(document, *span, listed.source.clone())?;
        Some(Shown {
            id: evidence.id(),
            text: evidence.text().to_owned(),
            start: evidence.range().start,
            end: evidence.range().end,
            kind: quote.kind,
            form: quote.form,
            group: format!("{}:{at}", &document.snapshot().to_string()[..8]),
            cue: quote.cue.map(|span| place(document, span)),
            speaker: quote.speaker.map(|speaker| speaker_shown(document, speaker)),
            reported_by: quote.reported_by.map(|speaker| speaker_shown(document, speaker)),
            question: quote.question.map(|span| place(document, span)),
            confidence: quote.confidence,
            reason: quote.reason.clone(),
            source: evidence.source,
        })
    };
    quote.stretches.iter().filter_map(cited).collect()
}

fn place(document: &Document, span: Span) -> Place {
    let range = document.code_points(span);
    Place { text: document.words(span).to_owned(), start: range.start, end: range.end }
}

/// Returns a speaker as it is shown.
pub(crate) fn speaker_shown(document: &Document, speaker: Speaker) -> SpeakerShown {
    let range = speaker.words.map(|span| document.code_points(span));
    SpeakerShown {
        name: speaker.name.map(|span| document.words(span).to_owned()),
        person: None,
        text: speaker.words.map(|span| document.words(span).to_owned()),
        start: range.as_ref().map(|range| range.start),
        end: range.map(|range| range.end),
    }
}
