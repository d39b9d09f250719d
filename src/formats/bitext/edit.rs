//! Changes to a bilingual file that leave the rest of it as it was.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::Header;
use crate::formats::xml::Problems;
use crate::lang::Lang;
use crate::model::{Content, State, Unit};

/// Says of each unit of a file what is to be changed in it.
pub trait EditUnits {
    /// What the file says of itself: once, before the first unit.
    fn header(&mut self, _header: Header) {}

    /// What is to be changed in a unit; `None` leaves every byte of it as it is.
    ///
    /// # Errors
    ///
    /// If it cannot be told; the patch ends.
    fn edit(&mut self, unit: &Unit) -> io::Result<Option<Edit>>;

    /// Something that is wrong, and does not end the reading.
    fn problem(&mut self, problem: Diagnostic);
}

/// What is to stand in a unit in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The language: its first variant is changed, or one is added where there is none.
    pub lang: Lang,
    /// The segment.
    pub content: Content,
    /// Its state, where that is to be changed as well.
    pub state: Option<State>,
}

impl Problems for dyn EditUnits + '_ {
    fn problem(&mut self, problem: Diagnostic) {
        EditUnits::problem(self, problem);
    }
}
