//! Concepts as rows.

use std::io::{self, Write};

use crate::formats::table::bound::Bound;
use crate::formats::table::clean::{Change, clean};
use crate::formats::table::expand::{RowTerms, expand, is_written};
use crate::formats::table::layout::{File, Layout, Once, Rows};
use crate::formats::table::once::{Rivals, Row, TOO_LARGE};
use crate::formats::table::sheet::{Sheet, TextSheet, WorkbookSheet};
use crate::formats::table::tags::Tags;
use crate::formats::table::values::Values;
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};

/// Writes concepts as `layout` has it.
struct TableWriter<'a> {
    layout: &'static Layout,
    setting: WriteSetting<'a>,
    /// The languages of the file.
    langs: Vec<Lang>,
    columns: Vec<Bound>,
    sheet: Box<dyn Sheet + 'a>,
    rivals: Rivals,
    /// What became of languages, until it can be said.
    untold: Vec<(Fate, &'static str, String)>,
}

/// Begins a file.
pub(super) fn open<'a>(
    layout: &'static Layout,
    setting: &WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    let (langs, untold) = languages(layout, setting.langs);
    let columns = layout.bind(&langs, setting.concept_columns);
    let tags: Vec<String> = langs.iter().map(|lang| layout.tags.write(*lang)).collect();
    let mut sheet: Box<dyn Sheet + 'a> = match layout.file {
        File::Text(syntax) => Box::new(TextSheet::begin(layout, syntax, &(layout.preamble)(setting, &tags), out)?),
        File::Workbook(name) => Box::new(WorkbookSheet::begin(name, setting, out)?),
    };
    if layout.header {
        let names: Vec<String> = columns.iter().map(|column| clean(&column.name, false).0.into_owned()).collect();
        sheet.row(&names)?;
    }
    let setting = setting.clone();
    let rivals = Rivals::new(layout.limits.file_bytes);
    Ok(Box::new(TableWriter { layout, setting, langs, columns, sheet, rivals, untold }))
}

/// The languages that the file has room for, and what became of them.
fn languages(layout: &Layout, langs: &[Lang]) -> (Vec<Lang>, Vec<(Fate, &'static str, String)>) {
    let mut out: Vec<Lang> = Vec::new();
    let mut untold = Vec::new();
    for lang in langs {
        let tag = layout.tags.write(*lang);
        if out.iter().any(|other| layout.tags.write(*other) == tag) {
            let what = format!("{lang} would be {tag} as well");
            untold.push((Fate::Dropped, "the tool does not tell the two languages apart", what));
        } else if out.len() == layout.limits.langs {
            untold.push((Fate::Dropped, "the tool takes no more languages", lang.to_string()));
        } else {
            let is_name = layout.tags == Tags::Name;
            if layout.names_languages() && !is_name && tag.replace('_', "-") != lang.as_str() {
                untold.push((Fate::Changed, "the tool calls the language so", format!("{lang} is written {tag}")));
            }
            out.push(*lang);
        }
    }
    (out, untold)
}

impl ConceptWriter for TableWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        self.tell(losses);
        let terms: Vec<Vec<&Term>> = (0..self.langs.len()).map(|place| self.terms(place, concept, losses)).collect();
        let (rows, left) = expand(self.layout, &terms);
        for term in left {
            let (fate, why) = if self.layout.has_comment() {
                (Fate::Changed, "the tool takes one term a language; the comment names it")
            } else {
                (Fate::Dropped, "the tool takes one term a language")
            };
            losses.note(fate, why, &concept.id, term.text.as_str());
        }
        let (rows, untranslated): (Vec<RowTerms<'_>>, Vec<RowTerms<'_>>) =
            rows.into_iter().partition(|row| row.iter().filter(|terms| !terms.is_empty()).count() >= self.least());
        for row in &rows {
            self.row(concept, row, losses)?;
        }
        if self.lone_rows(concept, losses)? {
            for term in untranslated.iter().flatten().flatten() {
                losses.note(Fate::Dropped, "no other language has a term", &concept.id, term.text.as_str());
            }
        } else if rows.is_empty() {
            let paired = self.least() > 1;
            let why = match terms.first() {
                Some(source) if paired && source.is_empty() => "no term to write in the source language",
                _ if paired => "no term to write in a target language",
                _ => "no term to write in the languages of the file",
            };
            losses.note(Fate::Dropped, why, &concept.id, "");
        }
        Ok(())
    }

    fn finish(&mut self, losses: &mut Losses) -> io::Result<()> {
        self.tell(losses);
        for row in self.rivals.winners() {
            self.put(&row, losses)?;
        }
        self.sheet.finish()
    }
}

