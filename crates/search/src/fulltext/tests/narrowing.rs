//! Narrowing what is found by language and category, and counting by these.

use super::*;

#[test]
fn languages_and_categories_narrow_what_is_found() {
    let houses = houses();
    for (query, found) in [
        ("tea", "abc"),
        ("tea lang:en", "ab"),
        ("tea lang:de lang:EN", "abc"),
        ("tea -lang:en", "c"),
        ("tea category:\"tea houses\"", "ab"),
        ("tea category:beton", "a"),
        ("tea category:\"tea houses\" -category:beton", "b"),
        ("tea category:houses", ""),
        ("\"house of tea\" lang:en -category:béton", "b"),
    ] {
        assert_eq!(houses.found(query).concat(), found, "{query}");
    }
    let scores = |query: &str| -> Vec<f32> {
        let hits = houses.search(query).hits;
        hits.iter().map(|hit| hit.score).collect()
    };
    assert_eq!(
        scores("old house"),
        scores("old house lang:en"),
        "a filter changes no score"
    );
}

#[test]
fn what_fits_is_counted_by_collection_language_and_category() {
    let houses = houses();
    let counted = |query: &str, facet| {
        let collections = [("test", &houses.index), ("other", &houses.index)];
        tally(&collections, &parse(query), facet, &Cancel::new()).unwrap()
    };
    let counts = |counts: &[(&str, u64)]| -> Vec<(String, u64)> {
        let owned = counts
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count));
        owned.collect()
    };
    let collection = Facet::Collection;
    assert_eq!(
        counted("tea", collection),
        counts(&[("other", 3), ("test", 3)])
    );
    assert_eq!(counted("tea in:test", collection), counts(&[("test", 3)]));
    assert_eq!(
        counted("tea in:test", Facet::Language),
        counts(&[("en", 2), ("de", 1)])
    );
    assert_eq!(
        counted("tea in:test lang:en", Facet::Category),
        counts(&[("Tea houses", 2), ("Béton", 1)])
    );
    assert_eq!(
        counted("old ancient in:test", Facet::Category).len(),
        2,
        "some of it"
    );
    assert_eq!(counted("nothing", Facet::Language), []);
}
