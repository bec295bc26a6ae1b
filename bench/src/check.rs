//! `check`: one draft against archives of growing size, and whom it accuses wrongly.

use serde_json::Value;

use crate::Setup;
use crate::articles::{self, Corpus, Dice, Language, Said};
use crate::clock::{quantile, timed};

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// Quotations of each of the four kinds.
const N_EACH: usize = 10;
/// Words around each quotation that nobody says.
const N_AROUND: usize = 38;
const N_RUNS: usize = 7;

/// Prints time and memory of checking a draft of 2,000 words with 40 quotations, and what is found wrongly or missed.
pub(crate) fn run(setup: &Setup) -> anyhow::Result<()> {
    let bin = &setup.program;
    for n in SIZES {
        let folder = tempfile::tempdir()?;
        let (file, archive) = (folder.path().join("articles.jsonl"), folder.path().join("archive"));
        let made = articles::write(Corpus::Both, n, &file)?;
        let (file, archive) = (file.display().to_string(), archive.display().to_string());
        timed(bin, &["--quiet", "init", &archive], "")?;
        let add = timed(bin, &["--quiet", "--archive", &archive, "add", &file], "")?;
        let draft = Draft::of(&made.said);
        let (mut wall, mut cpu, mut peak, mut out) = (Vec::new(), Vec::new(), 0, String::new());
        for _ in 0..N_RUNS {
            let cold = timed(bin, &["--quiet", "--archive", &archive, "check", "-", "--json"], &draft.text)?;
            wall.push(1000.0 * cold.wall);
            cpu.push(1000.0 * cold.cpu);
            (peak, out) = (peak.max(cold.peak_mb), cold.out);
        }
        let told = draft.told(&out)?;
        println!(
            "{n} sources: {} words: median {:.0} ms wall, {:.0} ms CPU, of {N_RUNS}; peak {peak} MB; {told} (add {:.1} s CPU)",
            draft.text.split_whitespace().count(),
            quantile(wall, 0.5),
            quantile(cpu, 0.5),
            add.cpu
        );
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Words of one article.
    Faithful,
    /// Words that many articles have with other things and numbers.
    Pattern,
    Altered,
    Invented,
}

/// A draft, and what stands on each of its lines.
struct Draft {
    text: String,
    lines: Vec<Option<Kind>>,
}

impl Draft {
    /// Makes a draft of words that are on record, one quotation on every other line.
    fn of(said: &[Said]) -> Self {
        let mut dice = Dice::new(11);
        let language = Language::new(&mut dice);
        let spread = |is_pattern: bool| -> Vec<&Said> {
            let all: Vec<&Said> = said.iter().filter(|said| said.is_pattern == is_pattern).collect();
            let step = (all.len() / (2 * N_EACH)).max(1);
            all.into_iter().step_by(step).collect()
        };
        let (single, pattern) = (spread(false), spread(true));
        let mut draft = Self { text: String::new(), lines: Vec::new() };
        for at in 0..N_EACH {
            let of = |all: &[&Said], at: usize| all[at % all.len()].clone();
            let altered = of(&single, N_EACH + at);
            let mut words: Vec<&str> = altered.words.split(' ').collect();
            let middle = words.len() / 2;
            words[middle] = "turnips";
            let altered = Said { words: words.join(" "), ..altered.clone() };
            let invented = Said { words: language.sentence(14, &mut dice), ..of(&single, at) };
            let four = [
                (Kind::Faithful, of(&single, at)),
                (Kind::Pattern, of(&pattern, at)),
                (Kind::Altered, altered),
                (Kind::Invented, invented),
            ];
            for (kind, Said { speaker, words, .. }) in four {
                let around = language.sentence(N_AROUND, &mut dice);
                draft.text += &format!("{around}. “{words},” {speaker} said.\n\n");
                draft.lines.extend([Some(kind), None]);
            }
        }
        draft
    }

    /// Counts what a report says wrongly of faithful words, and which of the others it misses.
    fn told(&self, out: &str) -> anyhow::Result<String> {
        let report: Value = serde_json::from_str(out)?;
        let findings = report["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
        let n = |is_faithful: bool, codes: &[&str]| {
            let has = |line: usize| {
                findings
                    .iter()
                    .any(|finding| finding["line"] == line + 1 && codes.iter().any(|code| finding["code"] == *code))
            };
            let is_it = |kind: &Option<Kind>| {
                kind.is_some_and(|kind| is_faithful == matches!(kind, Kind::Faithful | Kind::Pattern))
            };
            self.lines.iter().enumerate().filter(|(line, kind)| is_it(kind) && has(*line)).count()
        };
        let words = ["altered-quote", "unsupported-quote"];
        Ok(format!(
            "of {} faithful {} called altered or unsupported, {} misattributed; {} of {} others caught",
            2 * N_EACH,
            n(true, &words),
            n(true, &["misattributed"]),
            n(false, &words),
            2 * N_EACH
        ))
    }
}
