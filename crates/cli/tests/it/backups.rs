//! `backup`, `restore`.

use crate::support::{TestLibrary, text};

fn noted(library: &TestLibrary, note: &str) {
    let article = library.address_of("SCO Secretariat");
    library.json(&["annotate", &article, "--note", note]);
}

fn notes(library: &TestLibrary) -> Vec<String> {
    let all = library.json(&["annotations"]);
    let mut notes = crate::support::all(&all, "note");
    notes.sort_unstable();
    notes
}

#[test]
fn a_backup_is_looked_at_restored_and_merged() {
    let library = TestLibrary::new();
    noted(&library, "before");
    let file = library.path("backup.db");
    let said = library.json(&["backup", &file]);
    assert!(said["bytes"].as_u64().unwrap() > 0);
    noted(&library, "after");

    let preview = library.json(&["restore", &file, "--dry-run"]);
    assert_eq!(preview["annotations"]["same"], 1);
    assert_eq!(preview["annotations"]["here"], 1);
    assert_eq!(notes(&library), ["after", "before"]);

    library.json(&["restore", &file, "--merge"]);
    assert_eq!(notes(&library), ["after", "before"]);
    let restored = library.json(&["restore", &file]);
    assert_eq!(notes(&library), ["before"]);
    assert_eq!(restored["merged"], false);
    assert!(text(&restored["kept"]).starts_with("before-restore-"));
    let said = library.run(&["restore", &file, "--dry-run"]).stdout;
    assert!(
        said.starts_with("annotations: 1 the same, 0 different"),
        "{said}"
    );
}

#[test]
fn a_backup_that_is_cut_short_is_refused() {
    let library = TestLibrary::new();
    noted(&library, "kept");
    let file = library.path("backup.db");
    library.json(&["backup", &file]);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 3]).unwrap();
    assert_eq!(library.error(&["restore", &file])["code"], "damaged");
    assert_eq!(notes(&library), ["kept"]);
}
