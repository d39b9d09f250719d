//! Lines, columns and code point offsets.

/// A place as people count: both from 1, columns in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The code point in the line.
    pub column: usize,
}

/// Where the lines of one text begin.
///
/// A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the lines of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.peek().is_none_or(|(_, next)| *next != b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The line of byte `offset`, from 1, and the byte where it begins.
    pub fn line(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        (line, self.starts.get(line - 1).copied().unwrap_or(0))
    }

    /// The place of byte `offset` of `text`, the text that the index was made from.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let (line, start) = self.line(offset);
        let column = text.get(start..offset).map_or(offset.saturating_sub(start), |before| before.chars().count());
        Position { line, column: column + 1 }
    }
}

/// Turns byte offsets of one text, each near the last, into code point offsets.
#[derive(Debug)]
pub struct CharCounter<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
}

impl<'t> CharCounter<'t> {
    /// Starts at the beginning of `text`.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    /// The code points before byte `offset`; quick where that is near the last one asked for.
    pub fn chars_before(&mut self, offset: usize) -> usize {
        if let Some(between) = self.text.get(offset..self.byte) {
            self.chars -= between.chars().count();
            self.byte = offset;
        }
        if let Some(between) = self.text.get(self.byte..offset) {
            self.chars += between.chars().count();
            self.byte = offset;
        }
        self.chars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_code_points_and_every_line_end() {
        let text = "가나\r\nb\rc\n😀d";
        let index = LineIndex::new(text);
        for (found, line, column) in [("가", 1, 1), ("나", 1, 2), ("b", 2, 1), ("c", 3, 1), ("d", 4, 2)] {
            let offset = text.find(found).expect("it stands there");
            assert_eq!(index.position(text, offset), Position { line, column }, "{found}");
        }
        assert_eq!(LineIndex::new("").position("", 0), Position { line: 1, column: 1 });
    }

    #[test]
    fn the_counter_goes_both_ways() {
        let text = "a가😀b";
        let mut counter = CharCounter::new(text);
        assert_eq!([0, 1, 4, 8, 1].map(|at| counter.chars_before(at)), [0, 1, 2, 3, 1]);
    }
}
