//! What stands beside the articles: pictures, sounds, films, files.

use std::path::Path;

use pandect_library::dto::{ErrorCode, JobState, MediaKind};
use pandect_library::jobs::{Jobs, Task};
use pandect_library::{AddOptions, Library, unwatched};

use crate::TestLibrary;
use crate::archive::{Made, Maker};

const PAGE: &[u8] =
    b"<p>See <a href=\"paper.pdf\">the paper</a>, <a href=\"gone.pdf\">a lost one</a> and \
    <a href=\"Mate\">mate</a>.</p><audio src=\"song.ogg\"></audio>\
    <video poster=\"pot.png\"><source src=\"film.webm\"></video>";

const SONG: &[u8] = b"OggS\0\x02..............\x01vorbis and the song itself";
const FILM: &[u8] = b"\x1a\x45\xdf\xa3....webm and the film itself";

fn recordings(flavour: &'static [u8], edition: u8) -> Maker<'static> {
    Maker::new(1, 5)
        .edition(edition)
        .add("C/Tea", "", Made::Blob("text/html", PAGE))
        .add("C/song.ogg", "", Made::Blob("audio/ogg", SONG))
        .add("C/film.webm", "", Made::Blob("video/webm", FILM))
        .add(
            "C/pot.png",
            "",
            Made::Blob("image/png", b"\x89PNG\r\n\x1a\n0123"),
        )
        .add(
            "C/paper.pdf",
            "",
            Made::Blob("application/pdf", b"%PDF-1.7 paper"),
        )
        .add("C/odd.bin", "", Made::Blob("video/webm", b"MZ and no film"))
        .add("M/Name", "", Made::Blob("text/plain", b"teas_en"))
        .add("M/Title", "", Made::Blob("text/plain", b"All the teas"))
        .add("M/Flavour", "", Made::Blob("text/plain", flavour))
}

fn add(library: &Library, file: &Path, name: Option<&str>) -> pandect_library::AddReport {
    let options = AddOptions {
        name: name.map(str::to_owned),
        ..AddOptions::default()
    };
    library
        .add_collection(file, options, &mut unwatched)
        .unwrap()
}

#[test]
fn recordings_and_files_of_an_archive_are_told_by_their_bytes_and_read_in_parts() {
    let test = TestLibrary::new();
    let file = recordings(b"", 1).write(test.folder.path(), "teas.zim");
    add(&test.library, &file, None);
    let about = |name: &str| {
        let address = format!("pandect://teas_en/{name}");
        test.library.media_about(&address).unwrap()
    };
    for (name, kind, mime) in [
        ("song.ogg", MediaKind::Sound, "audio/ogg"),
        ("film.webm", MediaKind::Film, "video/webm"),
        ("pot.png", MediaKind::Picture, "image/png"),
        ("paper.pdf", MediaKind::File, "application/pdf"),
        ("odd.bin", MediaKind::File, "application/octet-stream"),
    ] {
        let found = about(name);
        assert_eq!((found.kind, found.mime.as_str()), (kind, mime), "{name}");
    }
    assert_eq!(about("song.ogg").bytes, SONG.len() as u64);
    let part = |from, most| {
        let address = "pandect://teas_en/song.ogg";
        test.library.media_part(address, from, most).unwrap()
    };
    assert_eq!(part(0, usize::MAX), SONG);
    assert_eq!(part(2, 5), &SONG[2..7]);
    assert_eq!(part(SONG.len() as u64, 5), b"");
    assert_eq!(part(u64::MAX, 5), b"");
    for address in ["pandect://teas_en/Tea", "pandect://teas_en/none.ogg"] {
        let error = test.library.media_about(address).unwrap_err().view();
        assert_eq!(error.code, ErrorCode::ArticleMissing, "{address}");
    }
    assert!(
        test.library.media("pandect://teas_en/film.webm").is_err(),
        "only pictures are handed out whole"
    );

    let view = test.library.open_article("pandect://teas_en/Tea").unwrap();
    assert_eq!(view.files, ["pandect://teas_en/paper.pdf"]);
    assert_eq!(
        view.missing,
        ["pandect://teas_en/Mate", "pandect://teas_en/gone.pdf"]
    );
    assert!(
        view.html
            .contains("class=\"sound\" data-media=\"pandect://teas_en/song.ogg\"")
    );
    assert!(
        view.html
            .contains("data-poster=\"pandect://teas_en/pot.png\"")
    );
}

#[test]
fn a_copy_is_whole_or_not_there() {
    let test = TestLibrary::new();
    let folder = test.folder.path();
    let file = recordings(b"", 1).write(folder, "teas.zim");
    add(&test.library, &file, None);
    let copy = folder.join("copy.pdf");
    let save = |address: &str, file: &Path| test.library.save_media(address, file);
    save("pandect://teas_en/paper.pdf", &copy).unwrap();
    assert_eq!(std::fs::read(&copy).unwrap(), b"%PDF-1.7 paper");
    save("pandect://teas_en/song.ogg", &copy).unwrap();
    assert_eq!(
        std::fs::read(&copy).unwrap(),
        SONG,
        "an older file is replaced"
    );
    let nowhere = folder.join("no such folder").join("copy.pdf");
    let error = save("pandect://teas_en/paper.pdf", &nowhere).unwrap_err();
    assert!(error.to_string().contains("copy.pdf"), "{error}");
    assert!(save("pandect://teas_en/gone.pdf", &folder.join("gone.pdf")).is_err());
    assert!(!folder.join("gone.pdf").exists());
    assert!(!folder.join("copy.pdf.part").exists());
}

#[test]
fn recordings_and_files_of_a_folder_are_kept_beside_its_articles() {
    let test = TestLibrary::new();
    let notes = test.folder.path().join("notes");
    std::fs::create_dir_all(notes.join("files")).unwrap();
    std::fs::write(
        notes.join("Tea.md"),
        "See [the paper](files/paper.pdf).\n\n<audio src=\"files/song.ogg\"></audio>",
    )
    .unwrap();
    std::fs::write(notes.join("files/paper.pdf"), b"%PDF-1.7 paper").unwrap();
    std::fs::write(notes.join("files/song.ogg"), SONG).unwrap();
    std::fs::write(notes.join("files/fake.pdf"), b"MZ").unwrap();
    let report = add(&test.library, &notes, None);
    assert_eq!(report.skipped[0].what, "files/fake.pdf");
    let view = test.library.open_article("pandect://notes/Tea").unwrap();
    assert_eq!(view.files, ["pandect://notes/files/paper.pdf"]);
    assert!(view.missing.is_empty(), "{:?}", view.missing);
    let part = test
        .library
        .media_part("pandect://notes/files/song.ogg", 0, 4);
    assert_eq!(part.unwrap(), b"OggS");
}

#[test]
fn another_form_of_an_archive_asks_whether_it_replaces_the_one_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let works = crate::jobs::Works::new(folder.path().join("data"));
    let whole = recordings(b"maxi", 1).write(folder.path(), "maxi.zim");
    add(&works.library, &whole, None);
    let plain = recordings(b"nopic", 2).write(folder.path(), "nopic.zim");
    let names = || {
        let listed = works.library.list_collections().unwrap();
        let mut names: Vec<_> = listed.into_iter().map(|one| one.name).collect();
        names.retain(|name| name.starts_with("teas"));
        names
    };
    let propose = |jobs: &Jobs| {
        jobs.propose(plain.clone());
        works.wait_for(JobState::Proposed)
    };

    let proposed = propose(&works.jobs);
    let form = proposed.summary.unwrap().other_form.unwrap();
    assert_eq!((form.has.as_str(), form.brings.as_str()), ("maxi", "nopic"));
    works.jobs.confirm(proposed.id, true);
    works.jobs.dismiss(works.wait_for(JobState::Done).id);
    assert_eq!(names(), ["teas_en", "teas_en_nopic"]);

    let newer = recordings(b"nopic", 3).write(folder.path(), "newer.zim");
    works.jobs.propose(newer);
    let proposed = works.wait_for(JobState::Proposed);
    let summary = proposed.summary.unwrap();
    assert_eq!(
        summary.other_form, None,
        "its own form is there to be renewed"
    );
    assert_eq!(summary.replaces.as_deref(), Some("All the teas"));
    works.jobs.stop(proposed.id);
    works.jobs.dismiss(proposed.id);

    works.library.remove_collection("teas_en_nopic").unwrap();
    let proposed = propose(&works.jobs);
    works.jobs.confirm(proposed.id, false);
    works.wait_for(JobState::Done);
    assert_eq!(names(), ["teas_en"]);
    let about = works
        .library
        .media_about("pandect://teas_en/song.ogg")
        .unwrap();
    assert_eq!(about.kind, MediaKind::Sound);

    let task = Task::Add {
        source: whole,
        name: Some("teas_whole".to_owned()),
    };
    works.jobs.dismiss(works.jobs.list()[0].id);
    works.jobs.add(task);
    works.wait_for(JobState::Done);
    assert_eq!(names(), ["teas_en", "teas_whole"]);
}
