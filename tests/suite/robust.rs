//! Hostile input: nothing panics, nothing is cut, offsets are right.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn baixiao(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_baixiao"))
        .args(arguments)
        .env("BAIXIAO_CACHE", "")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may have read enough.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    output
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("reports are UTF-8")
}

/// The surfaces in a JSON report, each checked against its offsets.
fn surfaces(report: &str) -> Vec<String> {
    let mut out = Vec::new();
    let values: Vec<Value> = match serde_json::from_str::<Value>(report) {
        Ok(value) if value.get("documents").is_some() => value["documents"].as_array().expect("a list").clone(),
        _ => report.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect(),
    };
    for value in &values {
        let text = value["text"].as_str().expect("a text");
        let chars: Vec<char> = text.chars().collect();
        for hit in value["hits"].as_array().expect("a list") {
            let at = |name: &str| usize::try_from(hit[name].as_u64().expect("a number")).expect("it fits");
            let surface = hit["surface"].as_str().expect("a text");
            assert_eq!(&text[at("byte_start")..at("byte_end")], surface);
            assert_eq!(chars[at("char_start")..at("char_end")].iter().collect::<String>(), surface);
            out.push(surface.to_owned());
        }
    }
    out
}

/// A name, the bytes, the options, and what is found among others.
type Case<'c> = (&'c str, Vec<u8>, &'c [&'c str], &'c [&'c str]);

#[test]
fn texts_of_every_kind() {
    let utf16 = |text: &str| {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    };
    let cases: Vec<Case<'_>> = vec![
        ("empty", vec![], &[], &[]),
        ("one line end", b"\n".to_vec(), &[], &[]),
        ("NUL and controls", "护城河\0\u{1}\u{7f}DeepSeek\u{0}".into(), &[], &["护城河", "DeepSeek"]),
        ("emoji", "👩‍👩‍👧‍👦护城河😀DeepSeek🏳️‍🌈해자".into(), &[], &["护城河", "DeepSeek", "해자"]),
        ("CRLF", "DeepSeek\r\nopen\r\nsource\r\n".into(), &[], &["DeepSeek", "open\r\nsource"]),
        ("BOM", "\u{feff}护城河".into(), &[], &["护城河"]),
        ("right to left", "שלום DeepSeek עולם 护城河".into(), &[], &["DeepSeek", "护城河"]),
        ("UTF-16", utf16("梁文锋的护城河"), &[], &["梁文锋", "护城河"]),
        ("GB18030", b"\xbb\xa4\xb3\xc7\xba\xd3".to_vec(), &["--encoding", "gb18030"], &["护城河"]),
        ("EUC-KR", b"\xc7\xd8\xc0\xda\xb4\xc2".to_vec(), &["--encoding", "euc-kr"], &["해자"]),
        (
            "decomposed",
            "\u{1112}\u{1162}\u{110c}\u{1161}\u{1102}\u{1173}\u{11ab}".into(),
            &[],
            &["\u{1112}\u{1162}\u{110c}\u{1161}"],
        ),
        ("lossy", b"moat \xff\xfe moat".to_vec(), &["--lossy"], &["moat", "moat"]),
    ];
    for (name, input, options, wanted) in cases {
        for format in ["json", "text", "html", "markdown", "csv", "jsonl"] {
            let arguments = [&["annotate", "--format", format], options].concat();
            let report = text(&baixiao(&arguments, &input));
            if matches!(format, "json" | "jsonl") {
                let mut found = surfaces(&report);
                // A term of the text's own language may be found in one reading only.
                found.retain(|surface| !surface.is_empty());
                assert!(wanted.iter().all(|surface| found.iter().any(|other| other == surface)), "{name}: {found:?}");
            }
        }
    }
}

#[test]
fn invalid_bytes_are_named() {
    let output = baixiao(&["annotate"], b"moat \xff moat");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.starts_with("error: ") && message.contains("byte 5 is not valid UTF-8"), "{message}");
    assert!(message.contains("--lossy"), "{message}");
}

#[test]
fn a_long_line_and_a_long_text() {
    let line = "在颠覆性的技术面前，闭源形成的护城河是短暂的。DeepSeek의 해자는 moats. ".repeat(12_000);
    assert!(line.len() > 1_000_000);
    let found = surfaces(&text(&baixiao(&["annotate", "--format", "json", "--lang", "zh"], line.as_bytes())));
    assert_eq!(found.iter().filter(|surface| *surface == "护城河").count(), 12_000);
    assert_eq!(found.iter().filter(|surface| *surface == "해자").count(), 12_000);
    let lines = "护城河\n\n幻方量化在杭州\n".repeat(20_000);
    let by_line = text(&baixiao(&["annotate", "--lines", "--format", "jsonl"], lines.as_bytes()));
    assert_eq!(by_line.lines().count(), 60_000, "lines without hits are answered too");
    assert_eq!(surfaces(&by_line).len(), 60_000);
}

