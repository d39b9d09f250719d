//! A table with a row for each rendition, for a terminal: as many columns as fit
//! stand beside each other, the others below.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::report::TextStyle;
use crate::report::setting::{emphasis, line_width, quiet, styled, width, wrapped};

/// The widest that a cell may be before its words are wrapped.
const WIDEST: usize = 26;
/// The widest that the head of a row may be.
const WIDEST_HEAD: usize = 18;
/// What stands between two columns.
const GAP: usize = 2;
/// What stands where a rendition has nothing.
const NOTHING: &str = "·";

/// What is told of a cell beside its words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// It stands at another place than in the other rows.
    Moved,
    /// It is a term that the glossary does not want.
    Unwanted,
}

/// A table for a terminal.
pub(super) struct Grid {
    /// What stands above the columns.
    pub(super) heads: Vec<String>,
    /// A row each, with what stands before it; a cell may be empty.
    pub(super) rows: Vec<(String, Vec<(String, Mark)>)>,
}

/// A cell in lines, as it is set.
struct Laid {
    lines: Vec<String>,
    width: usize,
    mark: Mark,
}

fn laid((text, mark): &(String, Mark)) -> Laid {
    let lines = wrapped(if text.is_empty() { NOTHING } else { text }, WIDEST);
    let width = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    Laid { lines, width, mark: *mark }
}

/// The beginning of a text that is too long.
fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + width(c.encode_utf8(&mut [0; 4])) >= columns {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out + "…"
}

/// Writes a table in blocks that are no wider than the terminal.
pub(super) fn write_grid(out: &mut dyn Write, grid: &Grid, set: TextStyle) -> io::Result<()> {
    let heads: Vec<Laid> = grid.heads.iter().map(|head| laid(&(head.clone(), Mark::None))).collect();
    let rows: Vec<(String, Vec<Laid>)> =
        grid.rows.iter().map(|(head, cells)| (cut(head, WIDEST_HEAD), cells.iter().map(laid).collect())).collect();
    let first = rows.iter().map(|(head, _)| width(head)).max().unwrap_or_default();
    let widths: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| rows.iter().filter_map(|(_, cells)| cells.get(at)).fold(head.width, |w, c| w.max(c.width)))
        .collect();
    let room = line_width(set);
    let mut start = 0;
    while start < widths.len() {
        let mut used = first;
        let fits = |wide: &&usize| {
            used += GAP + **wide;
            used <= room
        };
        let count = widths.iter().skip(start).take_while(fits).count().max(1);
        let columns = start..start + count;
        if start > 0 {
            writeln!(out)?;
        }
        let in_block = |cells: &[Laid], each: &mut dyn FnMut(&Laid, usize)| {
            let block = cells.iter().zip(&widths).skip(columns.start).take(count);
            block.for_each(|(cell, wide)| each(cell, *wide));
        };
        let mut write_row = |head: &str, cells: &[Laid], is_head: bool| -> io::Result<()> {
            let mut height = 1;
            in_block(cells, &mut |cell, _| height = height.max(cell.lines.len()));
            for line in 0..height {
                let head = if line == 0 { head } else { "" };
                let mut text = emphasis(head, set);
                let mut pending = first - width(head);
                in_block(cells, &mut |cell, wide| {
                    let words = cell.lines.get(line).map_or("", String::as_str);
                    if words.is_empty() {
                        pending += GAP + wide;
                    } else {
                        text.push_str(&" ".repeat(pending + GAP));
                        text.push_str(&if is_head { quiet(words, set) } else { styled(words, style(cell.mark), set) });
                        pending = wide - width(words);
                    }
                });
                writeln!(out, "{}", text.trim_end())?;
            }
            Ok(())
        };
        write_row("", &heads, true)?;
        for (head, cells) in &rows {
            write_row(head, cells, false)?;
        }
        start = columns.end;
    }
    Ok(())
}

fn style(mark: Mark) -> Style {
    match mark {
        Mark::None => Style::new(),
        Mark::Moved => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        Mark::Unwanted => Style::new().underline().fg_color(Some(AnsiColor::Red.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(grid: &Grid, columns: u16) -> String {
        let mut out = Vec::new();
        write_grid(&mut out, grid, TextStyle { coloured: false, columns }).expect("memory takes it");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn columns_that_do_not_fit_stand_below() {
        let cell = |text: &str| (text.to_owned(), Mark::None);
        let grid = Grid {
            heads: ["1", "2", "3"].map(str::to_owned).into(),
            rows: vec![
                ("A 暗涌".to_owned(), vec![cell("护城河"), cell(""), cell("brief")]),
                ("B a very long name of an outlet".to_owned(), vec![cell("moat"), cell("is"), cell("")]),
            ],
        };
        assert_eq!(
            set(&grid, 34),
            "                    1       2
A 暗涌              护城河  ·
B a very long nam…  moat    is

                    3
A 暗涌              brief
B a very long nam…  ·
"
        );
        assert_eq!(set(&grid, 0).lines().count(), 3);
        assert_eq!(set(&grid, 1).lines().count(), 11, "a column at least");
    }
}
