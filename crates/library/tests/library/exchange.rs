use std::ops::ControlFlow;

use pandect_library::dto::{
    AnnotationFilter, Color, ErrorCode, ExportFormat, MarkStatus, MarksSource, NewAnnotation,
    NewBookmark, NotebookFilter, Style,
};

use pandect_library::{Library, unwatched};

use crate::{SECRETARIAT, TestLibrary};

/// A library with marks of every kind.
fn marked() -> TestLibrary {
    let test = TestLibrary::new();
    let library = &test.library;
    let passage = library
        .find_quote(SECRETARIAT, "History and structure", None)
        .unwrap();
    let on = |address: &str| NewAnnotation {
        address: address.into(),
        note: Some("Wer *genau*? 𝒳".into()),
        tags: Some(vec!["exam".into(), "日本".into()]),
        ..NewAnnotation::default()
    };
    let passage = NewAnnotation {
        passage: Some(passage),
        color: Some(Color::Violet),
        style: Some(Style::Underline),
        ..on(SECRETARIAT)
    };
    library.add_annotation(passage).unwrap();
    library
        .add_annotation(on(&format!("{SECRETARIAT}#see-also")))
        .unwrap();
    library.add_annotation(on(SECRETARIAT)).unwrap();
    let outer = library.add_folder("Asia", None).unwrap();
    let inner = library.add_folder("Bodies", Some(&outer.id)).unwrap();
    library
        .add_bookmark(NewBookmark {
            folder: Some(inner.id),
            read_later: Some(true),
            ..NewBookmark::of(SECRETARIAT)
        })
        .unwrap();
    test
}

fn exported(library: &Library, format: ExportFormat) -> String {
    library
        .export_marks(format, &NotebookFilter::default(), &[])
        .unwrap()
}

/// What a person sees of the marks, without what differs between computers.
fn seen(library: &Library) -> Vec<String> {
    let annotations = library
        .list_annotations(AnnotationFilter::default())
        .unwrap();
    let bookmarks = library.list_bookmarks().unwrap();
    let mut seen: Vec<String> = annotations
        .iter()
        .map(|one| {
            format!(
                "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
                one.id,
                one.address,
                one.target,
                one.quote,
                one.passage,
                one.color,
                one.style,
                one.note,
                one.tags,
                one.created
            )
        })
        .chain(bookmarks.bookmarks.iter().map(|one| {
            let folder = bookmarks
                .folders
                .iter()
                .find(|folder| Some(&folder.id) == one.folder.as_ref());
            format!(
                "{} {} {:?} {}",
                one.id,
                one.address,
                folder.map(|folder| &folder.title),
                one.read_later
            )
        }))
        .collect();
    seen.sort_unstable();
    seen
}

