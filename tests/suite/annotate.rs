//! What the annotator promises on any text.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use baixiao::annotate::{Annotation, Annotator, Gold, Options, score};
use baixiao::glossary::{Glossary, Stack};
use baixiao::lang::Lang;
use baixiao::model::{Concept, Term};
use proptest::prelude::*;

static STACK: LazyLock<Stack> = LazyLock::new(|| Stack::new(vec![Glossary::embedded()]));
static ANNOTATOR: LazyLock<Annotator<'static>> =
    LazyLock::new(|| Annotator::new(&STACK, Options { nested: true, everywhere: true }));

fn shown(text: &str, annotation: &Annotation) -> String {
    let hits = annotation.hits.iter().map(|hit| {
        let (_, concept, term) = STACK.entry(hit.entry).expect("of this stack");
        let nested = if hit.nested { " (nested)" } else { "" };
        format!("{} → {} {} [{}]{nested}", hit.surface(text), concept.id, term.lang, hit.matched_by.names().join(" "))
    });
    hits.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_text_in_three_languages() {
    let text = include_str!("../fixtures/texts/interview.txt");
    let annotator = Annotator::new(&STACK, Options::default());
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let found = annotator.annotate(paragraph, None);
        format!("{}\n{}", found.lang, shown(paragraph, &found))
    });
    insta::assert_snapshot!(paragraphs.collect::<Vec<_>>().join("\n\n"));
}

fn small(terms: &[(&str, &str)]) -> Stack {
    let concepts = terms.iter().map(|(lang, text)| Concept {
        id: format!("{lang}-{text}").into(),
        terms: vec![Term::new(lang.parse().expect("a tag"), *text)],
        ..Concept::default()
    });
    Stack::new(vec![Glossary::new("small", concepts.collect())])
}

fn surfaces(stack: &Stack, text: &str, lang: &str) -> Vec<String> {
    let annotator = Annotator::new(stack, Options::default());
    let found = annotator.annotate(text, Some(lang.parse().expect("a tag")));
    found.hits.iter().map(|hit| hit.surface(text).to_owned()).collect()
}

#[test]
fn other_languages_have_sensible_edges() {
    for (lang, term, text, found) in [
        ("de", "Burggraben", "Der Burggraben, die Burggrabens, Burggrabenbau", &["Burggraben"][..]),
        ("de", "offene Quelle", "Eine offene\u{a0}Quelle.", &["offene\u{a0}Quelle"]),
        ("ja", "堀", "城の堀は深い。", &["堀"]),
        ("ja", "モデル", "AIモデルと呼ぶ、スーパーモデルズ、モデル。", &["モデル", "モデル"]),
        ("ar", "خندق", "هذا خندق عميق", &["خندق"]),
        ("ar", "خندق", "الخندق", &[]),
        ("ru", "ров", "Ров и ровный ров", &["Ров", "ров"]),
        ("th", "คูเมือง", "มีคูเมืองรอบเมือง", &["คูเมือง"]),
        ("he", "חפיר", "יש חפיר שם", &["חפיר"]),
    ] {
        assert_eq!(surfaces(&small(&[(lang, term)]), text, lang), found, "{lang} {term}: {text}");
    }
}

#[test]
fn names_of_other_languages_are_found_in_their_own_script() {
    let stack = small(&[("en", "DeepSeek"), ("zh", "幻方"), ("ko", "해자")]);
    assert_eq!(surfaces(&stack, "DeepSeek의 해자는 幻方(환팡)", "ko"), ["DeepSeek", "해자", "幻方"]);
    assert_eq!(surfaces(&stack, "DeepSeek und 幻方", "de"), ["幻方"], "English is no foreign script to German");
}

#[test]
fn the_first_glossary_wins() {
    let first = small(&[("en", "moat")]);
    let second = small(&[("en", "Moat")]);
    let layers = vec![first.layers()[0].clone(), second.layers()[0].clone()];
    let stack = Stack::new(layers);
    let annotator = Annotator::new(&stack, Options::default());
    let found = annotator.annotate("a moat", None);
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.hits[0].entry.layer, 0);
    assert_eq!(found.hits[0].others().len(), 1);
}

#[test]
fn an_empty_glossary_and_an_empty_text() {
    assert_eq!(surfaces(&small(&[]), "a moat", "en"), Vec::<String>::new());
    assert_eq!(surfaces(&small(&[("en", "moat")]), "", "en"), Vec::<String>::new());
    assert_eq!(surfaces(&small(&[("en", " -·")]), "- · -", "en"), Vec::<String>::new());
}

