//! Finds who said what in Korean text.

use onrecord_model::Quote;

use crate::quote::Ground;

/// Returns the quotes of the Korean blocks.
pub(crate) fn quotes(_ground: &Ground) -> Vec<Quote> {
    Vec::new()
}
