//! The formats that concepts can be read from.

use std::io::{self, BufRead};

use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::model::{Concept, Kept};

/// Takes what a reader finds, one thing after the other.
pub trait Receive {
    /// A concept, with all its terms. Its id is empty where the file gives none.
    ///
    /// # Errors
    ///
    /// If it cannot be taken; the reader stops.
    fn concept(&mut self, concept: Concept) -> io::Result<()>;

    /// Something that is wrong, and does not end the reading.
    fn problem(&mut self, problem: Diagnostic);

    /// Something that the file says of itself as a whole.
    fn keep(&mut self, kept: Kept);

    /// A column of which the file said nothing, such as `status`: what the
    /// concepts have there was only assumed.
    fn assumed(&mut self, _column: &'static str) {}
}

/// What a reader is told.
#[derive(Clone, Debug, Default)]
pub struct ReadSetting<'a> {
    /// The name of the file, for what its ending tells.
    pub name: &'a str,
    /// The format, where it is not to be told from the content.
    pub format: Option<&'static SourceFormat>,
    /// The language of the source column, where the file does not say.
    pub source: Option<Lang>,
    /// The language of the target column, where the file does not say.
    pub target: Option<Lang>,
    /// What columns hold, where their names do not say: `name=role`.
    pub columns: &'a [String],
}

/// A format that concepts can be read from.
#[derive(Clone, Copy, Debug)]
pub struct SourceFormat {
    /// What it is called on the command line, such as `tbx`.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What it begins with. It is given the first bytes, without a byte order
    /// mark: as much as could be had at once, 4 KiB of a longer file at least.
    pub begins: fn(&str, &[u8]) -> bool,
    /// Reads it.
    pub read: fn(&mut dyn BufRead, &ReadSetting<'_>, &mut dyn Receive) -> Result<(), ReadError>,
}

/// Why the reading ended before the end; what was received until then stands.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be had, or what was found could not be taken.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The rest cannot be read.
    #[error("{0}")]
    Broken(Diagnostic),
}

/// Every source format, in the order in which they are tried.
pub fn source_formats() -> impl Iterator<Item = &'static SourceFormat> {
    let first = [
        super::tbx::SOURCES,
        super::tmx::SOURCES,
        super::multiterm::SOURCES,
        super::xliff::SOURCES,
        super::skos::SOURCES,
    ];
    first.into_iter().flatten().chain(super::table::sources())
}

/// The source format called `name`.
pub fn source_format(name: &str) -> Option<&'static SourceFormat> {
    source_formats().find(|format| format.name == name)
}

/// Reads concepts from UTF-8 text, or from the bytes of a workbook, in the
/// format told by `setting` or by how it begins.
///
/// # Errors
///
/// If the bytes cannot be had, or nothing more can be made of them.
pub fn read(input: &mut dyn BufRead, setting: &ReadSetting<'_>, receive: &mut dyn Receive) -> Result<(), ReadError> {
    let format = if let Some(format) = setting.format {
        format
    } else {
        let head = input.fill_buf()?;
        source_formats().find(|format| (format.begins)(setting.name, head)).ok_or_else(|| {
            let names: Vec<&str> = source_formats().map(|format| format.name).collect();
            let message = format!("the format cannot be told from how the file begins; name it: {}", names.join(", "));
            ReadError::Broken(Diagnostic::error("format", message))
        })?
    };
    (format.read)(input, setting, receive)
}
