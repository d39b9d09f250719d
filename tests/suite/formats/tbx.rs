#![expect(clippy::disallowed_methods, reason = "a test may fail by panicking")]

use std::path::Path;

use baixiao::model::{Concept, Status, Term};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::formats::canonical::{canonical, difference};
use crate::formats::models::{concept, concepts, langs, parse, serialize, three, traps};
use crate::formats::{lost, shown, table};

const TARGETS: [&str; 5] = ["tbx", "tbx-core", "tbx-min", "tbx-basic", "tbx-linguist"];

/// Each fixture, and the target that it is of the kind of.
const FIXTURES: [(&str, &str); 9] = [
    ("basic-v2", "tbx"),
    ("tools-v2", "tbx"),
    ("core-dca", "tbx-core"),
    ("min-dca", "tbx-min"),
    ("min-old", "tbx-min"),
    ("basic-dca", "tbx-basic"),
    ("prefixed-dca", "tbx-basic"),
    ("linguist-dca", "tbx-linguist"),
    ("linguist-dct", "tbx-linguist"),
];

/// What a file is damaged with.
const PIECES: [&str; 24] = [
    "<note>x</note>",
    "<term>y</term>",
    "<termSec><term>z</term></termSec>",
    "<tig><term>z</term></tig>",
    "<langSet xml:lang='en'><tig><term>u</term></tig></langSet>",
    "<descrip type='definition'>w</descrip>",
    "<termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote>",
    "<?baixiao status=\"forbidden\" part_of_speech=\"phrase\"?>",
    "<?baixiao column=\"a\" value=\"b\"?>",
    "<?baixiao definition=\" d \" note=\"\" id=\"q\" term=\"t\"?>",
    "<!-- c -- -->",
    "<a:b xmlns:a='urn:iso:std:iso:30042:ed-2'/>",
    "<min:partOfSpeech>noun</min:partOfSpeech>",
    "&lt;",
    "&#65;",
    "&#0;",
    "&x;",
    "&",
    "<",
    " ",
    "\r",
    "\"",
    "]]>",
    "<![CDATA[ <x> ]]>",
];

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats/tbx");
    std::fs::read_to_string(folder.join(name).with_extension("tbx")).expect("a fixture")
}

/// The concepts of a file, written for a target.
fn converted(file: &str, target: &str) -> String {
    let (read, ended) = parse("tbx", file.as_bytes());
    assert!(ended.is_ok() && read.problems.is_empty(), "{:?}", read.problems);
    serialize(target, &langs(&read.concepts), &read.concepts, &read.kept).0
}

/// The entries of a file in canonical form.
fn entries(file: &str) -> String {
    let canonical = canonical(file);
    let body = canonical.split_once("    body\n").expect("a body").1;
    body.lines().take_while(|line| line.starts_with("      ")).flat_map(|line| [line, "\n"]).collect()
}

