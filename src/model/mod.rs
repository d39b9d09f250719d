//! What a glossary and a memory are made of: data only.

mod concept;
mod kept;
mod quote;
mod text;
mod unit;
mod vocabulary;

pub use concept::{Concept, Matching, Term};
pub use kept::Kept;
pub use quote::{Document, Quote, Rendition};
pub use text::Text;
pub use unit::{Code, CodeKind, Content, Context, Extent, History, Markup, Note, Property, Unit, Variant};
pub use vocabulary::{
    Capitals, Confidence, Inflection, PartOfSpeech, Place, Relation, RenditionKind, SourceStatus, SpeechMode, State,
    Status, VocabularyError, Word,
};

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Columns that we do not know: kept, and written back.
///
/// A map that takes one word as long as it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "a million terms have one, and hardly any has columns of its own")]
pub struct Extra(Option<Box<BTreeMap<String, String>>>);

static NOTHING: BTreeMap<String, String> = BTreeMap::new();

impl Deref for Extra {
    type Target = BTreeMap<String, String>;

    fn deref(&self) -> &Self::Target {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Extra {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_or_insert_default()
    }
}

impl FromIterator<(String, String)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(cells: I) -> Self {
        let map: BTreeMap<String, String> = cells.into_iter().collect();
        Self((!map.is_empty()).then(|| Box::new(map)))
    }
}

impl IntoIterator for Extra {
    type Item = (String, String);
    type IntoIter = std::collections::btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map(|map| *map).unwrap_or_default().into_iter()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cells = BTreeMap::deserialize(deserializer)?;
        Ok(Self((!cells.is_empty()).then(|| Box::new(cells))))
    }
}
