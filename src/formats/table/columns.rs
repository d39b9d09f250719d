//! What the columns of a file hold: told by its layout, by their names, or by
//! who reads it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::ReadSetting;
use crate::formats::table::bound::Bound;
use crate::formats::table::cells::Record;
use crate::formats::table::dialects::LAYOUTS;
use crate::formats::table::header::{Named, named, of_one, role, unclaimed, words};
use crate::formats::table::layout::{Formulas, Layout, Of, PLAIN, Role, Rows};
use crate::formats::table::tags;
use crate::lang::Lang;

/// What the columns of a file hold.
#[derive(Debug)]
pub(super) struct Columns {
    /// The columns, in their order.
    pub(super) columns: Vec<Bound>,
    /// Whether the first row names them.
    pub(super) header: bool,
    /// The layout that they are of, where one fits.
    pub(super) layout: Option<&'static Layout>,
    /// What stands between the terms of one cell.
    pub(super) between: Between,
    /// Whether an apostrophe may stand before a formula.
    pub(super) escaped: bool,
    /// What stands for an empty cell.
    pub(super) empty: &'static str,
}

/// What stands between the terms of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// Nothing: there is but one.
    Nothing,
    /// A character that no term holds.
    Sign(char),
    /// `|`, and `\|` for that character itself.
    Escaped,
}

impl Columns {
    /// The columns of a file in `layout`, whose first row is `first`.
    pub(super) fn of_layout(
        layout: &'static Layout,
        first: &Record,
        setting: &ReadSetting<'_>,
    ) -> Result<Self, Diagnostic> {
        if layout.header {
            let columns = fitting(layout, first, setting);
            let columns = match columns {
                Some(columns) => columns,
                None => return Self::guessed(first, setting).map(|guessed| Self { layout: Some(layout), ..guessed }),
            };
            return Self::from_layout(layout, columns, true).checked(first, setting);
        }
        let langs: Vec<Lang> = [setting.source, setting.target].into_iter().flatten().collect();
        let mut columns = layout.bind(&langs, &[]);
        if langs.len() < 2 {
            columns = layout.bind(&[Lang::UND, Lang::UND], &[]);
            for column in &mut columns {
                column.lang = match column.of {
                    Of::Source => setting.source,
                    Of::Target => setting.target,
                    Of::Row | Of::Each | Of::EachTarget => None,
                };
            }
        }
        Self::from_layout(layout, columns, false).checked(first, setting)
    }

    fn from_layout(layout: &'static Layout, columns: Vec<Bound>, header: bool) -> Self {
        let between = match layout.rows {
            Rows::Joined(sign) => Between::Sign(sign),
            Rows::Grid | Rows::Star | Rows::Pairs | Rows::Sources | Rows::First => Between::Nothing,
        };
        let escaped = layout.formulas == Formulas::Escape;
        Self { columns, header, layout: Some(layout), between, escaped, empty: layout.empty }
    }

    /// The columns of a file whose first row is `first`.
    pub(super) fn guess(first: &Record, setting: &ReadSetting<'_>) -> Result<Self, Diagnostic> {
        let layouts = LAYOUTS.iter().copied().flatten().copied();
        let fit =
            layouts.filter(|layout| layout.header).find_map(|layout| Some((layout, fitting(layout, first, setting)?)));
        match fit {
            Some((layout, columns)) => Self::from_layout(layout, columns, true).checked(first, setting),
            None => Self::guessed(first, setting),
        }
    }

    /// The columns by their names alone; without names, the first is the
    /// source, the second the target, the third a note.
    fn guessed(first: &Record, setting: &ReadSetting<'_>) -> Result<Self, Diagnostic> {
        let names: Vec<Option<Named>> = first.cells().map(named).collect();
        let header = is_header(&names, first);
        let columns = if header { by_name(first, &names, setting) } else { by_place(first, setting) };
        let (long, wide) = (header && is_ours_long(&names), header && is_ours_wide(&columns));
        let between = match (long, wide) {
            (true, _) => Between::Nothing,
            (_, true) => Between::Escaped,
            _ => Between::Sign('|'),
        };
        let escaped = !long && !wide;
        let guessed = Self { columns, header, layout: None, between, escaped, empty: PLAIN.empty };
        guessed.checked(first, setting)
    }

