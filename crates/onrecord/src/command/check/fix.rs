//! Shows what `--fix` put right.

use std::io::{self, Write};

use onrecord_answer::proof::Fixed;

use crate::print::safe;

/// Shows each change as a line taken away and a line put in.
pub(super) fn show(fixed: &Fixed, out: &mut impl Write, is_coloured: bool) -> io::Result<()> {
    let (red, green, plain) = if is_coloured { ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m") } else { ("", "", "") };
    for change in &fixed.changes {
        writeln!(out, "@@ line {}", change.line)?;
        writeln!(out, "{red}- {}{plain}", safe(&change.before))?;
        writeln!(out, "{green}+ {}{plain}", safe(&change.after))?;
    }
    let n = fixed.changes.len();
    writeln!(out, "{n} {} put right", if n == 1 { "place was" } else { "places were" })
}
