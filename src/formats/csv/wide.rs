//! A glossary as a sheet: a concept a row, a column for each language.

use std::io::{self, Write};

use crate::formats::csv::table::Writer;
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};

/// Writes the wide form: `concept,domain,definition,note`, then a column for
/// each language with the terms to use, the preferred one first, and, where
/// there are any, a column `<lang> not` with those not to use.
///
/// Terms in one cell have `|` between them; a `|` in a term is written `\|`,
/// a `\` as `\\`. Misspellings are left out.
struct WideWriter<'a> {
    setting: WriteSetting<'a>,
    out: Writer<Box<dyn Write + 'a>>,
    /// The header needs to know of all.
    concepts: Vec<Concept>,
}

/// Begins the wide form.
#[expect(clippy::unnecessary_wraps, reason = "others write a header")]
pub(super) fn open<'a>(
    setting: &WriteSetting<'a>,
    out: Box<dyn Write + 'a>,
) -> io::Result<Box<dyn ConceptWriter + 'a>> {
    Ok(Box::new(WideWriter { setting: setting.clone(), out: Writer::new(out), concepts: Vec::new() }))
}

impl WideWriter<'_> {
    /// The terms of a column.
    fn terms<'c>(&self, concept: &'c Concept, lang: Lang, to_use: bool) -> Vec<&'c Term> {
        let mut terms = self.setting.terms(concept, lang);
        terms.retain(|term| match term.status {
            Status::Preferred | Status::Admitted => to_use,
            Status::Deprecated | Status::Forbidden => !to_use,
            Status::Misspelling => false,
        });
        terms
    }
}

impl ConceptWriter for WideWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        for term in &concept.terms {
            if term.status == Status::Misspelling {
                losses.note(Fate::Dropped, "misspellings are left out", &concept.id, term.text.as_str());
            }
        }
        self.concepts.push(concept.clone());
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        let concepts = std::mem::take(&mut self.concepts);
        let mut columns: Vec<(String, Lang, bool)> = Vec::new();
        for lang in self.setting.langs {
            columns.push((lang.to_string(), *lang, true));
            if concepts.iter().any(|concept| !self.terms(concept, *lang, false).is_empty()) {
                columns.push((format!("{lang} not"), *lang, false));
            }
        }
        let header = ["concept", "domain", "definition", "note"].into_iter();
        self.out.row(header.chain(columns.iter().map(|(name, ..)| name.as_str())))?;
        for concept in &concepts {
            let cell = |(_, lang, to_use): &(String, Lang, bool)| {
                let terms = self.terms(concept, *lang, *to_use);
                terms.iter().map(|term| escape(&term.text)).collect::<Vec<_>>().join("|")
            };
            let cells: Vec<String> = columns.iter().map(cell).collect();
            let about = [&concept.id, &concept.domain, &concept.definition, &concept.note].map(Text::as_str);
            self.out.row(about.into_iter().chain(cells.iter().map(String::as_str)))?;
        }
        self.out.flush()
    }
}

fn escape(term: &str) -> String {
    term.replace('\\', "\\\\").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{target, write};

    #[test]
    fn what_parts_synonyms_is_escaped_in_them() {
        let mut second = Term::new(Lang::EN, r"c\d");
        second.status = Status::Admitted;
        let terms = vec![second, Term::new(Lang::EN, "a|b")];
        let concept = Concept { id: "x".into(), terms, ..Concept::default() };
        let setting = WriteSetting { langs: &[Lang::EN], ..WriteSetting::default() };
        let mut out = Vec::new();
        write(target("csv-wide").unwrap(), &setting, [&concept], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "concept,domain,definition,note,en\nx,,,,a\\|b|c\\\\d\n");
    }
}
