//! The parts of a template or link, between its pipes.

/// A part between pipes, and where its first `=` stands.
#[derive(Debug, Default, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) equals: Option<usize>,
}

impl Piece {
    /// Name and value, where the piece has a name.
    fn named(&self) -> Option<(&str, &str)> {
        let at = self.equals?;
        let name = self.text.get(..at)?.trim();
        Some((name, self.text.get(at + 1..)?.trim()))
    }
}

/// What a template is given.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    positional: Vec<String>,
    named: Vec<(String, String)>,
}

impl Arguments {
    pub(super) fn of(pieces: &[Piece]) -> Self {
        let mut arguments = Self::default();
        for piece in pieces {
            match piece.named() {
                // A number names the place of an argument.
                Some((name, value)) => match name.parse::<usize>() {
                    Ok(place @ 1..=64) => {
                        if arguments.positional.len() < place {
                            arguments.positional.resize(place, String::new());
                        }
                        if let Some(argument) = arguments.positional.get_mut(place - 1) {
                            value.clone_into(argument);
                        }
                    }
                    _ => arguments.named.push((name.to_owned(), value.to_owned())),
                },
                None => arguments.positional.push(piece.text.trim().to_owned()),
            }
        }
        arguments
    }

    /// The argument at a place, counted from 1; empty where there is none.
    pub(super) fn at(&self, place: usize) -> &str {
        let found = place.checked_sub(1).and_then(|at| self.positional.get(at));
        found.map_or("", String::as_str)
    }

    /// The last of several arguments with a name, in any case; empty where there is none.
    pub(super) fn named(&self, name: &str) -> &str {
        let found = self
            .named
            .iter()
            .rev()
            .find(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_empty());
        found.map_or("", |(_, value)| value)
    }

    /// The first argument that is not empty of those with these names.
    pub(super) fn first_of(&self, names: &[&str]) -> &str {
        let values = names.iter().map(|name| self.named(name));
        values
            .into_iter()
            .find(|value| !value.is_empty())
            .unwrap_or("")
    }

    /// Those without names that are not empty.
    pub(super) fn positional(&self) -> impl Iterator<Item = &str> {
        let given = self.positional.iter().map(String::as_str);
        given.filter(|value| !value.is_empty())
    }

    /// All names and values, in their order.
    pub(super) fn all_named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.named
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// How many have names.
    pub(super) fn count_named(&self) -> usize {
        self.named.len()
    }
}
