//! Segments: a text with codes in it.

use crate::diagnostic::Diagnostic;
use crate::formats::bitext::tmx::NAME;
use crate::formats::xml::{Kind, Node, Reader, escape};
use crate::model::{Code, CodeKind, Content, Markup, Text};

/// Reads a `seg`.
pub(super) fn read(seg: Node<'_>, reader: &Reader<'_>, problems: &mut Vec<Diagnostic>) -> Content {
    let mut reading = Reading { reader, content: Content::default(), open: Vec::new(), pairs: 0, problems };
    reading.content.text.reserve(seg.first().map_or(0, |first| first.content().len()));
    reading.children(seg);
    let Reading { mut content, open, .. } = reading;
    // What was never closed has no counterpart here.
    for (_, at) in open {
        if let Some(code) = content.codes.get_mut(at) {
            code.pair = None;
        }
    }
    content
}

struct Reading<'r, 't> {
    reader: &'r Reader<'t>,
    content: Content,
    /// The number of each `bpt` that no `ept` has closed yet, and where its code is.
    open: Vec<(String, usize)>,
    pairs: u32,
    problems: &'r mut Vec<Diagnostic>,
}

impl Reading<'_, '_> {
    fn children(&mut self, parent: Node<'_>) {
        for child in parent.children() {
            match child.kind() {
                Kind::Text => self.content.text.push_str(child.content()),
                Kind::Element => self.element(child),
                Kind::Comment | Kind::Instruction => {}
            }
        }
    }

    fn element(&mut self, node: Node<'_>) {
        match node.name() {
            "bpt" => {
                self.pairs += 1;
                self.open.push((number(node).to_owned(), self.content.codes.len()));
                self.native(node, CodeKind::Open, Some(self.pairs));
            }
            "ept" => {
                let number = number(node);
                let opened = self.open.iter().rposition(|(open, _)| open == number).map(|at| self.open.remove(at).1);
                let begun = opened.and_then(|at| self.content.codes.get(at));
                let (pair, id) = begun.map_or((None, Text::new()), |code| (code.pair, code.id.clone()));
                self.native(node, CodeKind::Close, pair);
                if let Some(code) = self.content.codes.last_mut().filter(|_| pair.is_some()) {
                    code.id = id;
                }
            }
            "it" => {
                let kind = match node.attribute("pos") {
                    Some("begin" | "open") => CodeKind::Open,
                    Some("end" | "close") => CodeKind::Close,
                    _ => CodeKind::Alone,
                };
                self.native(node, kind, None);
            }
            "ph" | "ut" => self.native(node, CodeKind::Alone, None),
            name => {
                if !matches!(name, "hi" | "sub") {
                    let message = format!("`<{name}>` is no code of TMX; it is kept, and the text in it is read");
                    self.problems.push(Diagnostic::warning("tmx-code", message).at(node.place()));
                }
                self.around(node);
            }
        }
    }

    /// A code that is all that stands in an element.
    fn native(&mut self, node: Node<'_>, kind: CodeKind, pair: Option<u32>) {
        let sub = node.element("sub").filter(|sub| !sub.text().trim().is_empty());
        if let Some(sub) = sub {
            let message = format!(
                "the code has a text in it, `{}`, which is kept and not taken for a part of the segment",
                shown(&sub.text())
            );
            self.problems.push(Diagnostic::note("tmx-sub", message).at(sub.place()));
        }
        let data = node.text().as_ref().into();
        let id = node.attribute("x").unwrap_or_else(|| number(node)).into();
        let text = self.reader.raw(node.bytes());
        self.code(kind, pair, id, data, text);
    }

