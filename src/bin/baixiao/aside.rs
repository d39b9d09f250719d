//! Values that are put aside in one thread while another makes them.

use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use anyhow::{Context, Result};
use baixiao::files::Spool;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How many values go from thread to thread at once.
const BATCH: usize = 256;
/// How many batches may wait.
const WAITING: usize = 8;

/// Puts all that `make` pushes aside; `look` sees each before that.
pub(crate) fn put_aside<T: Serialize + DeserializeOwned + Send, M>(
    look: impl FnMut(&T) + Send,
    make: impl FnOnce(&mut Batches<T>) -> Result<M>,
) -> Result<(Spool<T>, M)> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::scope(|scope| {
        let mut look = look;
        let aside = scope.spawn(move || {
            let mut spool = Spool::new()?;
            for value in receiver.into_iter().flatten() {
                look(&value);
                spool.push(&value)?;
            }
            Ok(spool)
        });
        let mut batches = Batches { sender, batch: Vec::with_capacity(BATCH) };
        let made = make(&mut batches);
        let sent = batches.end();
        let spool = joined(aside).context("cannot put on the disk what was read")?;
        sent?;
        Ok((spool, made?))
    })
}

/// Hands on what was put aside.
pub(crate) fn hand_on<T: Serialize + DeserializeOwned + Send>(
    spool: Spool<T>,
    each: &mut dyn FnMut(&T) -> io::Result<()>,
) -> io::Result<()> {
    let (sender, receiver) = sync_channel(WAITING);
    thread::scope(|scope| {
        let drained = scope.spawn(move || {
            let mut batches = Batches { sender, batch: Vec::with_capacity(BATCH) };
            spool.drain(&mut |value| batches.push(value))?;
            batches.end()
        });
        let handed = receiver.iter().flatten().try_for_each(|value| each(&value));
        drop(receiver);
        let drained = joined(drained);
        handed?;
        drained
    })
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, io::Result<T>>) -> io::Result<T> {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Sends values in batches.
pub(crate) struct Batches<T> {
    sender: SyncSender<Vec<T>>,
    batch: Vec<T>,
}

impl<T> Batches<T> {
    pub(crate) fn push(&mut self, value: T) -> io::Result<()> {
        self.batch.push(value);
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

    fn send(&self, batch: Vec<T>) -> io::Result<()> {
        self.sender.send(batch).map_err(|_| io::Error::other("the other thread has ended"))
    }
}
