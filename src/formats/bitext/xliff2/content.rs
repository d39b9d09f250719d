//! Segments of XLIFF 2 and the codes in them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::formats::bitext::build::{ContentBuilder, Found};
use crate::formats::bitext::markup::{Codes, Names};
use crate::formats::bitext::parts::Raw;
use crate::formats::bitext::xliff2::data::OriginalData;
use crate::formats::bitext::xliff2::{NAME, core_name};
use crate::formats::xml::{Kind, Node, escape, in_name};
use crate::model::{Code, CodeKind, Content};

/// What is needed to read a segment: its entry, and the codes that its `unit` defines.
#[derive(Clone, Copy)]
pub(super) struct Segments<'r> {
    pub(super) raw: Raw<'r>,
    pub(super) data: &'r FxHashMap<&'r str, Node<'r>>,
}

/// What the codes of a `unit` are in the language of the document, by the names that they refer to.
pub(super) fn original_data(unit: Node<'_>) -> FxHashMap<&str, Node<'_>> {
    let all = unit.elements().filter(|child| core_name(*child) == "originalData").flat_map(Node::elements);
    all.filter_map(|data| Some((data.attribute("id")?, data))).collect()
}

impl<'r> Segments<'r> {
    /// The segment that stands in an element.
    pub(super) fn content(self, node: Node<'_>) -> Content {
        let mut build = ContentBuilder::new(NAME);
        self.push(&mut build, node);
        build.finish()
    }

    fn push(self, build: &mut ContentBuilder, node: Node<'_>) {
        for child in node.children() {
            match child.kind() {
                Kind::Text => build.text(child.content()),
                Kind::Element => self.element(build, child),
                Kind::Comment | Kind::Instruction => {}
            }
        }
    }

    fn element(self, build: &mut ContentBuilder, node: Node<'_>) {
        let own = |name: &str| node.attribute(name).unwrap_or_default();
        let markup = self.raw.at(node.bytes());
        let (id, start) = (own("id"), own("startRef"));
        let data = self.code(node, "");
        match core_name(node) {
            "pc" => {
                let begin = self.code(node, "Start");
                let end = self.code(node, "End");
                self.around(build, node, [&begin, &end]);
            }
            "mrk" => self.around(build, node, ["", ""]),
            "sc" | "sm" => {
                build.open(id, Found { id, data: &data, markup });
            }
            "ec" | "em" if !start.is_empty() => build.close(start, Found { id: start, data: &data, markup }),
            "ec" | "em" => {
                build.code(CodeKind::Close, Found { id, data: &data, markup });
            }
            "cp" => {
                let code = u32::from_str_radix(own("hex").trim(), 16).ok().and_then(char::from_u32);
                let data = code.map(String::from).unwrap_or_default();
                build.code(CodeKind::Alone, Found { id, data: &data, markup });
            }
            _ => {
                build.code(CodeKind::Alone, Found { id, data: &data, markup });
            }
        }
    }

    /// Appends an element that stands around a text: its tags are codes.
    fn around(self, build: &mut ContentBuilder, node: Node<'_>, [begin, end]: [&str; 2]) {
        let (first, last) = self.raw.tags(node);
        let id = node.attribute("id").unwrap_or_default();
        let open = build.code(CodeKind::Open, Found { id, data: begin, markup: &first });
        self.push(build, node);
        let close = build.code(CodeKind::Close, Found { id, data: end, markup: &last });
        build.pair(open, close);
    }

    /// What a code is in the document; `side` is `Start` or `End` where an element has two.
    fn code<'a>(self, node: Node<'a>, side: &str) -> Cow<'a, str>
    where
        'r: 'a,
    {
        let own = |name: &str| node.attributes().find(|(held, _)| held.strip_suffix(side) == Some(name));
        if let Some(found) = own("dataRef").and_then(|(_, wanted)| self.data.get(wanted)) {
            return text_of(*found);
        }
        own("equiv").or_else(|| own("disp")).map(|(_, text)| Cow::Borrowed(text)).unwrap_or_default()
    }
}

/// The text of a `data`, with the characters that XML has no place for.
fn text_of(node: Node<'_>) -> Cow<'_, str> {
    if node.elements().next().is_none() {
        return node.text();
    }
    let mut out = String::new();
    for child in node.children() {
        let hex = child.attribute("hex").filter(|_| child.is_element());
        let code = hex.and_then(|hex| u32::from_str_radix(hex.trim(), 16).ok()).and_then(char::from_u32);
        match code {
            Some(code) => out.push(code),
            None => out.push_str(&child.text()),
        }
    }
    Cow::Owned(out)
}

/// Whether something may be the id of an element: a name, which may begin with a digit.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| in_name(c) || c == ':')
}

/// Appends a segment as it stands in a `target`; gives how many characters XML has no place for. What codes are in
/// the document stands in `data`, or else in the codes themselves.
pub(super) fn write(
    out: &mut String,
    content: &Content,
    names: Names<'_>,
    mut data: Option<&mut OriginalData>,
) -> usize {
    let codes = Codes::new(content, NAME, names);
    let mut dropped = 0;
    for (at, (text, code)) in content.pieces().enumerate() {
        dropped += escape(out, text, false);
        let Some(code) = code else { continue };
        match codes.markup(code) {
            Some(markup) => out.push_str(markup),
            None => dropped += push_new(out, &codes, at, code, data.as_deref_mut()),
        }
    }
    dropped
}

/// Appends a code that was not in XLIFF 2.
fn push_new(out: &mut String, codes: &Codes<'_>, at: usize, code: &Code, data: Option<&mut OriginalData>) -> usize {
    let pair = codes.pair(code);
    let name = match code.kind {
        CodeKind::Alone => "ph",
        CodeKind::Open => "sc",
        CodeKind::Close => "ec",
    };
    let id = codes.id(at);
    let id =
        if is_id(&id) { id } else { format!("c{}", pair.map_or_else(|| at.to_string(), |pair| format!("-{pair}"))) };
    out.extend(["<", codes.prefix(), name]);
    match (code.kind, pair) {
        (CodeKind::Close, Some(_)) => out.extend([" startRef=\"", &id, "\""]),
        (CodeKind::Alone, _) | (CodeKind::Open, Some(_)) => out.extend([" id=\"", &id, "\""]),
        (CodeKind::Open | CodeKind::Close, None) => out.extend([" id=\"", &id, "\" isolated=\"yes\""]),
    }
    let mut dropped = 0;
    let text = Codes::data(code);
    match data {
        _ if text.is_empty() => {}
        Some(data) => out.extend([" dataRef=\"", &data.id(text), "\""]),
        None => {
            out.push_str(" disp=\"");
            dropped += escape(out, text, true);
            out.push('"');
        }
    }
    out.push_str("/>");
    dropped
}
