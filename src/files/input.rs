//! Files of whatever kind, as what readers of formats take.

use std::fmt;
use std::io::{self, Cursor, Read};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;

use crate::files::archive::{self, Archive};
use crate::files::{Encoding, Nature, TextReader};

/// How much is looked at to tell what a file is, in bytes.
const HEAD: u64 = 64 * 1024;
/// What a compressed file begins with.
const GZIP: &[u8] = b"\x1f\x8b";
/// What a zip archive begins with, such as a workbook.
const ZIP: &[u8] = b"PK\x03\x04";
/// What a compiled message catalogue begins with, in either byte order.
const CATALOGUES: [&[u8]; 2] = [b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"];
/// What the encoding of ASCII is called: a part of others, of which UTF-8 is the likeliest.
const ASCII: &[&str] = &["us-ascii", "ascii", "ansi_x3.4-1968", "iso-ir-6", "iso646-us"];

/// A file as a stream: the UTF-8 text in it, whatever its encoding and
/// compression, or the bytes of a file that is no text.
pub struct Input<'r> {
    kind: Kind<'r>,
    nature: Option<Nature>,
    /// Whether it was packed in an archive.
    zip: bool,
}

enum Kind<'r> {
    Text(TextReader<Box<dyn Read + 'r>>),
    Bytes(Box<dyn Read + 'r>),
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").finish_non_exhaustive()
    }
}

impl<'r> Input<'r> {
    /// Looks at the first bytes of `bytes`: gzip is unpacked, and so is a zip
    /// archive with one file in it. A byte order mark wins over `encoding`,
    /// which wins over what an XML declaration or the header of a PO file says.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had, or an archive holds several files.
    pub fn new(bytes: impl Read + 'r, encoding: Option<Encoding>, lossy: bool) -> io::Result<Self> {
        let (head, bytes) = peek(Box::new(bytes))?;
        let gzip = head.starts_with(GZIP);
        let (mut head, mut bytes) = if gzip { peek(Box::new(MultiGzDecoder::new(bytes)))? } else { (head, bytes) };
        let zip = head.starts_with(ZIP);
        if zip {
            match archive::open(&mut bytes)? {
                Archive::Whole(bytes) => return Ok(Self { kind: Kind::Bytes(bytes), nature: None, zip }),
                Archive::Packed(packed) => (head, bytes) = peek(packed)?,
            }
        }
        if CATALOGUES.iter().any(|begin| head.starts_with(begin)) {
            return Ok(Self { kind: Kind::Bytes(bytes), nature: None, zip });
        }
        let mark = encoding_rs::Encoding::for_bom(&head).map(|(found, _)| Encoding(found));
        let encoding = mark.or(encoding).or_else(|| declared(&head));
        let nature = Nature {
            encoding: encoding.unwrap_or(Encoding(UTF_8)),
            mark: mark.is_some(),
            gzip,
            xml: head.trim_ascii_start().starts_with(b"<"),
        };
        let kind = Kind::Text(TextReader::new(bytes, encoding, lossy));
        Ok(Self { kind, nature: Some(nature), zip })
    }

    /// How the text lies in the file; nothing where a text cannot be written into it again.
    pub fn nature(&self) -> Option<Nature> {
        self.nature.filter(|_| !self.zip)
    }

    /// The encoding of the text; nothing where it is none.
    pub fn encoding(&self) -> Option<Encoding> {
        self.nature.map(|nature| nature.encoding)
    }

    /// What stands around the text: `byte order mark`, `gzip`, `zip`.
    pub fn wrapping(&self) -> Vec<&'static str> {
        let has = |is: fn(Nature) -> bool| self.nature.is_some_and(is);
        let all = [
            (has(|nature| nature.mark), "byte order mark"),
            (has(|nature| nature.gzip), "gzip"),
            (self.nature.is_some() && self.zip, "zip"),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect()
    }
}

impl Read for Input<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.kind {
            Kind::Text(reader) => reader.read(into),
            Kind::Bytes(reader) => reader.read(into),
        }
    }
}

/// The first bytes, and a reader that begins with them.
fn peek<'r>(mut bytes: Box<dyn Read + 'r>) -> io::Result<(Vec<u8>, Box<dyn Read + 'r>)> {
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD).read_to_end(&mut head)?;
    let all = Box::new(Cursor::new(head.clone()).chain(bytes));
    Ok((head, all))
}

