//! TBX, the termbase exchange format: version 2 (martif, ISO 30042:2008) and version 3
//! (ISO 30042:2019) in both styles, and the old TBX-Min.
//!
//! An entry of any version is brought into one shape, that of version 3 in the
//! style DCA, and read as a concept. What the concept does not hold of it is
//! kept in a column of the concept, as the whole entry; when it is written
//! again, only what has changed of the concept is changed in the entry. What
//! TBX has no word for travels in `<?baixiao …?>` instructions, which other
//! tools ignore.

mod dialect;
mod entry;
mod fields;
mod file;
mod id;
mod instruction;
mod kept;
mod names;
mod plain;
mod read;
mod reconcile;
mod restrict;
mod set;
mod vocabulary;
mod write;

use crate::formats::{ByteOrder, Pairing, SourceFormat, Target};

/// The column of concepts that holds what is kept of an entry, and the format of what is kept of a file.
const NAME: &str = "tbx";

/// The dialects, the one that most tools read first.
pub(super) const TARGETS: &[Target] = &[
    Target {
        name: "tbx",
        title: "TBX-Basic, version 2 (martif): what CAT tools read",
        open: write::open_martif,
        keeps: "all of every concept, and what another tool's TBX held",
        loses: "nothing for baixiao; others do not see matching, attestation, confidence, and forbidden as deprecated",
        ..DCA
    },
    Target {
        name: "tbx-basic",
        title: "TBX-Basic, version 3 (ISO 30042:2019, DCA)",
        open: write::open_basic,
        keeps: "all of every concept, and what another tool's TBX held",
        loses: "nothing for baixiao; others do not see matching, attestation, confidence, and forbidden as deprecated",
        ..DCA
    },
    Target {
        name: "tbx-min",
        title: "TBX-Min, version 3 (ISO 30042:2019, DCA)",
        open: write::open_min,
        keeps: "terms, status, part of speech, domain, notes",
        loses: "what TBX-Min has no category for; of ours baixiao still reads all",
        ..DCA
    },
    Target {
        name: "tbx-core",
        title: "TBX-Core, version 3 (ISO 30042:2019, DCA)",
        open: write::open_core,
        keeps: "terms and notes",
        loses: "all data categories; of ours baixiao still reads all",
        ..DCA
    },
    Target {
        name: "tbx-linguist",
        title: "TBX-Linguist, version 3 (ISO 30042:2019, DCA)",
        open: write::open_linguist,
        keeps: "all of every concept, and what another tool's TBX held",
        loses: "nothing for baixiao; others do not see matching, attestation, confidence, and forbidden as deprecated",
        ..DCA
    },
];

/// What all dialects have in common.
const DCA: Target = Target {
    name: "",
    title: "",
    extension: "tbx",
    pairing: Pairing::All,
    byte_order: ByteOrder::Utf8,
    keeps: "",
    loses: "",
    experimental: false,
    open: write::open_martif,
};

/// Every version of TBX.
pub(super) const SOURCES: &[SourceFormat] = &[SourceFormat {
    name: NAME,
    title: "TBX, version 2 (martif) or 3 (DCA and DCT), TBX-Min",
    begins: read::begins,
    read: read::read,
}];
