//! One thing after the other from a stream of XML.

use std::io::BufRead;
use std::ops::Range;

use quick_xml::Error;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event as Raw};

use crate::diagnostic::Diagnostic;
use crate::formats::xml::content::{Flaw, Where, doctype, is_name, push, push_reference};
use crate::formats::xml::node::Node;
use crate::formats::xml::source::{Chunk, Cursor, Source, TooLarge, advance};
use crate::formats::xml::tree::{Id, Kind, Tree};
use crate::formats::xml::writer::proper_comment;
use crate::formats::xml::{DEEPEST, MOST_ATTRIBUTES, MOST_NODES, MOST_PROBLEMS, MOST_SPACES};
use crate::formats::{ReadError, Receive};
use crate::text::Position;

/// How much of a name a message shows, in code points.
const SHOWN: usize = 40;

/// What a reader came upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Event {
    /// An element begins; it is the root of the tree, without what is in it.
    Start,
    /// An element ends.
    End,
    /// A text, a comment or an instruction; it is the root of the tree.
    Other,
    /// A document type declaration, as a text: the name and where the definition is to be found, no more.
    Doctype,
    /// The file has ended, and was whole.
    Done,
}

/// Who is told what is wrong in a file.
pub(in crate::formats) trait Problems {
    /// Something that is wrong, and does not end the reading.
    fn problem(&mut self, problem: Diagnostic);
}

impl<R: Receive + ?Sized> Problems for R {
    fn problem(&mut self, problem: Diagnostic) {
        Receive::problem(self, problem);
    }
}

/// Where nobody is told.
pub(in crate::formats) struct Untold;

impl Problems for Untold {
    fn problem(&mut self, _: Diagnostic) {}
}

type Tell<'t> = &'t mut dyn FnMut(Diagnostic);

/// Reads XML from a stream of UTF-8, or a part of it.
pub(in crate::formats) struct Reader<'r> {
    input: Input<'r>,
    state: State,
}

enum Input<'r> {
    Stream { xml: quick_xml::Reader<Source<'r>>, buffer: Vec<u8> },
    Chunk { xml: quick_xml::Reader<&'r [u8]>, chunk: &'r Chunk, cursor: Cursor<'r> },
}

impl<'r> Input<'r> {
    fn stream(source: Source<'r>) -> Self {
        let mut xml = quick_xml::Reader::from_reader(source);
        xml.config_mut().allow_dangling_amp = true;
        Self::Stream { xml, buffer: Vec::new() }
    }

    fn chunk(chunk: &'r Chunk) -> Self {
        let mut xml = quick_xml::Reader::from_reader(chunk.bytes.as_slice());
        xml.config_mut().allow_dangling_amp = true;
        Self::Chunk { xml, chunk, cursor: Cursor::new(chunk) }
    }

    /// How many bytes of the file stand before what is read next.
    fn offset(&self) -> u64 {
        match self {
            Self::Stream { xml, .. } => xml.get_ref().offset(),
            Self::Chunk { xml, chunk, .. } => chunk.offset + xml.buffer_position(),
        }
    }

    /// What was kept of what was read, and where it begins.
    fn recorded(&self) -> (&[u8], u64) {
        match self {
            Self::Stream { xml, .. } => xml.get_ref().recorded(),
            Self::Chunk { chunk, .. } => (&chunk.bytes, chunk.offset),
        }
    }

    /// The place of what is read next.
    fn place(&mut self) -> Position {
        match self {
            Self::Stream { xml, .. } => xml.get_ref().place(),
            Self::Chunk { xml, cursor, .. } => {
                cursor.place(usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX))
            }
        }
    }

    fn read(&mut self) -> quick_xml::Result<Raw<'_>> {
        match self {
            Self::Stream { xml, buffer } => {
                buffer.clear();
                xml.read_event_into(buffer)
            }
            Self::Chunk { xml, .. } => xml.read_event(),
        }
    }
}

struct State {
    /// The place of what was come upon last.
    place: Position,
    /// Whether the element begun last has its end in the same tag.
    empty: bool,
    /// The elements that have begun and not ended.
    open: Vec<Open>,
    /// How many of them are around all that is to be read.
    around: usize,
    /// Names of elements that have ended, to be used again.
    spare: Vec<String>,
    /// Whether elements of a name hold elements alone.
    structure: fn(&str) -> bool,
    rooted: bool,
    spaces: &'static [&'static str],
    /// The prefixes in force: how deep they were declared, and the namespace, as [`Tree::set_space`] takes it.
    prefixes: Vec<(usize, String, u8)>,
    problems: usize,
}

