//! What a file of another tool says of itself.

use serde::{Deserialize, Serialize};

use crate::model::Extra;

/// Something that a file says of itself as a whole, such as its header: kept,
/// and written back by the same format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The format, by its name: `tbx`.
    pub format: String,
    /// What it is in that format: `header`.
    pub name: String,
    /// The text as it stood there.
    pub text: String,
    /// Columns that we do not know.
    pub extra: Extra,
}
