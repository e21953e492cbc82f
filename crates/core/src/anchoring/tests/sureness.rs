//! When an answer is sure.

use super::*;

const PUMP: &str = "Close the outer valve, wait until the needle of the pressure gauge rests at zero, and \
    unscrew the four brass bolts of the cover crosswise, half a turn each time.";

/// Two sections that give one instruction, each in its own surroundings.
fn manual(instruction: &str) -> String {
    format!(
        "Cellar\n\nDamp walls rust iron quickly. {instruction} Then grease every thread with tallow.\n\n\
        Attic\n\nFrost bursts narrow pipes. {instruction} Afterwards wrap felt around each joint.\n"
    )
}

#[test]
fn a_few_words_of_context_settle_between_long_copies() {
    let old = manual(PUMP);
    let start = units(&old[..old.rfind(PUMP).expect("it is there")]);
    let passage = PassageSelector::describe(&prepared(&old), start, start + units(PUMP));
    let passage = passage.expect("in range");
    let now = manual(&PUMP.replace("brass bolts", "steel screws"));
    let now = format!("Before any work, read these pages from beginning to end.\n\n{now}");
    let placement = place(&passage, &prepared(&now));
    let at = now.rfind("Close the outer").expect("it is there");
    assert_eq!(
        (placement.status, placement.range.map(|range| range.start)),
        (Status::Relocated, Some(units(&now[..at]))),
    );
}

#[test]
fn half_of_little_is_doubted_more_than_half_of_much() {
    let status = |quote: &str, now: &str| {
        let passage = PassageSelector {
            exact: quote.to_owned(),
            ..PassageSelector::default()
        };
        place_in(&passage, &format!("{PARK}\n{now}")).0
    };
    let (short, rest) = ("Close the outer valve", "Close the inner valve");
    assert_ne!(status(short, rest), Status::Relocated);
    let rest = PUMP
        .replace("the outer valve", "every tap")
        .replace("unscrew the four brass bolts", "take off two steel nuts");
    assert_eq!(status(PUMP, &rest), Status::Relocated);
}
