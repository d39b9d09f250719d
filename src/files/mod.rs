//! Files: bytes of any encoding in, whole files out.

mod reader;
mod whole;

pub use reader::{Encoding, ReadError, TextReader};
pub use whole::WholeFile;
