use proptest::prelude::*;

use crate::formats::models::{concepts, langs, parse, serialize, three, traps};
use crate::formats::{lost, shown, table};

const TARGETS: [&str; 5] = ["tbx", "tbx-core", "tbx-min", "tbx-basic", "tbx-linguist"];

proptest! {
    /// A glossary can be kept as TBX of any kind.
    #[test]
    fn what_is_written_is_read_again(concepts in concepts()) {
        for target in TARGETS {
            let (written, _) = serialize(target, &langs(&concepts), &concepts, &[]);
            let (read, ended) = parse("tbx", written.as_bytes());
            prop_assert!(ended.is_ok() && read.problems.is_empty(), "{:?} in {written}", read.problems);
            prop_assert_eq!(&read.concepts, &concepts, "{} {}", target, written);
        }
    }
}

#[test]
fn a_small_glossary() {
    for target in TARGETS {
        let (written, losses) = serialize(target, &three(), &traps(), &[]);
        insta::assert_snapshot!(format!("a_small_glossary_as_{target}"), format!("{written}\n{}", lost(&losses)));
    }
}
