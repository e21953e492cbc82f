//! Whatever HTML comes in, only the closed lists come out, and the text is that of the result.

#![no_main]

#[path = "../../tests/pages/judge.rs"]
mod judge;

use judge::{Beside, judge};
use libfuzzer_sys::fuzz_target;
use pandect_core::clean::clean;

fuzz_target!(|source: &str| {
    let cleaned = clean(source, &Beside);
    let verdict = judge(&cleaned.html);
    assert_eq!(verdict.faults, Vec::<String>::new());
    assert_eq!(verdict.html, cleaned.html);
    assert_eq!(verdict.text, cleaned.text);
});
