//! Files are written whole or not at all, one or several.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file in the making, beside the one whose place it takes when it is finished.
///
/// Dropped before that, it leaves everything as it was. A link stays, and the
/// file it leads to is replaced; a device or a pipe is written to as it stands.
#[derive(Debug)]
pub struct WholeFile(Target);

#[derive(Debug)]
enum Target {
    Replaced { path: PathBuf, file: BufWriter<NamedTempFile> },
    Stream(BufWriter<File>),
}

impl WholeFile {
    /// Begins a file for `path`.
    ///
    /// # Errors
    ///
    /// If the folder, or the device, cannot be written to.
    pub fn create(path: &Path) -> io::Result<Self> {
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            return Ok(Self(Target::Stream(BufWriter::new(File::options().write(true).open(path)?))));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".baixiao-");
        // A temporary file is for its owner's eyes only; the one it becomes is like the one it replaces.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = path.metadata().map_or(0o644, |meta| meta.permissions().mode());
            builder.permissions(std::fs::Permissions::from_mode(mode));
        }
        let file = BufWriter::new(builder.tempfile_in(folder)?);
        Ok(Self(Target::Replaced { path: path.to_owned(), file }))
    }

    /// Puts the file in its place, once it is safely on the disk.
    ///
    /// # Errors
    ///
    /// If the disk does not take it; the file that was there stays.
    pub fn finish(mut self) -> io::Result<()> {
        self.settle()?;
        match self.0 {
            Target::Stream(_) => Ok(()),
            Target::Replaced { path, file } => {
                file.into_inner().map_err(io::IntoInnerError::into_error)?.persist(path)?;
                Ok(())
            }
        }
    }

    /// Sees to it that all of it is on the disk.
    fn settle(&mut self) -> io::Result<()> {
        self.flush()?;
        match &self.0 {
            Target::Stream(_) => Ok(()),
            Target::Replaced { file, .. } => file.get_ref().as_file().sync_all(),
        }
    }
}

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{path}`")]
pub struct WriteError {
    path: PathBuf,
    source: io::Error,
}

impl WriteError {
    /// What went wrong with the file `path`.
    pub fn new(path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }
}

/// Writes texts to files: all of them, or none.
///
/// Every text is on the disk before the first file is replaced.
///
/// # Errors
///
/// If the disk does not take one of them.
pub fn write_together<'f>(files: impl IntoIterator<Item = (&'f Path, &'f str)>) -> Result<(), WriteError> {
    let begun = files.into_iter().map(|(path, text)| {
        let write = || {
            let mut file = WholeFile::create(path)?;
            file.write_all(text.as_bytes())?;
            file.settle()?;
            Ok(file)
        };
        write().map(|file| (path, file)).map_err(|error| WriteError::new(path, error))
    });
    for (path, file) in begun.collect::<Result<Vec<_>, _>>()? {
        file.finish().map_err(|error| WriteError::new(path, error))?;
    }
    Ok(())
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Target::Replaced { file, .. } => file.write(bytes),
            Target::Stream(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Target::Replaced { file, .. } => file.flush(),
            Target::Stream(file) => file.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) -> io::Result<()> {
        let mut file = WholeFile::create(path)?;
        file.write_all(text.as_bytes())?;
        file.finish()
    }

    #[test]
    fn a_file_is_replaced_and_no_other_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, "one").unwrap();
        write(&path, "二").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), "二".as_bytes());
        drop(WholeFile::create(&path).unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), "二".as_bytes());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(&folder.path().join("no/such/folder"), "").is_err());
    }

    #[test]
    fn several_files_are_written_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        write_together([(one.as_path(), "1"), (&two, "2")]).unwrap();
        let nowhere = folder.path().join("no/such");
        let error = write_together([(one.as_path(), "new"), (&nowhere, ""), (&two, "new")]).unwrap_err();
        assert!(error.to_string().contains("no/such"), "{error}");
        assert_eq!(std::fs::read(&one).unwrap(), b"1");
        assert_eq!(std::fs::read(&two).unwrap(), b"2");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        use std::os::unix::fs::FileTypeExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.txt"), folder.path().join("link.txt"));
        write(&real, "one").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write(&link, "two").unwrap();
        assert_eq!(std::fs::read_link(&link).unwrap(), real);
        assert_eq!(std::fs::read(&real).unwrap(), b"two");
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read(pipe).unwrap()
        });
        write(&pipe, "three").unwrap();
        assert_eq!(reader.join().unwrap(), b"three");
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }
}
