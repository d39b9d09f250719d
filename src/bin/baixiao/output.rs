//! Where reports and messages go.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use anyhow::{Context, Result};
use baixiao::files::WholeFile;
use baixiao::report::TextStyle;

use crate::args::OutputArgs;

/// Standard output, or a file that appears when it is whole.
#[derive(Debug)]
pub(crate) enum Output {
    Stdout(BufWriter<io::Stdout>),
    File { file: WholeFile, name: String },
}

impl Output {
    pub(crate) fn open(args: &OutputArgs) -> Result<Self> {
        match &args.output {
            None => Ok(Self::Stdout(BufWriter::new(io::stdout()))),
            Some(path) => {
                let name = path.display().to_string();
                let file = WholeFile::create(path).with_context(|| format!("cannot write `{name}`"))?;
                Ok(Self::File { file, name })
            }
        }
    }

    pub(crate) fn stdout() -> Self {
        Self::Stdout(BufWriter::new(io::stdout()))
    }

    /// How text is set there.
    pub(crate) fn style(&self) -> TextStyle {
        match self {
            Self::File { .. } => TextStyle { coloured: false, columns: 0 },
            Self::Stdout(_) => TextStyle {
                coloured: anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
                columns: if io::stdout().is_terminal() {
                    terminal_size::terminal_size().map_or(80, |(width, _)| width.0)
                } else {
                    0
                },
            },
        }
    }

    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::File { file, name } => file.finish().with_context(|| format!("cannot write `{name}`")),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

/// Tells the user what went wrong. Standard error may be closed; then nobody wants to know.
pub(crate) fn error(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}

/// Tells the user something that does not stop the work.
pub(crate) fn message(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
