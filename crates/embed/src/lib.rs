//! Turns texts into vectors whose angle says how near they are in meaning, in Korean and English alike.
//!
//! [`Model`] is multilingual-e5-small, 4-bit, read from one file: `file` reads and checks it, `pieces` cuts text, `encoder` computes with
//! the loops of `kernel` and `maths`. Everything is one thread per call. [`install`] brings the file, `convert` makes it of another form.

mod block;
mod convert;
mod encoder;
mod error;
mod file;
mod half;
pub mod install;
mod kernel;
mod maths;
mod matrix;
mod model;
mod pieces;
mod processor;
#[cfg(test)]
mod tests;
mod write;

pub use error::EmbedError;
pub use model::{DIMENSIONS, Model, States};
