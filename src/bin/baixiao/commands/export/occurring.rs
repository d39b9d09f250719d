//! The concepts whose terms occur in a text.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use baixiao::annotate::{Annotator, Options};

use super::Supply;
use crate::args::Export;
use crate::input;

/// The concepts that occur in the text, the most frequent first; of those that
/// occur as often, the first one of the text.
pub(super) fn supply(args: &Export, path: &Path) -> Result<Supply> {
    let text = input::text(path, &args.encoding)?;
    let (stack, patterns) = input::compiled(&args.glossaries)?;
    let annotator = Annotator::with_patterns(&stack, patterns, Options::default());
    let mut counts: HashMap<(u32, u32), (usize, usize)> = HashMap::new();
    for hit in annotator.annotate(&text, args.source).hits {
        let first = hit.span.start;
        let (count, _) = counts.entry((hit.entry.layer, hit.entry.concept)).or_insert((0, first));
        *count += 1;
    }
    let mut found: Vec<_> = stack
        .entries()
        .filter(|(id, ..)| id.term == 0)
        .filter_map(|(id, concept, _)| Some((*counts.get(&(id.layer, id.concept))?, concept)))
        .collect();
    found.sort_by_key(|((count, first), concept)| (std::cmp::Reverse(*count), *first, &concept.id));
    let name = stack.layers().first().map(|layer| layer.name.clone()).unwrap_or_default();
    Ok(Supply::loaded(name, found.into_iter().map(|(_, concept)| concept.clone()).collect(), Vec::new()))
}
