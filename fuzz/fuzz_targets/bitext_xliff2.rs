//! XLIFF 2, as segments.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| baixiao_fuzz::pairs_come_back("xliff2", data));