    /// The same columns as `--columns` has them, if the terms have languages.
    fn checked(mut self, first: &Record, setting: &ReadSetting<'_>) -> Result<Self, Diagnostic> {
        self.override_with(setting)?;
        let place = first.place(0);
        let row_lang = self.columns.iter().any(|column| column.role == Role::Lang);
        let has = |role: &Role| self.columns.iter().any(|column| column.role == *role);
        let mut terms = 0;
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| column.is_term()) {
            terms += 1;
            let told = match column.of {
                _ if column.lang.is_some() => true,
                Of::Source => has(&Role::SourceLang),
                Of::Target => has(&Role::TargetLang),
                Of::Row | Of::Each | Of::EachTarget => row_lang,
            };
            if !told {
                let option = if column.of == Of::Target { "--target" } else { "--source" };
                let message = format!(
                    "nothing tells the language of the terms in column {} `{}`; give {option}, or --columns with \
                     `{}=term:en`",
                    at + 1,
                    column.name,
                    at + 1
                );
                return Err(Diagnostic::error("columns", message).at(first.place(at)));
            }
        }
        if terms == 0 {
            let found: Vec<String> = first.cells().take(8).map(|cell| format!("`{}`", shortened(cell))).collect();
            let message = format!(
                "no column holds terms: the first row is {}; name the columns, or say what they hold with --columns, \
                 such as `1=term:en,2=term:ko`",
                found.join(", ")
            );
            return Err(Diagnostic::error("columns", message).at(place));
        }
        Ok(self)
    }

    /// Puts what `--columns` says in the place of what was guessed.
    fn override_with(&mut self, setting: &ReadSetting<'_>) -> Result<(), Diagnostic> {
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
                    (Of::Each, Some(tag.parse().map_err(|error: crate::lang::LangError| wrong(error.to_string()))?))
                }
            };
            let number = name.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let named = self.columns.iter().position(|column| column.name.trim() == name.trim());
            let at = named.or(number.filter(|at| *at < self.columns.len())).ok_or_else(|| {
                let names: Vec<String> = self.columns.iter().map(|column| format!("`{}`", column.name)).collect();
                wrong(format!("there is no column `{}`; the columns are {}", name.trim(), names.join(", ")))
            })?;
            if let Some(column) = self.columns.get_mut(at) {
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
            .columns
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
fn split(columns: &[String]) -> Vec<String> {
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
fn shortened(cell: &str) -> String {
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
        Role::Note | Role::Comment => "note",
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
        Role::TermNote => "note",
        Role::Constant(_) | Role::Ignore => "ignored",
    };
    column.lang.map_or_else(|| what.to_owned(), |lang| format!("{what} {lang}"))
}

/// The columns of `first`, if it is the header of `layout` and of nothing else.
fn fitting(layout: &Layout, first: &Record, setting: &ReadSetting<'_>) -> Option<Vec<Bound>> {
    // The languages in the order in which the header names them.
    let mut langs: Vec<Lang> = Vec::new();
    let names: Vec<&str> = first.cells().map(str::trim).collect();
    let each: Vec<&str> =
        layout.columns.iter().filter(|column| column.name.contains("{}")).map(|column| column.name).collect();
    for name in &names {
        let tag = each.iter().find_map(|pattern| between(name, pattern));
        if let Some(lang) = tag.and_then(tags::lang).filter(|lang| !langs.contains(lang)) {
            langs.push(lang);
        }
    }
    let sided =
        layout.columns.iter().any(|column| matches!(column.of, Of::Source | Of::Target) && !column.name.contains("{}"));
    let mut file: Vec<Option<Lang>> = Vec::new();
    if sided {
        file.push(setting.source);
        if langs.is_empty() {
            file.push(setting.target);
        }
    }
    file.extend(langs.into_iter().map(Some));
    let known: Vec<Lang> = file.iter().map(|lang| lang.unwrap_or(Lang::UND)).collect();
    let extra: Vec<String> = if layout.open { unknown(layout, &known, &names) } else { Vec::new() };
    let mut columns = layout.bind(&known, &extra);
    for column in &mut columns {
        if column.lang == Some(Lang::UND) {
            column.lang = None;
        }
    }
    let same = |(column, name): (&Bound, &&str)| {
        column.name.eq_ignore_ascii_case(name)
            || matches!((&column.lang, tags::lang(name)), (Some(own), Some(lang)) if *own == lang && column.role == Role::Term)
    };
    let names: Vec<&str> =
        names.iter().copied().rev().skip_while(|name| name.is_empty()).collect::<Vec<_>>().into_iter().rev().collect();
    (columns.len() == names.len() && columns.iter().any(Bound::is_term) && columns.iter().zip(&names).all(same))
        .then_some(columns)
}

/// The names that an open layout does not know.
fn unknown(layout: &Layout, langs: &[Lang], names: &[&str]) -> Vec<String> {
    let own = layout.bind(langs, &[]);
    let is_own =
        |name: &str| own.iter().any(|column| column.name.eq_ignore_ascii_case(name)) || tags::lang(name).is_some();
    names.iter().filter(|name| !name.is_empty() && !is_own(name)).map(|name| (*name).to_owned()).collect()
}

/// What stands in `name` where the pattern has `{}`.
fn between<'n>(name: &'n str, pattern: &str) -> Option<&'n str> {
    let (before, after) = pattern.split_once("{}")?;
    let start = name.get(..before.len()).filter(|start| start.eq_ignore_ascii_case(before))?;
    let rest = name.get(start.len()..)?;
    let end = rest.len().checked_sub(after.len())?;
    rest.get(end..).filter(|end| end.eq_ignore_ascii_case(after))?;
    rest.get(..end)
}

