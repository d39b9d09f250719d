//! What the columns of a table of segments hold.

use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::bitext::BitextReadSetting;
use crate::formats::table::cells::Record;
use crate::formats::table::header::named;
use crate::formats::table::layout::Of;
use crate::formats::table::tags;
use crate::formats::table::told::{shortened, split};
use crate::lang::Lang;
use crate::model::Text;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The segment in a language, and the language as the file writes it.
    Text(Side, Lang, Text),
    /// What the file calls the unit.
    Id,
    /// The file that it is from.
    File,
    /// What tells it from the same segment elsewhere.
    Context,
    /// How far the work on the translations has come.
    State,
    /// Whether the translations cannot stay.
    Fuzzy,
    /// A note of a kind.
    Note(&'static str),
    /// Anything else: a property with the name of the column.
    Keep,
    /// Nothing of use.
    Ignore,
}

/// Which part in a translation a column of text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Source,
    Target,
    /// A language among others.
    Any,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) role: Role,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    /// Whether the first row names them.
    pub(super) header: bool,
}

/// What `--columns` takes beside `text:` and a language.
const WORDS: [&str; 10] = ["source", "target", "id", "file", "context", "state", "fuzzy", "note", "keep", "ignore"];

impl Columns {
    /// The columns of a table whose first row is `first`.
    ///
    /// # Errors
    ///
    /// If fewer than two of them hold segments, or `--columns` speaks of none that is there.
    pub(super) fn guess(first: &Record, setting: &BitextReadSetting<'_>) -> Result<Self, Diagnostic> {
        let named: Vec<Column> = first.cells().map(|name| column(name, setting)).collect();
        let header = is_named(first, setting) || (texts(&named) > 1 && !is_row_of_languages(&named, first));
        let all = if header { named } else { by_place(first, setting) };
        let mut columns = Self { all, header };
        columns.override_with(setting)?;
        if texts(&columns.all) < 2 {
            let found: Vec<String> = first.cells().take(8).map(|cell| format!("`{}`", shortened(cell))).collect();
            let message = format!(
                "no two columns hold segments: the first row is {}; name them by their languages, or say what they hold with \
                 --columns, such as `1=text:en,2=text:ko`",
                found.join(", ")
            );
            return Err(Diagnostic::error("columns", message).at(first.place(0)));
        }
        Ok(columns)
    }

    /// The languages of the segments, the source first.
    pub(super) fn langs(&self) -> impl Iterator<Item = (Side, Lang)> {
        self.all.iter().filter_map(|column| {
            let Role::Text(side, lang, _) = column.role else { return None };
            Some((side, lang))
        })
    }

    /// Puts what `--columns` says in the place of what was guessed.
    fn override_with(&mut self, setting: &BitextReadSetting<'_>) -> Result<(), Diagnostic> {
        let told = split(setting.columns);
        for told in &told {
            let (name, what) = told.rsplit_once('=').ok_or_else(|| {
                wrong(format!("`{told}` is not a column; write its name or number and what it holds: `2=text:ko`"))
            })?;
            let role = role(what.trim(), setting)?;
            let number = name.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let named = self.all.iter().position(|column| column.name.trim() == name.trim());
            let at = named.or(number.filter(|at| *at < self.all.len())).ok_or_else(|| {
                let names: Vec<String> = self.all.iter().map(|column| format!("`{}`", column.name)).collect();
                wrong(format!("there is no column `{}`; the columns are {}", name.trim(), names.join(", ")))
            })?;
            if let Some(column) = self.all.get_mut(at) {
                column.role = role;
            }
        }
        // What was guessed by its place alone gives way to what was said.
        if !told.is_empty() && !self.header && texts(&self.all) > 2 {
            for (at, column) in self.all.iter_mut().enumerate().take(2) {
                let said = told
                    .iter()
                    .any(|told| told.split('=').next().is_some_and(|name| name.trim() == (at + 1).to_string()));
                if !said {
                    column.role = Role::Keep;
                }
            }
        }
        Ok(())
    }

    /// What each column was taken for, for somebody who may know better.
    pub(super) fn explained(&self, first: &Record) -> Diagnostic {
        let all = self.all.iter().enumerate();
        let columns =
            all.map(|(at, column)| format!("{} \"{}\" = {}", at + 1, shortened(&column.name), describe(&column.role)));
        let header = if self.header { "" } else { " (the first row names none)" };
        Diagnostic {
            severity: Severity::Note,
            code: "columns",
            message: format!("columns{header}: {}", columns.collect::<Vec<_>>().join("; ")),
            file: None,
            position: Some(first.place(0)),
        }
    }
}

fn wrong(message: String) -> Diagnostic {
    Diagnostic::error("columns", message)
}

fn texts(columns: &[Column]) -> usize {
    columns.iter().filter(|column| matches!(column.role, Role::Text(..))).count()
}

/// Whether `--columns` calls a column what stands in the first row.
fn is_named(first: &Record, setting: &BitextReadSetting<'_>) -> bool {
    let told = split(setting.columns);
    let mut names = told.iter().filter_map(|told| told.rsplit_once('=')).map(|(name, _)| name.trim());
    names.any(|name| name.parse::<usize>().is_err() && first.cells().any(|cell| cell.trim() == name))
}

