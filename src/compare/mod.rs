//! Compares texts: finds wordings of one statement in several documents.
//!
//! Terms come in as plain data: whoever calls has found them.

pub mod mine;

mod words;

pub use words::{Word, Words};
