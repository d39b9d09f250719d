//! A comparison as CSV, a cell a row.

use std::io::{self, Write};

use crate::report::ComparedView;
use crate::report::setting::letter;

const COLUMNS: [&str; 7] = ["column", "rendition", "letter", "label", "lang", "text", "moved"];

/// Writes a row for each cell of the aligned table, column by column; the words
/// said come first in theirs, without number and letter, labelled `source`.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_comparison_csv(out: &mut dyn Write, view: ComparedView<'_>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for (number, column) in (1_usize..).zip(&view.comparison.columns) {
        if let Some(source) = view.group.source.as_ref().filter(|_| !column.source.is_empty()) {
            let (lang, text) = (source.lang.to_string(), ComparedView::words(source, &column.source));
            writer.write_record([&number.to_string(), "", "", "source", &lang, &text, "false"])?;
        }
        for cell in &column.cells {
            let wording = view.wording(cell.wording);
            writer.write_record([
                number.to_string(),
                cell.wording.to_string(),
                letter(cell.wording),
                wording.label.clone(),
                wording.lang.to_string(),
                ComparedView::words(wording, &cell.spans),
                cell.is_moved.to_string(),
            ])?;
        }
    }
    writer.flush()
}
