use super::*;

const EXPORT: &str = r#"{
  "export_date": "2024-05-01T10:00:00.000Z", "export_userid": "acct:jane@hypothes.is",
  "client_version": "1.1500.0",
  "annotations": [
    {"id": "one", "created": "2023-05-01T12:00:00.5+00:00", "updated": "2023-05-02T12:00:00+00:00",
     "user": "acct:jane@hypothes.is", "uri": "https://example.org/tea#pot", "text": "*why?*",
     "tags": ["Drink", " hot "], "group": "__world__",
     "target": [{"source": "https://example.org/tea", "selector": [
       {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0,
        "endContainer": "/p[1]", "endOffset": 3},
       {"type": "TextPositionSelector", "start": 10, "end": 13},
       {"type": "TextQuoteSelector", "exact": "tea", "prefix": "hot ", "suffix": " cup"}]}],
     "document": {"title": ["Tea "]}},
    {"id": "answer", "created": "2023-05-04T00:00:00Z", "user": "acct:bob.x@hypothes.is",
     "uri": "https://example.org/tea", "text": "Because.", "references": ["one"],
     "target": [{"source": "https://example.org/tea"}]},
    {"id": "page", "uri": "pandect://starter/Tea", "text": "A page note", "tags": [],
     "target": [{"source": "pandect://starter/Tea"}], "document": {"title": []}},
    {"id": "lost", "uri": "https://example.org/x", "text": "?", "references": ["gone", "answer"]},
    {"id": "shape", "uri": "https://example.org/x", "target": [{"selector": [
       {"type": "ShapeSelector", "shape": {}}, {"type": "PageSelector", "index": 2}]}]}
  ]
}"#;

#[test]
fn exports_are_read() {
    let read = read_text(EXPORT);
    assert_eq!(read.source, MarksSource::Hypothesis);
    let [first, page] = &read.marks[..] else {
        panic!("{read:?}");
    };
    assert_eq!(first.id.as_deref(), Some("one"));
    assert_eq!(
        first.place.source,
        Source::Web("https://example.org/tea".to_owned())
    );
    assert_eq!(
        first.place.quote,
        Some(Quote {
            exact: "tea".to_owned(),
            prefix: "hot ".to_owned(),
            suffix: " cup".to_owned()
        })
    );
    assert_eq!(first.place.position, Some(10..13));
    assert_eq!(first.tags, ["Drink", "hot"]);
    assert_eq!(first.title.as_deref(), Some("Tea"));
    assert_eq!(first.created, Some(1_682_942_400_500));
    assert_eq!(first.modified, Some(1_683_028_800_000));
    assert_eq!(
        first.note,
        "*why?*\n\n**Reply by bob.x, 2023-05-04:** Because."
    );
    let address = Address::article("starter", "Tea");
    assert_eq!(page.place, Place::whole(Source::Address(address)));
    assert_eq!(page.note, "A page note");
}

#[test]
fn what_cannot_be_used_is_named() {
    let skipped = read_text(EXPORT).skipped;
    let told: Vec<(&str, &str)> = skipped
        .iter()
        .map(|skipped| (skipped.what.as_str(), skipped.why.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "shape",
                "its place is only given by PageSelector and ShapeSelector, which is not read"
            ),
            (
                "lost",
                "it answers an annotation that is not among those read"
            ),
        ]
    );
}

#[test]
fn answers_of_the_api_are_read() {
    let rows = r#"{"total": 1, "rows": [{"id": "a", "uri": "http://x.example/", "text": "n",
        "target": [{"source": "http://x.example/"}]}]}"#;
    let read = read_text(rows);
    assert_eq!(read.source, MarksSource::Hypothesis);
    assert_eq!(read.marks.len(), 1);
    let empty = read_text(r#"{"client_version": "1", "annotations": []}"#);
    assert_eq!(empty.source, MarksSource::Hypothesis);
}
