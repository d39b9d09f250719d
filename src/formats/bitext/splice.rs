//! Changes of some bytes of a file that leave all others as they are.

use std::io::{self, Write};
use std::ops::Range;

use crate::formats::bitext::parts::Raw;
use crate::formats::xml::{Node, pairs};

/// A text in the place of some bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Splice {
    pub(in crate::formats) bytes: Range<u64>,
    pub(in crate::formats) text: String,
}

impl Splice {
    /// A text before the byte `at`.
    pub(in crate::formats) fn insert(at: u64, text: String) -> Self {
        Self { bytes: at..at, text }
    }

    /// An element with another text between its tags.
    pub(in crate::formats) fn inner(raw: Raw<'_>, node: Node<'_>, text: &str) -> Self {
        if node.is_one_tag() {
            let (first, last) = raw.tags(node);
            return Self { bytes: node.bytes(), text: [&first, text, &last].concat() };
        }
        Self { bytes: node.inner_bytes(), text: text.to_owned() }
    }

    /// Whether it ends before the other begins.
    fn is_before(&self, other: &Self) -> bool {
        self.bytes.end <= other.bytes.start
    }
}

/// Writes an entry of a file with some bytes changed; `ascii` is whether letters beyond ASCII are to be written as
/// references. Of changes that overlap the first one is made.
///
/// # Errors
///
/// If the stream takes nothing.
pub(in crate::formats) fn write_spliced(
    out: &mut dyn Write,
    (mut rest, start): (&str, u64),
    mut splices: Vec<Splice>,
    ascii: bool,
) -> io::Result<()> {
    splices.sort_by_key(|splice| (splice.bytes.start, splice.bytes.end));
    splices.dedup_by(|later, earlier| !earlier.is_before(later));
    let mut at = start;
    for Splice { bytes, text } in splices {
        let split = usize::try_from(bytes.start.saturating_sub(at)).unwrap_or(usize::MAX);
        let (before, after) = rest.split_at_checked(split).unwrap_or((rest, ""));
        out.write_all(before.as_bytes())?;
        out.write_all(if ascii { in_ascii(&text) } else { text }.as_bytes())?;
        let length = usize::try_from(bytes.end.saturating_sub(bytes.start)).unwrap_or(usize::MAX);
        rest = after.get(length..).unwrap_or_default();
        at = bytes.end;
    }
    out.write_all(rest.as_bytes())
}

/// Whether a file says by its first bytes that it has no letter beyond ASCII.
pub(in crate::formats) fn declares_ascii(begin: &str) -> bool {
    let declaration = begin.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or("", |(inner, _)| inner);
    let label = pairs(declaration).find(|(name, _)| *name == "encoding").map(|(_, label)| label.to_ascii_lowercase());
    label.is_some_and(|label| matches!(label.trim(), "us-ascii" | "ascii"))
}

/// The same XML with letters beyond ASCII as references.
fn in_ascii(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    for c in xml.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.extend(["&#", &u32::from(c).to_string(), ";"]);
        }
    }
    out
}

/// The first tag of an element with an attribute that has another value, or with one more; `None` where it has that
/// value already. The value is plain.
pub(in crate::formats) fn with_attribute(raw: Raw<'_>, node: Node<'_>, name: &str, value: &str) -> Option<Splice> {
    if node.attribute(name) == Some(value) {
        return None;
    }
    let start = node.bytes().start;
    let (range, text) = change_in(raw.at(start..node.inner_bytes().start), name, value);
    let at = |byte: usize| start + u64::try_from(byte).unwrap_or(0);
    Some(Splice { bytes: at(range.start)..at(range.end), text })
}

/// The first tag of an element without an attribute; `None` where it has none of that name.
pub(in crate::formats) fn without_attribute(raw: Raw<'_>, node: Node<'_>, name: &str) -> Option<Splice> {
    let start = node.bytes().start;
    let tag = raw.at(start..node.inner_bytes().start);
    let value = value_in(tag, name)?;
    let before = tag.get(..value.start)?;
    let begin = before.get(..before.rfind(name)?)?.trim_ascii_end().len();
    let at = |byte: usize| start + u64::try_from(byte).unwrap_or(0);
    Some(Splice { bytes: at(begin)..at(value.end + 1), text: String::new() })
}

/// A tag with an attribute that has another value, or with one more.
pub(in crate::formats) fn tag_with(tag: &str, name: &str, value: &str) -> String {
    let (range, text) = change_in(tag, name, value);
    let mut tag = tag.to_owned();
    tag.replace_range(range, &text);
    tag
}

fn change_in(tag: &str, name: &str, value: &str) -> (Range<usize>, String) {
    if let Some(range) = value_in(tag, name) {
        return (range, value.to_owned());
    }
    let end = tag.trim_end_matches('>').trim_end_matches('/').trim_ascii_end().len();
    (end..end, format!(" {name}=\"{value}\""))
}

/// Where in a tag the value of an attribute stands, between its quotation marks.
fn value_in(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut at = tag.find(|c: char| c.is_ascii_whitespace())?;
    loop {
        let rest = tag.get(at..)?;
        let (held, after) = rest.split_once('=')?;
        let blank = after.len() - after.trim_ascii_start().len();
        let quote = after.trim_ascii_start().chars().next()?;
        let begin = at + held.len() + 1 + blank + quote.len_utf8();
        let length = tag.get(begin..)?.find(quote)?;
        if held.trim_ascii() == name {
            return Some(begin..begin + length);
        }
        at = begin + length + quote.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_their_tags() {
        for (tag, name, expected) in [
            ("<t state=\"new\" a='b'>", "state", Some("new")),
            ("<t a=\"state='x'\"\n\tstate = 'fi\"nal'/>", "state", Some("fi\"nal")),
            ("<t x:state=\"a\">", "state", None),
            ("<t>", "state", None),
            ("<t state", "state", None),
        ] {
            assert_eq!(value_in(tag, name).and_then(|range| tag.get(range)), expected, "{tag}");
        }
    }

    #[test]
    fn bytes_are_changed_in_their_order() {
        let splice = |bytes: Range<u64>, text: &str| Splice { bytes, text: text.to_owned() };
        let splices = vec![splice(14..15, "한"), splice(10..10, "<"), splice(11..13, "-"), splice(12..14, "lost")];
        for (ascii, expected) in [(false, "<a-d한"), (true, "<a-d&#54620;")] {
            let mut out = Vec::new();
            write_spliced(&mut out, ("abcde", 10), splices.clone(), ascii).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
