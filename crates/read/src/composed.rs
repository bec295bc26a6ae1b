//! Reads decomposed Hangul (NFD) as if it were composed, and leaves the text as it is written.
//!
//! Some systems write 한 as three letters. Rules and rows know syllables; so the document is read in a composed
//! copy, and every span found there is brought back to where it stands in the document.

use onrecord_model::{Block, Document, Reading, Span, Speaker};

/// A composed copy of a document.
pub(crate) struct Composed {
    /// The copy, with the blocks of the document.
    pub document: Document,
    /// For each composed syllable where it starts in the copy and in the document, and its lengths there.
    syllables: Vec<Syllable>,
}

#[derive(Debug, Clone, Copy)]
struct Syllable {
    copy: usize,
    written: usize,
    length: usize,
}

/// Bytes of a composed syllable.
const SYLLABLE: usize = 3;

/// Returns a composed copy of a document that has decomposed Hangul; `None` where it has none.
pub(crate) fn composed(document: &Document) -> Option<Composed> {
    let written = document.text();
    // The first two bytes of every conjoining letter; looked for in bytes, as most texts have none.
    if !written.as_bytes().windows(2).any(|pair| pair[0] == 0xe1 && (0x84..=0x87).contains(&pair[1])) {
        return None;
    }
    let mut text = String::with_capacity(written.len());
    let mut syllables = Vec::new();
    let mut chars = written.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let middle = chars.peek().map(|(_, middle)| *middle);
        let Some(mut syllable) = middle.and_then(|middle| joined(char, middle)) else {
            text.push(char);
            continue;
        };
        chars.next();
        let mut length = 2 * SYLLABLE;
        if let Some(closed) = chars.peek().and_then(|(_, last)| closed(syllable, *last)) {
            chars.next();
            syllable = closed;
            length += SYLLABLE;
        }
        syllables.push(Syllable { copy: text.len(), written: at, length });
        text.push(syllable);
    }
    let mut copy = Composed { document: Document::new(document.id(), document.snapshot(), text), syllables };
    let blocks = document.blocks.iter().filter_map(|block| {
        let span = copy.document.span(copy.into_copy(block.span.start())..copy.into_copy(block.span.end()))?;
        Some(Block { span, kind: block.kind })
    });
    copy.document.blocks = blocks.collect();
    Some(copy)
}

/// Returns the syllable of a leading consonant and a vowel.
fn joined(lead: char, vowel: char) -> Option<char> {
    let lead = u32::from(lead).checked_sub(0x1100).filter(|&at| at < 19)?;
    let vowel = u32::from(vowel).checked_sub(0x1161).filter(|&at| at < 21)?;
    char::from_u32(0xac00 + (lead * 21 + vowel) * 28)
}

/// Returns an open syllable with a consonant behind it.
fn closed(syllable: char, last: char) -> Option<char> {
    let last = u32::from(last).checked_sub(0x11a7).filter(|&at| (1..28).contains(&at))?;
    char::from_u32(u32::from(syllable) + last)
}

impl Composed {
    /// Returns where an offset of the document stands in the copy.
    fn into_copy(&self, written: usize) -> usize {
        let before = self.syllables.partition_point(|syllable| syllable.written < written);
        let Some(last) = before.checked_sub(1).and_then(|at| self.syllables.get(at)) else { return written };
        let end = last.written + last.length;
        if written < end { last.copy } else { last.copy + SYLLABLE + (written - end) }
    }

    /// Returns where an offset of the copy stands in the document.
    fn back(&self, copy: usize) -> usize {
        let before = self.syllables.partition_point(|syllable| syllable.copy < copy);
        let Some(last) = before.checked_sub(1).and_then(|at| self.syllables.get(at)) else { return copy };
        last.written + last.length + (copy.saturating_sub(last.copy + SYLLABLE))
    }

    /// Returns the reading of the copy as one of the document itself.
    pub(crate) fn reading_of(&self, document: Document, mut reading: Reading) -> Reading {
        let span = |span: Span| document.span(self.back(span.start())..self.back(span.end())).unwrap_or(span);
        let turn = |at: &mut Span| *at = span(*at);
        let turn_speaker = |speaker: &mut Speaker| {
            speaker.words.iter_mut().chain(&mut speaker.name).for_each(turn);
        };
        reading.sentences.iter_mut().for_each(|sentence| turn(&mut sentence.span));
        reading.passages.iter_mut().for_each(|passage| turn(&mut passage.span));
        for person in reading.people.iter_mut().chain(&mut reading.perhaps) {
            turn(&mut person.name);
            person.roles.iter_mut().for_each(turn);
            for mention in &mut person.mentions {
                turn(&mut mention.name);
                turn(&mut mention.whole);
            }
        }
        for work in &mut reading.works {
            turn(&mut work.title);
            work.mentions.iter_mut().for_each(turn);
            work.parts.iter_mut().for_each(|part| turn(&mut part.words));
        }
        for quote in &mut reading.quotes {
            quote.stretches.iter_mut().chain(&mut quote.cue).chain(&mut quote.question).for_each(turn);
            quote.speaker.iter_mut().chain(&mut quote.reported_by).for_each(turn_speaker);
        }
        reading.document = document;
        reading
    }
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Known, Media, Snapshot, SnapshotId};
    use unicode_normalization::UnicodeNormalization;

    use crate::read;
    use onrecord_language::Lexicon;

    /// Returns what is read in a text, as words.
    fn shown(text: &str) -> Vec<String> {
        let snapshot = Snapshot {
            id: SnapshotId::of(text.as_bytes()),
            bytes: text.as_bytes().to_vec(),
            media: Media::Text,
            key: "text".to_owned(),
            place: "text".to_owned(),
            path: None,
            known: Known::default(),
        };
        let reading = read(&snapshot, &Lexicon::built_in());
        assert!(reading.holds());
        assert_eq!(reading.document.text(), text, "the text stays as it is written");
        let words = |span| reading.document.words(span).to_owned();
        let mut shown: Vec<String> = reading.sentences.iter().map(|sentence| words(sentence.span)).collect();
        shown.extend(reading.people.iter().map(|person| words(person.name)));
        for quote in &reading.quotes {
            shown.extend(quote.stretches.iter().copied().map(words));
            shown.extend(quote.speaker.and_then(|speaker| speaker.name).map(words));
            shown.extend(quote.cue.map(words));
        }
        shown
    }

    #[test]
    fn decomposed_text_is_read_as_composed_text_is() {
        for text in [
            "윤가람 감독은 “등대의 불빛이 먼저 떠올랐다”고 말했다.",
            "ᄀ 윤가람 감독: 각 a각b “한국어와 English가 섞인 말입니다”라고 밝혔다.\n\n둘째 문단이다. 표세린은 “배가 왔다”고 했다.",
        ] {
            let decomposed: String = text.nfd().collect();
            assert_ne!(text, decomposed);
            let composed_again: Vec<String> =
                shown(&decomposed).iter().map(|words| words.nfc().collect::<String>()).collect();
            assert_eq!(composed_again, shown(text));
        }
    }

    #[test]
    fn letters_alone_are_no_syllables() {
        // A vowel alone, a consonant behind nothing, and letters of old Hangul stay as they are.
        for text in ["\u{1161} 그리고 \u{11a8} 끝.", "\u{1100}\u{1176} \u{1113}\u{1161} 옛말이다.", "\u{1100}"]
        {
            shown(text);
        }
    }
}
