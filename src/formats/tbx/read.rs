//! Reads TBX.

use std::hash::BuildHasher as _;
use std::io::BufRead;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::formats::tbx::NAME;
use crate::formats::tbx::dialect::{Dialect, Level};
use crate::formats::tbx::entry::{read_concept, sections, written_lang};
use crate::formats::tbx::fields::text;
use crate::formats::tbx::file::{BACK, DOCTYPE, HEADER, PROLOG, ROOT, TAIL};
use crate::formats::tbx::kept::{Aside, compact, compact_asides, keep};
use crate::formats::tbx::names::{SPACES, is_structure, normalise, prefix, strip_prefixes};
use crate::formats::xml::{Event, Id, Kind, Node, Reader, Tree, root_name};
use crate::formats::{ReadError, ReadSetting, Receive};
use crate::lang::Lang;
use crate::model::{Extra, Kept, Text};

/// How many ids are remembered: those of a larger file are not compared with each other.
const MOST_IDS: usize = 1 << 20;

/// Whether a file is TBX.
pub(super) fn begins(_: &str, head: &[u8]) -> bool {
    root_name(head).is_some_and(is_root)
}

fn is_root(name: &str) -> bool {
    matches!(name, "martif" | "tbx" | "TBX")
}

/// Reads a file.
pub(super) fn read(input: &mut dyn BufRead, _: &ReadSetting<'_>, receive: &mut dyn Receive) -> Result<(), ReadError> {
    let reader = Reader::new(input, SPACES)?.structured(is_structure);
    let dialect = Dialect { martif: true, level: Level::Basic };
    let file = File {
        reader,
        receive,
        tree: Tree::default(),
        plain: Tree::default(),
        asides: Vec::new(),
        ids: FxHashSet::default(),
        dialect,
        prefixed: false,
        prefix: None,
    };
    file.read()
}

/// A file that is being read.
struct File<'f> {
    reader: Reader<'f>,
    receive: &'f mut dyn Receive,
    tree: Tree,
    /// What a concept comes to by itself.
    plain: Tree,
    /// What stood before the next entry.
    asides: Vec<Aside>,
    /// Hashes of the ids that were met.
    ids: FxHashSet<u64>,
    dialect: Dialect,
    /// Whether elements of TBX may have a prefix, and which one the root has.
    prefixed: bool,
    prefix: Option<String>,
}

impl File<'_> {
    fn read(mut self) -> Result<(), ReadError> {
        loop {
            match self.reader.next(&mut self.tree, self.receive)? {
                Event::Done => break,
                Event::End => {}
                Event::Doctype => {
                    let text = self.tree.root().map(|root| root.content().to_owned());
                    self.keep(DOCTYPE, text.unwrap_or_default());
                }
                Event::Other => self.aside(),
                Event::Start if self.reader.depth() == 1 => self.root()?,
                Event::Start => self.element()?,
            }
        }
        let text = compact_asides(&std::mem::take(&mut self.asides));
        self.keep(TAIL, text);
        Ok(())
    }

    /// Something beside the elements.
    fn aside(&mut self) {
        let Some(node) = self.tree.root() else { return };
        if node.kind() != Kind::Text {
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
        self.dialect = Dialect::of(root);
        self.prefix = prefix(root.name()).map(str::to_owned);
        self.prefixed = self.prefix.is_some()
            || root.attributes().any(|(name, value)| name.starts_with("xmlns:") && SPACES.contains(&value));
        let text = compact(root, &[]);
        self.keep(ROOT, text);
        Ok(())
    }

    fn element(&mut self) -> Result<(), ReadError> {
        let Some(node) = self.tree.root() else { return Ok(()) };
        match node.local() {
            "text" => {}
            "body" => {
                let text = compact_asides(&std::mem::take(&mut self.asides));
                self.keep(PROLOG, text);
            }
            "martifHeader" | "tbxHeader" | "header" => self.part(HEADER)?,
            "back" => self.part(BACK)?,
            "termEntry" | "conceptEntry" | "entry" => self.entry()?,
            name => {
                let message = format!("`<{name}>` is not expected here and is left out");
                let problem = Diagnostic::error("tbx", message).at(node.place());
                self.problem(problem);
                self.reader.skip(&mut self.tree, self.receive)?;
            }
        }
        Ok(())
    }

    /// A part of the file that is kept as it stands.
    fn part(&mut self, name: &str) -> Result<(), ReadError> {
        self.reader.whole(&mut self.tree, self.receive)?;
        if self.prefixed {
            strip_prefixes(&mut self.tree, self.prefix.as_deref());
        }
        let text = self.tree.root().map(|root| compact(root, &[]));
        self.keep(name, text.unwrap_or_default());
        Ok(())
    }

    fn entry(&mut self) -> Result<(), ReadError> {
        self.reader.whole(&mut self.tree, self.receive)?;
        if self.prefixed {
            strip_prefixes(&mut self.tree, self.prefix.as_deref());
        }
        normalise(&mut self.tree);
        let Some(entry) = self.tree.root().map(Node::id) else { return Ok(()) };
        let mut concept = read_concept(&self.tree, entry);
        if self.is_known(&concept.id) {
            let message = format!(
                "the id `{}` is that of an entry before; the concept is read without; give it one of its own",
                concept.id
            );
            self.problem(Diagnostic::error("duplicate-id", message).at(self.tree.node(entry).place()));
            concept.id = Text::new();
            self.tree.remove_attribute(entry, "id");
        }
        concept.terms = sections(&self.tree, entry).into_iter().map(|section| section.term).collect();
        if !is_whole(self.tree.node(entry), concept.terms.len()) {
            self.check(entry);
        }
        keep(&mut concept, &self.tree, &self.asides, self.dialect, &mut self.plain);
        self.asides.clear();
        Ok(self.receive.concept(concept)?)
    }

    /// Whether an id was met before.
    fn is_known(&mut self, id: &Text) -> bool {
        !id.is_empty() && self.ids.len() < MOST_IDS && !self.ids.insert(FxBuildHasher.hash_one(id))
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
        self.reader.problem(problem, self.receive);
    }

    fn keep(&mut self, name: &str, text: String) {
        if !text.is_empty() {
            self.receive.keep(Kept { format: NAME.to_owned(), name: name.to_owned(), text, extra: Extra::default() });
        }
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
