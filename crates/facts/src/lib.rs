//! What the sources say side by side: which text is a copy of which, what each states of what, and what one takes back.
//!
//! Everything here is a pure function of readings and of what is known of their sources; nothing depends on the order in which sources came.

pub mod copies;
pub mod dispute;
pub mod fact;
