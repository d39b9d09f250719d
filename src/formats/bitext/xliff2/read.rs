//! From XLIFF 2 to units.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::pairs::MOST_NOTES;
use crate::formats::bitext::parts::{attributes_as_properties, element_as_property};
use crate::formats::bitext::splice::Splice;
use crate::formats::bitext::walk::{Step, Walk, Walked, read_units};
use crate::formats::bitext::written::Written;
use crate::formats::bitext::xliff2::content::{Segments, original_data};
use crate::formats::bitext::xliff2::entry::{Around, Level, note, part, segments};
use crate::formats::bitext::xliff2::patch::Entry;
use crate::formats::bitext::xliff2::{NAME, SPACES, core_name};
use crate::formats::bitext::{BitextReadSetting, Edit, ReceiveUnits};
use crate::formats::xml::Event;
use crate::lang::Lang;
use crate::model::{Text, Unit};

/// Reads XLIFF 2.0 and later.
pub(super) fn read(
    input: &mut dyn BufRead,
    told: &BitextReadSetting<'_>,
    receive: &mut dyn ReceiveUnits,
) -> Result<(), ReadError> {
    read_units(Xliff::new(input, told)?, receive)
}

/// A file that is being read.
pub(super) struct Xliff<'f> {
    walked: Walked<'f>,
    source: Written,
    target: Written,
    /// Whether the language of the target is known, or it was told that it is not.
    named: bool,
    /// The document that was translated.
    original: Text,
    levels: Vec<Level>,
    /// Whether what the file says of itself is being gathered still.
    gathering: bool,
}

/// Whether elements of a name hold elements alone.
fn is_structure(name: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or_default();
    matches!(local, "xliff" | "file" | "group" | "unit" | "segment" | "ignorable" | "notes" | "originalData")
}

impl<'f> Walk<'f> for Xliff<'f> {
    fn walked(&mut self) -> &mut Walked<'f> {
        &mut self.walked
    }

    fn step(&mut self) -> Result<Step, ReadError> {
        match self.walked.next()? {
            Some(Event::Done) => return Ok(Step::Done),
            Some(Event::End) => {
                let depth = self.walked.depth();
                self.levels.retain(|level| level.depth < depth);
            }
            Some(Event::Other) => self.walked.stray("xliff-text"),
            Some(Event::Start) if self.walked.depth() == 1 => self.root()?,
            Some(Event::Start) => return self.element(),
            Some(Event::Doctype) | None => {}
        }
        Ok(Step::On)
    }

    fn units(&self) -> Vec<Unit> {
        let Some(node) = self.walked.tree.root() else { return Vec::new() };
        let data = original_data(node);
        let around = Around {
            segments: Segments { raw: self.walked.raw(), data: &data },
            source: &self.source,
            target: &self.target,
            original: &self.original,
            levels: &self.levels,
        };
        around.units(node)
    }

    fn changes(&self, units: &[Unit], wanted: &[Option<Edit>], problems: &mut Vec<Diagnostic>) -> Vec<Splice> {
        let Some(node) = self.walked.tree.root() else { return Vec::new() };
        Entry { raw: self.walked.raw(), node, units, target: self.target.lang }.changes(wanted, problems)
    }
}

