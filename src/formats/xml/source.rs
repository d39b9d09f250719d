//! The stream under a reader: it knows its place, and when to stop.

use std::io::{self, BufRead, Read};

use crate::formats::xml::LARGEST;
use crate::text::Position;

/// How many bytes are cut off at once, about; few where short inputs try what long ones need.
const CHUNK: usize = if cfg!(any(test, fuzzing)) { 512 } else { 256 * 1024 };
/// How far from each other the ends of a tag may be for a chunk to end there, in bytes.
const LONGEST_TAG: usize = 128;

/// Fewer bytes than these are looked at one by one.
const SHORT: usize = 64;

/// What a text may begin with that is none of it.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes of UTF-8, with the place of the next one, and a bound on how many may be asked for at once.
pub(super) struct Source<'r> {
    inner: Inner<'r>,
    place: Position,
    /// Whether the last byte was `\r`: a `\n` after it ends no other line.
    after_return: bool,
    /// How many bytes stand before the next one.
    offset: u64,
    left: usize,
    /// What was read since it was begun to record, where that is asked for.
    record: Option<Record>,
}

/// Bytes as they were read.
#[derive(Default)]
struct Record {
    bytes: Vec<u8>,
    /// Where they begin.
    start: u64,
}

/// Whole elements, cut from a file.
#[derive(Debug)]
pub(in crate::formats) struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// How many bytes stand before it.
    pub(super) offset: u64,
    place: Position,
    after_return: bool,
}

/// A place in a chunk that only goes on.
pub(super) struct Cursor<'c> {
    bytes: &'c [u8],
    at: usize,
    place: Position,
    after_return: bool,
}

impl<'c> Cursor<'c> {
    pub(super) fn new(chunk: &'c Chunk) -> Self {
        Self { bytes: &chunk.bytes, at: 0, place: chunk.place, after_return: chunk.after_return }
    }

    /// The place of the byte `at`.
    pub(super) fn place(&mut self, at: usize) -> Position {
        let passed = self.bytes.get(self.at..at).unwrap_or_default();
        self.after_return = advance(&mut self.place, self.after_return, passed);
        self.at = at;
        self.place
    }
}

/// More was asked for at once than may be.
#[derive(Debug, thiserror::Error)]
#[error("an entry has more than {} MiB", LARGEST >> 20)]
pub(super) struct TooLarge;

impl<'r> Source<'r> {
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(super) fn new(inner: &'r mut dyn BufRead) -> io::Result<Self> {
        if inner.fill_buf()?.starts_with(MARK) {
            inner.consume(MARK.len());
        }
        let inner = Inner { stream: inner, returned: Vec::new(), taken: 0, error: None };
        let place = Position { line: 1, column: 1 };
        Ok(Self { inner, place, after_return: false, offset: 0, left: LARGEST, record: None })
    }

    /// Cuts off the next bytes, many of them, up to the end of an element that `ends` tells by its name. There is no
    /// chunk where no such element ends, or the bytes cannot be had: then all of them are still there.
    pub(super) fn chunk(&mut self, ends: fn(&str) -> bool) -> Option<Chunk> {
        let mut bytes = Vec::with_capacity(CHUNK + CHUNK / 4);
        let mut wanted = CHUNK;
        loop {
            let whole = self.inner.fill(&mut bytes, wanted);
            let end = last_end(&bytes, ends);
            if let Some(end) = end.filter(|_| !whole) {
                self.inner.give_back(bytes.get(end..).unwrap_or_default());
                bytes.truncate(end);
                let Self { place, after_return, offset, .. } = *self;
                let chunk = Chunk { bytes, offset, place, after_return };
                self.pass(&chunk.bytes);
                return Some(chunk);
            }
            if whole || wanted >= LARGEST {
                self.inner.give_back(&bytes);
                return None;
            }
            wanted *= 2;
        }
    }

    /// Takes a chunk back that was cut off last.
    pub(super) fn give_back(&mut self, chunk: &Chunk) {
        self.inner.give_back(&chunk.bytes);
        (self.place, self.after_return, self.offset) = (chunk.place, chunk.after_return, chunk.offset);
    }

    /// Moves the place over bytes.
    fn pass(&mut self, bytes: &[u8]) {
        self.after_return = advance(&mut self.place, self.after_return, bytes);
        self.offset += u64::try_from(bytes.len()).unwrap_or(0);
    }

    /// How many bytes stand before the next one.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Records from now on what is read.
    pub(super) fn record(&mut self) {
        self.record = Some(Record { bytes: Vec::new(), start: self.offset });
    }

