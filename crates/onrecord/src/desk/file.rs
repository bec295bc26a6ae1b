//! Files of the writer that the desk writes: whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

/// Puts a text in the place of a file: all of it or, where anything fails, nothing. Durable on return.
pub(crate) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let part = path.with_extension(format!("part-{}", std::process::id()));
    let written = (|| {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if let Ok(there) = fs::metadata(path) {
            fs::set_permissions(&part, there.permissions())?;
        }
        fs::rename(&part, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written.with_context(|| format!("could not write {}; it is as it was", path.display()))
}

/// Adds a text to the end of a file, and makes the file where there is none.
pub(crate) fn append(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = fs::OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("could not write {}", path.display()))
}
