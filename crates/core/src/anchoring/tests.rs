#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

use super::*;

mod sureness;

const PARK: &str = "History\n\nThe park was opened in 1887 by the mayor. It has three ponds and an old \
    rose garden, which a society of volunteers looks after. Admission is free.\n\nAnimals\n\nHerons \
    breed on the island in the largest pond. In winter, thousands of gulls rest on the ice. The \
    keepers feed them when it is very cold. Foxes have been seen near the eastern gate.\n\nSculptures\n\n\
    A bronze horse by an unknown artist stands at the entrance. It was cast in Florence, and came \
    here as a gift. Next to it, a marble fountain shows the four seasons.\n";

fn prepared(text: &str) -> AnchorText<'_> {
    AnchorText::new(text, &[], None)
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).expect("a short text")
}

/// The passage where `quote` first stands in `text`.
fn selector(text: &str, quote: &str) -> PassageSelector {
    let at = text.find(quote).expect("the quote is in the text");
    let start = units(&text[..at]);
    let selector = PassageSelector::describe(&prepared(text), start, start + units(quote));
    selector.expect("a range within the text")
}

fn shown<'a>(text: &'a str, range: &Range<u32>) -> &'a str {
    let prepared = prepared(text);
    let byte = |position| {
        prepared
            .byte_at(position)
            .expect("a position within the text")
    };
    &text[byte(range.start)..byte(range.end)]
}

fn place_in(selector: &PassageSelector, text: &str) -> (Status, String) {
    let placement = place(selector, &prepared(text));
    let range = placement
        .range
        .as_ref()
        .map(|range| shown(text, range).to_owned());
    assert_eq!(
        placement.range.is_none(),
        placement.status == Status::Orphaned,
        "{placement:?}"
    );
    (placement.status, range.unwrap_or_default())
}

fn found(status: Status, quote: &str) -> (Status, String) {
    (status, quote.to_owned())
}

#[test]
fn a_text_that_did_not_change_is_exact() {
    let quote = "three ponds and an old rose garden";
    assert_eq!(
        place_in(&selector(PARK, quote), PARK),
        found(Status::Exact, quote)
    );
}

#[test]
fn equal_hashes_make_the_context_unimportant() {
    let mut passage = selector(PARK, "rose garden");
    passage.prefix = "nothing like it ".to_owned();
    passage.text_hash = Some(TextHash(7));
    let text = AnchorText::new(PARK, &[], Some(TextHash(7)));
    assert_eq!(place(&passage, &text).status, Status::Exact);
    // The hash does not make a range right that is not: an import may have mixed them up.
    passage.start += 1;
    passage.end += 1;
    let placement = place(&passage, &text);
    assert_eq!(
        placement.range.map(|range| shown(PARK, &range)),
        Some("rose garden")
    );
}

#[test]
fn text_before_the_passage_moves_it() {
    let quote = "Herons breed on the island in the largest pond.";
    let now = PARK.replace("1887", "the spring of the year 1887, a very warm one,");
    assert_eq!(
        place_in(&selector(PARK, quote), &now),
        found(Status::Relocated, quote)
    );
}

#[test]
fn a_reworded_passage_is_found_with_its_borders() {
    let passage = selector(PARK, "Herons breed on the island in the largest pond.");
    let now = PARK.replace(
        "Herons breed on the island in",
        "Herons nest every spring on the isle of",
    );
    let quote = "Herons nest every spring on the isle of the largest pond.";
    assert_eq!(place_in(&passage, &now), found(Status::Relocated, quote));
    let passage = selector(PARK, "thousands of gulls rest on the ice");
    let now = PARK.replace("thousands of gulls rest", "hundreds of tired gulls rest");
    let quote = "hundreds of tired gulls rest on the ice";
    assert_eq!(
        place_in(&passage, &now),
        found(Status::Relocated, quote),
        "a reworded border"
    );
}

#[test]
fn an_insertion_belongs_to_the_passage_it_was_made_in() {
    let passage = selector(PARK, "It was cast in Florence, and came here as a gift.");
    let now = PARK.replace(
        "Florence, and",
        "Florence, in the workshop of a pupil of the master, and",
    );
    let quote = "It was cast in Florence, in the workshop of a pupil of the master, and came here as a gift.";
    assert_eq!(place_in(&passage, &now), found(Status::Relocated, quote));
}

