//! What takes long to make, kept between runs.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::files::WholeFile;

/// Begins a cached file, with the number of the layout.
const MAGIC: &[u8; 8] = b"bxcache\x01";
/// How many files are kept: the oldest one goes.
const MOST: usize = 32;
/// What the names of cached files end in.
const ENDING: &str = "cache";

/// What a cached value was made from: the program, and the bytes it read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheKey(u128);

/// Makes a [`CacheKey`].
pub struct KeyMaker(Xxh3);

impl std::fmt::Debug for KeyMaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyMaker").finish_non_exhaustive()
    }
}

impl Default for KeyMaker {
    fn default() -> Self {
        let mut hash = Xxh3::new();
        hash.update(env!("CARGO_PKG_VERSION").as_bytes());
        Self(hash)
    }
}

impl KeyMaker {
    /// Adds a text, such as a name.
    pub fn add(&mut self, text: &str) {
        self.0.update(&text.len().to_le_bytes());
        self.0.update(text.as_bytes());
    }

    /// Adds what is in a file; its size in bytes.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn add_file(&mut self, path: &Path) -> io::Result<u64> {
        let bytes = fs::read(path)?;
        self.0.update(&bytes.len().to_le_bytes());
        self.0.update(&bytes);
        Ok(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
    }

    /// The key of all that was added.
    pub fn key(&self) -> CacheKey {
        CacheKey(self.0.digest128())
    }
}

/// A folder of values that can be made anew.
///
/// A file that is damaged, or was made by something else, is as good as none.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache in `folder`, which is made when something is first kept.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The value kept under `key`, if it is there and whole.
    pub fn get<T: DeserializeOwned>(&self, key: CacheKey) -> Option<T> {
        let bytes = fs::read(self.path(key)).ok()?;
        let rest = bytes.strip_prefix(MAGIC)?;
        let (found, rest) = rest.split_first_chunk()?;
        let (value, sum) = rest.split_last_chunk()?;
        let whole = u128::from_le_bytes(*found) == key.0 && u128::from_le_bytes(*sum) == xxh3_128(value);
        postcard::from_bytes(value).ok().filter(|_| whole)
    }

    /// Keeps a value under `key`.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to.
    pub fn put<T: Serialize>(&self, key: CacheKey, value: &T) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = WholeFile::create(&self.path(key))?;
        file.write_all(MAGIC)?;
        file.write_all(&key.0.to_le_bytes())?;
        let summed = Summed { inner: file, sum: Xxh3::new() };
        let Summed { inner: mut file, sum } = postcard::to_io(value, summed).map_err(io::Error::other)?;
        file.write_all(&sum.digest128().to_le_bytes())?;
        file.finish()?;
        self.drop_oldest()
    }

    fn path(&self, key: CacheKey) -> PathBuf {
        self.folder.join(format!("{:032x}.{ENDING}", key.0))
    }

    fn drop_oldest(&self) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == ENDING) {
                files.push((path.metadata()?.modified()?, path));
            }
        }
        files.sort();
        for (_, path) in files.iter().rev().skip(MOST) {
            fs::remove_file(path)?;
        }
        Ok(())
    }
}

/// Writes on, and sums up what was written.
struct Summed<W> {
    inner: W,
    sum: Xxh3,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, bytes: &[u8]) {
        fs::File::create(path).unwrap().write_all(bytes).unwrap();
    }

    fn key(text: &str) -> CacheKey {
        let mut maker = KeyMaker::default();
        maker.add(text);
        maker.key()
    }

    #[test]
    fn what_was_kept_is_found_again_only_whole_and_by_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("new"));
        let value = vec!["护城河".to_owned(), "moat".to_owned()];
        assert_eq!(cache.get::<Vec<String>>(key("a")), None);
        cache.put(key("a"), &value).unwrap();
        assert_eq!(cache.get(key("a")), Some(value.clone()));
        assert_eq!(cache.get::<Vec<String>>(key("b")), None);
        let path = cache.path(key("a"));
        let whole = fs::read(&path).unwrap();
        // Any byte that is missing or another makes it worth nothing.
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            write(&path, &broken);
            assert_eq!(cache.get::<Vec<String>>(key("a")), None, "byte {at}");
            write(&path, &whole[..at]);
            assert_eq!(cache.get::<Vec<String>>(key("a")), None, "cut at {at}");
        }
        fs::copy(&path, cache.path(key("b"))).unwrap();
        assert_eq!(cache.get::<Vec<String>>(key("b")), None);
    }

    #[test]
    fn the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().to_owned());
        for number in 0..MOST + 3 {
            cache.put(key(&number.to_string()), &number).unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), MOST);
        assert_eq!(cache.get(key(&(MOST + 2).to_string())), Some(MOST + 2));
    }
}
