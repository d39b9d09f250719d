//! The normal form of glossary files: sorted, NFC, quoted only where needed.

use std::path::{Path, PathBuf};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::files::Encoding;
use crate::formats::csv::{Record, TermRow, parse_records, serialize_records};
use crate::glossary::load::{LoadError, Source, kind, read_sources};
use crate::model::{Concept, Document, Kept, Quote, Rendition};

/// A file and its normal form.
#[derive(Clone, Debug)]
pub struct NormalFile {
    /// The file.
    pub path: PathBuf,
    /// What should be in it.
    pub text: String,
    /// Whether that is what is in it.
    pub already: bool,
}

/// Puts the files of the glossary at `path` in normal form, in memory.
///
/// A row that cannot be read would be lost, so problems that are errors leave
/// the file as it is; they are among the problems.
///
/// # Errors
///
/// If a file cannot be read.
pub fn normal_form(path: &Path, encoding: Option<Encoding>) -> Result<Parsed<Vec<NormalFile>>, LoadError> {
    let mut problems = Vec::new();
    let mut value = Vec::new();
    for source in read_sources(path, encoding)? {
        let parsed = match kind(&source) {
            "documents.csv" => normal::<Document>(&source),
            "concepts.csv" => normal::<Concept>(&source),
            "quotes.csv" => normal::<Quote>(&source),
            "renditions.csv" => normal::<Rendition>(&source),
            "interchange.csv" => normal::<Kept>(&source),
            _ => normal::<TermRow>(&source),
        };
        match parsed {
            Ok(text) => value.push(NormalFile { already: text == source.text, path: source.path, text }),
            Err(found) => problems.extend(found),
        }
    }
    Ok(Parsed { value, problems })
}

fn normal<R: Record>(source: &Source) -> Result<String, Vec<Diagnostic>> {
    // Quotations stay as they stand in their documents.
    let text: String = if R::VERBATIM { source.text.clone() } else { source.text.nfc().collect() };
    let parsed = parse_records::<R>(&text);
    if parsed.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(parsed.problems.into_iter().map(|problem| problem.in_file(&source.path)).collect());
    }
    let (_, rows) = parsed.value;
    Ok(normal_text(rows.into_iter().map(|(_, record)| record).collect::<Vec<R>>()))
}

/// A file with `records`, in normal form.
pub(super) fn normal_text<R: Record>(mut records: Vec<R>) -> String {
    records.sort_by_cached_key(Record::sort_key);
    let text = serialize_records(&records);
    if R::VERBATIM || is_nfc(&text) {
        return text;
    }
    // What is composed may sort otherwise.
    let composed: String = text.nfc().collect();
    let (_, rows) = parse_records::<R>(&composed).value;
    let mut records: Vec<R> = rows.into_iter().map(|(_, record)| record).collect();
    records.sort_by_cached_key(Record::sort_key);
    serialize_records(&records)
}
