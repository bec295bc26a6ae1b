//! How far a long work is, on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::options::Common;

/// Shows on a terminal how far a stage is; nothing elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(common: &Common) -> Self {
        // indicatif draws on standard error, and only where that is a terminal.
        let bar = if common.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos}") {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Shows nothing anywhere.
    pub(crate) fn hidden() -> Self {
        Self { bar: ProgressBar::hidden() }
    }

    /// Begins a stage.
    pub(crate) fn stage(&self, what: &'static str) {
        self.bar.set_message(what);
        self.bar.set_position(0);
        self.bar.enable_steady_tick(Duration::from_millis(120));
    }

    /// Begins a long stage of `n` steps: shows how fast it goes and what time is left.
    pub(crate) fn long_stage(&self, what: &'static str, n: usize) {
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos} of {len}, {per_sec}, {eta} left") {
            self.bar.set_style(style);
        }
        self.bar.set_length(n as u64);
        self.stage(what);
    }

    /// Says that `n` more are done.
    pub(crate) fn done(&self, n: usize) {
        self.bar.inc(n as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
