//! The renditions of one statement, side by side.

mod json;

pub use json::write_comparison_json;

use crate::compare::{Comparison, Group, Wording};
use crate::text::Span;

/// A comparison, with what was compared.
#[derive(Clone, Copy, Debug)]
pub struct ComparedView<'a> {
    /// What was compared.
    pub group: &'a Group,
    /// What it came to.
    pub comparison: &'a Comparison,
}

impl<'a> ComparedView<'a> {
    /// The rendition of this number.
    ///
    /// # Panics
    ///
    /// If the number is of another group.
    pub fn wording(&self, at: usize) -> &'a Wording {
        self.group.wordings.get(at).expect("a comparison is shown with the group that it is of")
    }

    /// The words of some spans of a rendition, with what stands between them left out.
    pub fn words(wording: &'a Wording, spans: &[Span]) -> String {
        let pieces: Vec<&str> = spans.iter().filter_map(|span| span.slice(&wording.text)).collect();
        pieces.join(" … ")
    }
}
