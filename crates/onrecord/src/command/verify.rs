//! `verify`: proves what is kept.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::world;

/// Check every hash, span and quotation, or every page and quotation of a published site
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The folder of a site that this archive published
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
}

pub(crate) fn run(args: &VerifyArgs, common: &Common) -> anyhow::Result<Exit> {
    if let Some(folder) = &args.site {
        return site(folder, common);
    }
    let verified = world::archive(common)?.verify()?;
    if common.json {
        let faults: Vec<_> =
            verified.faults.iter().map(|fault| json!({"what": fault.what, "why": fault.why})).collect();
        print_json(&json!({
            "snapshots": verified.n_snapshots,
            "readings": verified.n_readings,
            "quotes": verified.n_quotes,
            "faults": faults,
        }))?;
    } else {
        let mut out = io::stdout().lock();
        for fault in &verified.faults {
            writeln!(out, "fault: {}: {}", fault.what, fault.why)?;
        }
        writeln!(
            out,
            "{} snapshots have their hash, {} readings hold, {} quotations stand word for word; {} faults",
            verified.n_snapshots,
            verified.n_readings,
            verified.n_quotes,
            verified.faults.len()
        )?;
    }
    Ok(if verified.faults.is_empty() { Exit::Done } else { Exit::Unverified })
}

/// Proves a published site: every file as it was published, every quotation as it stands in the archive.
fn site(site: &Path, common: &Common) -> anyhow::Result<Exit> {
    let proved = Desk::open(common)?.prove(site)?;
    if common.json {
        let faults: Vec<_> = proved.faults.iter().map(|(what, why)| json!({"what": what, "why": why})).collect();
        print_json(&json!({"files": proved.n_files, "quotes": proved.n_quotations, "faults": faults}))?;
    } else {
        let mut out = io::stdout().lock();
        for (what, why) in &proved.faults {
            writeln!(out, "fault: {}: {}", safe(what), safe(why))?;
        }
        writeln!(
            out,
            "{} files are as they were published, {} quotations stand word for word; {} faults",
            proved.n_files,
            proved.n_quotations,
            proved.faults.len()
        )?;
    }
    Ok(if proved.faults.is_empty() { Exit::Done } else { Exit::Unverified })
}
