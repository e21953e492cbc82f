//! Times as files write them: RFC 3339, which is what is used of XML Schema's `dateTime`.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The time in milliseconds since 1970, UTC; none beyond the years 0 to 9999 there. One without an
/// offset is taken for UTC, as is a day.
pub(super) fn read_time(text: &str) -> Option<i64> {
    let text = text.trim();
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    let time = parse(text)
        .or_else(|| parse(&format!("{text}Z")))
        .or_else(|| parse(&format!("{text}T00:00:00Z")))?;
    let milliseconds = i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
    time_of(milliseconds).map(|_| milliseconds)
}

/// A time as `dateTime` in UTC; none beyond the years 0 to 9999.
pub(super) fn write_time(milliseconds: i64) -> Option<String> {
    time_of(milliseconds)?.format(&Rfc3339).ok()
}

/// A day as year, month and day; none beyond the years 0 to 9999.
pub(super) fn day_of(milliseconds: i64) -> Option<(i32, u8, u8)> {
    let date = time_of(milliseconds)?.date();
    Some((date.year(), date.month().into(), date.day()))
}

/// A day as `YYYY-MM-DD`; empty beyond the years 0 to 9999.
pub(super) fn write_day(milliseconds: i64) -> String {
    day_of(milliseconds).map_or_else(String::new, |(year, month, day)| {
        format!("{year:04}-{month:02}-{day:02}")
    })
}

fn time_of(milliseconds: i64) -> Option<OffsetDateTime> {
    let time =
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).ok()?;
    (0..=9_999).contains(&time.year()).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_their_offset() {
        for (text, milliseconds) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2015-10-13T13:00:00.25Z", Some(1_444_741_200_250)),
            ("2015-10-13T15:00:00+02:00", Some(1_444_741_200_000)),
            ("2015-10-13T13:00:00", Some(1_444_741_200_000)),
            (" 2015-10-13 ", Some(1_444_694_400_000)),
            ("1969-12-31T23:59:59.9999999Z", Some(-1)),
            ("2015-13-13T13:00:00Z", None),
            ("9999-12-31T23:59:59-05:00", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(read_time(text), milliseconds, "{text}");
        }
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(
            write_time(1_444_741_200_250).as_deref(),
            Some("2015-10-13T13:00:00.25Z")
        );
        assert_eq!(write_day(1_444_741_200_250), "2015-10-13");
        for beyond in [i64::MAX, i64::MIN, 253_402_300_800_000] {
            assert_eq!(write_time(beyond), None);
            assert_eq!(write_day(beyond), "");
        }
    }
}
