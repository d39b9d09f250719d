//! TMX of any version.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| baixiao_fuzz::comes_back("tmx", "tmx", data));
