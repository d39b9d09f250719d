//! An entry that was kept, and the concept as it is now.

use crate::formats::fields::columns;
use crate::formats::tbx::dialect::Dialect;
use crate::formats::tbx::entry::{
    Section, add_language, add_term, is_marked, read_concept, sections, set_concept, written_lang,
};
use crate::formats::tbx::set::set_term;
use crate::formats::xml::{Id, Node, Tree};
use crate::lang::Lang;
use crate::model::{Concept, Term};

/// Changes an entry where it says something else than `concept`, and nowhere else. `unseen` is told of each field that
/// others do not see, and of which term.
///
/// Terms are the same that have the same language and text; of those left over in a language, one after the other is
/// taken to have been corrected.
pub(super) fn reconcile(
    tree: &mut Tree,
    concept: &Concept,
    made_up: &str,
    dialect: Dialect,
    unseen: &mut dyn FnMut(&'static str, Option<&Term>),
) {
    let Some(entry) = tree.root().map(Node::id) else { return };
    let sections = sections(tree, entry);
    let pairs = pair(&sections, &concept.terms);
    let mut used = vec![false; sections.len()];
    for (term, section) in concept.terms.iter().zip(&pairs) {
        let own = section.and_then(|at| Some((sections.get(at)?, used.get_mut(at)?)));
        let fields = if let Some((section, used)) = own {
            *used = true;
            if section.term == *term {
                continue;
            }
            set_term(tree, section.id, term, false, dialect)
        } else {
            let language = language(tree, entry, term.lang);
            add_term(tree, language, term, is_marked(term, &concept.terms), dialect)
        };
        for name in fields {
            unseen(name, Some(term));
        }
    }
    for (section, _) in sections.iter().zip(&used).filter(|(_, used)| !**used) {
        tree.remove(section.id);
        if !tree.node(section.language).elements().any(|node| node.name() == "termSec") {
            tree.remove(section.language);
        }
    }
    // A definition may have stood with a term that is no more.
    let held = read_concept(tree, entry);
    let mut wanted = concept.clone();
    wanted.terms = Vec::new();
    wanted.extra = columns(&concept.extra).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect();
    if held != wanted || (concept.id.is_empty() && !made_up.is_empty()) {
        for name in set_concept(tree, entry, concept, made_up, dialect) {
            unseen(name, None);
        }
    }
}

/// The section of a language, made where there is none.
fn language(tree: &mut Tree, entry: Id, lang: Lang) -> Id {
    let known = tree
        .node(entry)
        .elements()
        .find(|node| node.name() == "langSec" && written_lang(*node).parse() == Ok(lang))
        .map(Node::id);
    known.unwrap_or_else(|| add_language(tree, entry, lang))
}

/// For each term the section that is its own.
fn pair(sections: &[Section], terms: &[Term]) -> Vec<Option<usize>> {
    let mut free = vec![true; sections.len()];
    let mut pairs = vec![None; terms.len()];
    for by_text in [true, false] {
        // Terms mostly stand in the order of the sections: the search goes on where it ended.
        let mut from = 0;
        for (term, pair) in terms.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let fits = |(at, section): &(usize, &Section)| {
                free.get(*at) == Some(&true)
                    && section.term.lang == term.lang
                    && (!by_text || section.term.text == term.text)
            };
            let all = || sections.iter().enumerate();
            let found = all().skip(from).chain(all().take(from)).find(fits);
            if let Some((at, _)) = found {
                *pair = Some(at);
                from = at + 1;
                if let Some(free) = free.get_mut(at) {
                    *free = false;
                }
            }
        }
    }
    pairs
}
