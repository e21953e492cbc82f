//! Archives that are made here, byte for byte, and what becomes of them when they are damaged.

use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;

use super::maker::{Made, Maker};
use super::*;

fn wiki(minor: u16, compression: u8) -> Maker<'static> {
    let (space, media) = if minor == 0 { ("A", "I") } else { ("C", "C") };
    let leak = |text: String| -> &'static str { text.leak() };
    Maker::new(minor, compression)
        .edition(13)
        .add(
            leak(format!("{space}/Tea")),
            "",
            Made::Blob("text/html", b"<p>Tea is a drink.</p>"),
        )
        .add(
            leak(format!("{space}/Oolong")),
            "Oolong tea",
            Made::Blob("text/html", b"<p>Half <a href=\"Tea\">tea</a>.</p>"),
        )
        .add(
            leak(format!("{space}/Chai")),
            "",
            Made::Redirect(leak(format!("{space}/Tea"))),
        )
        .add(
            leak(format!("{media}/pot.png")),
            "",
            Made::Blob("image/png", b"\x89PNG\r\n\x1a\n."),
        )
        .add("M/Title", "", Made::Blob("text/plain", b"Teas"))
        .add("M/Name", "", Made::Blob("text/plain", b"teas_en"))
        .add("M/Language", "", Made::Blob("text/plain", b"eng"))
        .add(
            "M/Counter",
            "",
            Made::Blob("text/plain", b"text/html=2;image/png=1"),
        )
}

#[test]
fn old_and_new_archives_are_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    for (minor, compression) in [(0, 1), (0, 5), (1, 1), (3, 5)] {
        let archive =
            Archive::open(&wiki(minor, compression).write(folder.path(), "made.zim")).unwrap();
        let about = archive.about();
        assert_eq!(
            (
                about.title.as_str(),
                about.name.as_str(),
                about.language.as_str()
            ),
            ("Teas", "teas_en", "en")
        );
        assert_eq!(archive.article_count(), 2);
        assert_eq!(archive.uuid(), "0d".repeat(16));
        let oolong = archive.find("Oolong").unwrap().unwrap();
        assert_eq!(oolong.title, "Oolong tea");
        let html = String::from_utf8(archive.read(&oolong).unwrap()).unwrap();
        assert!(html.starts_with("<p>Half"), "{html}");
        let tea = archive.find("Chai").unwrap().unwrap();
        assert_eq!((tea.path.as_str(), tea.title.as_str()), ("Tea", "Tea"));
        assert_eq!(tea.redirected_from.as_deref(), Some("Chai"));
        assert!(archive.find("Coffee").unwrap().is_none());
        assert!(
            archive.find("Title").unwrap().is_none(),
            "metadata is no content"
        );
        let pot = archive.find_media("pot.png").unwrap().unwrap();
        assert!(!pot.is_article());
        assert!(archive.read(&pot).unwrap().starts_with(b"\x89PNG"));
        assert_eq!(archive.verify(&mut || true), Vec::<String>::new());
        let titles: Vec<_> = archive
            .by_title(0, 10)
            .into_iter()
            .map(|one| one.path)
            .collect();
        assert!(titles.contains(&"Oolong".to_owned()), "{titles:?}");
    }
}

#[test]
fn redirects_in_a_circle_and_to_nowhere_end() {
    let folder = tempfile::tempdir().unwrap();
    let circle = wiki(1, 1)
        .add("C/A", "", Made::Redirect("C/B"))
        .add("C/B", "", Made::Redirect("C/A"))
        .add("C/N", "", Made::Redirect("nowhere"));
    let archive = Archive::open(&circle.write(folder.path(), "made.zim")).unwrap();
    assert!(
        archive
            .find("A")
            .unwrap_err()
            .to_string()
            .contains("circle")
    );
    assert!(archive.find("N").is_err());
    assert!(
        archive.find("Tea").unwrap().is_some(),
        "the others are read"
    );
    assert!(
        archive
            .verify(&mut || true)
            .iter()
            .any(|problem| problem.contains("`N`"))
    );
}

#[test]
fn a_cluster_that_swells_is_not_unpacked_beyond_its_bound() {
    // 64 kB of zeros packed again and again: a few kB promise 600 MB.
    let folder = tempfile::tempdir().unwrap();
    let first = 12_u32;
    let size = 600_u32 << 20;
    let mut packed = Vec::new();
    let mut encoder = zstd::Encoder::new(&mut packed, 1).unwrap();
    for offset in [first, first + 10, first + size] {
        encoder.write_all(&offset.to_le_bytes()).unwrap();
    }
    let zeros = vec![0; 1 << 20];
    for _ in 0..600 {
        encoder.write_all(&zeros).unwrap();
    }
    encoder.finish().unwrap();
    let mut bytes = wiki(1, 5).bytes();
    let at = u64_at(&bytes, usize::try_from(u64_at(&bytes, 48)).unwrap());
    bytes.truncate(usize::try_from(at).unwrap());
    bytes.push(5);
    bytes.extend(packed);
    let end = bytes.len() as u64;
    bytes.extend([0; 16]);
    bytes[72..80].copy_from_slice(&end.to_le_bytes());
    let file = folder.path().join("bomb.zim");
    std::fs::write(&file, bytes).unwrap();
    let archive = Archive::open(&file).unwrap();
    let stretch = archive.cluster_at(0).unwrap();
    assert_eq!(archive.clusters.blob(0, stretch, 0).unwrap().len(), 10);
    let refused = archive.clusters.blob(0, stretch, 1).unwrap_err();
    assert!(
        refused.to_string().contains("longer than is read"),
        "{refused}"
    );
}

