//! Many strings in one piece of memory, by number.

/// Strings by number, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    text: String,
    ends: Vec<u64>,
}

impl Arena {
    /// Adds a string and gives its number.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u64);
        self.len() - 1
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// A string by its number; empty where there is none.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let end = self.ends.get(number).copied().unwrap_or(0);
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied();
        let bound = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        self.text
            .get(bound(start.unwrap_or(0))..bound(end))
            .unwrap_or_default()
    }
}
