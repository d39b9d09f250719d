//! From a glossary to disk: a folder of CSV files, or one CSV file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::{WriteError, write_together};
use crate::formats::csv::{Record, TermRow, long_row};
use crate::glossary::Glossary;
use crate::glossary::load::has_said;
use crate::glossary::normal::normal_text;
use crate::model::Concept;

/// Writes a glossary to `path`, in normal form: to one CSV file in the long
/// form if that is a file or ends in `.csv`, else to a folder, which is made
/// if need be. Gives the files that changed.
///
/// In a folder, files without records are left out; one that is there keeps
/// its header. The files are written together or not at all. The long form
/// holds terms and what is said of their concepts, nothing else.
///
/// # Errors
///
/// If the disk does not take a file.
pub fn save(glossary: &Glossary, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let is_file = path.is_file() || (!path.is_dir() && path.extension().is_some_and(|end| end == "csv"));
    let files = if is_file {
        vec![(path.to_owned(), long_text(glossary))]
    } else {
        fs::create_dir_all(path).map_err(|error| WriteError::new(path, error))?;
        folder_files(glossary, path)
    };
    let differs = |file: &(PathBuf, String)| fs::read(&file.0).ok().is_none_or(|bytes| bytes != file.1.as_bytes());
    let changed: Vec<(PathBuf, String)> = files.into_iter().filter(differs).collect();
    write_together(changed.iter().map(|(path, text)| (path.as_path(), text.as_str())))?;
    Ok(changed.into_iter().map(|(path, _)| path).collect())
}

/// The long form in normal form.
fn long_text(glossary: &Glossary) -> String {
    let rows = |concept: &'_ Concept| concept.terms.iter().map(|term| long_row(concept, term)).collect::<Vec<_>>();
    normal_text(glossary.concepts().iter().flat_map(rows).collect())
}

fn folder_files(glossary: &Glossary, folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    add(&mut files, folder.join("documents.csv"), glossary.documents.clone());
    let concepts = folder.join("concepts.csv");
    // A row with nothing but an id says no more than the terms do.
    let is_said = |concept: &Concept| concept.terms.is_empty() || has_said(concept);
    if concepts.exists() || glossary.concepts().iter().any(is_said) {
        add(&mut files, concepts, glossary.concepts().iter().map(Concept::without_terms).collect());
    }
    let rows = glossary.concepts().iter().flat_map(|concept| {
        concept.terms.iter().map(|term| TermRow { concept: concept.id.clone(), term: term.clone() })
    });
    // Only this one is indispensable.
    files.push((folder.join("terms.csv"), normal_text(rows.collect::<Vec<_>>())));
    add(&mut files, folder.join("quotes.csv"), glossary.quotes.clone());
    add(&mut files, folder.join("renditions.csv"), glossary.renditions.clone());
    add(&mut files, folder.join("interchange.csv"), glossary.kept.clone());
    files
}

fn add<R: Record>(files: &mut Vec<(PathBuf, String)>, path: PathBuf, records: Vec<R>) {
    if !records.is_empty() || path.exists() {
        files.push((path, normal_text(records)));
    }
}
