//! What readers of bilingual files are told, and what they give.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::formats::xml::Problems;
use crate::lang::Lang;
use crate::model::{Note, Property, Text, Unit};

/// Takes what a reader finds, one thing after the other.
pub trait ReceiveUnits {
    /// What the file says of itself: once, before the first unit.
    fn header(&mut self, header: Header);

    /// A unit, with all its variants.
    ///
    /// # Errors
    ///
    /// If it cannot be taken; the reader stops.
    fn unit(&mut self, unit: Unit) -> io::Result<()>;

    /// Something that is wrong, and does not end the reading.
    fn problem(&mut self, problem: Diagnostic);
}

/// What a bilingual file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The name of its format, such as `tmx`.
    pub format: &'static str,
    /// The version of its format; empty where it names none.
    pub version: Text,
    /// The language of the source, where the whole file has one.
    pub source: Option<Lang>,
    /// The languages that it is translated into, as far as it names them at the beginning.
    pub targets: Vec<Lang>,
    /// The program that wrote it, with its version.
    pub tool: Text,
    /// What people wrote about it.
    pub notes: Vec<Note>,
    /// What else it says, in the order of the file. What is an attribute in a format of XML has an `@` before its
    /// name.
    pub properties: Vec<Property>,
    /// All of it as the format wrote it; writers of that format write it so again. Empty where there is nothing to
    /// gain by it.
    pub markup: String,
}

/// What a reader is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct BitextReadSetting<'a> {
    /// The name of the file, for what its ending tells.
    pub name: &'a str,
    /// The language of the source, where the file does not say.
    pub source: Option<Lang>,
    /// The language of the target, where the file does not say.
    pub target: Option<Lang>,
    /// What columns hold, where their names do not say: `name=role`.
    pub columns: &'a [String],
}

impl Problems for dyn ReceiveUnits + '_ {
    fn problem(&mut self, problem: Diagnostic) {
        ReceiveUnits::problem(self, problem);
    }
}
