//! The formats of bilingual files.

use std::io::{BufRead, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::{BitextReadSetting, EditUnits, OpenUnits, ReceiveUnits};
use crate::formats::{Pairing, ReadError};

/// A format of bilingual files.
#[derive(Clone, Copy, Debug)]
pub struct BitextFormat {
    /// What it is called on the command line, such as `tmx`.
    pub name: &'static str,
    /// What it is: `Translation Memory eXchange 1.1 to 1.4b`.
    pub title: &'static str,
    /// What file names end in, without the dot; the one that we write first.
    pub extensions: &'static [&'static str],
    /// Which languages it holds.
    pub pairing: Pairing,
    /// Whether a file is of it, by its name and its first bytes, without a byte order mark: as much as could be had
    /// at once, 4 KiB of a longer file at least.
    pub begins: fn(&str, &[u8]) -> bool,
    /// Reads UTF-8 text, or the bytes of a file that is no text.
    pub read: ReadUnits,
    /// Writes a file again with some segments changed, where it can be done.
    pub patch: Option<PatchUnits>,
    /// Begins a file, where it can be written.
    pub open: Option<OpenUnits>,
    /// What of a unit it keeps when it is written, in a few words.
    pub keeps: &'static str,
    /// What it loses.
    pub loses: &'static str,
}

/// Reads a file.
pub type ReadUnits = fn(&mut dyn BufRead, &BitextReadSetting<'_>, &mut dyn ReceiveUnits) -> Result<(), ReadError>;

/// Writes a file again.
pub type PatchUnits =
    fn(&mut dyn BufRead, &BitextReadSetting<'_>, &mut dyn EditUnits, &mut dyn Write) -> Result<(), ReadError>;

/// Every format, in the order in which they are tried.
pub const BITEXT_FORMATS: &[BitextFormat] = &[
    super::tmx::FORMAT,
    super::xliff1::FORMAT,
    super::xliff2::FORMAT,
    super::gettext::po::FORMAT,
    super::gettext::mo::FORMAT,
    super::table::CSV,
    super::table::TSV,
];

/// A name that is none of a format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no format of bilingual files; there are {}{}", names(), .nearest.map(|name| format!(" (probably `{name}`)")).unwrap_or_default())]
pub struct BitextFormatError {
    found: String,
    nearest: Option<&'static str>,
}

fn names() -> String {
    let names: Vec<String> = BITEXT_FORMATS.iter().map(|format| format!("`{}`", format.name)).collect();
    names.join(", ")
}

/// The format called `name`.
///
/// # Errors
///
/// If there is none.
pub fn bitext_format(name: &str) -> Result<&'static BitextFormat, BitextFormatError> {
    BITEXT_FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        let nearest = BITEXT_FORMATS
            .iter()
            .map(|format| (strsim::damerau_levenshtein(&name.to_lowercase(), format.name), format.name))
            .min()
            .filter(|(distance, _)| *distance <= 2);
        BitextFormatError { found: name.to_owned(), nearest: nearest.map(|(_, name)| name) }
    })
}

/// The format of a file, by its name and how it begins.
pub fn format_of(name: &str, head: &[u8]) -> Option<&'static BitextFormat> {
    BITEXT_FORMATS.iter().find(|format| (format.begins)(name, head))
}

/// Reads a file in `format`, or in the one that its beginning shows.
///
/// # Errors
///
/// If the bytes cannot be had, or nothing more can be made of them.
pub fn read(
    input: &mut dyn BufRead,
    format: Option<&'static BitextFormat>,
    setting: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    let format = format_or_told(input, format, setting)?;
    (format.read)(input, setting, receive)
}

/// Writes a file again to `out`, with what `edit` says changed in it; every byte that is not part of what is changed
/// goes out as it came in.
///
/// # Errors
///
/// If the bytes cannot be had or written, nothing more can be made of them, or files of the format cannot be patched.
pub fn patch(
    input: &mut dyn BufRead,
    format: Option<&'static BitextFormat>,
    setting: &BitextReadSetting<'_>,
    edit: &mut dyn EditUnits,
    out: &mut dyn Write,
) -> Result<(), ReadError> {
    let format = format_or_told(input, format, setting)?;
    let Some(patch) = format.patch else {
        let message = format!("files of the format `{}` cannot be changed in place; write a new one", format.name);
        return Err(ReadError::Broken(Diagnostic::error("format", message)));
    };
    patch(input, setting, edit, out)
}

fn format_or_told(
    input: &mut dyn BufRead,
    format: Option<&'static BitextFormat>,
    setting: &BitextReadSetting<'_>,
) -> Result<&'static BitextFormat, ReadError> {
    if let Some(format) = format {
        return Ok(format);
    }
    let head = input.fill_buf()?;
    format_of(setting.name, head).ok_or_else(|| {
        let message = format!("the format cannot be told from how the file begins; name it: {}", names());
        ReadError::Broken(Diagnostic::error("format", message))
    })
}
