//! What links on the page point to.

use std::fmt;

/// The `id` of a hit. Marked hits do not overlap, so the place of one tells it from the others.
#[derive(Clone, Copy)]
pub(super) struct HitAnchor {
    pub(super) text: usize,
    pub(super) byte: usize,
}

/// The `id` of a card.
pub(super) struct CardAnchor<'a>(pub(super) &'a str);

impl fmt::Display for HitAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "hit-{}-{}", self.text, self.byte)
    }
}

impl fmt::Display for CardAnchor<'_> {
    /// Keeps slugs as they are, and ids with spaces or signs valid and apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("concept-")?;
        self.0.chars().try_for_each(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_') {
                write!(f, "{c}")
            } else {
                write!(f, ".{:x}.", u32::from(c))
            }
        })
    }
}