#[test]
fn white_space_case_and_quotation_marks_do_not_matter() {
    let old =
        "She said “the garden’s gate is shut” and went home, as she did on every other evening.";
    let now = "SHE SAID\n\"the garden's   gate is\tshut\" and\nwent home, as she did on every other evening.";
    let passage = selector(old, "“the garden’s gate is shut”");
    let quote = "\"the garden's   gate is\tshut\"";
    assert_eq!(place_in(&passage, now), found(Status::Relocated, quote));
}

#[test]
fn a_paragraph_moved_elsewhere_is_found() {
    let quote = "Foxes have been seen near the eastern gate.";
    let now = format!("{quote}\n\n{}", PARK.replace(quote, ""));
    assert_eq!(
        place_in(&selector(PARK, quote), &now),
        found(Status::Relocated, quote)
    );
}

#[test]
fn a_passage_that_is_gone_is_orphaned() {
    let quote = "In winter, thousands of gulls rest on the ice.";
    let now = PARK.replace(quote, "Visitors in winter like to walk on it.");
    let placement = place(&selector(PARK, quote), &prepared(&now));
    assert_eq!(
        (placement.status, placement.range),
        (Status::Orphaned, None)
    );
}

#[test]
fn what_is_left_of_a_passage_asks_to_be_confirmed() {
    let passage = selector(PARK, "a marble fountain shows the four seasons");
    let now = PARK.replace(
        "a marble fountain shows the four seasons",
        "a fountain shows seasons",
    );
    let (status, quote) = place_in(&passage, &now);
    assert!(
        status != Status::Exact && quote.contains("fountain"),
        "{status:?}: {quote}"
    );
    let unplaced = PassageSelector {
        exact: "old rose garden, which the city looks after in every season".to_owned(),
        ..PassageSelector::default()
    };
    let (status, quote) = place_in(&unplaced, PARK);
    assert_eq!(status, Status::Approximate, "{quote}");
}

#[test]
fn context_chooses_between_copies() {
    let old = "Red: see the table below. Green: see the table below. Blue: see the table below.";
    let start = u32::try_from(old.rfind("see").expect("it is there")).expect("a short text");
    let passage = PassageSelector::describe(&prepared(old), start, start + 19).expect("in range");
    let now = format!("Colours of the flags, and what they mean to sailors. {old}");
    let (status, _) = place_in(&passage, &now);
    let at = place(&passage, &prepared(&now))
        .range
        .expect("it is there")
        .start;
    assert_eq!((status, at), (Status::Relocated, start + 53));
}

#[test]
fn copies_with_one_context_are_not_told_apart_with_certainty() {
    let line = "The value is rounded to the nearest whole number before it is shown to anybody.\n";
    let old = format!("First\n{line}Other\n{line}");
    let passage = selector(&old, "rounded to the nearest whole number");
    let now = format!(
        "{}{line}{line}{line}",
        "New words, of which there are many. ".repeat(4)
    );
    let placement = place(&passage, &prepared(&now));
    assert_eq!(placement.status, Status::Approximate, "{placement:?}");
}

#[test]
fn headings_choose_between_copies() {
    let line = "The value is rounded to the nearest whole number before it is shown to anybody.\n";
    let old = line.repeat(2);
    let half = units(line);
    let sections = |start: u32| {
        let section = |start, heading: &str| SectionSpan {
            start,
            headings: vec![heading.to_owned()],
        };
        vec![section(start, "Prices"), section(start + half, "Weights")]
    };
    let text = AnchorText::new(&old, &sections(0), None);
    let mut passage = PassageSelector::describe(&text, half + 13, half + 70).expect("in range");
    assert_eq!(passage.headings, ["Weights"]);
    (passage.prefix, passage.suffix) = (String::new(), String::new());
    let now = format!("A preface of some words.\n{old}");
    let text = AnchorText::new(&now, &sections(25), None);
    let placement = place(&passage, &text);
    assert_eq!(placement.status, Status::Relocated, "{placement:?}");
    assert_eq!(
        placement.range.map(|range| range.start),
        Some(25 + half + 13)
    );
}

