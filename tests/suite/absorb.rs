//! What a glossary makes of concepts that come from elsewhere.

use std::collections::BTreeSet;

use baixiao::diagnostic::Severity;
use baixiao::glossary::{AbsorbOptions, Absorption, Glossary, Prefer, absorb, load, save};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Document, Status, Term, Word as _};
use proptest::prelude::*;

use crate::glossaries::glossary;

/// A glossary from lines such as `moat | en moat | zh 护城河, admitted`.
fn concepts(lines: &[&str]) -> Vec<Concept> {
    let concept = |line: &&str| {
        let mut parts = line.split('|').map(str::trim);
        let id = parts.next().expect("an id").into();
        let term = |part: &str| {
            let (lang, rest) = part.split_once(' ').unwrap_or((part, ""));
            let (text, status) = rest.split_once(", ").unwrap_or((rest, "preferred"));
            let mut term = Term::new(lang.parse().expect("a language"), text);
            term.status = Status::parse(status).expect("a status");
            term
        };
        Concept { id, terms: parts.map(term).collect(), ..Concept::default() }
    };
    lines.iter().map(concept).collect()
}

/// Each concept as such a line, with `=` behind homographs.
fn lines(glossary: &Glossary) -> Vec<String> {
    let line = |concept: &Concept| {
        let term = |term: &Term| {
            let is_preferred = term.status == Status::Preferred;
            let status = if is_preferred { String::new() } else { format!(", {}", term.status.word()) };
            let homograph = if term.matching.homograph { " =" } else { "" };
            format!(" | {} {}{status}{homograph}", term.lang, term.text)
        };
        format!("{}{}", concept.id, concept.terms.iter().map(term).collect::<String>())
    };
    glossary.concepts().iter().map(line).collect()
}

const OURS: [&str; 5] = [
    "moat | en moat | zh 护城河 | ko 해자",
    "team | en team | zh 团队",
    "bank | en bank | zh 银行",
    "fund | en fund | en hedge fund, admitted",
    "funding | zh 资金 | en fund, admitted",
];

/// Takes concepts into [`OURS`]: what is there beyond, the conflicts, and how many were known.
fn taken_in(incoming: &[&str], options: AbsorbOptions<'_>) -> (Vec<String>, Vec<String>, usize) {
    let ours = Glossary::new("ours", concepts(&OURS));
    let taken = absorb(&ours, concepts(incoming), options);
    let new = lines(&taken.glossary).into_iter().filter(|line| !OURS.contains(&line.as_str())).collect();
    (new, taken.conflicts.iter().map(ToString::to_string).collect(), taken.unchanged)
}

#[test]
fn concepts_are_known_by_ids_and_terms() {
    for (incoming, new, known) in [
        // By id, with a term in common.
        (&["moat | en moat"][..], &[][..], 1),
        (&["moat | en Moat | fr douve"], &["moat | en moat | zh 护城河 | ko 해자 | fr douve"], 0),
        // The same id for something else.
        (&["moat | en motte"], &["moat-2 | en motte"], 0),
        // By two languages, however they are written.
        (&[" | zh 護城河 | ko 해 자 | ja 堀"], &["moat | en moat | zh 护城河 | ko 해자 | ja 堀"], 0),
        (&["c1 | en team | zh 团队"], &[], 1),
        (&["c1 | zh-Hant 團隊 | en team"], &["team | en team | zh 团队 | zh-Hant 團隊"], 0),
        // By one, if nothing speaks against it.
        (&[" | en team | ko 팀"], &["team | en team | zh 团队 | ko 팀"], 0),
        (&[" | en bank | zh 岸"], &["bank | en bank = | zh 银行", "bank-2 | en bank = | zh 岸"], 0),
        // Two of ours have it: nobody can say which, unless one says all of it.
        (
            &[" | en fund | ko 펀드"],
            &[
                "fund | en fund = | en hedge fund, admitted",
                "funding | zh 资金 | en fund, admitted =",
                "fund-2 | en fund = | ko 펀드",
            ],
            0,
        ),
        (&[" | en fund"], &[], 1),
        // Rows of one list are joined, concepts with ids are not.
        (&[" | en chip | zh 芯片", " | en chip | ko 칩"], &["chip | en chip | zh 芯片 | ko 칩"], 0),
        (&["a | en chip", "b | en chip"], &["a | en chip =", "b | en chip ="], 0),
        (&["a | en chip", "a | ko 칩"], &["a | en chip | ko 칩"], 0),
        // A typing error proves nothing.
        (
            &[" | en team, misspelling | ko 팀"],
            &["tim | en team, misspelling = | ko 팀", "team | en team = | zh 团队"],
            0,
        ),
        // The second preferred term of a language is admitted.
        (
            &["team | en team | en crew | en squad"],
            &["team | en team | zh 团队 | en crew, admitted | en squad, admitted"],
            0,
        ),
        (&[" | en crew | en squad"], &["crew | en crew | en squad, admitted"], 0),
        (&[" | en ", "  | ko 칩 | en  "], &["concept-1", "chip | ko 칩"], 0),
    ] {
        let (found, conflicts, unchanged) = taken_in(incoming, AbsorbOptions::default());
        let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        assert_eq!((found, unchanged), (new.iter().copied().collect(), known), "{incoming:?}");
        assert!(conflicts.iter().all(|conflict| conflict.contains(": term: ")), "only spellings differ: {conflicts:?}");
    }
}