    /// An element with a part of the segment in it.
    fn around(&mut self, node: Node<'_>) {
        let id: Text = node.attribute("x").unwrap_or_default().into();
        let (outer, inner) = (node.bytes(), node.inner_bytes());
        if node.is_one_tag() {
            self.code(CodeKind::Alone, None, id, Text::new(), self.reader.raw(outer));
            return;
        }
        self.pairs += 1;
        let pair = Some(self.pairs);
        self.code(CodeKind::Open, pair, id.clone(), Text::new(), self.reader.raw(outer.start..inner.start));
        self.children(node);
        self.code(CodeKind::Close, pair, id, Text::new(), self.reader.raw(inner.end..outer.end));
    }

    fn code(&mut self, kind: CodeKind, pair: Option<u32>, id: Text, data: Text, markup: &str) {
        let markup = Markup { format: NAME.into(), text: markup.into() };
        self.content.codes.push(Code { at: self.content.text.len(), kind, pair, id, data, markup });
    }
}

fn number(node: Node<'_>) -> &str {
    node.attribute("i").unwrap_or_default()
}

fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

/// Appends what stands between `<seg>` and `</seg>`; gives how many characters XML has no place for.
pub(super) fn write(out: &mut String, content: &Content) -> usize {
    if content.codes.is_empty() {
        return escape(out, &content.text, false);
    }
    let own = is_own(content);
    let mut dropped = 0;
    for (text, code) in content.pieces() {
        dropped += escape(out, text, false);
        match code {
            Some(code) if own => out.push_str(&code.markup.text),
            Some(code) => dropped += push_new(out, content, code),
            None => {}
        }
    }
    dropped
}

/// Whether the codes are those of TMX, and elements around a part of the segment are whole.
fn is_own(content: &Content) -> bool {
    let mut around: Vec<&str> = Vec::new();
    for Code { markup: Markup { format, text }, .. } in &content.codes {
        if *format != NAME {
            return false;
        }
        let name = name_of(text);
        if let Some(ended) = text.strip_prefix("</") {
            if around.pop() != Some(ended.trim_end_matches('>').trim_end()) {
                return false;
            }
        } else if !matches!(name, "bpt" | "ept" | "it" | "ph" | "ut") && !text.ends_with("/>") {
            around.push(name);
        }
    }
    around.is_empty()
}

/// What the element is called that a markup begins.
fn name_of(markup: &str) -> &str {
    let rest = markup.strip_prefix('<').unwrap_or_default();
    rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// Appends a code as TMX has it: as a pair where both stand in the segment.
fn push_new(out: &mut String, content: &Content, code: &Code) -> usize {
    let whole = |kind| content.codes.iter().filter(|other| other.pair == code.pair && other.kind == kind).count() == 1;
    let pair = code.pair.filter(|_| whole(CodeKind::Open) && whole(CodeKind::Close));
    let name = match (code.kind, pair) {
        (CodeKind::Alone, _) => "ph",
        (CodeKind::Open, Some(_)) => "bpt",
        (CodeKind::Close, Some(_)) => "ept",
        (CodeKind::Open | CodeKind::Close, None) => "it",
    };
    out.extend(["<", name]);
    match (code.kind, pair) {
        (CodeKind::Open, None) => out.push_str(" pos=\"begin\""),
        (CodeKind::Close, None) => out.push_str(" pos=\"end\""),
        (CodeKind::Open | CodeKind::Close, Some(pair)) => out.extend([" i=\"", &pair.to_string(), "\""]),
        (CodeKind::Alone, _) => {}
    }
    let mut dropped = 0;
    // An `ept` has no name: its number says whose end it is.
    if !code.id.is_empty() && name != "ept" {
        out.push_str(" x=\"");
        dropped += escape(out, &code.id, true);
        out.push('"');
    }
    // Where it is not known what a code does in the document, its element in the file stands for it.
    let data = if code.data.is_empty() { &code.markup.text } else { &code.data };
    if data.is_empty() {
        out.push_str("/>");
    } else {
        out.push('>');
        dropped += escape(out, data, false);
        out.extend(["</", name, ">"]);
    }
    dropped
}