/// Whether the first row is a unit, the name of a language in several of them, and no header.
fn is_row_of_languages(columns: &[Column], first: &Record) -> bool {
    let mut langs = columns.iter().filter_map(|column| {
        let Role::Text(_, lang, _) = column.role else { return None };
        Some(lang)
    });
    let all = columns.len() == first.len() && columns.iter().all(|column| matches!(column.role, Role::Text(..)));
    let one = langs.next();
    all && one.is_some() && langs.all(|lang| Some(lang) == one)
}

/// A column by its name.
fn column(name: &str, setting: &BitextReadSetting<'_>) -> Column {
    let folded = name.trim().to_lowercase().replace(['_', '-'], " ");
    let role = match folded.as_str() {
        "context" | "msgctxt" | "ctx" | "문맥" | "맥락" | "语境" | "語境" | "上下文" => Role::Context,
        "file" | "filename" | "file name" | "document" | "path" | "파일" | "文件" | "檔案" => Role::File,
        "key" | "string id" | "identifier" | "segment id" | "unit id" => Role::Id,
        "fuzzy" | "needs work" => Role::Fuzzy,
        "state" => Role::State,
        "developer comments" | "developer comment" | "extracted comments" => Role::Note("extracted"),
        _ => match named(name) {
            Some(found) => match (found.what, found.of, found.lang) {
                ("source", Of::Source, _) => text(Side::Source, setting),
                ("target", Of::Target, _) => text(Side::Target, setting),
                ("term" | "source" | "target", Of::Each, Some(lang)) => {
                    Role::Text(side_of(lang, setting), lang, written(lang, name))
                }
                ("id", ..) => Role::Id,
                ("status", Of::Row, _) => Role::State,
                ("note", Of::Row, _) => Role::Note(""),
                _ => Role::Keep,
            },
            None => Role::Keep,
        },
    };
    Column { name: name.to_owned(), role }
}

/// Which part a language has for who reads the table.
fn side_of(lang: Lang, setting: &BitextReadSetting<'_>) -> Side {
    match lang {
        lang if Some(lang) == setting.source => Side::Source,
        lang if Some(lang) == setting.target => Side::Target,
        _ => Side::Any,
    }
}

/// A language as a header writes it, where it is a tag that looks otherwise.
fn written(lang: Lang, name: &str) -> Text {
    let name = name.trim();
    let other = Lang::folded(name) == Ok(lang) && name != lang.as_str();
    if other { name.into() } else { Text::new() }
}

fn text(side: Side, setting: &BitextReadSetting<'_>) -> Role {
    let lang = match side {
        Side::Source => setting.source,
        Side::Target => setting.target,
        Side::Any => None,
    };
    Role::Text(side, lang.unwrap_or(Lang::UND), Text::new())
}

/// The columns of a table that names none: the source, the target, and what is kept.
fn by_place(first: &Record, setting: &BitextReadSetting<'_>) -> Vec<Column> {
    let role = |at: usize| match at {
        0 => text(Side::Source, setting),
        1 => text(Side::Target, setting),
        _ => Role::Keep,
    };
    (0..first.len()).map(|at| Column { name: format!("column {}", at + 1), role: role(at) }).collect()
}

/// What somebody says that a column holds.
fn role(what: &str, setting: &BitextReadSetting<'_>) -> Result<Role, Diagnostic> {
    if let Some(("text" | "term", tag)) = what.split_once(':') {
        let lang = tags::lang(tag).map_or_else(|| Lang::folded(tag), Ok).map_err(|error| wrong(error.to_string()))?;
        return Ok(Role::Text(side_of(lang, setting), lang, Text::new()));
    }
    Ok(match what {
        "source" => text(Side::Source, setting),
        "target" => text(Side::Target, setting),
        "id" => Role::Id,
        "file" => Role::File,
        "context" => Role::Context,
        "state" => Role::State,
        "fuzzy" => Role::Fuzzy,
        "note" => Role::Note(""),
        "keep" => Role::Keep,
        "ignore" => Role::Ignore,
        _ => {
            let known = WORDS.join(", ");
            return Err(wrong(format!(
                "`{what}` is nothing that a column holds; write text:ko (or another language), {known}"
            )));
        }
    })
}

/// What a column holds, in words.
fn describe(role: &Role) -> String {
    match role {
        Role::Text(Side::Source, lang, _) => format!("source {lang}"),
        Role::Text(Side::Target, lang, _) => format!("target {lang}"),
        Role::Text(Side::Any, lang, _) => format!("text {lang}"),
        Role::Id => "id".to_owned(),
        Role::File => "file".to_owned(),
        Role::Context => "context".to_owned(),
        Role::State => "state".to_owned(),
        Role::Fuzzy => "whether it needs work".to_owned(),
        Role::Note(_) => "note".to_owned(),
        Role::Keep => "kept as it is".to_owned(),
        Role::Ignore => "ignored".to_owned(),
    }
}
