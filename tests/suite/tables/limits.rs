//! What services do not take, and what is said of it.

use baixiao::lang::Lang;
use baixiao::model::{Concept, Status, Term};

use crate::tables::{lang, text, written};

fn concept(id: &str, terms: &[(&str, &str)]) -> Concept {
    let terms = terms.iter().map(|(tag, text)| Term::new(lang(tag), *text)).collect();
    Concept { id: id.into(), terms, ..Concept::default() }
}

#[test]
fn terms_are_as_long_as_a_service_takes() {
    for (target, most) in [("deepl", 1024), ("deepl-csv", 1024), ("google", 1024), ("aws", 200)] {
        // Three bytes each.
        let (fits, exceeds) = ("城".repeat(most / 3), "城".repeat(most / 3 + 1));
        let concepts = [
            concept("fits", &[("en", "wall"), ("zh", &fits)]),
            concept("exceeds", &[("en", "city"), ("zh", &exceeds)]),
        ];
        let (file, lost) = text(target, &["en", "zh"], &concepts);
        assert!(file.contains(&fits) && !file.contains(&exceeds), "{target}");
        assert!(
            lost.starts_with(&format!("dropped: it is longer than the tool takes\n  exceeds: {exceeds}\n")),
            "{lost}"
        );
    }
}

#[test]
fn a_file_is_as_long_as_a_service_takes() {
    let concepts: Vec<Concept> = (0..12_000)
        .map(|at| concept(&format!("c{at}"), &[("en", &format!("{at:0>500}")), ("ko", &format!("{at:가>300}"))]))
        .collect();
    let (file, lost) = text("deepl", &["en", "ko"], &concepts);
    assert!(file.len() <= 10 << 20 && file.len() > (10 << 20) - 2000, "{}", file.len());
    let rows = file.lines().count();
    assert_eq!(lost.lines().count(), 1 + 12_000 - rows);
    assert!(lost.starts_with("dropped: the file would be larger than the tool takes\n"));
}

#[test]
fn languages_are_as_many_as_a_service_takes() {
    let tags = ["en", "ko", "zh", "zh-TW", "ja", "fr", "de", "es", "it", "pt", "ru", "vi"];
    let terms: Vec<(&str, &str)> = tags.iter().map(|tag| (*tag, *tag)).collect();
    let (file, lost) = text("aws", &tags, &[concept("x", &terms)]);
    assert_eq!(file, "en,ko,zh,zh-TW,ja,fr,de,es,it,pt,ru\nen,ko,zh,zh-TW,ja,fr,de,es,it,pt,ru\n");
    assert_eq!(lost, "dropped: the tool takes no more languages\n  : vi\n");
}

#[test]
fn languages_that_a_tool_does_not_tell_apart() {
    let concepts = [concept("x", &[("en", "moat"), ("zh", "护城河"), ("zh-CN", "护城壕"), ("ko", "해자")])];
    let (file, lost) = text("lara", &["en", "zh", "zh-CN"], &concepts);
    assert_eq!(file, "en-US,zh-CN\nmoat,护城河\n");
    assert!(
        lost.contains("the tool does not tell the two languages apart\n  : zh-CN would be zh-CN as well\n"),
        "{lost}"
    );
}

#[test]
fn the_better_of_two_claims_wins() {
    let mut admitted = concept("first", &[("en", "Bank"), ("ko", "둑")]);
    admitted.terms[0].status = Status::Admitted;
    let concepts = [
        admitted,
        concept("second", &[("en", "Bank"), ("ko", "은행")]),
        concept("third", &[("en", "bank"), ("ko", "은행")]),
    ];
    let (file, lost) = text("deepl", &["en", "ko"], &concepts);
    assert_eq!(file, "Bank\t은행\nbank\t은행\n");
    assert_eq!(
        lost,
        "dropped: another concept has the same source term\n  first: Bank → 둑; kept: Bank → 은행 (second)\n"
    );
    // BabelDOC does not mind capitals.
    let (file, lost) = text("babeldoc", &["en", "ko"], &concepts);
    assert_eq!(file, "source,target,tgt_lng\nBank,은행,ko\n");
    assert_eq!(lost.lines().count(), 3, "{lost}");
}

#[test]
fn terms_are_compared_as_they_are_written() {
    let concepts = [
        concept("x", &[("en", "a\tb"), ("en", "a b "), ("ko", "가")]),
        concept("y", &[("en", "\u{feff}a b"), ("ko", "나")]),
    ];
    let (file, lost) = text("deepl", &["en", "ko"], &concepts);
    assert_eq!(file, "a b\t가\n");
    assert!(lost.contains("merged: the same term stands there already\n  x: a b \n"), "{lost}");
}

#[test]
fn control_characters_never_reach_a_file() {
    let concepts = [
        concept("x", &[("en", " a\u{0}b\u{9b}c\u{2028}d\t "), ("ko", "\u{1}")]),
        concept("y", &[("en", "e\u{85}f"), ("ko", "해\r\n자")]),
    ];
    for target in crate::tables::tables() {
        let (bytes, losses) = written(target, &[lang("en"), lang("ko")], &concepts);
        if let Ok(text) = String::from_utf8(bytes) {
            let row_ends = ['\n', '\r', '\t'];
            let bad =
                |c: &char| (c.is_control() && !row_ends.contains(c)) || ['\u{2028}', '\u{2029}', '\u{85}'].contains(c);
            assert_eq!(text.chars().find(bad), None, "{}", target.name);
            assert!(text.contains("해 자") && text.contains("e f"), "{}: {text}", target.name);
        }
        assert!(!losses.is_empty());
    }
}

#[test]
fn the_same_glossary_makes_the_same_workbook() {
    let concepts = [concept("x", &[("en", "moat"), ("ko", "해자")])];
    let langs: [Lang; 2] = [lang("en"), lang("ko")];
    let target = baixiao::formats::target("matecat").expect("a target");
    assert_eq!(written(target, &langs, &concepts).0, written(target, &langs, &concepts).0);
}
