//! What stands in the cells of a row.

use std::borrow::Cow;

use crate::formats::table::bound::Bound;
use crate::formats::table::clean::{Change, clean, is_to_escape};
use crate::formats::table::layout::{File, Flag, Formulas, Layout, Role, Rows, TO_USE};
use crate::formats::{Fate, Losses, WriteSetting};
use crate::lang::Lang;
use crate::model::{Capitals, Concept, Extra, Inflection, Status, Term, Word};

/// The characters that a cell of a workbook holds.
const WORKBOOK_CELL: usize = 32_767;

/// Where a tool knows one word only for what not to use.
const AS_FORBIDDEN: &str = "deprecated is written as forbidden";
/// The name of what says whether a term is to be translated.
pub(super) const TRANSLATABLE: &str = "translatable";
/// The word that says that a term is not to be translated.
pub(super) const NOT: &str = "no";

/// A row, to be asked for its cells.
pub(super) struct Values<'r, 'c> {
    pub(super) layout: &'static Layout,
    pub(super) setting: &'r WriteSetting<'r>,
    pub(super) langs: &'r [Lang],
    pub(super) concept: &'c Concept,
    /// The terms of the row, by language.
    pub(super) terms: &'r [Vec<&'c Term>],
}

impl<'c> Values<'_, 'c> {
    /// The cell of a column.
    pub(super) fn cell(&self, column: &Bound, losses: &mut Losses) -> String {
        let value = self.value(column, losses);
        let mut lost = |fate, why| losses.note(fate, why, &self.concept.id, value.as_ref());
        let (cell, change) = clean(&value, self.has_lines() && !column.is_term());
        let mut cell = cell.into_owned();
        // What terms had to go through was noted when they were chosen.
        if change > Change::Trimmed && !column.is_term() {
            lost(Fate::Changed, change.why());
        }
        if self.layout.formulas == Formulas::Escape && is_to_escape(&cell) {
            lost(Fate::Changed, "a spreadsheet would take it for a formula; an apostrophe goes before it");
            cell.insert(0, '\'');
        }
        if matches!(self.layout.file, File::Workbook(_)) && cell.encode_utf16().count() > WORKBOOK_CELL {
            lost(Fate::Changed, "a cell of a workbook holds 32,767 characters");
            // A character takes at most two of them.
            cell = cell.chars().take(WORKBOOK_CELL / 2).collect();
        }
        if cell.is_empty() && !column.is_term() { self.layout.empty.to_owned() } else { cell }
    }

    fn has_lines(&self) -> bool {
        match self.layout.file {
            File::Text(syntax) => syntax.lines,
            File::Workbook(_) => true,
        }
    }

    fn value(&self, column: &Bound, losses: &mut Losses) -> Cow<'c, str> {
        let term = self.term(column.lang);
        let said = |flag: &Flag, is: bool| Cow::Borrowed(if is { flag.0 } else { flag.1 });
        match &column.role {
            Role::Id => Cow::Borrowed(&self.concept.id),
            Role::Domain => Cow::Borrowed(&self.concept.domain),
            Role::Definition => Cow::Borrowed(&self.concept.definition),
            Role::Note => Cow::Borrowed(&self.concept.note),
            Role::OfConcept(name) => extra(&self.concept.extra, name),
            Role::Lang | Role::Matching | Role::AttestedIn | Role::Avoid | Role::Ignore => Cow::Borrowed(""),
            Role::SourceLang => Cow::Owned(self.tag(0)),
            Role::TargetLang => Cow::Owned(self.tag(1)),
            Role::Term => self.joined(column.lang),
            Role::Status(words) => {
                let Some(term) = term else { return Cow::Borrowed("") };
                let word = words.iter().find(|(_, status)| *status == term.status).map_or("", |(word, _)| *word);
                if words.iter().find(|(other, _)| *other == word).is_some_and(|(_, status)| *status != term.status) {
                    losses.note(Fate::Changed, AS_FORBIDDEN, &self.concept.id, term.text.as_str());
                }
                Cow::Borrowed(word)
            }
            Role::Forbidden(flag) => {
                let Some(term) = term else { return Cow::Borrowed("") };
                if term.status == Status::Deprecated {
                    losses.note(Fate::Changed, AS_FORBIDDEN, &self.concept.id, term.text.as_str());
                }
                said(flag, matches!(term.status, Status::Deprecated | Status::Forbidden))
            }
            Role::Preferred(flag) => {
                term.map_or(Cow::Borrowed(""), |term| said(flag, term.status == Status::Preferred))
            }
            Role::PartOfSpeech(words) => {
                let part = term.and_then(|term| term.part_of_speech);
                let word = part.and_then(|part| words.iter().find(|(_, own)| *own == part));
                Cow::Borrowed(word.map_or("", |(word, _)| *word))
            }
            Role::Case(flag) => {
                term.map_or(Cow::Borrowed(""), |term| said(flag, term.matching.capitals == Some(Capitals::Agree)))
            }
            Role::Exact(flag) => {
                term.map_or(Cow::Borrowed(""), |term| said(flag, term.matching.inflection == Some(Inflection::Exact)))
            }
            Role::Translatable(flag) => term.map_or(Cow::Borrowed(""), |term| {
                said(flag, term.extra.get(TRANSLATABLE).is_none_or(|word| word != NOT))
            }),
            Role::Source => Cow::Borrowed(term.map_or("", |term| &term.source)),
            Role::Confidence => Cow::Borrowed(term.and_then(|term| term.confidence).map_or("", Word::word)),
            Role::TermNote => Cow::Borrowed(term.map_or("", |term| &term.note)),
            Role::OfTerm(name) => term.map_or(Cow::Borrowed(""), |term| extra(&term.extra, name)),
            Role::Comment => Cow::Owned(self.comment()),
            Role::Constant(text) => Cow::Borrowed(*text),
        }
    }

    /// The first term of the row in a language; in any, the source's first, where none is asked for.
    fn term(&self, lang: Option<Lang>) -> Option<&'c Term> {
        match lang {
            Some(lang) => self.in_lang(lang).first().copied(),
            None => self.terms.iter().flatten().next().copied(),
        }
    }

    fn in_lang(&self, lang: Lang) -> &[&'c Term] {
        let place = self.langs.iter().position(|own| *own == lang);
        place.and_then(|place| self.terms.get(place)).map_or(&[], Vec::as_slice)
    }

    fn tag(&self, place: usize) -> String {
        self.langs.get(place).map(|lang| self.layout.tags.write(*lang)).unwrap_or_default()
    }

    fn joined(&self, lang: Option<Lang>) -> Cow<'c, str> {
        let terms = lang.map_or(&[][..], |lang| self.in_lang(lang));
        match (terms, self.layout.rows) {
            (terms, Rows::Joined(between)) => {
                let parts = terms.iter().map(|term| clean(&term.text, false).0.replace(between, "/"));
                Cow::Owned(parts.collect::<Vec<_>>().join(&between.to_string()))
            }
            ([term, ..], _) => Cow::Borrowed(&term.text),
            ([], _) => Cow::Borrowed(""),
        }
    }

    /// What somebody wants to know who meets the pair: field, meaning, notes,
    /// what else to write where the table has no row for it, and what not.
    fn comment(&self) -> String {
        let mut parts: Vec<Cow<'_, str>> = Vec::new();
        if !self.concept.domain.is_empty() {
            parts.push(Cow::Owned(format!("[{}]", self.concept.domain)));
        }
        let target = self.langs.get(1).copied();
        let own = target.and_then(|lang| self.term(Some(lang)));
        let note = own.map_or("", |term| &term.note);
        for part in [&self.concept.definition, &self.concept.note, note] {
            let part = clean(part, false).0;
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
        let terms = target.map(|lang| self.setting.terms(self.concept, lang)).unwrap_or_default();
        let mut list = |label: &str, wanted: &[Status]| {
            let others = terms.iter().filter(|term| wanted.contains(&term.status));
            let others = others.filter(|term| own.is_none_or(|own| own.text != term.text));
            let others: Vec<&str> = others.map(|term| term.text.as_str()).collect();
            if !others.is_empty() {
                parts.push(Cow::Owned(format!("{label}: {}", others.join(", "))));
            }
        };
        if self.layout.rows == Rows::Sources {
            list("also", TO_USE);
        }
        list("not", &[Status::Deprecated, Status::Forbidden]);
        parts.join("; ")
    }
}

fn extra<'c>(extra: &'c Extra, name: &str) -> Cow<'c, str> {
    Cow::Borrowed(extra.get(name).map_or("", String::as_str))
}
