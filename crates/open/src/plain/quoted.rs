//! Lines behind `>`: the marks are no words, and a callout (`> [!note]`) is the writer's own text.

use onrecord_model::callout;

use super::line::Line;

/// What a line behind `>` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    /// It is not behind `>`.
    No,
    /// Words of a quotation.
    Words,
    /// The mark that opens a callout, with its title if it has one.
    Callout,
    /// The mark of a callout that is a quotation: its title says whose.
    Titled,
    /// Text of a callout.
    Own,
}

/// Says of each line what it is to `>`.
pub(super) fn quoted(lines: &[Line<'_>]) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::with_capacity(lines.len());
    for line in lines {
        let before = found.last().copied().filter(|_| !line.is_after_blank).unwrap_or(Quoted::No);
        found.push(match before {
            _ if !line.words.starts_with('>') => Quoted::No,
            Quoted::No => match callout::mark(&line.words[marks(line.words)..]) {
                Some(mark) if mark.is_quotation => Quoted::Titled,
                Some(_) => Quoted::Callout,
                None => Quoted::Words,
            },
            Quoted::Callout | Quoted::Own => Quoted::Own,
            Quoted::Words | Quoted::Titled => Quoted::Words,
        });
    }
    found
}

/// Returns the length of the marks in front of a quoted line, with the spaces among them.
pub(super) fn marks(words: &str) -> usize {
    if words.starts_with('>') { words.len() - words.trim_start_matches(['>', ' ', '\t']).len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::line::lines;

    #[test]
    fn a_callout_ends_with_its_block() {
        let lines = lines("> [!tip]- How\n> Take the stair.\n\n> The lamp\n> is a clock.\ntext", 0);
        use Quoted::{Callout, No, Own, Words};
        assert_eq!(quoted(&lines), [Callout, Own, Words, Words, No]);
    }
}
