//! How English verbs and nouns are spelt in their other forms.

pub(super) fn is_consonant_y(base: &str) -> bool {
    let mut back = base.chars().rev();
    back.next() == Some('y') && back.next().is_some_and(|char| !"aeiou".contains(char))
}

pub(super) fn past_of(base: &str) -> String {
    match base {
        _ if base.ends_with('e') => format!("{base}d"),
        _ if is_consonant_y(base) => format!("{}ied", &base[..base.len() - 1]),
        _ => format!("{base}ed"),
    }
}

pub(super) fn third_of(base: &str) -> String {
    match base {
        _ if is_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        "go" | "do" => format!("{base}es"),
        "have" => "has".to_owned(),
        _ if ["s", "sh", "ch", "x", "z"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

/// Returns the form in -ing; a consonant that the past doubles is doubled here too.
pub(super) fn ing_of(base: &str, past: &str) -> String {
    let last = base.chars().last().unwrap_or_default();
    if past.ends_with(&format!("{last}{last}ed")) && past.starts_with(base) {
        return format!("{base}{last}ing");
    }
    match base {
        "lie" | "die" | "tie" => format!("{}ying", &base[..1]),
        "put" | "cut" | "let" | "set" | "hit" | "quit" | "split" | "shut" | "get" | "run" | "sit" | "win"
        | "forget" | "swim" | "begin" => {
            format!("{base}{last}ing")
        }
        _ if base.ends_with('e') && !base.ends_with("ee") && base != "be" => format!("{}ing", &base[..base.len() - 1]),
        _ => format!("{base}ing"),
    }
}

pub(super) fn plural(noun: &str) -> String {
    match noun {
        _ if noun.ends_with("man") && noun.len() > 3 => format!("{}men", &noun[..noun.len() - 3]),
        "man" => "men".to_owned(),
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        _ => third_of(noun),
    }
}
