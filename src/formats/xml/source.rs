//! The stream under a reader: it knows its place, and when to stop.

use std::io::{self, BufRead, Read};

use crate::formats::xml::LARGEST;
use crate::text::Position;

/// What a text may begin with that is none of it.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes of UTF-8, with the place of the next one, and a bound on how many may be asked for at once.
pub(super) struct Source<'r> {
    inner: &'r mut dyn BufRead,
    place: Position,
    /// Whether the last byte was `\r`: a `\n` after it ends no other line.
    after_return: bool,
    left: usize,
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
        Ok(Self { inner, place: Position { line: 1, column: 1 }, after_return: false, left: LARGEST })
    }

    /// The place of the next byte.
    pub(super) fn place(&self) -> Position {
        self.place
    }

    /// Begins an entry.
    pub(super) fn begin(&mut self) {
        self.left = LARGEST;
    }
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
        }
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

/// Moves a place over `bytes`; `after_return` is for, and what it gives is of, a `\r` before.
pub(super) fn advance(place: &mut Position, after_return: bool, bytes: &[u8]) -> bool {
    #[expect(clippy::needless_bitwise_bool, reason = "without a way out, many bytes are looked at at once")]
    let breaks = bytes.iter().fold(false, |found, byte| found | (*byte == b'\n') | (*byte == b'\r'));
    if !breaks {
        place.column += bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        return after_return && bytes.is_empty();
    }
    let mut after_return = after_return;
    for byte in bytes {
        match byte {
            b'\n' if after_return => after_return = false,
            b'\n' | b'\r' => {
                place.line += 1;
                place.column = 1;
                after_return = *byte == b'\r';
            }
            _ => {
                // Every code point has one byte that continues none.
                place.column += usize::from(*byte & 0xc0 != 0x80);
                after_return = false;
            }
        }
    }
    after_return
}
