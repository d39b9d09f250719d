//! An entry while its lines are read.

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::gettext::message::{Form, Message};
use crate::formats::bitext::gettext::po::entries::{LONGEST_ENTRY, Part};
use crate::formats::bitext::gettext::po::lines::Line;
use crate::formats::bitext::gettext::po::quoted::{Fault, unquote};
use crate::formats::bitext::gettext::po::token::{Comment, Keyword, Marks, Token};
use crate::model::Extent;
use crate::text::Position;

/// How far an entry has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// There are comments at most.
    #[default]
    Comments,
    /// It has its context.
    Context,
    /// It has its text.
    Id,
    /// It has its text for several things.
    Plural,
    /// It has a translation.
    Form,
}

/// An entry while its lines are read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    message: Message,
    /// Its strings, with the words before them.
    strings: Vec<(Keyword, Marks, Vec<u8>, Extent)>,
    stage: Stage,
    /// Whether a blank line came after the first word.
    parted: bool,
    begun: bool,
    problems: Vec<Diagnostic>,
    damaged: bool,
}

impl Draft {
    /// A new entry, or the rest of one that was too long.
    pub(super) fn new(rest_of: Option<Stage>) -> Self {
        Self { stage: rest_of.unwrap_or_default(), damaged: rest_of.is_some(), ..Self::default() }
    }

    pub(super) fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether the line belongs to the next entry.
    pub(super) fn ends_before(&self, token: Token<'_>) -> bool {
        match token {
            Token::Comment(..) => self.stage == Stage::Form || (self.stage > Stage::Comments && self.parted),
            Token::Keyword(_, Marks { previous: true, .. }, _) => self.stage == Stage::Form,
            Token::Keyword(Keyword::Domain | Keyword::Context, ..) => self.stage > Stage::Comments,
            Token::Keyword(Keyword::Id, ..) => self.stage >= Stage::Id,
            Token::Keyword(..) | Token::Strings(..) | Token::Blank => false,
        }
    }

    /// Takes a line.
    pub(super) fn take(&mut self, token: Result<Token<'_>, Fault>, text: &str, line: &Line) -> Part {
        let result = match token {
            Ok(Token::Blank) => {
                self.parted |= self.stage > Stage::Comments;
                return Part::Other;
            }
            Ok(Token::Comment(kind, said)) => {
                self.begin(text, line);
                return self.comment(kind, said);
            }
            Ok(Token::Keyword(keyword, marks, at)) => {
                self.begin(text, line);
                self.keyword(keyword, marks, text, at, line)
            }
            Ok(Token::Strings(marks, at)) => self.more(marks, text, at, line),
            Err(fault) => Err(fault),
        };
        result.unwrap_or_else(|fault| {
            self.tell(&fault, text, line);
            Part::Other
        })
    }

    /// Takes a line that is no text, or none that is read.
    pub(super) fn unreadable(&mut self, line: &Line) -> Part {
        if !self.damaged && line.piece {
            self.too_long(line);
        } else if !self.damaged {
            self.tell(&Fault::fatal(0, "encoding", "the line is not valid UTF-8; name the encoding"), "", line);
        }
        self.damaged = true;
        Part::Other
    }

    /// The entry, or a line of it, is longer than what is read.
    pub(super) fn too_long(&mut self, line: &Line) {
        if !self.damaged {
            let message = format!("the entry is longer than {} KiB; it is left out", LONGEST_ENTRY >> 10);
            self.tell(&Fault::fatal(0, "long-entry", message), "", line);
        }
    }

    fn begin(&mut self, text: &str, line: &Line) {
        if !self.begun {
            self.begun = true;
            self.message.place = extent(text, text.len() - text.trim_start().len(), line);
        }
    }

    fn tell(&mut self, fault: &Fault, text: &str, line: &Line) {
        let make = if fault.fatal { Diagnostic::error } else { Diagnostic::warning };
        // What follows from the first fault is no news.
        if !(self.damaged && fault.fatal) {
            self.problems.push(make(fault.code, fault.message.clone()).at(position(text, fault.at, line)));
        }
        self.damaged |= fault.fatal;
    }

