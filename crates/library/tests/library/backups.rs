use std::path::PathBuf;

use pandect_library::Library;
use pandect_library::dto::{
    AnnotationChange, AnnotationFilter, Color, Difference, ErrorCode, NewAnnotation, NewBookmark,
};

use crate::{SECRETARIAT, TestLibrary};

fn note(library: &Library, text: &str) -> String {
    let new = NewAnnotation {
        address: SECRETARIAT.into(),
        color: Some(Color::Amber),
        note: Some(text.into()),
        tags: Some(vec!["shared".into()]),
        ..NewAnnotation::default()
    };
    library.add_annotation(new).unwrap().id
}

fn rewrite(library: &Library, id: &str, text: &str) {
    let change = AnnotationChange {
        note: Some(text.into()),
        ..AnnotationChange::default()
    };
    library.update_annotation(id, change).unwrap();
}

fn notes(library: &Library) -> Vec<String> {
    let all = library
        .list_annotations(AnnotationFilter::default())
        .unwrap();
    let mut notes: Vec<_> = all.into_iter().map(|one| one.note).collect();
    notes.sort_unstable();
    notes
}

fn backed_up(test: &TestLibrary) -> PathBuf {
    let file = test.folder.path().join("backup.db");
    test.library.back_up(&file).unwrap();
    file
}

#[test]
fn a_backup_brings_back_what_was_there_and_keeps_what_is_here() {
    let test = TestLibrary::new();
    let library = &test.library;
    let (kept, changed) = (note(library, "kept"), note(library, "changed"));
    library.add_bookmark(NewBookmark::of(SECRETARIAT)).unwrap();
    let backup = backed_up(&test);
    note(library, "later");
    rewrite(library, &changed, "otherwise");
    library.delete_annotation(&kept).unwrap();

    let preview = library.preview_backup(&backup).unwrap();
    let expected = Difference {
        same: 0,
        different: 1,
        here: 1,
        there: 1,
    };
    assert_eq!(preview.annotations, expected);
    assert_eq!(preview.bookmarks.same, 1);
    assert_eq!(
        notes(library),
        ["later", "otherwise"],
        "looking changes nothing"
    );

    let before = library.changes().unwrap();
    let restored = library.restore_backup(&backup, false).unwrap();
    assert_eq!(notes(library), ["changed", "kept"]);
    assert!(library.changes().unwrap() > before, "others hear of it");
    assert_eq!(
        library.open_article(SECRETARIAT).unwrap().annotations.len(),
        2
    );
    assert!(library.undo().unwrap().is_none());

    // What was here before is one restoring away.
    let copies = library.list_copies().unwrap();
    assert_eq!(copies[0].name, restored.kept);
    let copy = library.copy_file(&restored.kept).unwrap();
    library.restore_backup(&copy, false).unwrap();
    assert_eq!(notes(library), ["later", "otherwise"]);
    let test = test.reopened();
    assert_eq!(notes(&test.library), ["later", "otherwise"]);
}

#[test]
fn two_computers_are_merged_without_loss_in_either_direction_and_twice_is_once() {
    let (one, other) = (TestLibrary::new(), TestLibrary::new());
    let both = note(&one.library, "before");
    let deleted = note(&one.library, "deleted there, then written here");
    other
        .library
        .restore_backup(&backed_up(&one), true)
        .unwrap();
    assert_eq!(notes(&other.library).len(), 2);

    note(&one.library, "only here");
    note(&other.library, "only there");
    other.library.delete_annotation(&deleted).unwrap();
    rewrite(&one.library, &both, "written here");
    let written = |library: &Library| {
        let all = library
            .list_annotations(AnnotationFilter::default())
            .unwrap();
        all.into_iter().find(|one| one.id == both).unwrap().modified
    };
    // Times are kept to the millisecond.
    let first = written(&one.library);
    while {
        rewrite(&other.library, &both, "written there, later");
        written(&other.library) == first
    } {}
    rewrite(
        &one.library,
        &deleted,
        "written here after it was deleted there",
    );

    let (here, there) = (backed_up(&one), backed_up(&other));
    let merged = one.library.restore_backup(&there, true).unwrap();
    assert_eq!(merged.versions, 1);
    other.library.restore_backup(&here, true).unwrap();
    let all = [
        "only here",
        "only there",
        "written here after it was deleted there",
        "written there, later",
    ];
    assert_eq!(notes(&one.library), all);
    assert_eq!(notes(&other.library), all);
    for library in [&one.library, &other.library] {
        let versions = library.note_versions(&both).unwrap();
        assert!(
            versions
                .iter()
                .any(|version| version.note == "written here"),
            "{versions:?}"
        );
        let tagged = AnnotationFilter {
            tag: Some("shared".into()),
            ..AnnotationFilter::default()
        };
        assert_eq!(library.list_annotations(tagged).unwrap().len(), 4);
    }
    let versions = one.library.note_versions(&both).unwrap().len();
    let again = one.library.restore_backup(&there, true).unwrap();
    assert_eq!(again.versions, 0);
    assert_eq!(notes(&one.library), all);
    assert_eq!(one.library.note_versions(&both).unwrap().len(), versions);
}

