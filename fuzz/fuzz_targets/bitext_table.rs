//! Tables of segments: the first byte says whether CSV or TSV.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else { return };
    // A reader is given text.
    let format = if choice % 2 == 0 { "csv" } else { "tsv" };
    baixiao_fuzz::units_settle(format, String::from_utf8_lossy(text).as_bytes());
});