/// Importing a file twice is importing it once, where nothing is left to decide.
#[test]
fn what_was_taken_in_is_known() {
    let ours = Glossary::new("ours", concepts(&OURS));
    for incoming in [
        &["moat | en motte", "moat-2 | en ditch"][..],
        &[" | en bank | zh 岸"],
        &[" | en fund | ko 펀드", " | en chip | zh 芯片", " | en chip | ko 칩"],
        &["a | en chip", "b | en chip | ko 칩"],
        &["team | fr équipe | en team"],
    ] {
        let once = take(&ours, concepts(incoming), None);
        let again = take(&once.glossary, concepts(incoming), None);
        assert!(!once.diff.is_empty() && again.diff.is_empty(), "{incoming:?}: {:?}", again.diff);
        assert_eq!(again.unchanged, incoming.len());
    }
}

#[test]
fn what_both_say_is_decided_by_whom_one_prefers() {
    let prefer = |prefer| AbsorbOptions { prefer, ..AbsorbOptions::default() };
    let conflict = "fund, en, hedge fund: status: ours `admitted`, theirs `preferred`";
    let incoming = ["fund | en hedge fund | en fund, admitted"];
    let other = "fund, en, fund: status: ours `preferred`, theirs `admitted`";
    for (side, new, told) in [
        (None, &[][..], &[conflict, other][..]),
        (Some(Prefer::Ours), &[], &[conflict, other]),
        // Where there is a new preferred term, the old one makes way.
        (Some(Prefer::Theirs), &["fund | en fund, admitted | en hedge fund"], &[conflict]),
    ] {
        let (found, conflicts, _) = taken_in(&incoming, prefer(side));
        assert_eq!(
            (found.as_slice(), conflicts.as_slice()),
            (
                &new.iter().map(ToString::to_string).collect::<Vec<_>>()[..],
                &told.iter().map(ToString::to_string).collect::<Vec<_>>()[..]
            )
        );
    }
    // A spelling is a field like others.
    let (found, conflicts, _) = taken_in(&["fund | en Fund | en money"], prefer(Some(Prefer::Theirs)));
    assert_eq!(found, ["fund | en Fund, admitted | en hedge fund, admitted | en money"]);
    assert_eq!(conflicts, ["fund, en, fund: term: ours `fund`, theirs `Fund`"]);
    // Of what a file does not say there is no conflict.
    let unsaid = AbsorbOptions { prefer: Some(Prefer::Theirs), unsaid: &["status"] };
    assert_eq!(taken_in(&["fund | en hedge fund"], unsaid), (vec![], vec![], 1));
}

