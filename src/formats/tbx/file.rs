//! What stands in a file around its entries.

use std::io::{self, Write};

use crate::formats::WriteSetting;
use crate::formats::tbx::NAME;
use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::kept::{Aside, read_fragment};
use crate::formats::tbx::names::{
    SPACES, TBX_SPACE, holds_elements, in_martif, in_version_3, is_blank, is_module, prefix,
};
use crate::formats::xml::{Node, Tree, Writer};
use crate::model::Kept;

/// The names of what is kept of a file.
pub(super) const ROOT: &str = "root";
pub(super) const DOCTYPE: &str = "doctype";
pub(super) const PROLOG: &str = "prolog";
pub(super) const HEADER: &str = "header";
pub(super) const BACK: &str = "back";
pub(super) const TAIL: &str = "tail";

/// What was kept of a file, as far as it fits one of the kind that is written.
#[derive(Default)]
pub(super) struct Frame {
    root: Tree,
    header: Tree,
    back: Tree,
    prolog: Vec<Aside>,
    tail: Vec<Aside>,
    doctype: String,
    /// Whether the file was of the kind that is written.
    pub(super) same: bool,
}

impl Frame {
    /// Reads what was kept.
    pub(super) fn new(kept: &[Kept], dialect: Dialect) -> Self {
        let text = |name: &str| {
            kept.iter().rfind(|kept| kept.format == NAME && kept.name == name).map_or("", |kept| &kept.text)
        };
        let mut frame = Self::default();
        fragment(text(ROOT), &mut frame.root);
        fragment(text(HEADER), &mut frame.header);
        fragment(text(BACK), &mut frame.back);
        frame.prolog = fragment(text(PROLOG), &mut Tree::default());
        frame.tail = fragment(text(TAIL), &mut Tree::default());
        text(DOCTYPE).clone_into(&mut frame.doctype);
        frame.same = frame.root.root().is_some_and(|root| {
            let (held, wanted) = (Dialect::of(root), dialect);
            let named = root.attribute("type") == Some(wanted.name());
            root.local() != "TBX" && held.martif == wanted.martif && (wanted.martif || named)
        });
        frame
    }

    /// Writes what stands before the entries.
    pub(super) fn begin<W: Write>(
        &self,
        out: &mut Writer<W>,
        dialect: Dialect,
        setting: &WriteSetting<'_>,
    ) -> io::Result<()> {
        out.declaration();
        let root = self.root.root();
        if self.same {
            if !self.doctype.is_empty() {
                out.doctype(&self.doctype);
            }
            for aside in &self.prolog {
                aside.write(out);
            }
        }
        out.begin(if dialect.martif { "martif" } else { "tbx" })?;
        let held = |name: &str| root.and_then(|root| root.attribute(name));
        let kind = if dialect.martif && self.same { held("type") } else { None };
        out.attribute("type", kind.unwrap_or(dialect.name()));
        if !dialect.martif {
            out.attribute("style", "dca");
        }
        out.attribute("xml:lang", held("xml:lang").unwrap_or("en"));
        if !dialect.martif {
            out.attribute("xmlns", TBX_SPACE);
        }
        for (name, value) in root.into_iter().flat_map(Node::attributes) {
            let ours = matches!(name, "type" | "dialect" | "style" | "xml:lang" | "xmlns");
            let declared = name.strip_prefix("xmlns:");
            let own = declared.is_some() && declared == root.and_then(|root| prefix(root.name()));
            let declared = declared.is_some();
            let dissolved = declared && (own || SPACES.contains(&value) || is_module(value));
            if !ours && !dissolved && (declared || self.same) {
                out.attribute(name, value);
            }
        }
        self.header(out, dialect, setting)?;
        out.begin("text")?;
        out.begin("body")
    }

    fn header<W: Write>(&self, out: &mut Writer<W>, dialect: Dialect, setting: &WriteSetting<'_>) -> io::Result<()> {
        if let Some(header) = self.header.root().filter(|_| self.same) {
            return out.node(header, holds_elements);
        }
        out.begin(if dialect.martif { "martifHeader" } else { "tbxHeader" })?;
        if let Some(held) = self.header.root().and_then(|header| header.element("fileDesc")) {
            out.node(held, holds_elements)?;
        } else {
            out.begin("fileDesc")?;
            if !setting.name.is_empty() {
                out.begin("titleStmt")?;
                out.leaf("title", &[], setting.name)?;
                out.end();
            }
            out.begin("sourceDesc")?;
            let date = if setting.date.is_empty() { String::new() } else { format!(", {}", setting.date) };
            out.leaf("p", &[], &format!("Written by baixiao{date}"))?;
            out.end();
            out.end();
        }
        if dialect.martif {
            out.begin("encodingDesc")?;
            out.leaf("p", &[("type", "XCSURI")], "TBXBasicXCSV02.xcs")?;
            out.end();
        }
        out.end();
        Ok(())
    }

    /// Writes what stands after the entries.
    pub(super) fn end<W: Write>(&self, out: &mut Writer<W>, dialect: Dialect) -> io::Result<()> {
        for aside in &self.tail {
            aside.write(out);
        }
        out.end();
        if let Some(back) = self.back.root() {
            put(out, back, if dialect.martif { in_martif } else { in_version_3 })?;
        }
        out.finish()
    }
}

/// Writes an element with all that is in it, under the names of a version.
pub(super) fn put<W: Write>(out: &mut Writer<W>, node: Node<'_>, name: fn(&str) -> &str) -> io::Result<()> {
    if !node.is_element() || !holds_elements(node.name()) {
        return out.node(node, holds_elements);
    }
    out.begin(name(node.name()))?;
    for (name, value) in node.attributes() {
        out.attribute(name, value);
    }
    for child in node.children().filter(|child| !is_blank(*child)) {
        put(out, child, name)?;
    }
    out.end();
    Ok(())
}

/// Reads an element, and the comments and instructions before it; what has been spoilt is as good as absent.
fn fragment(text: &str, tree: &mut Tree) -> Vec<Aside> {
    let mut asides = Vec::new();
    if read_fragment(text, tree, &mut asides).is_none() {
        tree.clear();
    }
    asides
}
