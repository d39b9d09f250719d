//! From XLIFF 1.2 to units.

use std::io::BufRead;

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::pairs::MOST_NOTES;
use crate::formats::bitext::parts::{attributes_as_properties, element_as_property, note};
use crate::formats::bitext::splice::Splice;
use crate::formats::bitext::walk::{Step, Walk, Walked, read_units};
use crate::formats::bitext::written::Written;
use crate::formats::bitext::xliff1::content::Segments;
use crate::formats::bitext::xliff1::entry::{Around, pairs};
use crate::formats::bitext::xliff1::file::{File, Group, Tags};
use crate::formats::bitext::xliff1::patch::Entry;
use crate::formats::bitext::xliff1::{NAME, SDL, SPACES, core_name, is_core};
use crate::formats::bitext::{BitextReadSetting, Edit, ReceiveUnits};
use crate::formats::xml::{Event, Node};
use crate::lang::Lang;
use crate::model::{Text, Unit};

/// How many parts of the beginning of a file are kept as its properties.
const MOST_PROPERTIES: usize = 1000;

/// Reads XLIFF 1.0 to 1.2.
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
    /// The languages that the caller says.
    source: Option<Lang>,
    target: Option<Lang>,
    file: File,
    groups: Vec<Group>,
    /// Whether what the file says of itself is being gathered still: that of the first `file` is.
    gathering: bool,
}

/// Whether elements of a name hold elements alone.
fn is_structure(name: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or_default();
    matches!(
        local,
        "xliff" | "file" | "header" | "body" | "group" | "trans-unit" | "bin-unit" | "seg-defs" | "tag-defs"
    )
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
                self.groups.retain(|group| group.depth < depth);
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
        let segments = Segments { raw: self.walked.raw(), tags: &self.file.tags };
        Around { segments, file: &self.file, groups: &self.groups }.units(node, &pairs(node))
    }

    fn changes(&self, units: &[Unit], wanted: &[Option<Edit>], problems: &mut Vec<Diagnostic>) -> Vec<Splice> {
        let Some(node) = self.walked.tree.root() else { return Vec::new() };
        let target = self.file.target.lang;
        Entry { raw: self.walked.raw(), node, pairs: pairs(node), units, target }.changes(wanted, problems)
    }
}

