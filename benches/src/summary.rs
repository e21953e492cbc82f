//! Times as a row of a table.

use std::time::Duration;

use serde_json::Value;

/// Times of one kind.
pub(crate) type Times = Vec<Duration>;

/// Prints median, 95th and 99th percentile in milliseconds.
pub(crate) fn print(name: &str, times: Times) {
    beside(name, times, None);
}

/// The same, and how many times faster than a peer that is: its `p50` and `p95` in milliseconds.
pub(crate) fn beside(name: &str, mut times: Times, peer: Option<&Value>) {
    times.sort();
    let at = |share: usize| {
        let index = (times.len() * share / 100).min(times.len().saturating_sub(1));
        times.get(index).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    let (median, high, highest) = (at(50), at(95), at(99));
    print!(
        "{name:44} {median:9.3} {high:9.3} {highest:9.3}   n = {}",
        times.len()
    );
    let theirs = |share: &str| peer.and_then(|peer| peer[share].as_f64());
    if let (Some(their_median), Some(their_high)) = (theirs("p50"), theirs("p95")) {
        print!(
            "   libzim {their_median:.3} {their_high:.3}: {:.1} and {:.1} times",
            their_median / median,
            their_high / high
        );
    }
    println!();
}

/// Prints the heading of such rows.
pub(crate) fn heading() {
    println!(
        "{:44} {:>9} {:>9} {:>9}   milliseconds",
        "", "median", "95th", "99th"
    );
}
