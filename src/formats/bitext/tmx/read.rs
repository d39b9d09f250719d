//! From TMX to units.

use std::io::{self, BufRead};

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::tmx::unit::{Setting, about};
use crate::formats::bitext::tmx::{NAME, is_structure};
use crate::formats::bitext::{BitextReadSetting, Header, ReceiveUnits};
use crate::formats::xml::{Around, Chunk, Event, Kind, Problems, Reader, Tree, as_xml, in_order};
use crate::model::{Property, Text, Unit};

/// Reads TMX of any version.
pub(super) fn read(
    input: &mut dyn BufRead,
    told: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    let mut file = File::new(input, told)?;
    loop {
        let step = file.step();
        let found = std::mem::take(&mut file.found);
        found.pass_on(&mut file.reader, receive)?;
        match step? {
            Step::On => {}
            Step::Body => read_chunks(&mut file, receive)?,
            Step::Done => return Ok(()),
        }
    }
}

/// Reads units in several threads, as long as that goes well: it does not where there is a tag in a comment, or what
/// is no XML. All that is left is then read as if nothing had been tried.
fn read_chunks(file: &mut File<'_>, receive: &mut dyn ReceiveUnits) -> Result<(), ReadError> {
    let (around, setting) = (file.reader.around(), file.setting.clone());
    let work = |chunk: &Chunk| {
        let mut part = File::part(chunk, &around, setting.clone());
        while part.step().ok()? != Step::Done {}
        Some(part.found)
    };
    let mut state = (file, receive);
    let left = in_order(
        &mut state,
        |(file, _)| file.reader.chunk(|name| name == "tu"),
        &work,
        |(file, receive), found: Option<Found>| {
            let Some(found) = found else { return Ok(false) };
            found.pass_on(&mut file.reader, *receive)?;
            Ok(true)
        },
    )?;
    for chunk in left.iter().rev() {
        state.0.reader.give_back(chunk);
    }
    Ok(())
}

/// A file or a part of it that is being read.
pub(super) struct File<'f> {
    pub(super) reader: Reader<'f>,
    /// The entry read last.
    pub(super) tree: Tree,
    pub(super) found: Found,
    setting: Setting,
    header: Header,
    /// Whether the header has been told.
    begun: bool,
    /// How deep the element is that is being passed over: it may be of any size.
    passing: Option<usize>,
}

/// How far a file has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    On,
    /// Up to where the units begin.
    Body,
    Done,
}

/// What was read of a file, in order.
#[derive(Default)]
pub(super) struct Found(pub(super) Vec<Item>);

/// Something that was read.
pub(super) enum Item {
    Header(Box<Header>),
    Unit(Box<Unit>),
    Problem(Diagnostic),
}

impl Problems for Found {
    fn problem(&mut self, problem: Diagnostic) {
        self.0.push(Item::Problem(problem));
    }
}

impl Found {
    /// Hands on; `reader` counts the problems.
    fn pass_on(self, reader: &mut Reader<'_>, receive: &mut dyn ReceiveUnits) -> io::Result<()> {
        for item in self.0 {
            match item {
                Item::Header(header) => receive.header(*header),
                Item::Unit(unit) => receive.unit(*unit)?,
                Item::Problem(problem) => reader.problem(problem, receive),
            }
        }
        Ok(())
    }
}

