//! What who reads a table says of its columns, and what is said to them.

use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::ReadSetting;
use crate::formats::table::bound::Bound;
use crate::formats::table::cells::Record;
use crate::formats::table::columns::Columns;
use crate::formats::table::header::{of_one, role, words};
use crate::formats::table::layout::{Of, Role};
use crate::formats::table::tags;
use crate::lang::Lang;

impl Columns {
    /// Puts what `--columns` says in the place of what was guessed.
    pub(super) fn override_with(&mut self, setting: &ReadSetting<'_>) -> Result<(), Diagnostic> {
        for told in split(setting.columns) {
            let wrong = |message: String| Diagnostic::error("columns", message);
            let (name, what) = told.rsplit_once('=').ok_or_else(|| {
                wrong(format!("`{told}` is not a column; write its name or number and what it holds: `Notes=note`"))
            })?;
            let (word, which) =
                what.trim().split_once(':').map_or((what.trim(), None), |(word, lang)| (word, Some(lang)));
            if !words().any(|known| known == word) {
                let known: Vec<&str> = words().collect();
                return Err(wrong(format!(
                    "`{word}` is nothing that a column holds; write one of {}",
                    known.join(", ")
                )));
            }
            let (of, lang) = match which {
                None if word == "source" => (Of::Source, setting.source),
                None if word == "target" => (Of::Target, setting.target),
                None => (Of::Row, None),
                Some("source") => (Of::Source, setting.source),
                Some("target") => (Of::Target, setting.target),
                Some(tag) => {
                    let read = tags::lang(tag).map_or_else(|| tag.parse::<Lang>(), Ok);
                    (Of::Each, Some(read.map_err(|error| wrong(error.to_string()))?))
                }
            };
            let number = name.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let named = self.all.iter().position(|column| column.name.trim() == name.trim());
            let at = named.or(number.filter(|at| *at < self.all.len())).ok_or_else(|| {
                let names: Vec<String> = self.all.iter().map(|column| format!("`{}`", column.name)).collect();
                wrong(format!("there is no column `{}`; the columns are {}", name.trim(), names.join(", ")))
            })?;
            if let Some(column) = self.all.get_mut(at) {
                let role = role(word, &column.name);
                column.role = if of == Of::Row { role } else { of_one(role) };
                (column.of, column.lang) = (of, lang);
            }
        }
        Ok(())
    }

    /// What each column was taken for, for somebody who may know better.
    pub(super) fn explained(&self, first: &Record) -> Diagnostic {
        let columns = self
            .all
            .iter()
            .enumerate()
            .map(|(at, column)| format!("{} \"{}\" = {}", at + 1, shortened(&column.name), describe(column)));
        let columns = columns.collect::<Vec<_>>().join("; ");
        let layout = self.layout.map(|layout| format!(" (as {} has them)", layout.name)).unwrap_or_default();
        let header = if self.header { "" } else { " (the first row names none)" };
        Diagnostic {
            severity: Severity::Note,
            code: "columns",
            message: format!("columns{layout}{header}: {columns}"),
            file: None,
            position: Some(first.place(0)),
        }
    }
}

/// The parts of `--columns`, which may come together with commas between them.
pub(in crate::formats) fn split(columns: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = String::new();
    for part in columns.iter().flat_map(|part| part.split(',')) {
        open.push_str(part);
        if part.contains('=') {
            out.push(std::mem::take(&mut open));
        } else {
            open.push(',');
        }
    }
    if !open.trim_end_matches(',').is_empty() {
        out.push(open.trim_end_matches(',').to_owned());
    }
    out
}

/// A cell as a message shows it.
pub(in crate::formats) fn shortened(cell: &str) -> String {
    let mut chars = cell.trim().chars();
    let start: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

/// What a column holds, in words.
fn describe(column: &Bound) -> String {
    let what = match &column.role {
        Role::Id => "id",
        Role::Domain => "domain",
        Role::Definition => "definition",
        Role::Note | Role::Comment | Role::TermNote => "note",
        Role::OfConcept(name) | Role::OfTerm(name) if ["subdomain", "example", "url"].contains(&name.as_ref()) => name,
        Role::OfConcept(_) | Role::OfTerm(_) => "kept as it is",
        Role::Lang => "language",
        Role::SourceLang => "language of the source",
        Role::TargetLang => "language of the target",
        Role::Term => "term",
        Role::Avoid => "terms not to use",
        Role::Status(_) => "status",
        Role::Forbidden(_) => "whether forbidden",
        Role::Preferred(_) => "whether preferred",
        Role::PartOfSpeech(_) => "part of speech",
        Role::Case(_) => "whether capitals count",
        Role::Exact(_) => "whether exact",
        Role::Translatable(_) => "whether to translate",
        Role::Matching => "matching",
        Role::AttestedIn => "attested in",
        Role::Source => "who supplied it",
        Role::Confidence => "confidence",
        Role::Constant(_) | Role::Ignore => "ignored",
    };
    column.lang.map_or_else(|| what.to_owned(), |lang| format!("{what} {lang}"))
}
