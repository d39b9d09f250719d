//! Values put aside on the disk.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// How much is read and written at once, in bytes.
const AT_ONCE: usize = 256 * 1024;

/// Values in a temporary file without a name, to be read once in the order in
/// which they were put there. The file is gone with the program.
pub struct Spool<T> {
    file: BufWriter<File>,
    bytes: Vec<u8>,
    values: PhantomData<fn(T) -> T>,
}

impl<T> fmt::Debug for Spool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spool").finish_non_exhaustive()
    }
}

impl<T: Serialize + DeserializeOwned> Spool<T> {
    /// A spool without values.
    ///
    /// # Errors
    ///
    /// If the disk has no place for it.
    pub fn new() -> io::Result<Self> {
        let file = BufWriter::with_capacity(AT_ONCE, tempfile::tempfile()?);
        Ok(Self { file, bytes: Vec::new(), values: PhantomData })
    }

    /// Puts a value behind the others.
    ///
    /// # Errors
    ///
    /// If the disk does not take it.
    pub fn push(&mut self, value: &T) -> io::Result<()> {
        self.bytes.clear();
        let bytes = postcard::to_extend(value, std::mem::take(&mut self.bytes)).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(&bytes)?;
        self.bytes = bytes;
        Ok(())
    }

    /// Hands over one value after the other.
    ///
    /// # Errors
    ///
    /// If the disk does not give it back, or it is not taken.
    pub fn drain(self, take: &mut dyn FnMut(T) -> io::Result<()>) -> io::Result<()> {
        let Self { file, mut bytes, .. } = self;
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let mut file = BufReader::with_capacity(AT_ONCE, file);
        loop {
            let mut length = [0; 4];
            match file.read_exact(&mut length) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error),
            }
            bytes.resize(usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?, 0);
            file.read_exact(&mut bytes)?;
            take(postcard::from_bytes(&bytes).map_err(io::Error::other)?)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_comes_back() {
        let words = ["护城河", "", "해자", "moat"].map(str::to_owned);
        let mut spool = Spool::new().unwrap();
        for word in &words {
            spool.push(word).unwrap();
        }
        let mut found: Vec<String> = Vec::new();
        let drained = spool.drain(&mut |word| {
            found.push(word);
            Ok(())
        });
        drained.unwrap();
        assert_eq!(found, words);
    }
}