impl<'f> Xliff<'f> {
    /// Begins to read a file.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had.
    pub(super) fn new(input: &'f mut dyn BufRead, told: &BitextReadSetting<'_>) -> Result<Self, ReadError> {
        let unknown = |lang: Option<Lang>| Written::new(lang.unwrap_or(Lang::UND), "");
        Ok(Self {
            walked: Walked::new(input, NAME, SPACES, is_structure)?,
            source: told.source,
            target: told.target,
            file: File {
                original: Text::new(),
                source: unknown(told.source),
                target: unknown(told.target),
                named: true,
                tags: Tags::default(),
            },
            groups: Vec::new(),
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
        if version.starts_with('2') {
            let message = format!("the version is `{version}`; read the file as `xliff2`");
            return Err(ReadError::Broken(Diagnostic::error("xliff", message).at(root.place())));
        }
        if let Some(header) = &mut self.walked.header {
            header.version = version.into();
            header.properties.extend(attributes_as_properties(root, "@", &["version", "xmlns"]));
        }
        Ok(())
    }

    fn element(&mut self) -> Result<Step, ReadError> {
        let Some(node) = self.walked.tree.root() else { return Ok(Step::On) };
        match core_name(node) {
            "file" => self.begin_file(),
            "header" | "phase-group" => {}
            "body" | "bin-unit" => self.gathering = false,
            "group" => {
                self.gathering = false;
                let own = |name: &str| node.attribute(name).map(Text::from);
                let name = own("resname").or_else(|| own("id")).unwrap_or_default();
                self.groups.push(Group {
                    depth: self.walked.depth() - 1,
                    name,
                    translate: own("translate"),
                    notes: Vec::new(),
                });
            }
            "trans-unit" => {
                self.gathering = false;
                self.walked.whole()?;
                self.check();
                return Ok(Step::Entry);
            }
            "note" => {
                self.walked.whole()?;
                self.note();
            }
            "tool" | "phase" | "count-group" | "prop-group" if self.gathering => {
                self.walked.whole()?;
                self.property();
            }
            _ => self.foreign()?,
        }
        Ok(Step::On)
    }

    /// An element that says something of the whole file in the words of a tool, or nothing that we know.
    fn foreign(&mut self) -> Result<(), ReadError> {
        let Some(node) = self.walked.tree.root() else { return Ok(()) };
        match (node.space(), node.local()) {
            (Some(SDL), "tag-defs") => {}
            (Some(SDL) | None, "tag") => {
                self.walked.whole()?;
                self.walked.tree.root().into_iter().for_each(|tag| self.file.tags.add(tag));
            }
            (_, local) => {
                let known = matches!(
                    local,
                    "skl"
                        | "reference"
                        | "glossary"
                        | "bin-source"
                        | "bin-target"
                        | "context-group"
                        | "count-group"
                        | "prop-group"
                        | "tool"
                        | "phase"
                );
                if is_core(node) && !known {
                    let name = node.name();
                    let message = format!("`<{name}>` is not of XLIFF here; what is in it is passed over");
                    let problem = Diagnostic::warning("xliff-element", message).at(node.place());
                    self.walked.problem(problem);
                }
                self.walked.pass_over();
            }
        }
        Ok(())
    }

    /// A `file` begins.
    fn begin_file(&mut self) {
        let Some(node) = self.walked.tree.root() else { return };
        let mut problems = Vec::new();
        let original = node.attribute("original").unwrap_or_default().into();
        let source = language(node, "source-language", self.source, &mut problems);
        let target = language(node, "target-language", self.target, &mut problems);
        if source.lang == Lang::UND && problems.is_empty() {
            let message =
                "`<file>` does not name the language of the source; write one such as `source-language=\"en\"`";
            problems.push(Diagnostic::warning("language", message).at(node.place()));
        }
        self.groups.clear();
        if let Some(header) = self.walked.header.as_mut().filter(|_| self.gathering) {
            header.source = Some(source.lang).filter(|lang| *lang != Lang::UND);
            header.targets = Some(target.lang).filter(|lang| *lang != Lang::UND).into_iter().collect();
            let known = &["source-language", "target-language"];
            header.properties.extend(attributes_as_properties(node, "file/@", known));
        }
        let named = target.lang != Lang::UND;
        self.file = File { original, source, target, named, tags: Tags::default() };
        for problem in problems {
            self.walked.problem(problem);
        }
    }

    /// A note about a group, or the whole file.
    fn note(&mut self) {
        let Some(node) = self.walked.tree.root() else { return };
        match (self.groups.last_mut(), &mut self.walked.header) {
            (Some(group), _) if group.notes.len() < MOST_NOTES => group.notes.push(note(node)),
            (None, Some(header)) if self.gathering && header.notes.len() < MOST_NOTES => {
                header.notes.push(note(node));
            }
            _ => {}
        }
    }

    /// Something that is said of the whole file.
    fn property(&mut self) {
        let Some(node) = self.walked.tree.root() else { return };
        let property = element_as_property(self.walked.raw(), node);
        let Some(header) = &mut self.walked.header else { return };
        if core_name(node) == "tool" && header.tool.is_empty() {
            let part = |name: &str| node.attribute(name).unwrap_or_default();
            let tool = format!("{} {}", part("tool-name"), part("tool-version"));
            header.tool = tool.trim().into();
        }
        if header.properties.len() < MOST_PROPERTIES {
            header.properties.push(property);
        }
    }

    /// Tells what is wrong in a `trans-unit`.
    fn check(&mut self) {
        let Some(node) = self.walked.tree.root() else { return };
        let mut problems = Vec::new();
        if node.attribute("id").is_none_or(|id| id.trim().is_empty()) {
            let message = "`<trans-unit>` has no `id`; write one that no other in this `<file>` has";
            problems.push(Diagnostic::warning("xliff-id", message).at(node.place()));
        }
        if !node.elements().any(|child| core_name(child) == "source") {
            let message = "`<trans-unit>` has no `<source>`; write one before its `<target>`";
            problems.push(Diagnostic::error("xliff-source", message).at(node.place()));
        }
        for name in ["source", "seg-source", "target"] {
            for again in node.elements().filter(|child| core_name(*child) == name).skip(1) {
                let message = format!("the second `<{name}>` of a `<trans-unit>` is passed over; delete it");
                problems.push(Diagnostic::error("xliff-twice", message).at(again.place()));
            }
        }
        let target = node.elements().find(|child| core_name(*child) == "target");
        if let Some(target) = target.filter(|target| !self.file.named && target.attribute("xml:lang").is_none()) {
            self.file.named = true;
            let message =
                "`<file>` does not name the language of this; write one such as `target-language=\"ko\"` there";
            problems.push(Diagnostic::warning("language", message).at(target.place()));
        }
        for pair in pairs(node) {
            let (Some(mid), None, Some(target)) = (pair.mid, pair.source, pair.target) else { continue };
            let message = format!("no segment of the source has the `mid` `{mid}`; give both the same");
            problems.push(Diagnostic::warning("xliff-mid", message).at(target.place()));
        }
        for problem in problems {
            self.walked.problem(problem);
        }
    }
}

/// A language of a `file`: what it says, or else what the caller does.
fn language(node: Node<'_>, name: &str, told: Option<Lang>, problems: &mut Vec<Diagnostic>) -> Written {
    let message = match node.attribute(name).map(str::trim).filter(|written| !written.is_empty()) {
        Some(written) => match Lang::folded(written) {
            Ok(lang) => return Written::new(lang, written),
            Err(error) => error.to_string(),
        },
        None => return Written::new(told.unwrap_or(Lang::UND), ""),
    };
    problems.push(Diagnostic::warning("language", message).at(node.place()));
    Written::new(told.unwrap_or(Lang::UND), node.attribute(name).unwrap_or_default())
}
