//! Languages as files write them.

use crate::lang::Lang;
use crate::model::Text;

/// A language, and how the file writes it; empty where that is the same.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Written {
    pub(in crate::formats) lang: Lang,
    pub(in crate::formats) written: Text,
}

impl Written {
    /// A language that is written so.
    pub(in crate::formats) fn new(lang: Lang, written: &str) -> Self {
        let written = if written == lang.as_str() { Text::new() } else { written.into() };
        Self { lang, written }
    }

    /// The language as the file writes it.
    pub(in crate::formats) fn text(&self) -> Text {
        if self.written.is_empty() { self.lang.as_str().into() } else { self.written.clone() }
    }
}
