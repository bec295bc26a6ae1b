//! `check`: a draft against the record.

mod file;
mod fix;
mod github;
mod plain;

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use onrecord_answer::proof;
use onrecord_model::Severity;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::check::Checked;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::print_json;
use crate::world;
use file::Written;

/// How often `--watch` looks at the file.
const PAUSE: Duration = Duration::from_millis(250);

/// Check a draft against the record: each quotation, its speaker and its source
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The draft: plain text, Markdown or HTML; `-` is standard input
    pub draft: PathBuf,
    /// Put right what is certain: exact words, spellings of names
    #[arg(long)]
    pub fix: bool,
    /// Another form of output
    #[arg(long, value_name = "FORM")]
    pub format: Option<Format>,
    /// Check again at every save, until stopped
    #[arg(long)]
    pub watch: bool,
}

/// Other forms of the output of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Annotations of GitHub Actions
    Github,
}

pub(crate) fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let is_input = args.draft.as_os_str() == "-";
    if is_input && (args.fix || args.watch) {
        return Err(Usage { what: "standard input can be neither fixed nor watched; name a file".to_owned() }.into());
    }
    if args.watch { watch(args, common) } else { once(args, common) }
}

fn once(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let desk = Desk::open(common)?;
    let mut written = file::read(&args.draft)?;
    let mut checked = desk.check(&written.text, written.syntax)?;
    if args.fix {
        let fixed = proof::fixed(&written.text, &checked.report.findings);
        if !fixed.changes.is_empty() {
            file::write(&args.draft, &written, &fixed.text)?;
            fix::show(&fixed, &mut io::stderr().lock(), world::is_coloured(common))?;
            written = file::read(&args.draft)?;
            checked = desk.check(&written.text, written.syntax)?;
        }
    }
    show(args, common, &written, &checked)?;
    let has_error = checked.report.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if has_error { Exit::Faulty } else { Exit::Done })
}

fn show(args: &CheckArgs, common: &Common, written: &Written, checked: &Checked) -> anyhow::Result<()> {
    let Checked { draft, report } = checked;
    let name = file::name(&args.draft);
    match args.format {
        _ if common.json => print_json(&json!({
            "draft": name,
            "findings": report.findings,
            "quotations": report.n_quotations,
            "allowed": report.n_allowed,
        })),
        Some(Format::Github) => Ok(github::print(&mut io::stdout().lock(), &name, &report.findings)?),
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let page = plain::Page { name: &name, draft, is_coloured: world::is_coloured(common) };
            page.print(&mut out, &report.findings)?;
            out.flush()?;
            if !common.quiet {
                eprintln!("{}", plain::summary(written, report));
            }
            Ok(())
        }
    }
}

/// Checks at once and again at every save, until it is stopped.
fn watch(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut seen = None;
    loop {
        let state = file::state(&args.draft);
        if state != seen {
            if seen.is_some() && !common.quiet {
                eprintln!();
            }
            seen = state;
            // A draft that is just being saved may be missing or half there: the next look is soon.
            if let Err(error) = once(args, common) {
                eprintln!("error: {error:#}");
            }
            // What `--fix` wrote is known already.
            if args.fix {
                seen = file::state(&args.draft);
            }
        }
        std::thread::sleep(PAUSE);
    }
}
