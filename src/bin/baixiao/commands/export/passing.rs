//! A file that passes through: read in one thread, put aside in another, and written from there.

use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use anyhow::{Context, Result};
use baixiao::diagnostic::Diagnostic;
use baixiao::files::Spool;
use baixiao::formats::{ReadError, ReadSetting, Receive, read};
use baixiao::glossary::Ids;
use baixiao::model::{Concept, Kept};

use super::supply::Survey;
use crate::args::EncodingArgs;
use crate::input::{self, Problems};

/// How many concepts go from thread to thread at once.
const BATCH: usize = 256;
/// How many batches may wait.
const WAITING: usize = 8;

/// Reads a file, and puts its concepts aside until it is known how to write them.
pub(super) fn read_aside(path: &Path) -> Result<(Spool<Concept>, Survey)> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::scope(|scope| {
        let aside = scope.spawn(|| put_aside(receiver));
        let mut batches = Batches { sender, batch: Vec::with_capacity(BATCH) };
        let passed = pass(path, Problems::new(path), &mut |concept| batches.push(concept));
        let sent = batches.end();
        let (spool, mut survey) = joined(aside).context("cannot put the concepts aside")?;
        sent?;
        let (kept, problems) = passed?;
        survey.kept = kept;
        survey.errors = problems.errors;
        Ok((spool, survey))
    })
}

fn put_aside(batches: Receiver<Vec<Concept>>) -> io::Result<(Spool<Concept>, Survey)> {
    let mut spool = Spool::new()?;
    let mut survey = Survey::default();
    for concept in batches.into_iter().flatten() {
        survey.add(&concept);
        spool.push(&concept)?;
    }
    Ok((spool, survey))
}

/// Hands on what was put aside.
pub(super) fn hand_on(spool: Spool<Concept>, each: &mut dyn FnMut(&Concept) -> io::Result<()>) -> io::Result<()> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::scope(|scope| {
        let drained = scope.spawn(move || {
            let mut batches = Batches { sender, batch: Vec::with_capacity(BATCH) };
            spool.drain(&mut |concept| batches.push(concept))?;
            batches.end()
        });
        let handed = receiver.iter().flatten().try_for_each(|concept| each(&concept));
        drop(receiver);
        let drained = joined(drained);
        handed?;
        drained
    })
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, io::Result<T>>) -> io::Result<T> {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Sends concepts in batches.
struct Batches {
    sender: SyncSender<Vec<Concept>>,
    batch: Vec<Concept>,
}

impl Batches {
    fn push(&mut self, concept: Concept) -> io::Result<()> {
        self.batch.push(concept);
        if self.batch.len() < BATCH {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.send(batch)
    }

    fn end(mut self) -> io::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.send(batch)
    }

    fn send(&self, batch: Vec<Concept>) -> io::Result<()> {
        self.sender.send(batch).map_err(|_| io::Error::other("the other thread has ended"))
    }
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
    passing.problems.end();
    Ok((passing.kept, passing.problems))
}
