//! The real program, driven in temporary folders.

mod publish;
