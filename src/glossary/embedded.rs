//! The glossary that comes with the program.

use crate::glossary::Glossary;
use crate::glossary::load::{Source, Validation, assemble};

/// The files of `glossary/`, in the order in which they refer to each other.
const FILES: [(&str, &str); 5] = [
    ("documents.csv", include_str!("../../glossary/documents.csv")),
    ("concepts.csv", include_str!("../../glossary/concepts.csv")),
    ("terms.csv", include_str!("../../glossary/terms.csv")),
    ("quotes.csv", include_str!("../../glossary/quotes.csv")),
    ("renditions.csv", include_str!("../../glossary/renditions.csv")),
];

impl Glossary {
    /// The glossary that comes with the program: terms and quotes from five
    /// articles about Liang Wenfeng and `DeepSeek`.
    pub fn embedded() -> Self {
        let sources: Vec<Source> =
            FILES.iter().map(|(name, text)| Source { path: name.into(), text: (*text).to_owned() }).collect();
        assemble("embedded", &sources, Validation::Done).value
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::model::Status;

    use super::*;

    #[test]
    fn every_concept_can_be_rendered_in_three_languages() {
        let glossary = Glossary::embedded();
        assert!(glossary.concepts().len() >= 130, "{}", glossary.concepts().len());
        for concept in glossary.concepts() {
            for lang in [Lang::EN, Lang::KO, Lang::ZH] {
                let preferred = concept.terms_in(lang).first().map(|term| term.status);
                assert_eq!(preferred, Some(Status::Preferred), "{} in {lang}", concept.id);
            }
        }
    }
}
