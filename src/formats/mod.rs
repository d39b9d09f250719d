//! Formats: text ↔ model. Nothing here knows a disk.

pub mod csv;
