//! `sources show` and `sources --missing`.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::desk::copies::sources;
use crate::desk::sources::{Change, SourceInFull, fields, from, known_json, wanting};
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::world;

/// Shows one source: what is known of it, its versions, and what changed from each to the next.
pub(crate) fn one(key: &str, common: &Common) -> anyhow::Result<Exit> {
    let source = SourceInFull::of(&world::archive(common)?, key)?;
    if common.json {
        print_json(&source.json())?;
        return Ok(Exit::Done);
    }
    let SourceInFull { listed, versions, compared, remarks } = source;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", safe(&listed.source.key))?;
    for (name, found) in fields(&listed.known) {
        match found {
            Some(found) => writeln!(out, "  {name:<10} {}  ({})", safe(&found.value), from(found.origin))?,
            None if name == "modified" || name == "relays" => {}
            None => writeln!(out, "  {name:<10} -")?,
        }
    }
    if let Some(language) = listed.source.language {
        writeln!(out, "  {:<10} {language}", "language")?;
    }
    for remark in &remarks {
        writeln!(out, "  remark     {}", safe(remark))?;
    }
    for (at, (version, (changes, n_more))) in versions.iter().zip(&compared).enumerate() {
        writeln!(
            out,
            "version {} of {}, taken {}, {}",
            at + 1,
            versions.len(),
            version.taken,
            &version.snapshot.to_string()[..16]
        )?;
        for change in changes {
            let Change { before, gone, new, after } = change;
            let gone = if gone.is_empty() { String::new() } else { format!("[-{}-]", safe(gone)) };
            let new = if new.is_empty() { String::new() } else { format!("{{+{}+}}", safe(new)) };
            writeln!(out, "    … {} {gone}{new} {} …", safe(before), safe(after))?;
        }
        if *n_more > 0 {
            writeln!(out, "    and {n_more} more changes")?;
        }
    }
    Ok(Exit::Done)
}

/// Lists the sources of which something is missing or guessed.
pub(crate) fn missing(common: &Common) -> anyhow::Result<Exit> {
    let listed = sources(&world::archive(common)?)?;
    let wanting: Vec<_> =
        listed.iter().map(|listed| (listed, wanting(&listed.known))).filter(|(_, fields)| !fields.is_empty()).collect();
    if common.json {
        let sources: Vec<Value> = wanting
            .iter()
            .map(|(listed, fields)| {
                let fields: Vec<Value> = fields.iter().map(|(name, why)| json!({"field": name, "why": why})).collect();
                json!({"source": listed.source, "known": known_json(&listed.known), "missing": fields})
            })
            .collect();
        print_json(&json!({ "sources": sources }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for (listed, fields) in &wanting {
        writeln!(out, "{}", safe(&listed.source.key))?;
        for (name, why) in fields {
            writeln!(out, "    {name}: {why}")?;
        }
    }
    if !common.quiet {
        eprintln!(
            "{} of {} sources want something; set it with `onrecord sources set KEY FIELD=VALUE`",
            wanting.len(),
            listed.len()
        );
    }
    Ok(Exit::Done)
}
