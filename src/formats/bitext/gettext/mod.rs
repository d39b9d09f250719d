//! Catalogues of messages, as GNU gettext has them: PO and MO.
//!
//! Both hold the same messages; [`units`] and [`gather`] say how these are units.

mod gather;
mod header;
mod message;
pub(super) mod mo;
mod plural;
pub(super) mod po;
mod units;
