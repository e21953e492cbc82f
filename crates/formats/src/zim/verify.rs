//! Checking an archive as a whole.

use md5::{Digest as _, Md5};

use super::entry::Target;
use super::{Archive, Damage};

/// Bytes that are read at once.
const PIECE: usize = 1 << 20;
/// Problems that are listed.
const MOST: usize = 100;

impl Archive {
    /// Checks the sum over the whole file, the order of the entries, and that each has its content.
    /// Gives back what is wrong, at most 100 things. `go_on` is asked again and again, and ends the
    /// check by answering no.
    pub fn verify(&self, go_on: &mut dyn FnMut() -> bool) -> Vec<String> {
        let mut problems = Vec::new();
        match self.check_sum(go_on) {
            Ok(None | Some(true)) => {}
            Ok(Some(false)) => {
                problems.push("the file is not as it was made: its checksum differs".to_owned());
            }
            Err(damage) => problems.push(damage.to_string()),
        }
        self.check_entries(&mut problems, go_on);
        problems
    }

    /// Whether the sum is right; none where there is none, or the check was ended.
    fn check_sum(&self, go_on: &mut dyn FnMut() -> bool) -> Result<Option<bool>, Damage> {
        let Some(end) = self.header.checksum_at else {
            return Ok(None);
        };
        let mut sum = Md5::new();
        let mut piece = vec![0; PIECE];
        let mut at = 0;
        while at < end {
            if !go_on() {
                return Ok(None);
            }
            let length = usize::try_from(end - at).unwrap_or(PIECE).min(PIECE);
            let part = piece.get_mut(..length).unwrap_or_default();
            self.bytes.read_exact(at, part)?;
            sum.update(part);
            at += length as u64;
        }
        let mut stored = [0; 16];
        self.bytes.read_exact(end, &mut stored)?;
        Ok(Some(sum.finalize().as_slice() == stored))
    }

    fn check_entries(&self, problems: &mut Vec<String>, go_on: &mut dyn FnMut() -> bool) {
        let mut before = None;
        for number in self.numbers() {
            if problems.len() >= MOST || !go_on() {
                return;
            }
            let entry = match self.read_entry(number) {
                Ok(entry) => entry,
                Err(damage) => {
                    problems.push(format!("entry {number}: {damage}"));
                    continue;
                }
            };
            let name = (entry.space, entry.path.clone().into_bytes());
            if before.as_ref().is_some_and(|before| *before >= name) {
                problems.push(format!("`{}` is not in the order of paths", entry.path));
            }
            before = Some(name);
            if let Target::Redirect(to) = entry.target
                && to >= self.header.entries
            {
                problems.push(format!(
                    "`{}` leads to an entry that is not there",
                    entry.path
                ));
                continue;
            }
            let checked = self.content(number).and_then(|content| match content {
                Some(content) if content.number == number => self.check_content(&content),
                _ => Ok(()),
            });
            if let Err(damage) = checked {
                problems.push(format!("`{}`: {damage}", entry.path));
            }
        }
    }

    /// Whether the content's cluster has it; what the sum covers is not decompressed again.
    fn check_content(&self, content: &super::Content) -> Result<(), Damage> {
        let stretch = self.cluster_at(content.cluster)?;
        self.clusters.check(content.cluster, stretch, content.blob)
    }
}
