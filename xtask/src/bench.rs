//! Times the program on generated articles. Figures are CPU seconds of the child process where the system tells them,
//! so that a busy machine changes little.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context;

use crate::program;

/// Articles of about 5 kB.
const N_ARTICLES: usize = 10_000;
/// Questions in a batch.
const N_QUESTIONS: usize = 200;

/// Prints figures for `add`, a cold `ask`, and `ask` in a batch, over 10,000 generated articles.
pub(crate) fn run() -> anyhow::Result<()> {
    let bin = program()?;
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles.jsonl");
    let n_words = generate(&articles)?;
    let archive = folder.path().join("archive");
    timed(&bin, &archive, &["init"], Some(&archive), None)?;
    let add = timed(&bin, &archive, &["add"], Some(&articles), None)?;
    println!(
        "add: {N_ARTICLES} articles, {n_words} words: {:.1} s wall, {:.1} s CPU, {:.0} articles a second, peak {} MB",
        add.wall,
        add.cpu,
        N_ARTICLES as f64 / add.wall,
        add.peak_mb
    );
    let question = "What did the captain of boat 77 say about the storm?";
    let mut cold: Vec<f64> = Vec::new();
    for _ in 0..9 {
        cold.push(timed(&bin, &archive, &["ask", question], None, None)?.wall * 1000.0);
    }
    cold.sort_by(f64::total_cmp);
    println!("cold ask: median {:.0} ms wall of 9", cold[4]);
    let mut lines = String::new();
    for at in 0..N_QUESTIONS {
        writeln!(
            lines,
            r#"{{"id":{at},"text":"What did the captain of boat {} say about the storm?"}}"#,
            at * 37 % N_ARTICLES
        )?;
    }
    let batch = timed(&bin, &archive, &["ask", "--batch"], None, Some(&lines))?;
    let mut took: Vec<f64> = batch
        .out
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["took_ms"].as_f64())
        .collect();
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took.get((share * took.len() as f64) as usize).copied().unwrap_or_default();
    println!(
        "ask in a batch of {N_QUESTIONS}: median {:.1} ms, p95 {:.1} ms, {:.1} s CPU in all",
        at(0.5),
        at(0.95),
        batch.cpu
    );
    Ok(())
}

struct Timed {
    wall: f64,
    cpu: f64,
    peak_mb: u64,
    out: String,
}

fn timed(bin: &Path, archive: &Path, args: &[&str], path: Option<&Path>, input: Option<&str>) -> anyhow::Result<Timed> {
    use std::io::Write as _;
    let start = Instant::now();
    // GNU time tells CPU seconds and peak memory of a child; without it only the wall clock is known.
    let has_time = Path::new("/usr/bin/time").is_file();
    let mut command = if has_time { Command::new("/usr/bin/time") } else { Command::new(bin) };
    if has_time {
        command.args(["-f", "%U %S %M"]).arg(bin);
    }
    command.arg("--quiet").arg("--archive").arg(archive).args(args).args(path);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("could not start the program")?;
    let mut stdin = child.stdin.take().context("a pipe was asked for")?;
    let input = input.unwrap_or_default().to_owned();
    let feeding = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let out = child.wait_with_output()?;
    let _ = feeding.join();
    let wall = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&out.stderr);
    let last: Vec<f64> =
        said.lines().last().unwrap_or_default().split(' ').filter_map(|part| part.parse().ok()).collect();
    let (cpu, peak_mb) = match last[..] {
        [user, system, peak] if has_time => (user + system, peak as u64 / 1024),
        _ => (f64::NAN, 0),
    };
    Ok(Timed { wall, cpu, peak_mb, out: String::from_utf8_lossy(&out.stdout).into_owned() })
}

/// Writes articles of about 5 kB with names, quotations and numbers that differ; returns how many words.
fn generate(path: &Path) -> anyhow::Result<usize> {
    let mut out = String::new();
    let mut state = 7u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let first = ["Mira", "Jon", "Sela", "Tarek", "Ines", "Boram", "Haru", "Owen", "Lena", "Dae"];
    let last = ["Holt", "Vane", "Orr", "Lindqvist", "Sato", "Marsh", "Quill", "Brandt", "Ekström", "Noh"];
    let things = ["harbour", "storm", "engine", "lantern", "market", "bridge", "ferry", "festival", "island", "school"];
    let acts = ["opened", "closed", "moved", "returned", "waited", "changed", "vanished", "grew", "stood", "burned"];
    let mut n_words = 0;
    for at in 0..N_ARTICLES {
        let mut text = String::new();
        for paragraph in 0..12 {
            let name = format!("{} {}", first[next(10)], last[next(10)]);
            write!(
                text,
                "Captain {name} of boat {at} said the {} {} in {}. “We saw the {} and the {} for {} days, and nobody believed us,” {name} said. \
                 The {} of quarter {} {} after {} weeks, and the council of district {} counted {} people at the {}. \
                 It {} again when the {} came back.\n\n",
                things[next(10)],
                acts[next(10)],
                1990 + next(35),
                things[next(10)],
                things[next(10)],
                2 + next(30),
                things[next(10)],
                next(500),
                acts[next(10)],
                2 + next(20),
                next(90),
                next(9000),
                things[paragraph % 10],
                acts[next(10)],
                things[next(10)]
            )?;
        }
        n_words += text.split_whitespace().count();
        writeln!(
            out,
            "{}",
            serde_json::json!({"id": format!("a{at}"), "title": format!("Boat {at} and the {}", things[next(10)]), "text": text})
        )?;
    }
    fs::write(path, out)?;
    Ok(n_words)
}
