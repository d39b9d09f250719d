//! Which rows a concept makes.

use crate::formats::table::layout::{Layout, Rows};
use crate::model::{Status, Term};

/// The terms of one row: for each language of the file, in its order.
pub(super) type RowTerms<'c> = Vec<Vec<&'c Term>>;

/// The rows of a concept whose terms to write are `terms`, by language; the
/// second part are those that get no row.
pub(super) fn expand<'c>(layout: &Layout, terms: &[Vec<&'c Term>]) -> (Vec<RowTerms<'c>>, Vec<&'c Term>) {
    let at = |lang: usize, nth: usize| terms.get(lang).and_then(|terms| terms.get(nth)).copied();
    let row = |nth: &dyn Fn(usize) -> usize| -> RowTerms<'c> {
        (0..terms.len()).map(|lang| at(lang, nth(lang)).into_iter().collect()).collect()
    };
    let most = terms.iter().map(Vec::len).max().unwrap_or(0);
    let mut left = Vec::new();
    let rows = match layout.rows {
        _ if most == 0 => Vec::new(),
        Rows::Joined(_) => vec![terms.to_vec()],
        Rows::Grid => (0..most).map(|nth| row(&|_| nth)).collect(),
        Rows::First => {
            left.extend(terms.iter().flat_map(|terms| terms.iter().skip(1)));
            vec![row(&|_| 0)]
        }
        Rows::Star => {
            let mut rows = vec![row(&|_| 0)];
            for (lang, own) in terms.iter().enumerate() {
                rows.extend((1..own.len()).map(|nth| row(&|other| if other == lang { nth } else { 0 })));
            }
            rows
        }
        Rows::Sources => {
            left.extend(terms.iter().skip(1).flat_map(|terms| terms.iter().skip(1)));
            let sources = terms.first().map_or(0, Vec::len);
            (0..sources).map(|nth| row(&|lang| if lang == 0 { nth } else { 0 })).collect()
        }
        Rows::Pairs => {
            let (sources, targets) = (terms.first().map_or(0, Vec::len), terms.get(1).map_or(0, Vec::len));
            let pairs = (0..sources).flat_map(|source| (0..targets).map(move |target| [source, target]));
            pairs.map(|nth| row(&|lang| nth.get(lang).copied().unwrap_or(0))).collect()
        }
    };
    (rows, left)
}

/// Whether terms of this status are written for the language at `place` of the file.
pub(super) fn is_written(layout: &Layout, place: usize, status: Status) -> bool {
    (if place == 0 { layout.source } else { layout.target }).contains(&status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::table::layout::PLAIN;
    use crate::lang::Lang;

    fn shown(rows: Rows, terms: [&str; 2]) -> String {
        let terms: Vec<Vec<Term>> = terms
            .iter()
            .map(|terms| terms.split_whitespace().map(|term| Term::new(Lang::EN, term)).collect())
            .collect();
        let terms: Vec<Vec<&Term>> = terms.iter().map(|terms| terms.iter().collect()).collect();
        let (rows, left) = expand(&Layout { rows, ..PLAIN }, &terms);
        let cell = |terms: &Vec<&Term>| terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>().join("|");
        let row = |row: &RowTerms<'_>| row.iter().map(cell).collect::<Vec<_>>().join("=");
        let rows = rows.iter().map(row).collect::<Vec<_>>().join(" ");
        format!("{rows} / {}", cell(&left))
    }

    #[test]
    fn rows_of_a_concept() {
        for (rows, shown_as) in [
            (Rows::Joined('|'), "a|b|c=x|y / "),
            (Rows::Grid, "a=x b=y c= / "),
            (Rows::Star, "a=x b=x c=x a=y / "),
            (Rows::Pairs, "a=x a=y b=x b=y c=x c=y / "),
            (Rows::Sources, "a=x b=x c=x / y"),
            (Rows::First, "a=x / b|c|y"),
        ] {
            assert_eq!(shown(rows, ["a b c", "x y"]), shown_as, "{rows:?}");
        }
        assert_eq!(shown(Rows::Pairs, ["a", ""]), " / ");
        assert_eq!(shown(Rows::Star, ["", ""]), " / ");
    }
}
