//! What the library and the program promise, seen from outside.

mod absorb;
mod annotate;
mod bitext;
mod compare;
mod diff;
mod formats;
mod glossaries;
mod glossary;
mod layers;
mod merge;
mod mine;
mod tables;

#[cfg(feature = "cli")]
mod cmd;
#[cfg(feature = "cli")]
mod git;
#[cfg(feature = "cli")]
mod readme;
#[cfg(feature = "cli")]
mod robust;
