//! A `trans-unit` and the segments in it.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::formats::bitext::pairs::{AFTER, BEFORE, MOST_SHARING, SEGMENT};
use crate::formats::bitext::parts::{attributes_as_properties, element_as_property, note};
use crate::formats::bitext::written::Written;
use crate::formats::bitext::xliff1::content::Segments;
use crate::formats::bitext::xliff1::file::{File, Group};
use crate::formats::bitext::xliff1::states::Words;
use crate::formats::bitext::xliff1::{MQ, OURS, SDL, core_name, is_core};
use crate::formats::xml::Node;
use crate::lang::Lang;
use crate::model::{Context, Note, Property, State, Text, Unit, Variant};

/// What of a `trans-unit` belongs together as one segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'t> {
    /// What it is called in the `trans-unit`; none where that is one segment.
    pub(super) mid: Option<&'t str>,
    pub(super) source: Option<Node<'t>>,
    pub(super) target: Option<Node<'t>>,
}

/// The segments of a `trans-unit`.
pub(super) fn pairs(unit: Node<'_>) -> Vec<Pair<'_>> {
    let part = |name: &str| unit.elements().find(|child| core_name(*child) == name);
    let (source, target) = (part("source"), part("target"));
    let mut sources = Vec::new();
    for node in [part("seg-source"), source].into_iter().flatten() {
        marks(node, &mut sources);
        if !sources.is_empty() {
            break;
        }
    }
    let mut targets = Vec::new();
    if let Some(target) = target {
        marks(target, &mut targets);
    }
    // A translation without segments is that of the whole.
    let unsegmented = target.filter(|target| targets.is_empty() && !is_blank(*target));
    match (sources.as_slice(), unsegmented) {
        ([], _) => return vec![Pair { mid: None, source, target }],
        ([only], Some(target)) => {
            return vec![Pair { mid: Some(mid(*only)), source: Some(*only), target: Some(target) }];
        }
        (_, Some(target)) => return vec![Pair { mid: None, source, target: Some(target) }],
        (_, None) => {}
    }
    let mut by_mid: FxHashMap<&str, VecDeque<usize>> = FxHashMap::default();
    for (at, target) in targets.iter().enumerate() {
        by_mid.entry(mid(*target)).or_default().push_back(at);
    }
    let mut taken = vec![false; targets.len()];
    let mut pairs = Vec::with_capacity(sources.len());
    for source in sources {
        let mid = mid(source);
        let at = by_mid.get_mut(mid).and_then(VecDeque::pop_front);
        if let Some(taken) = at.and_then(|at| taken.get_mut(at)) {
            *taken = true;
        }
        let target = at.and_then(|at| targets.get(at)).copied();
        pairs.push(Pair { mid: Some(mid), source: Some(source), target });
    }
    let alone = targets.into_iter().zip(taken).filter(|(_, taken)| !taken);
    pairs.extend(alone.map(|(target, _)| Pair { mid: Some(mid(target)), source: None, target: Some(target) }));
    pairs
}

/// The segments in an element, wherever they stand in it.
fn marks<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    for child in node.elements() {
        if is_segment(child) {
            found.push(child);
        } else {
            marks(child, found);
        }
    }
}

/// Whether an element is a segment of a `trans-unit`.
pub(super) fn is_segment(node: Node<'_>) -> bool {
    core_name(node) == "mrk" && node.attribute("mtype") == Some("seg")
}

fn mid(node: Node<'_>) -> &str {
    node.attribute("mid").unwrap_or_default()
}

/// Whether there is neither text nor code in an element.
fn is_blank(node: Node<'_>) -> bool {
    node.elements().next().is_none() && node.text().trim().is_empty()
}

/// What is around a `trans-unit`.
#[derive(Clone, Copy)]
pub(super) struct Around<'r> {
    pub(super) segments: Segments<'r>,
    pub(super) file: &'r File,
    pub(super) groups: &'r [Group],
}

/// What is said of a whole `trans-unit`.
#[derive(Default)]
struct Shared<'t> {
    properties: Vec<Property>,
    notes: Vec<Note>,
    of_source: Vec<Note>,
    of_target: Vec<Note>,
    /// The `target`, for what its attributes say.
    target: Option<Node<'t>>,
    /// What Trados says of each segment.
    confirmed: FxHashMap<&'t str, Node<'t>>,
    state: State,
}

