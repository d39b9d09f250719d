//! Writes XML.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::formats::xml::content::is_xml;
use crate::formats::xml::node::Node;
use crate::formats::xml::tree::Kind;

/// How much is gathered before it is written, in bytes.
const CHUNK: usize = 64 * 1024;

/// How elements are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Layout {
    /// Each on a line of its own, two blanks deeper than what it is in.
    Lines,
    /// Nothing between them.
    Compact,
}

/// Writes XML to a stream: what it is given is escaped, and what XML has no place for is left out and counted.
pub(in crate::formats) struct Writer<W: Write> {
    out: W,
    text: String,
    layout: Layout,
    open: Vec<Level>,
    /// Whether the `>` of the element begun last is still to come.
    in_tag: bool,
    dropped: usize,
    begun: bool,
}

struct Level {
    name: String,
    /// Whether text stands in it: nothing is put between what is in it then.
    inline: bool,
    /// Whether something stands in it.
    filled: bool,
}

impl<W: Write> Writer<W> {
    /// Begins to write.
    pub(in crate::formats) fn new(out: W, layout: Layout) -> Self {
        Self { out, text: String::new(), layout, open: Vec::new(), in_tag: false, dropped: 0, begun: false }
    }

    /// Writes the XML declaration.
    pub(in crate::formats) fn declaration(&mut self) {
        self.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        self.begun = true;
    }

    /// Writes a document type declaration.
    pub(in crate::formats) fn doctype(&mut self, content: &str) {
        self.between();
        self.text.extend(["<!DOCTYPE ", content, ">"]);
    }

    /// Begins an element.
    ///
    /// # Errors
    ///
    /// If the stream takes nothing.
    pub(in crate::formats) fn begin(&mut self, name: &str) -> io::Result<()> {
        if self.text.len() >= CHUNK {
            self.out.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        self.between();
        self.text.extend(["<", name]);
        self.open.push(Level { name: name.to_owned(), inline: false, filled: false });
        self.in_tag = true;
        Ok(())
    }

    /// Gives the element begun last an attribute.
    pub(in crate::formats) fn attribute(&mut self, name: &str, value: &str) {
        self.text.extend([" ", name, "=\""]);
        self.dropped += escape(&mut self.text, value, true);
        self.text.push('"');
    }

    /// Says that what comes in the element begun last is a text with elements in it.
    pub(in crate::formats) fn inline(&mut self) {
        if let Some(level) = self.open.last_mut() {
            level.inline = true;
        }
    }

    /// Writes a text.
    pub(in crate::formats) fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.close_tag();
        if let Some(level) = self.open.last_mut() {
            (level.inline, level.filled) = (true, true);
        }
        self.dropped += escape(&mut self.text, text, false);
    }

    /// Ends the element that was begun last and has not ended.
    pub(in crate::formats) fn end(&mut self) {
        let Some(level) = self.open.pop() else { return };
        if self.in_tag {
            self.text.push_str("/>");
            self.in_tag = false;
            return;
        }
        if level.filled && !level.inline {
            self.line();
        }
        self.text.extend(["</", &level.name, ">"]);
    }

