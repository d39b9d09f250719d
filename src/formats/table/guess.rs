//! How cells stand in a text, by its beginning.

use std::io;

use crate::formats::table::cells::{Cells, Flaw, Record, Rows, Style};
use crate::formats::table::header::named;

/// The separators that are tried.
const SEPARATORS: [u8; 4] = *b"\t,;|";
/// How many rows are looked at.
const ROWS: usize = 100;

/// The style in which `head`, the beginning of a text, looks most like a table;
/// `None` if it looks like none.
pub(in crate::formats) fn style(head: &[u8]) -> Option<Style> {
    let styles = SEPARATORS.into_iter().flat_map(|separator| [true, false].map(|quotes| Style { separator, quotes }));
    let scored = styles.filter_map(|style| Some((score(head, style)?, style)));
    // Of equal ones the first.
    scored.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, style)| style)
}

/// How much like a table: known names in the first row, rows of one length,
/// quotation marks as they should be, tabs, and the number of columns.
fn score(head: &[u8], style: Style) -> Option<(usize, usize, bool, bool, usize)> {
    let mut nothing = io::empty();
    let mut cells = Cells::new(head.to_vec(), &mut nothing, style, 1);
    let mut record = Record::default();
    let mut lengths = Vec::new();
    let (mut known, mut tidy) = (0, true);
    while lengths.len() < ROWS && cells.next(&mut record).ok()? {
        if record.cell(0).starts_with('#') {
            continue;
        }
        if lengths.is_empty() {
            known = record.cells().filter(|cell| named(cell).is_some()).count();
        }
        let wrapped = |cell: &str| cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"');
        tidy &= style.quotes || !record.cells().any(wrapped);
        tidy &= !record.loose && !record.flaws.iter().any(|flaw| matches!(flaw, Flaw::Unclosed(_)));
        lengths.push(record.len());
    }
    // The beginning may end in the middle of a row.
    if lengths.len() > 1 {
        lengths.pop();
    }
    let first = lengths.first().copied().filter(|first| *first > 1)?;
    let same = lengths.iter().filter(|length| **length == first).count();
    let share = 100 * same / lengths.len();
    // A text holds commas rather than tabs.
    Some((known, share, tidy, style.separator == b'\t', first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_quotation_marks() {
        for (head, expected) in [
            ("en,ko\nmoat,해자\n", ",quoted"),
            ("en;ko;note\na, b;c;d\n", ";quoted"),
            ("moat\t해자\n\"so-called\" moat\t해자\n", "\tplain"),
            ("moat\t해자\n5\" disk\t디스크\n", "\tquoted"),
            ("\"moat\"\t\"해\t자\"\n", "\tquoted"),
            ("source|target\na,b|c\n", "|quoted"),
            ("\"a\nb\",c\n\"d\",e\n", ",quoted"),
            ("# Glossary -*- coding: utf-8 -*-\na\tb, c, d\n", "\tquoted"),
            ("word\nother\n", "none"),
            ("", "none"),
        ] {
            let found = style(head.as_bytes()).map_or("none".to_owned(), |style| {
                format!("{}{}", char::from(style.separator), if style.quotes { "quoted" } else { "plain" })
            });
            assert_eq!(found, expected, "{head:?}");
        }
    }
}
