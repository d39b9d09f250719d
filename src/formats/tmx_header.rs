//! The header of TMX, as termbases and memories have it.

use std::io::{self, Write};

use crate::formats::xml::{Tree, Writer, attributes_of, children_of, of_rest};

/// What is to stand in a header.
pub(in crate::formats) struct TmxHeader<'h> {
    /// The header that was read, as XML: it wins over all else.
    pub(in crate::formats) kept: Option<&'h str>,
    /// What a segment is: `phrase`, `sentence`.
    pub(in crate::formats) segtype: &'h str,
    /// The language of the source, or `*all*`.
    pub(in crate::formats) source: &'h str,
    /// The day, as ISO 8601; empty where nobody may know.
    pub(in crate::formats) date: &'h str,
}

/// Writes a header; `more` writes what else stands in it.
///
/// # Errors
///
/// If the stream takes nothing.
pub(in crate::formats) fn write_header<W: Write>(
    xml: &mut Writer<W>,
    header: &TmxHeader<'_>,
    more: impl FnOnce(&mut Writer<W>) -> io::Result<()>,
) -> io::Result<()> {
    let kept = header.kept.and_then(of_rest);
    let kept = kept.as_ref().and_then(Tree::root);
    xml.begin("header")?;
    let date = compact(header.date);
    for (name, value) in [
        ("creationtool", "baixiao"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", header.segtype),
        ("o-tmf", "baixiao"),
        ("adminlang", "en"),
        ("srclang", header.source),
        ("datatype", "plaintext"),
        ("creationdate", date.as_str()),
    ] {
        // Every one of them but the date has to be there.
        let held = kept.and_then(|kept| kept.attribute(name));
        if held.is_none() && !value.is_empty() && (kept.is_none() || name != "creationdate") {
            xml.attribute(name, value);
        }
    }
    if let Some(kept) = kept {
        attributes_of(xml, kept);
        children_of(xml, kept, |_| false, |_| true)?;
    }
    more(xml)?;
    xml.end();
    Ok(())
}

/// An ISO 8601 date or time in the form that TMX asks for; nothing where it is none.
fn compact(date: &str) -> String {
    let digits: String = date.chars().filter(char::is_ascii_digit).take(8).collect();
    if digits.len() == 8 { format!("{digits}T000000Z") } else { String::new() }
}
