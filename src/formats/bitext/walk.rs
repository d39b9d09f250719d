//! Formats of XML that are read entry by entry: the loops of reading and of patching.

use std::io::{BufRead, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::parts::Raw;
use crate::formats::bitext::splice::{Splice, declares_ascii, write_spliced};
use crate::formats::bitext::{Edit, EditUnits, Header, ReceiveUnits};
use crate::formats::xml::{Event, Kind, Problems, Reader, Tree};
use crate::model::Unit;

/// How much of a text a message shows, in code points.
const SHOWN: usize = 40;

/// How far a file has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Step {
    On,
    /// Up to the end of an entry, all of which is in the tree.
    Entry,
    Done,
}

/// A file that is read entry by entry.
pub(in crate::formats) trait Walk<'f> {
    /// The file.
    fn walked(&mut self) -> &mut Walked<'f>;

    /// Reads on.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or the rest is not of the format.
    fn step(&mut self) -> Result<Step, ReadError>;

    /// The units of the entry that was read last.
    fn units(&self) -> Vec<Unit>;

    /// What the edits of these units come to, one for each.
    fn changes(&self, units: &[Unit], wanted: &[Option<Edit>], problems: &mut Vec<Diagnostic>) -> Vec<Splice>;
}

/// Hands on the units of a file.
///
/// # Errors
///
/// If the bytes cannot be had, the rest is not of the format, or a unit cannot be taken.
pub(in crate::formats) fn read_units<'f>(
    mut walk: impl Walk<'f>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    loop {
        let step = walk.step();
        walk.walked().take_problems().into_iter().for_each(|problem| receive.problem(problem));
        let step = step?;
        if step != Step::On {
            walk.walked().header.take().into_iter().for_each(|header| receive.header(header));
        }
        match step {
            Step::On => {}
            Step::Entry => walk.units().into_iter().try_for_each(|unit| receive.unit(unit))?,
            Step::Done => return Ok(()),
        }
    }
}

/// Writes a file again: every byte that is not part of an edit goes out as it came in.
///
/// # Errors
///
/// Like [`read_units`]; if the stream takes nothing.
pub(in crate::formats) fn patch_units<'f>(
    mut walk: impl Walk<'f>,
    edit: &mut dyn EditUnits,
    out: &mut dyn Write,
) -> Result<(), ReadError> {
    let mut ascii = None;
    loop {
        let step = walk.step();
        // The declaration stands before whatever is read first.
        let ascii = *ascii.get_or_insert_with(|| declares_ascii(walk.walked().reader.recorded().0));
        walk.walked().take_problems().into_iter().for_each(|problem| edit.problem(problem));
        let step = step?;
        if step != Step::On {
            walk.walked().header.take().into_iter().for_each(|header| edit.header(header));
        }
        let mut splices = Vec::new();
        if step == Step::Entry {
            let units = walk.units();
            let wanted = units.iter().map(|unit| edit.edit(unit)).collect::<Result<Vec<_>, _>>()?;
            if wanted.iter().any(Option::is_some) {
                let mut problems = Vec::new();
                splices = walk.changes(&units, &wanted, &mut problems);
                for problem in problems {
                    edit.problem(problem);
                }
            }
        }
        write_spliced(out, walk.walked().reader.recorded(), splices, ascii)?;
        if step == Step::Done {
            return Ok(());
        }
    }
}

/// What a file is read with, and what was found in it that is not yet handed on.
pub(in crate::formats) struct Walked<'f> {
    reader: Reader<'f>,
    /// What was come upon last.
    pub(in crate::formats) tree: Tree,
    /// What the file says of itself, until it is handed on.
    pub(in crate::formats) header: Option<Header>,
    told: Told,
    /// How many elements are around what is passed over, while something is.
    passing: Option<usize>,
}

/// What was told and not yet handed on.
#[derive(Default)]
struct Told(Vec<Diagnostic>);

impl Problems for Told {
    fn problem(&mut self, problem: Diagnostic) {
        self.0.push(problem);
    }
}

impl<'f> Walked<'f> {
    /// Begins to read a file.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(in crate::formats) fn new(
        input: &'f mut dyn BufRead,
        format: &'static str,
        spaces: &'static [&'static str],
        structure: fn(&str) -> bool,
    ) -> Result<Self, ReadError> {
        Ok(Self {
            reader: Reader::new(input, spaces)?.structured(structure).recording(),
            tree: Tree::default(),
            header: Some(Header { format, ..Header::default() }),
            told: Told::default(),
            passing: None,
        })
    }

    /// The next thing, but for what is passed over: of that nothing is given.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or the rest is no XML.
    pub(in crate::formats) fn next(&mut self) -> Result<Option<Event>, ReadError> {
        let event = self.reader.next(&mut self.tree, &mut self.told)?;
        match self.passing {
            Some(around) if event != Event::Done => {
                self.passing = Some(around).filter(|around| self.reader.depth() > *around);
                Ok(None)
            }
            _ => Ok(Some(event)),
        }
    }

    /// Reads what is in the element begun last.
    ///
    /// # Errors
    ///
    /// Like [`Walked::next`]; if the element is too large.
    pub(in crate::formats) fn whole(&mut self) -> Result<(), ReadError> {
        self.reader.whole(&mut self.tree, &mut self.told)
    }

    /// Passes over what is in the element begun last.
    pub(in crate::formats) fn pass_over(&mut self) {
        self.passing = Some(self.reader.depth().saturating_sub(1));
    }

    /// How many elements are open.
    pub(in crate::formats) fn depth(&self) -> usize {
        self.reader.depth()
    }

    /// The bytes of what was read last.
    pub(in crate::formats) fn raw(&self) -> Raw<'_> {
        Raw::new(self.reader.recorded())
    }

    /// Notes something that is wrong; of a file with very many problems only the first are told.
    pub(in crate::formats) fn problem(&mut self, problem: Diagnostic) {
        self.reader.problem(problem, &mut self.told);
    }

    /// Tells of a text that stands where none is expected.
    pub(in crate::formats) fn stray(&mut self, code: &'static str) {
        let Some(node) = self.tree.root() else { return };
        if node.kind() == Kind::Text && !node.content().trim_ascii().is_empty() {
            let shown: String = node.content().trim().chars().take(SHOWN).collect();
            let message = format!("`{shown}` stands between elements and is passed over; put it into a `<note>`");
            let problem = Diagnostic::warning(code, message).at(node.place());
            self.problem(problem);
        }
    }

    fn take_problems(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.told.0)
    }
}
