use baixiao::lang::Lang;
use baixiao::model::{Concept, Status};
use proptest::prelude::*;

use crate::formats::models::{concepts, parse, serialize, traps};
use crate::formats::{lost, shown, table};

/// Concepts with nothing but terms in English and Korean, some of each to be used.
fn pairs() -> impl Strategy<Value = Vec<Concept>> {
    concepts().prop_map(|mut concepts| {
        for concept in &mut concepts {
            concept
                .terms
                .retain(|term| [Lang::EN, Lang::KO].contains(&term.lang.base()) && term.lang.as_str().len() == 2);
        }
        concepts.retain(|concept| {
            let usable = |lang| concept.terms.iter().any(|term| term.lang == lang && term.status <= Status::Admitted);
            usable(Lang::EN) && usable(Lang::KO)
        });
        concepts
    })
}

proptest! {
    /// The two languages of a glossary can be kept as XLIFF.
    #[test]
    fn what_is_written_is_read_again(concepts in pairs()) {
        let (written, losses) = serialize("xliff", &[Lang::EN, Lang::KO], &concepts, &[]);
        let (read, ended) = parse("xliff", written.as_bytes());
        let told = read.problems.iter().filter(|problem| problem.code != "no-terms").count();
        prop_assert!(ended.is_ok() && told == 0 && losses.is_empty(), "{:?} in {}", read.problems, written);
        prop_assert_eq!(read.concepts, concepts, "{}", written);
    }
}

#[test]
fn a_small_glossary() {
    let (written, losses) = serialize("xliff", &[Lang::EN, Lang::ZH], &traps(), &[]);
    insta::assert_snapshot!(format!("{written}\n{}", lost(&losses)));
}

const FOREIGN: &str = r##"<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"
       xmlns:g="urn:oasis:names:tc:xliff:glossary:2.0" xmlns:its="http://www.w3.org/2005/11/its">
  <file id="f1">
    <skeleton><g:glossary/></skeleton>
    <group id="g1">
      <unit id="1">
        <g:glossary>
          <g:glossEntry ref="#m1" id="e1" its:x="1">
            <g:term source="publicTermbase" its:y="2">TAB key</g:term>
            <g:translation id="t1" source="myTermbase">Tabstopptaste</g:translation>
            <g:translation ref="#m1" source="myTermbase">TAB-TASTE</g:translation>
            <g:definition source="publicTermbase">A keyboard key.</g:definition>
            <its:note>more <b>of</b> it</its:note>
          </g:glossEntry>
          <g:glossEntry><g:term>key</g:term><g:definition>What one presses.</g:definition></g:glossEntry>
          <g:glossEntry><g:term> </g:term></g:glossEntry>
        </g:glossary>
        <segment>
          <source>Press the <mrk id="m1" type="term">TAB key</mrk> on the <mrk id="m2" type="term" value="A device.">key<pc id="1">board</pc></mrk>.</source>
          <target>Drücken Sie die <mrk id="m1" type="term">Tabstopptaste</mrk> auf der <mrk id="m2" type="term">Tastatur</mrk>.</target>
        </segment>
      </unit>
      <unit id="2"><segment><source>The <mrk id="m1" type="term" value="A device.">keyboard</mrk></source><target>Die <mrk id="m1" type="term">Tastatur</mrk></target></segment></unit>
    </group>
  </file>
</xliff>
"##;

#[test]
fn what_other_tools_write() {
    let langs: [Lang; 2] = ["en", "de"].map(|tag| tag.parse().unwrap());
    let (basket, ended) = parse("xliff", FOREIGN.as_bytes());
    let (written, _) = serialize("xliff", &langs, &basket.concepts, &basket.kept);
    let (again, _) = parse("xliff", written.as_bytes());
    let with_translation = |concepts: Vec<Concept>| -> Vec<Concept> {
        concepts.into_iter().filter(|concept| concept.terms.len() > 1).collect()
    };
    assert_eq!(with_translation(again.concepts), with_translation(basket.concepts.clone()), "{written}");
    insta::assert_snapshot!(shown((basket, ended)));
    insta::assert_snapshot!("what_other_tools_write_goes_out_again", written);
}

#[test]
fn what_is_wrong_is_told() {
    insta::assert_snapshot!(table(
        "xliff",
        &[
            "<tmx/>",
            "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file/></xliff>",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0'/>",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='e' trgLang='ko'/>",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en'/>",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en'><file><unit><glossary xmlns='urn:oasis:names:tc:xliff:glossary:2.0'><glossEntry><term>a</term><translation>가</translation></glossEntry></glossary></unit></file></xliff>",
            "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en'><file><unit>",
        ]
    ));
}
