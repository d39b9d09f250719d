//! Files: bytes of any encoding in, whole files out, and what is kept between runs.

mod archive;
mod cache;
mod input;
mod nature;
mod reader;
mod spool;
mod utf16;
mod whole;

pub use cache::{Cache, CacheKey, KeyMaker};
pub use input::Input;
pub use nature::{Nature, NatureWriter};
pub use reader::{Encoding, ReadError, TextReader};
pub use spool::Spool;
pub use utf16::Utf16Writer;
pub use whole::{WholeFile, WriteError, write_together};
