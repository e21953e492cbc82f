//! How a title is written, told as the difference from its folded form.
//!
//! The folded form is in the index already, and most titles differ from it by capital letters.
//! A patch is a list of steps, one byte each: two bits say what, six bits how many (less one).

use std::borrow::Cow;

/// How a title differs from its folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spelling<'a> {
    /// Not at all.
    Folded,
    /// The first letter is a capital.
    Sentence,
    /// Every word begins with a capital.
    Words,
    /// By these steps.
    Patch(Cow<'a, [u8]>),
    /// Too much: here it is.
    Literal(Cow<'a, [u8]>),
}

impl Spelling<'static> {
    /// The shortest way to tell `title` where `folded` is known.
    pub(crate) fn of(title: &str, folded: &str) -> Self {
        if title == folded {
            return Self::Folded;
        }
        if title == capitalised(folded, false) {
            return Self::Sentence;
        }
        if title == capitalised(folded, true) {
            return Self::Words;
        }
        let patch = diff(title, folded);
        if patch.len() < title.len() && apply(&patch, folded).as_deref() == Some(title) {
            Self::Patch(Cow::Owned(patch))
        } else {
            Self::Literal(Cow::Owned(title.as_bytes().to_vec()))
        }
    }
}

impl Spelling<'_> {
    /// The title; the folded form where the steps make no sense.
    pub(crate) fn title(&self, folded: &str) -> String {
        match self {
            Self::Folded => folded.to_owned(),
            Self::Sentence => capitalised(folded, false),
            Self::Words => capitalised(folded, true),
            Self::Patch(patch) => apply(patch, folded).unwrap_or_else(|| folded.to_owned()),
            Self::Literal(title) => String::from_utf8_lossy(title).into_owned(),
        }
    }
}

const COPY: u8 = 0x00;
const CAPITAL: u8 = 0x40;
const INSERT: u8 = 0x80;
const SKIP: u8 = 0xc0;
const COUNT: u8 = 0x3f;

fn capital(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) => only,
        _ => character,
    }
}

fn capitalised(folded: &str, every_word: bool) -> String {
    let mut begins = true;
    folded
        .chars()
        .map(|character| {
            let written = if begins {
                capital(character)
            } else {
                character
            };
            begins = every_word && character == ' ';
            written
        })
        .collect()
}

/// One step of a patch, before it is written.
enum Step {
    /// Takes so many folded characters, the first as a capital where said.
    Copy { capital: bool, count: usize },
    /// Writes this.
    Insert(String),
    /// Leaves out so many folded characters.
    Skip(usize),
}

fn diff(title: &str, folded: &str) -> Vec<u8> {
    let target: Vec<char> = folded.chars().collect();
    let mut steps = Vec::new();
    let mut at = 0;
    let mut written = title.chars().peekable();
    while let Some(character) = written.next() {
        let wanted = target.get(at).copied();
        if wanted == Some(character) {
            match steps.last_mut() {
                Some(Step::Copy { count, .. }) => *count += 1,
                _ => steps.push(Step::Copy {
                    capital: false,
                    count: 1,
                }),
            }
            at += 1;
        } else if wanted.is_some_and(|wanted| capital(wanted) == character) {
            steps.push(Step::Copy {
                capital: true,
                count: 1,
            });
            at += 1;
        } else {
            match steps.last_mut() {
                Some(Step::Insert(text)) => text.push(character),
                _ => steps.push(Step::Insert(character.to_string())),
            }
            let skipped = replaced(character, &target[at..], written.peek().copied());
            if skipped > 0 {
                steps.push(Step::Skip(skipped));
                at += skipped;
            }
        }
    }
    encode(&steps)
}

/// How many folded characters a written one stands for.
fn replaced(written: char, rest: &[char], next: Option<char>) -> usize {
    let mut buffer = [0; 4];
    let folded = pandect_core::fold::fold_word(written.encode_utf8(&mut buffer));
    let length = folded.chars().count();
    if length > 0 && folded.chars().eq(rest.iter().copied().take(length)) {
        return length;
    }
    // A sign that parts words stands for the space, unless a space follows it in the title too.
    usize::from(rest.first() == Some(&' ') && next.is_some_and(|next| next != ' '))
}

fn encode(steps: &[Step]) -> Vec<u8> {
    let mut patch = Vec::new();
    for step in steps {
        match step {
            Step::Copy { capital, count } => {
                let mut kind = if *capital { CAPITAL } else { COPY };
                for run in runs(*count) {
                    patch.push(kind | run);
                    kind = COPY;
                }
            }
            Step::Skip(count) => patch.extend(runs(*count).map(|run| SKIP | run)),
            Step::Insert(text) => {
                let mut bytes = text.as_bytes();
                for run in runs(bytes.len()) {
                    let (head, tail) = bytes.split_at(usize::from(run) + 1);
                    patch.push(INSERT | run);
                    patch.extend_from_slice(head);
                    bytes = tail;
                }
            }
        }
    }
    patch
}

/// Splits a count into what one byte can say, each less one.
fn runs(count: usize) -> impl Iterator<Item = u8> {
    let longest = usize::from(COUNT) + 1;
    (0..count.div_ceil(longest))
        .map(move |run| u8::try_from((count - run * longest).min(longest) - 1).unwrap_or(COUNT))
}

fn apply(patch: &[u8], folded: &str) -> Option<String> {
    let mut source = folded.chars();
    let mut out = Vec::with_capacity(folded.len() + 8);
    let mut buffer = [0; 4];
    let mut at = 0;
    while let Some(step) = patch.get(at) {
        at += 1;
        let count = usize::from(step & COUNT) + 1;
        match step & !COUNT {
            INSERT => {
                out.extend_from_slice(patch.get(at..at + count)?);
                at += count;
            }
            SKIP => {
                source.nth(count - 1)?;
            }
            kind => {
                for index in 0..count {
                    let mut character = source.next()?;
                    if kind == CAPITAL && index == 0 {
                        character = capital(character);
                    }
                    out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
                }
            }
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use pandect_core::fold::fold;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn usual_titles_cost_a_byte_or_two_a_word() {
        for (title, cost) in [
            ("new york", 0),
            ("Solar eclipse", 0),
            ("New York City", 0),
            ("Battle of Hastings", 2),
            ("The Thing (film)", 7),
            ("École normale", 5),
        ] {
            let spelling = Spelling::of(title, &fold(title));
            let length = match &spelling {
                Spelling::Patch(bytes) | Spelling::Literal(bytes) => bytes.len(),
                _ => 0,
            };
            assert!(length <= cost, "{title} costs {length}: {spelling:?}");
            assert_eq!(spelling.title(&fold(title)), title);
        }
    }

    proptest! {
        #[test]
        fn any_title_comes_back(title in "(\\PC|[A-Za-z ',.()-]){0,90}") {
            let folded = fold(&title);
            prop_assert_eq!(Spelling::of(&title, &folded).title(&folded), title);
        }

        #[test]
        fn any_steps_give_a_title(patch in prop::collection::vec(any::<u8>(), 0..40)) {
            let title = Spelling::Patch(Cow::Owned(patch)).title("some folded title");
            prop_assert!(title.len() < 4000);
        }
    }
}
