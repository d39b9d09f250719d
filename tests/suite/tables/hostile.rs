//! Input that nobody should send: bounded memory, a message, the rest read.

use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write as _};
use std::sync::LazyLock;

use proptest::prelude::*;

use baixiao::formats::{ByteOrder, ReadSetting, read, source_format};

use crate::tables::{Received, fixture, lang, read_bytes, tables, written};

fn pair() -> ReadSetting<'static> {
    ReadSetting { source: Some(lang("en")), target: Some(lang("ko")), ..ReadSetting::default() }
}

/// The terms and the problems of a text.
fn shown(text: &str) -> String {
    let (received, result) = read_bytes(text.as_bytes(), &pair());
    let terms = received.concepts.iter().map(|concept| {
        let terms = concept.terms.iter().map(|term| term.text.as_str().escape_debug().to_string());
        terms.collect::<Vec<_>>().join("=")
    });
    let problems = received.problems.iter().skip(1).map(ToString::to_string);
    let broken = result.err().map(|error| error.to_string());
    terms.chain(problems).chain(broken).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_can_be_read_is_read() {
    let mut out = String::new();
    for (name, text) in [
        ("NUL", "en,ko\nmo\0at,해자\nedge,우위\n"),
        ("too many cells", "en,ko\nmoat,해자,x,y\nedge,우위\n"),
        ("too few cells", "en,ko,note\nmoat\nedge,우위,n\n"),
        ("a quotation mark without end", "en,ko\n\"moat,해자\nedge,우위\n"),
        ("quotation marks within", "en,ko\nthe \"moat\",해자\n"),
        ("line ends of all kinds", "en,ko\r\nmoat,해자\redge,우위\n\n\nwall,벽"),
        ("a term of several lines", "en,ko\n\"mo\nat\",해자\n"),
        ("no term", "en,ko\n,\nmoat,해자\n , \n"),
        ("words that mean nothing", "en,ko,status,part of speech\nmoat,해자,splendid,thing\n"),
        ("nothing", ""),
        ("white space", " \n\n \n"),
        ("a header only", "en,ko\n"),
        ("one language twice", "en,en,ko\nmoat,fosse,해자\n"),
        ("an id for two", "id,en,ko,definition\nx,moat,해자,a\nx,edge,우위,b\ny,wall,벽,\n"),
    ] {
        writeln!(out, "== {name}\n{}\n", shown(text)).expect("memory takes it");
    }
    insta::assert_snapshot!(out);
}

/// Gives `middle` so many times, between a start and an end.
struct Endless {
    start: &'static [u8],
    middle: &'static [u8],
    left: usize,
    end: &'static [u8],
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut chunk = self.fill_buf()?;
        let read = chunk.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Endless {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(match (self.start.is_empty(), self.left) {
            (false, _) => self.start,
            (true, 0) => self.end,
            (true, _) => self.middle,
        })
    }

    fn consume(&mut self, read: usize) {
        if !self.start.is_empty() {
            self.start = self.start.get(read..).expect("it was read");
        } else if self.left > 0 {
            assert_eq!(read, self.middle.len());
            self.left -= 1;
        } else {
            self.end = self.end.get(read..).expect("it was read");
        }
    }
}

/// What a cell is made of that is far too long: 128 MiB in all.
static MIDDLE: [u8; 1 << 16] = [b'a'; 1 << 16];

#[test]
fn a_cell_without_end_is_a_problem_with_a_place() {
    for (start, end) in [("en,ko\nmoat,해자\n", ",x\nedge,우위\n"), ("en,ko\nmoat,해자\n\"", "\",x\nedge,우위\n")]
    {
        let mut input = Endless { start: start.as_bytes(), middle: &MIDDLE, left: 1 << 11, end: end.as_bytes() };
        let mut received = Received::default();
        read(&mut input, &pair(), &mut received).expect("it is read");
        let terms: Vec<&str> = received.concepts.iter().map(|concept| concept.terms[0].text.as_str()).collect();
        assert_eq!(terms, ["moat", "edge"]);
        let problems: Vec<String> = received.problems.iter().skip(1).map(ToString::to_string).collect();
        assert_eq!(problems, ["3:1: error: a cell is longer than 1024 KiB; the row is left out [long-cell]"]);
    }
}

#[test]
fn problems_are_counted_when_there_are_too_many() {
    let text = format!("en,ko\n{}", ",x,y\n".repeat(1000));
    let (received, result) = read_bytes(text.as_bytes(), &pair());
    result.expect("it is read");
    assert_eq!(received.concepts.len(), 1000);
    assert_eq!(received.problems.len(), 1 + 100 + 1);
    assert_eq!(
        received.problems.last().expect("there are some").to_string(),
        "warning: 900 more problems of this kind are not listed [columns]"
    );
}

/// A zip archive with one part of so many zeros.
fn bomb(name: &str, size: u64) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("an archive");
    io::copy(&mut io::repeat(0).take(size), &mut archive).expect("an archive");
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn archives_that_are_no_workbooks() {
    let mut truncated = bomb("xl/workbook.xml", 1 << 20);
    truncated.truncate(500);
    for (bytes, expected) in [
        (
            bomb("xl/sharedStrings.xml", 300 << 20),
            "error: the workbook is too large: a part of it unpacks to more than 256 MiB; save it as CSV [workbook]",
        ),
        (truncated, "error: this is no workbook (xlsx): "),
        (b"PK\x03\x04".to_vec(), "error: this is no workbook (xlsx): "),
        (bomb("word/document.xml", 10), "error: the workbook cannot be read: "),
    ] {
        let (received, result) = read_bytes(&bytes, &pair());
        assert!(received.concepts.is_empty());
        let error = result.unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

/// A part of a workbook: its name and its bytes.
type Part = (String, Vec<u8>);

/// What every target makes of the fixture, with its name; workbooks as their parts.
static FILES: LazyLock<Vec<(&str, Vec<Part>)>> = LazyLock::new(|| {
    let langs = ["en", "ko"].map(lang);
    let concepts = fixture();
    let files = tables().map(|target| {
        let (bytes, _) = written(target, &langs, &concepts);
        let parts = match target.byte_order {
            ByteOrder::Binary => unpacked(&bytes),
            ByteOrder::Utf8 | ByteOrder::Utf8Mark | ByteOrder::Utf16 => vec![(String::new(), bytes)],
        };
        (target.name, parts)
    });
    files.collect()
});

fn unpacked(bytes: &[u8]) -> Vec<Part> {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("an archive").into_owned()).collect();
    let part = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).expect("an archive").read_to_end(&mut bytes).expect("an archive");
        (name, bytes)
    };
    names.into_iter().map(part).collect()
}

