//! Merging the files of glossaries: folders, the long form, or one file of a folder.

use std::path::{Path, PathBuf};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::csv::{Piece, Record, TermRow, header, is_of_concept, long_row, serialize_pieces};
use crate::glossary::load::{
    LoadError, Source, Validation, assemble, assemble_long, has_said, kind, read, read_sources,
};
use crate::glossary::merge::{Merge, MergedConcept, merge};
use crate::glossary::{Conflict, Glossary};
use crate::model::{Concept, Document, Kept, Quote, Rendition};

/// A file of the merged glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedFile {
    /// What it is called in its folder; `None` if a single file was merged.
    pub name: Option<&'static str>,
    /// What is in it: in normal form, but for marks around what is disputed.
    pub text: String,
}

/// Why files cannot be merged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// A file cannot be had.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There are rows that would be lost.
    #[error("files with errors are not merged; correct them first")]
    Unreadable(Vec<Diagnostic>),
    /// One is a folder, another a file.
    #[error("`{0}` is a file; merge three folders or three files")]
    Mixed(PathBuf),
    /// Nothing tells what records a file holds.
    #[error(
        "the columns of `{path}` ({columns}) are those of no file of a glossary, or of several; say which one it is, \
         such as `--path terms.csv`"
    )]
    UnknownKind {
        /// The file.
        path: PathBuf,
        /// Its columns.
        columns: String,
    },
}

/// What files hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Folder,
    Long,
    /// The file of a folder that is called so.
    Part(&'static str),
}

/// Merges three folders, or three files that hold the same records: the long
/// form, or any one file of a folder. `called` is the name of the file, where
/// it stands under another one for the time being.
///
/// An empty file is a glossary without records.
///
/// # Errors
///
/// If a file cannot be read without loss, or nothing tells what is in it.
pub fn merge_files(
    [base, ours, theirs]: [&Path; 3],
    called: Option<&Path>,
) -> Result<(Vec<MergedFile>, Vec<Conflict>), MergeError> {
    let paths = [base, ours, theirs];
    let mut sides = Vec::new();
    for path in paths {
        sides.push(Side::read(path)?);
    }
    let form = form(&sides, called.unwrap_or(ours))?;
    let mut problems = Vec::new();
    let glossaries: Vec<Glossary> = sides.iter().map(|side| side.glossary(form, &mut problems)).collect();
    if !problems.is_empty() {
        return Err(MergeError::Unreadable(problems));
    }
    let [base, ours, theirs] = glossaries.as_slice() else { return Ok((Vec::new(), Vec::new())) };
    let merge = merge(base, ours, theirs);
    let files = match form {
        Form::Folder => FOLDER
            .into_iter()
            .filter(|name| is_needed(name, &merge, &sides))
            .map(|name| MergedFile { name: Some(name), text: merge.file(name) })
            .collect(),
        Form::Part(name) => vec![MergedFile { name: None, text: merge.file(name) }],
        Form::Long => vec![MergedFile { name: None, text: normal(merge.concepts.iter().flat_map(long_pieces)) }],
    };
    Ok((files, merge.conflicts))
}

/// The files of a folder.
const FOLDER: [&str; 6] = crate::glossary::load::FILES;

/// One of the three, as it was read.
struct Side {
    path: PathBuf,
    sources: Vec<Source>,
    is_folder: bool,
}

impl Side {
    fn read(path: &Path) -> Result<Self, LoadError> {
        let is_folder = path.is_dir();
        let mut sources = if is_folder {
            read_sources(path, None)?
        } else {
            vec![Source { path: path.to_owned(), text: read(path, None)? }]
        };
        for source in &mut sources {
            // Quotations stay as they stand in their documents.
            if !is_nfc(&source.text) && !["renditions.csv", "interchange.csv"].contains(&kind(source)) {
                source.text = source.text.nfc().collect();
            }
        }
        sources.retain(|source| !source.text.trim().is_empty());
        Ok(Self { path: path.to_owned(), sources, is_folder })
    }

    fn glossary(&self, form: Form, problems: &mut Vec<Diagnostic>) -> Glossary {
        let parsed = match (form, self.sources.as_slice()) {
            (_, []) => return Glossary::default(),
            (Form::Long, [file, ..]) => assemble_long("", file, Validation::Losses),
            (Form::Part(name), [file, ..]) => {
                let named = Source { path: name.into(), text: file.text.clone() };
                let mut parsed = assemble("", &[named], Validation::Losses);
                for problem in &mut parsed.problems {
                    problem.file = Some(self.path.clone());
                }
                parsed
            }
            (Form::Folder, files) => assemble("", files, Validation::Losses),
        };
        problems.extend(parsed.problems.into_iter().filter(|problem| problem.severity == Severity::Error));
        parsed.value
    }
}

