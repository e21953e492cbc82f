//! Times as a row of a table.

use std::time::Duration;

use serde_json::Value;

/// Times of one kind.
pub(crate) type Times = Vec<Duration>;

/// Prints median, 95th and 99th percentile in milliseconds.
pub(crate) fn print(name: &str, times: Times) {
    row(name, times, None);
}

/// The same, and how many times faster than libzim that is: its `p50` and `p95` in milliseconds.
pub(crate) fn beside(name: &str, times: Times, libzim: Option<&Value>) {
    let theirs = |share: &str| libzim.and_then(|times| times[share].as_f64());
    let theirs = theirs("p50").zip(theirs("p95"));
    row(name, times, theirs.map(|theirs| ("libzim", theirs)));
}

/// The same beside other times: of another program, or of more articles.
pub(crate) fn beside_times(name: &str, times: Times, peer: &str, mut theirs: Times) {
    theirs.sort();
    let theirs = (at(&theirs, 50), at(&theirs, 95));
    row(name, times, Some((peer, theirs)));
}

fn row(name: &str, mut times: Times, peer: Option<(&str, (f64, f64))>) {
    times.sort();
    let (median, high, highest) = (at(&times, 50), at(&times, 95), at(&times, 99));
    print!(
        "{name:44} {median:9.3} {high:9.3} {highest:9.3}   n = {}",
        times.len()
    );
    if let Some((peer, (their_median, their_high))) = peer {
        print!(
            "   {peer} {their_median:.3} {their_high:.3}: {:.2} and {:.2} times",
            their_median / median,
            their_high / high
        );
    }
    println!();
}

/// The time that so many of a hundred do not exceed, in milliseconds.
fn at(sorted: &Times, share: usize) -> f64 {
    let index = (sorted.len() * share / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default().as_secs_f64() * 1e3
}

/// Prints the heading of such rows.
pub(crate) fn heading() {
    println!(
        "{:44} {:>9} {:>9} {:>9}   milliseconds",
        "", "median", "95th", "99th"
    );
}
