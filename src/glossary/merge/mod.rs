//! Merging two glossaries that began as one.

mod concepts;
mod files;
mod record;

pub use files::{MergeError, MergedFile, merge_files};

use std::collections::{BTreeMap, HashSet};

use crate::formats::csv::{Piece, TermRow};
use crate::glossary::diff::{Keyed, numbered};
use crate::glossary::merge::record::{Sides, merge_record, piece};
use crate::glossary::{Conflict, Glossary, Prefer, RecordKind};
use crate::model::{Concept, Document, Kept, Quote, Rendition};

/// Two glossaries in one, record by record.
#[derive(Clone, Debug)]
pub struct Merge {
    concepts: Vec<MergedConcept>,
    documents: Vec<Piece<Document>>,
    quotes: Vec<Piece<Quote>>,
    renditions: Vec<Piece<Rendition>>,
    kept: Vec<Piece<Kept>>,
    conflicts: Vec<Conflict>,
}

/// What became of a concept.
#[derive(Clone, Debug)]
struct MergedConcept {
    /// What is said of it; its terms are empty.
    about: Piece<Concept>,
    terms: Vec<Piece<TermRow>>,
}

/// Merges what ours and theirs made of `base`.
///
/// Records are the same by their keys, as in [`diff`](crate::glossary::diff);
/// each field is that of the side which changed it. Of documents in
/// `attested_in`, what either side added is there, and what either took away
/// is not. A conflict is a field that both changed differently, a record that
/// one deleted and the other changed or still refers to, and a preferred term
/// that each side made its own.
pub fn merge(base: &Glossary, ours: &Glossary, theirs: &Glossary) -> Merge {
    let mut conflicts = Vec::new();
    let concepts = concepts::merge(base, ours, theirs, &mut conflicts);
    let mut records = Records { conflicts: &mut conflicts };
    let renditions = records.merge(RecordKind::Rendition, &base.renditions, &ours.renditions, &theirs.renditions);
    let kept = records.merge(RecordKind::Interchange, &base.kept, &ours.kept, &theirs.kept);
    let mut quotes = records.merge(RecordKind::Quote, &base.quotes, &ours.quotes, &theirs.quotes);
    let mut documents = records.merge(RecordKind::Document, &base.documents, &ours.documents, &theirs.documents);
    let named: HashSet<&str> = renditions.iter().flat_map(Piece::rows).map(|row| row.quote.as_str()).collect();
    records.keep_named(RecordKind::Quote, &mut quotes, [&ours.quotes, &theirs.quotes], &named);
    let attested = concepts.iter().flat_map(|concept| &concept.terms).flat_map(Piece::rows);
    let attested = attested.flat_map(|row| row.term.attested_in.iter().map(AsRef::as_ref));
    let cited = renditions.iter().flat_map(Piece::rows).map(|row| row.document.as_str());
    let named: HashSet<&str> = attested.chain(cited).collect();
    records.keep_named(RecordKind::Document, &mut documents, [&ours.documents, &theirs.documents], &named);
    conflicts.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    Merge { concepts, documents, quotes, renditions, kept, conflicts }
}

impl Merge {
    /// What somebody has to decide, by kind and key of the record.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The merged glossary; where there is a conflict, one side's word counts.
    pub fn glossary(&self, prefer: Prefer) -> Glossary {
        let concepts = self.concepts.iter().filter_map(|merged| {
            let about = side(std::slice::from_ref(&merged.about), prefer).next();
            let terms: Vec<TermRow> = side(&merged.terms, prefer).collect();
            let id = about.as_ref().map(|about| about.id.clone()).or_else(|| Some(terms.first()?.concept.clone()))?;
            let terms = terms.into_iter().map(|row| row.term).collect();
            Some(Concept { id, terms, ..about.unwrap_or_default() })
        });
        let mut glossary = Glossary::new("merged", concepts.collect());
        glossary.documents = side(&self.documents, prefer).collect();
        glossary.quotes = side(&self.quotes, prefer).collect();
        glossary.renditions = side(&self.renditions, prefer).collect();
        glossary.kept = side(&self.kept, prefer).collect();
        glossary
    }
}

/// The records that stand if one side's word counts.
fn side<R: Clone>(pieces: &[Piece<R>], prefer: Prefer) -> impl Iterator<Item = R> {
    pieces.iter().flat_map(move |piece| match piece {
        Piece::Agreed(record) => vec![record.clone()],
        Piece::Disputed { ours, theirs } => if prefer == Prefer::Ours { ours } else { theirs }.clone(),
    })
}

struct Records<'c> {
    conflicts: &'c mut Vec<Conflict>,
}

impl Records<'_> {
    /// Merges records of one kind, in the order of their keys.
    fn merge<R: Keyed + Clone + PartialEq>(
        &mut self,
        kind: RecordKind,
        base: &[R],
        ours: &[R],
        theirs: &[R],
    ) -> Vec<Piece<R>> {
        let mut sides: BTreeMap<_, Sides<'_, R>> = BTreeMap::new();
        for (key, record) in by_key(base) {
            sides.entry(key).or_default().base = Some(record);
        }
        for (key, record) in by_key(ours) {
            sides.entry(key).or_default().ours = Some(record);
        }
        for (key, record) in by_key(theirs) {
            sides.entry(key).or_default().theirs = Some(record);
        }
        let merged = sides.into_iter().filter_map(|((key, _), sides)| {
            let key: Vec<String> = key.into_iter().map(|(_, value)| value).collect();
            piece(merge_record(kind, &key, &sides, self.conflicts))
        });
        merged.collect()
    }

    /// Puts back, as disputed, what one side deleted and the merged records name.
    fn keep_named<R: Keyed + Clone>(
        &mut self,
        kind: RecordKind,
        pieces: &mut Vec<Piece<R>>,
        [ours, theirs]: [&Vec<R>; 2],
        named: &HashSet<&str>,
    ) {
        let there: HashSet<String> = pieces.iter().flat_map(Piece::rows).map(id).collect();
        let is_missed = |record: &&R| {
            let id = id(*record);
            named.contains(id.as_str()) && !there.contains(&id)
        };
        let (ours, theirs) = (ours.iter().filter(is_missed), theirs.iter().filter(is_missed));
        let ours = ours.map(|record| Piece::Disputed { ours: vec![record.clone()], theirs: Vec::new() });
        let theirs = theirs.map(|record| Piece::Disputed { ours: Vec::new(), theirs: vec![record.clone()] });
        for piece in ours.chain(theirs) {
            let is_ours = matches!(&piece, Piece::Disputed { ours, .. } if !ours.is_empty());
            let refers = || Some("still refers to it".to_owned());
            self.conflicts.push(Conflict {
                kind,
                key: piece.rows().map(id).collect(),
                field: None,
                base: None,
                ours: is_ours.then(refers).flatten(),
                theirs: (!is_ours).then(refers).flatten(),
            });
            pieces.push(piece);
        }
    }
}

fn id<R: Keyed>(record: &R) -> String {
    record.key().into_iter().map(|(_, value)| value).next().unwrap_or_default()
}

/// Records by what names them, those of one key with their numbers.
type ByKey<'r, R> = BTreeMap<(Vec<(&'static str, String)>, usize), &'r R>;

fn by_key<R: Keyed>(records: &[R]) -> ByKey<'_, R> {
    numbered(records.iter().map(|record| (record.key(), record)))
}