/// What holds for a place in a file: the elements and the namespaces around it.
#[derive(Clone)]
pub(in crate::formats) struct Around {
    open: Vec<Open>,
    structure: fn(&str) -> bool,
    spaces: &'static [&'static str],
    prefixes: Vec<(usize, String, u8)>,
}

/// An element that has begun.
#[derive(Clone)]
struct Open {
    name: String,
    /// Whether it holds elements alone.
    structure: bool,
}

/// Something that is no element, as it stands in the file.
struct Found<'f> {
    kind: Kind,
    name: &'f str,
    raw: &'f str,
    place: Where,
}

impl<'f> Found<'f> {
    fn verbatim(kind: Kind, raw: &'f str) -> Self {
        Self { kind, name: "", raw, place: Where::Verbatim }
    }
}

impl<'r> Reader<'r> {
    /// Begins to read; of the namespaces only `spaces` are told from each other.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(in crate::formats) fn new(
        input: &'r mut dyn BufRead,
        spaces: &'static [&'static str],
    ) -> Result<Self, ReadError> {
        let place = Position { line: 1, column: 1 };
        let state = State {
            place,
            empty: false,
            open: Vec::new(),
            around: 0,
            spare: Vec::new(),
            structure: |_| false,
            rooted: false,
            spaces,
            prefixes: Vec::new(),
            problems: 0,
        };
        Ok(Self { input: Input::stream(Source::new(input)?), state })
    }

    /// Reads a chunk that was cut off with [`Reader::chunk`].
    pub(in crate::formats) fn of_chunk(chunk: &'r Chunk, around: &Around) -> Self {
        let Around { open, structure, spaces, prefixes } = around.clone();
        let state = State {
            place: Position { line: 1, column: 1 },
            empty: false,
            around: open.len(),
            open,
            spare: Vec::new(),
            structure,
            rooted: true,
            spaces,
            prefixes,
            problems: 0,
        };
        Self { input: Input::chunk(chunk), state }
    }

    /// Cuts off whole elements that `ends` tells by their names, to be read elsewhere, from after the tag that was read
    /// last. That the cuts are at the right places is known only when a chunk before could be read: comments may
    /// hold tags, too. There is no chunk where the rest is short, or no such element ends in it.
    pub(in crate::formats) fn chunk(&mut self, ends: fn(&str) -> bool) -> Option<Chunk> {
        match &mut self.input {
            Input::Stream { xml, .. } if !self.state.empty => xml.get_mut().chunk(ends),
            Input::Stream { .. } | Input::Chunk { .. } => None,
        }
    }

    /// Takes back chunks that have not been read, the last one first.
    pub(in crate::formats) fn give_back(&mut self, chunk: &Chunk) {
        if let Input::Stream { xml, .. } = &mut self.input {
            xml.get_mut().give_back(chunk);
        }
    }

    /// What holds for the chunks that are cut off here.
    pub(in crate::formats) fn around(&self) -> Around {
        let State { open, structure, spaces, prefixes, .. } = &self.state;
        Around { open: open.clone(), structure: *structure, spaces, prefixes: prefixes.clone() }
    }

    /// Passes over white space in elements that hold elements alone, which `structure` tells by their names.
    pub(in crate::formats) fn structured(mut self, structure: fn(&str) -> bool) -> Self {
        self.state.structure = structure;
        self
    }

    /// The place of what was come upon last.
    pub(in crate::formats) fn place(&self) -> Position {
        self.state.place
    }

    /// Keeps the bytes of what is read, for [`Reader::recorded`] and [`Reader::raw`]; a chunk has them anyway.
    pub(in crate::formats) fn recording(mut self) -> Self {
        if let Input::Stream { xml, .. } = &mut self.input {
            xml.get_mut().record();
        }
        self
    }

    /// All that was read since [`Reader::next`] was called last, as it stands in the file, and where it begins there.
    pub(in crate::formats) fn recorded(&self) -> (&str, u64) {
        let (bytes, start) = self.input.recorded();
        (std::str::from_utf8(bytes).unwrap_or_default(), start)
    }

    /// What stands in the file at some of the bytes of [`Reader::recorded`]; of a chunk, at any.
    pub(in crate::formats) fn raw(&self, bytes: Range<u64>) -> &str {
        let (held, start) = self.input.recorded();
        let at = |byte: u64| byte.checked_sub(start).and_then(|at| usize::try_from(at).ok());
        let found = at(bytes.start).zip(at(bytes.end)).and_then(|(from, to)| held.get(from..to));
        found.and_then(|found| std::str::from_utf8(found).ok()).unwrap_or_default()
    }

    /// How many elements are open.
    pub(in crate::formats) fn depth(&self) -> usize {
        self.state.open.len()
    }

    /// Passes a problem on; of a file with very many only the first are told.
    pub(in crate::formats) fn problem<P: Problems + ?Sized>(&mut self, problem: Diagnostic, problems: &mut P) {
        self.state.problem(problem, &mut |problem| problems.problem(problem));
    }

    /// The next thing, in the place of what was in `tree`.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or the rest is no XML.
    pub(in crate::formats) fn next<P: Problems + ?Sized>(
        &mut self,
        tree: &mut Tree,
        problems: &mut P,
    ) -> Result<Event, ReadError> {
        tree.clear();
        tree.set_spaces(self.state.spaces);
        if let Input::Stream { xml, .. } = &mut self.input {
            xml.get_mut().begin();
        }
        tree.base = self.input.offset();
        self.step(tree, None, &mut |problem| problems.problem(problem))
    }

    /// Reads what is in the element that is the root of `tree`, up to its end.
    ///
    /// # Errors
    ///
    /// Like [`Reader::next`]; if the element is too large.
    pub(in crate::formats) fn whole<P: Problems + ?Sized>(
        &mut self,
        tree: &mut Tree,
        problems: &mut P,
    ) -> Result<(), ReadError> {
        let Some(root) = tree.root().map(Node::id) else { return Ok(()) };
        let mut parent = root;
        loop {
            let made = tree.len();
            match self.step(tree, Some(parent), &mut |problem| problems.problem(problem))? {
                Event::Start => parent = tree.last_made(),
                Event::End if parent == root => return Ok(()),
                Event::End => parent = tree.node(parent).parent().map_or(root, Node::id),
                Event::Other | Event::Doctype => {}
                Event::Done => return Ok(()),
            }
            if made > MOST_NODES {
                return Err(self.state.broken(format!("an entry has more than {MOST_NODES} parts; divide it")));
            }
        }
    }

    /// Reads past what is in the element begun last, up to its end.
    ///
    /// # Errors
    ///
    /// Like [`Reader::next`].
    pub(in crate::formats) fn skip<P: Problems + ?Sized>(
        &mut self,
        tree: &mut Tree,
        problems: &mut P,
    ) -> Result<(), ReadError> {
        let depth = self.depth();
        while self.depth() >= depth && self.next(tree, problems)? != Event::Done {}
        Ok(())
    }

    fn step(&mut self, tree: &mut Tree, parent: Option<Id>, tell: Tell<'_>) -> Result<Event, ReadError> {
        let Self { input, state } = self;
        if state.empty {
            state.empty = false;
            state.close();
            return Ok(Event::End);
        }
        loop {
            state.place = input.place();
            let begin = input.offset();
            let event = match input.read() {
                Ok(event) => event,
                Err(error) => return Err(state.error(&error, input.place())),
            };
            let made = match event {
                Raw::Start(tag) => {
                    let id = state.start(tree, parent, &tag, tell)?;
                    tree.stands(id, &(begin..input.offset()));
                    return Ok(Event::Start);
                }
                Raw::Empty(tag) => {
                    state.empty = true;
                    let id = state.start(tree, parent, &tag, tell)?;
                    tree.stands(id, &(begin..input.offset()));
                    return Ok(Event::Start);
                }
                Raw::End(_) => {
                    state.close();
                    if let Some(element) = parent {
                        tree.ends(element, &(begin..input.offset()));
                    }
                    return Ok(Event::End);
                }
                Raw::Text(text) => {
                    if state.open.is_empty() {
                        if !text.trim_ascii().is_empty() {
                            return Err(state.broken(format!("there is text outside of elements: `{}`", shown(&text))));
                        }
                        continue;
                    }
                    if state.open.last().is_some_and(|open| open.structure) && text.trim_ascii().is_empty() {
                        continue;
                    }
                    let found = Found { kind: Kind::Text, name: "", raw: &text, place: Where::Text };
                    state.push(tree, parent, &found, tell)
                }
                Raw::GeneralRef(name) => {
                    if state.open.is_empty() {
                        return Err(state.broken("there is a reference outside of elements; delete it".to_owned()));
                    }
                    let place = state.place;
                    let mut found = None;
                    let id = tree.push(parent, Kind::Text, "", place, |out| {
                        push_reference(out, &name, &mut |flaw| found = Some(flaw));
                    });
                    if let Some(flaw) = found {
                        state.flaw(place, &flaw, tell);
                    }
                    id
                }
                Raw::CData(text) => state.push(tree, parent, &Found::verbatim(Kind::Text, &text), tell),
                Raw::Comment(text) => {
                    let proper = proper_comment(&text);
                    if proper != *text {
                        let problem = Diagnostic::error("xml-comment", "`--` stands in a comment; write `- -`");
                        state.problem(problem.at(state.place), tell);
                    }
                    state.push(tree, parent, &Found::verbatim(Kind::Comment, &proper), tell)
                }
                Raw::PI(text) => {
                    if !is_name(text.target()) {
                        return Err(state.broken(format!("`<?{}` begins no instruction", shown(text.target()))));
                    }
                    let found = Found::verbatim(Kind::Instruction, text.content().trim_ascii_start());
                    state.push(tree, parent, &Found { name: text.target(), ..found }, tell)
                }
                Raw::DocType(text) => {
                    state.push(tree, parent, &Found::verbatim(Kind::Text, doctype(&text)), tell);
                    return Ok(Event::Doctype);
                }
                Raw::Decl(_) => continue,
                Raw::Eof => return state.done(),
            };
            tree.stands(made, &(begin..input.offset()));
            return Ok(Event::Other);
        }
    }
}

