//! Problems of a table, as many as somebody reads.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::formats::Receive;

/// How many problems of one kind are told.
const MOST: usize = 100;

/// Counts problems, and tells the first ones of each kind.
#[derive(Debug, Default)]
pub(super) struct Problems {
    counts: BTreeMap<&'static str, usize>,
}

impl Problems {
    /// Tells a problem, unless there were many of its kind.
    pub(super) fn tell(&mut self, problem: Diagnostic, receive: &mut dyn Receive) {
        let count = self.counts.entry(problem.code).or_default();
        *count += 1;
        if *count <= MOST {
            receive.problem(problem);
        }
    }

    /// Tells how many there were of those that were not told.
    pub(super) fn finish(&self, receive: &mut dyn Receive) {
        for (code, count) in &self.counts {
            if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
                receive.problem(Diagnostic::warning(code, format!("{more} more problems of this kind are not listed")));
            }
        }
    }
}
