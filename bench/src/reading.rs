//! Reading alone: words a CPU second on one thread, in both languages.

use std::fmt::Write as _;

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, Snapshot, SnapshotId};
use onrecord_read::read;

use crate::Setup;
use crate::articles::Dice;
use crate::clock::thread_seconds;
use crate::korean;

/// Articles of each kind.
const N: usize = 400;

/// Prints words a CPU second for news full of quotations and for plain prose.
pub(crate) fn run(_: &Setup) -> anyhow::Result<()> {
    let lexicon = Lexicon::built_in();
    for (name, line) in [
        ("English, quotations", english as fn(&mut Dice) -> String),
        ("English, prose", |dice| english_prose(dice)),
        ("Korean, quotations", korean),
        ("Korean, prose", |dice| korean_prose(dice)),
    ] {
        let mut dice = Dice::new(11);
        let texts: Vec<String> = (0..N).map(|_| article(line, &mut dice)).collect();
        let n_words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
        let snapshots: Vec<Snapshot> = texts.iter().map(|text| snapshot(text)).collect();
        let start = thread_seconds();
        let n_quotes: usize = snapshots.iter().map(|snapshot| read(snapshot, &lexicon).quotes.len()).sum();
        let took = thread_seconds() - start;
        println!("{name}: {:.0} words a CPU second ({n_words} words, {n_quotes} quotations)", n_words as f64 / took);
    }
    Ok(())
}

/// Returns paragraphs of some sentences, by turns English and Korean.
pub(crate) fn texts(n: usize) -> Vec<String> {
    let mut dice = Dice::new(3);
    let text = |at| {
        let line = if at % 2 == 0 { english } else { korean };
        let n = 2 + dice.below(5);
        (0..n).map(|_| line(&mut dice)).collect::<Vec<_>>().join(" ")
    };
    (0..n).map(text).collect()
}

fn article(line: fn(&mut Dice) -> String, dice: &mut Dice) -> String {
    let mut text = String::new();
    while text.len() < 5000 {
        for _ in 0..4 {
            let _ = write!(text, "{} ", line(dice));
        }
        text.push_str("\n\n");
    }
    text
}

fn snapshot(text: &str) -> Snapshot {
    let bytes = text.as_bytes().to_vec();
    let id = SnapshotId::of(&bytes);
    Snapshot {
        id,
        bytes,
        media: Media::Text,
        key: "text".into(),
        place: "text".into(),
        path: None,
        known: Known::default(),
    }
}

const NAMES: [&str; 8] =
    ["Mira Holt", "Jon Vane", "Sela Orr", "Baek Do-yun", "Ines Quill", "Oh Min-jae", "Lena Brandt", "Tarek Marsh"];
const NOUNS: [&str; 12] = [
    "lighthouse",
    "script",
    "harbour",
    "rehearsal",
    "season",
    "chorus",
    "ferry",
    "budget",
    "winter",
    "ending",
    "letter",
    "crew",
];
const VERBS: [&str; 8] = ["changed", "waited for", "rebuilt", "remembered", "carried", "opened", "counted", "left"];

fn english(dice: &mut Dice) -> String {
    let (name, noun, verb, other) = (dice.of(&NAMES), dice.of(&NOUNS), dice.of(&VERBS), dice.of(&NOUNS));
    let n = 2 + dice.below(40);
    match dice.below(5) {
        0 => format!("“We {verb} the {noun} for {n} days, and nobody asked about the {other},” said director {name}."),
        1 => format!("{name}, who wrote the {noun}, told reporters that the {other} {verb} everything."),
        2 => format!("“I did not think of the {noun},” she said, “until the {other} was gone.”"),
        3 => format!("According to {name}, the {noun} took {n} weeks and the {other} was the hardest part."),
        _ => english_prose(dice),
    }
}

fn english_prose(dice: &mut Dice) -> String {
    let (noun, verb, other) = (dice.of(&NOUNS), dice.of(&VERBS), dice.of(&NOUNS));
    let n = 2 + dice.below(40);
    match dice.below(3) {
        0 => format!("The {noun} stood empty for {n} years before the {other} came back to the island."),
        1 => format!("Nobody in the town {verb} the {noun}, though the {other} could be seen from every window."),
        _ => format!("In the {n}th week the {noun} {verb} the {other}, and the rain did not stop until the morning."),
    }
}

fn korean(dice: &mut Dice) -> String {
    let matters = korean::all("matters");
    let (name, matter, other) = (dice.of(korean::all("people")), dice.of(matters), dice.of(matters));
    let n = (2 + dice.below(40)).to_string();
    match korean::all("said").get(dice.below(5)) {
        Some(said) => {
            korean::filled(said, &[("{name}", name), ("{matter}", matter), ("{other}", other), ("{n}", n.as_str())])
        }
        None => korean_prose(dice),
    }
}

fn korean_prose(dice: &mut Dice) -> String {
    let matters = korean::all("matters");
    let (matter, other) = (dice.of(matters), dice.of(matters));
    let n = (2 + dice.below(40)).to_string();
    korean::filled(dice.of(korean::all("told")), &[("{matter}", matter), ("{other}", other), ("{n}", n.as_str())])
}
