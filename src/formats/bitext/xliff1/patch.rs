//! A file of XLIFF 1.2 once more, with some of its segments changed.

use std::io::{BufRead, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::markup::Names;
use crate::formats::bitext::parts::{Raw, Side, other_language, side};
use crate::formats::bitext::splice::{Splice, tag_with, with_attribute};
use crate::formats::bitext::walk::patch_units;
use crate::formats::bitext::xliff1::content;
use crate::formats::bitext::xliff1::core_name;
use crate::formats::bitext::xliff1::entry::{Pair, sdl_segments};
use crate::formats::bitext::xliff1::read::Xliff;
use crate::formats::bitext::xliff1::states::Words;
use crate::formats::bitext::{BitextReadSetting, Edit, EditUnits};
use crate::formats::xml::{Node, escape};
use crate::lang::Lang;
use crate::model::{State, Unit};

/// Writes a file again: every byte that is not part of an edit goes out as it came in.
pub(super) fn patch(
    input: &mut dyn BufRead,
    told: &BitextReadSetting<'_>,
    edit: &mut dyn EditUnits,
    out: &mut dyn Write,
) -> Result<(), ReadError> {
    patch_units(Xliff::new(input, told)?, edit, out)
}

/// A `trans-unit` that is to be changed.
pub(super) struct Entry<'t> {
    pub(super) raw: Raw<'t>,
    pub(super) node: Node<'t>,
    /// Its segments.
    pub(super) pairs: Vec<Pair<'t>>,
    /// What they were read as.
    pub(super) units: &'t [Unit],
    /// The language of translations.
    pub(super) target: Lang,
}

