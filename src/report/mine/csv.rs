//! Wordings as CSV, one a row.

use std::io::{self, Write};

use crate::report::MinedView;

const COLUMNS: [&str; 11] =
    ["group", "score", "band", "document", "outlet", "line", "lang", "speech", "speaker", "kind", "text"];

/// Writes one row for each wording of each group; rows of one group share its number.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_mined_csv(out: &mut dyn Write, view: MinedView<'_>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for (number, group) in (1_usize..).zip(&view.mined.groups) {
        let band = view.band(group).word();
        for unit in group.units.iter().map(|at| view.unit(*at)) {
            writer.write_record([
                number.to_string(),
                format!("{:.4}", group.score.value()),
                band.to_owned(),
                view.source(unit).name.to_owned(),
                view.source(unit).outlet.to_owned(),
                unit.line.to_string(),
                unit.lang.to_string(),
                unit.speech.mode.word().unwrap_or_default().to_owned(),
                view.speaker(unit).unwrap_or_default().to_owned(),
                if view.lines { "line" } else { unit.kind.word() }.to_owned(),
                view.flat(unit),
            ])?;
        }
    }
    writer.flush()
}