#[test]
fn every_script_is_placed() {
    let cases = [
        (
            "Мама мыла раму. Потом она долго смотрела в окно. Шёл снег.",
            "долго смотрела",
            "Мама",
            "Вечером мама",
        ),
        (
            "我們昨天去了公園。那裡有三個池塘和一個玫瑰園。門票免費。",
            "三個池塘和一個玫瑰園",
            "我們",
            "星期天我們",
        ),
        (
            "Smile 😀😃 and wave 👋🏽 at the 👨‍👩‍👧 family 🇩🇪 over there.",
            "👋🏽 at the 👨‍👩‍👧 family",
            "Smile",
            "😎 Smile",
        ),
        (
            "Le cafe\u{301} de la gare e\u{301}tait ferme\u{301} ce jour-là.",
            "e\u{301}tait ferme\u{301}",
            "Le",
            "Pourtant le",
        ),
        (
            "ในสวนมีสระน้ำสามสระและสวนกุหลาบเก่า",
            "สระน้ำสามสระ",
            "ใน",
            "เมื่อวานใน",
        ),
        (
            "كانت الحديقة مفتوحة في كل يوم من أيام السنة.",
            "مفتوحة في كل يوم",
            "كانت",
            "قالوا كانت",
        ),
    ];
    for (old, quote, from, to) in cases {
        let passage = selector(old, quote);
        assert_eq!(place_in(&passage, old), found(Status::Exact, quote));
        let now = old.replacen(from, to, 1);
        assert_eq!(
            place_in(&passage, &now),
            found(Status::Relocated, quote),
            "{now}"
        );
    }
}

#[test]
fn a_quote_inside_a_word_stays_inside_it() {
    let old = "Unbelievable stories are told of the watchmaker who lived in this house for years.";
    let passage = selector(old, "believable stories are told of the watch");
    let now = old
        .replace("house", "narrow house")
        .replace("told of", "told here of");
    let quote = "believable stories are told here of the watch";
    assert_eq!(place_in(&passage, &now), found(Status::Relocated, quote));
}

#[test]
fn white_space_at_the_ends_of_a_quote_is_kept() {
    let passage = selector(PARK, " It was cast in Florence, ");
    let now = PARK
        .replace("unknown", "unnamed")
        .replace("came", "was brought");
    let (_, quote) = place_in(&passage, &now);
    assert_eq!(quote, " It was cast in Florence, ");
}

#[test]
fn a_long_passage_is_found_by_its_ends() {
    let sentence = |number: u32| {
        format!(
            "Sentence {number} of item{} tells of thing{}.\n",
            number * 7,
            number * 13
        )
    };
    let body: String = (0..200).map(sentence).collect();
    let old = format!("Before it all.\n{body}After it all.\n");
    let passage = selector(&old, body.trim_end());
    let mut now = format!("Much before it all.\n{body}After it all.\n");
    for number in (20..180).step_by(9) {
        now = now.replace(&sentence(number), "This was replaced.\n");
    }
    let (status, quote) = place_in(&passage, &now);
    assert_eq!(status, Status::Relocated);
    assert!(
        quote.starts_with("Sentence 0 of") && quote.ends_with("of thing2587."),
        "{quote}"
    );
}

#[test]
fn descriptions_keep_to_the_text() {
    let text = "a😀b";
    let prepared = prepared(text);
    assert_eq!(PassageSelector::describe(&prepared, 0, 0), None);
    assert_eq!(PassageSelector::describe(&prepared, 3, 1), None);
    assert_eq!(PassageSelector::describe(&prepared, 0, 9), None);
    // Inside the surrogate pair: its first unit.
    let passage = PassageSelector::describe(&prepared, 2, 4).expect("a range within the text");
    assert_eq!(
        (
            passage.start,
            passage.exact.as_str(),
            passage.prefix.as_str()
        ),
        (1, "😀b", "a")
    );
    let passage = selector(PARK, "rose garden");
    assert_eq!(
        (
            passage.prefix.chars().count(),
            passage.suffix.chars().count()
        ),
        (64, 64)
    );
}

#[test]
fn nonsense_is_orphaned_or_placed_but_never_breaks() {
    let texts = ["", " ", "\u{301}", "😀", "a", PARK, "\u{200b}\u{200b}"];
    let quotes = [
        "",
        " \n",
        "\u{301}",
        "\u{200b}",
        "😀",
        "zebra",
        "longer than every one of the texts ",
    ];
    for text in texts {
        for exact in quotes {
            for (start, end) in [(0, 0), (5, 2), (u32::MAX, u32::MAX), (1, 2), (0, u32::MAX)] {
                let passage = PassageSelector {
                    start,
                    end,
                    exact: exact.to_owned(),
                    prefix: "zebra".to_owned(),
                    ..PassageSelector::default()
                };
                place_in(&passage, text);
            }
        }
    }
}

