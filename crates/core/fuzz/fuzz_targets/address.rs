//! Any text is an address that is written and read again alike, or none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pandect_core::address::{Address, CollectionName};

fuzz_target!(|text: &str| {
    if let Ok(address) = Address::parse(text) {
        assert_eq!(Address::parse(&address.to_string()), Ok(address));
    }
    let name = CollectionName::from_text(text);
    assert_eq!(CollectionName::new(name.as_str()), Ok(name));
});
