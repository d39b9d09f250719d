//! Compares texts: finds wordings of one statement in several documents.
//!
//! Terms come in as plain data: whoever calls has found them.

mod words;

pub use words::{Word, Words};
