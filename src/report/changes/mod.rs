//! What two glossaries differ in, and what came of taking concepts in.

mod json;
mod text;

pub use json::{write_absorption_json, write_diff_json};
pub use text::{write_absorption_text, write_diff_text};

use crate::glossary::{ChangeKind, Diff, RecordChange};

/// The records that are no concepts, each kind with its name and its plural.
fn record_kinds(diff: &Diff) -> [(&'static str, &'static str, &[RecordChange]); 4] {
    [
        ("document", "documents", &diff.documents),
        ("quote", "quotes", &diff.quotes),
        ("rendition", "renditions", &diff.renditions),
        ("interchange record", "interchange", &diff.kept),
    ]
}

/// How many were added, removed and changed.
fn counts(kinds: impl Iterator<Item = ChangeKind>) -> [usize; 3] {
    let mut counts = [0; 3];
    for kind in kinds {
        let [added, removed, changed] = &mut counts;
        *match kind {
            ChangeKind::Added => added,
            ChangeKind::Removed => removed,
            ChangeKind::Changed => changed,
        } += 1;
    }
    counts
}
