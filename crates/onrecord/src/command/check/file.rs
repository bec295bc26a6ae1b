//! Reads a draft from disk or standard input, and writes it back without ever leaving half of it.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, anyhow};
use onrecord_answer::proof::Syntax;
use onrecord_open::decoded;

/// Bytes of the longest draft that is read: some half a million words.
const LONGEST: u64 = 4 << 20;

/// A draft as it was written.
pub(super) struct Written {
    /// Its text, without a byte order mark.
    pub text: String,
    /// How it is written.
    pub syntax: Syntax,
    /// Whether it is UTF-8 without a byte order mark, so that it can be written back.
    pub is_plain_utf8: bool,
}

/// Reads a draft; `-` is standard input.
pub(super) fn read(path: &Path) -> anyhow::Result<Written> {
    let is_input = path.as_os_str() == "-";
    let mut bytes = Vec::new();
    if is_input {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes).context("could not read standard input")?;
    } else {
        let cannot = || format!("could not read the draft {}", shown(path));
        let file = fs::File::open(path).with_context(cannot)?;
        file.take(LONGEST + 1).read_to_end(&mut bytes).with_context(cannot)?;
    }
    let name = name(path);
    if bytes.len() as u64 > LONGEST {
        return Err(anyhow!("{name} is longer than {} MB: check it in parts", LONGEST >> 20));
    }
    let head = &bytes[..bytes.len().min(8000)];
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if head.contains(&0) && !is_wide {
        return Err(anyhow!("{name} is no text: a draft is plain text, Markdown or HTML"));
    }
    let is_marked = bytes.starts_with(&[0xef, 0xbb, 0xbf]);
    let (text, is_utf8) = match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => (decoded(&error.into_bytes()), false),
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Written { syntax: Syntax::of(extension(path).as_deref(), &text), text, is_plain_utf8: is_utf8 && !is_marked })
}

fn extension(path: &Path) -> Option<String> {
    path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase)
}

/// Returns what a draft is called in messages.
pub(super) fn name(path: &Path) -> String {
    if path.as_os_str() == "-" { "standard input".to_owned() } else { shown(path) }
}

/// Returns when a file was last written and how long it is; `None` where it is not there.
pub(super) fn state(path: &Path) -> Option<(SystemTime, u64)> {
    let known = fs::metadata(path).ok()?;
    Some((known.modified().ok()?, known.len()))
}

/// Puts a new text in the place of a draft: all of it or, where anything fails, nothing.
pub(super) fn write(path: &Path, written: &Written, text: &str) -> anyhow::Result<()> {
    let name = name(path);
    if !written.is_plain_utf8 {
        return Err(anyhow!(
            "{name} is not plain UTF-8, and would be changed in more than its words: save it as UTF-8 first"
        ));
    }
    let cannot = || format!("could not write {name}; it is as it was");
    let path = fs::canonicalize(path).with_context(cannot)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile(folder, &path).with_context(cannot)?;
    let result = (|| -> io::Result<()> {
        beside.1.write_all(text.as_bytes())?;
        beside.1.set_permissions(fs::metadata(&path)?.permissions())?;
        beside.1.sync_all()?;
        fs::rename(&beside.0, &path)
    })();
    if result.is_err() {
        let _ = fs::remove_file(&beside.0);
    }
    result.with_context(cannot)
}

fn tempfile(folder: &Path, path: &Path) -> io::Result<(std::path::PathBuf, fs::File)> {
    let stem = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{stem}.{}.onrecord", std::process::id()));
    let file = fs::File::create_new(&beside)?;
    Ok((beside, file))
}

/// Returns a path as it is shown.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
