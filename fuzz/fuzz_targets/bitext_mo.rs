//! gettext MO.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    baixiao_fuzz::units_settle("mo", data);
});
