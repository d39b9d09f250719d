//! What two glossaries differ in, concept by concept.

use std::collections::BTreeMap;

use crate::formats::csv::Record;
use crate::glossary::Glossary;
use crate::glossary::fields::Fields;
use crate::lang::Lang;
use crate::model::{Concept, Document, Kept, Quote, Rendition, Status, Term, Text};

/// What is another in one glossary than in the other.
///
/// Records stand in the order of their keys, whatever order the files had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Concepts with their terms, by id.
    pub concepts: Vec<ConceptChange>,
    /// Documents, by id.
    pub documents: Vec<RecordChange>,
    /// Quotes, by id.
    pub quotes: Vec<RecordChange>,
    /// Renditions, by quote, document and place.
    pub renditions: Vec<RecordChange>,
    /// What files of other formats said of themselves, by format and name.
    pub kept: Vec<RecordChange>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Only the second glossary has it.
    Added,
    /// Only the first glossary has it.
    Removed,
    /// Both have it and say different things of it.
    Changed,
}

/// A field that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The column.
    pub name: String,
    /// What it was; empty in a record that was added.
    pub old: String,
    /// What it is; empty in a record that was removed.
    pub new: String,
}

/// A concept that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptChange {
    /// Its id.
    pub id: Text,
    /// What became of it.
    pub kind: ChangeKind,
    /// The fields of its own; all that are not empty, if it was added or removed.
    pub fields: Vec<FieldChange>,
    /// The terms that are others; all of them, if it was added or removed.
    pub terms: Vec<TermChange>,
}

/// A term that is another; two are the same in language and spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermChange {
    /// Its language.
    pub lang: Lang,
    /// The term.
    pub text: Text,
    /// Its status, as far as it was.
    pub status: Status,
    /// What became of it.
    pub kind: ChangeKind,
    /// The fields that are others; all that are not empty, if it was added or removed.
    pub fields: Vec<FieldChange>,
}

/// A document, quote or rendition that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordChange {
    /// The columns that name it, with what they hold.
    pub key: Vec<(&'static str, String)>,
    /// What became of it.
    pub kind: ChangeKind,
    /// The fields that are others; all that are not empty, if it was added or removed.
    pub fields: Vec<FieldChange>,
}

impl Diff {
    /// Whether the two glossaries say the same.
    pub fn is_empty(&self) -> bool {
        let Self { concepts, documents, quotes, renditions, kept } = self;
        concepts.is_empty() && [documents, quotes, renditions, kept].iter().all(|records| records.is_empty())
    }
}

/// Compares two glossaries by the ids of concepts, documents and quotes, by
/// language and spelling of terms, and by quote, document, language and
/// locator of renditions (by their text, where they have no locator).
///
/// The order of records says nothing; of two with one key, the first is
/// compared with the first, the second with the second.
pub fn diff(ours: &Glossary, theirs: &Glossary) -> Diff {
    Diff {
        concepts: concepts(ours, theirs),
        documents: records(&ours.documents, &theirs.documents),
        quotes: records(&ours.quotes, &theirs.quotes),
        renditions: records(&ours.renditions, &theirs.renditions),
        kept: records(&ours.kept, &theirs.kept),
    }
}

