//! Marks that come from elsewhere.

use pandect_formats::marks::{
    Export, ExportMark, Mark, Read, Source, bibtex, csl_json, csv, html, markdown, read,
    web_annotation,
};

/// Any bytes are a file of marks of which each can be kept and written again, or are refused.
pub fn marks(bytes: &[u8]) {
    let Ok(Read { marks, skipped, .. }) = read(bytes) else {
        return;
    };
    for skipped in skipped {
        assert!(!skipped.why.is_empty());
    }
    for mark in &marks {
        holds(mark);
    }
    let ours: Vec<(&Mark, ExportMark)> = marks
        .iter()
        .filter_map(|mark| Some((mark, exported(mark)?)))
        .enumerate()
        .map(|(number, (mark, export))| {
            let id = number.to_string();
            (mark, ExportMark { id, ..export })
        })
        .collect();
    let written: Vec<ExportMark> = ours.iter().map(|(_, export)| export.clone()).collect();
    let export = Export {
        id: "fuzzed",
        title: "Fuzzed",
        language: "en",
        written: 0,
        marks: &written,
    };
    for write in [bibtex, csl_json, csv, html, markdown] {
        assert!(write(&export).is_empty() <= written.is_empty());
    }
    let again = read(web_annotation(&export).as_bytes()).expect("what we wrote is read");
    assert_eq!(again.skipped, []);
    assert_eq!(again.marks.len(), ours.len());
    for (number, ((mark, _), again)) in ours.into_iter().zip(again.marks).enumerate() {
        let expected = Mark {
            id: Some(format!("urn:uuid:{number}")),
            ..mark.clone()
        };
        assert_eq!(again, expected);
    }
}

fn holds(mark: &Mark) {
    let place = &mark.place;
    assert!(place.position.iter().all(|range| range.start < range.end));
    assert!(place.quote.iter().all(|quote| !quote.exact.is_empty()));
    assert!(mark.tags.iter().all(|tag| !tag.is_empty()));
}

/// The mark as one of ours, where it is on an article and has what ours have.
fn exported(mark: &Mark) -> Option<ExportMark> {
    let Source::Address(address) = &mark.place.source else {
        return None;
    };
    let mut address = address.clone();
    address.section.clone_from(&mark.place.section);
    let quote = mark.place.quote.clone().unwrap_or_default();
    Some(ExportMark {
        kind: mark.kind,
        address,
        name: mark.name.clone(),
        article_title: mark.title.clone().unwrap_or_default(),
        headings: mark.place.headings.clone(),
        ordinal: mark.place.ordinal,
        opening: mark.place.opening.clone(),
        quote: quote.exact,
        prefix: quote.prefix,
        suffix: quote.suffix,
        position: mark.place.position.clone(),
        text_hash: mark.place.text_hash.clone(),
        note: mark.note.clone(),
        tags: mark.tags.clone(),
        color: mark.color.clone(),
        underline: mark.underline,
        read_later: mark.read_later,
        folder: mark.folder.clone(),
        created: mark.created?,
        modified: mark.modified?,
        ..ExportMark::default()
    })
}