#[test]
fn marks_go_out_as_web_annotations_and_come_in_elsewhere_as_they_were() {
    let (here, there) = (marked(), TestLibrary::new());
    let text = exported(&here.library, ExportFormat::JsonLd);
    let report = there
        .library
        .import_marks_from(text.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!(report.source, MarksSource::WebAnnotation);
    assert_eq!(
        (report.annotations, report.bookmarks, report.left_out),
        (3, 1, 0),
        "{report:?}"
    );
    assert_eq!(report.placed.exact, 4, "{report:?}");
    assert_eq!(seen(&there.library), seen(&here.library));

    // Twice is once, there and here; and what was deleted is not brought back by it.
    let again = there
        .library
        .import_marks_from(text.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!((again.annotations, again.bookmarks, again.known), (0, 0, 4));
    let again = here
        .library
        .import_marks_from(text.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!(again.known, 4);
    assert_eq!(seen(&there.library), seen(&here.library));
    // An import is one change.
    there.library.undo().unwrap().unwrap();
    assert!(seen(&there.library).is_empty());
}

#[test]
fn an_import_tells_how_far_it_is_and_stopped_anywhere_it_leaves_nothing() {
    let here = marked();
    let text = exported(&here.library, ExportFormat::JsonLd);
    // Each of the four is told of twice: when its place is looked for, and when it is written.
    for last in 0..8 {
        let there = TestLibrary::new();
        let mut told = Vec::new();
        let stopped = there
            .library
            .import_marks_from(text.as_bytes(), &mut |progress| {
                told.push((progress.done, progress.total));
                if progress.done == last {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })
            .unwrap_err();
        assert_eq!(stopped.view().code, ErrorCode::Cancelled);
        assert_eq!(
            told,
            (0..=last).map(|done| (done, Some(8))).collect::<Vec<_>>()
        );
        assert!(seen(&there.library).is_empty(), "stopped at {last}");
        assert!(there.library.undo().unwrap().is_none(), "nothing was done");
    }
}

#[test]
fn positions_go_out_in_code_points_of_the_present_text() {
    let test = TestLibrary::new();
    test.add_notes(&[(
        "Signs.md",
        "# Signs\n\n𝒳𝒴𝒵 and then the word **here** it is.\n",
    )]);
    let address = "pandect://notes/Signs";
    let passage = test.library.find_quote(address, "here", None).unwrap();
    let new = NewAnnotation {
        address: address.into(),
        passage: Some(passage),
        color: Some(Color::Amber),
        ..NewAnnotation::default()
    };
    test.library.add_annotation(new).unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&exported(&test.library, ExportFormat::JsonLd)).unwrap();
    let text = json.to_string();
    let start = passage.start - 3;
    assert!(text.contains(&format!("\"start\":{start}")), "{text}");
    assert!(text.contains("http://www.w3.org/ns/anno.jsonld"));
}

#[test]
fn digests_and_tables_say_what_was_marked_and_how_it_is_cited() {
    let test = marked();
    for format in [
        ExportFormat::Markdown,
        ExportFormat::Html,
        ExportFormat::Csv,
    ] {
        let text = exported(&test.library, format);
        for part in ["History and structure", "SCO Secretariat", "exam", "genau"] {
            assert!(text.contains(part), "{format:?} lacks {part}: {text}");
        }
    }
    for format in [ExportFormat::Bibtex, ExportFormat::CslJson] {
        let text = exported(&test.library, format);
        assert!(text.contains("SCO Secretariat"), "{text}");
    }
    let csl: serde_json::Value =
        serde_json::from_str(&exported(&test.library, ExportFormat::CslJson)).unwrap();
    assert_eq!(csl.as_array().unwrap().len(), 1, "each article once");
    let citation = test.library.citation(SECRETARIAT).unwrap();
    assert!(
        citation.text.starts_with("SCO Secretariat. "),
        "{}",
        citation.text
    );
    assert!(citation.text.ends_with(SECRETARIAT), "{}", citation.text);
    assert!(citation.bibtex.trim_start().starts_with('@'));
}

#[test]
fn an_export_is_narrowed_and_saved_whole() {
    let test = marked();
    let file = test.folder.path().join("marks.md");
    let filter = NotebookFilter {
        color: Some(Color::Violet),
        ..NotebookFilter::default()
    };
    let count = test
        .library
        .save_marks(ExportFormat::Markdown, &filter, &[], &file)
        .unwrap();
    assert_eq!(count, 1);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("History and structure")
    );
    let nowhere = test.folder.path().join("none").join("marks.md");
    let refused = test
        .library
        .save_marks(ExportFormat::Csv, &filter, &[], &nowhere);
    assert_eq!(refused.unwrap_err().view().code, ErrorCode::File);
}

#[test]
fn what_cannot_be_used_is_listed_and_the_rest_comes_in_at_once() {
    let test = TestLibrary::new();
    let annotation = |id: &str, target: &str| {
        format!(
            r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "{id}", "type": "Annotation",
               "bodyValue": "note {id}", "target": {target}}}"#
        )
    };
    let quote = |exact: &str| {
        format!(
            r#"{{"source": "{SECRETARIAT}", "selector": {{"type": "TextQuoteSelector", "exact": "{exact}"}}}}"#
        )
    };
    let entries = [
        annotation("urn:example:good", &quote("History and structure")),
        annotation(
            "urn:example:gone",
            &quote("words that nobody ever wrote about zeppelins"),
        ),
        annotation("urn:example:foreign", r#""https://example.org/page""#),
        annotation(
            "urn:example:unknown",
            &format!(
                r#"{{"source": "{SECRETARIAT}", "selector": {{"type": "SvgSelector", "value": "<svg/>"}}}}"#
            ),
        ),
        annotation(
            "urn:example:wrong",
            &format!(
                r#"{{"source": "{SECRETARIAT}", "selector": {{"type": "TextPositionSelector", "start": 99999990, "end": 99999999}}}}"#
            ),
        ),
    ];
    let text = format!("[{}]", entries.join(","));
    let report = test
        .library
        .import_marks_from(text.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!((report.annotations, report.left_out), (2, 3), "{report:?}");
    assert_eq!(
        (report.placed.exact, report.placed.orphaned),
        (1, 1),
        "{report:?}"
    );
    let left: Vec<_> = report.skipped.iter().map(|one| one.what.as_str()).collect();
    for id in ["foreign", "unknown", "wrong"] {
        assert!(left.iter().any(|what| what.ends_with(id)), "{left:?}");
    }
    let shown = test.library.open_article(SECRETARIAT).unwrap();
    let orphan = shown
        .annotations
        .iter()
        .find(|one| one.status == MarkStatus::Orphaned);
    assert!(orphan.unwrap().quote.contains("zeppelins"));
    // Highlights without a colour of their own are given one, so that they are seen.
    let good = shown
        .annotations
        .iter()
        .find(|one| one.status == MarkStatus::Exact);
    assert_eq!(good.unwrap().color, Some(Color::Amber));

    for bad in [&b"{\"half\": "[..], b"", b"\xff\xfe\xfd", b"<xml>"] {
        let refused = test
            .library
            .import_marks_from(bad, &mut unwatched)
            .unwrap_err();
        assert_eq!(refused.view().code, ErrorCode::InvalidInput, "{refused}");
    }
    assert_eq!(
        test.library
            .open_article(SECRETARIAT)
            .unwrap()
            .annotations
            .len(),
        2
    );
}

#[test]
fn bookmarks_of_kiwix_and_favourites_of_goldendict_find_their_articles() {
    let test = TestLibrary::new();
    test.add_notes(&[
        ("Tea.md", "# Tea\n\nA drink.\n"),
        ("Oolong.md", "# Oolong\n\nA tea.\n"),
    ]);
    let kiwix = r#"<?xml version="1.0"?><bookmarks><bookmark><book><id>none</id><title>notes</title>
        </book><title>Tea</title><url>A/Tea</url></bookmark><bookmark><book><id>other</id>
        <title>Another</title></book><title>Gone</title><url>Gone</url></bookmark></bookmarks>"#;
    let report = test
        .library
        .import_marks_from(kiwix.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!(report.source, MarksSource::Kiwix);
    assert_eq!((report.bookmarks, report.left_out), (1, 1), "{report:?}");
    let golden = r#"<root><folder name="Drinks" expanded="1"><headword>Oolong</headword>
        <headword>Nothing of the kind</headword></folder></root>"#;
    let report = test
        .library
        .import_marks_from(golden.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!(report.source, MarksSource::Goldendict);
    assert_eq!((report.bookmarks, report.left_out), (1, 1), "{report:?}");
    let again = test
        .library
        .import_marks_from(golden.as_bytes(), &mut unwatched)
        .unwrap();
    assert_eq!((again.bookmarks, again.known), (0, 1));
    let all = test.library.list_bookmarks().unwrap();
    let addresses: Vec<_> = all
        .bookmarks
        .iter()
        .map(|one| one.address.as_str())
        .collect();
    assert_eq!(addresses, ["pandect://notes/Tea", "pandect://notes/Oolong"]);
    assert_eq!(all.folders[0].title, "Drinks");
}

#[test]
fn an_orphan_is_told_where_its_words_are_now_and_is_put_there() {
    let test = TestLibrary::new();
    let text = "Steamed leaves keep their colour, and the cup tastes of spinach and the sea.";
    test.add_notes(&[
        ("Sencha.md", &format!("# Sencha\n\n{text}\n")),
        ("Matcha.md", "# Matcha\n\nA powder whisked in a bowl.\n"),
        ("Tea.md", "# Tea\n\nLeaves and hot water, in many lands.\n"),
    ]);
    let passage = test
        .library
        .find_quote(
            "pandect://notes/Sencha",
            "the cup tastes of spinach and the sea",
            None,
        )
        .unwrap();
    let new = NewAnnotation {
        address: "pandect://notes/Sencha".into(),
        passage: Some(passage),
        color: Some(Color::Green),
        ..NewAnnotation::default()
    };
    let id = test.library.add_annotation(new).unwrap().id;
    test.add_notes(&[
        ("Sencha.md", "# Sencha\n\nMoved to another article.\n"),
        (
            "Japanese tea.md",
            &format!("# Japanese tea\n\nOf sencha: {text}\n"),
        ),
        ("Matcha.md", "# Matcha\n\nA powder whisked in a bowl.\n"),
    ]);
    let all = || {
        test.library
            .list_annotations(AnnotationFilter::default())
            .unwrap()
    };
    assert_eq!(all()[0].status, MarkStatus::Orphaned);
    let places = test.library.suggest_places(&id).unwrap();
    assert_eq!(places[0].title, "Japanese tea", "{places:?}");
    assert_eq!(places[0].wording, "the cup tastes of spinach and the sea");
    let change = pandect_library::dto::AnnotationChange {
        address: Some(places[0].address.clone()),
        passage: Some(places[0].passage),
        text_hash: Some(places[0].text_hash.clone()),
        ..Default::default()
    };
    test.library.update_annotation(&id, change).unwrap();
    assert_eq!(all()[0].status, MarkStatus::Exact);
    assert_eq!(all()[0].title, "Japanese tea");
    test.library.undo().unwrap().unwrap();
    assert_eq!(
        (all()[0].title.as_str(), all()[0].status),
        ("Sencha", MarkStatus::Orphaned)
    );
}
