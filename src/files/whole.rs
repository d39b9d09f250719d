//! Files are written whole or not at all.

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
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Target::Stream(mut file) => file.flush(),
            Target::Replaced { path, file } => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(path)?;
                Ok(())
            }
        }
    }
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
