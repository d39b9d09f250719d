//! What codes are in the language of the document, for the `originalData` of a `unit`.

use rustc_hash::FxHashMap;

use crate::formats::bitext::xliff2::NAME;
use crate::formats::xml::pairs;
use crate::model::{CodeKind, Content};

/// The data of a `unit`, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct OriginalData {
    held: Vec<(String, String)>,
    /// Where the data with an id is, and the data that is this.
    by_id: FxHashMap<String, usize>,
    by_data: FxHashMap<String, usize>,
}

impl OriginalData {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The ids and what they stand for.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.held.iter().map(|(id, data)| (id.as_str(), data.as_str()))
    }

    /// The id of some data.
    pub(super) fn id(&mut self, data: &str) -> String {
        if let Some((id, _)) = self.by_data.get(data).and_then(|at| self.held.get(*at)) {
            return id.clone();
        }
        let mut number = self.held.len() + 1;
        while self.by_id.contains_key(&format!("d{number}")) {
            number += 1;
        }
        let id = format!("d{number}");
        self.take(&id, data);
        id
    }

    /// Takes what the markup of codes refers to: before any other data is there.
    pub(super) fn take_named(&mut self, content: &Content) {
        let closing = content.codes.iter().filter(|code| code.kind == CodeKind::Close);
        let ends: FxHashMap<u32, &str> = closing.filter_map(|code| Some((code.pair?, &*code.data))).collect();
        for code in content.codes.iter().filter(|code| code.markup.format == NAME) {
            let tag = code.markup.text.split_once(|c: char| c.is_ascii_whitespace()).map_or("", |(_, rest)| rest);
            for (name, id) in pairs(tag) {
                match name {
                    "dataRef" | "dataRefStart" => self.take(&id, &code.data),
                    "dataRefEnd" => {
                        let end = code.pair.and_then(|pair| ends.get(&pair));
                        self.take(&id, end.copied().unwrap_or_default());
                    }
                    _ => {}
                }
            }
        }
    }

    /// Takes data under an id, unless that is taken.
    fn take(&mut self, id: &str, data: &str) {
        if self.by_id.contains_key(id) {
            return;
        }
        let at = self.held.len();
        self.by_id.insert(id.to_owned(), at);
        self.by_data.entry(data.to_owned()).or_insert(at);
        self.held.push((id.to_owned(), data.to_owned()));
    }
}