impl State {
    fn start(
        &mut self,
        tree: &mut Tree,
        parent: Option<Id>,
        tag: &BytesStart<'_>,
        tell: Tell<'_>,
    ) -> Result<Id, ReadError> {
        let name = tag.name();
        let name: &str = name.as_ref();
        if !is_name(name) {
            return Err(self.broken(format!("`<{}` begins no element; write `&lt;`", shown(name))));
        }
        if self.open.is_empty() && self.rooted {
            return Err(self.broken(format!("`<{}>` stands after the end; a file has one root", shown(name))));
        }
        self.rooted = true;
        let mut own = self.spare.pop().unwrap_or_default();
        own.clear();
        own.push_str(name);
        self.open.push(Open { name: own, structure: (self.structure)(name) });
        if self.open.len() > DEEPEST {
            return Err(self.broken(format!("elements are nested more than {DEEPEST} deep")));
        }
        let id = tree.begin(parent, name, self.place);
        for (at, attribute) in tag.attributes().with_checks(false).enumerate() {
            let attribute = attribute.map_err(|error| self.broken(format!("in `<{}>`: {error}", shown(name))))?;
            if at >= MOST_ATTRIBUTES {
                return Err(self.broken(format!("`<{}>` has more than {MOST_ATTRIBUTES} attributes", shown(name))));
            }
            let (key, raw): (&str, &str) = (attribute.key.as_ref(), &attribute.value);
            if !is_name(key) {
                return Err(self.broken(format!("in `<{}>`: `{}` is no name", shown(name), shown(key))));
            }
            if at > 0 && tree.node(id).attribute(key).is_some() {
                return Err(self.broken(format!("`<{}>` has the attribute `{}` twice", shown(name), shown(key))));
            }
            let place = self.place;
            let mut flaws = Vec::new();
            tree.push_attribute(id, key, |out| push(out, raw, Where::Attribute, &mut |_, flaw| flaws.push(flaw)));
            for flaw in flaws {
                self.flaw(place, &flaw, tell);
            }
            if let Some(prefix) = key.strip_prefix("xmlns:").or((key == "xmlns").then_some("")) {
                self.declare(prefix, tree.node(id).attribute(key).unwrap_or_default())?;
            }
        }
        tree.set_space(id, self.space(name));
        Ok(id)
    }

