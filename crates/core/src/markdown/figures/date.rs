//! Dates of a timeline.

use crate::months::MONTHS;

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// Reads `2001`, `2001-06`, `2001-06-15`, or a year with `BC` behind it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let before = ["BC", "BCE"].iter().find_map(|era| text.strip_suffix(era));
        if let Some(year) = before {
            let year = -number(year.trim(), 1, 4)?;
            return Some(Self {
                year,
                month: None,
                day: None,
            });
        }
        let mut parts = text.split('-');
        let year = number(parts.next()?, 1, 4)?;
        let mut part = |largest: i32| -> Option<Option<u8>> {
            let Some(part) = parts.next() else {
                return Some(None);
            };
            let value = number(part, 2, 2).filter(|value| (1..=largest).contains(value))?;
            Some(u8::try_from(value).ok())
        };
        let month = part(12)?;
        let day = part(month.map_or(0, |month| days(year, month)))?;
        if parts.next().is_some() {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// A number that grows with time, evenly enough to draw it.
    pub(super) fn moment(self) -> i64 {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        i64::from(self.year) * 372 + i64::from(month - 1) * 31 + i64::from(day - 1)
    }

    /// As English writes it, where that differs from how it was written.
    pub(super) fn in_english(self) -> Option<String> {
        let month = MONTHS.get(usize::from(self.month?).checked_sub(1)?)?;
        Some(match self.day {
            Some(day) => format!("{day} {month} {}", self.year),
            None => format!("{month} {}", self.year),
        })
    }

    /// As HTML writes it, where it can.
    pub(super) fn for_machines(self) -> Option<String> {
        let month = self.month?;
        let date = format!("{:04}-{month:02}", self.year);
        Some(match self.day {
            Some(day) => format!("{date}-{day:02}"),
            None => date,
        })
    }
}

/// The two dates of a time that has an end; the end may still be open.
pub(super) fn period(text: &str) -> Option<(&str, &str)> {
    let dash = text.split_once('–').or_else(|| text.split_once('/'));
    dash.or_else(|| text.split_once(" to "))
        .map(|(start, end)| (start.trim(), end.trim()))
}

fn number(text: &str, least: usize, most: usize) -> Option<i32> {
    let fits = (least..=most).contains(&text.len());
    (fits && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn days(year: i32, month: u8) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_months_or_years() {
        let day = Date::read("2001-06-15").unwrap();
        assert_eq!(day.in_english().unwrap(), "15 June 2001");
        assert_eq!(day.for_machines().unwrap(), "2001-06-15");
        let month = Date::read(" 2001-06 ").unwrap();
        assert_eq!(month.in_english().unwrap(), "June 2001");
        let year = Date::read("476").unwrap();
        assert_eq!((year.in_english(), year.for_machines()), (None, None));
        assert!(Date::read("44 BC").unwrap().moment() < year.moment());
        assert!(month.moment() < day.moment());
        assert!(Date::read("2024-02-29").is_some());
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "-",
            "20011",
            "2001-6-1",
            "2001-13",
            "2001-00",
            "2001-02-30",
            "2023-02-29",
            "2001-06-15-1",
            "spring 2001",
            "+200",
            "2001-06-1５",
            "BC",
            "٢٠٠١",
        ] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_has_two_ends() {
        assert_eq!(period("1996–2001"), Some(("1996", "2001")));
        assert_eq!(period("2024-07/2025-01"), Some(("2024-07", "2025-01")));
        assert_eq!(period("1996 to"), None);
        assert_eq!(period("1996–"), Some(("1996", "")));
        assert_eq!(period("2001-06-15"), None);
    }
}
