//! Adding quotes and their renditions to a glossary on disk.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::files::Encoding;
use crate::formats::csv::{Record, parse_records};
use crate::glossary::load::{LoadError, Source, kind, read_sources};
use crate::glossary::normal::{NormalFile, normal_text};
use crate::model::{Document, Quote, Rendition};

/// What is added to a glossary.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// Documents that the glossary does not know.
    pub documents: Vec<Document>,
    /// Quotes that it does not know.
    pub quotes: Vec<Quote>,
    /// Renditions of these quotes or of others.
    pub renditions: Vec<Rendition>,
}

/// The files of the glossary folder at `path` with `additions`, in normal form,
/// in memory; files that do not change are left out.
///
/// A row that cannot be read would be lost, so a file with errors is among the
/// problems and not among the files.
///
/// # Errors
///
/// If a file cannot be read, or the folder is no glossary.
pub fn extended(path: &Path, additions: &Additions) -> Result<Parsed<Vec<NormalFile>>, LoadError> {
    let sources = read_sources(path, None::<Encoding>)?;
    let mut all = Extension { folder: path, sources: &sources, value: Vec::new(), problems: Vec::new() };
    all.file("documents.csv", &additions.documents);
    all.file("quotes.csv", &additions.quotes);
    all.file("renditions.csv", &additions.renditions);
    Ok(Parsed { value: all.value, problems: all.problems })
}

struct Extension<'a> {
    folder: &'a Path,
    sources: &'a [Source],
    value: Vec<NormalFile>,
    problems: Vec<Diagnostic>,
}

impl Extension<'_> {
    fn file<R: Record + Clone>(&mut self, name: &str, added: &[R]) {
        if added.is_empty() {
            return;
        }
        let known = self.sources.iter().find(|source| kind(source) == name);
        let text = known.map_or("", |source| source.text.as_str());
        let mut records: Vec<R> = Vec::new();
        if !text.is_empty() {
            let parsed = parse_records::<R>(text);
            if parsed.problems.iter().any(|problem| problem.severity == Severity::Error) {
                let path = self.folder.join(name);
                self.problems.extend(parsed.problems.into_iter().map(|problem| problem.in_file(&path)));
                return;
            }
            records.extend(parsed.value.1.into_iter().map(|(_, record)| record));
        }
        records.extend(added.iter().cloned());
        let new = normal_text(records);
        self.value.push(NormalFile { already: new == text, path: self.folder.join(name), text: new });
    }
}
