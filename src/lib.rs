//! A glossary and translation-memory library for Chinese, English and Korean,
//! open to any language.
//!
//! ```
//! use baixiao::annotate::{Annotator, Options};
//! use baixiao::glossary::{Glossary, Stack};
//!
//! let stack = Stack::new(vec![Glossary::embedded()]);
//! let annotator = Annotator::new(&stack, Options::default());
//! let text = "幻方量化的护城河";
//! let found = annotator.annotate(text, None);
//! let surfaces: Vec<&str> = found.hits.iter().map(|hit| hit.surface(text)).collect();
//! assert_eq!(surfaces, ["幻方量化", "护城河"]);
//! ```

pub mod annotate;
pub mod compare;
pub mod diagnostic;
pub mod files;
pub mod formats;
pub mod glossary;
pub mod lang;
pub mod model;
pub mod report;
pub mod segment;
pub mod similarity;
pub mod text;