    fn comment(&mut self, kind: Comment, said: &str) -> Part {
        let message = &mut self.message;
        match kind {
            Comment::Translator => message.comments.push(said.to_owned()),
            Comment::Extracted => message.extracted.push(said.to_owned()),
            Comment::References => message.references.extend(references(said)),
            Comment::Flags => {
                for flag in said.split(',').map(str::trim).filter(|flag| !flag.is_empty()) {
                    if flag == "fuzzy" {
                        message.fuzzy = true;
                    } else {
                        message.flags.push(flag.to_owned());
                    }
                }
                return Part::Flags;
            }
            Comment::Sticky => {
                let flags = said.split(',').map(str::trim).filter(|flag| !flag.is_empty());
                message.sticky.extend(flags.map(str::to_owned));
            }
        }
        Part::Comment
    }

    fn keyword(&mut self, keyword: Keyword, marks: Marks, text: &str, at: usize, line: &Line) -> Result<Part, Fault> {
        let start = text.len() - text.trim_start().len();
        if !marks.previous {
            self.follows(keyword, marks, start)?;
        }
        self.strings.push((keyword, marks, Vec::new(), extent(text, start, line)));
        self.strings(text, at, line)?;
        Ok(part(keyword, marks))
    }

    /// Whether a word may follow what there is.
    fn follows(&mut self, keyword: Keyword, marks: Marks, at: usize) -> Result<(), Fault> {
        let forms = self.strings.iter().filter(|(held, ..)| matches!(held, Keyword::Form(_))).count();
        let wrong = |message: &str| Err(Fault::fatal(at, "order", message));
        if self.stage > Stage::Comments && marks.obsolete != self.message.obsolete {
            return wrong("some lines of the entry begin with `#~` and some do not; write it before all or none");
        }
        self.message.obsolete = marks.obsolete;
        let (stage, before) = (self.stage, self.stage);
        self.stage = match keyword {
            Keyword::Context => Stage::Context,
            Keyword::Id => Stage::Id,
            Keyword::Plural => Stage::Plural,
            Keyword::Domain | Keyword::Form(_) => Stage::Form,
        }
        .max(stage);
        let plural = self.strings.iter().any(|(held, marks, ..)| *held == Keyword::Plural && !marks.previous);
        match keyword {
            Keyword::Plural if before != Stage::Id => wrong("`msgid_plural` stands behind `msgid` only"),
            Keyword::Form(None) if before == Stage::Form => {
                wrong("the entry has a second `msgstr`; write `msgid` before it")
            }
            Keyword::Form(_) if before < Stage::Id => wrong("`msgstr` has no `msgid` before it"),
            Keyword::Form(None) if plural => {
                wrong("an entry with `msgid_plural` has numbered translations; write `msgstr[0]`")
            }
            Keyword::Form(Some(_)) if !plural => {
                wrong("`msgstr` has a number and the entry no `msgid_plural`; write `msgstr`")
            }
            Keyword::Form(Some(number)) if number != forms => {
                Err(Fault::fatal(at, "order", format!("`msgstr[{number}]` stands where `msgstr[{forms}]` should")))
            }
            Keyword::Domain | Keyword::Context | Keyword::Id | Keyword::Plural | Keyword::Form(_) => Ok(()),
        }
    }

    /// Takes a line of strings without a word.
    fn more(&mut self, marks: Marks, text: &str, at: usize, line: &Line) -> Result<Part, Fault> {
        let Some((keyword, held, ..)) = self.strings.last() else {
            return Err(Fault::fatal(at, "order", "a string stands before any `msgid`; write `msgid` before it"));
        };
        let (keyword, held) = (*keyword, *held);
        if held != marks {
            let message = "the line does not begin as the one before it does, which its string belongs to";
            return Err(Fault::fatal(at, "order", message));
        }
        self.strings(text, at, line)?;
        Ok(part(keyword, marks))
    }

