//! Tables: delimited text and workbooks, in the forms of many tools.
//!
//! A [`Layout`](layout::Layout) says as data what the table of one tool looks
//! like; the writer and the reader both go by it. A table of which nothing is
//! known is read by the names of its columns.

mod bound;
pub(in crate::formats) mod cells;
mod clean;
mod columns;
mod concepts;
mod dialects;
mod expand;
mod fitting;
pub(in crate::formats) mod guess;
pub(in crate::formats) mod header;
pub(in crate::formats) mod layout;
mod once;
mod problems;
mod read;
mod row;
mod sheet;
pub(in crate::formats) mod tags;
pub(in crate::formats) mod told;
mod values;
pub(in crate::formats) mod vocabulary;
mod workbook;
mod write;

use crate::formats::{SourceFormat, Target};

/// The tables that can be written.
pub(super) fn targets() -> impl Iterator<Item = &'static Target> {
    dialects::TARGETS.iter().copied().flatten()
}

/// The tables that can be read: first those that tell what they are, then any.
pub(super) fn sources() -> impl Iterator<Item = &'static SourceFormat> {
    dialects::SOURCES.iter().copied().flatten().chain(ANY)
}

/// Tables of which nothing is known beforehand.
const ANY: &[SourceFormat] = &[
    SourceFormat {
        name: "xlsx",
        title: "a workbook with a table of terms",
        begins: |_, head| head.starts_with(workbook::WORKBOOK),
        read: |input, setting, receive| workbook::read(Vec::new(), input, None, setting, receive),
    },
    SourceFormat {
        name: "table",
        title: "a table of terms: CSV, TSV or with other separators",
        begins: |_, head| !head.trim_ascii_start().starts_with(b"<") && !head.trim_ascii_start().starts_with(b"{"),
        read: read::read_any,
    },
];
