//! Glossaries as CSV (RFC 4180): one record a row, a header row first.
//!
//! Columns come in any order; those that we do not know are kept and written
//! back. A row that cannot be used is a problem with its place, never the end.

mod conflict;
mod long;
mod records;
mod table;
mod wide;

pub use conflict::{Piece, serialize_pieces};
pub use long::{LongRow, is_of_concept, long_row, serialize_long};
pub use records::{Record, TermRow, term_cells};
pub use table::{Row, Table, header, parse_records, parse_with, record_of, serialize_records};

use crate::formats::{ByteOrder, Pairing, Target};

/// The forms in one file.
pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "csv",
        title: "baixiao's own long form: a term a row; can be read back with -g",
        extension: "csv",
        pairing: Pairing::All,
        byte_order: ByteOrder::Utf8,
        keeps: "all of every concept",
        loses: "documents, quotes and renditions",
        experimental: false,
        open: long::open,
    },
    Target {
        name: "csv-wide",
        title: "a concept a row, a column for each language, synonyms with | between them",
        extension: "csv",
        pairing: Pairing::All,
        byte_order: ByteOrder::Utf8,
        keeps: "terms, domain, definition, note",
        loses: "what is said of a term, misspellings",
        experimental: false,
        open: wide::open,
    },
];
