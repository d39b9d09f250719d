//! Workbooks: bytes as they are, or the parts of an archive with lines of `@` between them.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::write::{SimpleFileOptions, ZipWriter};

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#;

fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"PK") {
        baixiao_fuzz::reads("xlsx", data);
        return;
    }
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split("\n@\n");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        archive.start_file(name, SimpleFileOptions::default()).expect("a name");
        archive.write_all(text.as_bytes()).expect("memory takes it");
    };
    part("xl/worksheets/sheet1.xml", parts.next().unwrap_or_default());
    part("xl/sharedStrings.xml", parts.next().unwrap_or_default());
    part("xl/styles.xml", parts.next().unwrap_or_default());
    part("xl/workbook.xml", parts.next().unwrap_or(WORKBOOK));
    part("xl/_rels/workbook.xml.rels", parts.next().unwrap_or(RELATIONS));
    baixiao_fuzz::reads("xlsx", &archive.finish().expect("memory takes it").into_inner());
});
