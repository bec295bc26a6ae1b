//! How alike two names are, and what speaks against one person.

use onrecord_model::Gender;

use super::alias::are_same;
use super::figure::{Grounds, is_hangul, is_short};
use onrecord_language::name::compare;

/// How alike two names must be where nothing else speaks for one person.
pub(super) const ALONE: f32 = 0.6;

/// Says whether a name of which only its sound is known is surely this one: the very same, and full, or the same in the
/// other script.
pub fn confirms(unsure: &str, name: &str, grounds: Grounds) -> bool {
    !is_short(unsure)
        && if is_hangul(unsure) == is_hangul(name) {
            are_same(unsure, name)
        } else {
            compare(unsure, name, grounds.names).score >= ALONE
        }
}

/// Says whether a name that is as unsure as this one confirms it: only one in the other script does.
pub fn mirrors(unsure: &str, name: &str, grounds: Grounds) -> bool {
    is_hangul(unsure) != is_hangul(name) && confirms(unsure, name, grounds)
}

/// Says whether a short name and a full one are surely the same name in two scripts: 채온 and Chae On.
pub fn is_mirrored(short: &str, full: &str, grounds: Grounds) -> bool {
    is_hangul(short) != is_hangul(full) && compare(short, full, grounds.names).score >= ALONE
}

/// Returns how alike two names are, 0 to 1; 1.1 for the very same spelling.
pub fn likeness(a: &str, b: &str, grounds: Grounds) -> f32 {
    if are_same(a, b) {
        return 1.1;
    }
    if grounds.aliases.join(a, b) {
        return 1.0;
    }
    compare(a, b, grounds.names).score
}

/// Says whether both genders are known and differ.
pub(super) fn at_odds(one: Option<Gender>, other: Option<Gender>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}