proptest! {
    /// A glossary can be kept as TBX of any kind.
    #[test]
    fn what_is_written_is_read_again(concepts in concepts()) {
        for target in TARGETS {
            let (written, _) = serialize(target, &langs(&concepts), &concepts, &[]);
            let (read, ended) = parse("tbx", written.as_bytes());
            prop_assert!(ended.is_ok() && read.problems.is_empty(), "{:?} in {written}", read.problems);
            prop_assert_eq!(&read.concepts, &concepts, "{} {}", target, written);
        }
    }

    /// What can be read of a file, however it is damaged, is written and read again.
    #[test]
    fn a_damaged_file_comes_back(
        which in any::<Index>(),
        damage in proptest::collection::vec((0..5, any::<Index>(), any::<Index>(), any::<Index>()), 1..6),
    ) {
        let (name, _) = which.get(&FIXTURES);
        let mut file: Vec<char> = fixture(name).chars().collect();
        for (kind, from, to, what) in damage {
            let (from, to) = (from.index(file.len()), to.index(file.len()));
            let range = from.min(to)..from.max(to).min(from.min(to) + 80);
            let put: Vec<char> = what.get(&PIECES).chars().collect();
            match kind {
                0 => drop(file.drain(range)),
                1 => drop(file.splice(from..from, put)),
                2 => drop(file.splice(range, put)),
                3 => {
                    let copied = file[range].to_vec();
                    file.splice(to..to, copied);
                }
                _ => file.swap(from, to),
            }
            if file.is_empty() {
                return Ok(());
            }
        }
        let file: String = file.into_iter().collect();
        let (read, _) = parse("tbx", file.as_bytes());
        for target in TARGETS {
            let (written, _) = serialize(target, &langs(&read.concepts), &read.concepts, &read.kept);
            let (again, ended) = parse("tbx", written.as_bytes());
            prop_assert!(ended.is_ok(), "{:?}: {written} of {file}", ended);
            let kept_too = target == "tbx";
            let shown = |concepts: &[Concept]| -> Vec<Concept> {
                let mut concepts = concepts.to_vec();
                concepts.iter_mut().filter(|_| !kept_too).for_each(|concept| drop(concept.extra.remove("tbx")));
                concepts
            };
            prop_assert_eq!(shown(&again.concepts), shown(&read.concepts), "{} {} of {}", target, written, file);
        }
    }

    /// Whatever is changed in the glossary is in the file, whatever else the file held.
    #[test]
    fn what_is_changed_is_written(
        which in any::<Index>(),
        target in any::<Index>(),
        edit in concept(),
        (domain, definition, note) in any::<(bool, bool, bool)>(),
        terms in proptest::collection::vec(0..4, 12),
    ) {
        let (name, _) = which.get(&FIXTURES);
        let target = target.get(&TARGETS);
        let (mut read, _) = parse("tbx", fixture(name).as_bytes());
        for concept in &mut read.concepts {
            change(concept, &edit, [domain, definition, note], &terms);
        }
        let (written, _) = serialize(target, &langs(&read.concepts), &read.concepts, &read.kept);
        let (again, ended) = parse("tbx", written.as_bytes());
        prop_assert!(ended.is_ok() && again.problems.is_empty(), "{:?} in {written}", again.problems);
        let read: Vec<Concept> = read.concepts.into_iter().map(unordered).collect();
        let again: Vec<Concept> = again.concepts.into_iter().map(unordered).collect();
        prop_assert_eq!(again, read, "{} as {}: {}", name, target, written);
    }
}

/// Takes some fields and terms from another concept.
fn change(concept: &mut Concept, edit: &Concept, fields: [bool; 3], terms: &[i32]) {
    let [domain, definition, note] = fields;
    if domain {
        concept.domain = edit.domain.clone();
    }
    if definition {
        concept.definition = edit.definition.clone();
    }
    if note {
        concept.note = edit.note.clone();
    }
    let mut changed: Vec<Term> = Vec::new();
    for ((term, what), other) in concept.terms.drain(..).zip(terms).zip(edit.terms.iter().cycle()) {
        match what {
            0 => changed.push(term),
            1 => changed.push(Term { status: other.status, part_of_speech: other.part_of_speech, ..term }),
            2 => changed.push(Term { lang: term.lang, ..other.clone() }),
            _ => {}
        }
    }
    changed.extend(edit.terms.iter().take(2).cloned());
    concept.terms = changed;
}

/// A concept without the order of its terms and what is kept of its entry.
fn unordered(mut concept: Concept) -> Concept {
    concept.extra.remove("tbx");
    concept.terms.sort_by_key(|term| format!("{term:?}"));
    concept
}

#[test]
fn a_small_glossary() {
    for target in TARGETS {
        let (written, losses) = serialize(target, &three(), &traps(), &[]);
        insta::assert_snapshot!(format!("a_small_glossary_as_{target}"), format!("{written}\n{}", lost(&losses)));
    }
}