/// What the three hold, told by their names or columns.
fn form(sides: &[Side], called: &Path) -> Result<Form, MergeError> {
    let with_records = || sides.iter().filter(|side| !side.sources.is_empty());
    if with_records().any(|side| side.is_folder) {
        let file = with_records().find(|side| !side.is_folder);
        return file.map_or(Ok(Form::Folder), |side| Err(MergeError::Mixed(side.path.clone())));
    }
    let name = called.file_name().and_then(|name| name.to_str());
    if let Some(part) = FOLDER.into_iter().find(|part| Some(*part) == name) {
        return Ok(Form::Part(part));
    }
    let mut columns: Vec<String> =
        sides.iter().flat_map(|side| &side.sources).flat_map(|file| header(&file.text)).collect();
    columns.sort();
    columns.dedup();
    if columns.is_empty() {
        return Ok(Form::Part("terms.csv"));
    }
    let known = [
        fit::<Document>("documents.csv", &columns),
        fit::<Concept>("concepts.csv", &columns),
        fit::<TermRow>("terms.csv", &columns),
        fit::<Quote>("quotes.csv", &columns),
        fit::<Rendition>("renditions.csv", &columns),
        fit::<Kept>("interchange.csv", &columns),
    ];
    let best = known.iter().flatten().map(|(count, _)| count).max();
    let mut fitting = known.iter().flatten().filter(|(count, _)| Some(count) == best).map(|(_, name)| *name);
    match (fitting.next(), fitting.next()) {
        (Some("terms.csv"), None) if columns.iter().any(|column| is_of_concept(column)) => Ok(Form::Long),
        (Some(name), None) => Ok(Form::Part(name)),
        _ => {
            let path = sides.iter().find(|side| !side.sources.is_empty()).map_or(called, |side| &side.path).to_owned();
            let columns = columns.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            Err(MergeError::UnknownKind { path, columns })
        }
    }
}

/// How many of the columns are those of a kind of record; `None` if one is missing that it needs.
fn fit<R: Record>(name: &'static str, columns: &[String]) -> Option<(usize, &'static str)> {
    let has = |column: &&&str| columns.iter().any(|name| name == **column);
    let is_whole = R::REQUIRED.iter().all(|column| has(&column));
    is_whole.then(|| (R::COLUMNS.iter().filter(has).count(), name))
}

/// Whether a folder has a file: one side has it, or there is something to write.
fn is_needed(name: &str, merge: &Merge, sides: &[Side]) -> bool {
    let is_there = sides.iter().skip(1).flat_map(|side| &side.sources).any(|source| kind(source) == name);
    is_there
        || match name {
            "concepts.csv" => merge.concepts.iter().flat_map(|concept| concept.about.rows()).any(has_said),
            "documents.csv" => !merge.documents.is_empty(),
            "quotes.csv" => !merge.quotes.is_empty(),
            "renditions.csv" => !merge.renditions.is_empty(),
            "interchange.csv" => !merge.kept.is_empty(),
            _ => true,
        }
}

impl Merge {
    /// One file of the folder.
    fn file(&self, name: &str) -> String {
        match name {
            "documents.csv" => normal(self.documents.iter().cloned()),
            "concepts.csv" => normal(self.concepts.iter().map(|concept| concept.about.clone())),
            "quotes.csv" => normal(self.quotes.iter().cloned()),
            "renditions.csv" => normal(self.renditions.iter().cloned()),
            "interchange.csv" => normal(self.kept.iter().cloned()),
            _ => normal(self.concepts.iter().flat_map(|concept| concept.terms.iter().cloned())),
        }
    }
}

/// Rows of the long form. What is said of a concept stands in all its rows, so
/// that they are disputed together.
fn long_pieces(merged: &MergedConcept) -> Vec<Piece<TermRow>> {
    let long = |about: &Concept, rows: &[TermRow]| -> Vec<TermRow> {
        rows.iter().map(|row| long_row(about, &row.term)).collect()
    };
    match &merged.about {
        Piece::Agreed(about) => {
            let piece = |piece: &Piece<TermRow>| match piece {
                Piece::Agreed(row) => Piece::Agreed(long_row(about, &row.term)),
                Piece::Disputed { ours, theirs } => {
                    Piece::Disputed { ours: long(about, ours), theirs: long(about, theirs) }
                }
            };
            merged.terms.iter().map(piece).collect()
        }
        Piece::Disputed { ours, theirs } => {
            let (mut for_ours, mut for_theirs) = (Vec::new(), Vec::new());
            for piece in &merged.terms {
                let (here, there) = match piece {
                    Piece::Agreed(row) => (std::slice::from_ref(row), std::slice::from_ref(row)),
                    Piece::Disputed { ours, theirs } => (ours.as_slice(), theirs.as_slice()),
                };
                for_ours.extend(ours.iter().flat_map(|about| long(about, here)));
                for_theirs.extend(theirs.iter().flat_map(|about| long(about, there)));
            }
            vec![Piece::Disputed { ours: for_ours, theirs: for_theirs }]
        }
    }
}

/// A file in normal form, but for the marks around disputed rows.
fn normal<R: Record + Clone>(pieces: impl Iterator<Item = Piece<R>>) -> String {
    let mut pieces: Vec<Piece<R>> = pieces.map(sorted).collect();
    pieces.sort_by_cached_key(|piece| piece.rows().next().map(Record::sort_key));
    serialize_pieces(&pieces)
}

fn sorted<R: Record>(mut piece: Piece<R>) -> Piece<R> {
    if let Piece::Disputed { ours, theirs } = &mut piece {
        ours.sort_by_cached_key(Record::sort_key);
        theirs.sort_by_cached_key(Record::sort_key);
    }
    piece
}
