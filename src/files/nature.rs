//! What a file is beside its text, so that a changed text can be written as the file was.

use std::fmt;
use std::io::{self, Write};

use encoding_rs::{Encoder, EncoderResult, UTF_8, UTF_16BE, UTF_16LE};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files::Encoding;

/// How a text lies in a file: its encoding, and what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// The encoding of the text.
    pub encoding: Encoding,
    /// Whether the text has a byte order mark before it.
    pub mark: bool,
    /// Whether it is compressed with gzip.
    pub gzip: bool,
    /// Whether it is XML, where a character may be written as a reference.
    pub xml: bool,
}

impl Nature {
    /// Encodes what is written as a file of this nature; the byte order mark is written at once.
    ///
    /// # Errors
    ///
    /// If `out` takes nothing.
    pub fn writer<'w>(self, out: impl Write + 'w) -> io::Result<NatureWriter<'w>> {
        let mut out = if self.gzip {
            Out::Gzip(Box::new(GzEncoder::new(Box::new(out), Compression::default())))
        } else {
            Out::Plain(Box::new(out))
        };
        let encoder = if [UTF_8, UTF_16LE, UTF_16BE].contains(&self.encoding.0) {
            None
        } else {
            Some(self.encoding.0.new_encoder())
        };
        if self.mark {
            let mark: &[u8] = match self.encoding.0 {
                encoding if encoding == UTF_16LE => b"\xff\xfe",
                encoding if encoding == UTF_16BE => b"\xfe\xff",
                _ => b"\xef\xbb\xbf",
            };
            out.write_all(mark)?;
        }
        Ok(NatureWriter { nature: self, out, encoder, begun: Vec::new(), encoded: Vec::new() })
    }
}

/// Takes UTF-8 text, and writes a file of some [`Nature`].
pub struct NatureWriter<'w> {
    nature: Nature,
    out: Out<'w>,
    encoder: Option<Encoder>,
    /// The beginning of a character whose end has not come yet.
    begun: Vec<u8>,
    encoded: Vec<u8>,
}

enum Out<'w> {
    Plain(Box<dyn Write + 'w>),
    Gzip(Box<GzEncoder<Box<dyn Write + 'w>>>),
}

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Gzip(out) => out.flush(),
        }
    }
}

impl fmt::Debug for NatureWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NatureWriter").field("nature", &self.nature).finish_non_exhaustive()
    }
}

impl NatureWriter<'_> {
    /// Ends the file.
    ///
    /// # Errors
    ///
    /// If it cannot be written to, or the text ended within a character.
    pub fn finish(mut self) -> io::Result<()> {
        if !self.begun.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the text ends within a character"));
        }
        self.encode("", true)?;
        match self.out {
            Out::Plain(mut out) => out.flush(),
            Out::Gzip(out) => out.finish()?.flush(),
        }
    }

    fn encode(&mut self, text: &str, last: bool) -> io::Result<()> {
        let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        match self.nature.encoding.0 {
            encoding if encoding == UTF_16LE => return self.out.write_all(&utf16(u16::to_le_bytes)),
            encoding if encoding == UTF_16BE => return self.out.write_all(&utf16(u16::to_be_bytes)),
            _ => {}
        }
        let Some(encoder) = &mut self.encoder else {
            return self.out.write_all(text.as_bytes());
        };
        let mut rest = text;
        loop {
            self.encoded.clear();
            self.encoded.reserve(rest.len() + 64);
            let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut self.encoded, last);
            self.out.write_all(&self.encoded)?;
            rest = rest.get(read..).unwrap_or_default();
            match result {
                EncoderResult::InputEmpty => return Ok(()),
                EncoderResult::OutputFull => {}
                EncoderResult::Unmappable(c) => {
                    let reference = self.nature.unmapped(c)?;
                    rest_of(encoder, &reference, &mut self.out)?;
                }
            }
        }
    }
}

/// Writes a text of ASCII, after what an encoding needs to come back to it.
fn rest_of(encoder: &mut Encoder, ascii: &str, out: &mut Out<'_>) -> io::Result<()> {
    let mut encoded = Vec::with_capacity(ascii.len() + 64);
    let _ = encoder.encode_from_utf8_to_vec_without_replacement(ascii, &mut encoded, false);
    out.write_all(&encoded)
}

impl Nature {
    /// What is written for a character that the encoding has no place for.
    fn unmapped(self, c: char) -> io::Result<String> {
        if self.xml {
            return Ok(format!("&#{};", u32::from(c)));
        }
        let name = self.encoding;
        let message = format!("`{c}` cannot be written in {name}, the encoding of the file; convert the file to UTF-8");
        Err(io::Error::new(io::ErrorKind::InvalidData, message))
    }
}

impl Write for NatureWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let invalid = |error| io::Error::new(io::ErrorKind::InvalidData, error);
        if self.begun.is_empty()
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            self.encode(text, false)?;
            return Ok(bytes.len());
        }
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => return Err(invalid(error)),
        };
        let rest = self.begun.split_off(whole);
        let text =
            String::from_utf8(std::mem::replace(&mut self.begun, rest)).map_err(|error| invalid(error.utf8_error()))?;
        self.encode(&text, false)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::files::Input;

    fn again(bytes: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
        let mut input = Input::new(bytes, None, false).unwrap();
        let nature = input.nature().unwrap();
        let mut text = String::new();
        input.read_to_string(&mut text).unwrap();
        let mut out = Vec::new();
        let mut writer = nature.writer(&mut out).unwrap();
        // In pieces that end within characters.
        change(text).as_bytes().chunks(5).for_each(|piece| writer.write_all(piece).unwrap());
        writer.finish().unwrap();
        out
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_file_comes_back_as_it_was() {
        let euc = b"<?xml version='1.0' encoding='euc-kr'?><a>\xc7\xd8\xc0\xda</a>".to_vec();
        for bytes in [
            "护城河 😀".as_bytes().to_vec(),
            "\u{feff}护城河".as_bytes().to_vec(),
            utf16("\u{feff}해자 😀", u16::to_le_bytes),
            utf16("\u{feff}해자", u16::to_be_bytes),
            utf16("<해자/>", u16::to_le_bytes),
            euc,
            b"<?xml version='1.0' encoding='us-ascii'?><a/>".to_vec(),
            Vec::new(),
        ] {
            assert_eq!(again(&bytes, |text| text), bytes);
        }
    }

    #[test]
    fn what_an_encoding_lacks_is_a_reference() {
        let file = b"<?xml version='1.0' encoding='iso-8859-1'?><a>b</a>";
        let changed = again(file, |text| text.replace('b', "해자é"));
        assert_eq!(changed, b"<?xml version='1.0' encoding='iso-8859-1'?><a>&#54644;&#51088;\xe9</a>");
        let nature = Nature { encoding: "euc-kr".parse().unwrap(), mark: false, gzip: false, xml: false };
        let error = nature.writer(io::sink()).unwrap().write_all("msgid 😀".as_bytes()).unwrap_err();
        assert!(error.to_string().contains("cannot be written in EUC-KR"), "{error}");
    }

    #[test]
    fn what_was_compressed_is_compressed_again() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all("해자".as_bytes()).unwrap();
        let out = again(&packed.finish().unwrap(), |text| text + "!");
        let mut text = String::new();
        Input::new(out.as_slice(), None, false).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "해자!");
    }
}