    /// Notes what a prefix stands for, up to the end of the element begun last.
    fn declare(&mut self, prefix: &str, space: &str) -> Result<(), ReadError> {
        if self.prefixes.len() >= MOST_SPACES {
            return Err(self.broken(format!("more than {MOST_SPACES} namespaces are declared at once")));
        }
        let known = self.spaces.iter().position(|known| *known == space);
        let number = known.map_or(0, |at| u8::try_from(at + 1).unwrap_or(0));
        self.prefixes.push((self.open.len(), prefix.to_owned(), number));
        Ok(())
    }

    /// The namespace of an element.
    fn space(&self, name: &str) -> u8 {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        self.prefixes.iter().rev().find(|(_, held, _)| held == prefix).map_or(0, |(_, _, space)| *space)
    }

    fn close(&mut self) {
        let depth = self.open.len();
        while self.prefixes.last().is_some_and(|(declared, ..)| *declared >= depth) {
            self.prefixes.pop();
        }
        self.spare.extend(self.open.pop().map(|open| open.name));
    }

    fn push(&mut self, tree: &mut Tree, parent: Option<Id>, found: &Found<'_>, tell: Tell<'_>) -> Id {
        let begin = self.place;
        let Found { kind, name, raw, place } = *found;
        let mut flaws = Vec::new();
        let id =
            tree.push(parent, kind, name, begin, |out| push(out, raw, place, &mut |at, flaw| flaws.push((at, flaw))));
        for (at, flaw) in flaws {
            let mut position = begin;
            advance(&mut position, false, raw.as_bytes().get(..at).unwrap_or_default());
            self.flaw(position, &flaw, tell);
        }
        id
    }

