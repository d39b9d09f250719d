//! A file of XLIFF 2 once more, with some of its segments changed.

use std::io::{BufRead, Write};

use crate::diagnostic::Diagnostic;
use crate::formats::ReadError;
use crate::formats::bitext::markup::Names;
use crate::formats::bitext::parts::{Raw, Side, other_language, side};
use crate::formats::bitext::splice::{Splice, with_attribute, without_attribute};
use crate::formats::bitext::walk::patch_units;
use crate::formats::bitext::xliff2::content;
use crate::formats::bitext::xliff2::entry::{part, segments};
use crate::formats::bitext::xliff2::read::Xliff;
use crate::formats::bitext::xliff2::states::{NEEDS_WORK, words};
use crate::formats::bitext::{BitextReadSetting, Edit, EditUnits};
use crate::formats::xml::Node;
use crate::lang::Lang;
use crate::model::Unit;

/// Writes a file again: every byte that is not part of an edit goes out as it came in.
pub(super) fn patch(
    input: &mut dyn BufRead,
    told: &BitextReadSetting<'_>,
    edit: &mut dyn EditUnits,
    out: &mut dyn Write,
) -> Result<(), ReadError> {
    patch_units(Xliff::new(input, told)?, edit, out)
}

/// A `unit` that is to be changed.
pub(super) struct Entry<'t> {
    pub(super) raw: Raw<'t>,
    pub(super) node: Node<'t>,
    /// What its segments were read as.
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
        for ((segment, unit), edit) in segments(self.node).zip(self.units).zip(wanted) {
            let Some(edit) = edit else { continue };
            let (source, target) = (part(segment, "source"), part(segment, "target"));
            let mut text = String::new();
            content::write(&mut text, &edit.content, self.names(), None);
            match (side(unit, edit.lang, self.target, source.is_some()), source, target) {
                (Some(Side::Source), Some(source), _) => splices.push(Splice::inner(self.raw, source, &text)),
                (Some(_), _, Some(target)) => {
                    splices.push(Splice::inner(self.raw, target, &text));
                    self.state(segment, edit, &mut splices);
                }
                (Some(_), _, None) => {
                    splices.push(self.new_target(segment, source, &text));
                    self.state(segment, edit, &mut splices);
                }
                (None, ..) => problems.push(other_language(unit, self.target, edit.lang).at(segment.place())),
            }
        }
        splices
    }

    fn state(&self, segment: Node<'_>, edit: &Edit, splices: &mut Vec<Splice>) {
        let Some((word, detail)) = edit.state.and_then(words) else { return };
        if segment.is_one_tag() {
            return;
        }
        splices.extend(with_attribute(self.raw, segment, "state", word));
        splices.extend(match detail {
            Some(detail) => with_attribute(self.raw, segment, "subState", detail),
            // It said what is no longer so.
            None if segment.attribute("subState") == Some(NEEDS_WORK) => {
                without_attribute(self.raw, segment, "subState")
            }
            None => None,
        });
    }

    /// The prefix that elements of XLIFF have here.
    fn prefix(&self) -> &'t str {
        self.node.name().strip_suffix(self.node.local()).unwrap_or_default()
    }

    /// A `target` where there is none, after the `source`.
    fn new_target(&self, segment: Node<'_>, source: Option<Node<'_>>, text: &str) -> Splice {
        let prefix = self.prefix();
        let target = format!("<{prefix}target>{text}</{prefix}target>");
        match source {
            Some(source) => {
                let blank = self.raw.blank_before(segment, source);
                Splice::insert(source.bytes().end, format!("{blank}{target}"))
            }
            None => Splice::inner(self.raw, segment, &[self.raw.at(segment.inner_bytes()), &target].concat()),
        }
    }
}