/// Whether the first row names columns: one that holds terms at least, and no
/// language twice, as a table of languages would have it.
fn is_header(names: &[Option<Named>], first: &Record) -> bool {
    let known = names.iter().flatten().count();
    let filled = first.cells().filter(|cell| !cell.trim().is_empty()).count();
    let langs: Vec<Lang> =
        names.iter().flatten().filter(|named| named.what == "term").filter_map(|named| named.lang).collect();
    let twice = langs.iter().enumerate().any(|(at, lang)| langs.iter().skip(at + 1).any(|other| other == lang));
    let terms = names.iter().flatten().any(|named| matches!(named.what, "term" | "source" | "target" | "avoid"));
    terms && !twice && (known > 1 || filled == 1)
}

/// The columns by their names.
fn by_name(first: &Record, names: &[Option<Named>], setting: &ReadSetting<'_>) -> Vec<Bound> {
    let has = |what: &str| names.iter().flatten().any(|named| named.what == what && named.of == Of::Row);
    let ours = is_ours_long(names);
    let mut columns: Vec<Bound> = Vec::new();
    for (at, named) in names.iter().enumerate() {
        let name = first.cell(at).trim();
        let repeated = names.iter().filter(|other| *other == named).count() > 1;
        let before = columns.iter().rev().find(|column| column.role == Role::Term);
        columns.push(match named {
            _ if ours => of_ours(name, *named),
            Some(Named { what, of: Of::Row, .. }) if repeated && before.is_some() => {
                // Columns of one name belong to the terms before them.
                let (of, lang) = before.map_or((Of::Row, None), |term| (term.of, term.lang));
                Bound { name: name.to_owned(), role: of_one(role(what, name)), of, lang }
            }
            Some(Named { what: "term", of: Of::Row, .. }) if !has("lang") => {
                Bound { name: name.to_owned(), role: Role::Term, of: Of::Source, lang: setting.source }
            }
            Some(Named { what, of, lang }) => {
                let lang = match of {
                    Of::Source => setting.source,
                    Of::Target => setting.target,
                    Of::Row | Of::Each | Of::EachTarget => *lang,
                };
                let role = role(what, name);
                let role =
                    if matches!(of, Of::Row) || matches!(*what, "source" | "target") { role } else { of_one(role) };
                Bound { name: name.to_owned(), role, of: *of, lang }
            }
            None => Bound { name: name.to_owned(), role: kept(name, at), of: Of::Row, lang: None },
        });
    }
    columns
}

/// A column that we do not know.
fn kept(name: &str, at: usize) -> Role {
    let name = if name.is_empty() { format!("column {}", at + 1) } else { unclaimed(name) };
    Role::OfConcept(name.into())
}

/// A column of our own long form, where `note` and `source` speak of the term.
fn of_ours(name: &str, named: Option<Named>) -> Bound {
    let role = match name {
        "source" => Role::Source,
        "note" => Role::TermNote,
        "concept_note" => Role::Note,
        _ => match (name.strip_prefix("concept."), named) {
            (Some(name), _) => Role::OfConcept(name.to_owned().into()),
            (None, Some(Named { what, of: Of::Row, .. })) => role(what, name),
            (None, _) => Role::OfTerm(name.to_owned().into()),
        },
    };
    Bound { name: name.to_owned(), role, of: Of::Row, lang: None }
}

/// Whether the names are those of our own long form.
fn is_ours_long(names: &[Option<Named>]) -> bool {
    let has = |what: &str| names.iter().flatten().any(|named| named.what == what && named.of == Of::Row);
    has("id") && has("lang") && has("term")
}

/// Whether the columns are those of our own wide form.
fn is_ours_wide(columns: &[Bound]) -> bool {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    names.starts_with(&["concept", "domain", "definition", "note"])
}

/// The columns of a file that names none. The third and fourth are languages
/// where they hold tags, as in what DeepL exports.
fn by_place(first: &Record, setting: &ReadSetting<'_>) -> Vec<Bound> {
    let tagged = first.len() >= 4 && [2, 3].iter().all(|at| tags::lang(first.cell(*at)).is_some());
    let column = |at: usize| {
        let (role, of, lang) = match at {
            0 => (Role::Term, Of::Source, setting.source),
            1 => (Role::Term, Of::Target, setting.target),
            2 if tagged => (Role::SourceLang, Of::Row, None),
            3 if tagged => (Role::TargetLang, Of::Row, None),
            2 => (Role::Note, Of::Row, None),
            _ => (Role::OfConcept(format!("column {}", at + 1).into()), Of::Row, None),
        };
        Bound { name: format!("column {}", at + 1), role, of, lang }
    };
    (0..first.len()).map(column).collect()
}
