//! `check`: a draft against the record.

mod candidates;
mod file;
mod fix;
mod github;
mod holders;
mod plain;
mod translated;
mod versions;

use std::cell::{OnceCell, RefCell};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use onrecord_answer::proof::{self, Draft, Register, Report, Syntax};
use onrecord_archive::Archive;
use onrecord_language::Lexicon;
use onrecord_model::{FindingCode, Severity};
use onrecord_search::Index;
use serde_json::json;

use crate::desk::meaning::Meaning;
use crate::desk::records::Records;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::print_json;
use crate::world::{self, Settings};

use candidates::Gathered;
use file::Written;
use translated::Compass;

/// How often `--watch` looks at the file.
const PAUSE: Duration = Duration::from_millis(250);

/// Quotations of one draft: more than any book's chapter has.
const MOST_QUOTATIONS: usize = 5000;

/// What a check needs at hand.
pub(crate) struct Desk {
    archive: Archive,
    index: Index,
    settings: Settings,
    lexicon: Lexicon,
    compass: OnceCell<Option<Compass>>,
    records: RefCell<Records>,
}

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
    let desk = Desk::open(world::archive(common)?)?;
    let mut written = file::read(&args.draft)?;
    let (mut draft, mut report) = desk.check(&written)?;
    if args.fix {
        let fixed = proof::fixed(&written.text, &report.findings);
        if !fixed.changes.is_empty() {
            file::write(&args.draft, &written, &fixed.text)?;
            fix::show(&fixed, &mut io::stderr().lock(), world::is_coloured(common))?;
            written = file::read(&args.draft)?;
            (draft, report) = desk.check(&written)?;
        }
    }
    show(args, common, &written, &draft, &report)?;
    let has_error = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if has_error { Exit::Faulty } else { Exit::Done })
}

fn show(args: &CheckArgs, common: &Common, written: &Written, draft: &Draft, report: &Report) -> anyhow::Result<()> {
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

impl Desk {
    /// Opens what a check needs.
    pub(crate) fn open(archive: Archive) -> anyhow::Result<Self> {
        let index = world::filled_index(&archive)?;
        let settings = world::settings(archive.folder())?;
        Ok(Self {
            archive,
            index,
            settings,
            lexicon: Lexicon::built_in(),
            compass: OnceCell::new(),
            records: RefCell::default(),
        })
    }

    /// Checks a post of the archive; returns its findings, and what it allows itself: the kind of finding, and the reason.
    pub(crate) fn check_post(&self, contents: &str) -> anyhow::Result<(Report, Vec<(FindingCode, String)>)> {
        let written = Written { text: contents.to_owned(), syntax: Syntax::Markdown, is_plain_utf8: true };
        let (draft, report) = self.check(&written)?;
        let allowed =
            proof::allowances(&draft).into_iter().map(|allowance| (allowance.code, allowance.reason)).collect();
        Ok((report, allowed))
    }

    /// Returns the model of meaning with this archive's vectors, opened when it is first wanted; nothing where there is none.
    fn compass(&self) -> anyhow::Result<Option<&Compass>> {
        if self.compass.get().is_none() {
            let compass = Meaning::open(&self.archive)?.map(Compass::of).transpose()?;
            let _ = self.compass.set(compass);
        }
        Ok(self.compass.get().and_then(Option::as_ref))
    }

    fn check(&self, written: &Written) -> anyhow::Result<(Draft, Report)> {
        let draft = Draft::read(&written.text, written.syntax, &self.lexicon);
        let n_quotations = draft.quotations.len();
        if n_quotations > MOST_QUOTATIONS {
            return Err(anyhow!(
                "the draft has {n_quotations} quotations, more than the {MOST_QUOTATIONS} that are checked at once: check it in parts"
            ));
        }
        let Gathered { mut shelf, candidates, people } = self.gather(&draft)?;
        let mut judgements: Vec<_> = draft
            .quotations
            .iter()
            .zip(&candidates)
            .map(|(quotation, candidates)| proof::judge(&draft, quotation, &shelf.records, &candidates.records))
            .collect();
        let register = Register::new(self.archive.outlets()?, people, &self.lexicon);
        self.translate(&draft, &mut shelf, &mut judgements, &register)?;
        let records = &shelf.records;
        let mut report =
            proof::findings(&draft, records, &judgements, &candidates, &register, &self.settings.check.rules()?);
        self.explain_versions(&mut report, &draft, &judgements, records, &candidates)?;
        Ok((draft, report))
    }
}

/// Returns a path as it is shown.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
