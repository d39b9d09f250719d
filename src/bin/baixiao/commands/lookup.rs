//! `lookup`: concept cards.

use anyhow::Result;
use baixiao::glossary::{Found, Index};
use baixiao::report::{CardFormat, LookupAnswer, View, write_cards};

use crate::Outcome;
use crate::args::{Lookup, LookupFormat};
use crate::{input, output};

pub(crate) fn run(args: &Lookup) -> Result<Outcome> {
    let stack = input::stack(&args.glossaries)?;
    let index = Index::new(&stack);
    let answers: Vec<LookupAnswer> = args
        .words
        .iter()
        .map(|query| LookupAnswer { query: query.clone(), found: index.find(&stack, query) })
        .collect();
    let format = match args.format {
        LookupFormat::Text => CardFormat::Text,
        LookupFormat::Json => CardFormat::Json,
        LookupFormat::Markdown => CardFormat::Markdown,
    };
    let mut out = output::Output::open(&args.output)?;
    write_cards(&mut out, View::new(&stack, &args.to), &answers, format)?;
    out.finish()?;
    let all_found = answers.iter().all(|answer| matches!(answer.found, Found::Terms(_)));
    Ok(if all_found { Outcome::Clean } else { Outcome::Findings })
}
