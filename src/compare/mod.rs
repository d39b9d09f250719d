//! Compares texts: finds wordings of one statement in several documents, and
//! says how the renditions of one statement differ.
//!
//! Terms come in as plain data: whoever calls has found them.

pub mod mine;

mod align;
mod comparison;
mod coverage;
mod differences;
mod group;
mod profile;
mod scores;
mod suggest;
mod terms;
mod words;

pub use comparison::{Cell, Column, Comparison, compare};
pub use coverage::ClauseCoverage;
pub use differences::{Difference, DifferenceKind};
pub use group::{Group, Origin, TermHit, Wording};
pub use profile::{Habit, OutletProfile, profiles};
pub use scores::PairScore;
pub use suggest::{Suggestion, suggestions};
pub use terms::{TermChoice, TermUse};
pub use words::{Word, Words};
