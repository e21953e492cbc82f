use pandect_core::clean::{NoLinks, clean};
use proptest::prelude::*;

use super::*;

fn mark(id: &str, article: &str, section: &str, start: u32, quote: &str) -> ExportMark {
    ExportMark {
        id: id.to_owned(),
        address: Address::article("wikipedia_en", article).with_section(section),
        article_title: article.to_owned(),
        collection_title: "Wikipedia".to_owned(),
        edition: "2024-01-02".to_owned(),
        license: "CC BY-SA 4.0".to_owned(),
        source: "Wikipedia contributors".to_owned(),
        language: "en".to_owned(),
        headings: Some(section.to_owned())
            .filter(|section| !section.is_empty())
            .into_iter()
            .collect(),
        quote: quote.to_owned(),
        position: (!quote.is_empty()).then(|| start..start + 3),
        status: "exact".to_owned(),
        created: 1_714_521_600_000,
        modified: 1_714_521_600_000,
        ..ExportMark::default()
    }
}

/// Marks with everything in them that could go wrong in a document.
fn marks() -> Vec<ExportMark> {
    let mut noted = mark("2", "Tea", "Uses", 50, "<b>two</b>\n\n# three");
    noted.note = "Why?\n\n```\nnever closed".to_owned();
    noted.note_html = "<p>Why?</p>".to_owned();
    noted.tags = vec!["a_b".to_owned(), "<i>".to_owned()];
    noted.color = Some("rose".to_owned());
    noted.color_label = Some("question".to_owned());
    noted.underline = true;
    let mut bookmark = mark("3", "Tea", "Uses", 0, "");
    bookmark.kind = MarkKind::Bookmark;
    bookmark.name = Some("Cups & pots".to_owned());
    bookmark.folder = vec!["Kitchen".to_owned(), "Hot".to_owned()];
    let mut whole = mark("4", "Tea", "", 0, "");
    whole.note = "All of it".to_owned();
    whole.note_html = "<p>All of it</p>".to_owned();
    vec![
        mark("0", "\"Zoo\" {of} 50% & more", "", 5, "=1+1"),
        noted,
        bookmark,
        mark("1", "Tea", "Early", 10, "one"),
        whole,
    ]
}

fn export(marks: &[ExportMark]) -> Export<'_> {
    Export {
        id: "0190b5a0-0000-7000-8000-000000000000",
        title: "Marks & <notes>",
        language: "en",
        written: 1_714_608_000_000,
        marks,
    }
}

/// In which order these stand in a document.
fn in_order(document: &str, parts: &[&str]) {
    let mut rest = document;
    for part in parts {
        let (_, behind) = rest
            .split_once(part)
            .unwrap_or_else(|| panic!("`{part}` is missing or too early in:\n{document}"));
        rest = behind;
    }
}

#[test]
fn markdown_reads_as_a_document() {
    let marks = marks();
    let document = markdown(&export(&marks));
    in_order(
        &document,
        &[
            "# Marks & \\<notes>\n\n2024-05-02\n",
            "\n## Wikipedia\n",
            "\n### \"Zoo\" {of} 50% & more\n\n> =1+1\n",
            "\n### Tea\n\n**On the whole article**\n\nAll of it\n",
            "\n#### Early\n\n> one\n\n*2024-05-01*\n",
            "\n#### Uses\n\n**Bookmark of this section: Cups & pots**\n\n*Folder: Kitchen / Hot · 2024-05-01*\n",
            "\n> \\<b>two\\</b>\n>\n> \\# three\n\nWhy?\n\n```\nnever closed\n```\n",
            "\n*question · Tags: a_b, \\<i> · 2024-05-01*\n",
            "\nTea. Wikipedia contributors. Wikipedia, edition 2024-01-02. Licence: CC BY-SA 4.0. \
             <pandect://wikipedia_en/Tea>\n",
        ],
    );
}

