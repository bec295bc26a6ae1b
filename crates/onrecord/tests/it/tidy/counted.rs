//! What is still in the code and may only become less: each count has a ceiling, and falls with it.

use super::circles::circles;
use super::code::{Kind, Token, crates};
use super::{PURE, root};

/// Files that use one another in a circle.
const CIRCLED: usize = 0;
/// Hangul in strings and characters outside the crate `language`.
const HANGUL: usize = 0;
/// State that outlives a call, in pure crates.
const STATES: usize = 0;
/// Functions over [`LONGEST`] lines.
const LONG: usize = 34;
/// Lines of the longest function that needs no reason.
const LONGEST: usize = 60;

/// Fails where there is more than the ceiling; says so where the ceiling can come down.
#[track_caller]
fn at_most(ceiling: usize, all: &[String], n: usize) {
    assert!(n <= ceiling, "{n} where {ceiling} were:\n{}", all.join("\n"));
    if n < ceiling {
        eprintln!("{n} are left of {ceiling}: let the ceiling come down");
    }
}

#[test]
fn files_do_not_use_one_another_in_circles() {
    let mut shown = Vec::new();
    let mut n_files = 0;
    for one in crates(&root()) {
        for circle in circles(&one) {
            n_files += circle.len();
            shown.push(format!("{}, {} files:\n    {}", one.name, circle.len(), circle.join("\n    ")));
        }
    }
    at_most(CIRCLED, &shown, n_files);
}

#[test]
fn words_of_a_language_stand_in_its_crate() {
    let mut all = Vec::new();
    for file in crates(&root()).iter().filter(|one| one.name != "language").flat_map(|one| &one.files) {
        let literals = file.tokens.iter().filter(|token| token.kind == Kind::Text && has_hangul(&token.text));
        all.extend(literals.map(|token| format!("{}:{}: {:?}", file.path, token.line, token.text)));
    }
    at_most(HANGUL, &all, all.len());
}

#[test]
fn pure_crates_keep_no_state() {
    const CHANGING: [&str; 7] = ["mut", "Mutex", "RwLock", "Cell", "RefCell", "OnceCell", "OnceLock"];
    let is_changing = |token: &Token| CHANGING.iter().any(|word| token.is(word)) || token.text.starts_with("Atomic");
    let mut all = Vec::new();
    for file in crates(&root()).iter().filter(|one| PURE.contains(&&one.name[..])).flat_map(|one| &one.files) {
        for (at, token) in file.tokens.iter().enumerate().filter(|(_, token)| token.is("static")) {
            if file.tokens[at..].iter().take_while(|token| !token.is("=")).any(is_changing) {
                all.push(format!("{}:{}: {}", file.path, token.line, file.tokens[at + 1].text));
            }
        }
    }
    at_most(STATES, &all, all.len());
}

#[test]
fn functions_are_short() {
    let mut all = Vec::new();
    for file in crates(&root()).iter().flat_map(|one| &one.files) {
        for (name, line, n_lines) in functions(&file.tokens) {
            if n_lines > LONGEST {
                all.push(format!("{}:{line}: {name} has {n_lines} lines", file.path));
            }
        }
    }
    at_most(LONG, &all, all.len());
}

/// Says whether there is Hangul in a literal, as it is or as an escape such as `\u{ac00}`.
fn has_hangul(literal: &str) -> bool {
    let is_hangul = |char: u32| matches!(char, 0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xffa0..=0xffdc);
    let escaped = literal.split("\\u{").skip(1).filter_map(|rest| rest.split('}').next());
    literal.chars().any(|char| is_hangul(u32::from(char)))
        || escaped.into_iter().any(|digits| u32::from_str_radix(digits, 16).is_ok_and(is_hangul))
}

/// Returns each function's name, first line and number of lines.
fn functions(tokens: &[Token]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(name) = tokens.get(at + 1).filter(|name| token.is("fn") && name.kind == Kind::Word) else { continue };
        let mut depth = 0usize;
        for end in &tokens[at..] {
            match end.text.as_str() {
                _ if end.kind != Kind::Sign => {}
                "{" | "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                "}" => {
                    depth -= 1;
                    if depth == 0 {
                        found.push((name.text.clone(), token.line, end.line + 1 - token.line));
                        break;
                    }
                }
                ";" if depth == 0 => break,
                _ => {}
            }
        }
    }
    found
}