impl Around<'_> {
    /// The units of a `trans-unit`, one for each of its segments.
    pub(super) fn units(self, node: Node<'_>, pairs: &[Pair<'_>]) -> Vec<Unit> {
        let mut shared = self.shared(node);
        let mut units = Vec::with_capacity(pairs.len());
        for (at, pair) in pairs.iter().enumerate() {
            if at == MOST_SHARING {
                shared = Shared { confirmed: shared.confirmed, state: shared.state, ..Shared::default() };
            }
            units.push(self.unit(node, *pair, &shared));
        }
        self.elements(node, pairs, &mut units);
        self.between(node, pairs, &mut units);
        units
    }

    fn shared(self, node: Node<'_>) -> Shared<'_> {
        let mut properties: Vec<Property> = attributes_as_properties(node, "@", &["id", "resname"]).collect();
        let translate = self.groups.iter().rev().find_map(|group| group.translate.clone());
        if let Some(value) = translate.filter(|_| node.attribute("translate").is_none()) {
            properties.push(Property { name: "group/@translate".into(), lang: Text::new(), value });
        }
        let path: Vec<&str> = self.groups.iter().map(|group| &*group.name).filter(|name| !name.is_empty()).collect();
        if !path.is_empty() {
            properties.push(Property { name: "group".into(), lang: Text::new(), value: path.join("/").into() });
        }
        let target = node.elements().find(|child| core_name(*child) == "target");
        let of_target = target.and_then(|target| target.attribute("state")).map_or(State::Unknown, state_of);
        let of_memoq = of_memoq(node);
        let mut shared = Shared {
            properties,
            notes: self.groups.iter().flat_map(|group| group.notes.iter().cloned()).collect(),
            of_source: Vec::new(),
            of_target: Vec::new(),
            target,
            confirmed: sdl_segments(node),
            state: if of_memoq == State::Unknown { of_target } else { of_memoq },
        };
        for child in node.elements() {
            match (core_name(child), child.attribute("annotates")) {
                ("note", Some("source")) => shared.of_source.push(note(child)),
                ("note", Some("target")) => shared.of_target.push(note(child)),
                ("note", _) => shared.notes.push(note(child)),
                _ if child.space() == Some(MQ) => comments(child, &mut shared.notes),
                _ => {}
            }
        }
        shared
    }

    fn unit(self, node: Node<'_>, pair: Pair<'_>, shared: &Shared<'_>) -> Unit {
        let id = node.attribute("id").unwrap_or_default();
        let mut unit = Unit {
            id: pair.mid.map_or_else(|| id.into(), |mid| format!("{id}/{mid}").into()),
            context: Context {
                file: self.file.original.clone(),
                key: node.attribute("resname").unwrap_or_default().into(),
                ..Context::default()
            },
            notes: shared.notes.clone(),
            properties: shared.properties.clone(),
            place: if pair.mid.is_some() { pair.source.unwrap_or(node).extent() } else { node.extent() },
            ..Unit::default()
        };
        if let Some(mid) = pair.mid {
            unit.properties.insert(0, Property { name: SEGMENT.into(), lang: Text::new(), value: mid.into() });
        }
        if let Some(source) = pair.source {
            let mut variant = self.variant(source, &self.file.source);
            variant.notes.extend_from_slice(&shared.of_source);
            unit.variants.push(variant);
        }
        if let Some(target) = pair.target {
            let mut variant = self.variant(target, &self.file.target);
            variant.notes.extend_from_slice(&shared.of_target);
            judge(node, pair, shared, &mut variant);
            unit.variants.push(variant);
        } else {
            unit.notes.extend_from_slice(&shared.of_target);
        }
        unit
    }

    fn variant(self, node: Node<'_>, of_file: &Written) -> Variant {
        let whole = !is_segment(node);
        let own = node
            .attribute("xml:lang")
            .filter(|_| whole)
            .and_then(|written| Lang::folded(written).ok().map(|lang| Written::new(lang, written)));
        let Written { lang, written } = own.unwrap_or_else(|| of_file.clone());
        let mut variant = Variant { written, ..Variant::new(lang, self.segments.content(node)) };
        let known: &[&str] = if whole { &["xml:lang"] } else { &["mid", "mtype"] };
        variant.properties.extend(attributes_as_properties(node, "@", known));
        variant.place = node.extent();
        variant
    }

    /// Keeps what else stands in a `trans-unit`, with the segment that it is about or else with the first one.
    fn elements(self, node: Node<'_>, pairs: &[Pair<'_>], units: &mut [Unit]) {
        let named = pairs.iter().enumerate().rev().filter_map(|(at, pair)| Some((pair.mid?, at)));
        let by_mid: FxHashMap<&str, usize> = named.collect();
        for child in node.elements() {
            let known = match core_name(child) {
                "source" | "target" | "seg-source" | "note" => true,
                _ => is_sdl(child, "seg-defs"),
            };
            if known {
                continue;
            }
            let about = child.attribute("mid").filter(|_| is_core(child));
            let at = about.and_then(|mid| by_mid.get(mid)).copied().unwrap_or(0);
            let Some(unit) = units.get_mut(at) else { continue };
            if is_ours(child) {
                contexts(child, unit);
            } else {
                unit.properties.push(element_as_property(self.segments.raw, child));
            }
        }
    }

    /// Keeps what stands between segments: with the one before it, or with the first one.
    fn between(self, node: Node<'_>, pairs: &[Pair<'_>], units: &mut [Unit]) {
        if pairs.iter().all(|pair| pair.mid.is_none()) {
            return;
        }
        let part = |name: &str| node.elements().find(|child| core_name(*child) == name);
        let segmented = |node: &Node<'_>| {
            let mut found = Vec::new();
            marks(*node, &mut found);
            !found.is_empty()
        };
        let source = part("seg-source").filter(segmented).or_else(|| part("source")).filter(segmented);
        let target = part("target").filter(segmented);
        let parts = pairs.iter().enumerate().flat_map(|(at, pair)| [pair.source, pair.target].map(|part| (part, at)));
        let by_place: FxHashMap<u64, usize> = parts.filter_map(|(part, at)| Some((part?.bytes().start, at))).collect();
        for (node, written) in [(source, &self.file.source), (target, &self.file.target)] {
            let Some(node) = node else { continue };
            let mut found = Vec::new();
            marks(node, &mut found);
            let mut from = node.inner_bytes().start;
            let mut last = None;
            for mark in found.iter().map(Some).chain([None]) {
                let until = mark.map_or(node.inner_bytes().end, |mark| mark.bytes().start);
                let text = self.segments.raw.at(from..until);
                let at = last.and_then(|last: Node<'_>| by_place.get(&last.bytes().start)).copied();
                if let Some(unit) = units.get_mut(at.unwrap_or(0)).filter(|_| !text.is_empty()) {
                    let name = if last.is_some() { AFTER } else { BEFORE };
                    let lang = written.text();
                    unit.properties.push(Property { name: name.into(), lang, value: text.into() });
                }
                last = mark.copied();
                from = mark.map_or(until, |mark| mark.bytes().end);
            }
        }
    }
}

