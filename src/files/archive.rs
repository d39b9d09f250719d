//! Zip archives with one file in them.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

/// Parts that show an archive to be a file of its own: a workbook, a document.
const DOCUMENTS: &[&str] = &["[Content_Types].xml", "mimetype"];

/// What an archive is to a reader.
pub(super) enum Archive {
    /// One file that somebody packed: its bytes.
    Packed(Box<dyn Read>),
    /// A file of its own, such as a workbook: the bytes of the archive.
    Whole(Box<dyn Read>),
}

/// Looks into an archive; it is put aside on the disk, since its table of contents stands at its end.
///
/// # Errors
///
/// If the bytes cannot be had, or there are several files in it.
pub(super) fn open(bytes: &mut dyn Read) -> io::Result<Archive> {
    let mut file = tempfile::tempfile()?;
    io::copy(bytes, &mut file)?;
    file.rewind()?;
    let Ok(mut archive) = ZipArchive::new(file.try_clone()?) else { return whole(file) };
    let mut packed: Option<Part> = None;
    let mut others = 0;
    for number in 0..archive.len() {
        let part = archive.by_index_raw(number)?;
        let name = part.name()?.into_owned();
        if DOCUMENTS.contains(&name.as_str()) {
            drop(part);
            return whole(file);
        }
        // What systems put beside the files.
        let aside = name.starts_with("__MACOSX/") || name.rsplit('/').next().is_some_and(|end| end.starts_with('.'));
        if part.is_dir() || aside {
            continue;
        }
        others += usize::from(packed.is_some());
        let start = part.data_start().ok_or_else(|| broken("the archive does not say where its file begins"))?;
        let method = part.compression();
        packed.get_or_insert(Part { start, length: part.compressed_size(), method, encrypted: part.encrypted() });
    }
    drop(archive);
    match packed {
        None => whole(file),
        Some(_) if others > 0 => {
            Err(broken(&format!("the archive holds {} files; unpack it and name one of them", others + 1)))
        }
        Some(part) => Ok(Archive::Packed(part.open(file)?)),
    }
}

struct Part {
    start: u64,
    length: u64,
    method: CompressionMethod,
    encrypted: bool,
}

impl Part {
    fn open(self, mut file: File) -> io::Result<Box<dyn Read>> {
        if self.encrypted {
            return Err(broken("the file in the archive is encrypted; unpack it"));
        }
        file.seek(SeekFrom::Start(self.start))?;
        let bytes = file.take(self.length);
        if self.method == CompressionMethod::Stored {
            Ok(Box::new(bytes))
        } else if self.method == CompressionMethod::Deflated {
            Ok(Box::new(DeflateDecoder::new(bytes)))
        } else {
            Err(broken("the file in the archive is packed in a way that is not known; unpack it"))
        }
    }
}

fn whole(mut file: File) -> io::Result<Archive> {
    file.rewind()?;
    Ok(Archive::Whole(Box::new(file)))
}

fn broken(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}
