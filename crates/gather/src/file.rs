//! Takes one file, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, SystemTime};

use onrecord_model::{Media, Snapshot, SnapshotId};

use crate::{GatherError, Gathered, Given, lines};

/// How often a file that changes under our eyes is read again.
const TRIES: usize = 3;
/// Time within which two changes of a file can carry the same time stamp: the clock of file systems is coarse.
const TICK: Duration = Duration::from_millis(30);

/// Gathers one file as the kind its extension says.
pub(crate) fn file(path: &Path, parent: &Path, given: &Given, each: &mut dyn FnMut(Gathered)) {
    let kind = extension(path);
    if kind == "jsonl" || kind == "ndjson" {
        return lines::lines(path, given, each);
    }
    let Some(media) = Media::of_extension(&kind) else {
        return each(Gathered::Skipped(path.to_owned(), GatherError::Kind));
    };
    each(match bytes(path, given.most_bytes).and_then(|bytes| checked(bytes, media)) {
        Err(why) => Gathered::Skipped(path.to_owned(), why),
        Ok(bytes) => {
            let inside = path.strip_prefix(parent).unwrap_or(path).to_string_lossy().replace('\\', "/");
            let key = given.known.url.as_ref().map_or_else(|| inside.clone(), |url| url.value.clone());
            Gathered::Snapshot(Box::new(Snapshot {
                id: SnapshotId::of(&bytes),
                bytes,
                media,
                key,
                place: path.to_string_lossy().into_owned(),
                path: Some(inside),
                known: given.known.clone(),
            }))
        }
    });
}

/// Takes a text from standard input; its place is its URL where one is given, else its own hash.
///
/// # Errors
/// As for a file.
pub fn stdin(given: &Given) -> Result<Snapshot, GatherError> {
    let bytes = checked(limited(io::stdin().lock(), given.most_bytes)?, Media::Text)?;
    let id = SnapshotId::of(&bytes);
    let name = format!("stdin-{}", &id.to_string()[..8]);
    let key = given.known.url.as_ref().map_or(name, |url| url.value.clone());
    Ok(Snapshot {
        id,
        bytes,
        media: Media::Text,
        place: format!("-:{key}"),
        key,
        path: None,
        known: given.known.clone(),
    })
}

/// Takes one file for looking at, whatever its extension; a kind that is not known is read as plain text.
///
/// # Errors
/// Why it cannot be taken.
pub fn text_file(path: &Path, given: &Given) -> Result<Snapshot, GatherError> {
    let media = Media::of_extension(&extension(path)).unwrap_or(Media::Text);
    let bytes = checked(bytes(path, given.most_bytes)?, media)?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let place = path.to_string_lossy().into_owned();
    Ok(Snapshot {
        id: SnapshotId::of(&bytes),
        bytes,
        media,
        key: name.clone(),
        place,
        path: Some(name),
        known: given.known.clone(),
    })
}

/// Returns a path's extension in lower case, or nothing.
pub(crate) fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, GatherError> {
    still(path, most, |file| limited(file, most))
}

/// Reads a file that holds still: its length and time of change are the same before and after.
fn still(
    path: &Path,
    most: u64,
    mut read: impl FnMut(&File) -> Result<Vec<u8>, GatherError>,
) -> Result<Vec<u8>, GatherError> {
    let unread = |cause| GatherError::Unread { cause };
    for _ in 0..TRIES {
        let file = File::open(path).map_err(unread)?;
        let before = file.metadata().map_err(unread)?;
        if !before.is_file() {
            return Err(GatherError::Kind);
        }
        if before.len() > most {
            return Err(GatherError::TooLarge { most: most / 1_000_000 });
        }
        // A file that changed just now is given a moment, so that a change while it is read has another time.
        let age = before.modified().ok().and_then(|changed| SystemTime::now().duration_since(changed).ok());
        if let Some(left) = age.and_then(|age| TICK.checked_sub(age)) {
            std::thread::sleep(left);
        }
        let bytes = read(&file)?;
        let after = std::fs::metadata(path).map_err(unread)?;
        let holds_still = after.len() == bytes.len() as u64 && after.modified().ok() == before.modified().ok();
        if holds_still {
            return Ok(bytes);
        }
    }
    Err(GatherError::Changing)
}

fn limited(reader: impl Read, most: u64) -> Result<Vec<u8>, GatherError> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes).map_err(|cause| GatherError::Unread { cause })?;
    if bytes.len() as u64 > most { Err(GatherError::TooLarge { most: most / 1_000_000 }) } else { Ok(bytes) }
}

/// Refuses what is empty, and what is no text (a webarchive is binary by its nature).
fn checked(bytes: Vec<u8>, media: Media) -> Result<Vec<u8>, GatherError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(GatherError::Empty);
    }
    if media != Media::WebArchive && is_binary(&bytes) {
        return Err(GatherError::Binary);
    }
    Ok(bytes)
}

/// Says whether bytes look like no text in any encoding: over 2 % control characters in the first 8 kB, and
/// not the regular zero bytes of UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return false;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if (even == 0 || odd == 0) && 100 * (even + odd) > 5 * head.len() {
        return false;
    }
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    50 * head.iter().filter(is_control).count() > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_any_encoding_is_no_binary() {
        let utf16: Vec<u8> = "plain words".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!is_binary(&utf16));
        assert!(!is_binary("한글 text\r\n".as_bytes()));
        assert!(!is_binary(&[0xb0, 0xa8, 0xb5, 0xb6, 0xc0, 0xba]));
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again_or_left() {
        let folder = std::env::temp_dir().join(format!("onrecord-still-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("log.txt");
        // Each of the first readings is followed by a change that keeps the length.
        let read_with = |n_changes: usize| {
            std::fs::write(&path, "state 0").expect("written");
            let mut n_readings = 0;
            still(&path, 100, |file| {
                let bytes = limited(file, 100);
                n_readings += 1;
                if n_readings <= n_changes {
                    std::fs::write(&path, format!("state {n_readings}")).expect("written");
                }
                bytes
            })
        };
        assert_eq!(read_with(0).expect("still"), b"state 0");
        assert_eq!(read_with(1).expect("still at the second look"), b"state 1");
        assert_eq!(read_with(2).expect("still at the third look"), b"state 2");
        assert!(matches!(read_with(3), Err(GatherError::Changing)));
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn random_bytes_are() {
        let mut state = 1u32;
        let noise: Vec<u8> = (0..4096)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        assert!(is_binary(&noise));
    }
}
