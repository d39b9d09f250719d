//! From MO to units.

use std::borrow::Cow;
use std::io::{BufRead, Read as _};

use encoding_rs::{Encoding, UTF_8};

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::gettext::header;
use crate::formats::bitext::gettext::message::{Form, Message};
use crate::formats::bitext::gettext::mo::{CONTEXT_END, HEAD, MAGIC, NAME};
use crate::formats::bitext::gettext::units::units;
use crate::formats::bitext::{BitextReadSetting, ReceiveUnits};
use crate::model::Extent;
use crate::text::Position;

/// The largest file that is read, in bytes: it has to be in memory, since its texts and translations lie apart.
const LARGEST: u64 = 256 << 20;
/// The byte at which the numbers begin that speak of texts that depend on the machine, and how many there are.
const DEPENDENT: usize = 28;
const DEPENDENT_NUMBERS: [usize; 4] = [DEPENDENT + 4, DEPENDENT + 8, DEPENDENT + 12, DEPENDENT + 16];
/// What ends the pieces of such a text.
const LAST: u32 = u32::MAX;
/// How many problems are told.
const MOST_PROBLEMS: usize = 100;

/// Reads a file.
pub(super) fn read(
    input: &mut dyn BufRead,
    setting: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
        return Err(broken(0, format!("the catalogue is larger than {} MiB", LARGEST >> 20)));
    }
    let file = File::new(&bytes)?;
    let mut found = Vec::new();
    // Strings that lie over each other would be read again and again.
    let mut budget = bytes.len();
    let mut problems = Vec::new();
    for number in 0..file.count {
        match file.entry(number, &mut budget) {
            Ok(entry) => found.push(entry),
            Err((problem, goes_on)) => {
                problems.push(problem);
                if !goes_on {
                    break;
                }
            }
        }
    }
    if found.windows(2).any(|pair| matches!(pair, [a, b] if a.name() > b.name())) {
        let message = "the texts are not sorted; programs will not find all of them: write the file anew";
        problems.push(Diagnostic::warning("order", message));
    }
    for number in 0..file.dependent {
        let Some(entry) = file.dependent_entry(number, &mut budget) else {
            let message = format!(
                "text {} of the {} that depend on the machine leads out of the file; they are left out from there",
                u64::from(number) + 1,
                file.dependent
            );
            problems.push(problem(DEPENDENT, message));
            break;
        };
        found.push(entry);
    }
    let own = found.iter().find(|entry| entry.key.is_empty());
    let encoding = encoding(own.map(|entry| &*entry.value).unwrap_or_default(), &mut problems);
    let (header, catalogue) = match own {
        Some(entry) => header::read(NAME, &entry.message(encoding, &mut problems), setting, &mut problems),
        None => header::without(NAME, setting),
    };
    receive.header(header);
    for entry in found.iter().filter(|entry| !entry.key.is_empty()) {
        let message = entry.message(encoding, &mut problems);
        for unit in units(&message, &catalogue) {
            receive.unit(unit)?;
        }
    }
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    problems.truncate(MOST_PROBLEMS);
    for problem in problems {
        receive.problem(problem);
    }
    if more > 0 {
        receive.problem(Diagnostic::warning("catalogue", format!("{more} more problems are not listed")));
    }
    Ok(())
}

fn problem(byte: usize, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("catalogue", message).at(place(byte))
}

fn broken(byte: usize, message: impl Into<String>) -> ReadError {
    ReadError::Broken(problem(byte, message))
}

/// A file of bytes is one line; each byte is a column.
fn place(byte: usize) -> Position {
    Position { line: 1, column: byte + 1 }
}

/// The encoding that the header names.
fn encoding(header: &[u8], problems: &mut Vec<Diagnostic>) -> &'static Encoding {
    let text = String::from_utf8_lossy(header);
    let Some((_, label)) = text.split_once("charset=") else { return UTF_8 };
    let label = label.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or_default();
    Encoding::for_label_no_replacement(label.as_bytes()).unwrap_or_else(|| {
        if label != "CHARSET" {
            let message = format!("`{label}` is no encoding that we know; the texts are read as UTF-8");
            problems.push(Diagnostic::warning("encoding", message));
        }
        UTF_8
    })
}