#[test]
fn output_does_not_depend_on_threads() {
    let input = include_str!("../fixtures/texts/interview.txt").repeat(400);
    for format in [&["--format", "json"][..], &["--lines", "--format", "jsonl"], &["--lines"]] {
        let with = |threads: &str| {
            let arguments = [&["annotate", "--threads", threads], format].concat();
            text(&baixiao(&arguments, input.as_bytes()))
        };
        let one = with("1");
        assert!(one == with("4") && one == with("4"), "{format:?}");
    }
}

#[test]
fn a_glossary_of_a_hundred_thousand_terms() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.csv");
    let mut rows = String::from("concept,lang,term\n");
    for number in 0..100_000 {
        writeln!(rows, "c{number},en,term {number}x").expect("memory");
    }
    fs::write(&path, rows).expect("written");
    let glossary = path.display().to_string();
    let report =
        text(&baixiao(&["annotate", "--format", "json", "-g", &glossary], b"a Term 99999x and term-1x, term 100000x"));
    assert_eq!(surfaces(&report), ["Term 99999x", "term-1x"]);
}

#[test]
fn lines_of_json_are_carried_through_or_named() {
    let input = "{\"id\": 7, \"text\": \"moat\", \"lang\": \"en\", \"other\": [1]}\n{\"text\": \"\"}\n";
    let output = text(&baixiao(&["annotate", "--input", "jsonl", "--format", "jsonl"], input.as_bytes()));
    let first: Value = serde_json::from_str(output.lines().next().expect("a line")).expect("an object");
    assert_eq!((&first["id"], &first["other"]), (&Value::from(7), &serde_json::json!([1])));
    assert_eq!(output.lines().count(), 2);
    for (wrong, message) in [("nonsense\n", "line 1: expected"), ("{}\n", "no `text`"), ("[1]\n", "not an object")] {
        let output = baixiao(&["annotate", "--input", "jsonl", "--format", "jsonl"], wrong.as_bytes());
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(message), "{told}");
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_us_from_the_others() {
    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/texts/interview.txt");
    let output = baixiao(&["annotate", "no/such/file", good], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read `no/such/file`"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("护城河"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let input = "护城河\n".repeat(200_000);
    let mut child = Command::new(env!("CARGO_BIN_EXE_baixiao"))
        .args(["annotate", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("piped");
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn an_output_file_appears_when_it_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.json");
    let name = path.display().to_string();
    text(&baixiao(&["annotate", "--format", "json", "-o", &name], "护城河".as_bytes()));
    assert_eq!(surfaces(&fs::read_to_string(&path).expect("it is there")), ["护城河"]);
    let failed = baixiao(&["annotate", "--lines", "-o", &name], b"moat\n\xff\n");
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no half file is left");
}

/// What once took for ever: long gaps between letters, and compounds without end.
#[test]
fn long_gaps_and_long_compounds() {
    for (input, options, hits) in [
        (format!("moat{}moat", " ".repeat(40_000)), &[][..], 2),
        (format!("moat{}moat", "-".repeat(40_000)), &[], 2),
        ("\n".repeat(100_000), &[], 0),
        ("\u{200d}".repeat(50_000), &[], 0),
        ("해자".repeat(20_000), &["--lang", "ko"], 20_000),
        (format!("```\n{}```\nmoat", "code moat\n\n".repeat(30_000)), &["--lang", "en"], 1),
    ] {
        let arguments = [&["annotate", "--format", "json"], options].concat();
        assert_eq!(surfaces(&text(&baixiao(&arguments, input.as_bytes()))).len(), hits);
    }
}

#[test]
fn lines_before_a_fault_are_answered() {
    let output = baixiao(&["annotate", "--lines", "--format", "jsonl"], b"moat\nmoat\nmoat \xff\nmoat\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("after line 2: byte 15"));
}

/// A large glossary is compiled once; what is kept of it is never trusted blindly.
#[test]
fn a_cached_glossary_is_as_good_as_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (glossary, cache) = (folder.path().join("terms.csv"), folder.path().join("cache"));
    let write = |first: &str| {
        let mut file = File::create(&glossary).unwrap();
        writeln!(file, "concept,lang,term\nfirst,en,{first}\nfirst,zh-Hant,護城河").unwrap();
        for number in 0..40_000 {
            writeln!(file, "c{number},en,term {number}x").unwrap();
        }
    };
    let annotate = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baixiao"));
        command.env("BAIXIAO_CACHE", &cache).args(["annotate", "--format", "json", "-g"]).arg(&glossary);
        let mut child = command.arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all("A moat, term 39999x and 护城河.".as_bytes()).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    let kept = || {
        let mut files: Vec<_> = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    };
    write("moat");
    let fresh = annotate();
    assert!(fresh.contains("\"moat\"") && fresh.contains("term 39999x") && fresh.contains("護城河"), "{fresh}");
    assert_eq!(kept().len(), 2);
    assert_eq!(annotate(), fresh);
    for path in kept() {
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        File::create(&path).unwrap().write_all(&bytes).unwrap();
        assert_eq!(annotate(), fresh, "damaged");
        File::create(&path).unwrap();
        assert_eq!(annotate(), fresh, "empty");
    }
    write("ditch");
    assert!(!annotate().contains("\"moat\""), "the file has changed");
    assert_eq!(kept().len(), 4);
}