#[test]
fn what_comes_in_goes_out_unchanged() {
    for (name, target) in FIXTURES {
        let file = fixture(name);
        let written = converted(&file, target);
        // The style DCT is read and the style DCA is written; version 3 has no prefixes here, and no old TBX-Min.
        match name {
            "linguist-dct" => assert_eq!(canonical(&written), canonical(&fixture("linguist-dca"))),
            "min-old" | "prefixed-dca" => insta::assert_snapshot!(format!("{name}_goes_out"), written),
            _ => assert_eq!(canonical(&written), canonical(&file), "{name}"),
        }
        // It is stable: what goes out comes in as before.
        let (read, again) = (parse("tbx", file.as_bytes()).0, parse("tbx", written.as_bytes()).0);
        assert_eq!(again.concepts, read.concepts, "{name}");
    }
}

#[test]
fn what_is_read() {
    for (name, _) in FIXTURES {
        insta::assert_snapshot!(format!("{name}_is_read"), shown(parse("tbx", fixture(name).as_bytes())));
    }
}

#[test]
fn one_version_becomes_the_other_and_back() {
    for (name, target, other) in [
        ("core-dca", "tbx-core", "tbx"),
        ("min-dca", "tbx-min", "tbx-linguist"),
        ("basic-dca", "tbx-basic", "tbx"),
        ("basic-dca", "tbx-basic", "tbx-linguist"),
        ("linguist-dca", "tbx-linguist", "tbx"),
    ] {
        let file = fixture(name);
        let there = converted(&file, other);
        assert_eq!(entries(&converted(&there, target)), entries(&file), "{name} by {other}: {there}");
    }
}

#[test]
fn a_smaller_dialect_says_what_it_drops() {
    let (read, _) = parse("tbx", fixture("basic-v2").as_bytes());
    for target in ["tbx-min", "tbx-basic"] {
        let (written, losses) = serialize(target, &langs(&read.concepts), &read.concepts, &read.kept);
        insta::assert_snapshot!(format!("basic-v2_as_{target}"), format!("{written}\n{}", lost(&losses)));
    }
}

#[test]
fn only_what_was_changed_changes() {
    let (mut read, _) = parse("tbx", fixture("basic-v2").as_bytes());
    let langs = langs(&read.concepts);
    let tide = &mut read.concepts[2];
    assert_eq!((tide.id.as_str(), tide.terms[0].text.as_str()), ("c-3", "tide"));
    tide.definition = "Up and down.".into();
    tide.terms[0].text = "ebb and flow".into();
    tide.terms[3].status = Status::Forbidden;
    tide.terms[3].note = "An old word.".into();
    tide.terms[1].part_of_speech = Some(baixiao::model::PartOfSpeech::Noun);
    tide.terms.pop();
    tide.terms.push(Term::new("ja".parse().expect("a tag"), "潮"));
    let (written, _) =
        serialize("tbx", &[&langs[..], &["ja".parse().expect("a tag")]].concat(), &read.concepts, &read.kept);
    insta::assert_snapshot!(difference(&canonical(&fixture("basic-v2")), &canonical(&written)));
}

#[test]
fn only_the_languages_that_are_asked_for() {
    let (read, _) = parse("tbx", fixture("basic-v2").as_bytes());
    let langs: Vec<_> = ["en", "zh-Hant"].iter().map(|tag| tag.parse().expect("a tag")).collect();
    let (written, losses) = serialize("tbx", &langs, &read.concepts, &read.kept);
    let (again, _) = parse("tbx", written.as_bytes());
    let terms: Vec<String> = again
        .concepts
        .iter()
        .flat_map(|concept| &concept.terms)
        .map(|term| format!("{} {}", term.lang, term.text))
        .collect();
    insta::assert_snapshot!(format!("{}\n{}", terms.join("\n"), lost(&losses)));
}

#[test]
fn what_was_kept_may_have_been_spoilt() {
    for kept in
        ["", "<conceptEntry", "<a/>", "no XML", "<conceptEntry/>", "<conceptEntry id='x'><langSec/></conceptEntry>"]
    {
        let mut concept = traps().remove(0);
        concept.extra.insert("tbx".to_owned(), kept.to_owned());
        let (written, _) = serialize("tbx", &three(), &[concept.clone()], &[]);
        let (again, _) = parse("tbx", written.as_bytes());
        assert_eq!(again.concepts.into_iter().map(unordered).collect::<Vec<_>>(), [unordered(concept)], "{kept}");
    }
}

