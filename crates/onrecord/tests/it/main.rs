//! The real program, driven in temporary folders.

mod add;
mod ask;
mod browser;
mod check;
mod cli;
mod copies;
mod corrected;
mod door;
mod kill;
mod kit;
mod kit_people;
mod old;
mod order;
mod pin;
mod programs;
mod publish;
mod read_only;
mod readme;
mod serve;
mod tidy;
mod trained;
mod trouble;
mod turns;
mod versions;
mod works;
mod world;