#[test]
fn hostile_texts_are_placed_in_bounded_time() {
    let texts = [
        "a".repeat(2_000_000),
        "a ".repeat(500_000),
        "a b ".repeat(200_000),
        "[".repeat(500_000),
    ];
    for text in &texts {
        let prepared = prepared(text);
        for length in [1, 100, 200_000] {
            let end = length.min(units(text));
            let mut passage = PassageSelector::describe(&prepared, 0, end).expect("in range");
            assert_eq!(place(&passage, &prepared).status, Status::Exact);
            passage.start += 1001;
            passage.end += 1001;
            passage.prefix = "no such words ".repeat(4_000);
            passage.suffix.push_str(" nor such");
            let placement = place(&passage, &prepared);
            assert!(
                placement.status != Status::Relocated,
                "{:?}",
                placement.status
            );
        }
    }
}

/// A small generator (xorshift), so that a failure is the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// A text of few different words, so that copies and near copies are common.
    fn text(&mut self, length: usize) -> String {
        const WORDS: [&str; 16] = [
            "garden",
            "gardens",
            "pond",
            "the",
            "of",
            "сад",
            "пруд",
            "公園",
            "😀",
            "e\u{301}te\u{301}",
            ".",
            ",",
            "\n\n",
            "[a]",
            "un\u{ad}seen",
            "\u{200b}",
        ];
        let mut text = String::new();
        for _ in 0..length {
            text.push_str(WORDS[self.below(WORDS.len())]);
            text.push_str(["", " ", " ", "\n"][self.below(4)]);
        }
        text
    }
}

#[test]
fn every_description_is_exact_in_its_own_text() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let length = 1 + random.below(60);
        let text = random.text(length);
        let prepared = prepared(&text);
        let all = units(&text);
        let start = u32::try_from(random.below(all as usize + 2)).expect("small");
        let end = u32::try_from(random.below(all as usize + 2)).expect("small");
        let Some(passage) = PassageSelector::describe(&prepared, start, end) else {
            assert!(
                start + 1 >= end || end > all,
                "{start}..{end} of {all}: {text:?}"
            );
            continue;
        };
        let placement = place(&passage, &prepared);
        assert_eq!(placement.status, Status::Exact, "{text:?} {passage:?}");
        assert_eq!(
            placement.range,
            Some(passage.start..passage.end),
            "{text:?}"
        );
    }
}

#[test]
fn text_put_before_shifts_what_is_placed() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for number in 0..200 {
        let words: Vec<String> = (0..120)
            .map(|at| format!("wort{}", (at * 37 + number) % 997))
            .collect();
        let text = words.join(" ");
        let all = units(&text) as usize;
        let start = u32::try_from(random.below(all - 40)).expect("small");
        let end = start + 12 + u32::try_from(random.below(28)).expect("small");
        let passage = PassageSelector::describe(&prepared(&text), start, end).expect("in range");
        let before = format!("{}\n", random.text(20));
        let now = format!("{before}{text}");
        let placement = place(&passage, &prepared(&now));
        let shift = units(&before);
        assert_eq!(placement.status, Status::Relocated, "{now:?} {passage:?}");
        assert_eq!(
            placement.range,
            Some(start + shift..end + shift),
            "{now:?} {passage:?}"
        );
    }
}

