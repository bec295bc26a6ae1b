//! `sources copies`: which sources have one text.

use std::io::{self, Write};

use onrecord_facts::copies::CopyKind;
use serde_json::json;

use crate::desk::copies::groups_of;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::world;

pub(super) fn list(common: &Common) -> anyhow::Result<Exit> {
    let groups = groups_of(&world::archive(common)?)?;
    if common.json {
        print_json(&json!({ "groups": groups }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for group in &groups {
        match &group.original {
            Some(original) => writeln!(out, "{}", safe(original))?,
            None => writeln!(out, "(which was first cannot be told)")?,
        }
        for copy in &group.copies {
            let kind = match copy.kind {
                CopyKind::Reprint => "reprint",
                CopyKind::Edited => "edited",
                CopyKind::Translation => "translation",
            };
            writeln!(out, "    {} ({kind}, {:.0} %)", safe(&copy.key), copy.share * 100.0)?;
        }
    }
    if !common.quiet {
        let n_copies: usize = groups.iter().map(|group| group.copies.len()).sum();
        eprintln!(
            "{} texts in {} sources",
            groups.len(),
            n_copies + groups.iter().filter(|group| group.original.is_some()).count()
        );
    }
    Ok(Exit::Done)
}
