//! The rows of the aligned table.

use crate::compare::{Column, TermHit, Wording};
use crate::report::ComparedView;
use crate::report::html::web_host;
use crate::report::setting::letter;
use crate::text::Span;

/// A rendition, or the words said.
pub(super) struct Row<'a> {
    pub(super) number: usize,
    pub(super) letter: String,
    pub(super) wording: &'a Wording,
    pub(super) facts: Vec<String>,
    /// A cell a column; `None` where nothing stands.
    pub(super) cells: Vec<Option<Cell<'a>>>,
}

pub(super) struct Cell<'a> {
    pub(super) text: String,
    /// The how-manieth it is among the phrases of its row, as they are written.
    pub(super) place: usize,
    /// The number of the column whose phrase stands before it, if it stands elsewhere.
    pub(super) after: Option<usize>,
    pub(super) is_moved: bool,
    /// Whether no other rendition has anything there.
    pub(super) is_only: bool,
    pub(super) unwanted: Option<&'a TermHit>,
}

impl<'a> Row<'a> {
    fn new(number: usize, letter: String, wording: &'a Wording, facts: Vec<String>) -> Self {
        Self { number, letter, wording, facts, cells: Vec::new() }
    }

    /// Where it can be read, if that is an address on the web.
    pub(super) fn address(&self) -> Option<&'a str> {
        let address = self.wording.origin.address.as_str();
        web_host(address).map(|_| address)
    }

    /// The places of the columns in the order of the row.
    fn order(&mut self, starts: &[Option<usize>]) {
        let mut order: Vec<usize> =
            (0..starts.len()).filter(|at| starts.get(*at).is_some_and(Option::is_some)).collect();
        order.sort_by_key(|at| starts.get(*at).copied().flatten());
        for (place, at) in order.iter().enumerate() {
            let previous = place.checked_sub(1).and_then(|place| order.get(place));
            if let Some(Some(cell)) = self.cells.get_mut(*at) {
                cell.place = place + 1;
                cell.after = previous.filter(|_| cell.is_moved).map(|at| at + 1);
            }
        }
    }
}

fn start(spans: &[Span]) -> Option<usize> {
    spans.first().map(|span| span.start)
}

/// The words said, where they are known, and the renditions.
pub(super) fn rows(view: ComparedView<'_>) -> (Option<Row<'_>>, Vec<Row<'_>>) {
    let columns = &view.comparison.columns;
    let said = view.group.source.as_ref().map(|source| {
        let note = Some(&source.origin.note).filter(|note| !note.is_empty());
        let mut row = Row::new(0, String::new(), source, note.into_iter().cloned().collect());
        row.cells = columns.iter().map(|column| said_cell(source, column)).collect();
        row.order(&columns.iter().map(|column| start(&column.source)).collect::<Vec<_>>());
        row
    });
    let several = view.group.wordings.len() > 1;
    let rows = view.group.wordings.iter().enumerate().map(|(at, wording)| {
        let mut row = Row::new(at + 1, letter(at), wording, view.known(at));
        let found = |column: &'_ Column| column.cells.iter().position(|cell| cell.wording == at);
        let starts: Vec<Option<usize>> =
            columns.iter().map(|column| found(column).and_then(|cell| start(&column.cells.get(cell)?.spans))).collect();
        row.cells = columns
            .iter()
            .map(|column| {
                let cell = column.cells.get(found(column)?)?;
                Some(Cell {
                    text: ComparedView::words(wording, &cell.spans),
                    place: 0,
                    after: None,
                    is_moved: cell.is_moved,
                    is_only: several && column.cells.len() == 1,
                    unwanted: ComparedView::unwanted(wording, &cell.spans),
                })
            })
            .collect();
        row.order(&starts);
        row
    });
    (said, rows.collect())
}

fn said_cell<'a>(source: &'a Wording, column: &Column) -> Option<Cell<'a>> {
    let text = ComparedView::words(source, &column.source);
    (!text.is_empty()).then_some(Cell { text, place: 0, after: None, is_moved: false, is_only: false, unwanted: None })
}
