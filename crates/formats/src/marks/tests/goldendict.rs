use super::*;

/// Folders and words of a file.
fn words(text: &str) -> Vec<String> {
    let read = read_text(text);
    assert_eq!(read.source, MarksSource::Goldendict);
    assert_eq!(read.skipped, []);
    let words = read.marks.into_iter().map(|mark| {
        assert_eq!(mark.kind, MarkKind::Bookmark);
        let Source::Word(word) = mark.place.source else {
            panic!("it is a word");
        };
        [mark.folder, vec![word]].concat().join("/")
    });
    words.collect()
}

#[test]
fn favorites_keep_their_folders() {
    let file = "<!DOCTYPE GD>\n<root>\n <headword>tea</headword>\n\
        <folder name=\"A &amp; B\" expanded=\"1\"><headword>cup</headword>\n\
        <folder name=\"inner\" expanded=\"0\"><headword>x &lt; y</headword></folder>\n\
        <headword>pot</headword></folder>\n<folder name=\"empty\"/></root>";
    assert_eq!(
        words(file),
        ["tea", "A & B/cup", "A & B/inner/x < y", "A & B/pot"]
    );
    assert_eq!(words("<root/>"), Vec::<String>::new());
}

#[test]
fn a_word_counts_once_in_each_folder() {
    let file = "<root><headword>tea</headword><headword> tea </headword>\
        <folder name=\"f\"><headword>tea</headword></folder></root>";
    assert_eq!(words(file), ["tea", "f/tea"]);
}

#[test]
fn what_is_no_word_is_skipped() {
    let read = read_text("<root><headword> </headword><other/><headword>a</headword></root>");
    assert_eq!(read.marks.len(), 1);
    let whats: Vec<&str> = read
        .skipped
        .iter()
        .map(|skipped| skipped.what.as_str())
        .collect();
    assert_eq!(whats, ["entry 1", "entry 2 (other)"]);
}

#[test]
fn other_files_with_that_root_are_none() {
    assert!(matches!(
        read(b"<root><person/></root>"),
        Err(Error::Unsupported)
    ));
}

#[test]
fn lists_have_a_word_on_each_line() {
    assert_eq!(words("tea\r\n\r\n早期 歴史\r\ntea\n"), ["tea", "早期 歴史"]);
    assert_eq!(
        words("\u{feff}Drinks\n\ttea\n\tHot\n\t\tcocoa\n\tpunch\nalone"),
        ["Drinks/tea", "Drinks/Hot/cocoa", "Drinks/punch", "alone"]
    );
}

#[test]
fn other_texts_are_no_lists() {
    let long = "word ".repeat(60);
    for text in [
        "# Marks\n\nOf Pandect",
        "@misc{tea,\n}",
        "id,kind,address,title\n1,2,3,4",
        "a\tb\tc",
        "good\n\u{1}bad",
        long.as_str(),
    ] {
        assert!(
            matches!(read(text.as_bytes()), Err(Error::Unsupported)),
            "{text:?}"
        );
    }
}
