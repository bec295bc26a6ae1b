//! Whole sites out of hand-made editions about invented people.

mod edition;
mod hostile;
mod pages;