/// A file, and where its tables are.
struct File<'f> {
    bytes: &'f [u8],
    number: fn([u8; 4]) -> u32,
    count: u32,
    keys: u32,
    values: u32,
    /// How many texts there are that depend on the machine: a piece of each is another there, such as `<PRIuMAX>`.
    dependent: u32,
}

/// A text with its translation.
struct Entry<'f> {
    key: Cow<'f, [u8]>,
    key_at: usize,
    value: Cow<'f, [u8]>,
    value_at: usize,
}

impl<'f> File<'f> {
    fn new(bytes: &'f [u8]) -> Result<Self, ReadError> {
        let mut file = Self { bytes, number: u32::from_le_bytes, count: 0, keys: 0, values: 0, dependent: 0 };
        let magic = file.at(0);
        if magic == Some(MAGIC.swap_bytes()) {
            file.number = u32::from_be_bytes;
        } else if magic != Some(MAGIC) {
            return Err(broken(
                0,
                "the file does not begin as a catalogue does, with the bytes DE 12 04 95 or 95 04 12 DE",
            ));
        }
        let [Some(revision), Some(count), Some(keys), Some(values)] = [4, 8, 12, 16].map(|byte| file.at(byte)) else {
            let message =
                format!("the catalogue ends after {} bytes; the numbers at its beginning take {HEAD}", bytes.len());
            return Err(broken(bytes.len(), message));
        };
        if revision >> 16 > 1 {
            return Err(broken(4, format!("the catalogue is of revision {}; 0 and 1 are read", revision >> 16)));
        }
        (file.count, file.keys, file.values) = (count, keys, values);
        if revision & 0xffff > 0 {
            file.dependent = file.at(DEPENDENT_NUMBERS[1]).unwrap_or(0);
        }
        Ok(file)
    }

    /// The number at a byte.
    fn at(&self, byte: usize) -> Option<u32> {
        let bytes = self.bytes.get(byte..)?.first_chunk::<4>()?;
        Some((self.number)(*bytes))
    }

