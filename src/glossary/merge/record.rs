//! One record in three versions.

use std::collections::BTreeSet;

use crate::formats::csv::{Piece, Record, record_of};
use crate::glossary::fields::Fields;
use crate::glossary::{Conflict, RecordKind};

/// What a record was, and what either side made of it.
#[derive(Debug)]
pub(super) struct Sides<'r, R> {
    pub(super) base: Option<&'r R>,
    pub(super) ours: Option<&'r R>,
    pub(super) theirs: Option<&'r R>,
}

impl<R> Default for Sides<'_, R> {
    fn default() -> Self {
        Self { base: None, ours: None, theirs: None }
    }
}

/// What became of a record: the same on both sides, or one for each.
#[derive(Clone, Debug)]
pub(super) enum Outcome<R> {
    Gone,
    Agreed(R),
    Disputed { ours: Option<R>, theirs: Option<R> },
}

/// A piece of a file; `None` for what is gone.
pub(super) fn piece<R>(outcome: Outcome<R>) -> Option<Piece<R>> {
    match outcome {
        Outcome::Gone => None,
        Outcome::Agreed(record) => Some(Piece::Agreed(record)),
        Outcome::Disputed { ours, theirs } => {
            Some(Piece::Disputed { ours: ours.into_iter().collect(), theirs: theirs.into_iter().collect() })
        }
    }
}

/// Merges one record. Of a disputed one, both versions have all that is agreed on.
pub(super) fn merge_record<R: Record + Clone + PartialEq>(
    kind: RecordKind,
    key: &[String],
    sides: &Sides<'_, R>,
    conflicts: &mut Vec<Conflict>,
) -> Outcome<R> {
    let whole = |one: Option<&R>| one.cloned().map_or(Outcome::Gone, Outcome::Agreed);
    let (base, ours, theirs) = (sides.base, sides.ours, sides.theirs);
    if ours == theirs || base == theirs {
        return whole(ours);
    }
    if base == ours {
        return whole(theirs);
    }
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => merge_fields(kind, key, base, (ours, theirs), conflicts),
        (one, other) if base.is_none() => whole(one.or(other)),
        (ours, theirs) => {
            let changed = |side: Option<&R>| side.map(|_| "changed it".to_owned());
            conflicts.push(Conflict {
                kind,
                key: key.to_vec(),
                field: None,
                base: None,
                ours: changed(ours),
                theirs: changed(theirs),
            });
            Outcome::Disputed { ours: ours.cloned(), theirs: theirs.cloned() }
        }
    }
}

fn merge_fields<R: Record + Clone>(
    kind: RecordKind,
    key: &[String],
    base: Option<&R>,
    (ours, theirs): (&R, &R),
    conflicts: &mut Vec<Conflict>,
) -> Outcome<R> {
    let (our_fields, their_fields) = (Fields::of(ours), Fields::of(theirs));
    let base = base.map(Fields::of);
    let all: Vec<&Fields<'_>> = base.iter().chain([&our_fields, &their_fields]).collect();
    let (mut for_ours, mut for_theirs) = (Vec::new(), Vec::new());
    let before = conflicts.len();
    for name in Fields::names(&all) {
        let was = base.as_ref().map_or("", |base| base.get(name));
        let (here, there) = (our_fields.get(name), their_fields.get(name));
        let agreed = if here == there || was == there {
            here.to_owned()
        } else if was == here {
            there.to_owned()
        } else if name == "attested_in" {
            merge_words(was, here, there)
        } else {
            conflicts.push(Conflict {
                kind,
                key: key.to_vec(),
                field: Some(name.to_owned()),
                base: base.as_ref().map(|_| was.to_owned()),
                ours: Some(here.to_owned()),
                theirs: Some(there.to_owned()),
            });
            for_ours.push((name, here.to_owned()));
            for_theirs.push((name, there.to_owned()));
            continue;
        };
        for_ours.push((name, agreed.clone()));
        for_theirs.push((name, agreed));
    }
    // Each cell was read from a record of this kind, and can be read again.
    let merged = |cells: &[(&str, String)], side: &R| record_of::<R>(cells).unwrap_or_else(|| side.clone());
    if conflicts.len() == before {
        return Outcome::Agreed(merged(&for_ours, ours));
    }
    Outcome::Disputed { ours: Some(merged(&for_ours, ours)), theirs: Some(merged(&for_theirs, theirs)) }
}

/// The words that both sides left, in their order, then those that either added.
fn merge_words(base: &str, ours: &str, theirs: &str) -> String {
    let words = |cell: &'_ str| cell.split_whitespace().map(str::to_owned).collect::<BTreeSet<String>>();
    let (was, here, there) = (words(base), words(ours), words(theirs));
    let kept = base.split_whitespace().filter(|word| here.contains(*word) && there.contains(*word)).map(str::to_owned);
    let added = here.union(&there).filter(|word| !was.contains(*word)).cloned();
    kept.chain(added).collect::<Vec<String>>().join(" ")
}
