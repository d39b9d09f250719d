use proptest::prelude::*;

use crate::formats::models::{concepts, langs, parse, serialize, three, traps};
use crate::formats::{lost, shown, table};

proptest! {
    /// A glossary can be kept as SKOS. Statements are a set there: nothing is said twice.
    #[test]
    fn what_is_written_is_read_again(mut concepts in concepts()) {
        for concept in &mut concepts {
            let mut seen = Vec::new();
            concept.terms.retain(|term| {
                let new = !seen.contains(&(term.lang, term.text.clone()));
                seen.push((term.lang, term.text.clone()));
                new
            });
        }
        let (written, losses) = serialize("skos", &langs(&concepts), &concepts, &[]);
        let (read, ended) = parse("skos", written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} in {}", read.problems, written);
        prop_assert_eq!(read.concepts, concepts, "{}", written);
    }
}

#[test]
fn a_small_glossary() {
    let (written, losses) = serialize("skos", &three(), &traps(), &[]);
    insta::assert_snapshot!(format!("{written}\n{}", lost(&losses)));
}

const FOREIGN: &str = r#"
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@base <http://example.org/animals/> .

<scheme> a skos:ConceptScheme ; dct:title "Animals"@en, "Tiere"@de ; dct:creator [ dct:title "Kim" ] .

<#cat> a skos:Concept ;
  skos:inScheme <scheme> ;
  skos:prefLabel "cat"@en, "Katze"@de, "貓"@zh-hant ;
  skos:altLabel "puss"@EN, 'tom\u0063at'@en ;
  skos:hiddenLabel "kat"@en ;
  skos:definition "An animal."@en, "Ein Tier."@de ;
  skos:scopeNote "not \"big\" cats" ;
  skos:note [ dct:creator "Lee" ; <value> "see also" ] ;
  skos:notation "599.75" ;
  skos:broader <#animal> .

<#animal> skos:prefLabel "animal"@en ; skos:narrower <#cat> ; xl:prefLabel <label-1> .
<label-1> a xl:Label ; xl:literalForm "animal"@en ; dct:created "2001" .
<#cat> skos:altLabel "Mieze"@de .
[] a skos:Concept ; skos:prefLabel "nameless"@en , "another"@en .
<#none> a skos:Concept ; skos:prefLabel "no language" .
"#;

#[test]
fn what_other_tools_write() {
    let (basket, ended) = parse("skos", FOREIGN.as_bytes());
    let (written, _) = serialize("skos", &langs(&basket.concepts), &basket.concepts, &basket.kept);
    let (again, _) = parse("skos", written.as_bytes());
    assert_eq!(again.concepts, basket.concepts, "{written}");
    assert_eq!(again.kept, basket.kept);
    insta::assert_snapshot!(shown((basket, ended)));
    insta::assert_snapshot!("what_other_tools_write_goes_out_again", written);
}

#[test]
fn what_is_wrong_is_told() {
    insta::assert_snapshot!(table(
        "skos",
        &[
            "",
            "<http://a> <http://b> \"c\" .",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> skos:prefLabel \"a\"@en ; skos:altLabel <b> .\n<c skos:prefLabel .\n<d> skos:prefLabel \"d\"@en .",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> skos:prefLabel \" \"@en, \"b\"@en-123456789 .",
            "<a> nothing:here \"x\" .",
        ]
    ));
}

#[test]
fn what_is_nested_too_deep_is_left_out() {
    for (depth, left_out) in [(10, false), (100, true), (20_000, true)] {
        let brackets = ["[ <p> "].repeat(depth).concat() + "1" + &["]"].repeat(depth).concat();
        let skos = "http://www.w3.org/2004/02/skos/core#";
        let text = format!("<a> <{skos}prefLabel> \"a\"@en ; <{skos}note> {brackets} .");
        let (read, ended) = parse("skos", text.as_bytes());
        assert!(ended.is_ok());
        assert_eq!(read.concepts.len(), 1, "{depth}");
        assert_eq!(read.problems.iter().any(|problem| problem.code == "nesting"), left_out, "{depth}");
    }
}

/// Things in brackets may hold each other without end.
#[test]
fn circles_end() {
    let text = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<a> skos:prefLabel \"a\"@en ; skos:note _:b .\n\
                _:b <p> _:b, _:c . _:c <q> _:b, _:c .";
    let (read, _) = parse("skos", text.as_bytes());
    assert_eq!(read.concepts.len(), 1);
    assert_eq!(read.problems.len(), 1);
}
