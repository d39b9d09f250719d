//! Where the concepts to write come from.

use std::io::{self, BufRead as _};
use std::path::PathBuf;

use anyhow::Result;
use baixiao::files::Spool;
use baixiao::formats::UnknownColumns;
use baixiao::glossary::is_own;
use baixiao::lang::Lang;
use baixiao::model::{Concept, Kept};
use indicatif::ProgressBar;

use super::passing::read_aside;
use crate::args::{EncodingArgs, Glossaries};
use crate::aside::hand_on;
use crate::input;

/// The concepts to write.
pub(super) struct Supply {
    /// What they are called together.
    pub(super) name: String,
    kind: Kind,
}

enum Kind {
    /// Concepts in memory.
    Loaded { concepts: Vec<Concept>, kept: Vec<Kept> },
    /// A file of another tool, which passes through.
    File(PathBuf),
    /// What was in it.
    Spooled(Spool<Concept>),
}

/// What a writer must know of the concepts before the first.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) concepts: usize,
    pub(super) langs: Vec<Lang>,
    pub(super) columns: UnknownColumns,
    pub(super) kept: Vec<Kept>,
    /// Whether something could not be read.
    pub(super) errors: bool,
}

impl Survey {
    pub(super) fn add(&mut self, concept: &Concept) {
        self.concepts += 1;
        self.columns.add(concept);
        for term in &concept.terms {
            if !self.langs.contains(&term.lang) {
                self.langs.push(term.lang);
            }
        }
    }
}

impl Supply {
    /// The glossaries asked for. A single file of another tool is not loaded: it passes through.
    pub(super) fn open(args: &Glossaries) -> Result<Self> {
        if let [path] = args.glossaries.as_slice()
            && path.is_file()
            && !is_own(input::file(path, &EncodingArgs::default(), &ProgressBar::hidden())?.fill_buf()?)
        {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            return Ok(Self { name: name.unwrap_or_default(), kind: Kind::File(path.clone()) });
        }
        let stack = input::stack(args)?;
        let name = stack.layers().first().map(|layer| layer.name.clone()).unwrap_or_default();
        let kept = stack.layers().iter().flat_map(|layer| layer.kept.iter().cloned()).collect();
        Ok(Self::loaded(name, stack.merged(), kept))
    }

    /// Concepts in memory.
    pub(super) fn loaded(name: String, concepts: Vec<Concept>, kept: Vec<Kept>) -> Self {
        Self { name, kind: Kind::Loaded { concepts, kept } }
    }

    /// Looks at all of them; a file is read.
    pub(super) fn survey(&mut self) -> Result<Survey> {
        let mut survey = Survey::default();
        match &mut self.kind {
            Kind::Loaded { concepts, kept } => {
                for concept in concepts {
                    survey.add(concept);
                }
                survey.kept = std::mem::take(kept);
            }
            Kind::File(path) => {
                let (spool, found) = read_aside(path)?;
                survey = found;
                self.kind = Kind::Spooled(spool);
            }
            Kind::Spooled(_) => {}
        }
        survey.langs.sort();
        Ok(survey)
    }

    /// Hands over one after the other.
    pub(super) fn each(self, each: &mut dyn FnMut(&Concept) -> io::Result<()>) -> Result<()> {
        let handed = match self.kind {
            Kind::Loaded { concepts, .. } => concepts.iter().try_for_each(each),
            Kind::File(_) => Ok(()),
            Kind::Spooled(spool) => hand_on(spool, each),
        };
        Ok(handed?)
    }
}
