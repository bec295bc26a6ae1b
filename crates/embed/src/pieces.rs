//! Cuts text into the pieces of the model's vocabulary: the way through the text whose pieces are likeliest (Viterbi over a unigram model).
//!
//! The vocabulary stays the file's own bytes; pieces are found through one table of hashes of 2 MB, which
//! is ready in some milliseconds where a trie of strings takes 250 MB and half a second.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::error::{EmbedError, unusable};
use crate::file::{ModelFile, u32_at};

const SPACE: char = '\u{2581}';
const UNKNOWN_PENALTY: f32 = 10.0;
const REACH_SLOTS: usize = 1 << 16;
const FREE: u32 = u32::MAX;

/// A vocabulary with its normalisation.
pub struct Pieces {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    scores: Vec<f32>,
    slots: Vec<u32>,
    // The longest piece among those whose first bytes fall into a slot: most starts are given up early.
    reach: Vec<u8>,
    rules: Vec<Rule>,
    replacements: Vec<char>,
    unknown_score: f32,
    begin: u32,
    end: u32,
    unknown: u32,
}

struct Rule {
    from: u32,
    at: u32,
    n: u8,
}

impl Pieces {
    /// Reads the vocabulary section, which follows the header; then the file stands at its directory of tensors.
    pub fn read(file: &mut ModelFile) -> Result<Pieces, EmbedError> {
        let n_pieces = file.take_i32()?;
        let marks = [file.take_i32()?, file.take_i32()?, file.take_i32()?, file.take_i32()?];
        let n_bytes = file.take_u64()?;
        let n_rows = file.shape.n_rows;
        if n_pieces < 1 || n_pieces as usize > n_rows || n_bytes > 1 << 28 {
            return Err(unusable("the size of the vocabulary is out of bounds"));
        }
        let [begin, end, _, unknown] = marks;
        if [begin, end, unknown].iter().any(|&mark| mark < 0 || mark as usize >= n_rows) {
            return Err(unusable("a mark of the vocabulary is out of bounds"));
        }
        let n_pieces = n_pieces as usize;
        let starts = numbers(&file.take(4 * (n_pieces + 1))?);
        let scores: Vec<f32> = numbers(&file.take(4 * n_pieces)?).into_iter().map(f32::from_bits).collect();
        let bytes = file.take(n_bytes as usize)?;
        let ordered = starts.windows(2).all(|pair| pair[0] <= pair[1]);
        if !ordered || starts.last().is_some_and(|&end| end as usize > bytes.len()) {
            return Err(unusable("the vocabulary's offsets are out of order"));
        }
        if scores.iter().any(|score| !score.is_finite()) {
            return Err(unusable("a score of the vocabulary is not a number"));
        }
        let (rules, replacements) = read_rules(file)?;
        file.read_directory()?;
        let lowest = scores.iter().copied().fold(0.0, f32::min);
        let mut pieces = Pieces {
            bytes,
            starts,
            scores,
            slots: Vec::new(),
            reach: vec![0; REACH_SLOTS],
            rules,
            replacements,
            unknown_score: lowest - UNKNOWN_PENALTY,
            begin: begin as u32,
            end: end as u32,
            unknown: unknown as u32,
        };
        pieces.fill_slots();
        Ok(pieces)
    }

    /// The pieces of a text without the marks at both ends. Marks spelled out in the text are plain text here.
    pub fn cut(&self, text: &str) -> Vec<u32> {
        self.placed(text).into_iter().map(|(piece, _)| piece).collect()
    }

    /// The same, each with the bytes of the text that it stands for; the space before a word belongs to it.
    pub fn placed(&self, text: &str) -> Vec<(u32, Range<usize>)> {
        let (text, places) = self.normalised(text);
        let n = text.len();
        // best[i]: the likeliest way to byte i, as (score, where its last piece starts, that piece).
        let mut best = vec![(f32::NEG_INFINITY, 0_u32, self.unknown); n + 1];
        best[0].0 = 0.0;
        for (at, letter) in text.char_indices() {
            let (score, ..) = best[at];
            let rest = &text.as_bytes()[at..];
            let mut hash = HASH_SEED;
            let reach = usize::from(self.reach[reach_slot(rest)]).min(rest.len());
            for (n_taken, &byte) in rest[..reach].iter().enumerate() {
                hash = hash_step(hash, byte);
                let next = n_taken + 1;
                if rest.get(next).is_some_and(|byte| byte & 0xC0 == 0x80) {
                    continue;
                }
                let Some(piece) = self.find(hash, &rest[..next]) else { continue };
                let way = score + self.scores[piece as usize];
                if way > best[at + next].0 {
                    best[at + next] = (way, at as u32, piece);
                }
            }
            let next = at + letter.len_utf8();
            let way = score + self.unknown_score;
            if way > best[next].0 {
                best[next] = (way, at as u32, self.unknown);
            }
        }
        let mut cut = Vec::with_capacity(n / 3 + 1);
        let mut at = n;
        while at > 0 {
            let (_, start, piece) = best[at];
            cut.push((piece, places[start as usize].start..places[at - 1].end));
            at = start as usize;
        }
        cut.reverse();
        cut
    }

    /// A window of pieces between the marks of beginning and end.
    pub fn with_marks(&self, window: &[u32]) -> Vec<u32> {
        [&[self.begin], window, &[self.end]].concat()
    }

