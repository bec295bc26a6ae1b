//! Rust code as words, so that the rules of the house look neither into comments nor into strings.

use std::fs;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::str::CharIndices;

/// A crate that is compiled to be shipped, and its files without their tests.
pub struct Crate {
    pub name: String,
    pub files: Vec<File>,
}

/// One file.
pub struct File {
    /// The path from the repository's root.
    pub path: String,
    /// The module that it is: `["quote", "korean"]`; nothing for the root.
    pub module: Vec<String>,
    pub tokens: Vec<Token>,
}

/// A word, a sign or a literal.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub line: usize,
    pub kind: Kind,
    /// What is written; of a text what stands between its marks.
    pub text: String,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name, a keyword, a number.
    Word,
    /// A string or character.
    Text,
    /// One character of punctuation.
    Sign,
}

impl Token {
    /// Says whether it is this word or sign.
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

/// Returns all crates in the order of their names.
pub fn crates(root: &Path) -> Vec<Crate> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root.join("crates")).expect("a folder").flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join("Cargo.toml").is_file());
    folders.sort();
    let name = |folder: &Path| folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    folders.iter().map(|folder| Crate { name: name(folder), files: files(root, &folder.join("src")) }).collect()
}

fn files(root: &Path, src: &Path) -> Vec<File> {
    let mut paths = super::sources(src);
    paths.sort();
    let parts = |path: &Path| -> Vec<String> {
        let path = path.strip_prefix(src).expect("below").with_extension("");
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let mut files = Vec::new();
    for path in paths {
        let mut module = parts(&path);
        if module.iter().any(|part| part == "tests") {
            continue;
        }
        if module.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
            module.pop();
        }
        let tokens = without_tests(tokens(&fs::read_to_string(&path).expect("a file")));
        let path = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
        files.push(File { path, module, tokens });
    }
    files
}

/// Cuts code into tokens; comments are left out.
pub fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut chars = code.char_indices().peekable();
    while let Some(&(at, char)) = chars.peek() {
        let rest = &code[at..];
        let len = if char.is_whitespace() {
            char.len_utf8()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some((len, inside)) = text(rest) {
            tokens.push(Token { line, kind: Kind::Text, text: inside.to_owned() });
            len
        } else if char.is_alphanumeric() || char == '_' || char == '\'' {
            let after = rest[char.len_utf8()..].find(|char: char| !char.is_alphanumeric() && char != '_');
            let len = after.map_or(rest.len(), |after| after + char.len_utf8());
            tokens.push(Token { line, kind: Kind::Word, text: rest[..len].to_owned() });
            len
        } else {
            tokens.push(Token { line, kind: Kind::Sign, text: char.to_string() });
            char.len_utf8()
        };
        line += rest[..len].matches('\n').count();
        skip_to(&mut chars, at + len);
    }
    tokens
}

fn skip_to(chars: &mut Peekable<CharIndices<'_>>, end: usize) {
    while chars.next_if(|&(at, _)| at < end).is_some() {}
}

/// Returns the length of the string or character that the code begins with, and what stands between its marks.
fn text(code: &str) -> Option<(usize, &str)> {
    let raw = code.strip_prefix("br").or_else(|| code.strip_prefix('r')).unwrap_or_default();
    let n_hashes = raw.len() - raw.trim_start_matches('#').len();
    if raw[n_hashes..].starts_with('"') {
        let start = code.len() - raw.len() + n_hashes + 1;
        let close = format!("\"{}", "#".repeat(n_hashes));
        let end = start + code[start..].find(&close)?;
        return Some((end + close.len(), &code[start..end]));
    }
    let start = usize::from(code.starts_with('b') || code.starts_with('c'));
    let mark = code[start..].chars().next().filter(|mark| ['"', '\''].contains(mark))?;
    let inside = &code[start + 1..];
    let mut is_escaped = false;
    for (at, char) in inside.char_indices() {
        if char == mark && !is_escaped {
            return Some((start + 1 + at + 1, &inside[..at]));
        }
        // A mark with more than one character behind it begins a lifetime.
        if mark == '\'' && at > 0 && !inside.starts_with('\\') {
            return None;
        }
        is_escaped = char == '\\' && !is_escaped;
    }
    None
}

/// Leaves out what is compiled for tests only.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if rest.len() >= MARK.len() && MARK.iter().zip(rest).all(|(mark, token)| token.is(mark)) {
            at += MARK.len();
            at += item(&tokens[at..]);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Returns how many tokens the next item has, with the attributes before it.
fn item(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    let mut is_attribute = false;
    let is_use = tokens.first().is_some_and(|token| token.is("use"));
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            _ if token.kind != Kind::Sign => {}
            "#" if depth == 0 => is_attribute = true,
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth -= 1;
                if depth == 0 && token.is("}") && !is_use {
                    return at + 1;
                }
                is_attribute &= depth > 0 || !token.is("]");
            }
            ";" if depth == 0 && !is_attribute => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}
