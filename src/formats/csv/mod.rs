//! Glossaries as CSV (RFC 4180): one record a row, a header row first.
//!
//! Columns come in any order; those that we do not know are kept and written
//! back. A row that cannot be used is a problem with its place, never the end.

mod long;
mod records;
mod table;
mod wide;

pub use long::{LongRow, serialize_long};
pub use records::{Record, TermRow, term_cells};
pub use table::{Row, Table, parse_records, parse_with, serialize_records};
pub use wide::serialize_wide;
