//! The names that a Markdown file gives itself, read without parsing all of it: they are wanted for
//! every file before the first is parsed, because links go by them.

/// Lines below the front matter in which the first heading is looked for.
const LINES: usize = 200;

/// Names of an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The title in the front matter, else the first heading of level 1.
    pub(super) title: Option<String>,
    /// Redirects in the front matter.
    pub(super) redirects: Vec<String>,
    /// Language in the front matter.
    pub(super) language: String,
}

impl Names {
    pub(super) fn of(markdown: &str) -> Self {
        let mut names = Self::default();
        let mut lines = markdown.lines().peekable();
        if lines.next_if(|line| line.trim_end() == "---").is_some() {
            let closed = |line: &&str| !matches!(line.trim_end(), "---" | "...");
            names.read_front_matter(lines.by_ref().take_while(closed));
        }
        if names.title.is_none() {
            names.title = first_heading(lines.take(LINES));
        }
        names
    }

    fn read_front_matter<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let mut in_redirects = false;
        for line in lines {
            if let Some(item) = line.trim_start().strip_prefix("- ") {
                if in_redirects {
                    self.redirects.extend(scalar(item));
                }
                continue;
            }
            if line.starts_with(char::is_whitespace) {
                continue;
            }
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            in_redirects = matches!(key, "redirects" | "aliases");
            match key {
                "title" => self.title = scalar(value),
                "language" | "lang" => self.language = scalar(value).unwrap_or_default(),
                "redirects" | "aliases" => self.redirects.extend(flow_list(value)),
                _ => {}
            }
        }
    }
}

/// The items of `[a, "b"]` on one line.
fn flow_list(value: &str) -> Vec<String> {
    let inner = value
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner.map_or_else(Vec::new, |inner| {
        inner.split(',').filter_map(scalar).collect()
    })
}

/// A YAML value on one line, without its quotes.
fn scalar(value: &str) -> Option<String> {
    let value = value.trim();
    let unquoted = if let Some(inner) = quoted(value, '"') {
        inner.replace("\\\"", "\"").replace("\\\\", "\\")
    } else if let Some(inner) = quoted(value, '\'') {
        inner.replace("''", "'")
    } else {
        value
            .split(" #")
            .next()
            .unwrap_or(value)
            .trim_end()
            .to_owned()
    };
    (!unquoted.is_empty()).then_some(unquoted)
}

fn quoted(value: &str, quote: char) -> Option<&str> {
    value.strip_prefix(quote)?.strip_suffix(quote)
}

fn first_heading<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut fenced = false;
    for line in lines {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        }
        if let (false, Some(heading)) = (fenced, line.strip_prefix("# ")) {
            let heading = heading.trim().trim_end_matches('#').trim_end();
            return (!heading.is_empty()).then(|| heading.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_names_the_article() {
        let names = Names::of(concat!(
            "---\ntitle: 'It''s: here' \nlanguage: en\nredirects:\n  - One\n  - \"Two \\\"2\\\"\"\n",
            "categories:\n  - Not a name\ninfobox:\n  title: Nor this\n---\n# Heading\n"
        ));
        assert_eq!(names.title.as_deref(), Some("It's: here"));
        assert_eq!(names.redirects, ["One", "Two \"2\""]);
        assert_eq!(names.language, "en");
        assert_eq!(
            Names::of("---\nredirects: [a, 'b']\n---").redirects,
            ["a", "b"]
        );
    }

    #[test]
    fn else_the_first_heading_does() {
        assert_eq!(Names::of("# Title #\ntext").title.as_deref(), Some("Title"));
        assert_eq!(
            Names::of("---\nx: y\n---\n\ntext\n# Title")
                .title
                .as_deref(),
            Some("Title")
        );
        assert_eq!(Names::of("```\n# code\n```\ntext").title, None);
        assert_eq!(Names::of("## Section\n").title, None);
        assert_eq!(Names::of(""), Names::default());
    }
}
