//! Segments, made piece by piece of what stands in a file.

use rustc_hash::FxHashMap;

use crate::model::{Code, CodeKind, Content, Markup, Text};

/// Makes a segment of texts and codes in their order.
pub(in crate::formats) struct ContentBuilder {
    content: Content,
    /// The format whose markup the codes have.
    format: &'static str,
    /// The codes that have begun something, by the names that those that end it refer to.
    open: FxHashMap<Text, Vec<usize>>,
    /// The codes that belong together: where they are among the codes.
    pairs: Vec<(usize, usize)>,
}

/// A code as it stands in a file.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::formats) struct Found<'f> {
    /// What the file calls it.
    pub(in crate::formats) id: &'f str,
    /// The code in the language of the document.
    pub(in crate::formats) data: &'f str,
    /// What stands in the file.
    pub(in crate::formats) markup: &'f str,
}

impl ContentBuilder {
    pub(in crate::formats) fn new(format: &'static str) -> Self {
        Self { content: Content::default(), format, open: FxHashMap::default(), pairs: Vec::new() }
    }

    /// Appends a text.
    pub(in crate::formats) fn text(&mut self, text: &str) {
        self.content.text.push_str(text);
    }

    /// Appends a code; gives its number.
    pub(in crate::formats) fn code(&mut self, kind: CodeKind, found: Found<'_>) -> usize {
        let markup = Markup { format: self.format.into(), text: found.markup.into() };
        let (id, data) = (found.id.into(), found.data.into());
        self.content.codes.push(Code { at: self.content.text.len(), kind, pair: None, id, data, markup });
        self.content.codes.len() - 1
    }

    /// Says that two codes belong together, by their numbers.
    pub(in crate::formats) fn pair(&mut self, open: usize, close: usize) {
        self.pairs.push((open, close));
    }

    /// Appends a code that begins something, which another ends that names it by `key`.
    pub(in crate::formats) fn open(&mut self, key: &str, found: Found<'_>) {
        let at = self.code(CodeKind::Open, found);
        self.open.entry(key.into()).or_default().push(at);
    }

    /// Appends a code that ends what another with this key has begun.
    pub(in crate::formats) fn close(&mut self, key: &str, found: Found<'_>) {
        let at = self.code(CodeKind::Close, found);
        if let Some(open) = self.open.get_mut(key).and_then(Vec::pop) {
            self.pair(open, at);
        }
    }

    /// The segment.
    pub(in crate::formats) fn finish(mut self) -> Content {
        self.pairs.sort_unstable();
        for ((open, close), number) in self.pairs.into_iter().zip(1..) {
            for at in [open, close] {
                if let Some(code) = self.content.codes.get_mut(at) {
                    code.pair = Some(number);
                }
            }
        }
        self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_numbered_by_where_they_begin() {
        let mut build = ContentBuilder::new("xliff1");
        build.open("a", Found::default());
        build.open("b", Found::default());
        build.text("x");
        build.close("a", Found::default());
        build.close("b", Found::default());
        build.close("b", Found::default());
        build.open("c", Found::default());
        let pairs: Vec<Option<u32>> = build.finish().codes.iter().map(|code| code.pair).collect();
        assert_eq!(pairs, [Some(1), Some(2), Some(1), Some(2), None, None]);
    }
}
