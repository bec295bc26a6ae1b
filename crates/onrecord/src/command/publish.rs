//! `publish`: the archive and its posts as a site.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};

/// Turn the archive and its posts into a site
#[derive(Debug, Args)]
pub(crate) struct PublishArgs {
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(args: &PublishArgs, common: &Common) -> anyhow::Result<Exit> {
    let PublishArgs { out } = args;
    let published = Desk::open(common)?.publish(out)?;
    if common.json {
        print_json(&json!({
            "out": out.display().to_string(),
            "pages": published.n_pages,
            "files": published.n_files,
            "written": published.n_written,
            "removed": published.n_gone,
            "posts": published.n_posts,
            "checked": published.n_checked,
            "quotations": published.n_quotations,
            "remarks": published.remarks,
        }))?;
        return Ok(Exit::Done);
    }
    if !common.quiet {
        for remark in &published.remarks {
            eprintln!("remark: {}", safe(remark));
        }
        eprintln!(
            "{} posts with {} quotations on {} pages in {}; {} files written, {} removed",
            published.n_posts,
            published.n_quotations,
            published.n_pages,
            out.display(),
            published.n_written,
            published.n_gone
        );
    }
    Ok(Exit::Done)
}