#[test]
fn every_answer_is_a_range_of_whole_characters() {
    let mut random = Random(0x0123_4567_89ab_cdef);
    for _ in 0..1500 {
        let (length, other) = (1 + random.below(80), random.below(90));
        let (old, now) = (random.text(length), random.text(other));
        let text = prepared(&old);
        let start = u32::try_from(random.below(units(&old) as usize)).expect("small");
        let end = start + 1 + u32::try_from(random.below(60)).expect("small");
        let Some(mut passage) = PassageSelector::describe(&text, start, end.min(units(&old)))
        else {
            continue;
        };
        match random.below(4) {
            0 => passage.prefix.clear(),
            1 => passage.suffix.clear(),
            2 => (passage.start, passage.end) = (passage.end, passage.start),
            _ => {}
        }
        let placement = place(&passage, &prepared(&now));
        let range = placement.range.as_ref().or(placement.suggestion.as_ref());
        assert!((0.0..=1.0).contains(&placement.score) && (0.0..=1.0).contains(&placement.margin));
        if let Some(range) = range {
            assert!(
                range.start < range.end && range.end <= units(&now),
                "{range:?}"
            );
            let again = prepared(&now);
            for position in [range.start, range.end] {
                let byte = again.byte_at(position).expect("within the text");
                assert_eq!(again.position_at(byte), position, "inside a character");
            }
        }
        assert_eq!(
            placement,
            place(&passage, &prepared(&now)),
            "the same twice"
        );
    }
}

fn section(anchor: &str, headings: &[&str], opening: &str) -> SectionText {
    let headings = headings.iter().map(|&heading| heading.to_owned()).collect();
    SectionText {
        anchor: anchor.to_owned(),
        headings,
        opening: opening.to_owned(),
    }
}

fn park_sections() -> Vec<SectionText> {
    vec![
        section("", &[], "The park was opened in 1887 by the mayor."),
        section(
            "animals",
            &["Animals"],
            "Herons breed on the island in the largest pond.",
        ),
        section(
            "birds",
            &["Animals", "Birds"],
            "In winter, thousands of gulls rest on the ice.",
        ),
        section(
            "sculptures",
            &["Sculptures"],
            "A bronze horse stands at the entrance.",
        ),
    ]
}

fn target(sections: &[SectionText], index: usize) -> SectionTarget {
    SectionTarget {
        anchor: sections[index].anchor.clone(),
        headings: sections[index].headings.clone(),
        ordinal: u32::try_from(index).expect("small"),
        opening: sections[index].opening.clone(),
    }
}

#[test]
fn a_section_is_found_by_anchor_heading_or_opening() {
    let old = park_sections();
    for index in 0..old.len() {
        let placement = place_section(&target(&old, index), &old);
        assert_eq!(
            placement,
            SectionPlacement {
                status: Status::Exact,
                index: Some(index)
            }
        );
    }
    let birds = target(&old, 2);
    let mut now = park_sections();
    now[2].opening = "More than thirty kinds of birds live here.".to_owned();
    assert_eq!(
        place_section(&birds, &now).status,
        Status::Exact,
        "its text was rewritten"
    );
    let mut now = park_sections();
    now.remove(1);
    now[1] = section("gulls", &["Wildlife", "Gulls"], &birds.opening);
    let placement = place_section(&birds, &now);
    assert_eq!(
        (placement.status, placement.index),
        (Status::Relocated, Some(1)),
        "renamed and moved"
    );
    let mut now = park_sections();
    now[2] = section(
        "birds-2",
        &["Animals", "Birds"],
        "Thousands of gulls rest there in winter.",
    );
    let placement = place_section(&birds, &now);
    assert_eq!(
        (placement.status, placement.index),
        (Status::Relocated, Some(2)),
        "reworded"
    );
}

#[test]
fn a_section_that_is_doubtful_or_gone_says_so() {
    let old = park_sections();
    let birds = target(&old, 2);
    let mut now = park_sections();
    now.remove(2);
    let placement = place_section(&birds, &now);
    assert_eq!(
        (placement.status, placement.index),
        (Status::Orphaned, None)
    );
    assert_eq!(place_section(&birds, &[]).status, Status::Orphaned);
    now.push(section(
        "birds-of-prey",
        &["Hunters", "Birds"],
        "Falcons rest on the tower in winter.",
    ));
    assert_eq!(place_section(&birds, &now).status, Status::Approximate);
}

#[test]
fn a_counted_anchor_does_not_hide_where_a_section_went() {
    let old = vec![
        section(
            "s1",
            &["Notes"],
            "Herons breed on the island in the largest pond.",
        ),
        section("s2", &["Notes"], "A bronze horse stands at the entrance."),
    ];
    let mut now = old.clone();
    now.insert(
        0,
        section(
            "s1",
            &["Notes"],
            "The park was opened in 1887 by the mayor.",
        ),
    );
    now[1].anchor = "s2".to_owned();
    now[2].anchor = "s3".to_owned();
    assert_eq!(place_section(&target(&old, 1), &now).index, Some(2));
}
