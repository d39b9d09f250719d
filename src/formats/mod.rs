//! Formats: text ↔ model. Nothing here knows a disk.
//!
//! A [`Target`] writes concepts, one after the other, and says in [`Losses`]
//! what it could not keep; [`read`] hands what it finds to a [`Receive`]. Both
//! work on streams, so that a termbase of any size passes through. [`bitext`] does
//! the same for the segments of bilingual files.

pub mod bitext;
pub mod csv;
mod fields;
mod languages;
mod losses;
mod multiterm;
pub mod prompt;
mod skos;
mod source;
mod table;
mod target;
mod tbx;
mod tmx;
mod tmx_header;
mod xliff;
mod xml;

pub use losses::{Fate, Loss, Losses};
pub use source::{ReadError, ReadSetting, Receive, SourceFormat, read, source_format, source_formats};
pub use target::{
    ByteOrder, ConceptWriter, Open, Pairing, Target, TargetError, UnknownColumns, WriteSetting, target, targets, write,
};
