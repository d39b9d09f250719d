//! What formats that hold a pair of languages make of units.

use std::hash::BuildHasher as _;
use std::io;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::formats::bitext::BitextWriteSetting;
use crate::formats::{Fate, Losses};
use crate::lang::Lang;
use crate::model::{Note, Property, Unit, Variant};

/// The property that says what a segment is called in its entry.
pub(in crate::formats) const SEGMENT: &str = "segment";
/// The property that holds what stands after a segment, before the next one.
pub(in crate::formats) const AFTER: &str = "after";
/// The property that holds what stands before the first segment.
pub(in crate::formats) const BEFORE: &str = "before";

/// Of how many segments of one entry it is said what is said of the whole: an entry may have as many notes as segments.
pub(in crate::formats) const MOST_SHARING: usize = 256;
/// How many notes about a group are handed on to the units in it.
pub(in crate::formats) const MOST_NOTES: usize = 100;

/// How many segments one entry has at most where it is written.
const MOST_SEGMENTS: usize = 1 << 12;
/// How many ids are remembered: those of a larger file are not compared with each other.
const MOST_IDS: usize = 1 << 20;

/// The languages of a file: the source and the target.
///
/// # Errors
///
/// If there are others than two.
pub(in crate::formats) fn languages(setting: &BitextWriteSetting<'_>) -> io::Result<[Lang; 2]> {
    match *setting.langs {
        [] => {
            let target = setting.header.targets.first().copied();
            Ok([setting.header.source.unwrap_or(Lang::UND), target.unwrap_or(Lang::UND)])
        }
        [source, target] => Ok([source, target]),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "XLIFF has a source and a target language")),
    }
}

/// Units that may be segments of one entry, until it is known that no further one is.
#[derive(Debug, Default)]
pub(in crate::formats) struct Gathered {
    held: Vec<Unit>,
}

impl Gathered {
    /// Takes a unit; gives those before it, where it is of another entry.
    pub(in crate::formats) fn push(&mut self, unit: &Unit) -> Vec<Unit> {
        let same = self.held.last().is_some_and(|last| {
            let (held, new) = (entry_of(last), entry_of(unit));
            held.1.is_some() && new.1.is_some() && held.0 == new.0 && last.context.file == unit.context.file
        });
        let done = if same && self.held.len() < MOST_SEGMENTS { Vec::new() } else { self.take() };
        self.held.push(unit.clone());
        done
    }

    /// All that is left.
    pub(in crate::formats) fn take(&mut self) -> Vec<Unit> {
        std::mem::take(&mut self.held)
    }
}

/// The id of the entry of which a unit is a segment, and what the segment is called in it.
pub(in crate::formats) fn entry_of(unit: &Unit) -> (&str, Option<&str>) {
    let name = unit.properties.iter().find(|property| property.name == SEGMENT).map(|property| &*property.value);
    let entry = name.and_then(|name| unit.id.strip_suffix(name)?.strip_suffix('/'));
    entry.map_or((&unit.id, None), |entry| (entry, name))
}

/// A segment that is to be written.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Segment<'u> {
    pub(in crate::formats) unit: &'u Unit,
    /// What it is called in its entry; none where that is one segment.
    pub(in crate::formats) name: Option<&'u str>,
    pub(in crate::formats) source: &'u Variant,
    pub(in crate::formats) target: Option<&'u Variant>,
}

impl<'u> Segment<'u> {
    /// What of a unit is written in these languages; nothing where it has no source.
    pub(in crate::formats) fn of(unit: &'u Unit, [source, target]: [Lang; 2], losses: &mut Losses) -> Option<Self> {
        let Some(source) = unit.variant(source).or(unit.variants.first().filter(|_| source == Lang::UND)) else {
            losses.note(Fate::Dropped, "it has no segment in the source language", &unit.label(), "");
            return None;
        };
        let is_source = |variant: &&Variant| std::ptr::eq(*variant, source);
        let others = || unit.variants.iter().filter(|variant| !is_source(variant));
        let own = others().find(|variant| variant.lang == target);
        let found = own.or_else(|| others().find(|variant| variant.lang.serves(target) || target == Lang::UND));
        for variant in others().filter(|variant| found.is_none_or(|found| !std::ptr::eq(*variant, found))) {
            losses.note(Fate::Dropped, "its language is not to be written", &unit.label(), variant.lang.as_str());
        }
        for history in [Some(&unit.history), Some(&source.history), found.map(|found| &found.history)] {
            if history.is_some_and(|history| !history.is_empty()) {
                losses.note(Fate::Dropped, "XLIFF has no place for who made it and when", &unit.label(), "");
            }
        }
        if !unit.context.previous.is_empty() || !unit.context.next.is_empty() {
            losses.note(Fate::Dropped, "XLIFF has no place for the segments around it", &unit.label(), "");
        }
        Some(Self { unit, name: entry_of(unit).1, source, target: found })
    }

    /// The variants: the source, and the target where there is one.
    pub(in crate::formats) fn variants(&self) -> impl Iterator<Item = &'u Variant> + use<'u> {
        [Some(self.source), self.target].into_iter().flatten()
    }

    /// The notes about the unit, the source and the target.
    pub(in crate::formats) fn notes(&self) -> [(Option<&'static str>, &'u [Note]); 3] {
        let target = self.target.map_or(&[][..], |target| &target.notes);
        [(None, &self.unit.notes), (Some("source"), &self.source.notes), (Some("target"), target)]
    }

    /// What stands before or after the segment, in a language.
    pub(in crate::formats) fn beside(&self, name: &str, lang: &str) -> &'u str {
        let found = self.unit.properties.iter().find(|property| property.name == name && property.lang == lang);
        found.map_or("", |property| &property.value)
    }
}

/// Whether a property says how segments stand in their entry.
pub(in crate::formats) fn is_of_entry(property: &Property) -> bool {
    [SEGMENT, AFTER, BEFORE].iter().any(|name| property.name == *name)
}

/// The ids of a file.
#[derive(Debug, Default)]
pub(in crate::formats) struct Ids {
    met: FxHashSet<u64>,
    count: usize,
}

impl Ids {
    /// The id of the next entry: the one that is `wanted`, where that is `valid` and no other entry has it.
    pub(in crate::formats) fn next(
        &mut self,
        wanted: &str,
        valid: fn(&str) -> bool,
        unit: &Unit,
        losses: &mut Losses,
    ) -> String {
        self.count += 1;
        if valid(wanted) && self.is_new(wanted) {
            return wanted.to_owned();
        }
        if !wanted.is_empty() {
            losses.note(Fate::Changed, "XLIFF does not take its id, and it has another", &unit.label(), wanted);
        }
        let mut id = format!("u{}", self.count);
        while !self.is_new(&id) {
            id.push('x');
        }
        id
    }

    fn is_new(&mut self, id: &str) -> bool {
        self.met.len() >= MOST_IDS || self.met.insert(FxBuildHasher.hash_one(id))
    }

    /// Forgets all ids: another file begins.
    pub(in crate::formats) fn clear(&mut self) {
        self.met.clear();
    }
}

/// Whether blanks in a text count, so that they are to be kept: more than one, or at an end.
pub(in crate::formats) fn has_blanks(text: &str) -> bool {
    text.trim() != text || text.contains("  ") || text.contains(|c: char| c.is_ascii_whitespace() && c != ' ')
}
