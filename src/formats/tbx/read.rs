//! Reads TBX.

use std::hash::BuildHasher as _;
use std::io::{self, BufRead};

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::formats::tbx::NAME;
use crate::formats::tbx::dialect::{Dialect, Level};
use crate::formats::tbx::entry::{read_concept, sections, written_lang};
use crate::formats::tbx::fields::text;
use crate::formats::tbx::file::{BACK, DOCTYPE, HEADER, PROLOG, ROOT, TAIL};
use crate::formats::tbx::kept::{Aside, compact, compact_asides, drop_id, keep};
use crate::formats::tbx::names::{SPACES, is_structure, normalise, prefix, strip_prefixes};
use crate::formats::xml::{self, Chunk, Event, Id, Node, Reader, Tree, in_order, root_name};
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::lang::Lang;
use crate::model::{Concept, Extra, Kept, Text};
use crate::text::Position;

/// How many ids are remembered: those of a larger file are not compared with each other.
const MOST_IDS: usize = 1 << 20;

/// Whether a file is TBX.
pub(super) fn begins(_: &str, head: &[u8]) -> bool {
    root_name(head).is_some_and(is_root)
}

fn is_entry(name: &str) -> bool {
    matches!(name.rsplit(':').next(), Some("termEntry" | "conceptEntry" | "entry"))
}

fn is_root(name: &str) -> bool {
    matches!(name, "martif" | "tbx" | "TBX")
}

/// Reads a file.
pub(super) fn read(input: &mut dyn BufRead, _: &ReadSetting<'_>, receive: &mut dyn Receive) -> Result<(), ReadError> {
    let reader = Reader::new(input, SPACES)?.structured(is_structure);
    let kind = Kind { dialect: Dialect { martif: true, level: Level::Basic }, prefixed: false, prefix: None };
    let mut file = File::new(reader, kind);
    let mut out = Out { receive, ids: FxHashSet::default() };
    loop {
        let step = file.step();
        for found in file.found.drain() {
            match found {
                Item::Problem(problem) => out.receive.problem(problem),
                found @ (Item::Concept(..) | Item::Kept(_)) => out.take(found, &mut file.reader)?,
            }
        }
        match step? {
            Step::On => {}
            Step::Body => read_chunks(&mut file, &mut out)?,
            Step::Done => return Ok(()),
        }
    }
}

/// Reads entries in several threads, as long as that goes well: it does not where there is a tag in a comment, or what
/// is no XML. All that is left is then read as if nothing had been tried.
fn read_chunks(file: &mut File<'_>, out: &mut Out<'_>) -> Result<(), ReadError> {
    let (around, kind) = (file.reader.around(), file.kind.clone());
    let work = |chunk: &Chunk| {
        let mut part = File::new(Reader::of_chunk(chunk, &around), kind.clone());
        while !matches!(part.step().ok()?, Step::Done) {}
        Some(part.found)
    };
    let mut state = (file, out);
    let left = in_order(
        &mut state,
        |(file, _)| file.reader.chunk(is_entry),
        &work,
        |(file, out), found: Option<Found>| {
            let Some(mut found) = found else { return Ok(false) };
            for found in found.drain() {
                out.take(found, &mut file.reader)?;
            }
            Ok(true)
        },
    )?;
    for chunk in left.iter().rev() {
        state.0.reader.give_back(chunk);
    }
    Ok(())
}

/// What a file is.
#[derive(Clone)]
struct Kind {
    dialect: Dialect,
    /// Whether elements of TBX may have a prefix, and which one the root has.
    prefixed: bool,
    prefix: Option<String>,
}

/// A file or a part of it that is being read.
struct File<'f> {
    reader: Reader<'f>,
    kind: Kind,
    tree: Tree,
    /// What a concept comes to by itself.
    plain: Tree,
    /// What stood before the next entry.
    asides: Vec<Aside>,
    found: Found,
}

/// How far a file has been read.
enum Step {
    On,
    /// Up to where the entries begin.
    Body,
    Done,
}

