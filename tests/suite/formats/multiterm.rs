use proptest::prelude::*;

use crate::formats::models::{concepts, langs, parse, serialize, three, traps};
use crate::formats::{lost, shown, table};

proptest! {
    /// A glossary can be kept as a termbase of MultiTerm.
    #[test]
    fn what_is_written_is_read_again(concepts in concepts()) {
        let (written, losses) = serialize("multiterm", &langs(&concepts), &concepts, &[]);
        let (read, ended) = parse("multiterm", written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} in {}", read.problems, written);
        prop_assert_eq!(read.concepts, concepts, "{}", written);
    }
}

#[test]
fn a_small_glossary() {
    let (written, losses) = serialize("multiterm", &three(), &traps(), &[]);
    insta::assert_snapshot!(format!("{written}\n{}", lost(&losses)));
}

const FOREIGN: &str = r#"<?xml version="1.0" encoding="UTF-16"?>
<mtf>
  <conceptGrp>
    <concept>42</concept>
    <system type="entryClass">2</system>
    <transacGrp><transac type="origination">super</transac><date>2005-06-01T12:00:00</date></transacGrp>
    <transacGrp><transac type="modification">kim</transac><date>2015-06-01T12:00:00</date></transacGrp>
    <descripGrp>
      <descrip type="Subject">Law</descrip>
      <transacGrp><transac type="origination">super</transac><date>2005-06-01T12:00:00</date></transacGrp>
    </descripGrp>
    <descripGrp><descrip type="Client">A</descrip></descripGrp>
    <descripGrp><descrip type="Project">one</descrip></descripGrp>
    <descripGrp><descrip type="Project">two</descrip></descripGrp>
    <languageGrp>
      <language type="German (legal)" lang="DE"/>
      <descripGrp><descrip type="Definition">Was er ist.</descrip></descripGrp>
      <termGrp>
        <term>Vertrag</term>
        <transacGrp><transac type="origination">super</transac><date>2005-06-01T12:00:00</date></transacGrp>
        <descripGrp>
          <descrip type="Status">Preferred</descrip>
          <descripGrp><descrip type="Reason">custom</descrip></descripGrp>
        </descripGrp>
        <descripGrp><descrip type="Word Class">n</descrip></descripGrp>
        <descripGrp><descrip type="Gender">masculine</descrip></descripGrp>
        <descripGrp><descrip type="Comment">see <xref Tlink="Kontrakt">Kontrakt</xref></descrip></descripGrp>
      </termGrp>
      <termGrp>
        <term>Kontrakt</term>
        <descripGrp><descrip type="Usage Status">Do not use</descrip></descripGrp>
      </termGrp>
    </languageGrp>
    <languageGrp>
      <language type="Chinese (PRC)" lang="ZH-CN"/>
      <termGrp><term>合同</term></termGrp>
    </languageGrp>
    <languageGrp>
      <language type="Korean"/>
      <termGrp><term>계약</term><descripGrp><descrip type="Status">Sehr gut</descrip></descripGrp></termGrp>
    </languageGrp>
  </conceptGrp>
  <conceptGrp><concept>43</concept><languageGrp><language type="Klingon" lang="?"/><termGrp><term>x</term></termGrp></languageGrp></conceptGrp>
</mtf>
"#;

#[test]
fn what_other_tools_write() {
    let (basket, ended) = parse("multiterm", FOREIGN.as_bytes());
    let (written, _) = serialize("multiterm", &langs(&basket.concepts), &basket.concepts, &basket.kept);
    let (again, _) = parse("multiterm", written.as_bytes());
    assert_eq!(again.concepts, basket.concepts, "{written}");
    insta::assert_snapshot!(shown((basket, ended)));
    insta::assert_snapshot!("what_other_tools_write_goes_out_again", written);
}

#[test]
fn what_was_changed_meanwhile_is_put_right() {
    let (mut basket, _) = parse("multiterm", FOREIGN.as_bytes());
    let concept = &mut basket.concepts[0];
    concept.domain = "contract law".into();
    concept.definition = "An agreement.".into();
    concept.extra.remove("Client");
    let term = concept.terms.iter_mut().find(|term| &*term.text == "Vertrag").unwrap();
    term.text = "Vereinbarung".into();
    term.status = baixiao::model::Status::Deprecated;
    term.note = "".into();
    let (written, _) = serialize("multiterm", &langs(&basket.concepts), &basket.concepts, &basket.kept);
    insta::assert_snapshot!(written);
}

#[test]
fn what_is_wrong_is_told() {
    insta::assert_snapshot!(table(
        "multiterm",
        &[
            "<tmx/>",
            "<mtf><conceptGrp>",
            "<mtf><conceptGrp/></mtf>",
            "<mtf><entry/></mtf>",
            "<mtf><conceptGrp><languageGrp><language/><termGrp><term>a</term></termGrp></languageGrp></conceptGrp></mtf>",
            "<mtf><conceptGrp><languageGrp><language lang='KO'/><termGrp><term/></termGrp></languageGrp></conceptGrp></mtf>",
            "<mtf><conceptGrp><languageGrp><language lang='KO'/><termGrp><term>가</term><descripGrp><descrip type='Language Tag'>?</descrip></descripGrp></termGrp></languageGrp></conceptGrp></mtf>",
        ]
    ));
}
