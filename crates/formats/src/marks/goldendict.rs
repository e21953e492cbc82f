//! Favourites of GoldenDict and GoldenDict-ng (<https://github.com/xiaoyifang/goldendict-ng>,
//! `src/ui/favoritespanewidget.cc`): XML, `<root><folder name="" expanded=""><headword/>…</folder></root>`,
//! or a list of words, one a line. In lists made by hand folders may be lines with the words indented
//! below them.

use super::gathering::{Gathering, is_longer};
use super::xml::{Element, Elements};
use super::{Error, Mark, MarksSource, Place, Read, Source};

/// Characters of the longest headword that a list may have: text with longer lines is none.
const MAX_LINE: usize = 200;
/// What begins other files than lists of words.
const OTHERS: [char; 8] = ['#', '@', '<', '>', '{', '[', '%', '\u{fffd}'];

/// Takes the favourites of a file in XML.
#[derive(Default)]
pub(super) struct Favorites {
    gathering: Gathering,
    folders: Vec<String>,
    word: String,
    /// Whether there are elements that favourites do not have, and no others.
    is_other: bool,
    is_known: bool,
}

impl Elements for Favorites {
    fn begin(&mut self, path: &[String], element: &Element<'_>) -> Result<(), Error> {
        let [_, .., name] = path else {
            return Ok(());
        };
        match name.as_str() {
            "folder" => {
                self.is_known = true;
                let name = element.attribute("name");
                self.folders.push(name.trim().to_owned());
            }
            "headword" => {
                self.is_known = true;
                self.word.clear();
            }
            _ => self.is_other = true,
        }
        Ok(())
    }

    fn text(&mut self, path: &[String], text: &str) {
        if path.last().is_some_and(|name| name == "headword") {
            self.word.push_str(text);
        }
    }

    fn end(&mut self, path: &[String]) -> Result<(), Error> {
        let [_, .., name] = path else {
            return Ok(());
        };
        match name.as_str() {
            "folder" => drop(self.folders.pop()),
            "headword" => {
                let number = self.gathering.next_entry()?;
                keep(&mut self.gathering, number, &self.word, &self.folders)?;
            }
            _ => {
                let number = self.gathering.next_entry()?;
                let what = format!("entry {number} ({name})");
                self.gathering.skip(&what, "it is no headword");
            }
        }
        Ok(())
    }
}

impl Favorites {
    pub(super) fn finish(self) -> Result<Read, Error> {
        if self.is_other && !self.is_known {
            return Err(Error::Unsupported);
        }
        Ok(self.gathering.finish(MarksSource::Goldendict))
    }
}

/// Reads a list of words.
pub(super) fn read_list(text: &str) -> Result<Read, Error> {
    if !is_list(text) {
        return Err(Error::Unsupported);
    }
    let mut gathering = Gathering::default();
    // Lines that may turn out to be folders: how far they are indented, and what they say.
    let mut above: Vec<(usize, &str)> = Vec::new();
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| (indent(line), line.trim()))
        .peekable();
    while let Some((depth, word)) = lines.next() {
        while above.last().is_some_and(|(outer, _)| *outer >= depth) {
            above.pop();
        }
        let is_folder = lines.peek().is_some_and(|(next, _)| *next > depth);
        if is_folder {
            above.push((depth, word));
            continue;
        }
        let folders: Vec<String> = above.iter().map(|(_, name)| (*name).to_owned()).collect();
        let number = gathering.next_entry()?;
        keep(&mut gathering, number, word, &folders)?;
    }
    Ok(gathering.finish(MarksSource::Goldendict))
}

/// Whether a text is a list of words, as far as that can be told.
fn is_list(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else {
        return false;
    };
    let is_table = first.trim().contains('\t') || first.matches([',', ';']).count() > 2;
    !is_table
        && !first.trim_start().starts_with(OTHERS)
        && lines.all(|line| {
            !is_longer(line.trim(), MAX_LINE)
                && !line.contains(|sign: char| sign.is_control() && sign != '\t')
        })
}

/// How far a line is indented; a tab counts as much as anybody's spaces.
fn indent(line: &str) -> usize {
    let signs = line.chars().take_while(|sign| sign.is_whitespace());
    signs.map(|sign| if sign == '\t' { 8 } else { 1 }).sum()
}

fn keep(
    gathering: &mut Gathering,
    number: usize,
    word: &str,
    folders: &[String],
) -> Result<(), Error> {
    let word = word.trim();
    if word.is_empty() {
        gathering.skip(&format!("entry {number}"), "it names no word");
        return Ok(());
    }
    let mark = Mark {
        folder: folders
            .iter()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect(),
        title: Some(word.to_owned()),
        ..Mark::bookmark(Place::whole(Source::Word(word.to_owned())))
    };
    gathering.keep(&format!("entry {number} ({word})"), mark)
}
