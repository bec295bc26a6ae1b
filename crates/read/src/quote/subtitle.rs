//! Makes quotes of the cues of subtitles: `Name: words` has a speaker, other words have none that is known.

use std::ops::Range;

use onrecord_language::Lexicon;
use onrecord_language::label::{names_speaker, without_note};
use onrecord_model::{BlockKind, Document, NamedPerson, Quote, QuoteForm, QuoteKind, Speaker};

/// Returns what is said in the cues of a document, in reading order.
///
/// `[door slams]`, `(웃음)` and songs between `♪` are no speech.
pub(crate) fn quotes(document: &Document, people: &[NamedPerson], lexicon: &Lexicon) -> Vec<Quote> {
    let cues = document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Cue { .. }));
    cues.filter_map(|cue| of_cue(document, people, lexicon, cue.span.range())).collect()
}

fn of_cue(document: &Document, people: &[NamedPerson], lexicon: &Lexicon, range: Range<usize>) -> Option<Quote> {
    let text = document.text();
    let start = speech_start(text, range.clone());
    let label = label(&text[start..range.end], lexicon).map(|length| start..start + length);
    let words = match &label {
        Some(label) => {
            speech_start(text, label.end + text[label.end..].chars().next().map_or(0, char::len_utf8)..range.end)
        }
        None => start,
    };
    let end = speech_end(text, words..range.end);
    let speech = document.trimmed(words..end)?;
    let said = document.words(speech);
    if !said.chars().any(char::is_alphanumeric) || said.starts_with(['♪', '♫']) {
        return None;
    }
    let speaker = label.and_then(|label| speaker(document, people, label));
    let (confidence, reason) =
        if speaker.is_some() { (0.97, "label of the cue") } else { (0.5, "the cue names nobody") };
    Some(Quote {
        stretches: vec![speech],
        kind: QuoteKind::Direct,
        form: QuoteForm::Subtitle,
        cue: None,
        speaker,
        reported_by: None,
        question: None,
        confidence,
        reason: reason.to_owned(),
    })
}

/// Returns the length of the label that begins a cue: some words before a colon that look like a name.
fn label(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let length = words.find([':', '：'])?;
    let behind = &words[length..];
    // 10:30 is a time, no label.
    let is_clock = words[..length].ends_with(|char: char| char.is_ascii_digit())
        && behind.chars().nth(1).is_some_and(|char| char.is_ascii_digit());
    (names_speaker(&words[..length], lexicon) && !is_clock && behind.chars().any(char::is_alphanumeric))
        .then_some(length)
}

fn speaker(document: &Document, people: &[NamedPerson], label: Range<usize>) -> Option<Speaker> {
    let name = without_note(document.text().get(label.clone())?).len();
    let label = document.trimmed(label)?;
    let words = document.span(label.start()..label.start() + name)?;
    let same = |person: &NamedPerson| {
        person
            .mentions
            .iter()
            .any(|mention| words.contains(mention.name) || document.words(mention.name) == document.words(words))
    };
    let person = people.iter().position(same);
    let name = person.map_or(words, |person| people[person].name);
    Some(Speaker { words: Some(words), name: Some(name), person: person.map(|person| person as u32) })
}

/// Returns where speech begins: behind dashes and sounds in brackets.
fn speech_start(text: &str, range: Range<usize>) -> usize {
    let mut start = range.start;
    loop {
        let rest = &text[start..range.end];
        let trimmed = rest.trim_start_matches([' ', '-', '–', '—', '>', '\u{a0}']);
        start += rest.len() - trimmed.len();
        match sound(trimmed) {
            Some(length) => start += length,
            None => return start,
        }
    }
}

/// Returns the length of a sound in brackets that begins a text.
fn sound(text: &str) -> Option<usize> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        '（' => '）',
        _ => return None,
    };
    text.find(close).map(|at| at + close.len_utf8())
}

/// Returns where speech ends: before sounds in brackets.
fn speech_end(text: &str, range: Range<usize>) -> usize {
    let mut end = range.end;
    loop {
        let rest = text[range.start..end].trim_end();
        end = range.start + rest.len();
        let open = match rest.chars().next_back() {
            Some(']') => '[',
            Some(')') => '(',
            _ => return end,
        };
        match rest.rfind(open) {
            Some(at) => end = range.start + at,
            None => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Block, Media, SnapshotId};

    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        let snapshot = SnapshotId::of(line.as_bytes());
        let mut document =
            Document::new(onrecord_model::DocumentId::of(snapshot, Media::Srt), snapshot, line.to_owned());
        let span = document.trimmed(0..line.len()).expect("not empty");
        document.blocks = vec![Block { span, kind: BlockKind::Cue { start_ms: 0, end_ms: 1000 } }];
        let found = quotes(&document, &[], &Lexicon::built_in());
        let show = |quote: &Quote| {
            let name = quote.speaker.and_then(|speaker| speaker.name).map_or("?", |name| document.words(name));
            (name.to_owned(), document.words(quote.stretches[0]).to_owned())
        };
        let expected = expected.map(|(name, words)| (name.to_owned(), words.to_owned()));
        assert_eq!(found.first().map(show), expected, "{line}");
    }

    #[test]
    fn a_label_names_the_speaker() {
        check("Orla Fenn: We sail at dawn.", Some(("Orla Fenn", "We sail at dawn.")));
        check("Cleo Arden (Guest): We dug at night.", Some(("Cleo Arden", "We dug at night.")));
        check("도가람: 이제 가야 해요.", Some(("도가람", "이제 가야 해요.")));
        check("[Radio] GUARD #2: Who goes there?", Some(("GUARD #2", "Who goes there?")));
    }

    #[test]
    fn words_without_a_label_have_no_known_speaker() {
        check("- Nobody told me.", Some(("?", "Nobody told me.")));
        check("listen to me: we go now.", Some(("?", "listen to me: we go now.")));
        check("At 10:30 he left.", Some(("?", "At 10:30 he left.")));
        check("He always said: that I walked.", Some(("?", "He always said: that I walked.")));
        check("I: that is what he meant.", Some(("?", "I: that is what he meant.")));
    }

    #[test]
    fn sounds_and_songs_are_no_speech() {
        check("[door slams]", None);
        check("(웃음)", None);
        check("♪ Carry me home ♪", None);
        check("(sighs) Fine. [door slams]", Some(("?", "Fine.")));
    }
}