#[test]
fn a_file_may_end_anywhere() {
    let file = fixture("min-dca");
    for end in 0..file.len() {
        let (read, ended) = parse("tbx", &file.as_bytes()[..end]);
        let read_so_far = String::from_utf8_lossy(&file.as_bytes()[..end]);
        let whole = read_so_far.matches("</conceptEntry>").count();
        assert_eq!(read.concepts.len(), whole, "{end}");
        assert!(ended.is_err() || end == file.trim_end().len(), "{end}");
    }
}

fn martif(body: &str) -> String {
    format!("<martif><text><body>\n{body}\n</body></text></martif>")
}

#[test]
fn hostile_files() {
    let entry = |id: &str, term: &str| {
        format!("<termEntry id='{id}'><langSet xml:lang='en'><tig><term>{term}</term></tig></langSet></termEntry>")
    };
    let laughs = "<!DOCTYPE martif [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\">]>\n";
    let outside = "<!DOCTYPE martif [<!ENTITY x SYSTEM \"file:///etc/passwd\"> %y;]>\n";
    let cases = [
        format!("{laughs}{}", martif(&entry("a", "&c;"))),
        format!("{outside}{}", martif(&entry("a", "&x;"))),
        martif(&format!("{}\n{}", entry("a", "moat"), entry("b", "bell&#7;\u{1} &#xD800; R&D"))),
        martif(&format!("{}\n{}\n{}", entry("a", "moat"), entry("a", "ditch"), entry("a", "trench"))),
        martif(&format!("{}<termEntry id='b'><langSet xml:lang='en'><tig>", entry("a", "moat"))),
        martif(&format!("{}</termEntry>", entry("a", "moat"))),
        martif(&format!("{}<!-- <termEntry>", entry("a", "moat"))),
        martif(
            "<termEntry id='a'><langSet xml:lang='ko'/><langSet xml:lang='en'><tig><term>moat</term></tig></langSet></termEntry>",
        ),
        martif("<termEntry id='a'><langSet xml:lang='Korean!'><tig><term>해자</term></tig></langSet></termEntry>"),
        martif("<termEntry id='a'><langSet><tig><term>해자</term></tig></langSet></termEntry>"),
        martif(
            "<termEntry id='a'><langSet lang='KO_kr'><tig><term> \n</term></tig><tig/><tig><term> 해자\n </term></tig></langSet></termEntry>",
        ),
        martif("<termEntry id='a'/>"),
        martif("text <p>and more</p> <termEntry id='_x20_'><descrip type='definition'>x</descrip></termEntry>"),
        martif(&entry("a", "moat<?baixiao status=\"forbidden\" column=\"x?><?baixiao nothing?>")),
        martif(&entry(
            "a",
            "moat</term><?baixiao column='tbx' value='x'?><?baixiao column='note' value='y'?><?baixiao id='q' status='new'?><term>b",
        )),
        "<tmx version='1.4'><body/></tmx>".to_owned(),
        "<martif/>".to_owned(),
        "concept,lang,term\n".to_owned(),
        String::new(),
    ];
    let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
    insta::assert_snapshot!(table("tbx", &cases));
    let deep = martif(&format!("{}<termEntry>{}", entry("a", "moat"), "<descripGrp>".repeat(10_000)));
    let wrong = [martif(&entry("a", "moat")).replace("</body>", "").as_bytes(), b"\xb0\xa1"].concat();
    let mut said = String::new();
    for bytes in [deep.as_bytes(), &wrong, "\u{feff}<martif/>".as_bytes(), b"\xff\xfe<\0m\0", b"\0\0\0\0"] {
        said.push_str(&shown(parse("tbx", bytes)));
        said.push_str("--\n");
    }
    insta::assert_snapshot!("hostile_bytes", said);
}
