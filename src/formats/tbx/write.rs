//! Writes TBX.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::formats::fields::note_left_out;
use crate::formats::tbx::NAME;
use crate::formats::tbx::dialect::{Dialect, Level};
use crate::formats::tbx::entry::build;
use crate::formats::tbx::file::{Frame, put};
use crate::formats::tbx::kept::restore;
use crate::formats::tbx::names::{GROUP_PREFIX, MARK, in_martif, is_blank};
use crate::formats::tbx::reconcile::reconcile;
use crate::formats::tbx::restrict::restrict;
use crate::formats::tbx::vocabulary::{shown_status, trim};
use crate::formats::xml::{Layout, Node, Tree, Writer};
use crate::formats::{ConceptWriter, Fate, Losses, WriteSetting};
use crate::model::{Concept, Term, Word};

type Opened<'a> = io::Result<Box<dyn ConceptWriter + 'a>>;

pub(super) fn open_martif<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>) -> Opened<'a> {
    open(setting, out, Dialect { martif: true, level: Level::Basic })
}

pub(super) fn open_core<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>) -> Opened<'a> {
    open(setting, out, Dialect { martif: false, level: Level::Core })
}

pub(super) fn open_min<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>) -> Opened<'a> {
    open(setting, out, Dialect { martif: false, level: Level::Min })
}

pub(super) fn open_basic<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>) -> Opened<'a> {
    open(setting, out, Dialect { martif: false, level: Level::Basic })
}

pub(super) fn open_linguist<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>) -> Opened<'a> {
    open(setting, out, Dialect { martif: false, level: Level::Linguist })
}

fn open<'a>(setting: &WriteSetting<'a>, out: Box<dyn Write + 'a>, dialect: Dialect) -> Opened<'a> {
    let frame = Frame::new(setting.kept, dialect);
    let mut out = Writer::new(out, Layout::Lines);
    frame.begin(&mut out, dialect, setting)?;
    Ok(Box::new(TbxWriter { setting: setting.clone(), out, frame, dialect, tree: Tree::default(), count: 0 }))
}

struct TbxWriter<'a> {
    setting: WriteSetting<'a>,
    out: Writer<Box<dyn Write + 'a>>,
    frame: Frame,
    dialect: Dialect,
    tree: Tree,
    /// How many concepts there were.
    count: usize,
}

impl TbxWriter<'_> {
    /// The concept with the terms that are asked for.
    fn asked<'c>(&self, concept: &'c Concept, losses: &mut Losses) -> Cow<'c, Concept> {
        let in_langs = |term: &Term| self.setting.langs.is_empty() || self.setting.lang_of(term).is_some();
        let is_blank = |term: &Term| trim(&term.text).is_empty();
        if concept.terms.iter().all(|term| in_langs(term) && !is_blank(term)) {
            return Cow::Borrowed(concept);
        }
        let mut asked = concept.clone();
        asked.terms.retain(|term| {
            if in_langs(term) && is_blank(term) {
                losses.note(Fate::Dropped, "a term is empty", &concept.id, term.lang.as_str());
            }
            in_langs(term) && !is_blank(term)
        });
        Cow::Owned(asked)
    }
}

impl ConceptWriter for TbxWriter<'_> {
    fn concept(&mut self, concept: &Concept, losses: &mut Losses) -> io::Result<()> {
        self.count += 1;
        let asked = self.asked(concept, losses);
        let kept = concept.extra.get(NAME);
        if asked.terms.is_empty() && (kept.is_none() || !concept.terms.is_empty()) {
            losses.note(Fate::Dropped, "it has no term", &concept.id, "");
            return Ok(());
        }
        let id = &concept.id;
        for term in &asked.terms {
            if term.status != shown_status(term.status) {
                let what = format!("{} ({})", term.text, term.status.word());
                losses.note(Fate::Changed, "TBX has no word for the status; others read deprecated", id, what);
            }
        }
        let made_up = if self.dialect.martif { String::new() } else { format!("_entry-{}", self.count) };
        let asides = kept.and_then(|kept| restore(kept, &mut self.tree));
        let whole = self.dialect.martif || self.frame.same;
        if asides.is_some() && !whole {
            restrict(&mut self.tree, self.dialect, &mut |what| {
                losses.note(Fate::Dropped, "this kind of TBX has no place for it", id, what);
            });
        }
        if asides.is_none() && kept.is_some() {
            losses.note(Fate::Dropped, "what was kept of its entry has been spoilt", id, "column `tbx`");
        }
        let mut unseen = |field: &'static str, term: Option<&Term>| {
            let what = term.map_or_else(|| field.to_owned(), |term| format!("{field} of {}", term.text));
            losses.note(Fate::Changed, "this kind of TBX has no place for it; only baixiao reads it there", id, what);
        };
        match asides {
            Some(asides) => {
                reconcile(&mut self.tree, &asked, &made_up, self.dialect, &mut unseen);
                for aside in asides {
                    aside.write(&mut self.out);
                }
            }
            None => {
                build(&mut self.tree, &asked, &made_up, self.dialect, &mut unseen);
            }
        }
        if let Some(entry) = self.tree.root() {
            section(&mut self.out, entry, self.dialect)?;
        }
        note_left_out(concept, NAME, self.out.take_dropped() > 0, losses);
        Ok(())
    }

    fn finish(&mut self, _: &mut Losses) -> io::Result<()> {
        self.frame.end(&mut self.out, self.dialect)
    }
}

/// Writes an entry or a section of it.
fn section<W: Write>(out: &mut Writer<W>, node: Node<'_>, dialect: Dialect) -> io::Result<()> {
    let name: fn(&str) -> &str = if dialect.martif { in_martif } else { |name| name };
    if !node.is_element() || !matches!(node.name(), "conceptEntry" | "langSec" | "termSec") {
        return put(out, node, name);
    }
    let marked = node.name() == "termSec" && node.attribute(MARK) == Some("ntig");
    let grouped = dialect.martif && marked;
    out.begin(if grouped { "ntig" } else { name(node.name()) })?;
    let (of_group, own): (Vec<_>, Vec<_>) = node
        .attributes()
        .filter(|(name, _)| !marked || *name != MARK)
        .partition(|(name, _)| marked && name.starts_with(GROUP_PREFIX));
    for (name, value) in own {
        out.attribute(name, value);
    }
    let children = || node.children().filter(|child| !is_blank(*child));
    let in_group = if grouped { children().filter(|child| is_of_term(*child)).count() } else { 0 };
    if in_group > 0 {
        out.begin("termGrp")?;
        for (name, value) in of_group {
            out.attribute(name.strip_prefix(GROUP_PREFIX).unwrap_or(name), value);
        }
    }
    let mut left = in_group;
    for child in children() {
        section(out, child, dialect)?;
        if left > 0 && is_of_term(child) {
            left -= 1;
            if left == 0 {
                out.end();
            }
        }
    }
    out.end();
    Ok(())
}

/// Whether an element belongs into the `termGrp` of an `ntig`.
fn is_of_term(node: Node<'_>) -> bool {
    node.is_element() && matches!(node.name(), "term" | "termNote" | "termNoteGrp" | "termCompList")
}
