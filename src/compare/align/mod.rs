//! Which words of several renditions stand for each other.
//!
//! 1. `tokens` cuts each wording into words and terms; function words go with a neighbour.
//! 2. `likeness` says how alike two of them are: concepts, then stems, then letters.
//! 3. `table` lays one rendition after the other, the one closest to all others
//!    first: `assign` pairs its words with the columns that are there, and what
//!    finds none stands in a column of its own.
//! 4. `alternatives` puts different words at the same place into one column,
//!    `phrases` words that belong to their neighbours.

mod alternatives;
mod assign;
mod likeness;
mod phrases;
mod table;
mod tokens;

pub(crate) use likeness::{SAME_STEM, count, likeness};
pub(crate) use table::{Column, Table, longest_rise};
pub(crate) use tokens::{Chunk, Kind, Token, Tokens};
