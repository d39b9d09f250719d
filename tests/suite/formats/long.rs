//! Long files are read in several threads, and come to the same as if they were not.

use std::fmt::Write as _;

use baixiao::model::Concept;

use crate::formats::models::parse;

/// How many entries a file has: more than a megabyte of them.
const ENTRIES: usize = 4000;

/// A file with something odd in some of its entries, and `odd` before one of them.
fn file(opening: &str, odd: &str) -> String {
    let mut out = format!("<martif type=\"TBX\" xml:lang=\"en\"><text><body>\n<!-- {opening} -->\n");
    for number in 0..ENTRIES {
        let (id, term) = match number % 500 {
            7 => ("c3".to_owned(), "moat &amp; <hi>wall</hi>".to_owned()),
            77 => (format!("c{number}"), "moat\u{1}".to_owned()),
            177 => (format!("c{number}"), String::new()),
            277 => (format!("c{number}"), "해자 <!-- </termEntry> --> 성벽".to_owned()),
            _ => (format!("c{number}"), format!("护城河 {number}")),
        };
        if number == ENTRIES / 2 {
            out.push_str(odd);
        }
        writeln!(
            out,
            "<!-- {number} -->\n<termEntry id=\"{id}\"><descrip type=\"definition\">{}</descrip>\n\
             <langSet xml:lang=\"zh\"><tig><term>{term}</term></tig></langSet></termEntry>",
            "What it means. ".repeat(12)
        )
        .expect("memory takes it");
    }
    out + "</body></text></martif>\n"
}

/// What is read of a file: the concepts but the first, which holds the opening, the problems, and how it ended.
fn read(file: &str) -> (Vec<Concept>, Vec<String>, Option<String>) {
    let (mut basket, ended) = parse("tbx", file.as_bytes());
    basket.concepts.remove(0);
    let problems = basket.problems.iter().map(ToString::to_string).collect();
    (basket.concepts, problems, ended.err().map(|error| error.to_string()))
}

#[test]
fn threads_read_what_one_reads() {
    // A comment full of tags is cut in the middle, and from there on one thread reads everything.
    let tags = "</termEntry>".repeat(100_000);
    let odds = [
        String::new(),
        "<termEntry id=\"cut".to_owned(),
        "<other><termEntry/></other>".to_owned(),
        "&nbsp; beside".to_owned(),
        "</body>".to_owned(),
        format!("<![CDATA[{tags}]]>"),
        format!("<termEntry><note>{}</note></termEntry>", "long ".repeat(200_000)),
    ];
    for odd in odds {
        let (threads, one) = (read(&file("short", &odd)), read(&file(&tags, &odd)));
        let shown: String = odd.chars().take(40).collect();
        assert_eq!(threads.1, one.1, "problems with {shown}");
        assert_eq!(threads.2, one.2, "the end with {shown}");
        assert!(threads.0 == one.0, "concepts with {shown}");
        assert!(threads.0.len() > ENTRIES / 3, "concepts with {shown}");
    }
}

#[test]
fn every_entry_of_a_long_file_is_read() {
    let (concepts, problems, ended) = read(&file("short", ""));
    assert_eq!((concepts.len(), ended), (ENTRIES - 1, None));
    let of = |code: &str| problems.iter().filter(|problem| problem.contains(code)).count();
    assert_eq!((of("duplicate-id"), of("xml-character"), of("empty-term")), (8, 8, 8), "{problems:#?}");
}
