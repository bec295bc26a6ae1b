//! Cuts English text into tokens, each with what the lexicon knows of it; a quoted run can be one token.

use std::ops::Range;

use crate::abbreviation;
use crate::lexicon::{English, Frames, Kinds, form, is, takes};
use crate::marks::Run;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters or digits.
    Word,
    /// `'s` behind a noun, or a lone apostrophe behind an s.
    Owner,
    /// A quoted run; the number is its place among the runs.
    Quoted(u32),
    /// `,`
    Comma,
    /// `.` `!` `?` `…` that ends a sentence.
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash between words.
    Dash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// Anything else.
    Other,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where it starts, in bytes of the text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Word, number, mark.
    pub kind: TokenKind,
    /// What its word can be.
    pub kinds: Kinds,
    /// Which forms of a verb it can be; see `form`.
    pub forms: u8,
    /// Whether it is a verb of saying.
    pub is_saying: bool,
    /// Whether the word begins with a capital.
    pub is_capital: bool,
    /// What its verb can take.
    pub frames: Frames,
    /// Whether the word ends in an s, as plurals do.
    pub has_s: bool,
    /// Whether a quoted run ends with a comma inside its marks.
    pub has_comma: bool,
}

impl Token {
    /// Returns its bytes in the text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Says whether it can be any of these kinds of word.
    pub fn is(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }

    /// Says whether no row says what kind of word it is; notes on verbs and things that are said do not count.
    pub fn is_plain(&self) -> bool {
        self.kinds & !(is::UNSAID | is::SAYABLE | is::NOBODY | is::NUMBER) == 0
    }

    /// Says whether its verb takes any of these.
    pub fn has(&self, frames: Frames) -> bool {
        self.frames & frames != 0
    }

    /// Says whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Says whether a pause stands here: a comma, a dash, or a quoted run that ends with a comma.
    pub fn is_pause(&self) -> bool {
        matches!(self.kind, TokenKind::Comma | TokenKind::Dash) || self.has_comma
    }

    /// Says whether the word can be a verb that attributes words or thoughts.
    pub fn is_cue(&self) -> bool {
        self.is_saying && self.is_word()
    }

    /// Says whether the word can be a tag beside a quotation.
    pub fn is_tag(&self) -> bool {
        self.is_cue() && self.has(takes::TAG)
    }

    /// Says whether the word can be the verb of a clause: a known form, no noun before all.
    pub fn is_finite(&self) -> bool {
        self.is_word() && self.forms & form::FINITE != 0
    }
}

/// Cuts `text[range]` into tokens, also inside quotation marks; see [`folded`].
pub fn tokens(text: &str, range: Range<usize>, lexicon: &English) -> Vec<Token> {
    let mut tokens = Vec::new();
    outer_tokens(text, range.start, range.end, lexicon, &mut tokens);
    tokens
}

/// Returns the tokens of `text[range]` with each quoted run as one; `runs` are those of the whole text, in order.
///
/// A run opens and closes with marks, or ends where its line does: no word reaches over its ends.
pub fn folded(text: &str, range: Range<usize>, tokens: &[Token], runs: &[Run]) -> Vec<Token> {
    let mut folded = Vec::with_capacity(tokens.len());
    let mut left = tokens;
    let first = runs.partition_point(|run| run.outer.end <= range.start);
    for (nth, run) in runs.iter().enumerate().skip(first).take_while(|(_, run)| run.outer.start < range.end) {
        let (start, end) = (run.outer.start.max(range.start), run.outer.end.min(range.end));
        let (before, rest) = left.split_at(left.partition_point(|token| (token.start as usize) < start));
        folded.extend_from_slice(before);
        let mut token = mark(start, end, TokenKind::Quoted(nth as u32));
        token.has_comma = text[run.inner.clone()].trim_end_matches([' ', '\'', '’', '*']).ends_with(',');
        folded.push(token);
        left = &rest[rest.partition_point(|token| (token.start as usize) < end)..];
    }
    folded.extend_from_slice(left);
    folded
}

fn mark(start: usize, end: usize, kind: TokenKind) -> Token {
    Token {
        start: start as u32,
        end: end as u32,
        kind,
        kinds: 0,
        forms: 0,
        is_saying: false,
        is_capital: false,
        frames: 0,
        has_s: false,
        has_comma: false,
    }
}

fn outer_tokens(text: &str, mut at: usize, stop: usize, lexicon: &English, tokens: &mut Vec<Token>) {
    while at < stop {
        let Some(char) = text[at..stop].chars().next() else { break };
        if char.is_alphanumeric() {
            at = word(text, at, stop, lexicon, tokens);
            continue;
        }
        let end = at + char.len_utf8();
        let kind = match char {
            ',' => TokenKind::Comma,
            '.' | '!' | '?' | '…' => TokenKind::Stop,
            ':' => TokenKind::Colon,
            ';' => TokenKind::Semicolon,
            '–' | '—' | '―' => TokenKind::Dash,
            '-' => TokenKind::Dash,
            '(' | '[' => TokenKind::Open,
            ')' | ']' => TokenKind::Close,
            // Marks of emphasis part nothing.
            '*' | '_' => {
                at = end;
                continue;
            }
            _ if char.is_whitespace() => {
                at = end;
                continue;
            }
            '\'' | '’' if tokens.last().is_some_and(|token| token.end as usize == at && token.is_word()) => {
                TokenKind::Owner
            }
            _ => TokenKind::Other,
        };
        let mut token = mark(at, end, kind);
        if char == '&' {
            (token.kind, token.kinds) = (TokenKind::Word, is::AND);
        }
        tokens.push(token);
        at = end;
    }
}

