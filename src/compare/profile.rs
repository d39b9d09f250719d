//! Which words each outlet uses, over many statements.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::align::count;
use crate::compare::{Comparison, Group, Words};
use crate::lang::Lang;
use crate::model::Status;
use crate::similarity::Score;

/// What one outlet does with terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutletProfile {
    /// The label of its renditions.
    pub outlet: String,
    /// How many renditions of it were looked at.
    pub renditions: usize,
    /// The terms it uses that the glossary prefers or admits.
    pub agreeing: usize,
    /// The terms it uses in all.
    pub terms: usize,
    /// The concepts for which it has a word of its own.
    pub habits: Vec<Habit>,
}

/// What an outlet does with one concept that others render too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// The id of the concept.
    pub concept: String,
    /// The language of the words.
    pub lang: Lang,
    /// The words it uses, small letters, the most frequent first, each with how often.
    pub uses: Vec<(String, usize)>,
    /// The words that others use and it never does.
    pub never: Vec<String>,
}

impl OutletProfile {
    /// The share of its terms that the glossary prefers or admits; `None` where it uses none.
    pub fn agreement(&self) -> Option<Score> {
        (self.terms > 0).then(|| Score::new(count(self.agreeing) / count(self.terms)))
    }
}

/// The words for a concept in one language, by their stems: by outlet, then by word, how often.
type Counts<'g> = BTreeMap<&'g str, BTreeMap<String, usize>>;

/// The profiles of all outlets, by name.
///
/// A habit is shown where an outlet uses other terms for a concept than others
/// do in the same language; forms of one word are one.
pub fn profiles(compared: &[(Group, Comparison)]) -> Vec<OutletProfile> {
    let mut profiles: BTreeMap<&str, OutletProfile> = BTreeMap::new();
    let mut words: BTreeMap<(&str, Lang), Counts<'_>> = BTreeMap::new();
    let mut surfaces: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (group, comparison) in compared {
        for wording in &group.wordings {
            let profile = profiles.entry(&wording.label).or_default();
            profile.renditions += 1;
            let good = |status| matches!(status, Status::Preferred | Status::Admitted);
            profile.terms += wording.hits.len();
            profile.agreeing += wording.hits.iter().filter(|hit| good(hit.status)).count();
        }
        for choice in &comparison.terms {
            for found in choice.uses.iter().filter(|found| found.status.is_some()) {
                let Some(wording) = group.wordings.get(found.wording) else { continue };
                let text = found.span.slice(&wording.text).unwrap_or_default();
                let stems = Words::new(text, wording.lang).into_iter().map(|word| word.stem);
                let word = stems.collect::<Vec<_>>().join(" ");
                let surface = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
                *surfaces.entry(word.clone()).or_default().entry(surface).or_default() += 1;
                let counts = words.entry((&choice.concept, wording.lang.base())).or_default();
                *counts.entry(&wording.label).or_default().entry(word).or_default() += 1;
            }
        }
    }
    // A word is shown as it is written most often.
    let shown = |word: &String| {
        let surfaces = surfaces.get(word).into_iter().flatten();
        surfaces
            .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))
            .map_or_else(|| word.clone(), |(text, _)| text.clone())
    };
    for ((concept, lang), counts) in &words {
        for (outlet, own) in counts {
            let others = counts.iter().filter(|(other, _)| *other != outlet);
            let others: BTreeSet<&String> = others.flat_map(|(_, words)| words.keys()).collect();
            let never: Vec<String> =
                others.iter().filter(|word| !own.contains_key(**word)).map(|word| shown(word)).collect();
            let has_own = own.keys().any(|word| !others.contains(word));
            if never.is_empty() || !has_own {
                continue;
            }
            let mut uses: Vec<(String, usize)> = own.iter().map(|(word, count)| (shown(word), *count)).collect();
            uses.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            if let Some(profile) = profiles.get_mut(outlet) {
                profile.habits.push(Habit { concept: (*concept).to_owned(), lang: *lang, uses, never });
            }
        }
    }
    let named = |(outlet, profile): (&str, OutletProfile)| OutletProfile { outlet: outlet.to_owned(), ..profile };
    profiles.into_iter().map(named).collect()
}
