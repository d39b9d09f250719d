//! How text is set on a terminal: styles, widths, letters.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar as _;

use crate::report::TextStyle;

/// The width of a line where there is no terminal to ask.
const WIDTH: usize = 100;

/// How many columns a line has.
pub(super) fn line_width(set: TextStyle) -> usize {
    if set.columns == 0 { WIDTH } else { usize::from(set.columns) }
}

pub(super) fn emphasis(text: &str, set: TextStyle) -> String {
    styled(text, Style::new().bold(), set)
}

pub(super) fn quiet(text: &str, set: TextStyle) -> String {
    styled(text, Style::new().fg_color(Some(AnsiColor::Cyan.into())), set)
}

pub(super) fn styled(text: &str, style: Style, set: TextStyle) -> String {
    if set.coloured && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// The letter that names a wording of a group: A, B, … Z, then 27, 28 …
pub(super) fn letter(at: usize) -> String {
    let letters = ('A'..='Z').nth(at);
    letters.map_or_else(|| (at + 1).to_string(), String::from)
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The text on one line, with one blank for each run of them, and nothing that steers a terminal.
pub(super) fn flat(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(char::is_control, "\u{fffd}")
}

/// The text in lines of at most `columns` columns, broken at blanks, and between
/// wide characters where there is none.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive(' ') {
        let is_wide = word.chars().any(|c| c.width() == Some(2)) && width(word) > columns / 2;
        let pieces: Vec<String> =
            if is_wide { word.chars().map(String::from).collect() } else { vec![word.to_owned()] };
        for piece in pieces {
            let wide = width(piece.trim_end());
            if used > 0 && used + wide > columns {
                lines.push(String::new());
                used = 0;
            }
            used += width(&piece);
            if let Some(line) = lines.last_mut() {
                line.push_str(&piece);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// `count` things, with an s unless it is one.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_the_terminal() {
        for (text, columns, lines) in [
            ("one two three", 8, &["one two", "three"][..]),
            ("闭源形成的护城河", 8, &["闭源形成", "的护城河"]),
            ("", 8, &[""]),
            ("unbreakable", 4, &["unbreakable"]),
        ] {
            assert_eq!(wrapped(text, columns), lines);
        }
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(flat("a\n b\t\u{1b}[31mc"), "a b \u{fffd}[31mc");
    }
}