    /// Writes an element with attributes and a text in it.
    ///
    /// # Errors
    ///
    /// If the stream takes nothing.
    pub(in crate::formats) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.begin(name)?;
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.text(text);
        self.end();
        Ok(())
    }

    /// Writes a text that is XML already.
    pub(in crate::formats) fn raw(&mut self, xml: &str) {
        if xml.is_empty() {
            return;
        }
        self.close_tag();
        if let Some(level) = self.open.last_mut() {
            (level.inline, level.filled) = (true, true);
        }
        self.text.push_str(xml);
    }

    /// Writes an element that is XML already.
    pub(in crate::formats) fn raw_element(&mut self, xml: &str) {
        self.between();
        self.text.push_str(xml);
    }

    /// Writes an element with a text in it that is XML already.
    ///
    /// # Errors
    ///
    /// If the stream takes nothing.
    pub(in crate::formats) fn raw_leaf(&mut self, name: &str, xml: &str) -> io::Result<()> {
        self.begin(name)?;
        self.raw(xml);
        self.end();
        Ok(())
    }

    /// Writes a comment.
    pub(in crate::formats) fn comment(&mut self, text: &str) {
        self.between();
        self.text.push_str("<!--");
        self.verbatim(&proper_comment(text));
        self.text.push_str("-->");
    }

    /// Writes a processing instruction.
    pub(in crate::formats) fn instruction(&mut self, name: &str, content: &str) {
        self.between();
        self.text.extend(["<?", name]);
        if !content.is_empty() {
            self.text.push(' ');
            self.verbatim(&content.replace("?>", "? >"));
        }
        self.text.push_str("?>");
    }

    /// Writes a node with all that is in it. In elements for whose name `holds_elements`, white space counts for
    /// nothing.
    ///
    /// # Errors
    ///
    /// If the stream takes nothing.
    pub(in crate::formats) fn node(&mut self, node: Node<'_>, holds_elements: fn(&str) -> bool) -> io::Result<()> {
        match node.kind() {
            Kind::Text => self.text(node.content()),
            Kind::Comment => self.comment(node.content()),
            Kind::Instruction => self.instruction(node.name(), node.content()),
            Kind::Element => {
                self.begin(node.name())?;
                for (name, value) in node.attributes() {
                    self.attribute(name, value);
                }
                let structure = holds_elements(node.name());
                if !structure {
                    self.inline();
                }
                for child in node.children() {
                    let nothing = structure && child.kind() == Kind::Text && child.content().trim_ascii().is_empty();
                    if !nothing {
                        self.node(child, holds_elements)?;
                    }
                }
                self.end();
            }
        }
        Ok(())
    }

    /// How many characters were left out since this was asked for last.
    pub(in crate::formats) fn take_dropped(&mut self) -> usize {
        std::mem::take(&mut self.dropped)
    }

    /// Ends what is open, and writes what has been gathered.
    ///
    /// # Errors
    ///
    /// If the stream takes nothing.
    pub(in crate::formats) fn finish(&mut self) -> io::Result<()> {
        while !self.open.is_empty() {
            self.end();
        }
        if self.layout == Layout::Lines {
            self.text.push('\n');
        }
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        self.out.flush()
    }

    /// What stands before an element, a comment or an instruction.
    fn between(&mut self) {
        self.close_tag();
        let inline = self.open.last().is_some_and(|level| level.inline);
        if let Some(level) = self.open.last_mut() {
            level.filled = true;
        }
        if !inline && self.begun {
            self.line();
        }
        self.begun = true;
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.text.push('>');
            self.in_tag = false;
        }
    }

    fn line(&mut self) {
        if self.layout == Layout::Lines {
            self.text.push('\n');
            for _ in &self.open {
                self.text.push_str("  ");
            }
        }
    }

    /// Text where nothing can be escaped.
    fn verbatim(&mut self, text: &str) {
        for c in text.chars() {
            if is_xml(c) {
                self.text.push(c);
            } else {
                self.dropped += 1;
            }
        }
    }
}

/// A comment as XML takes it: without `--`, and no `-` last.
pub(super) fn proper_comment(text: &str) -> Cow<'_, str> {
    if !text.contains("--") && !text.ends_with('-') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for c in text.chars() {
        if c == '-' && out.ends_with('-') {
            out.push(' ');
        }
        out.push(c);
    }
    if out.ends_with('-') {
        out.push(' ');
    }
    Cow::Owned(out)
}

/// Appends `text` so that XML reads it as it is; gives how many characters it has no place for.
pub(in crate::formats) fn escape(out: &mut String, text: &str, attribute: bool) -> usize {
    let plain = |b: u8| (b >= b' ' || (b == b'\n' && !attribute)) && !matches!(b, b'&' | b'<' | b'>' | b'"' | 0xef);
    if text.bytes().all(plain) {
        out.push_str(text);
        return 0;
    }
    let mut dropped = 0;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\n' if attribute => out.push_str("&#10;"),
            c if is_xml(c) => out.push(c),
            _ => dropped += 1,
        }
    }
    dropped
}
