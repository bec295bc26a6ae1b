//! The real program, driven in temporary folders.

mod add;
mod ask;
mod check;
mod cli;
mod kill;
mod kit;
mod pin;
mod publish;
mod readme;
mod tidy;
mod trouble;
mod versions;
mod world;
