//! Any text is a query, and can be marked and quoted with any other.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pandect_core::query::{MAX_TERMS, parse};
use pandect_search::{find_hits, snippet};

fuzz_target!(|texts: (&str, &str)| {
    let (typed, text) = texts;
    let query = parse(typed);
    assert!(query.wanted().count() + query.excluded.len() <= MAX_TERMS);
    for language in ["en", "ar", "zh", "th", ""] {
        let units = text.encode_utf16().count();
        let hits = find_hits(text, &query, language);
        assert!(hits.iter().all(|hit| hit.start < hit.end && hit.end as usize <= units));
        snippet(text, &query, language, 160);
    }
});