    /// The text as it is cut, and for each byte of it the bytes of the text that it comes of.
    fn normalised(&self, text: &str) -> (String, Vec<Range<usize>>) {
        let (mut normalised, mut places) = (String::with_capacity(text.len() + text.len() / 4 + 3), Vec::new());
        let mut push = |letter: char, place: &Range<usize>| {
            let letter = if letter == ' ' { SPACE } else { letter };
            if letter == SPACE && normalised.ends_with(SPACE) {
                return;
            }
            if letter != SPACE && normalised.is_empty() {
                normalised.push(SPACE);
                places.resize(normalised.len(), place.start..place.start);
            }
            normalised.push(letter);
            places.resize(normalised.len(), place.clone());
        };
        let before = text.len() - text.trim_start().len();
        let text = text.trim();
        let mut starts = text.char_indices().filter(|&(_, letter)| begins(letter)).map(|(at, _)| at).peekable();
        let mut at = 0;
        while at < text.len() {
            while starts.next_if(|&start| start <= at).is_some() {}
            let end = starts.peek().copied().unwrap_or(text.len());
            let place = before + at..before + end;
            for letter in text[at..end].nfc() {
                match self.rule(letter) {
                    Some(replacement) => replacement.iter().for_each(|&letter| push(letter, &place)),
                    None => push(letter, &place),
                }
            }
            at = end;
        }
        if normalised.is_empty() {
            normalised.push(SPACE);
            places.resize(normalised.len(), before..before);
        }
        (normalised, places)
    }

    fn rule(&self, letter: char) -> Option<&[char]> {
        if matches!(letter, ' '..='~') {
            return None;
        }
        let at = self.rules.binary_search_by_key(&u32::from(letter), |rule| rule.from).ok()?;
        let rule = &self.rules[at];
        self.replacements.get(rule.at as usize..rule.at as usize + usize::from(rule.n))
    }

    fn piece(&self, id: u32) -> &[u8] {
        let (start, end) = (self.starts[id as usize], self.starts[id as usize + 1]);
        &self.bytes[start as usize..end as usize]
    }

    fn find(&self, hash: u64, bytes: &[u8]) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut slot = hash_end(hash) & mask;
        loop {
            match self.slots[slot] {
                FREE => return None,
                id if self.piece(id) == bytes => return Some(id),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn fill_slots(&mut self) {
        let n_pieces = self.scores.len();
        // At most half full, so that a search always ends at a free slot.
        let mut slots = vec![FREE; (2 * n_pieces).next_power_of_two()];
        let mask = slots.len() - 1;
        for id in 0..n_pieces as u32 {
            let piece = self.piece(id);
            // Marks such as <s> and <mask> score 0, so text that spells them would always be taken for them.
            let mark = id < 4 || piece == b"<mask>";
            let Ok(n_bytes) = u8::try_from(piece.len()) else { continue };
            if mark || piece.is_empty() {
                continue;
            }
            let hash = piece.iter().fold(HASH_SEED, |hash, &byte| hash_step(hash, byte));
            let slot_of_reach = reach_slot(piece);
            let mut slot = hash_end(hash) & mask;
            while slots[slot] != FREE {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
            // A piece of one or two bytes starts texts of every third byte; such slots are looked up by their own length.
            self.reach[slot_of_reach] = self.reach[slot_of_reach].max(n_bytes);
        }
        self.slots = slots;
    }
}

/// Whether a letter is never composed with what stands before it.
fn begins(letter: char) -> bool {
    let is_vowel_or_final = matches!(u32::from(letter), 0x1160..=0x11FF);
    !is_vowel_or_final && unicode_normalization::char::canonical_combining_class(letter) == 0
}

const HASH_SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hash_step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn hash_end(hash: u64) -> usize {
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) as usize >> 20
}

/// The slot of the first character (not bytes: a piece may be that one character alone).
fn reach_slot(bytes: &[u8]) -> usize {
    let n = match bytes.first() {
        Some(0xF0..) => 4,
        Some(0xE0..) => 3,
        Some(0xC0..) => 2,
        _ => 1,
    };
    let first = bytes.iter().take(n).fold(0_u32, |first, &byte| first << 8 | u32::from(byte));
    (first.wrapping_mul(0x9e37_79b1) >> 16) as usize % REACH_SLOTS
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|four| u32_at(four, 0)).collect()
}

fn read_rules(file: &mut ModelFile) -> Result<(Vec<Rule>, Vec<char>), EmbedError> {
    let n_rules = file.take_i32()?;
    let n_bytes = file.take_u32()? as usize;
    let bytes = file.take(n_bytes)?;
    let (mut rules, mut replacements) = (Vec::new(), Vec::new());
    let mut at = 0;
    for _ in 0..n_rules.max(0) {
        let (Some(head), Some(&n)) = (bytes.get(at..at + 4), bytes.get(at + 4)) else {
            return Err(unusable("the rules of normalisation end too early"));
        };
        at += 5;
        let Some(codes) = bytes.get(at..at + 4 * usize::from(n)) else {
            return Err(unusable("the rules of normalisation end too early"));
        };
        at += codes.len();
        rules.push(Rule { from: u32_at(head, 0), at: replacements.len() as u32, n });
        for code in numbers(codes) {
            let letter = char::from_u32(code);
            replacements.push(letter.ok_or_else(|| unusable("a rule gives what is no character"))?);
        }
    }
    if rules.windows(2).any(|pair| pair[0].from >= pair[1].from) {
        return Err(unusable("the rules of normalisation are out of order"));
    }
    Ok((rules, replacements))
}
