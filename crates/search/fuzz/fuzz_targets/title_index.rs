//! Any bytes are a title index that answers, or an error.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use pandect_search::{Cancel, TitleIndex};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = TitleIndex::from_bytes(Path::new("fuzzed"), bytes.to_vec()) {
        for typed in ["a", "new york", "photosynthesis"] {
            index.suggest(typed, 10, &Cancel::new());
        }
    }
});