#[test]
fn what_is_no_whole_backup_is_refused_before_anything_is_touched() {
    let test = TestLibrary::new();
    let library = &test.library;
    note(library, "precious");
    let backup = backed_up(&test);
    let bytes = std::fs::read(&backup).unwrap();
    let file = test.folder.path().join("bad.db");
    let refused = |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        let error = library.restore_backup(&file, false).unwrap_err();
        assert!(error.to_string().contains("bad.db"), "{error}");
        error.view().code
    };
    assert_eq!(refused(&bytes[..bytes.len() / 2]), ErrorCode::Damaged);
    assert_eq!(refused(b"no database at all"), ErrorCode::Damaged);
    assert_eq!(refused(b""), ErrorCode::Damaged);
    let mut scratched = bytes.clone();
    for byte in scratched.iter_mut().skip(4096).take(60_000) {
        *byte ^= 0x5a;
    }
    assert_eq!(refused(&scratched), ErrorCode::Damaged);
    std::fs::write(&file, &bytes).unwrap();
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let newer = std::fs::read(&file).unwrap();
    assert_eq!(refused(&newer), ErrorCode::NewerVersion);
    let missing = library.preview_backup(&test.folder.path().join("none.db"));
    assert_eq!(missing.unwrap_err().view().code, ErrorCode::File);

    assert_eq!(notes(library), ["precious"]);
    assert!(library.list_copies().unwrap().is_empty());
    let left = std::fs::read_dir(library.data_folder()).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().starts_with(".restore")),
        "{left:?}"
    );
}

#[test]
fn a_backup_is_no_copy_of_itself_and_replaces_an_older_one_whole() {
    let test = TestLibrary::new();
    let library = &test.library;
    let own = library.data_folder().join("library.db");
    assert_eq!(
        library.back_up(&own).unwrap_err().view().code,
        ErrorCode::InvalidInput
    );
    let file = backed_up(&test);
    note(library, "newer");
    library.back_up(&file).unwrap();
    let preview = library.preview_backup(&file).unwrap();
    assert_eq!((preview.annotations.same, preview.annotations.here), (1, 0));
    let nowhere = test.folder.path().join("no folder").join("backup.db");
    assert_eq!(
        library.back_up(&nowhere).unwrap_err().view().code,
        ErrorCode::File
    );
}

#[test]
fn what_was_left_where_a_copy_was_broken_off_goes_after_a_day() {
    let test = TestLibrary::new();
    let folder = test.library.data_folder().join("backups");
    std::fs::create_dir(&folder).unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(200_000);
    let files = [
        "library-2026-01-01-000000.db.part",
        "mine.txt",
        "fresh.db.part",
    ];
    for name in files {
        let file = std::fs::File::create(folder.join(name)).unwrap();
        if name != "fresh.db.part" {
            file.set_modified(long_ago).unwrap();
        }
    }
    note(&test.library, "today");
    assert!(test.library.copy_daily().unwrap());
    let left = files.map(|name| folder.join(name).exists());
    assert_eq!(left, [false, true, true]);
}

#[test]
fn a_copy_is_made_once_a_day_and_only_where_something_changed() {
    let test = TestLibrary::new();
    note(&test.library, "today");
    assert!(test.library.copy_daily().unwrap());
    assert!(!test.library.copy_daily().unwrap());
    let copies = test.library.list_copies().unwrap();
    assert_eq!(copies.len(), 1);
    let copy = test.library.copy_file(&copies[0].name).unwrap();
    assert_eq!(
        test.library.preview_backup(&copy).unwrap().annotations.same,
        1
    );
    assert!(test.library.copy_file("../library.db").is_err());
}
