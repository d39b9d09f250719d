//! Bilingual files: aligned segments in two or more languages.
//!
//! [`read`] hands the units of a file to a [`ReceiveUnits`], one after the
//! other; a [`UnitWriter`] writes them and says in [`Losses`] what its format
//! could not keep; [`patch`] writes a file again with some of its segments
//! changed, and leaves every other byte of it as it was. All work on streams.
//!
//! [`Losses`]: crate::formats::Losses

mod aligned;
mod build;
mod edit;
mod flat;
mod format;
mod gettext;
mod markup;
mod pairs;
mod parts;
mod receive;
mod sniff;
mod splice;
mod table;
mod tmx;
mod walk;
mod write;
mod written;
mod xliff1;
mod xliff2;

pub use aligned::{open_aligned, read_aligned};
pub use edit::{Edit, EditUnits};
pub use format::{
    BITEXT_FORMATS, BitextFormat, BitextFormatError, PatchUnits, ReadUnits, bitext_format, format_of, patch, read,
};
pub use receive::{BitextReadSetting, Header, ReceiveUnits};
pub use write::{BitextWriteSetting, OpenUnits, UnitWriter};
