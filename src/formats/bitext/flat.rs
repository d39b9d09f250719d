//! Segments of formats that know no codes.

use crate::formats::{Fate, Losses};
use crate::model::{Content, Text};

/// A segment as text alone: its codes are as its document writes them. What that changes is told of the unit `id`.
pub(super) fn flat(content: &Content, id: &Text, losses: &mut Losses) -> String {
    let mut out = String::with_capacity(content.text.len());
    for (piece, code) in content.pieces() {
        out.push_str(piece);
        let Some(code) = code else { continue };
        if code.data.is_empty() {
            losses.note(
                Fate::Dropped,
                "a code of which the file does not say what it is",
                id,
                code.markup.text.as_str(),
            );
        } else {
            losses.note(Fate::Changed, "codes are text like any other", id, code.data.as_str());
            out.push_str(&code.data);
        }
    }
    if out.contains('\0') {
        losses.note(Fate::Dropped, "a NUL character", id, "");
        out.retain(|c| c != '\0');
    }
    out
}
