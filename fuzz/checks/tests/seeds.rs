//! Every seed passes the check of its target, and every target has seeds.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use pandect_fuzz_checks::CHECKS;

fn fuzz_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn names(folder: &Path) -> BTreeSet<OsString> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect()
}

#[test]
fn every_seed_passes_its_check() {
    for (name, check) in CHECKS {
        let folder = fuzz_folder().join("seeds").join(name);
        let seeds = names(&folder);
        assert!(seeds.len() > 1, "`{name}` has a good and a hostile seed");
        for seed in seeds {
            println!("{name}/{}", seed.display());
            check(&fs::read(folder.join(seed)).unwrap());
        }
    }
}

#[test]
fn targets_and_seeds_are_those_of_the_checks() {
    let checks = |ending: &str| -> BTreeSet<OsString> {
        let named = |(name, _): &(&str, _)| format!("{name}{ending}").into();
        CHECKS.iter().map(named).collect()
    };
    assert_eq!(names(&fuzz_folder().join("targets")), checks(".rs"));
    assert_eq!(names(&fuzz_folder().join("seeds")), checks(""));
}
