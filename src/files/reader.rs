//! Text from bytes of any encoding, as a stream.

use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use encoding_rs::{CoderResult, Decoder, DecoderResult, UTF_8};

/// How many bytes are read at a time.
const CHUNK: usize = 64 * 1024;

/// A character encoding, by any of its names in the WHATWG standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

impl FromStr for Encoding {
    type Err = String;

    fn from_str(label: &str) -> Result<Self, String> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self).ok_or_else(|| {
            format!(
                "`{label}` is not an encoding; write one such as `utf-8`, `utf-16le`, `gb18030`, `big5` or `euc-kr`"
            )
        })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

/// Why a text could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(io::Error),
    /// The bytes are not of the encoding.
    #[error(
        "byte {offset} is not valid {encoding}; name the encoding with `--encoding` (such as `gb18030` or `euc-kr`), \
         or go on with `--lossy`"
    )]
    Malformed {
        /// Where, from 0.
        offset: u64,
        /// The encoding it was read as.
        encoding: Encoding,
    },
}

/// Reads text from bytes: UTF-8 unless a byte order mark or the caller says otherwise.
///
/// Holds no more of the input than the line asked for and one chunk.
pub struct TextReader<R> {
    inner: R,
    lossy: bool,
    encoding: Encoding,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Bytes given to the decoder so far.
    decoded: u64,
    text: String,
    /// Where in `text` the next line begins.
    taken: usize,
    ended: bool,
    /// What is wrong after the text that has been decoded.
    fault: Option<ReadError>,
}

impl<R> fmt::Debug for TextReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextReader").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

impl<R: Read> TextReader<R> {
    /// Reads from `inner`. A byte order mark wins over `encoding`; with
    /// `lossy`, what is not valid becomes U+FFFD.
    pub fn new(inner: R, encoding: Option<Encoding>, lossy: bool) -> Self {
        let encoding = encoding.unwrap_or(Encoding(UTF_8));
        Self {
            inner,
            lossy,
            encoding,
            decoder: encoding.0.new_decoder(),
            raw: Vec::new(),
            decoded: 0,
            text: String::new(),
            taken: 0,
            ended: false,
            fault: None,
        }
    }

    /// Decodes one chunk more; `false` at the end.
    fn fill(&mut self) -> Result<bool, ReadError> {
        if self.ended {
            return Ok(false);
        }
        self.text.drain(..self.taken);
        self.taken = 0;
        let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
        let read = self.inner.by_ref().take(limit).read_to_end(&mut self.raw)?;
        self.ended = read == 0;
        if self.decoded == 0 && !self.raw.is_empty() {
            let found = encoding_rs::Encoding::for_bom(&self.raw).map_or(self.encoding.0, |(encoding, _)| encoding);
            self.encoding = Encoding(found);
            self.decoder = found.new_decoder();
        }
        let mut from = 0;
        loop {
            let rest = self.raw.get(from..).unwrap_or_default();
            self.text.reserve(rest.len() + 16);
            let (result, used) = if self.lossy {
                let (result, used, _) = self.decoder.decode_to_string(rest, &mut self.text, self.ended);
                (decoder_result(&result), used)
            } else {
                self.decoder.decode_to_string_without_replacement(rest, &mut self.text, self.ended)
            };
            from += used;
            self.decoded += u64::try_from(used).unwrap_or(0);
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(wrong, after) => {
                    self.fault = Some(ReadError::Malformed {
                        offset: self.decoded.saturating_sub(u64::from(wrong) + u64::from(after)),
                        encoding: self.encoding,
                    });
                    self.ended = true;
                    break;
                }
            }
        }
        self.raw.clear();
        Ok(true)
    }

    /// The next line without its line end (`\n` or `\r\n`), or `None` after the last.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had or are not of the encoding.
    pub fn line(&mut self) -> Result<Option<String>, ReadError> {
        let mut searched = self.taken;
        loop {
            let found = self.text.get(searched..).and_then(|rest| rest.find('\n'));
            if let Some(at) = found {
                let end = searched + at;
                let line = self.text.get(self.taken..end).unwrap_or_default();
                let line = line.strip_suffix('\r').unwrap_or(line).to_owned();
                self.taken = end + 1;
                return Ok(Some(line));
            }
            let unread = self.text.len() - self.taken;
            if !self.fill()? {
                if let Some(fault) = self.fault.take() {
                    return Err(fault);
                }
                let line = self.text.get(self.taken..).unwrap_or_default().to_owned();
                self.taken = self.text.len();
                return Ok((!line.is_empty()).then_some(line));
            }
            searched = unread;
        }
    }

    /// All that is left.
    ///
    /// # Errors
    ///
    /// If the bytes cannot be had or are not of the encoding.
    pub fn rest(mut self) -> Result<String, ReadError> {
        while self.fill()? {}
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.text.drain(..self.taken);
        Ok(self.text)
    }
}

/// The text as UTF-8 bytes; what is malformed is an error of the kind `InvalidData`.
impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() {
            if !self.fill().map_err(io::Error::from)? {
                return self.fault.take().map_or(Ok(0), |fault| Err(fault.into()));
            }
        }
        let mut rest = self.text.as_bytes().get(self.taken..).unwrap_or_default();
        let read = rest.read(into)?;
        self.taken += read;
        Ok(read)
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        error.downcast::<Self>().unwrap_or_else(Self::Io)
    }
}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io(error) => error,
            malformed @ ReadError::Malformed { .. } => Self::new(io::ErrorKind::InvalidData, malformed),
        }
    }
}

fn decoder_result(result: &CoderResult) -> DecoderResult {
    match result {
        CoderResult::InputEmpty => DecoderResult::InputEmpty,
        CoderResult::OutputFull => DecoderResult::OutputFull,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], encoding: Option<&str>, lossy: bool) -> Result<String, String> {
        let encoding = encoding.map(|label| label.parse().expect("a label"));
        TextReader::new(bytes, encoding, lossy).rest().map_err(|error| error.to_string())
    }

    #[test]
    fn encodings() {
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("护城河😀".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, label, text) in [
            (&b"\xef\xbb\xbfmoat"[..], None, "moat"),
            (&utf16, None, "护城河😀"),
            (&utf16, Some("utf-8"), "护城河😀"),
            (b"\xbb\xa4\xb3\xc7\xba\xd3", Some("gb18030"), "护城河"),
            (b"\xc7\xd8\xc0\xda", Some("euc-kr"), "해자"),
            (b"", None, ""),
            (b"a\0b", None, "a\0b"),
        ] {
            assert_eq!(read(bytes, label, false).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_not_valid_is_named_or_replaced() {
        let mut bytes = vec![b'a'; CHUNK + 3];
        bytes.extend(b"\xff\xfe end");
        assert!(read(&bytes, None, false).unwrap_err().starts_with("byte 65539 is not valid UTF-8"));
        assert!(read(&bytes, None, true).unwrap().ends_with("a\u{fffd}\u{fffd} end"));
        assert!(read("해".as_bytes().get(..2).unwrap(), None, false).unwrap_err().starts_with("byte 0 "));
        assert!("latin9000".parse::<Encoding>().unwrap_err().contains("is not an encoding"));
    }

    #[test]
    fn lines_cross_chunks() {
        let long = "가".repeat(CHUNK);
        let text = format!("first\r\n{long}\n\nlast");
        let mut reader = TextReader::new(text.as_bytes(), None, false);
        let mut lines = Vec::new();
        while let Some(line) = reader.line().unwrap() {
            lines.push(line);
        }
        assert_eq!(lines, ["first", &long, "", "last"]);
    }
}