fn word(text: &str, start: usize, stop: usize, lexicon: &English, tokens: &mut Vec<Token>) -> usize {
    let mut end = start;
    let mut chars = text[start..stop].char_indices().peekable();
    let mut apostrophe = None;
    while let Some((offset, char)) = chars.next() {
        if char.is_alphanumeric() || matches!(char, '\u{ad}' | '\u{301}') {
            end = start + offset + char.len_utf8();
            continue;
        }
        let next = chars.peek().map(|(_, next)| *next);
        let joins = next.is_some_and(char::is_alphanumeric)
            && match char {
                '-' | '‐' | '‑' => true,
                '\'' | '’' | 'ʼ' => {
                    apostrophe = Some(start + offset);
                    true
                }
                '.' => is_point(&text[start..start + offset], next),
                ',' => {
                    next.is_some_and(|next| next.is_ascii_digit())
                        && text[start..start + offset].ends_with(|char: char| char.is_ascii_digit())
                }
                '/' | '@' | '_' => true,
                _ => false,
            };
        if !joins {
            break;
        }
    }
    let whole = &text[start..end];
    // U.S. and J. keep their last full stop, as titles do.
    if text[end..stop].starts_with('.') {
        let is_initial = whole.len() == 1 && whole.as_bytes()[0].is_ascii_uppercase() && whole != "I";
        let letters = whole.rsplit('-').next().unwrap_or(whole);
        let is_dotted = letters.contains('.') && letters.split('.').all(|part| part.chars().count() <= 2);
        // D-Md. and R-Ky. too; a word of small letters only ends its sentence: "no."
        let last = whole.rsplit('-').next().unwrap_or(whole);
        let is_stopped = last.len() <= 6 && last.starts_with(char::is_uppercase) && abbreviation::keeps_stop(last);
        if is_initial || is_dotted || is_stopped {
            end += 1;
        }
    }
    // Contractions: n't stays, the rest splits off.
    let mut split = None;
    if let Some(mark_at) = apostrophe {
        let tail = &text[mark_at..end];
        let known = lexicon.word(tail).kinds & is::AUXILIARY != 0;
        if known && !tail.ends_with(['t', 'T']) {
            split = Some(mark_at);
        }
    }
    let head_end = split.unwrap_or(end);
    let spelling = text[start..head_end].trim_end_matches('.');
    let known = lexicon.word(spelling);
    let mut kinds = known.kinds;
    let is_capital = spelling.starts_with(char::is_uppercase);
    if known.forms == 0 && kinds == 0 && spelling.len() > 4 && spelling.ends_with("ly") {
        kinds |= is::ADVERB;
    }
    if spelling.ends_with("n't") || spelling.ends_with("n’t") {
        kinds |= is::AUXILIARY | is::NOT;
    }
    let mut forms = known.forms;
    if forms == 0 && kinds == 0 && spelling.starts_with(|char: char| char.is_ascii_digit()) {
        kinds |= is::NUMBER;
    } else if forms == 0 && kinds == 0 && !is_capital && spelling.len() > 4 && spelling.ends_with("ed") {
        forms |= form::PAST | form::PARTICIPLE;
    } else if forms == 0 && kinds == 0 && !is_capital && spelling.len() > 5 && spelling.ends_with("ing") {
        forms |= form::ING;
    }
    tokens.push(Token {
        start: start as u32,
        end: head_end as u32,
        kind: TokenKind::Word,
        kinds,
        forms,
        is_saying: known.is_saying,
        is_capital,
        frames: known.frames,
        has_s: spelling.ends_with('s') && !spelling.ends_with("ss"),
        has_comma: false,
    });
    if let Some(mark_at) = split {
        let is_owner =
            matches!(&text[mark_at..end], "'s" | "’s" | "'S" | "’S") && kinds & (is::SUBJECT | is::THAT) == 0;
        let mut tail = mark(mark_at, end, if is_owner { TokenKind::Owner } else { TokenKind::Word });
        tail.kinds = if is_owner { 0 } else { is::AUXILIARY };
        tokens.push(tail);
    }
    end
}

/// A point inside a word: U.S, 1.5, example.com, but not the end of a sentence without a space behind.
fn is_point(before: &str, next: Option<char>) -> bool {
    let digit_or_lower = next.is_some_and(|next| next.is_ascii_digit() || next.is_lowercase());
    let last = before.rsplit('.').next().unwrap_or(before);
    digit_or_lower || last.chars().count() == 1 && last.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks::runs;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lexicon = English::built_in();
        let found = folded(text, 0..text.len(), &tokens(text, 0..text.len(), &lexicon), &runs(text));
        let words: Vec<&str> = found.iter().map(|token| &text[token.range()]).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn titles_and_initials_keep_their_full_stop() {
        check("Mr. J. R. Poe left the U.S. today.", &["Mr.", "J.", "R.", "Poe", "left", "the", "U.S.", "today", "."]);
    }

    #[test]
    fn contractions_and_owners_split() {
        check("He's Ana’s; I don't.", &["He", "'s", "Ana", "’s", ";", "I", "don't", "."]);
    }

    #[test]
    fn a_quoted_run_is_one_token() {
        check("“One two,” said Soo-min.", &["“One two,”", "said", "Soo-min", "."]);
    }

    #[test]
    fn numbers_stay_whole() {
        check("$3,000 or 1.5%", &["$", "3,000", "or", "1.5", "%"]);
    }
}
