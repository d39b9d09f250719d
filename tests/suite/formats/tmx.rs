use proptest::prelude::*;

use crate::formats::models::{concepts, langs, parse, serialize, three, traps};
use crate::formats::{lost, shown, table};

proptest! {
    /// A glossary can be kept as TMX.
    #[test]
    fn what_is_written_is_read_again(concepts in concepts()) {
        let (written, losses) = serialize("tmx", &langs(&concepts), &concepts, &[]);
        let (read, ended) = parse("tmx", written.as_bytes());
        prop_assert!(ended.is_ok() && read.problems.is_empty() && losses.is_empty(), "{:?} in {}", read.problems, written);
        prop_assert_eq!(read.concepts, concepts, "{}", written);
    }
}

#[test]
fn a_small_glossary() {
    let (written, losses) = serialize("tmx", &three(), &traps(), &[]);
    let written = written.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(format!("{written}\n{}", lost(&losses)));
}

#[test]
fn what_other_tools_write() {
    insta::assert_snapshot!(shown(parse("tmx", FOREIGN.as_bytes())));
    let (basket, _) = parse("tmx", FOREIGN.as_bytes());
    let (written, _) = serialize("tmx", &langs(&basket.concepts), &basket.concepts, &basket.kept);
    insta::assert_snapshot!("what_other_tools_write_goes_out_again", written);
    let (again, _) = parse("tmx", written.as_bytes());
    assert_eq!(again.concepts, basket.concepts);
    assert_eq!(again.kept, basket.kept);
}

const FOREIGN: &str = r#"<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<!-- exported -->
<tmx version="1.1">
  <header creationtool="Some TM" creationtoolversion="7" datatype="rtf" segtype="sentence" adminlang="en-us"
    srclang="EN-US" o-tmf="SomeTM" creationdate="20020101T163812Z">
    <note>A note of the file</note>
    <prop type="RTFFontTable">{\fonttbl}</prop>
  </header>
  <body>
    <tu tuid="0001" datatype="Text" usagecount="2" lastusagedate="19970314T023401Z">
      <note>Text of a note</note>
      <note o-encoding="iso-8859-1">A second note</note>
      <prop type="x-Domain">Computing</prop>
      <prop type="definition">What it is.</prop>
      <prop type="x-Domain">Cooking</prop>
      <tuv lang="EN-us" creationdate="19970212T153400Z" creationid="BobW">
        <prop type="Origin">MT</prop>
        <seg>data <bpt i="1" x="1">{\b </bpt>processing<ept i="1">}</ept><ph x="2">{\f <sub>sub</sub>}</ph></seg>
      </tuv>
      <tuv xml:lang="zh_CN"><seg>数据<hi type="fnote">处理</hi></seg></tuv>
      <tuv xml:lang="zh_CN"><seg>资料处理</seg></tuv>
      <tuv xml:lang="zh-TW"><seg> 資料處理 </seg></tuv>
    </tu>
    <tu>
      <tuv><seg>no language</seg></tuv>
      <tuv xml:lang="x!"><seg>no such language</seg></tuv>
      <tuv xml:lang="ko"><seg>언어</seg></tuv>
      <tuv xml:lang="en"><seg> </seg></tuv>
    </tu>
    <tu tuid="&x;"><tuv xml:lang="ko"><seg>외부 &x; &unknown; a & b</seg></tuv></tu>
    <tu><note>nothing</note></tu>
    <other><tu/></other>
  </body>
</tmx>
"#;

#[test]
fn what_is_wrong_is_told() {
    insta::assert_snapshot!(table(
        "tmx",
        &[
            "<martif/>",
            "<tmx>",
            "<tmx><body><tu><tuv xml:lang='en'><seg>a</tuv></tu></body></tmx>",
            "<tmx/>",
            "<tmx><body><tu><tuv xml:lang='en'><prop type='x-baixiao-status'>good</prop><seg>a</seg></tuv></tu></body></tmx>",
            "<tmx><body><tu><prop type='x-baixiao-term' xml:lang='?'>b</prop><tuv xml:lang='en'><seg>a</seg></tuv></tu></body></tmx>",
            "<tmx><body><tu><prop type='x-baixiao-synonym-of' xml:lang='en'>lost</prop><tuv xml:lang='en'><seg>a</seg></tuv></tu></body></tmx>",
        ]
    ));
}
