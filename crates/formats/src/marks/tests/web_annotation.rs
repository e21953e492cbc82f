use super::*;

/// A file with one annotation: these fields, and a target unless they have one.
fn annotation(fields: &str) -> String {
    let target = if fields.contains("\"target\"") {
        ""
    } else {
        ", \"target\": \"pandect://starter/Tea\""
    };
    format!(
        "{{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"id\": \"urn:uuid:1\", \
         \"type\": \"Annotation\", {fields}{target}}}"
    )
}

fn selected(selector: &str) -> Mark {
    only(&annotation(&format!(
        "\"target\": {{\"source\": \"pandect://starter/Tea\", \"selector\": {selector}}}"
    )))
}

fn refused(selector: &str) -> String {
    reason(&annotation(&format!(
        "\"target\": {{\"source\": \"pandect://starter/Tea\", \"selector\": {selector}}}"
    )))
}

#[test]
fn an_annotation_is_read_whole() {
    let mark = only(&annotation(
        "\"motivation\": [\"highlighting\", \"commenting\"],
         \"created\": \"2015-10-13T13:00:00Z\", \"modified\": \"2015-10-13T15:00:00.5+02:00\",
         \"stylesheet\": {\"type\": \"CssStylesheet\", \"value\": \".x { background-color: #FF0 }\"},
         \"body\": [{\"type\": \"TextualBody\", \"purpose\": \"commenting\", \"value\": \"Why *so*?\",
                     \"format\": \"text/markdown\"},
                    {\"type\": \"TextualBody\", \"purpose\": \"tagging\", \"value\": \" hot \"},
                    {\"type\": \"TextualBody\", \"purpose\": \"tagging\", \"value\": \"hot\"}],
         \"target\": {\"source\": {\"id\": \"pandect://starter/Tea%20pot#Uses\", \"title\": \"Teapot\"},
            \"styleClass\": \"x underline\",
            \"selector\": [
              {\"type\": \"TextQuoteSelector\", \"exact\": \"a 🫖\", \"prefix\": \"is \", \"suffix\": \" here\"},
              {\"type\": \"TextPositionSelector\", \"start\": 4, \"end\": 7}]}",
    ));
    assert_eq!(mark.id.as_deref(), Some("urn:uuid:1"));
    assert_eq!(mark.kind, MarkKind::Annotation);
    assert_eq!(
        mark.place,
        Place {
            section: Some("Uses".to_owned()),
            quote: Some(Quote {
                exact: "a 🫖".to_owned(),
                prefix: "is ".to_owned(),
                suffix: " here".to_owned(),
            }),
            position: Some(4..7),
            ..Place::whole(Source::Address(Address::article("starter", "Tea pot")))
        }
    );
    assert_eq!(
        (mark.note.as_str(), &mark.tags[..]),
        ("Why *so*?", &["hot".to_owned()][..])
    );
    assert_eq!(
        (mark.color.as_deref(), mark.underline),
        (Some("#ff0"), true)
    );
    assert_eq!(mark.created, Some(1_444_741_200_000));
    assert_eq!(mark.modified, Some(1_444_741_200_500));
    assert_eq!(mark.title.as_deref(), Some("Teapot"));
}

#[test]
fn annotations_stand_in_lists_pages_and_graphs() {
    let one = |id: u32| {
        format!("{{\"id\": \"urn:{id}\", \"type\": \"Annotation\", \"target\": \"pandect://a/b\"}}")
    };
    let (first, second) = (one(1), one(2));
    for file in [
        format!("[{first}, {second}]"),
        format!("{{\"type\": \"AnnotationPage\", \"items\": [{first}, {second}]}}"),
        format!(
            "{{\"type\": \"AnnotationCollection\", \"total\": 2, \"first\": \
             {{\"type\": \"AnnotationPage\", \"items\": [{first}, {second}]}}}}"
        ),
        format!("{{\"@context\": \"x\", \"@graph\": [{first}, {second}]}}"),
        format!(
            "{{\"@graph\": [{{\"type\": \"AnnotationCollection\", \"first\": \"urn:page\"}}, \
             {{\"id\": \"urn:page\", \"type\": \"AnnotationPage\", \"items\": [{first}, {second}]}}]}}"
        ),
    ] {
        let read = read_text(&file);
        assert_eq!(read.source, MarksSource::WebAnnotation);
        assert_eq!(read.skipped, [], "{file}");
        let ids: Vec<_> = read
            .marks
            .iter()
            .filter_map(|mark| mark.id.as_deref())
            .collect();
        assert_eq!(ids, ["urn:1", "urn:2"]);
    }
    let empty = read_text("{\"type\": \"AnnotationCollection\", \"total\": 0}");
    assert_eq!(empty.marks, []);
}

#[test]
fn pages_that_are_not_there_are_told() {
    let read = read_text(
        "{\"id\": \"urn:c\", \"type\": \"AnnotationCollection\", \"first\": \
         {\"id\": \"urn:p1\", \"next\": \"urn:p2\", \"items\": [\"urn:elsewhere\"]}}",
    );
    let told: Vec<_> = read
        .skipped
        .iter()
        .map(|skipped| skipped.what.as_str())
        .collect();
    assert_eq!(told, ["urn:elsewhere", "urn:p2"]);
}

#[test]
fn bodies_of_every_kind_become_notes_and_tags() {
    for (fields, note, tags) in [
        (r#""bodyValue": "2*3""#, "2\\*3", ""),
        (
            r#""body": "http://example.org/post""#,
            "<http://example.org/post>",
            "",
        ),
        (
            r#""body": {"type": "TextualBody", "value": "*x*"}"#,
            "*x*",
            "",
        ),
        (
            r#""body": {"value": "*x*", "format": "text/plain"}"#,
            "\\*x\\*",
            "",
        ),
        (
            r#""body": {"value": "<p>a <script>b</script>c</p>", "format": "text/html"}"#,
            "a c",
            "",
        ),
        (
            r#""motivation": "tagging", "body": {"value": "t"}"#,
            "",
            "t",
        ),
        (r#""motivation": "oa:tagging", "bodyValue": "t""#, "", "t"),
        (
            r#""motivation": "tagging", "body": {"value": "n", "purpose": "describing"}"#,
            "n",
            "",
        ),
        (
            r#""body": {"type": "Choice", "items": [{"value": "a"}, {"value": "b"}]}"#,
            "a",
            "",
        ),
        (
            r#""body": {"type": "Composite", "items": [{"value": "a"}, {"value": "b"}]}"#,
            "a\n\nb",
            "",
        ),
        (
            r#""body": {"type": "SpecificResource", "purpose": "tagging", "source": "urn:tag"}"#,
            "",
            "urn:tag",
        ),
        (r#""body": {"value": " "}"#, "", ""),
        (
            r#""body": [{"id": "x y"}, 7, null, {"@value": "v"}]"#,
            "x y\n\nv",
            "",
        ),
    ] {
        let mark = only(&annotation(fields));
        assert_eq!(
            (mark.note.as_str(), mark.tags.join("|").as_str()),
            (note, tags),
            "{fields}"
        );
    }
}

#[test]
fn selectors_refine_one_another() {
    let mark = selected(
        r#"{"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": "Early%20life", "refinedBy": {"type": "TextQuoteSelector", "exact": "tea"}}"#,
    );
    assert_eq!(mark.place.section.as_deref(), Some("Early life"));
    assert_eq!(mark.place.quote, Some(quote("tea")));

    let mark = selected(
        r#"{"type": "TextPositionSelector", "start": 100, "end": 200,
            "refinedBy": {"type": "TextPositionSelector", "start": 5, "end": 9}}"#,
    );
    assert_eq!(mark.place.position, Some(105..109));

    let mark = selected(
        r#"{"type": "XPathSelector", "value": "/p[1]",
            "refinedBy": {"type": "TextQuoteSelector", "exact": "tea"}}"#,
    );
    assert_eq!(mark.place.quote, Some(quote("tea")));

    let mark = selected(r#"{"type": "FragmentSelector", "value": "Uses"}"#);
    assert_eq!(
        (mark.place.section.as_deref(), mark.place.quote),
        (Some("Uses"), None)
    );
}

#[test]
fn wrong_offsets_count_only_where_nothing_else_tells_the_place() {
    for wrong in [
        r#""start": 9, "end": 3"#,
        r#""start": 3, "end": 3"#,
        r#""start": -3, "end": 3"#,
        r#""start": 3, "end": 99999999999"#,
        r#""start": 3.5, "end": 9"#,
        r#""start": "a""#,
    ] {
        let position = format!("{{\"type\": \"TextPositionSelector\", {wrong}}}");
        let why = refused(&position);
        assert!(why.starts_with("its position"), "{why}");
        let mark = selected(&format!(
            "[{position}, {{\"type\": \"TextQuoteSelector\", \"exact\": \"tea\"}}]"
        ));
        assert_eq!(
            (mark.place.quote, mark.place.position),
            (Some(quote("tea")), None)
        );
    }
}

#[test]
fn what_cannot_be_placed_is_skipped_with_the_reason() {
    for (selector, why) in [
        (
            r#"{"type": "SvgSelector", "value": "<svg/>"}"#,
            "its place is only given by SvgSelector, which is not read",
        ),
        (
            r#"{"type": "FragmentSelector", "value": "xywh=1,2,3,4"}"#,
            "its place is only given by a fragment of another kind, which is not read",
        ),
        (
            r#"{"type": "TextQuoteSelector", "exact": " "}"#,
            "its quote is empty",
        ),
        (
            r#"{"type": "CssSelector", "value": "p",
                "refinedBy": {"type": "TextPositionSelector", "start": 1, "end": 2}}"#,
            "its position is counted from a place that is not known",
        ),
    ] {
        assert_eq!(refused(selector), why);
    }
    for (target, why) in [
        (r#""nowhere""#, "its target is no address"),
        (r#"{"selector": []}"#, "its target names no document"),
        ("[]", "it has no target"),
        (
            r#""pandect://con/x""#,
            "its target cannot be used: the address names no valid collection: ",
        ),
    ] {
        let told = reason(&annotation(&format!("\"target\": {target}")));
        assert!(told.starts_with(why), "{told}");
    }
}

#[test]
fn each_of_several_targets_is_a_mark() {
    let read = read_text(&annotation(
        r#""target": ["pandect://a/b", "bad", {"type": "List", "items": ["https://x.example/#s"]}]"#,
    ));
    let ids: Vec<_> = read
        .marks
        .iter()
        .filter_map(|mark| mark.id.as_deref())
        .collect();
    assert_eq!(ids, ["urn:uuid:1", "urn:uuid:1#target-3"]);
    let place = read.marks.last().map(|mark| &mark.place);
    assert_eq!(
        place.map(|place| (&place.source, place.section.as_deref())),
        Some((&Source::Web("https://x.example/".to_owned()), Some("s")))
    );
    assert_eq!(
        read.skipped,
        [Skipped {
            what: "urn:uuid:1 (target 2)".to_owned(),
            why: "its target is no address".to_owned()
        }]
    );
}

#[test]
fn bookmarks_and_colors_are_known() {
    let mark = only(&annotation(
        "\"motivation\": \"bookmarking\", \"stylesheet\": \"https://example.org/style\",
         \"target\": {\"source\": \"pandect://a/b\", \"styleClass\": [\"no\", \"rose\"]}",
    ));
    assert_eq!(
        (mark.kind, mark.color.as_deref()),
        (MarkKind::Bookmark, Some("rose"))
    );
    let mark = only(&annotation(
        "\"stylesheet\": {\"value\": \".u { text-decoration: underline; color: url(x) } .v{background: Tomato}\"},
         \"target\": {\"source\": \"pandect://a/b\", \"styleClass\": [\"u\", \"v\"]}",
    ));
    assert_eq!(
        (mark.color.as_deref(), mark.underline),
        (Some("tomato"), true)
    );
}

#[test]
fn an_id_counts_once() {
    let one = |note: &str| {
        format!(
            "{{\"id\": \"urn:1\", \"type\": \"Annotation\", \"bodyValue\": \"{note}\", \
             \"target\": \"pandect://a/b\"}}"
        )
    };
    let read = read_text(&format!("[{}, {}, {}]", one("a"), one("a"), one("b")));
    assert_eq!(read.marks.len(), 1);
    assert_eq!(
        read.skipped,
        [Skipped {
            what: "urn:1".to_owned(),
            why: "another entry of the file has the same id".to_owned()
        }]
    );
    let nameless = r#"{"type": "Annotation", "target": "pandect://a/b"}"#;
    assert_eq!(
        read_text(&format!("[{nameless}, {nameless}]")).marks.len(),
        1
    );
}

#[test]
fn what_is_too_long_is_skipped() {
    let long = "é".repeat(MAX_QUOTE + 1);
    let why = refused(&format!(
        "{{\"type\": \"TextQuoteSelector\", \"exact\": \"{long}\"}}"
    ));
    assert_eq!(why, "its quote is longer than 100000 characters");
    let fits = "é".repeat(MAX_QUOTE);
    selected(&format!(
        "{{\"type\": \"TextQuoteSelector\", \"exact\": \"{fits}\"}}"
    ));
    let note = "x".repeat(MAX_NOTE + 1);
    let why = reason(&annotation(&format!("\"bodyValue\": \"{note}\"")));
    assert_eq!(why, "its note is longer than 1000000 characters");
    let many = "0,".repeat(100_000);
    let read = read_text(&annotation(&format!("\"extra\": [{many}0]")));
    assert_eq!(
        read.skipped.first().map(|skipped| skipped.why.as_str()),
        Some("it has too many parts")
    );
}

#[test]
fn what_one_thing_says_of_many_marks_is_bounded() {
    let note = "x".repeat(MAX_NOTE);
    let targets = "\"pandect://a/b\",".repeat(1_000);
    let file = annotation(&format!(
        "\"bodyValue\": \"{note}\", \"target\": [{targets}\"urn:x\"]"
    ));
    assert!(matches!(read(file.as_bytes()), Err(Error::TooMuch)));
}

#[test]
fn a_file_that_is_no_json_is_refused_as_a_whole() {
    for file in [
        "[{\"type\": \"Annotation\", \"target\": \"pandect://a/b\"}",
        "[{\"type\": \"Annotation\", \"target\": \"pandect://a/b\"}] x",
        &"[".repeat(1_000),
    ] {
        let error = read(file.as_bytes()).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
    }
}