/// The encoding that a text without byte order mark shows or declares.
fn declared(head: &[u8]) -> Option<Encoding> {
    match head {
        [0, low, ..] if *low != 0 => return Some(Encoding(UTF_16BE)),
        [high, 0, ..] if *high != 0 => return Some(Encoding(UTF_16LE)),
        _ => {}
    }
    let label = label_of_xml(head).or_else(|| label_of_catalogue(head))?;
    let label = label.trim();
    if ASCII.iter().any(|name| label.eq_ignore_ascii_case(name)) && head.is_ascii() {
        return Some(Encoding(UTF_8));
    }
    // What can be read as a declaration is not UTF-16, and what reads as UTF-8
    // beyond ASCII is nothing else, whatever it says.
    let found = label.parse().ok().filter(|Encoding(found)| ![UTF_16BE, UTF_16LE].contains(found));
    Some(found.filter(|_| !is_utf8(head)).unwrap_or(Encoding(UTF_8)))
}

/// The encoding that an XML declaration names.
fn label_of_xml(head: &[u8]) -> Option<String> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = String::from_utf8_lossy(declaration.get(..end)?);
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.split(quote).nth(1).map(str::to_owned)
}

/// The encoding that the header of a PO file names: the first entry, before whose translation stand comments at most.
fn label_of_catalogue(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().filter(|line| matches!(line.strip_prefix("msgid").map(str::trim), Some("\"\"")))?;
    lines.next().filter(|line| line.starts_with("msgstr"))?;
    let field = lines.take_while(|line| line.starts_with('"')).find(|line| line.starts_with("\"Content-Type:"))?;
    let (_, label) = field.split_once("charset=")?;
    Some(label.trim_end_matches('"').trim_end_matches("\\n").to_owned())
}

/// Whether there are letters beyond ASCII, all of them in UTF-8; the last one may be cut.
fn is_utf8(head: &[u8]) -> bool {
    !head.is_ascii() && std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        let read = Input::new(bytes, None, false).and_then(|mut input| input.read_to_string(&mut text));
        read.map_or_else(|error| format!("error: {error}"), |_| text)
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    /// An archive with files of these names, each with its name in it.
    fn zipped(names: &[&str]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(format!("해자 {name}").as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn what_a_file_is_shows_in_its_first_bytes() {
        let declared = b"<?xml version='1.0' encoding='euc-kr' ?><a>\xc7\xd8\xc0\xda</a>";
        let gzipped = |bytes: &[u8]| {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            out.write_all(bytes).unwrap();
            out.finish().unwrap()
        };
        for (bytes, text) in [
            ("护城河".as_bytes().to_vec(), "护城河"),
            ("\u{feff}护城河".as_bytes().to_vec(), "护城河"),
            (utf16("<해자/>", u16::to_le_bytes), "<해자/>"),
            (utf16("\u{feff}해자", u16::to_be_bytes), "해자"),
            (gzipped(&utf16("\u{feff}해자", u16::to_le_bytes)), "해자"),
            (declared.to_vec(), "<?xml version='1.0' encoding='euc-kr' ?><a>해자</a>"),
            (b"<?xml encoding=\"UTF-16\"?>\xe5\x9f\x8e".to_vec(), "<?xml encoding=\"UTF-16\"?>城"),
            ("<?xml encoding='us-ascii'?>해자".as_bytes().to_vec(), "<?xml encoding='us-ascii'?>해자"),
            (b"<?xml encoding=\"big5\"?>\xff\xff".to_vec(), "error: byte 23 is not valid Big5"),
            (
                b"# \xc7\xd8\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=EUC-KR\\n\"\n".to_vec(),
                "# 해\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=EUC-KR\\n\"\n",
            ),
            (b"\x1f\x8b\x08\0broken".to_vec(), "error: "),
            (b"PK\x03\x04".to_vec(), "PK\x03\x04"),
            (zipped(&["memory.tmx", "__MACOSX/._memory.tmx"]), "해자 memory.tmx"),
            (zipped(&["one.tmx", "two.tmx"]), "error: the archive holds 2 files"),
            (b"\xde\x12\x04\x95\0\0\0\0".to_vec(), "error: stream did not contain valid UTF-8"),
            (Vec::new(), ""),
        ] {
            let found = read(&bytes);
            let fits = if text.starts_with("error") { found.starts_with(text) } else { found == text };
            assert!(fits, "{found:?} for {text:?}");
        }
    }
}