    /// An entry; else what is wrong with it, and whether there is any use in reading the next.
    fn entry(&self, number: u32, budget: &mut usize) -> Result<Entry<'f>, (Diagnostic, bool)> {
        let (key, key_at) = self.string(self.keys, number, "text", budget)?;
        let (value, value_at) = self.string(self.values, number, "translation", budget)?;
        Ok(Entry { key: key.into(), key_at, value: value.into(), value_at })
    }

    /// An entry that depends on the machine; `None` where a number leads out of the file.
    fn dependent_entry(&self, number: u32, budget: &mut usize) -> Option<Entry<'f>> {
        let [_, _, keys, values] = DEPENDENT_NUMBERS;
        let (key, key_at) = self.pieces(self.at(keys)?, number, budget)?;
        let (value, value_at) = self.pieces(self.at(values)?, number, budget)?;
        Some(Entry { key: key.into(), key_at, value: value.into(), value_at })
    }

    /// A text of pieces that stand in the file, each but the last with the name of one that does not.
    fn pieces(&self, table: u32, number: u32, budget: &mut usize) -> Option<(Vec<u8>, usize)> {
        let byte = |number: u64| usize::try_from(number).ok();
        let mut row = byte(u64::from(self.at(byte(u64::from(table) + 4 * u64::from(number))?)?))?;
        let start = byte(u64::from(self.at(row)?))?;
        let (mut at, mut out) = (start, Vec::new());
        loop {
            let length = byte(u64::from(self.at(row.checked_add(4)?)?))?;
            let name = self.at(row.checked_add(8)?)?;
            *budget = budget.checked_sub(length.checked_add(8)?)?;
            let end = at.checked_add(length)?;
            out.extend_from_slice(self.bytes.get(at..end)?);
            if name == LAST {
                // The NUL that ends it is counted.
                out.pop_if(|byte| *byte == 0);
                return Some((out, start));
            }
            let named = byte(u64::from(self.at(DEPENDENT_NUMBERS[0])?) + 8 * u64::from(name))?;
            let (length, from) = (byte(u64::from(self.at(named)?))?, byte(u64::from(self.at(named.checked_add(4)?)?))?);
            *budget = budget.checked_sub(length)?;
            let found = self.bytes.get(from..from.checked_add(length)?)?;
            out.push(b'<');
            out.extend_from_slice(found.strip_suffix(b"\0").unwrap_or(found));
            out.push(b'>');
            (row, at) = (row.checked_add(8)?, end);
        }
    }

    /// The string with a number in the table at a byte, and where it is.
    fn string(
        &self,
        table: u32,
        number: u32,
        what: &str,
        budget: &mut usize,
    ) -> Result<(&'f [u8], usize), (Diagnostic, bool)> {
        let row = u64::from(table) + 8 * u64::from(number);
        let row = usize::try_from(row).unwrap_or(usize::MAX);
        let ends = |byte: usize, message: String| (problem(byte.min(self.bytes.len()), message), false);
        let (Some(length), Some(at)) = (self.at(row), row.checked_add(4).and_then(|byte| self.at(byte))) else {
            let message = format!(
                "{what} {} of {} should be named at byte {row}, and the file has {}; it is cut or damaged",
                u64::from(number) + 1,
                self.count,
                self.bytes.len()
            );
            return Err(ends(row, message));
        };
        let [at, length] = [at, length].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let found = at.checked_add(length).and_then(|end| self.bytes.get(at..end));
        let Some(found) = found else {
            let message = format!(
                "{what} {} is said to be {length} bytes from byte {at}, and the file has {}; it is left out",
                u64::from(number) + 1,
                self.bytes.len()
            );
            return Err((problem(row, message), true));
        };
        *budget = budget
            .checked_sub(length)
            .ok_or_else(|| ends(row, "the strings lie over each other; the rest is left out".to_owned()))?;
        Ok((found, at))
    }
}

impl Entry<'_> {
    /// What entries are sorted by.
    fn name(&self) -> &[u8] {
        self.key.split(|byte| *byte == 0).next().unwrap_or_default()
    }

    fn message(&self, encoding: &'static Encoding, problems: &mut Vec<Diagnostic>) -> Message {
        let mut text = |bytes: &[u8], at| decoded(bytes, at, encoding, problems).into_owned();
        let (key, value) = (text(&self.key, self.key_at), text(&self.value, self.value_at));
        let (context, rest) = match key.split_once(CONTEXT_END) {
            Some((context, rest)) => (Some(context.to_owned()), rest),
            None => (None, key.as_str()),
        };
        let (id, plural) = match rest.split_once('\0') {
            Some((id, plural)) => (id, Some(plural.to_owned())),
            None => (rest, None),
        };
        let extent = |at: usize, length: usize| {
            let byte = |at: usize| u64::try_from(at).unwrap_or(u64::MAX);
            Extent { position: place(at), bytes: byte(at)..byte(at + length) }
        };
        let id_place = extent(self.key_at, self.key.len());
        let place = extent(self.value_at, self.value.len());
        let form = |text: &str| Form { text: text.to_owned(), place: place.clone() };
        let forms = if plural.is_some() { value.split('\0').map(form).collect() } else { vec![form(&value)] };
        Message { context, id: id.to_owned(), plural, forms, place: id_place.clone(), id_place, ..Message::default() }
    }
}

fn decoded<'b>(
    bytes: &'b [u8],
    at: usize,
    encoding: &'static Encoding,
    problems: &mut Vec<Diagnostic>,
) -> Cow<'b, str> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    if malformed && problems.len() <= MOST_PROBLEMS {
        let message = format!("the string is not valid {}; what is wrong in it becomes U+FFFD", encoding.name());
        problems.push(Diagnostic::warning("encoding", message).at(place(at)));
    }
    text
}
