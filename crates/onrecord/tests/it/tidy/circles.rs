//! No circles between the files of a crate: what a file uses does not use that file.
//!
//! A declaration `mod child;` and a re-export `pub use child::Name` are no use; a child that names what its parent defines is.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Crate, File, Kind, Token};

type Path = Vec<String>;

/// The files of a crate and the names that each brings in.
struct House<'a> {
    files: BTreeMap<&'a [String], &'a File>,
    names: BTreeMap<&'a [String], BTreeMap<String, Path>>,
}

/// One name that a `use` brings in.
struct Import {
    path: Path,
    name: String,
    is_public: bool,
}

/// Returns the circles of a crate: the modules of each, with what they use of one another.
pub fn circles(of: &Crate) -> Vec<Vec<String>> {
    let files: BTreeMap<&[String], &File> = of.files.iter().map(|file| (&file.module[..], file)).collect();
    let names = of.files.iter().map(|file| {
        let imports = imports(&file.tokens).0;
        (&file.module[..], imports.into_iter().map(|import| (import.name, import.path)).collect())
    });
    let house = House { names: names.collect(), files };
    let uses: BTreeMap<&[String], BTreeSet<&[String]>> =
        house.files.iter().map(|(&module, file)| (module, house.used(file))).collect();
    let reached: BTreeMap<&[String], BTreeSet<&[String]>> =
        uses.keys().map(|&module| (module, reached(module, &uses))).collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for (&module, all) in &reached {
        let circle: Vec<&[String]> =
            all.iter().copied().filter(|other| reached[other].contains(module) && all.contains(module)).collect();
        if circle.len() < 2 || !seen.insert(circle.clone()) {
            continue;
        }
        let shown = |path: &[String]| if path.is_empty() { "(root)".to_owned() } else { path.join("::") };
        let line = |module: &&[String]| {
            let inside = uses[module].iter().filter(|other| circle.contains(other)).map(|other| shown(other));
            format!("{} -> {}", shown(module), inside.collect::<Vec<_>>().join(", "))
        };
        circles.push(circle.iter().map(line).collect());
    }
    circles
}

/// Returns all that is used from a module on, over others.
fn reached<'a>(from: &'a [String], uses: &BTreeMap<&'a [String], BTreeSet<&'a [String]>>) -> BTreeSet<&'a [String]> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        open.extend(uses[module].iter().copied().filter(|&next| found.insert(next)));
    }
    found
}

impl<'a> House<'a> {
    /// Returns the modules that a file uses.
    fn used(&self, file: &'a File) -> BTreeSet<&'a [String]> {
        let (imports, rest) = imports(&file.tokens);
        let mut used = BTreeSet::new();
        for import in imports {
            let (target, is_module) = self.target(&file.module, &import.path, 0).unwrap_or((&file.module, true));
            let is_shown_on = import.is_public && target.starts_with(&file.module) && target.len() > file.module.len();
            if !is_module && !is_shown_on {
                used.insert(target);
            }
        }
        for path in paths(&rest) {
            used.extend(self.target(&file.module, &path, 0).map(|(target, _)| target));
        }
        used.remove(&file.module[..]);
        used
    }

    /// Returns the module in which stands what a path names, and whether it names the module itself.
    fn target(&self, from: &[String], path: &[String], depth: usize) -> Option<(&'a [String], bool)> {
        let mut module: Path = from.to_vec();
        let mut parts = path.iter();
        let mut part = parts.next()?;
        if part == "crate" {
            module.clear();
            part = parts.next()?;
        } else {
            let is_relative = part == "self" || part == "super";
            while part == "super" || part == "self" {
                if part == "super" {
                    module.pop()?;
                }
                let Some(next) = parts.next() else {
                    return self.files.get_key_value(&module[..]).map(|(&key, _)| (key, true));
                };
                part = next;
            }
            let is_child = self.files.contains_key(&[&module[..], &[part.clone()]].concat()[..]);
            if !is_relative && !is_child && !self.names.get(&module[..])?.contains_key(part) {
                return None;
            }
        }
        loop {
            module.push(part.clone());
            if !self.files.contains_key(&module[..]) {
                module.pop();
                break;
            }
            let Some(next) = parts.next() else {
                return self.files.get_key_value(&module[..]).map(|(&key, _)| (key, true));
            };
            part = next;
        }
        let (&key, _) = self.files.get_key_value(&module[..])?;
        // A name that the module itself brings in stands where it comes from.
        match self.names[key].get(part) {
            Some(brought) if depth < 16 && brought[..] != *path => {
                let whole: Path = brought.iter().chain(parts).cloned().collect();
                match self.target(key, &whole, depth + 1) {
                    Some(found) => Some(found),
                    None if brought[0] == "crate" || brought[0] == "super" || brought[0] == "self" => {
                        Some((key, false))
                    }
                    None => None,
                }
            }
            _ => Some((key, false)),
        }
    }
}

/// Returns what the `use` declarations bring in, and the tokens outside of them.
fn imports(tokens: &[Token]) -> (Vec<Import>, Vec<Token>) {
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is("use") {
            rest.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let end = at + tokens[at..].iter().position(|token| token.is(";")).unwrap_or(tokens.len() - at);
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_public = before.is_some_and(|token| token.is("pub") || token.is(")"));
        tree(&tokens[at + 1..end], &mut Vec::new(), is_public, &mut found);
        at = end;
    }
    (found, rest)
}

/// Reads the tree of a `use`; returns how many tokens it has.
fn tree(tokens: &[Token], path: &mut Path, is_public: bool, found: &mut Vec<Import>) -> usize {
    let depth = path.len();
    let mut at = 0;
    let mut alias = None;
    let mut has_branches = false;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "," | "}" => break,
            "{" => {
                has_branches = true;
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is("}")) {
                    at += tree(&tokens[at..], path, is_public, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
                }
            }
            "as" => {
                alias = tokens.get(at + 1).map(|token| token.text.clone());
                at += 1;
            }
            ":" | "*" => {}
            "self" if !path.is_empty() => {}
            _ => path.push(token.text.clone()),
        }
        at += 1;
    }
    if !has_branches && !path.is_empty() {
        let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
        found.push(Import { path: path.clone(), name, is_public });
    }
    path.truncate(depth);
    at
}

/// Returns the paths of names that stand in code.
fn paths(tokens: &[Token]) -> Vec<Path> {
    let is_sign = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.is(sign));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut path = Vec::new();
        while tokens.get(at).is_some_and(|token| token.kind == Kind::Word) {
            path.push(tokens[at].text.clone());
            at += 1;
            if !(is_sign(at, ":") && is_sign(at + 1, ":")) {
                break;
            }
            at += 2;
        }
        if path.len() > 1 {
            found.push(path);
        } else if path.is_empty() {
            at += 1;
        }
    }
    found
}
