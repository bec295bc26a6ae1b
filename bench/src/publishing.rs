//! `publish` by the number of posts: from cold, when one post changed, when none did.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use onrecord_archive::Archive;
use onrecord_model::Record;

use crate::Setup;
use crate::articles::Dice;
use crate::clock::timed;
use crate::korean;

/// Posts; half as many sources, five quotations a post.
const SIZES: [usize; 3] = [100, 1_000, 10_000];
const N_QUOTES: usize = 5;

/// Prints time, memory and sizes of a site of growing size.
pub(crate) fn run(setup: &Setup) -> anyhow::Result<()> {
    for n in SIZES {
        let folder = tempfile::tempdir()?;
        let (archive, site) = (folder.path().join("archive"), folder.path().join("site"));
        let place = archive.display().to_string();
        let lines = folder.path().join("articles.jsonl");
        sources(n / 2, &lines)?;
        timed(&setup.program, &["--quiet", "init", &place], "")?;
        timed(&setup.program, &["--quiet", "--archive", &place, "add", &lines.display().to_string()], "")?;
        posts(n, &archive)?;
        let out = site.display().to_string();
        let publish = || timed(&setup.program, &["--quiet", "--archive", &place, "publish", "--out", &out], "");
        let cold = publish()?;
        let first = archive.join("posts/post-0.ko.md");
        let text = fs::read_to_string(&first)?;
        let mut line = format!("{n} posts, {} quotations:", n * N_QUOTES);
        let _ = write!(line, " cold {:.2} s CPU, {:.2} s wall, peak {} MB;", cold.cpu, cold.wall, cold.peak_mb);
        for (name, text) in
            [("one post changed", format!("{text}\n{}\n", korean::one("mended"))), ("none changed", String::new())]
        {
            if !text.is_empty() {
                fs::write(&first, text)?;
            }
            let again = publish()?;
            let _ =
                write!(line, " {name} {:.2} s CPU, {:.2} s wall, peak {} MB;", again.cpu, again.wall, again.peak_mb);
        }
        let size = size(&site)?;
        println!(
            "{line} {} files, {} pages, {} MB, largest page {:.1} kB ({})",
            size.n_files,
            size.n_pages,
            size.n_bytes / 1_000_000,
            size.largest.0 as f64 / 1000.0,
            size.largest.1
        );
    }
    Ok(())
}

/// What stands in a folder.
#[derive(Default)]
struct Size {
    n_files: usize,
    n_pages: usize,
    n_bytes: u64,
    largest: (u64, String),
}

fn size(site: &Path) -> anyhow::Result<Size> {
    let mut size = Size::default();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let (path, length) = {
                let entry = entry?;
                (entry.path(), entry.metadata()?.len())
            };
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            size.n_files += 1;
            size.n_bytes += length;
            if path.extension().is_some_and(|extension| extension == "html") {
                size.n_pages += 1;
                let name = path.strip_prefix(site).unwrap_or(&path).display().to_string();
                size.largest = size.largest.clone().max((length, name));
            }
        }
    }
    Ok(size)
}

/// Writes sources, every second one Korean, with about a dozen quotations each of a cast of four.
fn sources(n: usize, path: &Path) -> anyhow::Result<()> {
    let mut dice = Dice::new(11);
    let mut lines = String::new();
    for at in 0..n {
        let cast: Vec<usize> = (0..4).map(|_| dice.below(40 + n / 10)).collect();
        let mut text = String::new();
        for _ in 0..14 {
            let who = cast[dice.below(4)];
            let (before, words) = (sentence(at % 2 == 0, 14, &mut dice), sentence(at % 2 == 0, 12, &mut dice));
            let _ = if at % 2 == 0 {
                let name = korean_name(who);
                let words = [("{before}", before.as_str()), ("{name}", name.as_str()), ("{words}", words.as_str())];
                write!(text, "{} ", korean::filled(korean::one("tag"), &words))
            } else {
                write!(text, "{before}. “{words},” {} said. ", latin_name(who))
            };
            text.push_str("\n\n");
        }
        let which = dice.below(4);
        let of_language = if which.is_multiple_of(2) { korean::all("outlets") } else { &["The Harbour", "The Pier"] };
        let outlet = of_language[which / 2];
        let title = sentence(at % 2 == 0, 6, &mut dice);
        let day = format!("20{:02}-{:02}-{:02}", 10 + at % 15, 1 + at % 12, 1 + at % 28);
        let source = serde_json::json!({"id": format!("s{at}"), "title": title, "text": text, "outlet": outlet, "published": day});
        let _ = writeln!(lines, "{source}");
    }
    Ok(fs::write(path, lines)?)
}

