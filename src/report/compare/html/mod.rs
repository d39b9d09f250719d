//! One page that stands alone for the renditions of one statement.
//!
//! The page is whole without its script, which only draws what hangs together
//! when a phrase is pointed at or reached by the keyboard.

mod rows;
mod tables;

use std::io::{self, Write};

use askama::Template;

use crate::compare::DifferenceKind;
use crate::lang::Lang;
use crate::model::Word as _;
use crate::report::ComparedView;
use crate::report::compare::html::rows::{Row, rows};
use crate::report::compare::html::tables::{ClauseRow, Matrix, TermRow, clauses, matrices, terms};
use crate::report::compare::name;
use crate::report::compare::shared::{Shared, Side, shared};
use crate::report::html::write_page;
use crate::report::setting::letter;
use crate::text::Span;

/// How much of a rendition is shown before and after a place, in characters.
const CONTEXT: usize = 40;

/// The pages beside a page, as addresses relative to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours<'a> {
    /// The list of all pages.
    pub index: Option<&'a str>,
    /// The page before.
    pub previous: Option<&'a str>,
    /// The page after.
    pub next: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page<'a> {
    view: ComparedView<'a>,
    beside: Neighbours<'a>,
    rows: Vec<Row<'a>>,
    said: Option<Row<'a>>,
    kinds: Vec<Kind<'a>>,
    terms: Vec<TermRow<'a>>,
    clauses: Vec<ClauseRow<'a>>,
    matrices: Vec<Matrix>,
}

/// The differences of one kind.
struct Kind<'a> {
    kind: DifferenceKind,
    items: Vec<Item<'a>>,
}

struct Item<'a> {
    about: String,
    between: &'static str,
    sides: Vec<ItemSide<'a>>,
}

struct ItemSide<'a> {
    words: String,
    lang: Option<Lang>,
    who: Vec<Who>,
    quotes: Vec<Quoted<'a>>,
}

/// A rendition or the words said, and the row to link to, where there is one.
struct Who {
    name: String,
    row: Option<String>,
}

/// A place with what stands around it.
struct Quoted<'a> {
    who: Who,
    lang: Lang,
    before: String,
    words: &'a str,
    after: String,
}

impl Who {
    fn new(view: ComparedView<'_>, at: Option<usize>) -> Self {
        let row = at.map_or_else(|| "said".to_owned(), |at| format!("row-{}", at + 1));
        Self { name: name(at), row: view.row(at).map(|_| row) }
    }
}

/// The end of a text, from a blank on where there is one.
fn before(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(CONTEXT) else { return text.to_owned() };
    let tail = text.get(cut..).unwrap_or_default();
    format!("…{}", tail.split_once(' ').map_or(tail, |(_, rest)| rest))
}

/// The beginning of a text, up to a blank where there is one.
fn after(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(CONTEXT) else { return text.to_owned() };
    let head = text.get(..cut).unwrap_or_default();
    format!("{}…", head.rsplit_once(' ').map_or(head, |(rest, _)| rest))
}

fn quoted(view: ComparedView<'_>, who: Option<usize>, span: Span) -> Option<Quoted<'_>> {
    let wording = view.row(who)?;
    Some(Quoted {
        who: Who::new(view, who),
        lang: wording.lang,
        before: before(wording.text.get(..span.start)?),
        words: span.slice(&wording.text)?,
        after: after(wording.text.get(span.end..)?),
    })
}

fn side(view: ComparedView<'_>, side: Side) -> ItemSide<'_> {
    let first = side.places.first().and_then(|(who, _)| view.row(*who));
    ItemSide {
        words: side.words,
        lang: first.map(|wording| wording.lang),
        who: side.who.iter().map(|at| Who::new(view, *at)).collect(),
        quotes: side.places.iter().filter_map(|(who, span)| quoted(view, *who, *span)).collect(),
    }
}

fn kinds(view: ComparedView<'_>) -> Vec<Kind<'_>> {
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for Shared { kind, about, sides } in shared(view) {
        let between = if kind == DifferenceKind::Order { "·" } else { "/" };
        let item = Item { about, between, sides: sides.into_iter().map(|one| side(view, one)).collect() };
        match kinds.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.items.push(item),
            None => kinds.push(Kind { kind, items: vec![item] }),
        }
    }
    kinds
}

impl Page<'_> {
    fn title(&self) -> &str {
        if self.view.group.id.is_empty() { "Renditions side by side" } else { &self.view.group.id }
    }

    fn sums(&self) -> String {
        let mut sums = Vec::new();
        let medoid = self.view.comparison.medoid.filter(|_| self.rows.len() > 1);
        sums.extend(medoid.map(|at| format!("closest to all others: {}", letter(at))));
        sums.extend(self.view.comparison.variation.map(|variation| format!("variation {:.2}", variation.value())));
        sums.join(" · ")
    }

    fn has_moved(&self) -> bool {
        self.view.comparison.columns.iter().any(|column| column.cells.iter().any(|cell| cell.is_moved))
    }
}

/// Writes one standalone HTML page: the renditions side by side under the words
/// said, their differences, the words for each concept, and how alike they are.
/// It loads nothing.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_comparison_html(out: &mut dyn Write, view: ComparedView<'_>, beside: Neighbours<'_>) -> io::Result<()> {
    let (said, rows) = rows(view);
    let page = Page {
        view,
        beside,
        rows,
        said,
        kinds: kinds(view),
        terms: terms(view),
        clauses: clauses(view),
        matrices: matrices(view),
    };
    write_page(out, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_place_is_cut_between_words() {
        let long = "one two three four five six seven eight nine ten";
        assert_eq!(before("few words "), "few words ");
        assert_eq!(before(long), "…two three four five six seven eight nine ten".replace("two three ", "three "));
        assert_eq!(after(long), "one two three four five six seven eight…");
        assert_eq!(after(&"字".repeat(50)).chars().count(), CONTEXT + 1);
    }
}
