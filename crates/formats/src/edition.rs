//! What tells one edition of a source from another.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

/// Bytes of the hash that an edition's id keeps: no two editions meet, and folder names stay short.
const KEPT: usize = 16;
const DAY: u64 = 86_400;

/// Gathers the hash and the date of an edition.
#[derive(Default)]
pub(crate) struct Edition {
    hash: Sha256,
    newest: Option<SystemTime>,
}

impl Edition {
    /// Begins a file. Lengths stand before what they measure, so that no two lists of files write
    /// the same bytes.
    pub(crate) fn file(&mut self, name: &str, size: u64, modified: Option<SystemTime>) {
        self.hash.update((name.len() as u64).to_le_bytes());
        self.hash.update(name);
        self.hash.update(size.to_le_bytes());
        self.newest = self.newest.max(modified);
    }

    /// Takes the bytes of the file that was begun last.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
    }

    /// The edition's id and label.
    pub(crate) fn finish(self) -> (String, String) {
        let mut id = String::with_capacity(2 * KEPT);
        for byte in self.hash.finalize().iter().take(KEPT) {
            // Writing to a string does not fail.
            let _ = write!(id, "{byte:02x}");
        }
        (id, self.newest.map(date).unwrap_or_default())
    }
}

/// The day of a time in UTC, as `YYYY-MM-DD`.
fn date(time: SystemTime) -> String {
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    // Years are counted from March, so that the leap day is the last of its year; eras are the
    // 400 years after which the Gregorian calendar repeats.
    let days = seconds / DAY + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 {
        (era * 400 + year, month + 3)
    } else {
        (era * 400 + year + 1, month - 9)
    };
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_798_761_599, "2026-12-31"),
            (1_798_761_600, "2027-01-01"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(date(UNIX_EPOCH + Duration::from_secs(seconds)), day);
        }
    }

    #[test]
    fn names_and_bytes_cannot_be_shifted_into_one_another() {
        let id = |files: &[(&str, &str)]| {
            let mut edition = Edition::default();
            for (name, bytes) in files {
                edition.file(name, bytes.len() as u64, None);
                edition.bytes(bytes.as_bytes());
            }
            edition.finish().0
        };
        assert_ne!(id(&[("a", "bc")]), id(&[("ab", "c")]));
        assert_ne!(id(&[("a", "b")]), id(&[("a", "c")]));
        assert_ne!(id(&[("a", ""), ("b", "")]), id(&[("b", ""), ("a", "")]));
        assert_eq!(id(&[("a", "b")]), id(&[("a", "b")]));
        assert_eq!(id(&[]).len(), 32, "two digits for each kept byte");
    }
}
