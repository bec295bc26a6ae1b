//! Finds who said what in English text.

use onrecord_model::Quote;

use crate::quote::Ground;

/// Returns the quotes of the English blocks.
pub(crate) fn quotes(_ground: &Ground) -> Vec<Quote> {
    Vec::new()
}
