//! UTX of any version.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| baixiao_fuzz::settles("utx", String::from_utf8_lossy(data).as_bytes()));