#[test]
fn html_is_a_document_of_its_own() {
    let marks = marks();
    let document = html(&export(&marks));
    in_order(
        &document,
        &[
            "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">",
            "<title>Marks &amp; &lt;notes&gt;</title>",
            "<h2>Wikipedia</h2>",
            "&quot;Zoo&quot; {of} 50% &amp; more</h3>",
            "<h3 lang=\"en\" dir=\"ltr\">Tea</h3>",
            "<div class=\"note\" dir=\"auto\"><p>All of it</p></div>",
            "<blockquote lang=\"en\" dir=\"ltr\"><span>one</span></blockquote>",
            "<p class=\"what\">Bookmark of this section: Cups &amp; pots</p>",
            "<div class=\"mark rose underline\">",
            "<span>&lt;b&gt;two&lt;/b&gt;\n\n# three</span>",
            "Tags: a_b, &lt;i&gt;",
            "<a href=\"pandect://wikipedia_en/Tea\">",
            "</html>",
        ],
    );
    assert!(!document.contains("<script") && !document.contains("<b>"));
    let arabic = Export {
        language: "ar",
        ..export(&marks)
    };
    assert!(html(&arabic).contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[test]
fn tables_run_no_formulas() {
    let marks = marks();
    let table = csv(&export(&marks));
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    let column = |name: &str| {
        let headers = ::csv::Reader::from_reader(table.as_bytes())
            .headers()
            .unwrap()
            .clone();
        headers.iter().position(|header| header == name).unwrap()
    };
    let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
    let cell = |row: usize, name: &str| rows[row].get(column(name)).unwrap().to_owned();
    assert_eq!(rows.len(), 5);
    assert_eq!(cell(0, "quote"), "'=1+1");
    assert_eq!(cell(1, "quote"), "<b>two</b>\n\n# three");
    assert_eq!(
        (cell(1, "start"), cell(1, "end")),
        ("50".to_owned(), "53".to_owned())
    );
    assert_eq!(cell(1, "tags"), "a_b, <i>");
    assert_eq!(cell(2, "kind"), "bookmark");
    assert_eq!(cell(2, "created"), "2024-05-01T00:00:00Z");
    assert!(table.starts_with("id,kind,article,") && table.contains("\r\n"));
}

#[test]
fn cited_articles_are_entries() {
    let mut marks = marks();
    marks.push(mark("5", "tea", "", 0, "x"));
    let mut foreign = mark("6", "茶", "", 0, "y");
    foreign.source = "https://zh.wikipedia.org/wiki/茶".to_owned();
    foreign.collection_title.clear();
    foreign.edition = "2024".to_owned();
    marks.push(foreign);
    let file = bibtex(&export(&marks));
    in_order(
        &file,
        &[
            "@misc{wikipedia-en-2024,\n  title = {{茶}},",
            "note = {Licence: CC BY-SA 4.0. From https://zh.wikipedia.org/wiki/茶},",
            "@incollection{zoo-of-50-more-2024,\n  author = {{Wikipedia contributors}},",
            "title = {{\\textquotedbl{}Zoo\\textquotedbl{} \\textbraceleft{}of\\textbraceright{} 50\\% \\& more}},",
            "@incollection{tea-2024,",
            "booktitle = {{Wikipedia}},\n  edition = {2024-01-02},\n  year = {2024},",
            "url = {pandect://wikipedia_en/Tea},\n  urldate = {2024-05-01},\n  language = {en},\n}",
            "@incollection{tea-2024-2,",
        ],
    );
    let items: serde_json::Value = serde_json::from_str(&csl_json(&export(&marks))).unwrap();
    let tea = items
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["id"] == "tea-2024")
        .unwrap();
    assert_eq!(
        *tea,
        serde_json::json!({
            "id": "tea-2024",
            "type": "entry-encyclopedia",
            "title": "Tea",
            "container-title": "Wikipedia",
            "author": [{"literal": "Wikipedia contributors"}],
            "edition": "2024-01-02",
            "issued": {"date-parts": [[2024, 1, 2]]},
            "accessed": {"date-parts": [[2024, 5, 1]]},
            "URL": "pandect://wikipedia_en/Tea",
            "language": "en",
            "note": "Licence: CC BY-SA 4.0",
        })
    );
}

#[test]
fn json_ld_conforms_to_the_model() {
    let marks = marks();
    let json: serde_json::Value = serde_json::from_str(&web_annotation(&export(&marks))).unwrap();
    assert_eq!(json["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(json["type"], "AnnotationCollection");
    assert_eq!(json["total"], 5);
    let page = &json["first"];
    assert_eq!(
        (&page["type"], &page["partOf"]),
        (&"AnnotationPage".into(), &json["id"])
    );
    assert_eq!(
        page["items"][1],
        serde_json::json!({
            "id": "urn:uuid:2",
            "type": "Annotation",
            "motivation": ["highlighting", "commenting", "tagging"],
            "created": "2024-05-01T00:00:00Z",
            "modified": "2024-05-01T00:00:00Z",
            "stylesheet": {"type": "CssStylesheet", "value":
                ".rose { text-decoration-color: #fbd0dc } .underline { text-decoration-line: underline }"},
            "body": [
                {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown",
                 "value": "Why?\n\n```\nnever closed"},
                {"type": "TextualBody", "purpose": "tagging", "value": "a_b"},
                {"type": "TextualBody", "purpose": "tagging", "value": "<i>"},
            ],
            "target": {
                "type": "SpecificResource",
                "source": "pandect://wikipedia_en/Tea",
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "<b>two</b>\n\n# three", "prefix": "", "suffix": ""},
                    {"type": "TextPositionSelector", "start": 50, "end": 53},
                    {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                     "value": "Uses", "refinedBy":
                        {"type": "TextQuoteSelector", "exact": "<b>two</b>\n\n# three", "prefix": "", "suffix": ""}},
                ],
                "styleClass": ["rose", "underline"],
                "pandect:title": "Tea",
                "pandect:collection": "Wikipedia",
                "pandect:edition": "2024-01-02",
                "pandect:license": "CC BY-SA 4.0",
                "pandect:origin": "Wikipedia contributors",
                "pandect:language": "en",
                "pandect:headings": ["Uses"],
            },
            "pandect:colorLabel": "question",
            "pandect:status": "exact",
        })
    );
}

/// Any text that a person or a page could have.
fn text() -> impl Strategy<Value = String> {
    "[ -~\\n\\t\"\\\\]{0,20}|\\PC{0,12}"
}

/// A name as they are kept: without white space around it.
fn name() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn any_mark()(
        id in "[0-9a-f]{8}",
        is_bookmark in any::<bool>(),
        path in "[a-z]\\PC{0,8}",
        section in prop::option::of("\\PC{1,8}|t=1|a:~:b|#x y"),
        (quote, prefix, suffix) in (text(), text(), text()),
        position in prop::option::of((0..u32::MAX - 100, 1..100u32)),
        (note, tags, folder, headings) in (
            text(),
            prop::collection::hash_set(name(), 0..4),
            prop::collection::vec(text(), 0..3),
            prop::collection::vec(text(), 0..3),
        ),
        color in prop::option::of(prop::sample::select(vec!["amber", "violet", "tomato", "#12ab34"])),
        (underline, read_later) in any::<(bool, bool)>(),
        (created, modified) in (-10_000_000_000_000..10_000_000_000_000_i64, 0..10_000_000_000_000_i64),
        (title, bookmark_name, ordinal, opening, hash) in (
            text(),
            prop::option::of(text()),
            prop::option::of(any::<u32>()),
            prop::option::of(text()),
            prop::option::of("[0-9a-f]{16}"),
        ),
    ) -> ExportMark {
        // Blank is what nobody can mark or write.
        let kept = |text: String| if text.trim().is_empty() { String::new() } else { text };
        let quote = kept(quote);
        ExportMark {
            id,
            kind: if is_bookmark { MarkKind::Bookmark } else { MarkKind::Annotation },
            address: Address { collection: "own".to_owned(), path, section },
            name: bookmark_name,
            article_title: title,
            position: position.filter(|_| !quote.is_empty()).map(|(start, length)| start..start + length),
            prefix: if quote.is_empty() { String::new() } else { prefix },
            suffix: if quote.is_empty() { String::new() } else { suffix },
            quote,
            note: kept(note),
            tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
            folder,
            headings,
            color: color.map(str::to_owned),
            underline,
            read_later,
            created,
            modified,
            ordinal,
            opening,
            text_hash: hash,
            ..ExportMark::default()
        }
    }
}

