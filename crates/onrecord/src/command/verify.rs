//! `verify`: proves what is kept.

use std::io::{self, Write};

use serde_json::json;

use super::print_json;
use crate::cli::Common;
use crate::failure::Exit;
use crate::world;

pub(crate) fn run(common: &Common) -> anyhow::Result<Exit> {
    let verified = world::archive(common)?.verify()?;
    if common.json {
        let faults: Vec<_> = verified.faults.iter().map(|fault| json!({"what": fault.what, "why": fault.why})).collect();
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
