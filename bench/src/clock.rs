//! CPU seconds of this thread and of child processes.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

use anyhow::{Context, bail};

/// What a run of the program took.
pub(crate) struct Timed {
    /// Seconds on the wall.
    pub wall: f64,
    /// CPU seconds, or `NaN` where the system does not tell them.
    pub cpu: f64,
    /// The most memory it held, in MB; 0 where the system does not tell it.
    pub peak_mb: u64,
    /// Its standard output.
    pub out: String,
}

/// Runs a program to its end with some text as standard input.
pub(crate) fn timed(program: &Path, args: &[&str], input: &str) -> anyhow::Result<Timed> {
    let start = Instant::now();
    // GNU time tells CPU seconds and peak memory of a child; without it only the wall clock is known.
    let has_time = Path::new("/usr/bin/time").is_file();
    let mut command = if has_time { Command::new("/usr/bin/time") } else { Command::new(program) };
    if has_time {
        command.args(["-f", "%U %S %M"]).arg(program);
    }
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("could not start the program")?;
    let mut stdin = child.stdin.take().context("a pipe was asked for")?;
    let input = input.to_owned();
    let feeding = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let out = child.wait_with_output()?;
    let _ = feeding.join();
    let wall = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&out.stderr);
    // 5 says that the sources are silent, 6 that a draft has errors.
    if !matches!(out.status.code(), Some(0 | 5 | 6)) {
        bail!("{} {args:?} failed: {said}", program.display());
    }
    let last: Vec<f64> =
        said.lines().last().unwrap_or_default().split(' ').filter_map(|part| part.parse().ok()).collect();
    let (cpu, peak_mb) = match last[..] {
        [user, system, peak] if has_time => (user + system, peak as u64 / 1024),
        _ => (f64::NAN, 0),
    };
    Ok(Timed { wall, cpu, peak_mb, out: String::from_utf8_lossy(&out.stdout).into_owned() })
}

/// Returns the seconds that the calling thread has computed; on the wall where the system does not tell them.
pub(crate) fn thread_seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |ns| ns / 1e9)
}

/// Returns the value below which a share of the values lies; 0 where there are none.
pub(crate) fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (share * values.len() as f64) as usize;
    values.get(at.min(values.len().saturating_sub(1))).copied().unwrap_or_default()
}
