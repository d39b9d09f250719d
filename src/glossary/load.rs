//! From disk to a glossary: a folder of CSV files, one CSV file, or a file of another tool.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::files::{Encoding, Input, ReadError};
use crate::formats::ReadSetting;
use crate::formats::csv::{LongRow, Record, Row, Table, TermRow, parse_records, parse_with};
use crate::glossary::interchange::is_own;
use crate::glossary::{Glossary, gather, index, validate};
use crate::model::{Concept, Document, Kept, Quote, Rendition, Term};

/// The files of a folder; only the terms are indispensable.
pub(super) const FILES: [&str; 6] =
    ["documents.csv", "concepts.csv", "terms.csv", "quotes.csv", "renditions.csv", "interchange.csv"];

/// How much of a file is held at once, in bytes.
const AT_ONCE: usize = 256 * 1024;

/// From which size on a file is not taken into memory, in bytes.
const LARGEST: u64 = 1 << 30;

/// Why a glossary could not be loaded at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A file could not be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: ReadError,
    },
    /// The folder has no terms in it.
    #[error("`{path}` has no `terms.csv` in it; a glossary is a folder with one, or a single CSV file")]
    NoTerms {
        /// The folder.
        path: PathBuf,
    },
    /// The file cannot be written back.
    #[error(
        "`{path}` is a file of another tool; keep a glossary in a folder or a CSV file, and import the file into it"
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
}

/// A file and what is in it.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// The rows of one kind, with what is needed to say where they stand.
pub(super) struct Rows<'t, R> {
    pub(super) path: &'t Path,
    pub(super) table: Table<'t>,
    pub(super) records: Vec<(usize, R)>,
}

/// Loads a folder of CSV files, one CSV file with at least the columns
/// `concept`, `lang` and `term`, or a file of another tool.
///
/// Problems name file, line and column; what could be read is there.
///
/// # Errors
///
/// If a file cannot be read, or there are no terms.
pub fn load(path: &Path, encoding: Option<Encoding>) -> Result<Parsed<Glossary>, LoadError> {
    load_with(path, encoding, Validation::Full)
}

/// Loads like [`load`] what is to be changed and written back: the problems
/// are only those by which something would be lost.
///
/// # Errors
///
/// If a file cannot be read or is one of another tool, or there are no terms.
pub fn load_to_change(path: &Path, encoding: Option<Encoding>) -> Result<Parsed<Glossary>, LoadError> {
    let mut parsed = load_with(path, encoding, Validation::Losses)?;
    parsed.problems.retain(|problem| problem.severity == Severity::Error);
    Ok(parsed)
}

fn load_with(path: &Path, encoding: Option<Encoding>, validation: Validation) -> Result<Parsed<Glossary>, LoadError> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Ok(assemble(&name, &read_sources(path, encoding)?, validation));
    }
    let unreadable = |error: io::Error| LoadError::Read { path: path.to_owned(), source: error.into() };
    let mut input = open(path, encoding).map_err(unreadable)?;
    if is_own(input.fill_buf().map_err(unreadable)?) {
        let text = whole(input).map_err(unreadable)?;
        return Ok(assemble_long(&name, &Source { path: path.to_owned(), text }, validation));
    }
    if validation == Validation::Losses {
        return Err(LoadError::Foreign { path: path.to_owned() });
    }
    let setting = ReadSetting { name: &name, ..ReadSetting::default() };
    let Parsed { value, problems } = gather(&mut input, &setting).map_err(unreadable)?;
    let problems = problems.into_iter().map(|problem| problem.in_file(path)).collect();
    Ok(Parsed { value: value.into_glossary(&name), problems })
}

/// A file of any kind, from its beginning.
///
/// # Errors
///
/// If it cannot be read.
pub fn open(path: &Path, encoding: Option<Encoding>) -> io::Result<BufReader<Input<'static>>> {
    Ok(BufReader::with_capacity(AT_ONCE, Input::new(File::open(path)?, encoding, false)?))
}

/// The files that [`load`] reads for `path`.
pub fn files_of(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    FILES.iter().map(|name| path.join(name)).filter(|file| file.exists()).collect()
}

pub(super) fn read_sources(path: &Path, encoding: Option<Encoding>) -> Result<Vec<Source>, LoadError> {
    let mut sources = Vec::new();
    for file in files_of(path) {
        let text = read(&file, encoding)?;
        sources.push(Source { path: file, text });
    }
    if path.is_dir() && !sources.iter().any(|source| kind(source) == "terms.csv") {
        return Err(LoadError::NoTerms { path: path.to_owned() });
    }
    Ok(sources)
}

pub(super) fn read(path: &Path, encoding: Option<Encoding>) -> Result<String, LoadError> {
    let read = open(path, encoding).and_then(whole);
    read.map_err(|error| LoadError::Read { path: path.to_owned(), source: error.into() })
}

/// All of a text that is no larger than memory should hold.
fn whole(input: impl Read) -> io::Result<String> {
    let mut text = String::new();
    input.take(LARGEST).read_to_string(&mut text)?;
    if u64::try_from(text.len()).is_ok_and(|len| len == LARGEST) {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it has a gibibyte or more; divide it"));
    }
    Ok(text)
}

/// Whether anything but its id is said of a concept, which needs a row in `concepts.csv` then.
pub(super) fn has_said(concept: &Concept) -> bool {
    concept.cells().iter().skip(1).any(|cell| !cell.is_empty()) || !concept.extra.is_empty()
}

