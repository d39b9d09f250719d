//! A file that passes through: read in one thread, put aside in another, and written from there.

use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use baixiao::diagnostic::Diagnostic;
use baixiao::files::Spool;
use baixiao::formats::{ReadError, ReadSetting, Receive, read};
use baixiao::glossary::Ids;
use baixiao::model::{Concept, Kept};

use super::supply::Survey;
use crate::args::EncodingArgs;
use crate::aside::put_aside;
use crate::input::{self, Problems};

/// Reads a file, and puts its concepts aside until it is known how to write them.
pub(super) fn read_aside(path: &Path) -> Result<(Spool<Concept>, Survey)> {
    let mut survey = Survey::default();
    let look = |concept: &Concept| survey.add(concept);
    let (spool, (kept, problems)) =
        put_aside(look, |batches| pass(path, Problems::new(path), &mut |concept| batches.push(concept)))?;
    survey.kept = kept;
    survey.errors = problems.errors;
    Ok((spool, survey))
}

/// Takes concepts and hands them on.
struct Passing<'p> {
    ids: Ids,
    each: &'p mut dyn FnMut(Concept) -> io::Result<()>,
    kept: Vec<Kept>,
    problems: Problems,
}

impl Receive for Passing<'_> {
    fn concept(&mut self, mut concept: Concept) -> io::Result<()> {
        if concept.id.is_empty() {
            concept.id = self.ids.give(&concept);
        }
        (self.each)(concept)
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
    each: &mut dyn FnMut(Concept) -> io::Result<()>,
) -> Result<(Vec<Kept>, Problems)> {
    let name = path.display().to_string();
    let mut passing = Passing { ids: Ids::default(), each, kept: Vec::new(), problems };
    let mut input = input::file(path, &EncodingArgs::default(), &input::progress(path))?;
    match read(&mut input, &ReadSetting { name: &name, ..ReadSetting::default() }, &mut passing) {
        Ok(()) => {}
        Err(ReadError::Broken(problem)) => passing.problem(problem),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{name}`")),
    }
    passing.problems.end("glossary check");
    Ok((passing.kept, passing.problems))
}
