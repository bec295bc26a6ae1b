//! Says whether a speaker, outlet or source is named near a quotation.

use std::ops::Range;

use super::case::Case;
use crate::proof::credit::{
    Credit, Voice, has_surname, is_attribution, line_behind, stands_in, voices, without_quotations,
};
use crate::proof::draft::{Draft, Form, Quotation};
use crate::proof::letters::Letters;
use crate::proof::register::Register;

/// Says whether a quotation is credited: by a speaker of its own, or by the record's speaker, outlet, author, title or
/// address in its paragraph, in the line that leads to it, in the heading of its section, or in a note.
///
/// Words too few to be somebody's need no credit.
pub(super) fn is_cited(case: &Case<'_>) -> bool {
    let Case { draft, quotation, credit, records, stands, register } = *case;
    // Somebody who spoke in an earlier paragraph goes on speaking only if the record agrees.
    let goes_on = is_earlier(draft, quotation, credit);
    let is_named = credit.words.is_some() || credit.name.is_some();
    if credit.key.is_some() || is_named && !goes_on || !credit.outlets.is_empty() {
        return true;
    }
    if !draft.is_accusable(quotation) || is_heading(draft, &quotation.paragraph) {
        return true;
    }
    let places = near(draft, quotation);
    let words: Vec<Range<usize>> = places.iter().flat_map(|place| without_quotations(draft, place.clone())).collect();
    let letters = Letters::of_ranges(draft.prose.text(), words);
    let linked = |target: &str| {
        let is_here = |at: usize| places.iter().any(|place| place.start <= at && at <= place.end);
        draft.prose.links.iter().any(|link| {
            is_here(link.at)
                && (link.target.starts_with('^')
                    || link.target.strip_prefix("source:") == Some(target)
                    || is_address(&link.target, target))
        })
    };
    let is_credited = |voice: &Voice| match &credit.name {
        Some(name) => register.may_be_same(name, &voice.name, voice.person),
        None => goes_on,
    };
    stands.iter().filter_map(|stand| records.get(stand.record).map(|record| (stand, record))).any(|(stand, record)| {
        let source = &record.source;
        let by = [&source.outlet, &source.title, &record.relays].into_iter().flatten().map(String::as_str);
        let by = by.chain(source.author.iter().flat_map(|author| author.split(", ")));
        let addresses = [Some(&source.key), source.url.as_ref(), source.path.as_ref()];
        // An author goes by the surname, in Latin script.
        let surnames = source.author.iter().flat_map(|author| author.split(", ")).filter(|author| author.contains(' '));
        let surnames = surnames.filter_map(|author| author.rsplit(' ').next()).filter(|name| name.len() >= 4);
        by.into_iter().chain(surnames).any(|name| stands_in(&letters, name))
            || addresses.into_iter().flatten().any(|address| linked(address))
            || voices(record, stand)
                .iter()
                .any(|voice| is_credited(voice) || is_named_in(draft, &places, &letters, voice, register))
    })
}

/// Says whether the one who is credited stands in an earlier paragraph that does not lead to the words.
fn is_earlier(draft: &Draft, quotation: &Quotation, credit: &Credit) -> bool {
    let Some(words) = credit.words.as_ref().filter(|words| words.end <= quotation.paragraph.start) else {
        return false;
    };
    let between = draft.prose.text().get(words.end..quotation.paragraph.start).unwrap_or_default();
    quotation.form != Form::Block && !between.trim_end().ends_with([':', '：', ','])
}

/// Says whether a link leads to an address; the protocol and a closing slash make no difference.
fn is_address(target: &str, address: &str) -> bool {
    let bare = |address: &str| {
        address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned()
    };
    !address.is_empty() && bare(target) == bare(address)
}

fn is_named_in(
    draft: &Draft,
    places: &[Range<usize>],
    letters: &Letters,
    voice: &Voice,
    register: &Register<'_>,
) -> bool {
    let Voice { name, person, .. } = voice;
    let document = &draft.reading.document;
    let mentions =
        draft.reading.people.iter().flat_map(|person| person.mentions.iter().map(move |mention| (person, mention)));
    let is_here = |at: usize| places.iter().any(|place| place.start <= at && at < place.end);
    // A part of a Latin name, such as the surname, is enough.
    let parts = || name.split_whitespace().filter(|part| part.is_ascii() && part.len() >= 3 && name.contains(' '));
    stands_in(letters, name)
        || has_surname(letters, name)
        || parts().any(|part| stands_in(letters, part))
        || mentions
            .filter(|(_, mention)| is_here(mention.whole.start()))
            .any(|(named, _)| register.may_be_same(document.words(named.name), name, *person))
}

/// Returns where a credit may stand: the paragraph, the line that leads to it, an attribution behind it, the section's heading.
fn near(draft: &Draft, quotation: &Quotation) -> Vec<Range<usize>> {
    let text = draft.prose.text();
    let mut places = vec![quotation.paragraph.clone()];
    if let Some(line) = line_behind(text, quotation.paragraph.end).filter(|line| is_attribution(&text[line.clone()])) {
        places.push(line);
    }
    let is_block = quotation.form == Form::Block || text[quotation.paragraph.clone()].trim_start().starts_with('>');
    let mut at = quotation.paragraph.end;
    // The rest of a block, and the first line behind it.
    while let Some(line) = line_behind(text, at).filter(|_| is_block) {
        at = line.end;
        let is_quoted = text[line.clone()].trim_start().starts_with('>');
        places.push(line);
        if !is_quoted {
            break;
        }
    }
    let mut end = quotation.paragraph.start;
    let mut is_first = true;
    while let Some(line) = line_before(text, end) {
        let words = &text[line.clone()];
        let is_quoted = words.trim_start().starts_with('>');
        if is_heading(draft, &line) {
            places.push(line);
            break;
        }
        let leads = is_first && (is_block || words.trim_end().ends_with([':', '：', ',', '—']));
        if leads || is_block && is_quoted && is_first {
            places.push(line.clone());
        }
        is_first &= is_block && is_quoted;
        end = line.start;
    }
    places
}

fn line_before(text: &str, end: usize) -> Option<Range<usize>> {
    let words = text.get(..end)?.trim_end();
    let start = words.rfind('\n').map_or(0, |end| end + 1);
    (!words.is_empty()).then_some(start..words.len())
}

pub(super) fn is_heading(draft: &Draft, line: &Range<usize>) -> bool {
    draft.prose.text()[line.clone()].trim_start().starts_with('#')
}
