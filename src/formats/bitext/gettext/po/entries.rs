//! Lines as entries, one after the other.

use std::io::{self, BufRead};
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::gettext::message::Message;
use crate::formats::bitext::gettext::po::draft::{Draft, Stage};
use crate::formats::bitext::gettext::po::lines::{LONGEST, Line, Lines};
use crate::formats::bitext::gettext::po::token::token;

/// The longest entry that is read, in bytes.
pub(super) const LONGEST_ENTRY: usize = 4 * LONGEST;

/// The lines of an entry, with the blank ones before it.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// All of them as they stand.
    pub(super) bytes: Vec<u8>,
    /// What each line is, and where it is in `bytes`.
    pub(super) parts: Vec<(Part, Range<usize>)>,
    /// The message, unless it is damaged or there is none.
    pub(super) message: Option<Message>,
    /// What is wrong.
    pub(super) problems: Vec<Diagnostic>,
}

/// What a line of an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing, or something that is not looked at.
    Other,
    /// A comment.
    Comment,
    /// Flags.
    Flags,
    /// What the message was.
    Previous,
    /// What the message is.
    Source,
    /// A translation: that of a plural form.
    Form(usize),
}

/// Reads entries.
pub(super) struct Entries<'r> {
    lines: Lines<'r>,
    line: Line,
    /// Whether `line` was read and not taken.
    held: bool,
    domain: Option<String>,
    /// How far an entry had come that was too long, where its rest comes next.
    rest_of: Option<Stage>,
}

impl<'r> Entries<'r> {
    pub(super) fn new(input: &'r mut dyn BufRead) -> io::Result<Self> {
        let lines = Lines::new(input)?;
        Ok(Self { lines, line: Line::default(), held: false, domain: None, rest_of: None })
    }

    /// Whether the file began with a byte order mark.
    pub(super) fn marked(&self) -> bool {
        self.lines.marked
    }

    /// The next entry; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(super) fn next(&mut self) -> io::Result<Option<Block>> {
        let mut block = Block::default();
        let mut draft = Draft::new(self.rest_of.take());
        loop {
            if !self.held && !self.lines.next(&mut self.line)? {
                break;
            }
            self.held = false;
            let text = self.line.text().filter(|_| !self.line.piece);
            let token = text.map(token);
            if let Some(Ok(token)) = token
                && draft.ends_before(token)
            {
                self.held = true;
                break;
            }
            let part = match (text, token) {
                (Some(text), Some(token)) => draft.take(token, text, &self.line),
                _ => draft.unreadable(&self.line),
            };
            let from = block.bytes.len();
            block.bytes.extend_from_slice(&self.line.bytes);
            block.parts.push((part, from..block.bytes.len()));
            if block.bytes.len() > LONGEST_ENTRY {
                draft.too_long(&self.line);
                self.rest_of = Some(draft.stage());
                break;
            }
        }
        if block.bytes.is_empty() {
            return Ok(None);
        }
        (block.message, block.problems) = draft.finish(&mut self.domain);
        Ok(Some(block))
    }
}
