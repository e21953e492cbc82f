//! The colours of others as ours.

use pandect_formats::marks::Mark;

/// A mark that is neither seen nor read would be none: one without a note is given a colour.
pub(super) fn color_of(mark: &Mark, passage: bool) -> Option<String> {
    let Some(color) = &mark.color else {
        let seen = !passage || !mark.note.is_empty() && mark.place.text_hash.is_some();
        return (!seen).then(|| "amber".to_owned());
    };
    Some(nearest(color).to_owned())
}

/// The nearest of our colours to one of others.
fn nearest(color: &str) -> &'static str {
    let color = color.trim().to_ascii_lowercase();
    let hex = color.strip_prefix('#').unwrap_or_default();
    if hex.len() == 6
        && let Ok(value) = u32::from_str_radix(hex, 16)
    {
        return by_hue(value);
    }
    match color.as_str() {
        "green" | "lime" | "lightgreen" | "olive" => "green",
        "blue" | "cyan" | "teal" | "aqua" | "lightblue" | "navy" => "blue",
        "red" | "pink" | "rose" | "crimson" => "rose",
        "purple" | "violet" | "magenta" | "fuchsia" | "indigo" => "violet",
        _ => "amber",
    }
}

fn by_hue(value: u32) -> &'static str {
    let part = |shift: u32| i64::from(value >> shift & 0xff);
    let (red, green, blue) = (part(16), part(8), part(0));
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let spread = most - least;
    if spread == 0 {
        return "amber";
    }
    let degrees = if most == red {
        60 * (green - blue) / spread
    } else if most == green {
        120 + 60 * (blue - red) / spread
    } else {
        240 + 60 * (red - green) / spread
    };
    match degrees.rem_euclid(360) {
        20..75 => "amber",
        75..165 => "green",
        165..255 => "blue",
        255..300 => "violet",
        _ => "rose",
    }
}
