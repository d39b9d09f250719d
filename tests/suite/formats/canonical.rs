//! XML without what means nothing: a thing a line, attributes sorted, no white space between elements.
#![expect(clippy::wildcard_enum_match_arm, reason = "most events are nothing")]

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

fn tag(tag: &BytesStart<'_>) -> String {
    let mut attributes: Vec<String> = tag
        .attributes()
        .map(|attribute| attribute.expect("an attribute"))
        .map(|attribute| {
            let name: &str = attribute.key.as_ref();
            format!(" {name}={:?}", attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value"))
        })
        .collect();
    attributes.sort();
    let name = tag.name();
    let name: &str = name.as_ref();
    format!("{name}{}", attributes.concat())
}

/// The canonical form of `xml`, which is whole.
pub(crate) fn canonical(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut text) = (String::new(), String::new());
    let mut depth = 0;
    loop {
        let event = reader.read_event().expect("it is XML");
        match &event {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => {
                let name: &str = name;
                let resolved = quick_xml::escape::unescape(&format!("&{name};")).expect("a reference").into_owned();
                text.push_str(&resolved);
            }
            _ => {
                let said = std::mem::take(&mut text);
                if !said.trim().is_empty() {
                    writeln!(out, "{}{said:?}", "  ".repeat(depth)).expect("memory takes it");
                }
            }
        }
        let indent = "  ".repeat(depth);
        match &event {
            Event::Start(start) => {
                writeln!(out, "{indent}{}", tag(start)).expect("memory takes it");
                depth += 1;
            }
            Event::Empty(empty) => writeln!(out, "{indent}{}", tag(empty)).expect("memory takes it"),
            Event::End(_) => depth -= 1,
            Event::Comment(said) => writeln!(out, "{indent}<!--{}-->", &**said).expect("memory takes it"),
            Event::PI(said) => writeln!(out, "{indent}<?{}?>", &**said).expect("memory takes it"),
            Event::DocType(said) => writeln!(out, "{indent}<!DOCTYPE {}>", &**said).expect("memory takes it"),
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// The lines that are not in both, with `-` and `+`.
pub(crate) fn difference(before: &str, after: &str) -> String {
    let after: Vec<&str> = after.lines().collect();
    let (mut rest, mut out) = (after.as_slice(), String::new());
    for line in before.lines() {
        match rest.iter().position(|other| *other == line) {
            Some(found) => {
                let (added, left) = rest.split_at(found);
                out.extend(added.iter().flat_map(|added| ["+", added, "\n"]));
                rest = left.split_first().map_or(&[], |(_, left)| left);
            }
            None => out.extend(["-", line, "\n"]),
        }
    }
    out.extend(rest.iter().flat_map(|added| ["+", added, "\n"]));
    out
}
