//! Where the concepts to write come from.

use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use baixiao::diagnostic::Diagnostic;
use baixiao::formats::{ReadError, ReadSetting, Receive, UnknownColumns, read};
use baixiao::glossary::{Ids, is_own};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Kept};
use indicatif::ProgressBar;

use crate::args::{EncodingArgs, Glossaries};
use crate::input::{self, Problems};

/// The concepts to write.
pub(super) struct Supply {
    /// What they are called together.
    pub(super) name: String,
    kind: Kind,
}

enum Kind {
    /// Concepts in memory.
    Loaded { concepts: Vec<Concept>, kept: Vec<Kept> },
    /// A file of another tool, which passes through.
    File(PathBuf),
}

/// What a writer must know of the concepts before the first.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) concepts: usize,
    pub(super) langs: Vec<Lang>,
    pub(super) columns: UnknownColumns,
    pub(super) kept: Vec<Kept>,
    /// Whether something could not be read.
    pub(super) errors: bool,
}

impl Survey {
    fn add(&mut self, concept: &Concept) {
        self.concepts += 1;
        self.columns.add(concept);
        for term in &concept.terms {
            if !self.langs.contains(&term.lang) {
                self.langs.push(term.lang);
            }
        }
    }
}

impl Supply {
    /// The glossaries asked for. A single file of another tool is not loaded: it passes through.
    pub(super) fn open(args: &Glossaries) -> Result<Self> {
        if let [path] = args.glossaries.as_slice()
            && path.is_file()
            && !is_own(input::file(path, &EncodingArgs::default(), &ProgressBar::hidden())?.fill_buf()?)
        {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            return Ok(Self { name: name.unwrap_or_default(), kind: Kind::File(path.clone()) });
        }
        let stack = input::stack(args)?;
        let name = stack.layers().first().map(|layer| layer.name.clone()).unwrap_or_default();
        let kept = stack.layers().iter().flat_map(|layer| layer.kept.iter().cloned()).collect();
        Ok(Self::loaded(name, stack.merged(), kept))
    }

    /// Concepts in memory.
    pub(super) fn loaded(name: String, concepts: Vec<Concept>, kept: Vec<Kept>) -> Self {
        Self { name, kind: Kind::Loaded { concepts, kept } }
    }

    /// Looks at all of them.
    pub(super) fn survey(&self) -> Result<Survey> {
        let mut survey = Survey::default();
        match &self.kind {
            Kind::Loaded { concepts, kept } => {
                for concept in concepts {
                    survey.add(concept);
                }
                survey.kept.clone_from(kept);
            }
            Kind::File(path) => {
                let mut each = |concept: &Concept| {
                    survey.add(concept);
                    Ok(())
                };
                let (kept, problems) = pass(path, Problems::new(path), &mut each)?;
                survey.kept = kept;
                survey.errors = problems.errors;
            }
        }
        survey.langs.sort();
        Ok(survey)
    }

    /// Hands over one after the other.
    pub(super) fn each(&self, each: &mut dyn FnMut(&Concept) -> io::Result<()>) -> Result<()> {
        match &self.kind {
            Kind::Loaded { concepts, .. } => Ok(concepts.iter().try_for_each(each)?),
            Kind::File(path) => {
                // The survey has told the problems.
                pass(path, Problems::told(), each).map(|_| ())
            }
        }
    }
}

/// Takes concepts and hands them on.
struct Passing<'p> {
    ids: Ids,
    each: &'p mut dyn FnMut(&Concept) -> io::Result<()>,
    kept: Vec<Kept>,
    problems: Problems,
}

impl Receive for Passing<'_> {
    fn concept(&mut self, mut concept: Concept) -> io::Result<()> {
        if concept.id.is_empty() {
            concept.id = self.ids.give(&concept);
        }
        (self.each)(&concept)
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.tell(problem);
    }

    fn keep(&mut self, kept: Kept) {
        self.kept.push(kept);
    }
}

fn pass(
    path: &Path,
    problems: Problems,
    each: &mut dyn FnMut(&Concept) -> io::Result<()>,
) -> Result<(Vec<Kept>, Problems)> {
    let name = path.display().to_string();
    let mut passing = Passing { ids: Ids::default(), each, kept: Vec::new(), problems };
    let mut input = input::file(path, &EncodingArgs::default(), &input::progress(path))?;
    match read(&mut input, &ReadSetting { name: &name, ..ReadSetting::default() }, &mut passing) {
        Ok(()) => {}
        Err(ReadError::Broken(problem)) => passing.problem(problem),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{name}`")),
    }
    passing.problems.end();
    Ok((passing.kept, passing.problems))
}