    /// What was recorded since [`Source::begin`] was called last, and where it begins.
    pub(super) fn recorded(&self) -> (&[u8], u64) {
        self.record.as_ref().map_or((&[], self.offset), |record| (&record.bytes, record.start))
    }

    /// The place of the next byte.
    pub(super) fn place(&self) -> Position {
        self.place
    }

    /// Begins an entry.
    pub(super) fn begin(&mut self) {
        self.left = LARGEST;
        if let Some(record) = &mut self.record {
            record.bytes.clear();
            record.start = self.offset;
        }
    }
}

/// A stream, and what was taken from it and given back.
struct Inner<'r> {
    stream: &'r mut dyn BufRead,
    /// What stands before the next byte of the stream, and how much of that has been taken again.
    returned: Vec<u8>,
    taken: usize,
    /// Why the stream could not be read, to be told when all before it has been read.
    error: Option<io::Error>,
}

impl Inner<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken < self.returned.len() {
            return Ok(self.returned.get(self.taken..).unwrap_or_default());
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.stream.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.taken < self.returned.len() {
            self.taken += amount;
        } else {
            self.stream.consume(amount);
        }
    }

    /// Appends bytes until there are `wanted`; whether there are no more.
    fn fill(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> bool {
        while bytes.len() < wanted {
            match self.fill_buf() {
                Ok([]) => return true,
                Ok(available) => {
                    let amount = available.len();
                    bytes.extend_from_slice(available);
                    self.consume(amount);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    return true;
                }
            }
        }
        false
    }

    /// Puts bytes before those that are still to come.
    fn give_back(&mut self, bytes: &[u8]) {
        let rest = self.returned.get(self.taken..).unwrap_or_default();
        self.returned = [bytes, rest].concat();
        self.taken = 0;
    }
}

/// Where the last element ends that `ends` tells by its name.
fn last_end(bytes: &[u8], ends: fn(&str) -> bool) -> Option<usize> {
    let mut rest = bytes;
    while let Some(at) = rest.iter().rposition(|byte| *byte == b'<') {
        let tag = bytes.get(at..).unwrap_or_default();
        let length = tag.iter().take(LONGEST_TAG).position(|byte| *byte == b'>');
        let name = length.and_then(|length| std::str::from_utf8(tag.get(2..length)?).ok());
        if tag.starts_with(b"</") && name.is_some_and(|name| ends(name.trim_ascii_end())) {
            return length.map(|length| at + length + 1);
        }
        rest = rest.get(..at).unwrap_or_default();
    }
    None
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let read = available.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?;
        match available.get(..self.left) {
            None => Ok(available),
            Some([]) => Err(io::Error::other(TooLarge)),
            some => Ok(some.unwrap_or_default()),
        }
    }

    fn consume(&mut self, amount: usize) {
        // What a reader takes lies in memory already.
        if let Ok(available) = self.inner.fill_buf() {
            let taken = available.get(..amount).unwrap_or(available);
            self.after_return = advance(&mut self.place, self.after_return, taken);
            self.offset += u64::try_from(taken.len()).unwrap_or(0);
            if let Some(record) = &mut self.record {
                record.bytes.extend_from_slice(taken);
            }
        }
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

/// Moves a place over `bytes`; `after_return` is for, and what it gives is of, a `\r` before.
pub(super) fn advance(place: &mut Position, after_return: bool, bytes: &[u8]) -> bool {
    #[expect(clippy::needless_bitwise_bool, reason = "without a way out, many bytes are looked at at once")]
    let returns = || bytes.iter().fold(after_return, |found, byte| found | (*byte == b'\r'));
    if bytes.len() < SHORT || returns() {
        return advance_by_byte(place, after_return, bytes);
    }
    let last = bytes.iter().rposition(|byte| *byte == b'\n');
    let line = last.and_then(|at| bytes.get(at..)).unwrap_or(bytes);
    let columns = line.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    if last.is_some() {
        place.line += bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        place.column = columns;
    } else {
        place.column += columns;
    }
    false
}

fn advance_by_byte(place: &mut Position, mut after_return: bool, bytes: &[u8]) -> bool {
    for byte in bytes {
        if *byte > b'\r' {
            // Every code point has one byte that continues none.
            place.column += usize::from(*byte & 0xc0 != 0x80);
            after_return = false;
            continue;
        }
        match byte {
            b'\n' if after_return => after_return = false,
            b'\n' | b'\r' => {
                place.line += 1;
                place.column = 1;
                after_return = *byte == b'\r';
            }
            _ => {
                place.column += 1;
                after_return = false;
            }
        }
    }
    after_return
}
