//! What the columns of a file hold: told by its layout, by their names, or by
//! who reads it.

use crate::diagnostic::Diagnostic;
use crate::formats::ReadSetting;
use crate::formats::table::bound::Bound;
use crate::formats::table::cells::Record;
use crate::formats::table::dialects::LAYOUTS;
use crate::formats::table::fitting::fitting;
use crate::formats::table::header::{Named, named, of_one, role, unclaimed};
use crate::formats::table::layout::{Formulas, Layout, Of, PLAIN, Role, Rows};
use crate::formats::table::tags;
use crate::formats::table::told::shortened;
use crate::lang::Lang;

/// What the line of columns begins with in UTX.
pub(super) const COLUMNS: &str = "#src";

/// What the columns of a file hold.
#[derive(Debug)]
pub(super) struct Columns {
    /// The columns, in their order.
    pub(super) all: Vec<Bound>,
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
        if first.cell(0).starts_with(COLUMNS) {
            let guessed = Self::guessed(first, None, setting)?;
            return Ok(Self { layout: Some(layout), ..Self::from_layout(layout, guessed.all, true) });
        }
        if layout.header {
            let Some(columns) = fitting(layout, first, setting) else {
                return Self::guessed(first, None, setting);
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
        Self { all: columns, header, layout: Some(layout), between, escaped, empty: layout.empty }
    }

    /// The columns of a file whose first row is `first`.
    pub(super) fn guess(
        first: &Record,
        second: Option<&Record>,
        setting: &ReadSetting<'_>,
    ) -> Result<Self, Diagnostic> {
        let mut layouts =
            LAYOUTS.iter().copied().flatten().copied().filter(|layout| layout.header && !layout.is_common());
        match layouts.find_map(|layout| Some((layout, fitting(layout, first, setting)?))) {
            Some((layout, columns)) => Self::from_layout(layout, columns, true).checked(first, setting),
            None => Self::guessed(first, second, setting),
        }
    }

    /// The columns by their names alone; without names, the first is the
    /// source, the second the target, the third a note.
    fn guessed(first: &Record, second: Option<&Record>, setting: &ReadSetting<'_>) -> Result<Self, Diagnostic> {
        let names: Vec<Option<Named>> = first.cells().map(named).collect();
        let tagged = is_tagged(first) && second.is_some_and(is_tagged);
        let header = is_header(&names, first) && !tagged;
        let columns = if header { by_name(first, &names, setting) } else { by_place(first, tagged, setting) };
        let (long, wide) = (header && is_ours_long(&names), header && is_ours_wide(&columns));
        let between = match (long, wide) {
            (true, _) => Between::Nothing,
            (_, true) => Between::Escaped,
            _ => Between::Sign('|'),
        };
        let escaped = !long && !wide;
        let guessed = Self { all: columns, header, layout: None, between, escaped, empty: PLAIN.empty };
        guessed.checked(first, setting)
    }

    /// The same columns as `--columns` has them, if the terms have languages.
    fn checked(mut self, first: &Record, setting: &ReadSetting<'_>) -> Result<Self, Diagnostic> {
        self.override_with(setting)?;
        let row_lang = self.all.iter().any(|column| column.role == Role::Lang);
        let has = |role: &Role| self.all.iter().any(|column| column.role == *role);
        let mut terms = 0;
        for (at, column) in self.all.iter().enumerate().filter(|(_, column)| column.is_term()) {
            terms += 1;
            let told = match column.of {
                _ if column.lang.is_some() => true,
                Of::Source => has(&Role::SourceLang),
                Of::Target => has(&Role::TargetLang),
                Of::Row | Of::Each | Of::EachTarget => row_lang,
            };
            if !told && !self.header && setting.columns.is_empty() {
                return Err(without_terms(first));
            }
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
            return Err(without_terms(first));
        }
        Ok(self)
    }
}

fn without_terms(first: &Record) -> Diagnostic {
    let found: Vec<String> = first.cells().take(8).map(|cell| format!("`{}`", shortened(cell))).collect();
    let message = format!(
        "no column holds terms: the first row is {}; name the columns, say what they hold with --columns, such as \
         `1=term:en,2=term:ko`, or give --source and --target where a row is a pair",
        found.join(", ")
    );
    Diagnostic::error("columns", message).at(first.place(0))
}

/// Whether the first row names columns: one that holds terms at least, and not
/// all one language, as a table of the names of languages would have it.
fn is_header(names: &[Option<Named>], first: &Record) -> bool {
    let known = names.iter().flatten().count();
    let filled = first.cells().filter(|cell| !cell.trim().is_empty()).count();
    let langs: Vec<Lang> = names.iter().flatten().filter_map(|named| named.lang).collect();
    // A term for a language, in two languages: `Korean`, `한국어`.
    let one = langs.len() > 1 && langs.len() == filled && langs.iter().all(|lang| Some(lang) == langs.first());
    let terms = names.iter().flatten().any(|named| matches!(named.what, "term" | "source" | "target" | "avoid"));
    terms && !one && (known > 1 || filled == 1)
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

/// Whether the third and fourth cell are languages, as in what translation services export.
fn is_tagged(row: &Record) -> bool {
    row.len() >= 4 && [2, 3].iter().all(|at| tags::lang(row.cell(*at)).is_some())
}

/// The columns of a file that names none.
fn by_place(first: &Record, tagged: bool, setting: &ReadSetting<'_>) -> Vec<Bound> {
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
