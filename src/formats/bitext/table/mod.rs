//! CSV and TSV with aligned segments: a row a unit, a column a language.

mod columns;
mod read;
mod write;

use crate::formats::Pairing;
use crate::formats::bitext::BitextFormat;

/// CSV.
pub(in crate::formats::bitext) const CSV: BitextFormat = BitextFormat {
    name: "csv",
    title: "CSV: a column a language",
    extensions: &["csv"],
    pairing: Pairing::All,
    begins: |name, head| is_called(name, &["csv"]) && is_text(head),
    read: |input, setting, receive| read::read("csv", input, setting, receive),
    patch: None,
    open: Some(|setting, out| write::open(b',', setting, out)),
    keeps: "text, ids, file and context, the state of the translations, notes",
    loses: "codes as such, properties, dates and people, who wrote notes",
};

/// TSV, and the text with tabs that is called `.txt`.
pub(in crate::formats::bitext) const TSV: BitextFormat = BitextFormat {
    name: "tsv",
    title: "TSV: the same with tabs",
    extensions: &["tsv", "tab"],
    begins: |name, head| {
        let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let tabs = is_called(name, &["tsv", "tab"]) || (is_called(name, &["txt"]) && first.contains(&b'\t'));
        tabs && is_text(head)
    },
    read: |input, setting, receive| read::read("tsv", input, setting, receive),
    open: Some(|setting, out| write::open(b'\t', setting, out)),
    ..CSV
};

/// Whether a file name has one of these endings.
fn is_called(name: &str, endings: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|held| ending.eq_ignore_ascii_case(held)))
}

fn is_text(head: &[u8]) -> bool {
    !head.starts_with(b"PK\x03\x04") && !head.trim_ascii_start().starts_with(b"<")
}
