//! Glossaries for properties: few words, so that concepts have some in common.

use std::collections::BTreeSet;

use baixiao::glossary::Glossary;
use baixiao::lang::Lang;
use baixiao::model::{Concept, Extra, Status, Term};
use proptest::prelude::*;
use proptest::sample::select;

const IDS: [&str; 5] = ["moat", "team", "moat-2", "open-source", "x"];
const WORDS: [(Lang, &[&str]); 3] = [
    (Lang::EN, &["moat", "Moat", "team", "open source", "open-source"]),
    (Lang::ZH, &["护城河", "護城河", "团队", "开源"]),
    (Lang::KO, &["해자", "팀", "오픈소스", "오픈 소스"]),
];
const NOTES: [&str; 3] = ["", "a note", "另一个"];

fn extra() -> impl Strategy<Value = Extra> {
    let cell = prop_oneof![3 => Just(None), 1 => Just(Some(("client".to_owned(), "ACME".to_owned())))];
    cell.prop_map(|cell| cell.into_iter().collect())
}

fn term() -> impl Strategy<Value = Term> {
    let word = select(&WORDS[..]).prop_flat_map(|(lang, words)| (Just(lang), select(words)));
    let status = prop_oneof![
        2 => Just(Status::Preferred),
        1 => Just(Status::Admitted),
        1 => Just(Status::Forbidden)
    ];
    let documents = proptest::collection::btree_set(prop_oneof![Just("one"), Just("two")], 0..=2);
    (word, status, documents, select(&NOTES[..]), extra()).prop_map(|((lang, word), status, documents, note, extra)| {
        let mut term = Term::new(lang, word);
        term.status = status;
        term.attested_in = documents.into_iter().map(Into::into).collect();
        term.note = note.into();
        term.extra = extra;
        term
    })
}

/// A concept that could stand in a sound glossary by itself.
fn concept() -> impl Strategy<Value = Concept> {
    let terms = proptest::collection::vec(term(), 1..5);
    (select(&IDS[..]), select(&NOTES[..]), select(&NOTES[..]), terms, extra()).prop_map(
        |(id, definition, note, mut terms, extra)| {
            let mut words = BTreeSet::new();
            terms.retain(|term| words.insert((term.lang, term.text.clone())));
            let mut preferred = BTreeSet::new();
            for term in &mut terms {
                if term.status == Status::Preferred && !preferred.insert(term.lang) {
                    term.status = Status::Admitted;
                }
            }
            Concept {
                id: id.into(),
                definition: definition.into(),
                note: note.into(),
                terms,
                extra,
                ..Concept::default()
            }
        },
    )
}

/// A glossary with concepts of different ids.
pub(crate) fn glossary() -> impl Strategy<Value = Glossary> {
    proptest::collection::vec(concept(), 0..5).prop_map(|mut concepts| {
        let mut ids = BTreeSet::new();
        concepts.retain(|concept| ids.insert(concept.id.clone()));
        Glossary::new("generated", concepts)
    })
}
