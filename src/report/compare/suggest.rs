//! Proposed pairs of terms, as CSV to review.

use std::io::{self, Write};

use crate::compare::Suggestion;

const COLUMNS: [&str; 7] = ["lang", "term", "other_lang", "other", "count", "groups", "reason"];

/// Writes a row for each pair of terms; the groups are separated by `|`.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_suggestions(out: &mut dyn Write, suggestions: &[Suggestion]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for pair in suggestions {
        writer.write_record([
            pair.lang.as_str(),
            &pair.term,
            pair.other_lang.as_str(),
            &pair.other,
            &pair.count.to_string(),
            &pair.groups.join("|"),
            pair.reason,
        ])?;
    }
    writer.flush()
}
