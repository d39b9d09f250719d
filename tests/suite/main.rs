//! What the library and the program promise, seen from outside.

mod annotate;
mod compare;
mod formats;
mod glossary;
mod layers;
mod mine;

#[cfg(feature = "cli")]
mod cmd;
#[cfg(feature = "cli")]
mod readme;
#[cfg(feature = "cli")]
mod robust;
