//! UTF-16 for the tools that want it.

use std::io::{self, Write};

/// Writes UTF-8 text on as UTF-16, little end first, after a byte order mark.
#[derive(Debug)]
pub struct Utf16Writer<W> {
    inner: W,
    /// The beginning of a character whose end has not come yet.
    begun: Vec<u8>,
    encoded: Vec<u8>,
}

impl<W: Write> Utf16Writer<W> {
    /// Begins with the byte order mark.
    ///
    /// # Errors
    ///
    /// If `inner` cannot be written to.
    pub fn new(mut inner: W) -> io::Result<Self> {
        inner.write_all(&0xfeff_u16.to_le_bytes())?;
        Ok(Self { inner, begun: Vec::new(), encoded: Vec::new() })
    }
}

impl<W: Write> Write for Utf16Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        };
        let rest = self.begun.split_off(whole);
        let whole = std::mem::replace(&mut self.begun, rest);
        self.encoded.clear();
        for unit in String::from_utf8_lossy(&whole).encode_utf16() {
            self.encoded.extend(unit.to_le_bytes());
        }
        self.inner.write_all(&self.encoded)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_come_in_pieces() {
        let text = "護城河, 해자 😀\n";
        let mut out = Vec::new();
        let mut writer = Utf16Writer::new(&mut out).unwrap();
        for byte in text.as_bytes() {
            writer.write_all(&[*byte]).unwrap();
        }
        let units: Vec<u16> = out.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        assert_eq!(String::from_utf16(&units).unwrap(), format!("\u{feff}{text}"));
        assert!(Utf16Writer::new(Vec::new()).unwrap().write_all(b"a\xffb").is_err());
    }
}