/// A record that is told from others of its kind by some of its columns.
pub(super) trait Keyed: Record {
    /// The columns, with what they hold.
    fn key(&self) -> Vec<(&'static str, String)>;
}

impl Keyed for Document {
    fn key(&self) -> Vec<(&'static str, String)> {
        vec![("id", self.id.clone())]
    }
}

impl Keyed for Quote {
    fn key(&self) -> Vec<(&'static str, String)> {
        vec![("id", self.id.clone())]
    }
}

impl Keyed for Rendition {
    fn key(&self) -> Vec<(&'static str, String)> {
        let place = if self.locator.is_empty() { ("text", &self.text) } else { ("locator", &self.locator) };
        vec![
            ("quote", self.quote.clone()),
            ("document", self.document.clone()),
            ("lang", self.lang.to_string()),
            (place.0, place.1.clone()),
        ]
    }
}

impl Keyed for Kept {
    fn key(&self) -> Vec<(&'static str, String)> {
        vec![("format", self.format.clone()), ("name", self.name.clone())]
    }
}

/// Things by their keys, with the number of those before that have the same.
pub(super) fn numbered<K: Ord + Clone, T>(things: impl IntoIterator<Item = (K, T)>) -> BTreeMap<(K, usize), T> {
    let mut counts: BTreeMap<K, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for (key, thing) in things {
        let count = counts.entry(key.clone()).or_default();
        out.insert((key, *count), thing);
        *count += 1;
    }
    out
}

/// Things with their counterparts, in the order of their keys.
fn paired<K: Ord + Clone, T>(
    ours: impl IntoIterator<Item = (K, T)>,
    theirs: impl IntoIterator<Item = (K, T)>,
) -> Vec<(K, Option<T>, Option<T>)> {
    let mut pairs: BTreeMap<(K, usize), (Option<T>, Option<T>)> = BTreeMap::new();
    for (key, thing) in numbered(ours) {
        pairs.entry(key).or_insert((None, None)).0 = Some(thing);
    }
    for (key, thing) in numbered(theirs) {
        pairs.entry(key).or_insert((None, None)).1 = Some(thing);
    }
    pairs.into_iter().map(|((key, _), (ours, theirs))| (key, ours, theirs)).collect()
}

fn records<R: Keyed + PartialEq>(ours: &[R], theirs: &[R]) -> Vec<RecordChange> {
    let pairs = paired(ours.iter().map(Keyed::key).zip(ours), theirs.iter().map(Keyed::key).zip(theirs));
    let changed = pairs.into_iter().filter_map(|(key, old, new)| {
        let (old, new) = (old.filter(|_| old != new), new.filter(|_| old != new));
        let names: Vec<&str> = key.iter().map(|(name, _)| *name).collect();
        let (kind, fields) = change(old.map(Fields::of).as_ref(), new.map(Fields::of).as_ref(), &names)?;
        Some(RecordChange { key, kind, fields })
    });
    changed.collect()
}

/// What became of a record, but for the columns that name it; `None` for nothing.
fn change(old: Option<&Fields<'_>>, new: Option<&Fields<'_>>, key: &[&str]) -> Option<(ChangeKind, Vec<FieldChange>)> {
    let kind = match (old, new) {
        (None, None) => return None,
        (None, Some(_)) => ChangeKind::Added,
        (Some(_), None) => ChangeKind::Removed,
        (Some(_), Some(_)) => ChangeKind::Changed,
    };
    let both: Vec<&Fields<'_>> = old.into_iter().chain(new).collect();
    let names = Fields::names(&both).into_iter().filter(|name| !key.contains(name));
    let fields: Vec<FieldChange> = names
        .map(|name| (name, old.map_or("", |old| old.get(name)), new.map_or("", |new| new.get(name))))
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| FieldChange { name: name.to_owned(), old: old.to_owned(), new: new.to_owned() })
        .collect();
    (kind != ChangeKind::Changed || !fields.is_empty()).then_some((kind, fields))
}

fn concepts(ours: &Glossary, theirs: &Glossary) -> Vec<ConceptChange> {
    let mut changes: Vec<ConceptChange> =
        ours.concepts().iter().filter_map(|old| concept(Some(old), theirs.concept(&old.id))).collect();
    let is_new = |new: &&Concept| ours.concept(&new.id).is_none();
    changes.extend(theirs.concepts().iter().filter(is_new).filter_map(|new| concept(None, Some(new))));
    changes.sort_by(|a, b| a.id.cmp(&b.id));
    changes
}

/// What became of one concept; `None` for nothing.
pub(super) fn concept(old: Option<&Concept>, new: Option<&Concept>) -> Option<ConceptChange> {
    if old == new {
        return None;
    }
    let id = &old.or(new)?.id;
    let terms = terms(old, new);
    let (kind, fields) = match change(old.map(Fields::of).as_ref(), new.map(Fields::of).as_ref(), &["id"]) {
        Some(changed) => changed,
        None if terms.is_empty() => return None,
        None => (ChangeKind::Changed, Vec::new()),
    };
    Some(ConceptChange { id: id.clone(), kind, fields, terms })
}

fn terms(old: Option<&Concept>, new: Option<&Concept>) -> Vec<TermChange> {
    let pairs = paired(keyed_terms(old), keyed_terms(new)).into_iter().filter(|(_, old, new)| old != new);
    let changed = pairs.filter_map(|((lang, text), old, new)| {
        let status = new.or(old)?.status;
        let old = old.map(|term| Fields::of_term("", term));
        let new = new.map(|term| Fields::of_term("", term));
        let (kind, fields) = change(old.as_ref(), new.as_ref(), &["concept", "lang", "term"])?;
        Some(TermChange { lang, text: text.clone(), status, kind, fields })
    });
    let mut changed: Vec<TermChange> = changed.collect();
    changed.sort_by(|a, b| (a.lang, a.status, &a.text).cmp(&(b.lang, b.status, &b.text)));
    changed
}

fn keyed_terms(concept: Option<&Concept>) -> impl Iterator<Item = ((Lang, &Text), &Term)> {
    let terms = concept.map_or(&[][..], |concept| &concept.terms).iter();
    terms.map(|term| ((term.lang, &term.text), term))
}
