//! What writers of bilingual files are told, and what they do.

use std::io::{self, Write};

use crate::formats::Losses;
use crate::formats::bitext::Header;
use crate::lang::Lang;
use crate::model::Unit;

/// Begins a file: writes what stands before the first unit, and gives what writes the units.
pub type OpenUnits = for<'a> fn(&BitextWriteSetting<'a>, Box<dyn Write + 'a>) -> io::Result<Box<dyn UnitWriter + 'a>>;

/// Writes units to one file.
pub trait UnitWriter {
    /// Writes a unit, as far as the format holds it; the rest is in `losses`, under the [label](Unit::label) of the unit.
    ///
    /// # Errors
    ///
    /// If the file cannot be written to.
    fn unit(&mut self, unit: &Unit, losses: &mut Losses) -> io::Result<()>;

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be written to.
    fn finish(&mut self, losses: &mut Losses) -> io::Result<()>;
}

/// What a writer is told.
#[derive(Clone, Copy, Debug)]
pub struct BitextWriteSetting<'a> {
    /// The languages to write, without repetition: the source first; in a pair the target second. None for all that
    /// there are, where the format takes that.
    pub langs: &'a [Lang],
    /// What the file was called from which the units come.
    pub name: &'a str,
    /// The day of writing, as ISO 8601; empty if nobody may know.
    pub date: &'a str,
    /// What was said of the file as a whole when it was read.
    pub header: &'a Header,
}
