//! Titles in other scripts than the Latin are forgiven as much, by characters.

use super::*;

/// Titles of each script, under its name.
const TITLES: &str = include_str!("scripts.txt");
/// Slips of each kind in each title.
const SLIPS: usize = 4;

/// The scripts with their titles.
fn scripts() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut scripts: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in TITLES.lines() {
        match (line.strip_prefix("# "), scripts.last_mut()) {
            (Some(name), _) => scripts.push((name, Vec::new())),
            (None, Some((_, titles))) => titles.push(line),
            (None, None) => panic!("a title stands before all scripts"),
        }
    }
    scripts
}

/// A title with one slip of the keys: a letter left out, twice, another one, or two that changed places.
fn slipped(title: &str, letters: &[char], chance: &mut fastrand::Rng, kind: usize) -> String {
    let mut typed: Vec<char> = title.chars().collect();
    let places: Vec<usize> = (0..typed.len())
        .filter(|at| is_letter(typed[*at]))
        .collect();
    let at = places[chance.usize(0..places.len())];
    match kind {
        0 => drop(typed.remove(at)),
        1 => typed.insert(at, typed[at]),
        2 => typed[at] = letters[chance.usize(0..letters.len())],
        _ if at + 1 < typed.len() => typed.swap(at, at + 1),
        _ => drop(typed.pop()),
    }
    typed.into_iter().collect()
}

fn is_letter(character: char) -> bool {
    character.is_alphanumeric()
}

#[test]
fn one_slip_is_forgiven_in_any_script() {
    let scripts = scripts();
    let all: Vec<&str> = scripts
        .iter()
        .flat_map(|(_, titles)| titles)
        .copied()
        .collect();
    let built = built(&all);
    for (name, titles) in &scripts {
        let letters: Vec<char> = titles
            .concat()
            .chars()
            .filter(|one| is_letter(*one))
            .collect();
        let mut chance = fastrand::Rng::with_seed(5);
        let (mut found, mut asked) = (0, 0);
        let mut missed = Vec::new();
        for title in titles {
            for slip in 0..4 * SLIPS {
                let typed = slipped(title, &letters, &mut chance, slip % 4);
                asked += 1;
                if built
                    .titles(&typed)
                    .iter()
                    .take(5)
                    .any(|other| other == title)
                {
                    found += 1;
                } else {
                    missed.push(typed);
                }
            }
        }
        assert!(asked >= 40 * 4 * SLIPS, "{name} has too few titles");
        // Of three letters, or two of Chinese, one is too many to be wrong.
        assert!(
            found * 100 >= asked * 98,
            "{name}: {found} of {asked}, not {missed:?}"
        );
    }
}
