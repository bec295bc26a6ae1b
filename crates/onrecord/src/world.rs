//! Finds the archive and its settings, and tells the time.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, anyhow};
use onrecord_answer::proof::Rules;
use onrecord_archive::{Archive, ArchiveError, SETTINGS};
use onrecord_embed::install::{Installed, installed};
use onrecord_language::Lexicon;
use onrecord_model::{FindingCode, Severity};
use onrecord_search::{Index, folder_in};
use serde::Deserialize;

use crate::failure::Unindexed;
use crate::options::{Color, Common};

/// Returns the rows that ship with the program, made once: all stages read the same, and remember the same names.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}

/// What `onrecord.toml` may say. Unknown lines are left alone, so that an older program can use a newer file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub gather: GatherSettings,
    pub check: CheckSettings,
}

/// Settings of gathering.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(crate) struct GatherSettings {
    /// A file or JSON line of more megabytes is skipped.
    pub max_megabytes: u64,
}

impl Default for GatherSettings {
    fn default() -> Self {
        Self { max_megabytes: 64 }
    }
}

/// Settings of `check`.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(crate) struct CheckSettings {
    /// Words that may be quoted of one source.
    pub max_words: usize,
    /// The share of a source that may be quoted, 0 to 1.
    pub max_share: f32,
    /// Words up to which the share does not matter.
    pub free_words: usize,
    /// How grave each finding is: `off`, `note`, `warning` or `error`.
    pub severity: BTreeMap<String, String>,
}

impl Default for CheckSettings {
    fn default() -> Self {
        let Rules { most_words, most_share, free_words, .. } = Rules::default();
        Self { max_words: most_words, max_share: most_share, free_words, severity: BTreeMap::new() }
    }
}

impl CheckSettings {
    /// Returns the rules that the settings stand for.
    pub(crate) fn rules(&self) -> anyhow::Result<Rules> {
        let mut rules = Rules {
            most_words: self.max_words,
            most_share: self.max_share,
            free_words: self.free_words,
            ..Rules::default()
        };
        for (code, severity) in &self.severity {
            let code: FindingCode = code.parse().map_err(|error| anyhow!("[check.severity] in {SETTINGS}: {error}"))?;
            let severity = match severity.as_str() {
                "off" => None,
                "note" => Some(Severity::Note),
                "warning" => Some(Severity::Warning),
                "error" => Some(Severity::Error),
                other => {
                    return Err(anyhow!(
                        "[check.severity] in {SETTINGS}: {other:?} is none of off, note, warning, error"
                    ));
                }
            };
            rules.severities.insert(code, severity);
        }
        Ok(rules)
    }
}

/// Returns the archive's folder: the one named, or the nearest upwards that holds an `onrecord.toml`.
pub(crate) fn folder(common: &Common) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &common.archive {
        return Ok(folder.clone());
    }
    let here = std::env::current_dir().context("could not tell the current folder")?;
    let found = here.ancestors().find(|folder| folder.join(SETTINGS).is_file());
    found.map(Path::to_owned).ok_or_else(|| ArchiveError::Missing { folder: here }.into())
}

/// Opens the archive to read from; it may be one that cannot be written to.
pub(crate) fn archive(common: &Common) -> anyhow::Result<Archive> {
    Ok(Archive::open(&folder(common)?)?)
}

/// Opens the archive to write to.
pub(crate) fn archive_to_write(common: &Common) -> anyhow::Result<Archive> {
    Ok(Archive::open_to_write(&folder(common)?)?)
}

/// Opens the archive's index to find in it.
pub(crate) fn index(archive: &Archive) -> anyhow::Result<Index> {
    Index::open_to_read(&folder_in(archive.folder())).context("could not open the index")
}

/// Opens the archive's index to write to it, and makes it where there is none. The caller has the turn.
pub(crate) fn index_to_write(archive: &Archive) -> anyhow::Result<Index> {
    Index::open(&folder_in(archive.folder())).context("could not open the index")
}

/// Opens the archive's index to be searched: an error where it lacks all of the sources, so that nothing would be found and everything be
/// called unsaid.
pub(crate) fn filled_index(archive: &Archive) -> anyhow::Result<Index> {
    let index = index(archive)?;
    if index.is_empty() && archive.has_unindexed(index.generation())? {
        return Err(Unindexed { is_read_only: archive.is_read_only() }.into());
    }
    Ok(index)
}

/// Says whether the user forbids to touch the network: `ONRECORD_OFFLINE` is set, to anything but `0`.
pub(crate) fn is_offline() -> bool {
    std::env::var_os("ONRECORD_OFFLINE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Returns the folder of the user's models: `ONRECORD_MODELS`, or `onrecord/models` in the user's cache.
pub(crate) fn models_folder() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = of("ONRECORD_MODELS") {
        return Some(folder);
    }
    let cache = of("XDG_CACHE_HOME").or_else(|| of("LOCALAPPDATA")).or_else(|| Some(of("HOME")?.join(".cache")))?;
    Some(cache.join("onrecord").join("models"))
}

/// Returns the model that is installed, if one is.
pub(crate) fn model() -> Option<Installed> {
    installed(&models_folder()?)
}

/// Reads the archive's settings.
pub(crate) fn settings(folder: &Path) -> anyhow::Result<Settings> {
    let path = folder.join(SETTINGS);
    let text = std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is not understood", path.display()))
}

/// Returns the time, ISO 8601 in UTC, to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().round(jiff::Unit::Second).map_or_else(|_| String::new(), |now| now.to_string())
}

/// Says whether standard output takes colour.
pub(crate) fn is_coloured(common: &Common) -> bool {
    match common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}
