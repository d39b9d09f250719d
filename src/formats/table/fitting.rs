//! Headers that are those of a layout.

use crate::formats::ReadSetting;
use crate::formats::table::bound::Bound;
use crate::formats::table::cells::Record;
use crate::formats::table::layout::{Layout, Of, Role};
use crate::formats::table::tags;
use crate::lang::Lang;

/// The columns of `first`, if it is the header of `layout` and of nothing else.
pub(super) fn fitting(layout: &Layout, first: &Record, setting: &ReadSetting<'_>) -> Option<Vec<Bound>> {
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
    let filled = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let fits = columns.len() == filled && columns.iter().any(Bound::is_term) && columns.iter().zip(&names).all(same);
    for (column, name) in columns.iter_mut().zip(&names) {
        (*name).clone_into(&mut column.name);
    }
    fits.then_some(columns)
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
