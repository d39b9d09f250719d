//! The tables of the tools, as data.

mod cat;
mod platform;
mod translator;
mod utx;

pub(super) use utx::HEADER as UTX_HEADER;

use crate::formats::table::layout::Layout;
use crate::formats::{SourceFormat, Target};

/// Every target, by kind of tool.
pub(super) const TARGETS: &[&[Target]] = &[cat::TARGETS, platform::TARGETS, translator::TARGETS, utx::TARGETS];

/// The tables that can be asked for by name, as they have no header that tells them.
pub(super) const SOURCES: &[&[SourceFormat]] = &[cat::SOURCES, platform::SOURCES, translator::SOURCES, utx::SOURCES];

/// Every layout; the first whose header fits is taken.
pub(super) static LAYOUTS: &[&[&Layout]] = &[cat::LAYOUTS, platform::LAYOUTS, translator::LAYOUTS, utx::LAYOUTS];

/// The rules are documented, or the tool was seen to take such a file.
const CONFIRMED: bool = false;
/// Some of the rules are documented nowhere.
const EXPERIMENTAL: bool = true;

/// The lists of one kind of tool: its targets, the source formats of the same
/// names, and the layouts that both go by.
macro_rules! dialects {
    ($($layout:ident: $title:literal, $extension:literal, $pairing:ident, $bytes:ident, $keeps:literal, $loses:literal, $experimental:ident;)+) => {
        pub(super) const TARGETS: &[Target] = &[$(Target {
            name: $layout.name,
            title: $title,
            extension: $extension,
            pairing: Pairing::$pairing,
            byte_order: ByteOrder::$bytes,
            keeps: $keeps,
            loses: $loses,
            experimental: $experimental,
            open: |setting, out| open(&$layout, setting, out),
        }),+];

        pub(super) const SOURCES: &[SourceFormat] = &[$(SourceFormat {
            name: $layout.name,
            title: $title,
            begins: |_, _| false,
            read: |input, setting, receive| read_as(&$layout, input, setting, receive),
        }),+];

        pub(super) static LAYOUTS: &[&Layout] = &[$(&$layout),+];
    };
}
use dialects;
