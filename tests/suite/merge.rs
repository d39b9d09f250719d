//! Merging what two sides made of one glossary.
#![expect(clippy::disallowed_methods, reason = "a test writes what it merges and reads what came of it")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use baixiao::glossary::{Glossary, MergeError, Prefer, diff, load, merge, merge_files, normal_form, save};
use proptest::prelude::*;

use crate::glossaries::glossary;

proptest! {
    #[test]
    fn what_one_side_did_is_done(base in glossary(), other in glossary()) {
        for (ours, theirs) in [(&other, &base), (&base, &other), (&other, &other)] {
            let merged = merge(&base, ours, theirs);
            prop_assert_eq!(merged.conflicts(), &[]);
            let all = merged.glossary(Prefer::Ours);
            prop_assert!(diff(&all, &other).is_empty(), "{:?}", diff(&other, &all));
        }
    }

    #[test]
    fn both_sides_count_the_same(base in glossary(), ours in glossary(), theirs in glossary()) {
        let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        let turned = |prefer| if prefer == Prefer::Ours { Prefer::Theirs } else { Prefer::Ours };
        for prefer in [Prefer::Ours, Prefer::Theirs] {
            let differ = diff(&one.glossary(prefer), &other.glossary(turned(prefer)));
            prop_assert!(differ.is_empty(), "{:?}", differ);
        }
        let mut conflicts = other.conflicts().to_vec();
        for conflict in &mut conflicts {
            std::mem::swap(&mut conflict.ours, &mut conflict.theirs);
        }
        prop_assert_eq!(one.conflicts(), conflicts);
    }

    /// A term that either side added is there, one that either deleted and neither changed is not.
    #[test]
    fn every_term_is_accounted_for(base in glossary(), ours in glossary(), theirs in glossary()) {
        let merged = merge(&base, &ours, &theirs);
        let sides = [merged.glossary(Prefer::Ours), merged.glossary(Prefer::Theirs)];
        let has = |glossary: &Glossary, id: &str, term: &baixiao::model::Term| {
            let concept = glossary.concept(id);
            concept.is_some_and(|known| known.terms.iter().any(|other| (other.lang, &other.text) == (term.lang, &term.text)))
        };
        for side in [&ours, &theirs] {
            for concept in side.concepts() {
                for term in concept.terms.iter().filter(|term| !has(&base, &concept.id, term)) {
                    prop_assert!(sides.iter().any(|merged| has(merged, &concept.id, term)), "{} is lost", term.text);
                }
            }
        }
        for concept in sides.iter().flat_map(Glossary::concepts) {
            for term in &concept.terms {
                let is_known = [&ours, &theirs].iter().any(|side| has(side, &concept.id, term));
                prop_assert!(is_known, "{} comes from nowhere", term.text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// What is read of merged files is what was merged, with ours where it is disputed.
    #[test]
    fn files_hold_what_was_merged(base in glossary(), ours in glossary(), theirs in glossary(), is_long: bool) {
        let root = tempfile::tempdir().expect("a folder");
        let save_as = |name: &str, glossary: &Glossary| {
            let path = root.path().join(if is_long { format!("{name}.csv") } else { name.to_owned() });
            save(glossary, &path).expect("written");
            path
        };
        let paths = [save_as("base", &base), save_as("ours", &ours), save_as("theirs", &theirs)];
        let (files, conflicts) = merge_files([&paths[0], &paths[1], &paths[2]], None).expect("merged");
        let merged = merge(&base, &ours, &theirs);
        prop_assert_eq!(&conflicts[..], merged.conflicts());
        let out = if is_long { root.path().join("out.csv") } else { root.path().join("out") };
        if !is_long {
            fs::create_dir(&out).expect("made");
        }
        for file in &files {
            fs::write(file.name.map_or_else(|| out.clone(), |name| out.join(name)), &file.text).expect("written");
        }
        let read = load(&out, None).expect("it can be read");
        let marks = read.problems.iter().filter(|problem| problem.code == "merge-conflict").count();
        prop_assert_eq!(marks > 0, !conflicts.is_empty());
        // Nothing but a term has a row in the long form.
        let mut expected = merged.glossary(Prefer::Ours);
        if is_long {
            let with_terms = expected.concepts().iter().filter(|concept| !concept.terms.is_empty());
            expected = Glossary::new("", with_terms.cloned().collect());
        }
        let differ = diff(&expected, &read.value);
        prop_assert!(differ.is_empty(), "{:?}", differ);
        if conflicts.is_empty() {
            prop_assert!(normal_form(&out, None).expect("it can be read").value.iter().all(|file| file.already));
        }
    }
}

/// Three versions of a file, one after the other.
struct Versions<'a> {
    called: &'a str,
    base: &'a str,
    ours: &'a str,
    theirs: &'a str,
}

impl Versions<'_> {
    /// What is written, then the conflicts.
    fn merged(&self) -> Result<String, MergeError> {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("written");
            path
        };
        let paths = [write("base", self.base), write("ours", self.ours), write("theirs", self.theirs)];
        let called = (!self.called.is_empty()).then_some(Path::new(self.called));
        let (files, conflicts) = merge_files([&paths[0], &paths[1], &paths[2]], called)?;
        let told = conflicts.iter().map(|conflict| format!("! {conflict}\n"));
        Ok(files.iter().map(|file| file.text.clone()).chain(told).collect())
    }
}

const TERMS: &str = "concept,lang,term,status,note,client\n\
    bank,en,bank,preferred,,\nmoat,en,moat,preferred,,\nmoat,ko,해자,preferred,,\nmoat,zh,护城河,preferred,,\n";

#[test]
fn terms_are_merged_field_by_field() {
    let all = [
        // Different fields of one row, rows of their own, an unknown column, another order.
        (
            "moat,zh,护城河,preferred,,\nmoat,ko,해자,preferred,a note,\nmoat,en,moat,preferred,,\nbank,en,bank,preferred,,\nbank,zh,银行,preferred,,\n",
            "bank,en,bank,preferred,,\nmoat,en,moat,preferred,,\nmoat,ko,해자,admitted,,ACME\nbank,ko,은행,preferred,,\n",
        ),
        // One field twice.
        (
            "bank,en,bank,preferred,,\nmoat,en,moat,admitted,new,\nmoat,ko,해자,preferred,,\nmoat,zh,护城河,preferred,,\n",
            "bank,en,bank,preferred,,\nmoat,en,moat,deprecated,,ACME\nmoat,ko,해자,preferred,,\nmoat,zh,护城河,preferred,,\n",
        ),
        // A term deleted and changed; a concept deleted and added to.
        (
            "moat,en,moat,preferred,,\nmoat,zh,护城河,preferred,,\n",
            "bank,en,bank,preferred,,\nbank,ko,은행,preferred,,\nmoat,en,moat,preferred,,\nmoat,ko,해자,preferred,changed,\nmoat,zh,护城河,preferred,,\n",
        ),
        // Two preferred terms.
        (
            "bank,en,bank,preferred,,\nmoat,en,moat,admitted,,\nmoat,en,ditch,preferred,,\nmoat,ko,해자,preferred,,\nmoat,zh,护城河,preferred,,\n",
            "bank,en,bank,preferred,,\nmoat,en,moat,admitted,,\nmoat,en,fosse,preferred,,\nmoat,ko,해자,preferred,,\nmoat,zh,护城河,preferred,,\n",
        ),
    ];
    let header = TERMS.lines().next().expect("a header");
    let mut told = String::new();
    for (ours, theirs) in all {
        let (ours, theirs) = (format!("{header}\n{ours}"), format!("{header}\n{theirs}"));
        let versions = Versions { called: "", base: TERMS, ours: &ours, theirs: &theirs };
        told += &versions.merged().expect("merged");
        told += "----\n";
    }
    insta::assert_snapshot!(told);
}

#[test]
fn any_one_file_is_merged() {
    let mut told = String::new();
    for (base, ours, theirs) in [
        ("", "id,domain,note\nmoat,business,\nx,,\n", "id,definition\nmoat,A ditch\n"),
        ("id,title,outlet\none,A,\n", "id,title,outlet\none,A,CNN\n", "id,title,outlet\none,B,\n"),
        ("id,speaker\nq,Liang\n", "id,speaker,source_text\nq,Liang,我\n", "id,speaker\nq,Liang Wenfeng\n"),
        (
            "quote,document,lang,text,mode,kind,relation,locator\nq,d,en,We,direct,source,full,\"char=1,2\"\n",
            "quote,document,lang,text,mode,kind,relation,locator\nq,d,en,WE,direct,source,full,\"char=1,2\"\n",
            "quote,document,lang,text,mode,kind,relation,locator\nq,d,en,We,indirect,source,full,\"char=1,2\"\nq,d,en,We,direct,source,full,\"char=9,10\"\n",
        ),
        (
            "concept,lang,term,attested_in,definition\na,en,a,one two,x\na,ko,에이,,x\n",
            "concept,lang,term,attested_in,definition\na,en,a,two three,y\na,ko,에이,,y\n",
            "concept,lang,term,attested_in,definition,concept.client\na,en,a,one two four,x,ACME\na,ko,에이,,x,ACME\nb,en,b,,,\n",
        ),
        (
            "concept,lang,term,definition\na,en,a,x\na,ko,에이,x\n",
            "concept,lang,term,definition\na,en,a,y\na,ko,에이,y\na,zh,甲,y\n",
            "concept,lang,term,definition\na,en,a,z\na,ko,에이,z\n",
        ),
        ("", "", ""),
    ] {
        told += &Versions { called: "", base, ours, theirs }.merged().expect("merged");
        told += "----\n";
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_cannot_be_merged_is_named() {
    let mut told = String::new();
    for (called, ours) in [
        ("", "id,note\na,\n"),
        ("", "name,where\na,b\n"),
        ("folder/quotes.csv", "id,note\na,\n"),
        ("", "concept,lang,term,status\na,en,a,prefered\n"),
        ("terms.csv", "concept,lang,term\n<<<<<<< ours\na,en,a\n=======\na,en,b\n>>>>>>> theirs\n"),
        ("concepts.csv", "id,note\na,x\na,y\n"),
    ] {
        match (Versions { called, base: "", ours, theirs: "" }).merged() {
            Ok(text) => told.push_str(&text),
            Err(MergeError::Unreadable(problems)) => {
                for problem in problems {
                    let place = problem.position.expect("a place");
                    let _ = writeln!(told, "{}:{}: {} [{}]", place.line, place.column, problem.message, problem.code);
                }
            }
            Err(error) => {
                let error = error.to_string();
                let (_, about_columns) = error.split_once("/ours` ").expect("it names the file");
                let _ = writeln!(told, "{about_columns}");
            }
        }
        told += "----\n";
    }
    insta::assert_snapshot!(told);
}

/// Of a document or a quote that somebody still needs, one cannot say that it is gone.
#[test]
fn folders_are_merged_whole() {
    let root = tempfile::tempdir().expect("a folder");
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossary");
    let (ours, theirs, out) = (root.path().join("ours"), root.path().join("theirs"), root.path().join("out"));
    let mut changed = load(&base, None).expect("it can be read").value;
    let gone = changed.documents.remove(0);
    let quote = changed.quotes.remove(0);
    changed.renditions.retain(|rendition| rendition.document != gone.id && rendition.quote != quote.id);
    save(&changed, &ours).expect("written");
    let mut other = load(&base, None).expect("it can be read").value;
    let mut rendition = other.renditions[0].clone();
    (rendition.quote, rendition.document) = (quote.id.clone(), gone.id.clone());
    rendition.locator = String::new();
    other.renditions.push(rendition);
    save(&other, &theirs).expect("written");

    let (files, conflicts) = merge_files([&base, &ours, &base], None).expect("merged");
    assert_eq!(conflicts.len(), 1, "its terms are attested in it: {conflicts:?}");
    assert_eq!(conflicts[0].ours, None);
    assert_eq!(files.len(), 5);

    let (files, conflicts) = merge_files([&base, &ours, &theirs], None).expect("merged");
    let told: Vec<String> = conflicts.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            format!("{}: ours deleted this document, theirs still refers to it", gone.id),
            format!("{}: ours deleted this quote, theirs still refers to it", quote.id),
        ]
    );
    fs::create_dir(&out).expect("made");
    for file in &files {
        fs::write(out.join(file.name.expect("a name")), &file.text).expect("written");
    }
    let problems = load(&out, None).expect("it can be read").problems;
    let marks: Vec<&str> = problems.iter().map(|problem| problem.code).filter(|code| *code != "dangling").collect();
    assert_eq!(marks, ["merge-conflict", "merge-conflict"]);

    // Without conflicts the files are in normal form, and ours with theirs is theirs.
    let (files, conflicts) = merge_files([&base, &base, &theirs], None).expect("merged");
    assert_eq!(conflicts, []);
    for file in &files {
        fs::write(out.join(file.name.expect("a name")), &file.text).expect("written");
    }
    assert!(normal_form(&out, None).expect("it can be read").value.iter().all(|file| file.already));
    assert!(diff(&load(&out, None).expect("it can be read").value, &other).is_empty());
    assert!(matches!(merge_files([&base, &ours, &out.join("terms.csv")], None), Err(MergeError::Mixed(_))));
}
