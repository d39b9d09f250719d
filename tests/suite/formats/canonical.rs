//! XML without what means nothing: a thing a line, attributes sorted, no white space between elements.

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
                    out.push_str(&format!("{}{said:?}\n", "  ".repeat(depth)));
                }
            }
        }
        let indent = "  ".repeat(depth);
        match &event {
            Event::Start(start) => {
                out.push_str(&format!("{indent}{}\n", tag(start)));
                depth += 1;
            }
            Event::Empty(empty) => out.push_str(&format!("{indent}{}\n", tag(empty))),
            Event::End(_) => depth -= 1,
            Event::Comment(said) => out.push_str(&format!("{indent}<!--{}-->\n", &**said)),
            Event::PI(said) => out.push_str(&format!("{indent}<?{}?>\n", &**said)),
            Event::DocType(said) => out.push_str(&format!("{indent}<!DOCTYPE {}>\n", &**said)),
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// The lines that are not in both, with `-` and `+`.
pub(crate) fn difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let (mut at, mut out) = (0, String::new());
    for line in &before {
        if let Some(found) = after[at..].iter().position(|other| other == line) {
            for added in &after[at..at + found] {
                out.push_str(&format!("+{added}\n"));
            }
            at += found + 1;
        } else {
            out.push_str(&format!("-{line}\n"));
        }
    }
    for added in &after[at..] {
        out.push_str(&format!("+{added}\n"));
    }
    out
}