impl TableWriter<'_> {
    fn tell(&mut self, losses: &mut Losses) {
        for (fate, why, what) in self.untold.drain(..) {
            losses.note(fate, why, &Text::new(), what);
        }
    }

    fn least(&self) -> usize {
        match self.layout.rows {
            Rows::Pairs | Rows::Sources => self.layout.least.max(2),
            Rows::Joined(_) | Rows::Grid | Rows::Star | Rows::First => self.layout.least,
        }
    }

    /// The terms of a concept to write for the language at `place`.
    fn terms<'c>(&self, place: usize, concept: &'c Concept, losses: &mut Losses) -> Vec<&'c Term> {
        let lang = self.langs.get(place).copied().unwrap_or(Lang::UND);
        let mut terms: Vec<&'c Term> = Vec::new();
        for term in self.setting.terms(concept, lang) {
            let mut lost = |fate, why| losses.note(fate, why, &concept.id, term.text.as_str());
            if !is_written(self.layout, place, term.status) {
                if self.layout.alone.contains(&term.status) {
                    continue;
                }
                if self.layout.has_comment() && place > 0 && term.status != Status::Misspelling {
                    lost(Fate::Changed, "not to be used: the comment names it");
                } else {
                    lost(Fate::Dropped, why_not(term.status, place));
                }
                continue;
            }
            if terms.iter().any(|other| clean(&other.text, false).0 == clean(&term.text, false).0) {
                lost(Fate::Merged, "the same term stands there already");
            } else if self.is_fit(place, concept, term, losses) {
                terms.push(term);
            }
        }
        terms
    }

    /// Whether a term can stand in a cell; what has to be done to it is noted.
    fn is_fit(&self, place: usize, concept: &Concept, term: &Term, losses: &mut Losses) -> bool {
        let mut lost = |fate, why| losses.note(fate, why, &concept.id, term.text.as_str());
        let (text, change) = clean(&term.text, false);
        if text.is_empty() {
            lost(Fate::Dropped, "nothing is left of it");
            return false;
        }
        if text == self.layout.empty {
            lost(Fate::Dropped, "it is what stands where a cell is empty");
            return false;
        }
        if text.len() > self.layout.limits.term_bytes {
            lost(Fate::Dropped, "it is longer than the tool takes");
            return false;
        }
        if place == 0 && self.layout.is_comment(&text) {
            lost(Fate::Dropped, "a line that begins so is a comment");
            return false;
        }
        if change != Change::None {
            lost(Fate::Changed, change.why());
        }
        if let Rows::Joined(between) = self.layout.rows
            && text.contains(between)
        {
            lost(Fate::Changed, "it holds what parts synonyms; `/` stands for that");
        }
        true
    }

    /// The rows of terms that stand alone, without any translation.
    fn lone_rows(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<bool> {
        let mut written = false;
        for place in 0..self.langs.len() {
            let lang = self.langs.get(place).copied().unwrap_or(Lang::UND);
            for term in self.setting.terms(concept, lang) {
                if self.layout.alone.contains(&term.status) && self.is_fit(place, concept, term, losses) {
                    let mut row = vec![Vec::new(); self.langs.len()];
                    if let Some(cell) = row.get_mut(place) {
                        cell.push(term);
                    }
                    self.row(concept, &row, losses)?;
                    written = true;
                }
            }
        }
        Ok(written)
    }

    /// Makes a row of terms, and writes it unless another has a better right.
    fn row(&mut self, concept: &Concept, terms: &[Vec<&Term>], losses: &mut Losses) -> io::Result<()> {
        let values = Values { layout: self.layout, setting: &self.setting, langs: &self.langs, concept, terms };
        let cells: Vec<String> = self.columns.iter().map(|column| values.cell(column, losses)).collect();
        let row = Row::new(concept, terms, cells);
        match self.layout.once {
            Once::No => self.put(&row, losses)?,
            Once::Source => self.rivals.compete(row.source().to_owned(), row, losses),
            Once::SourceFolded => self.rivals.compete(row.source().to_lowercase(), row, losses),
            Once::Pair => {
                if self.rivals.is_new_pair(&row, losses) {
                    self.put(&row, losses)?;
                }
            }
            Once::Each => {
                let columns = self.columns.iter().enumerate().filter(|(_, column)| column.is_term());
                let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
                if let Some(row) = self.rivals.without_repeats(row, &columns, self.least(), losses) {
                    self.put(&row, losses)?;
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, row: &Row, losses: &mut Losses) -> io::Result<()> {
        if !self.sheet.row(row.cells())? {
            losses.note(Fate::Dropped, TOO_LARGE, row.concept(), row.what());
        }
        Ok(())
    }
}

/// Why a term of this status is not written.
fn why_not(status: Status, place: usize) -> &'static str {
    match status {
        Status::Misspelling => "misspellings are left out",
        Status::Forbidden if place == 0 => "a forbidden word may be right for something else",
        Status::Preferred | Status::Admitted | Status::Deprecated | Status::Forbidden => "not to be used",
    }
}