/// The least F1 by language; what is reached stands in docs/gold.md.
#[test]
fn gold_sentences_are_read_as_people_read_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gold/gold.jsonl");
    let lines = String::from_utf8(fs::read(path).expect("it is there")).expect("UTF-8");
    let gold: Vec<Gold> = lines.lines().map(|line| serde_json::from_str(line).expect("a sentence a line")).collect();
    let annotator = Annotator::new(&STACK, Options::default());
    let tallies = score(&annotator, &gold);
    let traditional = "zh-Hant".parse().expect("a tag");
    for (lang, floor) in [(Lang::EN, 0.95), (Lang::KO, 0.96), (Lang::ZH, 0.96), (traditional, 0.985)] {
        let tally = &tallies[&lang];
        assert!(tally.f1() >= floor, "{lang}: {:.3}\n{}", tally.f1(), tally.faults.join("\n"));
        assert!(tally.right > 100, "{lang}: {}", tally.right);
    }
}

#[test]
fn every_candidate_has_a_reason() {
    let annotator = Annotator::new(&STACK, Options::default());
    let text =
        "A refund of the FUND; `fund`, us and the US. 피해자와 해자는 이번 다음 주에. 离开源头，幻方量化的量化交易。";
    let decisions = annotator.explain(text, Some(Lang::KO)).into_iter().chain(annotator.explain(text, Some(Lang::EN)));
    let decisions = decisions.chain(annotator.explain(text, Some(Lang::ZH)));
    let mut shown: Vec<String> = decisions
        .map(|decision| {
            let (_, concept, term) = STACK.entry(decision.entry).expect("of this stack");
            let surface = decision.span.slice(text).expect("of this text");
            format!("{surface} ({} {}): {}", concept.id, term.lang, decision.reason.text())
        })
        .collect();
    shown.sort();
    shown.dedup();
    insta::assert_snapshot!(shown.join("\n"));
}

/// Text made of terms and of what usually stands around them.
fn term_soup() -> impl Strategy<Value = String> {
    let terms: Vec<String> =
        STACK.entries().map(|(_, _, term)| term.text.to_string()).filter(|text| text.len() < 40).collect();
    let glue = prop_oneof![
        Just(" ".to_owned()),
        Just("的".to_owned()),
        Just("에서는 ".to_owned()),
        Just("s ".to_owned()),
        Just("\r\n".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("، ".to_owned()),
        "\\PC{0,3}",
    ];
    let piece = (prop::sample::select(terms), glue).prop_map(|(term, glue)| term + &glue);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Words whose reading depends on what stands around them, among others that are met again and again.
const RECURRING: [&str; 34] = [
    "moat",
    "moats",
    "moated",
    "open",
    "source",
    "open-sourced",
    "sourcing",
    "the",
    "US",
    "us",
    "fund",
    "refund",
    "hedge",
    "AI,",
    "free",
    "rider",
    "Chips.",
    "chips",
    "해자는",
    "피해자",
    "오픈",
    "소스를",
    "소스웨어",
    "인공지능칩이",
    "다음",
    "9만",
    "위안을",
    "위안이",
    "대형",
    "언어",
    "모델에서는",
    "중국기업",
    "네이버",
    "GPU를",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is reported can be shown: spans are characters of the text, in
    /// order, and hits that are not nested do not overlap.
    #[test]
    fn hits_are_places_of_the_text(text in term_soup(), any_text in any::<String>(), lang in prop::sample::select(vec![None, Some(Lang::ZH), Some(Lang::KO), Some(Lang::EN), Some(Lang::JA)])) {
        for text in [text, any_text] {
            let hits = ANNOTATOR.annotate(&text, lang).hits;
            let mut end = 0;
            for hit in &hits {
                prop_assert!(hit.span.slice(&text).is_some_and(|surface| !surface.is_empty()));
                if !hit.nested {
                    prop_assert!(hit.span.start >= end);
                    end = hit.span.end;
                }
            }
            prop_assert!(hits.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start));
        }
    }
}

#[test]
fn a_term_alone_is_found_in_whole() {
    for (_, concept, term) in STACK.entries() {
        let hits = ANNOTATOR.annotate(&term.text, Some(term.lang)).hits;
        let whole = hits.iter().any(|hit| hit.span.len() == term.text.len());
        assert!(whole, "{} of {}", term.text, concept.id);
    }
}

proptest! {
    /// What is remembered of a word is what a fresh look at it gives.
    #[test]
    fn words_met_before_are_read_as_if_they_were_not(
        paragraphs in prop::collection::vec(prop::collection::vec(prop::sample::select(&RECURRING[..]), 2..12), 1..12),
        lang in prop::sample::select(vec![Lang::EN, Lang::KO]),
    ) {
        let annotator = Annotator::new(&STACK, Options::default());
        let paragraphs: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
        let (mut start, mut wanted) = (0, Vec::new());
        for paragraph in &paragraphs {
            let found = annotator.annotate(paragraph, Some(lang)).hits;
            wanted.extend(found.iter().map(|hit| (hit.span.start + start, hit.span.end + start, hit.entry)));
            start += paragraph.len() + 2;
        }
        let found = annotator.annotate(&paragraphs.join("\n\n"), Some(lang)).hits;
        let found: Vec<_> = found.iter().map(|hit| (hit.span.start, hit.span.end, hit.entry)).collect();
        prop_assert_eq!(found, wanted);
    }
}
