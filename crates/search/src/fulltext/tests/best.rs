//! Passing over what cannot be among the best.

use super::super::collecting::{Asked, Counting, collect};
use super::super::search::Source;
use super::super::statistics::Statistics;
use super::*;

/// Complains unless passing over what cannot be among the best, alone and by all processors, finds what looking
/// at everything finds.
fn assert_best_are_found(built: &[Built], text: &str) {
    let sources: Vec<Source<'_>> = built
        .iter()
        .map(|built| Source::new("test", &built.index))
        .collect();
    let searchers = sources.iter().map(|source| source.searcher.clone());
    let statistics = Statistics::of(searchers.collect());
    let means = statistics.means(sources[0].index.fields).unwrap();
    let query = parse(text);
    let asked: Vec<Asked<'_>> = (0..)
        .zip(&sources)
        .map(|(number, source)| {
            let compiled = source.compiler.all(&query).unwrap();
            let (compiled, name) = (compiled.as_ref(), source.compiler.name(&query));
            let counting = Counting::Before;
            Asked::new(
                number,
                source,
                compiled,
                &statistics,
                &means,
                name,
                counting,
            )
            .unwrap()
        })
        .collect();
    let best = |capacity, counting, shared_out| {
        let found = collect(&asked, capacity, counting, shared_out, &Cancel::new());
        let (best, total) = found.unwrap();
        (best.into_sorted(), total)
    };
    let (mut all, fit) = best(10_000, Counting::Along, None);
    assert_eq!(all.len() as u64, fit, "{text}");
    all.truncate(20);
    for (counting, total) in [
        (Counting::None, 0),
        (Counting::Before, fit),
        (Counting::Along, fit),
    ] {
        for shared_out in [None, Some(64)] {
            let found = best(20, counting, shared_out);
            assert_eq!(found, (all.clone(), total), "{text}, {counting:?}");
        }
    }
}

#[test]
fn the_best_are_found_however_they_are_looked_for() {
    let longest = [(1, 20), (2, 60), (3, 600)];
    let built = longest.map(|(seed, longest)| built("en", &texts(seed, 400, longest)));
    for text in [
        "sun",
        "dust",
        "sun moon",
        "moon dust",
        "sky OR dust",
        "\"sun moon\"",
        "sun -dust",
        "sun sky night",
        "moon star OR dust sky night",
    ] {
        assert_best_are_found(&built, text);
    }
}

/// What a block of postings promises is reckoned by the mean length of the texts of its own collection. Here the
/// block of the short ones promises what one of them scores; by the mean of all, the long one among them scores more.
#[test]
fn the_best_are_found_among_collections_of_short_and_long_texts() {
    let text = |suns: usize, length: usize| {
        let (suns, pad) = ("sun ".repeat(suns), "pad ".repeat(length - suns));
        ("n".to_owned(), suns + &pad)
    };
    let mut long: Vec<_> = (0..40).map(|_| text(3, 340)).collect();
    long.extend((0..400).map(|_| text(0, 400)));
    let mut short: Vec<_> = (0..127).map(|_| text(1, 40)).collect();
    short.push(text(4, 380));
    let built = [built("en", &long), built("en", &short)];
    assert_best_are_found(&built, "sun");
}
