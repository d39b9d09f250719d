//! The list of the pages of many comparisons.

use std::io::{self, Write};

use askama::Template;

use crate::compare::{DifferenceKind, OutletProfile, Wording};
use crate::report::ComparedView;
use crate::report::compare::shared::shared;
use crate::report::html::write_page;
use crate::report::setting::counted;

/// How many kinds of difference are named.
const KINDS: usize = 3;

/// A comparison, and where its page is.
#[derive(Clone, Copy, Debug)]
pub struct IndexEntry<'a> {
    /// The comparison.
    pub view: ComparedView<'a>,
    /// The address of its page, relative to the list.
    pub page: &'a str,
}

#[derive(Template)]
#[template(path = "index.html")]
struct Page<'a> {
    entries: Vec<Line<'a>>,
    profiles: &'a [OutletProfile],
}

/// A line of the list.
struct Line<'a> {
    page: &'a str,
    view: ComparedView<'a>,
    /// The words said, or else the rendition closest to all others.
    words: Option<&'a Wording>,
    outlets: Vec<&'a str>,
    gravest: Vec<String>,
}

impl<'a> Line<'a> {
    fn new(entry: &IndexEntry<'a>) -> Self {
        let view = entry.view;
        let wordings = &view.group.wordings;
        let mut outlets: Vec<&str> = Vec::new();
        for wording in wordings {
            if !outlets.contains(&wording.label.as_str()) {
                outlets.push(&wording.label);
            }
        }
        let found = shared(view);
        let count = |kind: DifferenceKind| found.iter().filter(|shared| shared.kind == kind).count();
        let kinds = DifferenceKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
        let medoid = view.comparison.medoid.and_then(|at| wordings.get(at));
        Self {
            page: entry.page,
            view,
            words: view.group.source.as_ref().or(medoid),
            outlets,
            gravest: kinds.take(KINDS).map(|(kind, count)| format!("{} ×{count}", kind.word())).collect(),
        }
    }

    fn renditions(&self) -> String {
        counted(self.view.group.wordings.len(), "rendition")
    }

    fn variation(&self) -> String {
        self.view.comparison.variation.map_or_else(String::new, |variation| format!("{:.2}", variation.value()))
    }
}

/// Writes the list of the pages: for each the words said, how many renditions
/// there are, in which outlets, and how they differ; then the outlets' profiles.
///
/// # Errors
///
/// If `out` does not take it.
pub fn write_comparison_index(
    out: &mut dyn Write,
    entries: &[IndexEntry<'_>],
    profiles: &[OutletProfile],
) -> io::Result<()> {
    write_page(out, &Page { entries: entries.iter().map(Line::new).collect(), profiles })
}
