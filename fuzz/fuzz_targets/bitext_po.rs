//! gettext PO.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // A reader is given text.
    baixiao_fuzz::units_settle("po", String::from_utf8_lossy(data).as_bytes());
});
