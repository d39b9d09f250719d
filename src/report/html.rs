//! placeholder
use std::io::{self, Write};
use crate::report::{Annotated, View};
/// Writes
/// # Errors
/// x
pub fn write_html(_out: &mut dyn Write, _view: View<'_>, _documents: &[Annotated<'_>]) -> io::Result<()> { Ok(()) }