    fn done(&self) -> Result<Event, ReadError> {
        match self.open.get(self.around..).and_then(<[Open]>::last) {
            Some(open) => Err(self.broken(format!("the file ends before `</{}>`", shown(&open.name)))),
            None if !self.rooted => Err(self.broken("the file has no element; it is no XML".to_owned())),
            None => Ok(Event::Done),
        }
    }

    fn broken(&self, message: String) -> ReadError {
        ReadError::Broken(Diagnostic::error("xml", message).at(self.place))
    }

    fn error(&self, error: &Error, end: Position) -> ReadError {
        match error {
            Error::Io(io) => {
                if let Some(large) = io.get_ref().and_then(|inner| inner.downcast_ref::<TooLarge>()) {
                    return self.broken(format!("{large}; divide it"));
                }
                if io.kind() == std::io::ErrorKind::InvalidData {
                    return ReadError::Broken(Diagnostic::error("encoding", io.to_string()).at(end));
                }
                ReadError::Io(std::io::Error::new(io.kind(), io.clone()))
            }
            Error::Encoding(_) => {
                let message = "the bytes are not UTF-8; name the encoding with `--encoding` (such as `gb18030`)";
                ReadError::Broken(Diagnostic::error("encoding", message).at(self.place))
            }
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => self.broken(format!(
                "`</{}>` ends what `<{}>` began; write `</{}>` before it",
                shown(found),
                shown(expected),
                shown(expected)
            )),
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                self.broken(format!("`</{}>` ends nothing that has begun; delete it", shown(found)))
            }
            Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                self.broken("`<!` begins no comment, CDATA or DOCTYPE; write `&lt;!`".to_owned())
            }
            Error::Syntax(open) => self.broken(format!("the file ends too early: {open}")),
            Error::IllFormed(_) | Error::InvalidAttr(_) | Error::Escape(_) | Error::Namespace(_) => {
                self.broken(error.to_string())
            }
        }
    }

    fn flaw(&mut self, place: Position, flaw: &Flaw, tell: Tell<'_>) {
        let problem = match flaw {
            Flaw::Character(code) => {
                Diagnostic::error("xml-character", format!("U+{code:04X} is no character of XML; it is left out"))
            }
            Flaw::Entity(name) => {
                let message = format!("`&{name};` is not known and kept as text; write the character itself");
                Diagnostic::error("xml-entity", message)
            }
            Flaw::Ampersand => Diagnostic::error("xml-ampersand", "`&` begins no reference; write `&amp;`"),
        };
        self.problem(problem.at(place), tell);
    }

    fn problem(&mut self, problem: Diagnostic, tell: Tell<'_>) {
        self.problems += 1;
        if self.problems <= MOST_PROBLEMS {
            tell(problem);
        } else if self.problems == MOST_PROBLEMS + 1 {
            let message = format!("more than {MOST_PROBLEMS} problems; the rest is not told");
            tell(Diagnostic::error("problems", message).at(self.place));
        }
    }
}

/// As much of a name as a message shows.
fn shown(name: &str) -> String {
    let name = name.trim();
    let visible = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let mut out: String = name.chars().take(SHOWN).map(visible).collect();
    if name.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}