impl<'f> Xliff<'f> {
    /// Begins to read a file.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(super) fn new(input: &'f mut dyn BufRead, told: &BitextReadSetting<'_>) -> Result<Self, ReadError> {
        Ok(Self {
            walked: Walked::new(input, NAME, SPACES, is_structure)?,
            source: Written::new(told.source.unwrap_or(Lang::UND), ""),
            target: Written::new(told.target.unwrap_or(Lang::UND), ""),
            named: true,
            original: Text::new(),
            levels: Vec::new(),
            gathering: true,
        })
    }

    fn root(&mut self) -> Result<(), ReadError> {
        let Some(root) = self.walked.tree.root() else { return Ok(()) };
        if root.local() != "xliff" {
            let message = format!("the file begins with `<{}>`; XLIFF begins with `<xliff>`", root.name());
            return Err(ReadError::Broken(Diagnostic::error("xliff", message).at(root.place())));
        }
        let version = root.attribute("version").unwrap_or_default().trim();
        if version.starts_with('1') {
            let message = format!("the version is `{version}`; read the file as `xliff1`");
            return Err(ReadError::Broken(Diagnostic::error("xliff", message).at(root.place())));
        }
        let mut problems = Vec::new();
        for (name, held) in [("srcLang", &mut self.source), ("trgLang", &mut self.target)] {
            let Some(written) = root.attribute(name).map(str::trim).filter(|written| !written.is_empty()) else {
                continue;
            };
            match Lang::folded(written) {
                Ok(lang) => *held = Written::new(lang, written),
                Err(error) => {
                    held.written = written.into();
                    problems.push(Diagnostic::warning("language", error.to_string()).at(root.place()));
                }
            }
        }
        if self.source.lang == Lang::UND && problems.is_empty() {
            let message = "`<xliff>` does not name the language of the source; write one such as `srcLang=\"en\"`";
            problems.push(Diagnostic::warning("language", message).at(root.place()));
        }
        self.named = self.target.lang != Lang::UND;
        if let Some(header) = &mut self.walked.header {
            let known = |lang: Lang| Some(lang).filter(|lang| *lang != Lang::UND);
            header.version = version.into();
            header.source = known(self.source.lang);
            header.targets = known(self.target.lang).into_iter().collect();
            header.properties.extend(attributes_as_properties(root, "@", &["version", "xmlns", "srcLang", "trgLang"]));
        }
        for problem in problems {
            self.walked.problem(problem);
        }
        Ok(())
    }

    fn element(&mut self) -> Result<Step, ReadError> {
        let Some(node) = self.walked.tree.root() else { return Ok(Step::On) };
        let own = |name: &str| node.attribute(name).map(Text::from);
        let depth = self.walked.depth() - 1;
        match core_name(node) {
            "file" => {
                self.original = own("original").unwrap_or_default();
                self.levels.clear();
                let level = Level { depth, name: Text::new(), translate: own("translate"), notes: Vec::new() };
                self.levels.push(level);
                if let Some(header) = self.walked.header.as_mut().filter(|_| self.gathering) {
                    header.properties.extend(attributes_as_properties(node, "file/@", &["id"]));
                }
            }
            "group" => {
                self.gathering = false;
                let name = own("name").or_else(|| own("id")).unwrap_or_default();
                self.levels.push(Level { depth, name, translate: own("translate"), notes: Vec::new() });
            }
            "notes" => {}
            "note" => {
                self.walked.whole()?;
                self.note();
            }
            "unit" => {
                self.gathering = false;
                self.walked.whole()?;
                self.check();
                return Ok(Step::Entry);
            }
            "" if self.gathering && node.local() == "metadata" => {
                self.walked.whole()?;
                let property = self.walked.tree.root().map(|root| element_as_property(self.walked.raw(), root));
                if let Some(header) = self.walked.header.as_mut().filter(|header| header.properties.len() < MOST_NOTES)
                {
                    header.properties.extend(property);
                }
            }
            "skeleton" | "" => self.walked.pass_over(),
            name => {
                let message = format!("`<{name}>` is not of XLIFF 2 here; what is in it is passed over");
                let problem = Diagnostic::warning("xliff-element", message).at(node.place());
                self.walked.problem(problem);
                self.walked.pass_over();
            }
        }
        Ok(Step::On)
    }

    /// A note about a group, or the whole file.
    fn note(&mut self) {
        let Some(node) = self.walked.tree.root() else { return };
        let level = self.levels.last_mut().filter(|level| !level.name.is_empty());
        match (level, &mut self.walked.header) {
            (Some(level), _) if level.notes.len() < MOST_NOTES => level.notes.push(note(node)),
            (None, Some(header)) if self.gathering && header.notes.len() < MOST_NOTES => {
                header.notes.push(note(node));
            }
            _ => {}
        }
    }

    /// Tells what is wrong in a `unit`.
    fn check(&mut self) {
        let Some(node) = self.walked.tree.root() else { return };
        let mut problems = Vec::new();
        if node.attribute("id").is_none_or(|id| id.trim().is_empty()) {
            let message = "`<unit>` has no `id`; write one that no other in this `<file>` has";
            problems.push(Diagnostic::warning("xliff-id", message).at(node.place()));
        }
        if segments(node).next().is_none() {
            let message = "`<unit>` has no `<segment>` and is passed over; write one with a `<source>` in it";
            problems.push(Diagnostic::error("xliff-segment", message).at(node.place()));
        }
        for segment in segments(node) {
            if part(segment, "source").is_none() {
                let message = "`<segment>` has no `<source>`; write one before its `<target>`";
                problems.push(Diagnostic::error("xliff-source", message).at(segment.place()));
            }
            if let Some(target) = part(segment, "target").filter(|_| !self.named) {
                self.named = true;
                let message = "`<xliff>` does not name the language of this; write one such as `trgLang=\"ko\"` there";
                problems.push(Diagnostic::warning("language", message).at(target.place()));
            }
        }
        for problem in problems {
            self.walked.problem(problem);
        }
    }
}
