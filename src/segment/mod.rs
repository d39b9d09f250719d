//! Where words begin and end: what differs by language.

pub mod english;
pub mod korean;

mod chinese;
mod edges;
mod zones;

pub use chinese::{Lattice, Standing};
pub use edges::{Rules, continues_word, is_numeral_before};
pub use zones::{code_spans, in_address};
