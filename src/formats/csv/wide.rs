//! A glossary as a sheet: a concept a row, a column for each language.

use crate::formats::csv::table::Writer;
use crate::lang::Lang;
use crate::model::{Concept, Status, Term, Text};

/// Writes the wide form: `concept,domain,definition,note`, then a column for
/// each language tag with the terms to use, the preferred one first, and, where
/// there are any, a column `<lang> not` with those not to use.
///
/// Terms in one cell have `|` between them; a `|` in a term is written `\|`,
/// a `\` as `\\`. Misspellings are left out.
pub fn serialize_wide(concepts: &[Concept]) -> String {
    let mut langs: Vec<Lang> = concepts.iter().flat_map(|concept| concept.terms.iter().map(|term| term.lang)).collect();
    langs.sort();
    langs.dedup();
    let advised = |term: &Term| matches!(term.status, Status::Preferred | Status::Admitted);
    let warned = |term: &Term| matches!(term.status, Status::Deprecated | Status::Forbidden);
    let columns: Vec<(Lang, bool)> = langs
        .iter()
        .flat_map(|lang| {
            let of_lang = |term: &&Term| term.lang == *lang;
            let any = concepts.iter().any(|concept| concept.terms.iter().filter(of_lang).any(warned));
            [Some((*lang, true)), any.then_some((*lang, false))].into_iter().flatten()
        })
        .collect();
    let mut out = Writer::new();
    let names: Vec<String> =
        columns.iter().map(|(lang, use_it)| if *use_it { lang.to_string() } else { format!("{lang} not") }).collect();
    out.row(["concept", "domain", "definition", "note"].into_iter().chain(names.iter().map(String::as_str)));
    for concept in concepts {
        let mut terms: Vec<&Term> = concept.terms.iter().collect();
        terms.sort_by_key(|term| term.status);
        let cells: Vec<String> = columns
            .iter()
            .map(|(lang, use_it)| {
                let fits = |term: &&&Term| term.lang == *lang && if *use_it { advised(term) } else { warned(term) };
                terms.iter().filter(fits).map(|term| escape(&term.text)).collect::<Vec<_>>().join("|")
            })
            .collect();
        let about = [&concept.id, &concept.domain, &concept.definition, &concept.note].map(Text::as_str);
        out.row(about.into_iter().chain(cells.iter().map(String::as_str)));
    }
    out.finish()
}

fn escape(term: &str) -> String {
    term.replace('\\', "\\\\").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_synonyms_is_escaped_in_them() {
        let mut second = Term::new(Lang::EN, r"c\d");
        second.status = Status::Admitted;
        let terms = vec![second, Term::new(Lang::EN, "a|b")];
        let concept = Concept { id: "x".into(), terms, ..Concept::default() };
        assert_eq!(serialize_wide(&[concept]), "concept,domain,definition,note,en\nx,,,,a\\|b|c\\\\d\n");
    }
}
