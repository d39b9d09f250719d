//! What is made of the columns of real files.

use std::fmt::Write as _;

use baixiao::formats::ReadSetting;

use crate::tables::{lang, read_bytes};

/// What the first row is taken for, and the first concept.
fn shown(text: &str, langs: [&str; 2], columns: &[&str]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    let [source, target] = langs.map(|tag| (!tag.is_empty()).then(|| lang(tag)));
    let setting = ReadSetting { source, target, columns: &columns, ..ReadSetting::default() };
    let (received, result) = read_bytes(text.as_bytes(), &setting);
    if let Err(error) = result {
        return error.to_string();
    }
    let concept = received.concepts.first().map_or("nothing".to_owned(), |concept| {
        let mut parts: Vec<String> = vec![concept.id.to_string()];
        for (name, field) in [("domain", &concept.domain), ("def", &concept.definition), ("note", &concept.note)] {
            if !field.is_empty() {
                parts.push(format!("{name}={field}"));
            }
        }
        parts.extend(concept.extra.iter().map(|(name, cell)| format!("{name}={cell}")));
        for term in &concept.terms {
            let mut said = format!("{}:{} {:?}", term.lang, term.text, term.status);
            said.extend(term.part_of_speech.map(|part| format!(" {part:?}")));
            said.extend(term.matching.capitals.map(|rule| format!(" {rule:?}")));
            said.extend((!term.note.is_empty()).then(|| format!(" note={}", term.note)));
            said.extend(term.extra.iter().map(|(name, cell)| format!(" {name}={cell}")));
            parts.push(said);
        }
        parts.join(" | ")
    });
    let problems: Vec<String> = received.problems.iter().map(ToString::to_string).collect();
    format!("{concept}\n{}", problems.join("\n"))
}

#[test]
fn columns_of_real_tables() {
    let pair = ["en", "ko"];
    let none = ["", ""];
    let cases: &[(&str, &str, [&str; 2])] = &[
        ("plain", "English,Chinese,Korean\nmoat,护城河,해자\n", none),
        ("source and target", "source,target\nmoat,해자\n", pair),
        ("term and translation", "Term\tTranslation\tNotes\nmoat\t해자\tof a castle\n", pair),
        ("tags", "en;zh-CN;ko_KR\nmoat;护城河;해자\n", none),
        ("Korean names", "용어,번역,비고\nmoat,해자,성 둘레\n", pair),
        ("Chinese names", "原文,译文,备注\nmoat,护城河,城池\n", ["en", "zh"]),
        (
            "Glossary Converter",
            "Subject\tEnglish\tChinese (Simplified, China)\nfinance\tmoat|economic moat\t护城河\n",
            none,
        ),
        (
            "Crowdin",
            "Term [en],Part of Speech [en],Status [en],Term [ko],Note [ko]\nmoat,noun,preferred,해자,성\n",
            none,
        ),
        (
            "Weblate",
            "\"context\",\"source\",\"target\",\"translator_comments\"\n\"moat\",\"moat\",\"해자\",\"x\"\n",
            pair,
        ),
        (
            "Translate Toolkit",
            "\"location\",\"source\",\"target\",\"id\",\"fuzzy\",\"context\",\"translator_comments\",\"developer_comments\"\n\
             \"\",\"moat\",\"해자\",\"\",\"False\",\"\",\"x\",\"\"\n",
            pair,
        ),
        ("BabelDOC", "source,target,tgt_lng\nmoat,护城河,zh-CN\n", ["en", ""]),
        ("Amazon", "en,ko,zh-TW\nmoat,해자,護城河\n", none),
        (
            "MateCat",
            "Forbidden,Domain,Definition,en-US,Notes,Example of use,ko-KR,Notes,Example of use\nTRUE,f,d,,,,도랑,n,e\n",
            none,
        ),
        (
            "Lokalise",
            "term;description;casesensitive;translatable;forbidden;tags;ko;ko_description\nMoat;d;yes;no;no;f;해자;n\n",
            pair,
        ),
        ("Transifex", "term,pos,comment,case_sensitive,translation_ko,comment_ko\nmoat,noun,d,true,해자,n\n", pair),
        ("Phrase Strings", "term,case sensitive,translatable,description,ko\nmoat,true,false,d,해자\n", pair),
        ("Phrase TMS", "CID,concept_domain,concept_definition,TID,en,ko\nc1,f,d,t1,moat,해자\n", none),
        (
            "memoQ",
            "Entry_ID;Entry_Subject;Entry_Note;English;Term_Example;Korean;Term_Example\n7;f;n;moat;deep moat;해자;\n",
            none,
        ),
        ("ModernMT", "tuid,en,ko\n1,moat,해자\n", none),
        ("our long form", "concept,lang,term,status,note,source\nmoat,en,a|b,preferred,n,editor\n", none),
        ("our wide form", "concept,domain,definition,note,en,en not,ko\nmoat,f,d,n,a\\|b|c,x,해자\n", none),
        ("DeepL's export", "moat,해자,EN,KO\nedge,우위,EN,KO\n", none),
        ("no header", "moat\t해자\tof a castle\n", pair),
        ("OmegaT", "# Glossary in tab-separated format -*- coding: utf-8 -*-\na|b\t\"해자\n#c\td\n", pair),
        ("languages are terms", "Korean\t한국어\nmoat\t해자\n", pair),
        (
            "definition of a language",
            "English,English Definition,Part of speech,Korean\nmoat,a ditch,noun,해자\n",
            none,
        ),
        ("LingoHub", "entryId,term,termLocale\n1,moat,en\n", none),
        (
            "Translate Toolkit's UTX",
            "#UTX-S 1.00; en/ko; 2026-11-25T11:46:32Z+0000\r\n#src\ttgt\tsrc:pos\r\nmoat\t해자\tnoun\r\n-\t-\t-\r\n",
            none,
        ),
        (
            "UTX 1.20",
            "#UTX 1.20; en/ko; 2013-01-01T00:00:00Z; copyright: us;\n#src\ttgt\tsrc:pos\tterm status\tconcept ID\nmoat\t도랑\tnoun\tforbidden\t7\n",
            none,
        ),
        ("unknown columns", "Foo,en,note,Bar\n1,moat,n,2\n", none),
        ("Google Sheets in quotes", "\"en\",\"ko\"\n\"a \"\"moat\"\"\",\"해\n자\"\n", none),
        ("spreadsheet formula", "en,ko\n'=SUM,해자\n", none),
        ("no language", "source,target\nmoat,해자\n", none),
        ("no terms", "name,price\nmoat,1\n", none),
        ("one column", "moat\nedge\n", none),
    ];
    let mut out = String::new();
    for (name, text, langs) in cases {
        writeln!(out, "== {name}\n{}\n", shown(text, *langs, &[])).expect("memory takes it");
    }
    insta::assert_snapshot!(out);
}

#[test]
fn columns_as_somebody_says() {
    let text = "Source,Notes,Foo,Extra\nmoat,n,x,해자\n";
    let mut out = String::new();
    for columns in [
        &["Source=term:en", "Notes=note", "Foo=ignore", "4=term:ko"][..],
        &["Source=term:en,Notes=note:en,Foo=status,Extra=term:ko"],
        &["Source=term:en", "Foo=colour"],
        &["Source=term:en", "Fooo=note"],
        &["Source=term:english"],
        &["Source"],
    ] {
        writeln!(out, "== {}\n{}\n", columns.join(" "), shown(text, ["", ""], columns)).expect("memory takes it");
    }
    insta::assert_snapshot!(out);
}
