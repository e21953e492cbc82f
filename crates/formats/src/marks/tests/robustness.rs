use proptest::prelude::*;

use super::*;

#[test]
fn other_files_are_refused_with_a_sentence() {
    for (bytes, expected) in [
        (&b""[..], "the file is empty"),
        (b" \n", "the file is empty"),
        (
            b"\xff\xfe\x00\xd8",
            "the file is no text in UTF-8 or UTF-16",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "the file is no text in UTF-8 or UTF-16",
        ),
        (b"[1, 2]", "the file is neither "),
        (b"{\"a\": 1}", "the file is neither "),
        (b"[]", "the file is neither "),
        (b"<html><p>x</p></html>", "the file is neither "),
        (b"<", "the file is neither "),
    ] {
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{bytes:?}: {error}");
    }
}

#[test]
fn text_may_be_in_utf_16() {
    let text = "\u{feff}<root><headword>早期</headword></root>";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&bytes).unwrap().marks.len(), 1);
}

/// What must hold of whatever is read.
fn holds(read: &Read) {
    for mark in &read.marks {
        if let Some(position) = &mark.place.position {
            assert!(position.start < position.end);
        }
        assert!(mark.place.quote.iter().all(|quote| !quote.exact.is_empty()));
        assert!(mark.tags.iter().all(|tag| !tag.is_empty()));
        let is_ours = |source: &Source| match source {
            Source::Address(address) => address.section.is_none(),
            Source::Web(address) => !address.contains('#'),
            Source::Archive { path, .. } => !path.is_empty(),
            Source::Word(word) => !word.is_empty(),
        };
        assert!(is_ours(&mark.place.source), "{mark:?}");
    }
    for skipped in &read.skipped {
        assert!(!skipped.what.contains('\n') && !skipped.why.is_empty());
    }
}

/// Pieces of all formats, to be put together anyhow.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "1",
        "-1",
        "1e99",
        "\"type\":",
        "\"Annotation\"",
        "\"target\":",
        "\"source\":",
        "\"pandect://a/b#c\"",
        "\"selector\":",
        "\"body\":",
        "\"items\":",
        "{\"type\":\"TextQuoteSelector\",\"exact\":\"a\"}",
        "\"refinedBy\":",
        "\"uri\":\"urn:x\"",
        "\"references\":[\"a\"]",
        "\"id\":\"a\"",
        "\"annotations\":[",
        "<root>",
        "</root>",
        "<folder name=\"a\">",
        "</folder>",
        "<headword>",
        "</headword>",
        "<bookmarks>",
        "</bookmarks>",
        "<bookmark>",
        "</bookmark>",
        "<book><id>a</id></book>",
        "<url>x</url>",
        "<!--",
        "]]>",
        "&amp;",
        "\t",
        "\n",
        "word",
        "é",
        "\u{feff}",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(read) = read(&bytes) {
            holds(&read);
        }
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in prop::collection::vec(piece(), 0..40)) {
        if let Ok(read) = read(pieces.concat().as_bytes()) {
            holds(&read);
        }
    }

    #[test]
    fn any_json_is_read_or_refused(value in json(), field in json()) {
        for file in [
            value.to_string(),
            serde_json::json!({"type": "Annotation", "target": value, "body": field}).to_string(),
            serde_json::json!({"uri": "urn:x", "target": [{"selector": value}], "tags": field}).to_string(),
            serde_json::json!({"type": "Annotation", "stylesheet": value, "motivation": field,
                "target": {"source": "pandect://a/b", "selector": value, "styleClass": field}}).to_string(),
        ] {
            if let Ok(read) = read(file.as_bytes()) {
                holds(&read);
            }
        }
    }
}

/// Any JSON, with names and words that mean something here.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let word = prop::sample::select(vec![
        "type",
        "id",
        "source",
        "selector",
        "items",
        "value",
        "exact",
        "start",
        "end",
        "refinedBy",
        "TextQuoteSelector",
        "TextPositionSelector",
        "FragmentSelector",
        "Choice",
        "pandect://a/b#c",
        "@list",
        "@value",
        "purpose",
        "tagging",
        "format",
        "text/html",
        "<p>x",
        ".a{color:red}",
        "a",
        "",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        word.clone().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        let fields = prop::collection::vec((word.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(serde_json::Value::from),
            fields.prop_map(|fields| {
                let fields = fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                serde_json::Value::Object(fields.collect())
            }),
        ]
    })
}
