//! Is this the person whose words are asked for?

use onrecord_language::name::compare;
use onrecord_model::{Reading, Speaker};

use crate::plan::{Grammar, List};

/// A person as a question or an option names them, with the spellings that the archive knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The words of the question: a name, or a role such as `the director`.
    pub words: String,
    /// Every spelling that the archive has for the person.
    pub spellings: Vec<String>,
}

/// Says whether a speaker is the person asked for: by name in any spelling, or by the role that is asked for.
pub(crate) fn is_asked(asked: &Asked, reading: &Reading, speaker: Speaker, grammar: &Grammar) -> bool {
    let document = &reading.document;
    let words = speaker.words.map(|span| document.words(span)).unwrap_or_default();
    let wanted = role(&asked.words);
    let mut said_of: Vec<&str> = vec![words];
    let person = speaker.person.and_then(|person| reading.people.get(person as usize));
    said_of.extend(person.into_iter().flat_map(|person| &person.roles).map(|&role| document.words(role)));
    if !wanted.is_empty() && said_of.iter().any(|role| is_role(role, &wanted)) {
        return true;
    }
    let mut names: Vec<&str> = speaker.name.into_iter().map(|name| document.words(name)).collect();
    names.extend(person.map(|person| document.words(person.name)));
    if names.is_empty() {
        names.push(words);
    }
    let spelt = std::iter::once(asked.words.as_str()).chain(asked.spellings.iter().map(String::as_str));
    spelt.into_iter().any(|asked| names.iter().any(|name| is_name(asked, name, grammar)))
}

/// Says whether the author of a source, who writes of themselves in a text, is the person asked for.
pub(crate) fn is_author(asked: &Asked, author: &str, text: &str, grammar: &Grammar) -> bool {
    let own = grammar.lists().of(List::FirstPerson);
    let lower = text.to_lowercase();
    let speaks =
        lower.split(|char: char| !char.is_alphanumeric() && char != '’').any(|word| own.iter().any(|own| own == word));
    let author = author.split(',').next().unwrap_or(author).trim();
    let spelt = std::iter::once(asked.words.as_str()).chain(asked.spellings.iter().map(String::as_str));
    speaks && spelt.into_iter().any(|asked| is_name(asked, author, grammar))
}

/// Says whether two spellings can be of one person: the same name, or a part of the other.
pub(crate) fn is_name(asked: &str, name: &str, grammar: &Grammar) -> bool {
    if name.is_empty() || asked.is_empty() {
        return false;
    }
    if compare(asked, name, grammar.names()).same {
        return true;
    }
    let parts = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split_whitespace()
            .map(|word| word.chars().filter(|char| char.is_alphanumeric()).collect())
            .filter(|word: &String| word.chars().count() > 1)
            .collect()
    };
    let (asked_parts, name_parts) = (parts(asked), parts(name));
    let shorter = if asked_parts.len() <= name_parts.len() { &asked_parts } else { &name_parts };
    let longer = if asked_parts.len() <= name_parts.len() { &name_parts } else { &asked_parts };
    if !shorter.is_empty() && shorter.iter().all(|part| longer.contains(part)) {
        return true;
    }
    // A given name in the other script: 수민 for Yoo Soo-min.
    name.split_whitespace().any(|part| part.chars().count() > 2 && compare(asked, part, grammar.names()).same)
}

/// Returns the role in lower case that the words name, without its article; nothing for a name.
fn role(words: &str) -> String {
    let lower = words.to_lowercase();
    let bare = lower.strip_prefix("the ").or_else(|| lower.strip_prefix("a ")).unwrap_or(&lower);
    let is_latin_name = words.split_whitespace().any(|word| word.starts_with(|char: char| char.is_ascii_uppercase()))
        && !words.starts_with("The ");
    if is_latin_name { String::new() } else { bare.trim().to_owned() }
}

fn is_role(role: &str, wanted: &str) -> bool {
    let role = role.to_lowercase();
    role.split_whitespace().any(|word| word == wanted)
        || role.trim_start_matches("the ") == wanted
        || wanted.chars().count() >= 2 && !wanted.is_ascii() && role.contains(wanted)
}
