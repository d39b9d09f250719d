//! `export`: the glossary for other tools.

use std::io::Write as _;

use anyhow::Result;
use baixiao::formats::csv::{serialize_long, serialize_wide};

use crate::Outcome;
use crate::args::{Export, ExportFormat, Layout};
use crate::{input, output};

pub(crate) fn run(args: &Export) -> Result<Outcome> {
    let concepts = input::stack(&args.glossaries)?.merged();
    let text = match (args.format, args.layout) {
        (ExportFormat::Csv, Layout::Long) => serialize_long(&concepts),
        (ExportFormat::Csv, Layout::Wide) => serialize_wide(&concepts),
    };
    let mut out = output::Output::open(&args.output)?;
    if args.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    out.write_all(text.as_bytes())?;
    out.finish()?;
    Ok(Outcome::Clean)
}