#[test]
fn documents_that_only_the_file_names_are_added() {
    let mut ours = Glossary::new("ours", concepts(&OURS));
    ours.documents.push(Document { id: "one".to_owned(), ..Document::default() });
    let mut incoming = concepts(&["team | en team"]);
    incoming[0].terms[0].attested_in = ["one", "two"].map(Into::into).into();
    let taken = absorb(&ours, incoming, AbsorbOptions::default());
    let ids: Vec<&str> = taken.glossary.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!((ids, taken.glossary.documents[1].lang), (vec!["one", "two"], Some(Lang::EN)));
}

/// Same concepts, but for marks of homographs.
fn unmarked(glossary: &Glossary) -> Vec<Concept> {
    let mut concepts = glossary.concepts().to_vec();
    for term in concepts.iter_mut().flat_map(|concept| &mut concept.terms) {
        term.matching.homograph = false;
    }
    concepts
}

fn without_ids(glossary: &Glossary) -> Vec<Concept> {
    glossary.concepts().iter().map(|concept| Concept { id: "".into(), ..concept.clone() }).collect()
}

/// The errors of a glossary that was saved and loaded again.
fn errors(glossary: &Glossary) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().expect("a folder");
    save(glossary, folder.path()).expect("written");
    let problems = load(folder.path(), None).expect("it can be read").problems;
    problems.iter().filter(|problem| problem.severity == Severity::Error).map(|problem| problem.code).collect()
}

fn take(into: &Glossary, incoming: Vec<Concept>, prefer: Option<Prefer>) -> Absorption {
    absorb(into, incoming, AbsorbOptions { prefer, ..AbsorbOptions::default() })
}

proptest! {
    #[test]
    fn a_glossary_knows_itself(x in glossary()) {
        let taken = take(&x, x.concepts().to_vec(), None);
        prop_assert!(taken.diff.is_empty(), "{:?}", taken.diff);
        prop_assert_eq!((taken.conflicts.len(), taken.unchanged), (0, x.concepts().len()));
    }

    #[test]
    fn an_empty_glossary_becomes_the_other(x in glossary()) {
        let taken = take(&Glossary::default(), x.concepts().to_vec(), None);
        prop_assert_eq!(unmarked(&taken.glossary), unmarked(&x));
        prop_assert_eq!((taken.conflicts.len(), taken.unchanged, taken.renamed.len()), (0, 0, 0));
    }

    /// What is there stays as it is, unless one says otherwise; nothing that comes in is lost.
    #[test]
    fn nothing_is_lost(ours in glossary(), theirs in glossary(), has_ids: bool) {
        let incoming = if has_ids { theirs.concepts().to_vec() } else { without_ids(&theirs) };
        let taken = take(&ours, incoming.clone(), None);
        for old in ours.concepts() {
            let new = taken.glossary.concept(&old.id).expect("it was there");
            prop_assert!(old.definition.is_empty() || old.definition == new.definition);
            for (old, new) in old.terms.iter().zip(&new.terms) {
                prop_assert_eq!((old.lang, &old.text, old.status), (new.lang, &new.text, new.status));
                prop_assert!(old.note.is_empty() || old.note == new.note);
            }
        }
        let key = |term: &Term| (term.lang, baixiao::text::fold_key(&term.text));
        let all: BTreeSet<_> = taken.glossary.concepts().iter().flat_map(|concept| &concept.terms).map(key).collect();
        for term in incoming.iter().flat_map(|concept| &concept.terms) {
            prop_assert!(all.contains(&key(term)), "{} is lost", term.text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_sound_glossary_stays_sound(x in glossary(), theirs in glossary(), has_ids: bool, side in 0..3_usize) {
        let ours = take(&Glossary::default(), x.concepts().to_vec(), None).glossary;
        prop_assert_eq!(errors(&ours), BTreeSet::new());
        let incoming = if has_ids { theirs.concepts().to_vec() } else { without_ids(&theirs) };
        let prefer = [None, Some(Prefer::Ours), Some(Prefer::Theirs)][side];
        prop_assert_eq!(errors(&take(&ours, incoming, prefer).glossary), BTreeSet::new());
    }
}