/// Writes posts in pairs of two languages, each with its own quotations, people, interests and themes.
fn posts(n: usize, archive: &Path) -> anyhow::Result<()> {
    let mut dice = Dice::new(13);
    let folder = archive.join("posts");
    let archive = Archive::open(archive)?;
    let mut held = Vec::new();
    for listed in archive.sources()? {
        let Some(reading) = archive.reading(listed.version.document)? else { continue };
        let record = Record::new(listed.source, reading);
        for quote in &record.reading.quotes {
            let Some(&span) = quote.stretches.first() else { continue };
            let who = quote
                .speaker
                .and_then(|speaker| speaker.name)
                .map(|name| record.reading.document.words(name).to_owned());
            if let Some(evidence) = record.cite(span) {
                held.push((evidence.id().to_string(), who));
            }
        }
    }
    anyhow::ensure!(!held.is_empty(), "the generated sources have no quotations");
    for at in 0..n {
        let language = ["ko", "en"][at % 2];
        let (mut body, mut people) = (String::new(), Vec::new());
        for quote in 0..N_QUOTES {
            // A step without a common divisor spreads the posts over the sources and repeats nothing before all were quoted.
            let (id, who) = &held[(at * N_QUOTES + quote) * 7_919 % held.len()];
            people.extend(who.iter().filter(|_| quote < 2).cloned());
            let _ = write!(body, "{}.\n\n{{{{quote {id}}}}}\n\n", sentence(at % 2 == 0, 30, &mut dice));
        }
        let question = if dice.below(3) > 0 {
            format!("question: {}?\n", sentence(at % 2 == 0, 6, &mut dice))
        } else {
            String::new()
        };
        let text = format!(
            "---\ntitle: {}\n{question}published: 20{:02}-{:02}-{:02}\npeople: [{}]\ninterests: [interest-{}, interest-{}]\nthemes: [theme-{}]\n---\n{body}",
            sentence(at % 2 == 0, 5, &mut dice),
            10 + dice.below(15),
            1 + dice.below(12),
            1 + dice.below(28),
            people.join(", "),
            dice.below(30),
            30 + dice.below(30),
            dice.below(12)
        );
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("post-{}.{language}.md", at / 2)), text)?;
    }
    Ok(())
}

fn sentence(is_korean: bool, n: usize, dice: &mut Dice) -> String {
    let words: Vec<String> = (0..n).map(|_| word(is_korean, dice)).collect();
    words.join(" ")
}

/// Returns a word: of three thousand in either language, the first ones more often.
fn word(is_korean: bool, dice: &mut Dice) -> String {
    let most = [30, 300, 3_000][dice.below(3)];
    let which = dice.below(most);
    if is_korean {
        let particle = dice.of(korean::all("particles"));
        format!("{}{particle}", syllables(which, korean::one("syllables")))
    } else {
        ["ba", "ke", "li", "mo", "tu", "ra", "se", "ni", "do", "pu", "fa", "ge"]
            .iter()
            .cycle()
            .skip(which % 12)
            .step_by(1 + which % 5)
            .take(2 + which % 3)
            .copied()
            .collect::<String>()
            + dice.of(&["", "s", "ed", "ing"])
            + ["n", "r", "l", "m", "t"][which / 12 % 5]
            + ["a", "o", "e", "y"][which / 60 % 4]
            + ["k", "st", "nd", "ve", "sh"][which / 240 % 5]
    }
}

fn syllables(which: usize, of: &str) -> String {
    let of: Vec<char> = of.chars().collect();
    let n = of.len();
    [which % n, which / n % n, which / n / n % n].iter().take(2 + which % 2).map(|&at| of[at]).collect()
}

fn korean_name(who: usize) -> String {
    let (families, firsts) = (korean::all("families"), korean::all("first-syllables"));
    format!("{}{}{}", families[who % 8], firsts[who / 8 % 7], korean::all("last-syllables")[who / 56 % 7])
}

fn latin_name(who: usize) -> String {
    let first = ["Mira", "Jon", "Sela", "Tarek", "Ines", "Boram", "Haru", "Owen", "Lena", "Dae"][who % 10];
    let last = ["Holt", "Vane", "Orr", "Lindqvist", "Sato", "Marsh", "Quill", "Brandt", "Noh", "Ekberg"][who / 10 % 10];
    format!("{first} {last}{}", ["", "son", "wick", "ford", "er", "ley"][who / 100 % 6])
}