/// What a file of a folder is called; a single file has whatever name.
pub(super) fn kind(source: &Source) -> &str {
    source.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Whether what must hold between rows is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Validation {
    Full,
    /// Only at what a glossary cannot hold.
    Losses,
    /// A test has done it.
    Done,
}

/// The terms of a file, where they are in the glossary and where their rows begin.
pub(super) struct TermRows<'t> {
    pub(super) path: &'t Path,
    pub(super) table: Table<'t>,
    places: Vec<TermPlace>,
}

/// Where a row begins, with the numbers of its concept and term.
type TermPlace = (usize, (u32, u32));

impl<'t> TermRows<'t> {
    fn new(source: &'t Source, (table, places): (Table<'t>, Vec<TermPlace>)) -> Self {
        Self { path: &source.path, table, places }
    }

    /// The term of each row, with its concept and the byte where the row begins.
    pub(super) fn iter<'g>(&self, glossary: &'g Glossary) -> impl Iterator<Item = (usize, &'g Concept, &'g Term)> {
        (0..).map_while(|row| self.get(glossary, row))
    }

    /// The term of the row numbered `row`.
    pub(super) fn get<'g>(&self, glossary: &'g Glossary, row: u32) -> Option<(usize, &'g Concept, &'g Term)> {
        let (start, (concept, term)) = *self.places.get(index(row))?;
        let concept = glossary.concepts().get(index(concept))?;
        Some((start, concept, concept.terms.get(index(term))?))
    }
}

/// Puts the rows of all files together, and validates them.
pub(super) fn assemble(name: &str, sources: &[Source], validation: Validation) -> Parsed<Glossary> {
    let mut problems = Vec::new();
    let find = |wanted: &str| sources.iter().find(|source| kind(source) == wanted);
    let documents = find("documents.csv").map(|source| rows::<Document>(source, &mut problems));
    let concepts = find("concepts.csv").map(|source| rows::<Concept>(source, &mut problems));
    let quotes = find("quotes.csv").map(|source| rows::<Quote>(source, &mut problems));
    let renditions = find("renditions.csv").map(|source| rows::<Rendition>(source, &mut problems));
    let kept = find("interchange.csv").map(|source| rows::<Kept>(source, &mut problems));
    let described = concepts.iter().flat_map(|rows| &rows.records).map(|(_, concept)| concept.clone());
    let mut glossary = Glossary::new(name, described.collect());
    let terms = find("terms.csv").map(|source| {
        let read = |row: &mut Row<'_, '_>| TermRow::read(row).map(|read| glossary.add_term(read.concept, read.term));
        let mut parsed = parse_with(&source.text, TermRow::REQUIRED, read);
        problems.extend(parsed.problems.drain(..).map(|problem| problem.in_file(&source.path)));
        TermRows::new(source, parsed.value)
    });
    if validation == Validation::Losses {
        problems.extend(concepts.iter().flat_map(validate::concepts_twice));
    } else if validation == Validation::Full {
        let files = validate::Files {
            glossary: &glossary,
            documents: documents.as_ref(),
            concepts: concepts.as_ref(),
            terms: terms.as_ref(),
            quotes: quotes.as_ref(),
            renditions: renditions.as_ref(),
        };
        validate::check(&files, &mut problems);
    }
    sort(&mut problems);
    glossary.documents = values(documents);
    glossary.quotes = values(quotes);
    glossary.renditions = values(renditions);
    glossary.kept = values(kept);
    Parsed { value: glossary, problems }
}

pub(super) fn assemble_long(name: &str, source: &Source, validation: Validation) -> Parsed<Glossary> {
    let mut glossary = Glossary::new(name, Vec::new());
    let mut disagreements = Vec::new();
    let read = |row: &mut Row<'_, '_>| {
        let LongRow { row: TermRow { concept, term }, concept: said } = LongRow::read(row)?;
        validate::agree_on_concept(&said, &glossary, row, &mut disagreements);
        glossary.describe(said);
        Some(glossary.add_term(concept, term))
    };
    let mut parsed = parse_with(&source.text, TermRow::REQUIRED, read);
    let found = std::mem::take(&mut parsed.problems).into_iter().chain(disagreements);
    let mut problems: Vec<Diagnostic> = found.map(|problem| problem.in_file(&source.path)).collect();
    if validation == Validation::Full {
        let terms = TermRows::new(source, parsed.value);
        let files = validate::Files {
            glossary: &glossary,
            terms: Some(&terms),
            documents: None,
            concepts: None,
            quotes: None,
            renditions: None,
        };
        validate::check(&files, &mut problems);
    }
    sort(&mut problems);
    Parsed { value: glossary, problems }
}

/// Puts problems in the order in which a reader comes upon them.
fn sort(problems: &mut [Diagnostic]) {
    problems.sort_by(|a, b| (&a.file, a.position).cmp(&(&b.file, b.position)));
}

fn rows<'s, R: Record>(source: &'s Source, problems: &mut Vec<Diagnostic>) -> Rows<'s, R> {
    let parsed = parse_records::<R>(&source.text);
    problems.extend(parsed.problems.into_iter().map(|problem| problem.in_file(&source.path)));
    let (table, records) = parsed.value;
    Rows { path: &source.path, table, records }
}

fn values<R>(rows: Option<Rows<'_, R>>) -> Vec<R> {
    rows.map_or_else(Vec::new, |rows| rows.records.into_iter().map(|(_, record)| record).collect())
}