#[test]
fn a_damaged_entry_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let whole = wiki(1, 5).bytes();
    let file = folder.path().join("entry.zim");
    let paths_at = usize::try_from(u64_at(&whole, 32)).unwrap();
    for damaged in 0..8_usize {
        let mut bytes = whole.clone();
        let pointer = paths_at + 8 * damaged;
        bytes[pointer..pointer + 8].copy_from_slice(&u64::MAX.to_le_bytes());
        std::fs::write(&file, bytes).unwrap();
        let archive = Archive::open(&file).unwrap();
        for (number, path) in [(1, "Oolong"), (2, "Tea"), (3, "pot.png")] {
            let found = archive.find(path).is_ok_and(|found| found.is_some());
            assert_eq!(
                found,
                number != damaged,
                "{path} with entry {damaged} damaged"
            );
        }
    }
}

#[test]
fn no_more_articles_are_listed_than_there_are_entries() {
    let folder = tempfile::tempdir().unwrap();
    let long = vec![0xFF; 1 << 20];
    let listing = Made::Blob("text/plain", &long);
    let made = wiki(1, 5).add("X/listing/titleOrdered/v1", "", listing);
    let archive = Archive::open(&made.write(folder.path(), "made.zim")).unwrap();
    assert_eq!(archive.article_count(), archive.numbers().len() as u64);
    assert!(archive.by_title(0, 50).is_empty());
    assert!(archive.initials().is_empty());
}

#[test]
fn what_is_no_archive_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.zim");
    for bytes in [&b""[..], b"ZIM", &[0; 200]] {
        std::fs::write(&file, bytes).unwrap();
        assert!(Archive::open(&file).unwrap_err().is_foreign());
    }
}

/// Asks everything of an archive; whatever is wrong with it, answers come.
fn ask_everything(archive: &Archive) {
    let _ = archive.main_page();
    let _ = archive.find("Tea");
    let _ = archive.by_title(0, 50);
    for number in archive.numbers().take(2_000) {
        let _ = archive.listed(number);
        if let Ok(Some(content)) = archive.content(number) {
            let _ = archive.read(&content);
        }
    }
    let _ = archive.verify(&mut || true);
}

#[test]
fn every_archive_of_the_cases_is_read_or_refused() {
    let Some(cases) = std::env::var_os("PANDECT_CASES").map(PathBuf::from) else {
        return;
    };
    for (kind, whole) in [("ok", true), ("invalid", false)] {
        for entry in std::fs::read_dir(cases.join("zim").join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let extension = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if extension != "zim" && extension != "zimaa" {
                continue;
            }
            match Archive::open(&path) {
                Ok(archive) if whole => {
                    assert_eq!(
                        archive.verify(&mut || true),
                        Vec::<String>::new(),
                        "{path:?}"
                    );
                    assert!(!archive.by_title(0, 5).is_empty(), "{path:?} has articles");
                    for number in archive.numbers() {
                        if let Some(content) = archive.content(number).unwrap() {
                            archive.read(&content).unwrap();
                        }
                    }
                }
                Ok(archive) => {
                    let problems = archive.verify(&mut || true);
                    assert!(!problems.is_empty(), "{path:?} is presented as good");
                    ask_everything(&archive);
                }
                Err(damage) => assert!(!whole, "{path:?}: {damage}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_does_harm(
        minor in 0_u16..2,
        compression in prop_oneof![Just(1_u8), Just(5)],
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = wiki(minor, compression).bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let file = folder.path().join("damaged.zim");
        std::fs::write(&file, bytes).unwrap();
        if let Ok(archive) = Archive::open(&file) {
            ask_everything(&archive);
        }
    }
}

#[test]
fn what_is_packed_is_reckoned_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let text = "words of a text ".repeat(1_000);
    let made = |compression| {
        let maker = Maker::new(1, compression);
        let maker = maker.add("C/a", "a", Made::Blob("text/html", text.as_bytes()));
        let file = maker.write(folder.path(), "a.zim");
        Archive::open(&file).unwrap()
    };
    let packed = made(5);
    let bytes = packed.packed_bytes();
    assert!(0 < bytes && bytes < packed.size(), "{bytes}");
    let plain = made(1);
    assert_eq!(plain.packed_bytes(), plain.size(), "nothing else is known");
}
