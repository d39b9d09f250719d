//! One snapshot a target: the whole file, and all that it lost.

use std::fmt::Write as _;
use std::io;

use baixiao::formats::{ByteOrder, Pairing};
use baixiao::lang::Lang;

use crate::tables::{fixture, lang, shown_losses, tables, written};

/// The cells of a workbook, a row a line.
fn shown_workbook(bytes: Vec<u8>) -> String {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(io::Cursor::new(bytes)).expect("an archive");
    let (name, range) = book.worksheets().into_iter().next().expect("an archive");
    let mut out = format!("sheet {name}\n");
    for row in range.rows() {
        let cells = row.iter().map(|cell| match cell {
            Data::String(text) => text.replace('\n', "\\n"),
            Data::Empty => String::new(),
            other @ (Data::Int(_)
            | Data::Float(_)
            | Data::Bool(_)
            | Data::DateTime(_)
            | Data::DateTimeIso(_)
            | Data::DurationIso(_)
            | Data::Error(_)) => panic!("{other:?} is no text"),
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(" | ")).expect("memory takes it");
    }
    out
}

#[test]
fn what_each_target_writes() {
    let concepts = fixture();
    for target in tables() {
        let langs: Vec<Lang> = match target.pairing {
            Pairing::Pair => ["en", "ko"].map(lang).to_vec(),
            Pairing::Source | Pairing::All => ["en", "ko", "zh", "zh-TW"].map(lang).to_vec(),
        };
        let (bytes, losses) = written(target, &langs, &concepts);
        let shown = match target.byte_order {
            ByteOrder::Binary => shown_workbook(bytes),
            ByteOrder::Utf8 | ByteOrder::Utf8Mark | ByteOrder::Utf16 => {
                String::from_utf8(bytes).expect("it is text").replace("\r\n", "␍\n")
            }
        };
        let snapshot = format!("{}\n{shown}---\n{}", target.title, shown_losses(&losses));
        insta::assert_snapshot!(target.name, snapshot);
    }
}