/// What a file that we wrote must be read as.
fn expected(mark: &ExportMark) -> Mark {
    let mut source = mark.address.clone();
    let section = source.section.take();
    Mark {
        id: Some(format!("urn:uuid:{}", mark.id)),
        kind: mark.kind,
        place: Place {
            source: Source::Address(source),
            section,
            quote: (!mark.quote.is_empty()).then(|| Quote {
                exact: mark.quote.clone(),
                prefix: mark.prefix.clone(),
                suffix: mark.suffix.clone(),
            }),
            position: mark.position.clone(),
            headings: mark.headings.clone(),
            ordinal: mark.ordinal,
            opening: mark.opening.clone(),
            text_hash: mark.text_hash.clone(),
        },
        note: mark.note.clone(),
        tags: mark.tags.clone(),
        color: mark.color.clone(),
        underline: mark.underline,
        created: Some(mark.created),
        modified: Some(mark.modified),
        folder: mark.folder.clone(),
        title: Some(mark.article_title.clone()).filter(|title| !title.trim().is_empty()),
        name: mark.name.clone(),
        read_later: mark.read_later,
    }
}

proptest! {
    #[test]
    fn json_ld_is_read_back_with_nothing_lost(marks in prop::collection::vec(any_mark(), 0..4)) {
        let mut ids = std::collections::HashSet::new();
        let marks: Vec<ExportMark> =
            marks.into_iter().filter(|mark| ids.insert(mark.id.clone())).collect();
        let read = read_text(&web_annotation(&export(&marks)));
        prop_assert_eq!(read.source, MarksSource::WebAnnotation);
        prop_assert_eq!(read.skipped, []);
        let wanted: Vec<Mark> = marks.iter().map(expected).collect();
        prop_assert_eq!(read.marks, wanted);
    }

    #[test]
    fn tables_are_read_back(marks in prop::collection::vec(any_mark(), 0..4)) {
        let table = csv(&export(&marks));
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(rows.len(), marks.len());
        for (row, mark) in rows.iter().zip(&marks) {
            let safe = |cell: &str, value: &str| cell == value || cell.strip_prefix('\'') == Some(value);
            prop_assert!(safe(row.get(10).unwrap(), &mark.quote));
            prop_assert!(safe(row.get(15).unwrap(), &mark.note));
            for cell in row {
                prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn documents_say_what_was_marked(mut marks in prop::collection::vec(any_mark(), 1..4)) {
        for mark in &mut marks {
            mark.note.clear();
        }
        let words = |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        let written = [
            html(&export(&marks)),
            pandect_core::markdown::note_html(&markdown(&export(&marks))),
        ];
        for document in written {
            let text = words(&clean(&document, &NoLinks).text).join(" ");
            for mark in &marks {
                let quote = words(&mark.quote).join(" ");
                prop_assert!(text.contains(&quote), "{:?} is not in {:?}", quote, text);
            }
        }
    }

    #[test]
    fn citations_can_be_read(marks in prop::collection::vec(any_mark(), 0..4)) {
        let file = bibtex(&export(&marks));
        let depth = file.chars().fold(0i32, |depth, sign| match sign {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        });
        prop_assert_eq!(depth, 0);
        let items: Vec<serde_json::Value> = serde_json::from_str(&csl_json(&export(&marks))).unwrap();
        let keys: std::collections::HashSet<_> = items.iter().map(|item| item["id"].to_string()).collect();
        prop_assert_eq!(keys.len(), items.len());
        for item in &items {
            let key = item["id"].as_str().unwrap();
            let entry = ["{", key, ",\n"].concat();
            prop_assert!(key.is_ascii() && file.contains(&entry));
        }
    }
}