fn packed(parts: &[Part]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("an archive");
        archive.write_all(bytes).expect("an archive");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn places_that_no_sheet_has() {
    let (_, parts) = FILES.iter().find(|(name, _)| *name == "matecat").expect("a workbook");
    for place in ["A99999999999", "ZZZZZZZZ1", "A0", "1", "A-1", ""] {
        let mut parts = parts.clone();
        for (_, bytes) in parts.iter_mut().filter(|(name, _)| name.ends_with("sheet1.xml")) {
            let text = String::from_utf8_lossy(bytes).replace("r=\"A2\"", &format!("r=\"{place}\""));
            *bytes = text.into_bytes();
        }
        let (_, result) = read_bytes(&packed(&parts), &pair());
        if let Err(error) = result {
            assert!(error.to_string().starts_with("error: the workbook cannot be read: "), "{place}: {error}");
        }
    }
}

/// A place, how much to take away there, and what to put in its stead.
fn edit() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let pieces = [
        "",
        "\"",
        ",",
        "\t",
        "\n",
        "\r",
        "|",
        "#",
        "en",
        "-",
        "0",
        "99999999999",
        "<c r=\"XFD9\">",
        "</row>",
        "é",
        "A1",
    ];
    (any::<prop::sample::Index>(), 0..20_usize, prop::sample::select(pieces.to_vec()).prop_map(str::to_owned))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever is done to a file of a tool, what is left of it is read, or refused with a reason.
    #[test]
    fn damaged_files_are_read_or_refused(
        file in any::<prop::sample::Index>(),
        part in any::<prop::sample::Index>(),
        edits in prop::collection::vec(edit(), 1..12),
        end in prop::option::of(any::<prop::sample::Index>()),
        named in any::<bool>(),
    ) {
        let (name, mut parts) = FILES[file.index(FILES.len())].clone();
        let at = part.index(parts.len());
        let mut text = String::from_utf8_lossy(&parts[at].1).into_owned();
        for (place, length, piece) in edits {
            let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let start = boundary(place.index(text.len() + 1));
            let end = boundary((start + length).min(text.len()));
            text.replace_range(start..end, &piece);
        }
        if let Some(end) = end {
            let end = (end.index(text.len() + 1)..=text.len()).find(|at| text.is_char_boundary(*at));
            text.truncate(end.unwrap_or(0));
        }
        let is_workbook = parts.len() > 1;
        parts[at].1 = text.into_bytes();
        let bytes = if is_workbook { packed(&parts) } else { parts.remove(0).1 };
        let format = if named || is_workbook { source_format(name) } else { source_format("table") };
        let (received, result) = read_bytes(&bytes, &ReadSetting { format, ..pair() });
        for problem in received.problems {
            prop_assert!(!problem.to_string().is_empty());
        }
        if let Err(error) = result {
            prop_assert!(error.to_string().contains("error: "), "{}", error);
        }
    }
}
