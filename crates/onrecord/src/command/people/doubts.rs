//! `people doubts`: persons who could be one, with why and where, to be settled by hand.

use std::io::{self, Write};

use onrecord_read::link::Why;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::people::PersonShown;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};

/// Lists the pairs; `line` draws a person on one line.
pub(super) fn list(common: &Common, line: impl Fn(&PersonShown) -> String) -> anyhow::Result<Exit> {
    let doubts = Desk::open(common)?.doubts()?;
    if common.json {
        print_json(&json!({ "doubts": doubts }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for doubt in &doubts {
        let why: Vec<&str> = doubt.why.iter().map(|why| said(*why)).collect();
        writeln!(out, "{}\n{}\n  {} ({:.2})", line(&doubt.a), line(&doubt.b), why.join("; "), doubt.score)?;
        for evidence in &doubt.evidence {
            let words = safe(evidence.text());
            writeln!(out, "  {words}\n    {} {}", safe(&evidence.source.key), evidence.range().start)?;
        }
    }
    if !common.quiet {
        let many = doubts.len();
        eprintln!("{many} doubts; `onrecord people merge A B` or `people apart A B` settles one");
    }
    Ok(Exit::Done)
}

fn said(why: Why) -> &'static str {
    match why {
        Why::RolesDiffer => "their roles are of different fields",
        Why::GendersDiffer => "one is a woman and one a man",
        Why::KindsDiffer => "one seems to be a character",
        Why::NamesLittleAlike => "their names are alike, but not by much",
        Why::SeveralFit => "another is as likely",
        Why::PartOfName => "of one only a part of the name is known",
    }
}
