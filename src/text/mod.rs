//! Text as it stands and as it is compared: spans, lines, scripts, folding.

mod fold;
mod folded;
mod han;
mod latin;
mod lines;
mod script;
mod span;

pub use fold::{Atom, Folder, Gap, Marks, fold_key, simple_letter};
pub use folded::FoldedText;
pub use latin::plain_latin;
pub use lines::{CharCounter, LineIndex, Position};
pub use script::{Script, detect_lang};
pub use span::Span;
