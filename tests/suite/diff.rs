//! What two glossaries differ in.

use baixiao::glossary::{ChangeKind, Diff, Glossary, diff};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Relation, Rendition, RenditionKind, SpeechMode, Term};
use proptest::prelude::*;

use crate::glossaries::glossary;

/// The diff of the same two, the other way round.
fn turned(diff: Diff) -> Diff {
    let kind = |kind| match kind {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        ChangeKind::Changed => ChangeKind::Changed,
    };
    let mut turned = diff;
    for concept in &mut turned.concepts {
        concept.kind = kind(concept.kind);
        for field in &mut concept.fields {
            std::mem::swap(&mut field.old, &mut field.new);
        }
        for term in &mut concept.terms {
            term.kind = kind(term.kind);
            for field in &mut term.fields {
                std::mem::swap(&mut field.old, &mut field.new);
            }
        }
    }
    turned
}

/// What does not depend on which of two statuses a term is shown with.
fn told(diff: Diff) -> Vec<String> {
    let mut lines = Vec::new();
    for concept in diff.concepts {
        lines.push(format!("{:?} {} {:?}", concept.kind, concept.id, concept.fields));
        let terms = concept.terms.iter();
        lines.extend(
            terms.map(|term| format!("{} {:?} {} {} {:?}", concept.id, term.kind, term.lang, term.text, term.fields)),
        );
    }
    lines.sort();
    lines
}

proptest! {
    #[test]
    fn nothing_differs_from_itself(x in glossary()) {
        let mut reversed = x.concepts().to_vec();
        reversed.reverse();
        for concept in &mut reversed {
            concept.terms.reverse();
        }
        prop_assert!(diff(&x, &x).is_empty());
        prop_assert!(diff(&x, &Glossary::new("reversed", reversed)).is_empty());
    }

    /// Empty is only the diff of what is the same, but for the order.
    #[test]
    fn what_differs_is_told(x in glossary(), y in glossary()) {
        let sorted = |glossary: &Glossary| {
            let mut concepts = glossary.concepts().to_vec();
            concepts.sort_by(|a, b| a.id.cmp(&b.id));
            for concept in &mut concepts {
                concept.terms.sort_by(|a, b| (a.lang, &a.text).cmp(&(b.lang, &b.text)));
            }
            concepts
        };
        prop_assert_eq!(diff(&x, &y).is_empty(), sorted(&x) == sorted(&y));
        prop_assert_eq!(told(turned(diff(&x, &y))), told(diff(&y, &x)));
    }
}

#[test]
fn records_are_told_by_their_keys() {
    let rendition = |locator: &str, text: &str| Rendition {
        quote: "q".to_owned(),
        document: "d".to_owned(),
        lang: Lang::EN,
        text: text.to_owned(),
        mode: SpeechMode::Direct,
        kind: RenditionKind::Source,
        relation: Relation::Full,
        speaker: String::new(),
        date: String::new(),
        occasion: String::new(),
        locator: locator.to_owned(),
        note: String::new(),
        extra: baixiao::model::Extra::default(),
    };
    let with = |renditions: Vec<Rendition>| {
        let mut glossary = Glossary::default();
        glossary.renditions = renditions;
        glossary
    };
    let changes = |ours, theirs| -> Vec<(ChangeKind, usize)> {
        let diff = diff(&with(ours), &with(theirs));
        diff.renditions.iter().map(|change| (change.kind, change.fields.len())).collect()
    };
    let (one, other) = (rendition("char=1,2", "a"), rendition("char=1,2", "b"));
    assert_eq!(changes(vec![one.clone()], vec![other.clone()]), [(ChangeKind::Changed, 1)]);
    // Without a locator another text is another rendition.
    let kinds = changes(vec![rendition("", "a")], vec![rendition("", "b")]);
    assert_eq!(kinds.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [ChangeKind::Removed, ChangeKind::Added]);
    // Of two with one key, the second is compared with the second.
    assert_eq!(changes(vec![one.clone(), one.clone()], vec![one.clone(), other]), [(ChangeKind::Changed, 1)]);
    assert_eq!(changes(vec![one.clone(), one.clone()], vec![one]).len(), 1);
}

#[test]
fn of_two_terms_with_one_spelling_each_is_compared() {
    let term = |note: &str| Term { note: note.into(), ..Term::new(Lang::EN, "moat") };
    let with = |terms| Glossary::new("", vec![Concept { id: "moat".into(), terms, ..Concept::default() }]);
    let diff = diff(&with(vec![term("a"), term("b")]), &with(vec![term("a"), term("c")]));
    assert_eq!(diff.concepts[0].terms.len(), 1);
    assert_eq!(diff.concepts[0].terms[0].fields[0].old, "b");
}