impl<'t> Entry<'t> {
    /// How elements are called here; what stands in the file already has prefixes that it knows.
    fn names(&self) -> Names<'t> {
        Names { own: self.prefix(), known: None, pairs: 0 }
    }

    /// What the edits of its segments come to.
    pub(super) fn changes(&self, wanted: &[Option<Edit>], problems: &mut Vec<Diagnostic>) -> Vec<Splice> {
        let mut splices = Vec::new();
        let mut texts: Vec<Option<String>> = Vec::with_capacity(self.pairs.len());
        let mut states: Vec<Option<State>> = Vec::with_capacity(self.pairs.len());
        for ((pair, unit), edit) in self.pairs.iter().zip(self.units).zip(wanted) {
            let (mut text, mut state) = (None, None);
            if let Some(edit) = edit {
                let mut written = String::new();
                content::write(&mut written, &edit.content, self.names());
                match (side(unit, edit.lang, self.target, pair.source.is_some()), pair.source) {
                    (Some(Side::Source), Some(source)) => splices.push(Splice::inner(self.raw, source, &written)),
                    (Some(_), _) => (text, state) = (Some(written), edit.state),
                    (None, _) => problems.push(other_language(unit, self.target, edit.lang).at(self.node.place())),
                }
            }
            texts.push(text);
            states.push(state);
        }
        let word = self.state(&states, &mut splices);
        if texts.iter().any(Option::is_some) {
            self.target(&texts, word, &mut splices);
        }
        splices
    }

    fn part(&self, name: &str) -> Option<Node<'t>> {
        self.node.elements().find(|child| core_name(*child) == name)
    }

    /// Writes how far the work has come to where the file says it already; gives the word for the `target`, where that
    /// is the place for it.
    fn state(&self, states: &[Option<State>], splices: &mut Vec<Splice>) -> Option<&'static str> {
        let mut lowest: Option<State> = None;
        let mut confirmed = false;
        let segs = sdl_segments(self.node);
        for ((pair, unit), state) in self.pairs.iter().zip(self.units).zip(states) {
            let target = usize::from(pair.source.is_some());
            let held = unit.variants.get(target).map(|variant| variant.state);
            let now = state.or(held).unwrap_or(State::New);
            lowest = Some(lowest.map_or(now, |lowest| lowest.min(now)));
            let seg = pair.mid.and_then(|mid| segs.get(mid)).copied();
            confirmed |= seg.is_some();
            let word = state.and_then(|state| Words::Trados.word(state));
            if let Some((seg, word)) = seg.zip(word) {
                splices.extend(with_attribute(self.raw, seg, "conf", word));
            }
        }
        let lowest = lowest.filter(|_| states.iter().any(Option::is_some))?;
        if self.node.attribute("approved").is_some() {
            let value = if lowest == State::Final { "yes" } else { "no" };
            splices.extend(with_attribute(self.raw, self.node, "approved", value));
        }
        if self.node.attribute("mq:status").is_some() {
            let word = Words::MemoQ.word(lowest);
            splices.extend(word.and_then(|word| with_attribute(self.raw, self.node, "mq:status", word)));
            return None;
        }
        Words::Xliff.word(lowest).filter(|_| !confirmed)
    }

    /// Puts texts into the target, one for each segment that is to be changed.
    fn target(&self, texts: &[Option<String>], word: Option<&str>, splices: &mut Vec<Splice>) {
        let Some(target) = self.part("target") else {
            splices.push(self.new_target(texts, word));
            return;
        };
        if target.is_one_tag() {
            let (first, last) = self.raw.tags(target);
            let first = word.map_or(first.clone(), |word| tag_with(&first, "state", word));
            splices.push(Splice { bytes: target.bytes(), text: [&first, &*self.all(texts), &last].concat() });
            return;
        }
        splices.extend(word.and_then(|word| with_attribute(self.raw, target, "state", word)));
        for (at, (pair, text)) in self.pairs.iter().zip(texts).enumerate() {
            let Some(text) = text else { continue };
            splices.push(match (pair.target, pair.mid) {
                (Some(held), _) => Splice::inner(self.raw, held, text),
                (None, Some(mid)) => self.new_mark(target, at, &self.mark(mid, text)),
                (None, None) => Splice::inner(self.raw, target, text),
            });
        }
    }

    /// A `target` where there is none, after what it is the translation of.
    fn new_target(&self, texts: &[Option<String>], word: Option<&str>) -> Splice {
        let prefix = self.prefix();
        let state = word.map(|word| format!(" state=\"{word}\"")).unwrap_or_default();
        let target = format!("<{prefix}target{state}>{}</{prefix}target>", self.all(texts));
        let Some(before) = self.part("seg-source").or_else(|| self.part("source")) else {
            return Splice::inner(self.raw, self.node, &[self.raw.at(self.node.inner_bytes()), &target].concat());
        };
        let blank = self.raw.blank_before(self.node, before);
        Splice::insert(before.bytes().end, format!("{blank}{target}"))
    }

    /// What stands in a target that had nothing in it.
    fn all(&self, texts: &[Option<String>]) -> String {
        let mut all = String::new();
        for (at, (pair, text)) in self.pairs.iter().zip(texts).enumerate() {
            match (pair.mid, text) {
                (Some(mid), Some(text)) => {
                    all.push_str(if all.is_empty() { "" } else { self.between(at) });
                    all.push_str(&self.mark(mid, text));
                }
                (None, Some(text)) => all.push_str(text),
                (_, None) => {}
            }
        }
        all
    }

    /// A segment where the target has others already: beside its neighbours.
    fn new_mark(&self, target: Node<'_>, at: usize, mark: &str) -> Splice {
        let (before, after) = self.pairs.split_at_checked(at).unwrap_or((&[], &[]));
        let within = |pair: &Pair<'t>| pair.target.filter(|held| core_name(*held) == "mrk");
        if let Some(previous) = before.iter().rev().find_map(within) {
            return Splice::insert(previous.bytes().end, format!("{}{mark}", self.between(at)));
        }
        match after.iter().find_map(within) {
            Some(next) => Splice::insert(next.bytes().start, format!("{mark}{}", self.between(at + 1))),
            None => Splice::insert(target.inner_bytes().end, format!("{}{mark}", self.between(at))),
        }
    }

    fn mark(&self, mid: &str, text: &str) -> String {
        let prefix = self.prefix();
        let mut name = String::new();
        escape(&mut name, mid, true);
        format!("<{prefix}mrk mtype=\"seg\" mid=\"{name}\">{text}</{prefix}mrk>")
    }

    /// The blanks in the source before a segment, after another one.
    fn between(&self, at: usize) -> &'t str {
        let source = |at: Option<usize>| at.and_then(|at| self.pairs.get(at)).and_then(|pair| pair.source);
        let Some((before, after)) = source(at.checked_sub(1)).zip(source(Some(at))) else { return "" };
        let text = self.raw.at(before.bytes().end..after.bytes().start);
        if text.contains('<') { "" } else { text }
    }

    /// The prefix that elements of XLIFF have here.
    fn prefix(&self) -> &'t str {
        let name = self.node.name();
        name.strip_suffix(self.node.local()).unwrap_or_default()
    }
}
