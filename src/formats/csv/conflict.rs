//! Merges that people have to finish: both versions of a row between marks, as git writes them.

use crate::formats::csv::Record;
use crate::formats::csv::table::{Writer, in_memory, unknown_columns, write_record};

const OURS: &str = "<<<<<<< ours";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// What a file is told that has such marks.
pub(super) const UNFINISHED: &str = "a merge was not finished: of the rows between `<<<<<<<` and `>>>>>>>` keep those \
                                     that are right, and delete the others and the marks";

/// Rows of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<R> {
    /// One that both sides agree on.
    Agreed(R),
    /// Those of either side, of which somebody has to choose.
    Disputed {
        /// Ours; none where it deleted them.
        ours: Vec<R>,
        /// Theirs; none where it deleted them.
        theirs: Vec<R>,
    },
}

/// Writes pieces in the order given, disputed rows between marks.
pub fn serialize_pieces<R: Record>(pieces: &[Piece<R>]) -> String {
    let unknown = unknown_columns(pieces.iter().flat_map(Piece::rows));
    in_memory(|bytes| {
        let mut out = Writer::new(bytes);
        out.row(R::COLUMNS.iter().copied().chain(unknown.iter().copied()))?;
        for piece in pieces {
            match piece {
                Piece::Agreed(record) => write_record(&mut out, record, &unknown)?,
                Piece::Disputed { ours, theirs } => {
                    out.row(std::iter::once(OURS))?;
                    ours.iter().try_for_each(|record| write_record(&mut out, record, &unknown))?;
                    out.row(std::iter::once(MIDDLE))?;
                    theirs.iter().try_for_each(|record| write_record(&mut out, record, &unknown))?;
                    out.row(std::iter::once(THEIRS))?;
                }
            }
        }
        out.flush()
    })
}

impl<R> Piece<R> {
    /// All its rows, ours first.
    pub fn rows(&self) -> impl Iterator<Item = &R> {
        let (ours, theirs) = match self {
            Self::Agreed(record) => (std::slice::from_ref(record), &[][..]),
            Self::Disputed { ours, theirs } => (ours.as_slice(), theirs.as_slice()),
        };
        ours.iter().chain(theirs)
    }
}

/// Where a reader of rows stands between marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Within {
    /// Not between any.
    #[default]
    Nothing,
    /// In the rows of ours, which are read.
    Ours,
    /// In those of the base or of theirs, which are not.
    Others,
}

/// What is to be done with a row.
pub(super) enum Step {
    Read,
    Skip,
    /// It is a mark, and the first of its merge.
    Begin,
}

impl Within {
    /// Goes on to the row that begins with `cell`.
    pub(super) fn step(&mut self, cell: &str) -> Step {
        match (*self, mark(cell)) {
            (_, Some('<')) => {
                *self = Self::Ours;
                Step::Begin
            }
            (Self::Nothing, _) | (Self::Ours, None) => Step::Read,
            (_, Some('>')) => {
                *self = Self::Nothing;
                Step::Skip
            }
            (_, Some(_)) => {
                *self = Self::Others;
                Step::Skip
            }
            (Self::Others, None) => Step::Skip,
        }
    }
}

/// Whether a line is a mark.
pub(super) fn is_mark(line: &str) -> bool {
    mark(line).is_some()
}

/// What a mark is made of.
fn mark(text: &str) -> Option<char> {
    let sign = text.chars().next().filter(|c| matches!(c, '<' | '|' | '=' | '>'))?;
    let rest = text.trim_start_matches(sign);
    (text.len() - rest.len() == MIDDLE.len() && (rest.is_empty() || rest.starts_with(' '))).then_some(sign)
}

#[cfg(test)]
mod tests {
    use crate::formats::csv::parse_records;
    use crate::model::Quote;

    use super::*;

    #[test]
    fn marks_are_named_and_ours_is_read() {
        let middle = "=======\nb,theirs\n";
        for (text, ids, places) in [
            ("id,note\na,\n<<<<<<< ours\nb,x\n=======\nb,y\n>>>>>>> theirs\nc,\n", "a b c", "3"),
            ("id,note\n<<<<<<< HEAD, or so\nb,x\n||||||| base\nb,\n=======\n>>>>>>> other\nc,\n", "b c", "2"),
            ("<<<<<<< ours\nid,note\n=======\nid,note,date\n>>>>>>> theirs\nc,\n", "c", "1"),
            ("id\n<<<<<<< ours\na\n=======\n>>>>>>> theirs\n<<<<<<< ours\n=======\nb\n", "a", "2 6"),
            // Without a beginning they are rows like others.
            (&format!("id,note\na,\n{middle}"), "a ======= b", ""),
            ("id\n<<<<<<\n<<<<<<<<\n<<<<<<<x\n", "<<<<<< <<<<<<<< <<<<<<<x", ""),
        ] {
            let parsed = parse_records::<Quote>(text);
            let found: Vec<&str> = parsed.value.1.iter().map(|(_, quote)| quote.id.as_str()).collect();
            let lines = parsed.problems.iter().filter(|problem| problem.code == "merge-conflict");
            let lines: Vec<String> = lines.map(|problem| problem.position.expect("a place").line.to_string()).collect();
            assert_eq!((found.join(" "), lines.join(" ")), (ids.to_owned(), places.to_owned()), "{text}");
        }
    }

    #[test]
    fn both_versions_are_written() {
        let quote = |id: &str, note: &str| Quote { id: id.to_owned(), note: note.to_owned(), ..Quote::default() };
        let pieces = [
            Piece::Agreed(quote("a", "")),
            Piece::Disputed { ours: vec![quote("b", "x, y")], theirs: vec![quote("b", "z"), quote("c", "")] },
            Piece::Disputed { ours: vec![], theirs: vec![quote("d", "")] },
        ];
        let header = Quote::COLUMNS.join(",");
        let rows = [
            "a,,,,,,,,",
            "<<<<<<< ours",
            "b,,,,,,,,\"x, y\"",
            "=======",
            "b,,,,,,,,z",
            "c,,,,,,,,",
            ">>>>>>> theirs",
            "<<<<<<< ours",
            "=======",
            "d,,,,,,,,",
            ">>>>>>> theirs",
        ];
        assert_eq!(serialize_pieces(&pieces), format!("{header}\n{}\n", rows.join("\n")));
    }
}
