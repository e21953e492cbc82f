//! Times as a row of a table.

use std::time::Duration;

/// Prints median, 95th and 99th percentile in milliseconds.
pub(crate) fn print(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| {
        let index = (times.len() * share / 100).min(times.len().saturating_sub(1));
        times.get(index).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    let (median, high, highest) = (at(50), at(95), at(99));
    println!(
        "{name:44} {median:9.3} {high:9.3} {highest:9.3}   n = {}",
        times.len()
    );
}

/// Prints the heading of such rows.
pub(crate) fn heading() {
    println!(
        "{:44} {:>9} {:>9} {:>9}   milliseconds",
        "", "median", "95th", "99th"
    );
}