    /// Adds the strings of a line to the last word.
    fn strings(&mut self, text: &str, at: usize, line: &Line) -> Result<(), Fault> {
        let mut faults = Vec::new();
        let result = match self.strings.last_mut() {
            Some((_, _, bytes, place)) => {
                place.bytes.end = line.offset + u64::try_from(text.trim_end().len()).unwrap_or(0);
                unquote(text, at, bytes, &mut faults)
            }
            None => Ok(()),
        };
        for fault in faults {
            self.tell(&fault, text, line);
        }
        result
    }

    /// The message, and all that is wrong; a line with `domain` changes `domain`.
    pub(super) fn finish(mut self, domain: &mut Option<String>) -> (Option<Message>, Vec<Diagnostic>) {
        let place = self.strings.last().map(|(.., place)| place.clone());
        let missing = match self.stage {
            Stage::Comments => return (None, self.problems),
            Stage::Context => Some("`msgid`"),
            Stage::Id => Some("`msgstr`"),
            Stage::Plural => Some("`msgstr[0]`"),
            Stage::Form => None,
        };
        if let Some(missing) = missing.filter(|_| !self.damaged) {
            let message = format!("the entry has no {missing}; write one, if only with `\"\"`");
            let at = place.as_ref().map_or(self.message.place.position, |place| place.position);
            self.problems.push(Diagnostic::error("order", message).at(at));
            self.damaged = true;
        }
        if self.damaged {
            return (None, self.problems);
        }
        for (keyword, marks, bytes, place) in std::mem::take(&mut self.strings) {
            self.message.place.bytes.end = place.bytes.end;
            self.settle(keyword, marks, bytes, place);
        }
        if self.message.domain.is_some() {
            *domain = self.message.domain.take().filter(|name| name != "messages");
            return (None, self.problems);
        }
        self.message.domain.clone_from(domain);
        (Some(self.message), self.problems)
    }

    /// Puts a string where it belongs.
    fn settle(&mut self, keyword: Keyword, marks: Marks, bytes: Vec<u8>, place: Extent) {
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let message = "escaped bytes of the string are not valid UTF-8; write the characters themselves";
            self.problems.push(Diagnostic::warning("escape", message).at(place.position));
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        });
        let message = &mut self.message;
        match keyword {
            Keyword::Context if marks.previous => message.previous.context = Some(text),
            Keyword::Id if marks.previous => message.previous.id = Some(text),
            Keyword::Plural if marks.previous => message.previous.plural = Some(text),
            Keyword::Context => message.context = Some(text),
            Keyword::Id => (message.id, message.id_place) = (text, place),
            Keyword::Plural => message.plural = Some(text),
            Keyword::Form(_) if !marks.previous => message.forms.push(Form { text, place }),
            Keyword::Domain if !marks.previous => message.domain = Some(text),
            Keyword::Form(_) | Keyword::Domain => {}
        }
    }
}

fn part(keyword: Keyword, marks: Marks) -> Part {
    match keyword {
        _ if marks.previous => Part::Previous,
        Keyword::Context | Keyword::Id | Keyword::Plural => Part::Source,
        Keyword::Form(number) => Part::Form(number.unwrap_or(0)),
        Keyword::Domain => Part::Other,
    }
}

/// The place of byte `at` of a line.
fn position(text: &str, at: usize, line: &Line) -> Position {
    let before = text.get(..at).map_or(0, |before| before.chars().count());
    Position { line: line.number, column: before + 1 }
}

/// From byte `at` to the end of a line.
fn extent(text: &str, at: usize, line: &Line) -> Extent {
    let byte = |at: usize| line.offset + u64::try_from(at).unwrap_or(0);
    Extent { position: position(text, at, line), bytes: byte(at)..byte(text.trim_end().len()) }
}

/// The places in a line of them; one with blanks stands between isolates.
fn references(said: &str) -> Vec<String> {
    let (mut out, mut open) = (Vec::new(), String::new());
    for word in said.split_whitespace() {
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word);
        if open.matches('\u{2068}').count() <= open.matches('\u{2069}').count() {
            out.push(std::mem::take(&mut open));
        }
    }
    out.extend(Some(open).filter(|open| !open.is_empty()));
    out
}
