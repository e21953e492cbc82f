use pandect_store::{Error, LIBRARY_SCHEMA, LibraryFile};
use rusqlite::Connection;

#[test]
fn a_new_file_has_the_newest_schema_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let file = LibraryFile::open(&path).unwrap();
    file.write(|writer| writer.set_setting("theme", "\"dark\""))
        .unwrap();
    drop(file);

    let file = LibraryFile::open(&path).unwrap();
    let kept = file.read(|reader| reader.setting("theme")).unwrap();
    assert_eq!(kept.as_deref(), Some("\"dark\""));
    let version: u32 = Connection::open(&path)
        .unwrap()
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, LIBRARY_SCHEMA);
    let mode: String = Connection::open(&path)
        .unwrap()
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn a_newer_file_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("CREATE TABLE later (x); PRAGMA user_version = 99")
        .unwrap();
    drop(connection);
    let before = std::fs::read(&path).unwrap();

    let error = LibraryFile::open(&path).unwrap_err();
    assert!(
        matches!(error, Error::NewerVersion { found: 99, .. }),
        "{error}"
    );
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "the file was changed"
    );
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_the_next_start_is_fresh() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    std::fs::write(
        &path,
        b"this was a library once, and every byte of it may be wanted",
    )
    .unwrap();

    let Err(Error::Damaged {
        kept: Some(kept), ..
    }) = LibraryFile::open(&path)
    else {
        panic!("a file that is no database was opened");
    };
    assert!(
        std::fs::read_to_string(&kept)
            .unwrap()
            .starts_with("this was a library once")
    );
    assert!(!path.exists());
    LibraryFile::open(&path).unwrap();
}

#[test]
fn damage_inside_a_sound_looking_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    drop(LibraryFile::open(&path).unwrap());
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[4096..middle].fill(0xA5);
    std::fs::write(&path, &bytes).unwrap();

    let error = LibraryFile::open(&path).unwrap_err();
    assert!(
        matches!(error, Error::Damaged { kept: Some(_), .. }),
        "{error}"
    );
}

#[test]
fn a_failed_change_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let file = LibraryFile::open(&folder.path().join("library.db")).unwrap();
    let failed: Result<(), Error> = file.write(|writer| {
        writer.set_setting("half", "1")?;
        Err(Error::Missing("reason"))
    });
    assert!(failed.is_err());
    assert_eq!(file.read(|reader| reader.setting("half")).unwrap(), None);
}

#[test]
fn a_second_writer_waits_and_both_changes_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let (first, second) = (
        LibraryFile::open(&path).unwrap(),
        LibraryFile::open(&path).unwrap(),
    );
    std::thread::scope(|scope| {
        for (name, file) in [("first", &first), ("second", &second)] {
            scope.spawn(move || {
                for number in 0..50 {
                    file.write(|writer| writer.set_setting(&format!("{name}{number}"), "1"))
                        .unwrap();
                }
            });
        }
    });
    for name in ["first49", "second49"] {
        assert!(
            first.read(|reader| reader.setting(name)).unwrap().is_some(),
            "{name} is lost"
        );
    }
}

#[test]
fn a_closed_library_is_one_file_with_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let file = LibraryFile::open(&path).unwrap();
    file.write(|writer| writer.set_setting("kept", "1"))
        .unwrap();
    file.read(|reader| reader.setting("kept")).unwrap();
    drop(file);
    let copy = folder.path().join("copy.db");
    std::fs::copy(&path, &copy).unwrap();
    assert!(!folder.path().join("library.db-wal").exists());
    let file = LibraryFile::open(&copy).unwrap();
    assert!(
        file.read(|reader| reader.setting("kept"))
            .unwrap()
            .is_some()
    );
}
