//! XLIFF 2 with glossaries.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| baixiao_fuzz::reads("xliff", data));
