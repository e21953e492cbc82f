use super::*;

const BOOKMARK: &str = "<bookmark><book><id>0c45160e-f917-760a-9159-dfe3c53cdcdd</id>\
    <title>Wikipedia &amp; more</title><name>wikipedia_en</name><flavour>nopic</flavour>\
    <language>eng</language><date>2024-01-02</date></book>\
    <title>Tea</title><url>A/Tea_(drink)#x%20</url></bookmark>";

fn path_and_section(url: &str) -> (String, Option<String>) {
    let file = format!(
        "<bookmarks><bookmark><book><id>a</id></book><url>{url}</url></bookmark></bookmarks>"
    );
    let mark = only(&file);
    match mark.place.source {
        Source::Archive { path, .. } => (path, mark.place.section),
        source => panic!("{source:?}"),
    }
}

#[test]
fn bookmarks_name_archive_and_path() {
    for file in [
        format!("<?xml version=\"1.0\"?>\n<bookmarks>{BOOKMARK}</bookmarks>"),
        format!("<library version=\"20110515\"><book id=\"x\" title=\"y\"/>{BOOKMARK}</library>"),
        format!("\u{feff}<bookmarks>{BOOKMARK}{BOOKMARK}</bookmarks>"),
    ] {
        let read = read_text(&file);
        assert_eq!(read.source, MarksSource::Kiwix);
        let mark = only(&file);
        assert_eq!(mark.kind, MarkKind::Bookmark);
        assert_eq!(mark.title.as_deref(), Some("Tea"));
        let book = Book {
            id: "0c45160e-f917-760a-9159-dfe3c53cdcdd".to_owned(),
            title: "Wikipedia & more".to_owned(),
            name: "wikipedia_en".to_owned(),
            flavour: "nopic".to_owned(),
            language: "eng".to_owned(),
            date: "2024-01-02".to_owned(),
        };
        let path = "A/Tea_(drink)#x%20".to_owned();
        assert_eq!(mark.place, Place::whole(Source::Archive { book, path }));
    }
}

#[test]
fn what_older_programs_put_before_paths_is_taken_off() {
    let plain = |path: &str| (path.to_owned(), None);
    assert_eq!(path_and_section("A/100%25"), plain("A/100%25"));
    assert_eq!(path_and_section("/Tea"), plain("Tea"));
    assert_eq!(
        path_and_section("https://kiwix.app/A/Gr%C3%BCn#Early%20life"),
        ("A/Grün".to_owned(), Some("Early life".to_owned()))
    );
    assert_eq!(path_and_section("zim://0c45.zim/A/Tea"), plain("A/Tea"));
}

#[test]
fn bookmarks_that_name_nothing_are_skipped() {
    for (inner, why) in [
        (
            "<book><id>a</id></book><title>T</title>",
            "it names no article",
        ),
        ("<book><id> </id></book><url>T</url>", "it names no archive"),
        ("", "it names no archive"),
    ] {
        let file = format!("<bookmarks><bookmark>{inner}</bookmark></bookmarks>");
        assert_eq!(reason(&file), why);
    }
    let read = read_text("<library version=\"1\"><book id=\"a\"/></library>");
    assert_eq!((read.marks.len(), read.skipped.len()), (0, 0));
}

#[test]
fn a_file_that_breaks_off_is_refused_as_a_whole() {
    for file in [
        format!("<bookmarks>{BOOKMARK}"),
        format!("<bookmarks>{BOOKMARK}<bookmark></bookmarks>"),
        format!("<bookmarks>{}", "<a>".repeat(200)),
    ] {
        let error = read(file.as_bytes()).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
    }
}
