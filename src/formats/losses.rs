//! What a format could not take as it was.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::Text;

/// What became of something that a format cannot hold as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is not in the file.
    Dropped,
    /// It went into another entry.
    Merged,
    /// It is in the file in another way.
    Changed,
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Dropped => "dropped",
            Self::Merged => "merged",
            Self::Changed => "changed",
        })
    }
}

/// Something of a concept that a format did not take as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// The concept's id.
    pub concept: Text,
    /// What of it, such as a term; empty for the whole concept.
    pub what: String,
}

/// How many losses of one kind are remembered: of a termbase of any size, memory holds no more.
const MOST: usize = 100_000;

/// All that a format did not take as it was, by what became of it and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    reasons: BTreeMap<(Fate, &'static str), Reason>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reason {
    count: usize,
    /// The first ones.
    losses: Vec<Loss>,
}

impl Losses {
    /// Notes a loss, once. The reason is a clause such as `no term in the target language`.
    pub fn note(&mut self, fate: Fate, why: &'static str, concept: &Text, what: impl Into<String>) {
        let loss = Loss { concept: concept.clone(), what: what.into() };
        let Reason { count, losses } = self.reasons.entry((fate, why)).or_default();
        // A term may stand in several rows of its concept.
        let told = losses.iter().rev().take_while(|told| told.concept == loss.concept).any(|told| *told == loss);
        if told {
            return;
        }
        *count += 1;
        if losses.len() < MOST {
            losses.push(loss);
        }
    }

    /// Whether everything was taken as it was.
    pub fn is_empty(&self) -> bool {
        self.reasons.is_empty()
    }

    /// Every reason with how often there was one, and the losses in the order in
    /// which they were noted: the first 100,000 of them.
    pub fn iter(&self) -> impl Iterator<Item = (Fate, &'static str, usize, &[Loss])> {
        self.reasons.iter().map(|((fate, why), reason)| (*fate, *why, reason.count, reason.losses.as_slice()))
    }
}