impl<'f> File<'f> {
    fn new(reader: Reader<'f>, kind: Kind) -> Self {
        let (tree, plain) = (Tree::default(), Tree::default());
        Self { reader, kind, tree, plain, asides: Vec::new(), found: Found::default() }
    }

    fn step(&mut self) -> Result<Step, ReadError> {
        match self.reader.next(&mut self.tree, &mut self.found)? {
            Event::Done => {
                let text = compact_asides(&std::mem::take(&mut self.asides));
                self.keep(TAIL, text);
                return Ok(Step::Done);
            }
            Event::End => {}
            Event::Doctype => {
                let text = self.tree.root().map(|root| root.content().to_owned());
                self.keep(DOCTYPE, text.unwrap_or_default());
            }
            Event::Other => self.aside(),
            Event::Start if self.reader.depth() == 1 => self.root()?,
            Event::Start => return self.element(),
        }
        Ok(Step::On)
    }

    /// Something beside the elements.
    fn aside(&mut self) {
        let Some(node) = self.tree.root() else { return };
        if node.kind() != xml::Kind::Text {
            self.asides.push(Aside::of(node));
        } else if !node.content().trim_ascii().is_empty() {
            let shown: String = node.content().trim().chars().take(40).collect();
            let message = format!("`{shown}` stands between elements and is left out; put it into a `note`");
            self.problem(Diagnostic::error("text", message).at(self.reader.place()));
        }
    }

    fn root(&mut self) -> Result<(), ReadError> {
        let Some(root) = self.tree.root() else { return Ok(()) };
        if !is_root(root.local()) {
            let message = format!("`<{}>` is not TBX, which begins with `<martif>` or `<tbx>`", root.name());
            return Err(ReadError::Broken(Diagnostic::error("tbx", message).at(root.place())));
        }
        self.kind.dialect = Dialect::of(root);
        self.kind.prefix = prefix(root.name()).map(str::to_owned);
        self.kind.prefixed = self.kind.prefix.is_some()
            || root.attributes().any(|(name, value)| name.starts_with("xmlns:") && SPACES.contains(&value));
        let text = compact(root, &[]);
        self.keep(ROOT, text);
        Ok(())
    }

    fn element(&mut self) -> Result<Step, ReadError> {
        let Some(node) = self.tree.root() else { return Ok(Step::On) };
        match node.local() {
            "text" => {}
            "body" => {
                let text = compact_asides(&std::mem::take(&mut self.asides));
                self.keep(PROLOG, text);
                return Ok(Step::Body);
            }
            "martifHeader" | "tbxHeader" | "header" => self.part(HEADER)?,
            "back" => self.part(BACK)?,
            name if is_entry(name) => self.entry()?,
            name => {
                let message = format!("`<{name}>` is not expected here and is left out");
                let problem = Diagnostic::error("tbx", message).at(node.place());
                self.problem(problem);
                self.reader.skip(&mut self.tree, &mut self.found)?;
            }
        }
        Ok(Step::On)
    }

    /// A part of the file that is kept as it stands.
    fn part(&mut self, name: &str) -> Result<(), ReadError> {
        self.reader.whole(&mut self.tree, &mut self.found)?;
        if self.kind.prefixed {
            strip_prefixes(&mut self.tree, self.kind.prefix.as_deref());
        }
        let text = self.tree.root().map(|root| compact(root, &[]));
        self.keep(name, text.unwrap_or_default());
        Ok(())
    }

    fn entry(&mut self) -> Result<(), ReadError> {
        self.reader.whole(&mut self.tree, &mut self.found)?;
        if self.kind.prefixed {
            strip_prefixes(&mut self.tree, self.kind.prefix.as_deref());
        }
        normalise(&mut self.tree);
        let Some(entry) = self.tree.root().map(Node::id) else { return Ok(()) };
        let mut concept = read_concept(&self.tree, entry);
        concept.terms = sections(&self.tree, entry).into_iter().map(|section| section.term).collect();
        if !is_whole(self.tree.node(entry), concept.terms.len()) {
            self.check(entry);
        }
        keep(&mut concept, &self.tree, &self.asides, self.kind.dialect, &mut self.plain);
        self.asides.clear();
        let place = self.tree.node(entry).place();
        self.found.items.push(Item::Concept(concept, place));
        Ok(())
    }

