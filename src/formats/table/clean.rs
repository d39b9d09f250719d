//! What may stand in a cell.

use std::borrow::Cow;

/// What was done to a text to make a cell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// White space at the ends was taken off.
    Trimmed,
    /// Tabs and line ends became blanks.
    Levelled,
    /// Control characters were taken out.
    Stripped,
}

impl Change {
    /// Why it was done, as a report says it.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::None => "nothing was done",
            Self::Trimmed => "white space at the ends is taken off",
            Self::Levelled => "a tab or line end becomes a blank",
            Self::Stripped => "control characters are taken out",
        }
    }
}

/// The text as a cell: without white space at its ends, control characters and
/// what some reader takes for a line end; with `lines`, `\n` may stay.
pub(super) fn clean(text: &str, lines: bool) -> (Cow<'_, str>, Change) {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let trimmed = text.trim_matches(blank);
    let dirty = |c: char| parts_lines(c) || is_control(c);
    if !trimmed.contains(|c| dirty(c) && !(lines && c == '\n')) {
        let change = if trimmed.len() == text.len() { Change::None } else { Change::Trimmed };
        return (Cow::Borrowed(trimmed), change);
    }
    let mut out = String::with_capacity(trimmed.len());
    let mut change = Change::Levelled;
    let mut chars = trimmed.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        if parts_lines(c) {
            out.push(if lines && c != '\t' { '\n' } else { ' ' });
        } else if is_control(c) {
            change = Change::Stripped;
        } else {
            out.push(c);
        }
    }
    // What was taken out may have hidden more of it.
    (Cow::Owned(out.trim_matches(blank).to_owned()), change)
}

/// What some reader takes for the end of a cell or a line.
fn parts_lines(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What no cell may hold: C0, DEL, C1 and the two that no text may hold.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether a spreadsheet may take the cell for a formula.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '|', '%'])
}

/// Whether an apostrophe goes before the cell: before a formula, and where it would be taken for one that does.
pub(super) fn is_to_escape(cell: &str) -> bool {
    is_formula(cell.trim_start_matches('\''))
}

/// The cell without the apostrophe that was put before a formula.
pub(super) fn without_escape(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_to_escape(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_comes_off_as_it_was_put() {
        for (cell, escapes) in [("=1", true), ("'=1", true), ("''|x", true), ("'tis", false), ("'", false), ("", false)]
        {
            assert_eq!(is_to_escape(cell), escapes, "{cell:?}");
            let written = if escapes { format!("'{cell}") } else { cell.to_owned() };
            assert_eq!(without_escape(&written), cell);
        }
    }

    #[test]
    fn what_a_cell_holds() {
        for (text, lines, cell, change) in [
            ("护城河", false, "护城河", Change::None),
            (" \u{3000}moat\u{a0}", false, "moat", Change::Trimmed),
            ("a\tb\r\nc", false, "a b c", Change::Levelled),
            ("a\tb\r\nc", true, "a b\nc", Change::Levelled),
            ("a\nb", true, "a\nb", Change::None),
            ("a\u{2028}b\u{85}c", false, "a b c", Change::Levelled),
            ("a\u{0}b\u{9b}", false, "ab", Change::Stripped),
            ("\u{feff}moat", false, "moat", Change::Trimmed),
            ("\0\u{feff}moat", false, "moat", Change::Stripped),
            ("\u{1}", false, "", Change::Stripped),
        ] {
            assert_eq!(clean(text, lines), (Cow::Borrowed(cell), change), "{text:?}");
        }
    }
}
