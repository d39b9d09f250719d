//! Segments of XLIFF 1.2 and the codes in them.

use crate::formats::bitext::build::{ContentBuilder, Found};
use crate::formats::bitext::markup::{Codes, Names};
use crate::formats::bitext::parts::Raw;
use crate::formats::bitext::xliff1::file::Tags;
use crate::formats::bitext::xliff1::{NAME, core_name};
use crate::formats::xml::{Kind, Node, escape};
use crate::model::{Code, CodeKind, Content};

/// What is needed to read a segment: the file, and the codes that its beginning defines.
#[derive(Clone, Copy)]
pub(super) struct Segments<'r> {
    pub(super) raw: Raw<'r>,
    pub(super) tags: &'r Tags,
}

impl Segments<'_> {
    /// The segment that stands in an element.
    pub(super) fn content(self, node: Node<'_>) -> Content {
        let mut build = ContentBuilder::new(NAME);
        self.push(&mut build, node);
        build.finish()
    }

    /// Appends what stands in an element.
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
        let id = node.attribute("id").unwrap_or_default();
        // Codes that stand in two elements name each other by `rid`; `id` is what tools write that have none.
        let key = node.attribute("rid").unwrap_or(id);
        let whole = self.raw.at(node.bytes());
        let text = node.text();
        match core_name(node) {
            "g" => {
                let (begin, end) = self.tags.pair(id);
                let begin = node.attribute("equiv-text").unwrap_or(begin);
                self.around(build, node, Found { id, data: begin, markup: "" }, end);
            }
            "mrk" if node.attribute("mtype") == Some("x-sdl-deleted") => {
                // What was taken out of the text in a tracked change is no part of it.
                build.code(CodeKind::Alone, Found { id, data: "", markup: whole });
            }
            "mrk" => {
                let id = node.attribute("mid").unwrap_or_default();
                self.around(build, node, Found { id, data: "", markup: "" }, "");
            }
            "x" => {
                let data = node.attribute("equiv-text").unwrap_or_else(|| self.tags.alone(id));
                build.code(CodeKind::Alone, Found { id, data, markup: whole });
            }
            "bx" => {
                let data = node.attribute("equiv-text").unwrap_or_else(|| self.tags.pair(id).0);
                build.open(key, Found { id, data, markup: whole });
            }
            "ex" => {
                let data = node.attribute("equiv-text").unwrap_or_else(|| self.tags.pair(id).1);
                build.close(key, Found { id, data, markup: whole });
            }
            "bpt" => build.open(key, Found { id, data: &text, markup: whole }),
            "ept" => build.close(key, Found { id, data: &text, markup: whole }),
            "it" => {
                let kind = match node.attribute("pos") {
                    Some("open") => CodeKind::Open,
                    Some("close") => CodeKind::Close,
                    _ => CodeKind::Alone,
                };
                build.code(kind, Found { id, data: &text, markup: whole });
            }
            "ph" => {
                build.code(CodeKind::Alone, Found { id, data: &text, markup: whole });
            }
            _ => {
                build.code(CodeKind::Alone, Found { id, data: "", markup: whole });
            }
        }
    }

    /// Appends an element that stands around a text: its tags are codes.
    fn around(self, build: &mut ContentBuilder, node: Node<'_>, found: Found<'_>, end: &str) {
        let (first, last) = self.raw.tags(node);
        let open = build.code(CodeKind::Open, Found { markup: &first, ..found });
        self.push(build, node);
        let close = build.code(CodeKind::Close, Found { data: end, markup: &last, ..found });
        build.pair(open, close);
    }
}

/// Appends a segment as it stands in a `target`; gives how many characters XML has no place for. Codes with
/// prefixes that stand for nothing there are written anew.
pub(super) fn write(out: &mut String, content: &Content, names: Names<'_>) -> usize {
    let codes = Codes::new(content, NAME, names);
    let mut dropped = 0;
    for (at, (text, code)) in content.pieces().enumerate() {
        dropped += escape(out, text, false);
        let Some(code) = code else { continue };
        match codes.markup(code) {
            Some(markup) => out.push_str(markup),
            None => dropped += push_new(out, &codes, at, code),
        }
    }
    dropped
}

/// Appends a code that was not in XLIFF 1.
fn push_new(out: &mut String, codes: &Codes<'_>, at: usize, code: &Code) -> usize {
    let pair = codes.pair(code);
    let data = Codes::data(code);
    let name = match (code.kind, pair) {
        (CodeKind::Alone, _) if data.is_empty() => "x",
        (CodeKind::Alone, _) => "ph",
        (CodeKind::Open, Some(_)) => "bpt",
        (CodeKind::Close, Some(_)) => "ept",
        (CodeKind::Open | CodeKind::Close, None) => "it",
    };
    out.extend(["<", codes.prefix(), name, " id=\""]);
    let mut dropped = escape(out, &codes.id(at), true);
    out.push('"');
    match (code.kind, pair) {
        (CodeKind::Alone, _) => {}
        (_, Some(pair)) => out.extend([" rid=\"", &pair.to_string(), "\""]),
        (CodeKind::Open, None) => out.push_str(" pos=\"open\""),
        (CodeKind::Close, None) => out.push_str(" pos=\"close\""),
    }
    if name == "x" {
        out.push_str("/>");
        return dropped;
    }
    out.push('>');
    dropped += escape(out, data, false);
    out.extend(["</", codes.prefix(), name, ">"]);
    dropped
}
