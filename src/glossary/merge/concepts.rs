//! Concepts with their terms in three versions.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::csv::{Piece, TermRow};
use crate::glossary::diff::{concept as difference, numbered};
use crate::glossary::merge::MergedConcept;
use crate::glossary::merge::record::{Sides, merge_record, piece};
use crate::glossary::{Conflict, Glossary, RecordKind};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};

/// Merges concepts, in the order of their ids.
pub(super) fn merge(
    base: &Glossary,
    ours: &Glossary,
    theirs: &Glossary,
    conflicts: &mut Vec<Conflict>,
) -> Vec<MergedConcept> {
    let ids: BTreeSet<&Text> = [base, ours, theirs].iter().flat_map(|side| side.concepts()).map(|c| &c.id).collect();
    let merged = ids.into_iter().filter_map(|id| {
        let sides = Sides { base: base.concept(id), ours: ours.concept(id), theirs: theirs.concept(id) };
        merge_concept(id, &sides, conflicts)
    });
    merged.collect()
}

fn merge_concept(id: &Text, sides: &Sides<'_, Concept>, conflicts: &mut Vec<Conflict>) -> Option<MergedConcept> {
    let same = |one: Option<&Concept>, other: Option<&Concept>| difference(one, other).is_none();
    let (base, ours, theirs) = (sides.base, sides.ours, sides.theirs);
    if same(ours, theirs) || same(base, theirs) {
        return ours.map(agreed);
    }
    if same(base, ours) {
        return theirs.map(agreed);
    }
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => Some(merge_both(id, base, (ours, theirs), conflicts)),
        (Some(one), None) | (None, Some(one)) if base.is_none() => Some(agreed(one)),
        (ours, theirs) => {
            let changed = |side: Option<&Concept>| side.map(|_| "changed it".to_owned());
            conflicts.push(Conflict {
                kind: RecordKind::Concept,
                key: vec![id.to_string()],
                field: None,
                base: None,
                ours: changed(ours),
                theirs: changed(theirs),
            });
            Some(MergedConcept {
                about: Piece::Disputed {
                    ours: ours.map(Concept::without_terms).into_iter().collect(),
                    theirs: theirs.map(Concept::without_terms).into_iter().collect(),
                },
                terms: vec![Piece::Disputed {
                    ours: ours.map(rows).unwrap_or_default(),
                    theirs: theirs.map(rows).unwrap_or_default(),
                }],
            })
        }
    }
}

fn agreed(concept: &Concept) -> MergedConcept {
    let terms = rows(concept).into_iter().map(Piece::Agreed).collect();
    MergedConcept { about: Piece::Agreed(concept.without_terms()), terms }
}

fn rows(concept: &Concept) -> Vec<TermRow> {
    concept.terms.iter().map(|term| row(concept, term)).collect()
}

fn row(concept: &Concept, term: &Term) -> TermRow {
    TermRow { concept: concept.id.clone(), term: term.clone() }
}

fn merge_both(
    id: &Text,
    base: Option<&Concept>,
    (ours, theirs): (&Concept, &Concept),
    conflicts: &mut Vec<Conflict>,
) -> MergedConcept {
    let key = [id.to_string()];
    let about = [base, Some(ours), Some(theirs)].map(|side| side.map(Concept::without_terms));
    let [was, here, there] = about.each_ref().map(Option::as_ref);
    let sides = Sides { base: was, ours: here, theirs: there };
    let about = piece(merge_record(RecordKind::Concept, &key, &sides, conflicts));
    let about = about.unwrap_or_else(|| Piece::Agreed(ours.without_terms()));
    let terms = [base.map(rows).unwrap_or_default(), rows(ours), rows(theirs)];
    let [was, here, there] = terms.each_ref().map(|rows| by_key(rows));
    let keys: BTreeSet<_> = was.keys().chain(here.keys()).chain(there.keys()).copied().collect();
    let mut pieces: Vec<Piece<TermRow>> = Vec::new();
    for at in keys {
        let sides =
            Sides { base: was.get(&at).copied(), ours: here.get(&at).copied(), theirs: there.get(&at).copied() };
        let ((lang, text), _) = at;
        let key = [id.to_string(), lang.to_string(), text.to_string()];
        pieces.extend(piece(merge_record(RecordKind::Term, &key, &sides, conflicts)));
    }
    settle_preferred(base, (ours, theirs), &mut pieces, conflicts);
    MergedConcept { about, terms: pieces }
}

/// Rows by language and spelling, those of one spelling in their order.
fn by_key(rows: &[TermRow]) -> BTreeMap<((Lang, &Text), usize), &TermRow> {
    numbered(rows.iter().map(|row| ((row.term.lang, &row.term.text), row)))
}

/// Makes terms disputed that are preferred by one side each.
fn settle_preferred(
    base: Option<&Concept>,
    (ours, theirs): (&Concept, &Concept),
    pieces: &mut Vec<Piece<TermRow>>,
    conflicts: &mut Vec<Conflict>,
) {
    let preferred = |concept: &Concept, lang: Lang| -> Vec<String> {
        let terms = concept.terms.iter().filter(|term| term.lang == lang && term.status == Status::Preferred);
        terms.map(|term| term.text.to_string()).collect()
    };
    let is_rival = |piece: &Piece<TermRow>, lang: Lang| match piece {
        Piece::Agreed(row) => row.term.lang == lang && row.term.status == Status::Preferred,
        Piece::Disputed { .. } => false,
    };
    let langs: BTreeSet<Lang> = ours.terms.iter().chain(&theirs.terms).map(|term| term.lang).collect();
    for lang in langs {
        let (here, there) = (preferred(ours, lang), preferred(theirs, lang));
        let rivals = pieces.iter().filter(|piece| is_rival(piece, lang)).count();
        if rivals < 2 || here.len() > 1 || there.len() > 1 {
            continue;
        }
        let (mut for_ours, mut for_theirs) = (Vec::new(), Vec::new());
        pieces.retain(|piece| {
            let Piece::Agreed(row) = piece else { return true };
            if !is_rival(piece, lang) {
                return true;
            }
            for_ours.extend(as_in(ours, row));
            for_theirs.extend(as_in(theirs, row));
            false
        });
        pieces.push(Piece::Disputed { ours: for_ours, theirs: for_theirs });
        conflicts.push(Conflict {
            kind: RecordKind::Concept,
            key: vec![ours.id.to_string(), lang.to_string()],
            field: Some("preferred term".to_owned()),
            base: base.map(|base| preferred(base, lang).concat()),
            ours: Some(here.concat()),
            theirs: Some(there.concat()),
        });
    }
}

/// A merged row with the status that it has on one side; `None` if it is not there.
fn as_in(side: &Concept, row: &TermRow) -> Option<TermRow> {
    let is_same = |term: &&Term| term.lang == row.term.lang && term.text == row.term.text;
    let status = side.terms.iter().find(is_same)?.status;
    Some(TermRow { term: Term { status, ..row.term.clone() }, ..row.clone() })
}