impl<'f> File<'f> {
    /// Begins to read a file.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(super) fn new(input: &'f mut dyn BufRead, told: &BitextReadSetting<'_>) -> Result<Self, ReadError> {
        let reader = Reader::new(input, &[])?.structured(is_structure).recording();
        let header = Header { format: NAME, source: told.source, ..Header::default() };
        let setting = Setting::new(told.source);
        Ok(Self {
            reader,
            tree: Tree::default(),
            found: Found::default(),
            setting,
            header,
            begun: false,
            passing: None,
        })
    }

    fn part(chunk: &'f Chunk, around: &Around, setting: Setting) -> Self {
        let reader = Reader::of_chunk(chunk, around);
        let header = Header::default();
        Self { reader, tree: Tree::default(), found: Found::default(), setting, header, begun: true, passing: None }
    }

    /// Reads one thing more.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or the rest cannot be read; what was found before stands.
    pub(super) fn step(&mut self) -> Result<Step, ReadError> {
        let event = self.reader.next(&mut self.tree, &mut self.found)?;
        if let Some(depth) = self.passing.filter(|_| event != Event::Done) {
            self.passing = Some(depth).filter(|depth| self.reader.depth() >= *depth);
            return Ok(Step::On);
        }
        match event {
            Event::Done => {
                self.begin();
                return Ok(Step::Done);
            }
            Event::End | Event::Doctype => return Ok(Step::On),
            Event::Other => {
                self.stray();
                return Ok(Step::On);
            }
            Event::Start => {}
        }
        let Some(root) = self.tree.root() else { return Ok(Step::On) };
        match (self.reader.depth(), root.name()) {
            (1, "tmx") => self.header.version = root.attribute("version").unwrap_or_default().trim().into(),
            (1, other) => {
                let message = format!("the file begins with `<{other}>`; TMX begins with `<tmx>`");
                return Err(ReadError::Broken(Diagnostic::error("tmx", message).at(root.place())));
            }
            (2, "header") if !self.begun => self.header()?,
            (2, "body") => {
                self.begin();
                return Ok(Step::Body);
            }
            (3, "tu") => {
                self.reader.whole(&mut self.tree, &mut self.found)?;
                if let Some(tu) = self.tree.root() {
                    let mut problems = Vec::new();
                    let unit = self.setting.unit(tu, &self.reader, &mut problems);
                    self.found.0.extend(problems.into_iter().map(Item::Problem));
                    self.found.0.push(Item::Unit(Box::new(unit)));
                }
            }
            (_, other) => {
                let message = format!("`<{other}>` is not of TMX here; what is in it is passed over");
                self.found.problem(Diagnostic::warning("tmx-element", message).at(root.place()));
                self.passing = Some(self.reader.depth());
            }
        }
        Ok(Step::On)
    }

    fn header(&mut self) -> Result<(), ReadError> {
        self.reader.whole(&mut self.tree, &mut self.found)?;
        let Some(root) = self.tree.root() else { return Ok(()) };
        let mut tool = ["", ""];
        for (name, value) in root.attributes() {
            match name {
                "creationtool" => tool[0] = value,
                "creationtoolversion" => tool[1] = value,
                "srclang" => {
                    let told = self.setting.source(value);
                    self.header.source = told.or(self.header.source);
                    self.setting.source = self.header.source;
                    if told.is_none() && !value.trim().eq_ignore_ascii_case("*all*") {
                        let message = format!("`{value}` is not a language tag; write one such as `ko` or `*all*`");
                        self.found.problem(Diagnostic::error("language", message).at(root.place()));
                    }
                }
                _ => {}
            }
            let (name, value) = (format!("@{name}").into(), value.into());
            self.header.properties.push(Property { name, lang: Text::new(), value });
        }
        self.header.tool = tool.map(str::trim).join(" ").trim().into();
        let (notes, properties) = about(root);
        self.header.notes = notes;
        self.header.properties.extend(properties);
        self.header.markup = as_xml(root, is_structure);
        self.begin();
        Ok(())
    }

    /// Tells the header, whatever there was of it.
    fn begin(&mut self) {
        if !self.begun {
            self.begun = true;
            self.found.0.push(Item::Header(Box::new(std::mem::take(&mut self.header))));
        }
    }

    /// Text between the units.
    fn stray(&mut self) {
        let text = self.tree.root().filter(|root| root.kind() == Kind::Text).map(|root| root.content().trim());
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        let shown: String = text.chars().take(40).collect();
        let message = format!("`{shown}` stands between elements and is left out; put it into a `<note>`");
        self.found.problem(Diagnostic::error("text", message).at(self.reader.place()));
    }
}
