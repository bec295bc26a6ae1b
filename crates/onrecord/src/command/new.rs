//! `new`: drafts for the writer's folder.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use serde_json::json;

use super::print_json;
use crate::cli::Common;
use crate::failure::Exit;
use crate::world;

/// Writes the policies' templates for the writer to complete; what is there already stays.
pub(crate) fn policies(common: &Common) -> anyhow::Result<Exit> {
    let folder = world::folder(common)?.join("posts/policies");
    let mut written = Vec::new();
    for (name, words) in onrecord_site::policies() {
        let path = folder.join(name);
        if write_new(&path, words)? {
            written.push(path.display().to_string());
        }
    }
    if common.json {
        print_json(&json!({ "written": written }))?;
    } else if !common.quiet {
        written.iter().for_each(|path| eprintln!("wrote {path}"));
        eprintln!("{} policies to complete", written.len());
    }
    Ok(Exit::Done)
}

/// Writes a file unless it is there; says whether it did.
fn write_new(path: &Path, text: &str) -> anyhow::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
    .with_context(|| format!("could not write {}", path.display()))
}