    /// Tells what of an entry is no term.
    fn check(&mut self, entry: Id) {
        let mut problems = Vec::new();
        let mut terms = 0;
        for language in self.tree.node(entry).elements().filter(|node| node.name() == "langSec") {
            let written = written_lang(language);
            if written.is_empty() {
                let message = "the section has no `xml:lang`; write one such as `ko` or `zh-Hant`";
                problems.push(Diagnostic::error("lang", message).at(language.place()));
            } else if let Err(error) = written.parse::<Lang>() {
                problems.push(Diagnostic::error("lang", error.to_string()).at(language.place()));
            }
            let mut own = 0;
            for section in language.elements().filter(|node| node.name() == "termSec") {
                own += 1;
                if section.element("term").is_none_or(|term| text(term).is_empty()) {
                    let message = "the term is empty; fill it in or delete it";
                    problems.push(Diagnostic::warning("empty-term", message).at(section.place()));
                }
            }
            if own == 0 {
                let message = format!("the section for `{written}` has no term; add one or delete it");
                problems.push(Diagnostic::warning("no-terms", message).at(language.place()));
            }
            terms += own;
        }
        if terms == 0 && problems.is_empty() {
            let message = "the entry has no term; add one or delete it";
            problems.push(Diagnostic::warning("no-terms", message).at(self.tree.node(entry).place()));
        }
        for problem in problems {
            self.problem(problem);
        }
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.reader.problem(problem, &mut self.found);
    }

    fn keep(&mut self, name: &str, text: String) {
        if !text.is_empty() {
            let (format, name) = (NAME.to_owned(), name.to_owned());
            self.found.keep(Kept { format, name, text, extra: Extra::default() });
        }
    }
}

/// What was read of a file, in order.
#[derive(Default)]
struct Found {
    items: Vec<Item>,
}

enum Item {
    /// A concept, and where its entry begins.
    Concept(Concept, Position),
    Problem(Diagnostic),
    Kept(Kept),
}

impl Found {
    fn drain(&mut self) -> impl Iterator<Item = Item> {
        self.items.drain(..)
    }
}

impl Receive for Found {
    fn concept(&mut self, concept: Concept) -> io::Result<()> {
        self.items.push(Item::Concept(concept, Position { line: 1, column: 1 }));
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.items.push(Item::Problem(problem));
    }

    fn keep(&mut self, kept: Kept) {
        self.items.push(Item::Kept(kept));
    }
}

/// Where what was found goes.
struct Out<'o> {
    receive: &'o mut dyn Receive,
    /// Hashes of the ids that were met.
    ids: FxHashSet<u64>,
}

impl Out<'_> {
    /// Hands on; `reader` counts the problems.
    fn take(&mut self, found: Item, reader: &mut Reader<'_>) -> io::Result<()> {
        match found {
            Item::Concept(mut concept, place) => {
                if self.is_known(&concept.id) {
                    let message = format!(
                        "the id `{}` is that of an entry before; the concept is read without; give it one of its own",
                        concept.id
                    );
                    reader.problem(Diagnostic::error("duplicate-id", message).at(place), self.receive);
                    drop_id(&mut concept);
                }
                self.receive.concept(concept)?;
            }
            Item::Problem(problem) => reader.problem(problem, self.receive),
            Item::Kept(kept) => self.receive.keep(kept),
        }
        Ok(())
    }

    /// Whether an id was met before.
    fn is_known(&mut self, id: &Text) -> bool {
        !id.is_empty() && self.ids.len() < MOST_IDS && !self.ids.insert(FxBuildHasher.hash_one(id))
    }
}

/// Whether every section has a term, and all `terms` of them could be read.
fn is_whole(entry: Node<'_>, terms: usize) -> bool {
    let mut sections = 0;
    let filled = entry.elements().filter(|node| node.name() == "langSec").all(|language| {
        let own = language.elements().filter(|node| node.name() == "termSec").count();
        sections += own;
        own > 0
    });
    filled && terms > 0 && sections == terms
}
