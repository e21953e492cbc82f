//! Fuzzes [`pandect_fuzz_checks::marks`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pandect_fuzz_checks::marks(bytes));
