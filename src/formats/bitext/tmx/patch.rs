//! A file of TMX once more, with some of its segments changed.

use std::io::{BufRead, Write};
use std::ops::Range;

use crate::formats::ReadError;
use crate::formats::bitext::tmx::names::STATE;
use crate::formats::bitext::tmx::read::{File, Item, Step};
use crate::formats::bitext::tmx::{attributes, segment};
use crate::formats::bitext::{BitextReadSetting, Edit, EditUnits};
use crate::formats::languages::lang_written;
use crate::formats::xml::{Node, pairs};
use crate::lang::Lang;
use crate::model::Word as _;

/// Writes a file again: every byte that is not part of an edit goes out as it came in.
pub(super) fn patch(
    input: &mut dyn BufRead,
    told: &BitextReadSetting<'_>,
    edit: &mut dyn EditUnits,
    out: &mut dyn Write,
) -> Result<(), ReadError> {
    let mut file = File::new(input, told)?;
    let mut ascii = None;
    loop {
        let step = file.step();
        // The declaration stands before whatever is read first.
        let ascii = *ascii.get_or_insert_with(|| declares_ascii(file.reader.recorded().0));
        let mut splices = Vec::new();
        for item in std::mem::take(&mut file.found).0 {
            match item {
                Item::Header(header) => edit.header(*header),
                Item::Problem(problem) => file.reader.problem(problem, edit),
                Item::Unit(unit) => {
                    if let Some((wanted, tu)) = edit.edit(&unit)?.zip(file.tree.root()) {
                        splices = changes(tu, &wanted, file.reader.recorded());
                    }
                }
            }
        }
        let step = step?;
        let (mut rest, start) = file.reader.recorded();
        let mut at = start;
        for Splice { bytes, text } in splices {
            let split = |to: u64| usize::try_from(to.saturating_sub(at)).unwrap_or(usize::MAX);
            let (before, after) = rest.split_at_checked(split(bytes.start)).unwrap_or((rest, ""));
            out.write_all(before.as_bytes())?;
            let text = if ascii { in_ascii(&text) } else { text };
            out.write_all(text.as_bytes())?;
            let length = usize::try_from(bytes.end.saturating_sub(bytes.start)).unwrap_or(usize::MAX);
            rest = after.get(length..).unwrap_or_default();
            at = bytes.end;
        }
        out.write_all(rest.as_bytes())?;
        if step == Step::Done {
            return Ok(());
        }
    }
}

/// Whether a file says that it has no letter beyond ASCII.
fn declares_ascii(begin: &str) -> bool {
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

/// A text in the place of some bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    bytes: Range<u64>,
    text: String,
}

impl Splice {
    fn insert(at: u64, text: String) -> Self {
        Self { bytes: at..at, text }
    }
}

/// What an edit comes to, in the order of the file.
fn changes(tu: Node<'_>, wanted: &Edit, recorded: (&str, u64)) -> Vec<Splice> {
    let mut content = String::new();
    segment::write(&mut content, &wanted.content);
    let seg = format!("<seg>{content}</seg>");
    let state = wanted.state.map(|state| format!("<prop type=\"{STATE}\">{}</prop>", state.word()));
    let Some(tuv) = variant(tu, wanted.lang) else {
        let tag = wanted.lang;
        let tuv = format!("<tuv xml:lang=\"{tag}\">{}{seg}</tuv>", state.unwrap_or_default());
        return vec![beside(tu, tuv, recorded)];
    };
    let mut splices = Vec::new();
    if tuv.is_one_tag() {
        return vec![opened(tuv, "tuv", &format!("{}{seg}", state.unwrap_or_default()), recorded)];
    }
    let held = tuv.element("seg");
    if let Some(state) = state {
        let own = tuv.elements().find(|child| child.name() == "prop" && child.attribute("type") == Some(STATE));
        let at = held.map_or(tuv.inner_bytes().end, |seg| seg.bytes().start);
        splices.push(own.map_or_else(
            || Splice::insert(at, state.clone()),
            |own| Splice { bytes: own.bytes(), text: state.clone() },
        ));
    }
    splices.push(match held {
        Some(held) if held.is_one_tag() => opened(held, "seg", &content, recorded),
        Some(held) => Splice { bytes: held.inner_bytes(), text: content },
        None => Splice::insert(tuv.inner_bytes().end, seg),
    });
    splices.sort_by_key(|splice| splice.bytes.start);
    splices
}

/// The first `tuv` in a language, or else in one that serves who asks for it.
fn variant<'t>(tu: Node<'t>, lang: Lang) -> Option<Node<'t>> {
    let of = |node: &Node<'t>| lang_written(attributes::lang(*node));
    let mut all = tu.elements().filter(|child| child.name() == "tuv");
    let served = || {
        tu.elements().filter(|child| child.name() == "tuv").find(|node| of(node).is_some_and(|held| held.serves(lang)))
    };
    all.find(|node| of(node) == Some(lang)).or_else(served)
}

/// An element that was `<name …/>`, with something in it.
fn opened(node: Node<'_>, name: &str, content: &str, (recorded, start): (&str, u64)) -> Splice {
    let bytes = node.bytes();
    let at = |byte: u64| usize::try_from(byte.saturating_sub(start)).unwrap_or(usize::MAX);
    let tag = recorded.get(at(bytes.start)..at(bytes.end)).unwrap_or_default();
    let tag = tag.strip_suffix("/>").unwrap_or(tag).trim_ascii_end();
    Splice { text: format!("{tag}>{content}</{name}>"), bytes }
}

/// A `tuv` after the last one, with the white space that stands before that.
fn beside(tu: Node<'_>, tuv: String, (recorded, start): (&str, u64)) -> Splice {
    if tu.is_one_tag() {
        return opened(tu, "tu", &tuv, (recorded, start));
    }
    let Some(last) = tu.elements().filter(|child| child.name() == "tuv").last() else {
        return Splice::insert(tu.inner_bytes().end, tuv);
    };
    let bytes = last.bytes();
    let before = usize::try_from(bytes.start.saturating_sub(start)).ok().and_then(|at| recorded.get(..at));
    let before = before.unwrap_or_default();
    let blank = before.get(before.trim_ascii_end().len()..).unwrap_or_default();
    Splice::insert(bytes.end, format!("{blank}{tuv}"))
}