/// Says how far the work on a translation has come.
fn judge(node: Node<'_>, pair: Pair<'_>, shared: &Shared<'_>, variant: &mut Variant) {
    let mut state = shared.state;
    if let Some(seg) = pair.mid.and_then(|mid| shared.confirmed.get(mid)) {
        let conf = seg.attribute("conf");
        state = conf.map_or(State::Unknown, |conf| Words::Trados.state(conf));
        variant.properties.extend(attributes_as_properties(*seg, "sdl:seg/@", &["id"]));
        for value in seg.elements().filter(|value| is_sdl(*value, "value")) {
            sdl_value(value, variant);
        }
    }
    if let Some(target) = shared.target.filter(|_| pair.target.is_some_and(is_segment)) {
        // An `mrk` has no state of its own.
        variant.properties.extend(attributes_as_properties(target, "target/@", &["xml:lang"]));
    }
    if node.attribute("approved") == Some("yes") {
        state = State::Final;
    }
    if state == State::Unknown && variant.content.is_empty() {
        state = State::New;
    }
    variant.state = state;
}

/// What Trados says of the segments of a `trans-unit`, by their names.
pub(super) fn sdl_segments(node: Node<'_>) -> FxHashMap<&str, Node<'_>> {
    let all = node.elements().filter(|child| is_sdl(*child, "seg-defs")).flat_map(Node::elements);
    let mut found = FxHashMap::default();
    for seg in all.filter(|seg| is_sdl(*seg, "seg")) {
        found.entry(seg.attribute("id").unwrap_or_default()).or_insert(seg);
    }
    found
}

fn is_sdl(node: Node<'_>, local: &str) -> bool {
    node.space() == Some(SDL) && node.local() == local
}

fn state_of(word: &str) -> State {
    Words::Xliff.state(word)
}

/// The state that memoQ gives a row.
fn of_memoq(node: Node<'_>) -> State {
    let status = node.attribute("mq:status").map_or(State::Unknown, |word| Words::MemoQ.state(word));
    match node.attribute("m:confirmed") {
        Some("1") if status == State::Unknown => State::Translated,
        _ => status,
    }
}

/// What people wrote in memoQ.
fn comments(node: Node<'_>, notes: &mut Vec<Note>) {
    for comment in node.elements() {
        if comment.local() != "comment" {
            continue;
        }
        let own = |name: &str| Text::from(comment.attribute(name).unwrap_or_default());
        let text = comment.text();
        if !text.trim().is_empty() {
            notes.push(Note {
                kind: "mq:comment".into(),
                author: own("creatoruser"),
                lang: Text::new(),
                text: text.trim().into(),
            });
        }
    }
}

/// What Trados says of a segment in an element of its own.
fn sdl_value(node: Node<'_>, variant: &mut Variant) {
    let text = node.text();
    let history = &mut variant.history;
    let (field, value) = match node.attribute("key") {
        Some("created_by") => (&mut history.author, text.trim().into()),
        Some("last_modified_by") => (&mut history.editor, text.trim().into()),
        Some("created_on") => (&mut history.created, iso_of_american(text.trim())),
        Some("modified_on") => (&mut history.changed, iso_of_american(text.trim())),
        key => {
            let name = format!("sdl:seg/{}", key.unwrap_or("sdl:value")).into();
            variant.properties.push(Property { name, lang: Text::new(), value: text.trim().into() });
            return;
        }
    };
    *field = value;
}

/// Whether an element holds the properties that a writer of ours had no other place for.
fn is_ours(node: Node<'_>) -> bool {
    let ours = |context: Node<'_>| context.attribute("context-type").is_some_and(|kind| kind.starts_with(OURS));
    core_name(node) == "context-group" && node.elements().next().is_some() && node.elements().all(ours)
}

/// Reads them.
fn contexts(node: Node<'_>, unit: &mut Unit) {
    for context in node.elements() {
        let kind = context.attribute("context-type").unwrap_or_default();
        let (about, name) = kind.strip_prefix(OURS).and_then(|kind| kind.split_once(':')).unwrap_or_default();
        let properties = match about {
            "source" => unit.variants.first_mut().map(|variant| &mut variant.properties),
            "target" => unit.variants.last_mut().map(|variant| &mut variant.properties),
            _ => Some(&mut unit.properties),
        };
        let property = Property { name: name.into(), lang: Text::new(), value: context.text().as_ref().into() };
        if let Some(properties) = properties {
            properties.push(property);
        }
    }
}

/// A date as Trados writes it, `08/21/2023 10:28:51`, as ISO 8601 does; any other is left as it is.
fn iso_of_american(written: &str) -> Text {
    let iso = || {
        let (date, time) = written.split_once(' ')?;
        let mut parts = date.split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        let proper = digits(month, 2) && digits(day, 2) && digits(year, 4) && parts.next().is_none();
        let clock = time.len() == 8 && time.split(':').count() == 3 && time.split(':').all(|part| digits(part, 2));
        (proper && clock).then(|| format!("{year}-{month}-{day}T{time}"))
    };
    iso().map_or_else(|| written.into(), Text::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_trados_are_turned_into_iso() {
        for (written, expected) in [
            ("08/21/2023 10:28:51", "2023-08-21T10:28:51"),
            ("2023-08-21T10:28:51", "2023-08-21T10:28:51"),
            ("21.8.2023 10:28:51", "21.8.2023 10:28:51"),
            ("", ""),
        ] {
            assert_eq!(iso_of_american(written), expected, "{written}");
        }
    }
}
