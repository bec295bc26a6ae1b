//! Cues as they stand in a file, whatever its format.

/// A cue as it stands in its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cue {
    /// When it appears, in milliseconds.
    pub start_ms: u32,
    /// When it goes, in milliseconds.
    pub end_ms: u32,
    /// Its words, with markup and line breaks as written.
    pub words: String,
}

/// Cues, and the number of broken ones that were left out.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    pub cues: Vec<Cue>,
    pub n_broken: usize,
    /// Tracks that were not read, with the number of their cues.
    pub other_tracks: Vec<(String, usize)>,
}

#[cfg(test)]
impl Cues {
    /// Checks the cues of a text, with the white space at their ends off, and the number of broken ones.
    #[track_caller]
    pub(super) fn check(&self, text: &str, expected: &[(u32, u32, &str)], n_broken: usize) {
        let shown: Vec<(u32, u32, &str)> =
            self.cues.iter().map(|cue| (cue.start_ms, cue.end_ms, cue.words.trim())).collect();
        assert_eq!(shown, expected, "{text}");
        assert_eq!(self.n_broken, n_broken, "{text}");
    }
}
