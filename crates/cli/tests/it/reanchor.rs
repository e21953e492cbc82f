//! `reanchor`, as a script feeds it.

use serde_json::{Value, json};

use crate::support::{TestLibrary, text};

const TEXT: &str = "😀 A new beginning. The lighthouse at the northern cape was built in 1857 by \
                    two brothers from the village. Nothing else is known of it.";

fn case(id: &str, exact: &str, start: usize) -> String {
    let end = start + exact.chars().count();
    let selector = json!({"exact": exact, "prefix": "", "suffix": "", "start": start, "end": end});
    format!(
        "{}\n",
        json!({"id": id, "text": TEXT, "selector": selector})
    )
}

#[test]
fn passages_are_placed_in_code_points() {
    let library = TestLibrary::new();
    let moved = "The lighthouse at the northern cape was built in 1857";
    let reworded = "two brothers of the village";
    let gone = "Penguins seldom visit equatorial archipelagos";
    let input = case("moved", moved, 0) + &case("reworded", reworded, 70) + &case("gone", gone, 5);
    let said = library.feed(&["reanchor"], &input);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let answers: Vec<Value> = said
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 3, "one answer a case");
    let characters: Vec<char> = TEXT.chars().collect();
    let words = |answer: &Value| -> String {
        let at = |name: &str| usize::try_from(answer[name].as_u64().unwrap()).unwrap();
        characters[at("start")..at("end")].iter().collect()
    };
    assert_eq!(words(&answers[0]), moved);
    assert!(
        words(&answers[1]).contains("brothers from the"),
        "{}",
        answers[1]
    );
    let orphan = json!({"id": "gone", "status": "orphaned", "start": null, "end": null});
    assert_eq!(answers[2], orphan);
    assert!(
        !library.data().exists(),
        "it needs no library and makes none"
    );
}

#[test]
fn a_malformed_line_is_named() {
    let library = TestLibrary::new();
    let input = case("good", "A new beginning.", 2) + "{\"id\": 1}\n";
    let said = library.feed(&["reanchor", "--json"], &input);
    assert_eq!(said.status, 1);
    let error: Value = serde_json::from_str(&said.stderr).unwrap();
    assert_eq!(error["code"], "invalid-input");
    assert!(text(&error["message"]).starts_with("line 2 "), "{error}");
    assert_eq!(
        said.stdout.lines().count(),
        1,
        "what came before is answered"
    );
}
