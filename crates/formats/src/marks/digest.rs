//! Marks as a reader has them: by collection, article, and place on the page.

use std::collections::BTreeMap;

use pandect_core::address::Address;

use super::{Export, ExportMark, MarkKind};

/// The marks of a collection.
pub(super) struct CollectionDigest<'a> {
    pub(super) title: &'a str,
    pub(super) articles: Vec<ArticleDigest<'a>>,
}

/// The marks of an article, in page order. There is always one.
pub(super) struct ArticleDigest<'a> {
    /// The article, without a section.
    pub(super) address: Address,
    pub(super) marks: Vec<&'a ExportMark>,
}

/// All marks, by titles of collections and articles.
pub(super) fn collections<'a>(export: &Export<'a>) -> Vec<CollectionDigest<'a>> {
    type Articles<'a> = BTreeMap<(String, &'a str), Vec<&'a ExportMark>>;
    let mut collections: BTreeMap<(String, &str), Articles<'_>> = BTreeMap::new();
    for mark in export.marks {
        let address = &mark.address;
        let titled = |title: &str, name: &'a str| (title.to_lowercase(), name);
        collections
            .entry(titled(&mark.collection_title, &address.collection))
            .or_default()
            .entry(titled(&mark.article_title, &address.path))
            .or_default()
            .push(mark);
    }
    let digests = collections.into_iter().map(|((_, name), articles)| {
        let first = articles.values().flatten().next();
        let title = first.map_or("", |mark| mark.collection_title.as_str());
        let articles = articles.into_iter().map(|((_, path), mut marks)| {
            sort_as_on_page(&mut marks);
            let address = Address::article(name, path);
            ArticleDigest { address, marks }
        });
        CollectionDigest {
            title: if title.is_empty() { name } else { title },
            articles: articles.collect(),
        }
    });
    digests.collect()
}

/// Puts what is on the whole article first, then the rest by place. A section stands before what is
/// in it; of a section that nothing else is in, the place is not known, and its order counts.
fn sort_as_on_page(marks: &mut [&ExportMark]) {
    let mut sections: BTreeMap<&str, u32> = BTreeMap::new();
    for mark in marks.iter() {
        if let (Some(section), Some(position)) = (&mark.address.section, &mark.position) {
            let start = sections.entry(section).or_insert(u32::MAX);
            *start = position.start.min(*start);
        }
    }
    marks.sort_by_key(|mark| match (&mark.position, &mark.address.section) {
        (Some(position), _) => (1, position.start, 1),
        (None, Some(section)) if mark.quote.is_empty() => {
            let start = sections.get(section.as_str()).copied();
            (1, start.unwrap_or(u32::MAX), 0)
        }
        (None, None) if mark.quote.is_empty() => (0, 0, 0),
        (None, _) => (2, 0, 0),
    });
}

impl<'a> ArticleDigest<'a> {
    /// What the first mark says that knows it.
    pub(super) fn known(&self, field: impl Fn(&'a ExportMark) -> &'a str) -> &'a str {
        let mut values = self.marks.iter().map(|mark| field(mark));
        values.find(|value| !value.is_empty()).unwrap_or_default()
    }

    /// Its title; its path where that is not known.
    pub(super) fn title(&self) -> &str {
        match self.known(|mark| &mark.article_title) {
            "" => &self.address.path,
            title => title,
        }
    }

    /// Who wrote it, where that is not the address of where it is from.
    pub(super) fn author(&self) -> Option<&'a str> {
        let source = self.known(|mark| &mark.source);
        (!source.is_empty() && !is_url(source)).then_some(source)
    }

    /// Where it is from, where that is an address.
    pub(super) fn origin(&self) -> Option<&'a str> {
        let source = self.known(|mark| &mark.source);
        is_url(source).then_some(source)
    }

    /// When the last mark was made, in milliseconds since 1970.
    pub(super) fn last_marked(&self) -> i64 {
        let times = self.marks.iter().map(|mark| mark.created);
        times.max().unwrap_or_default()
    }

    /// What a citation says of it beside its title and address, each without a full stop.
    pub(super) fn citation(&self, collection: &str) -> Vec<String> {
        let edition = self.known(|mark| &mark.edition);
        let license = self.known(|mark| &mark.license);
        let mut parts: Vec<String> = self.author().map(str::to_owned).into_iter().collect();
        parts.push(if edition.is_empty() {
            collection.to_owned()
        } else {
            format!("{collection}, edition {edition}")
        });
        if !license.is_empty() {
            parts.push(format!("Licence: {license}"));
        }
        parts.extend(self.origin().map(|origin| format!("From {origin}")));
        parts
    }
}

fn is_url(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}

/// What a mark is on where it has no quote, and what a bookmark is; nothing for a passage.
pub(super) fn heading(mark: &ExportMark) -> Option<String> {
    if mark.kind == MarkKind::Bookmark {
        let kind = match (mark.read_later, &mark.address.section) {
            (true, _) => "To be read later",
            (false, Some(_)) => "Bookmark of this section",
            (false, None) => "Bookmark",
        };
        return Some(match &mark.name {
            Some(name) if !name.is_empty() => format!("{kind}: {name}"),
            _ => kind.to_owned(),
        });
    }
    if !mark.quote.is_empty() {
        return None;
    }
    let on = match mark.address.section {
        Some(_) => "On this section",
        None => "On the whole article",
    };
    Some(on.to_owned())
}

/// What is known of a mark beside its words: colour, tags, folder, date, and what became of its place.
pub(super) fn details(mark: &ExportMark) -> Vec<String> {
    let mut details = Vec::new();
    let label = mark.color_label.as_ref().filter(|label| !label.is_empty());
    details.extend(label.or(mark.color.as_ref()).cloned());
    if !mark.tags.is_empty() {
        details.push(format!("Tags: {}", mark.tags.join(", ")));
    }
    if !mark.folder.is_empty() {
        details.push(format!("Folder: {}", mark.folder.join(" / ")));
    }
    let day = super::dates::write_day(mark.created);
    details.extend((!day.is_empty()).then_some(day));
    match mark.status.as_str() {
        "approximate" => details.push("its place is not certain".to_owned()),
        "orphaned" => details.push("its place is not there any more".to_owned()),
        _ => {}
    }
    details
}

/// The headings that a mark stands under, as one line.
pub(super) fn section_path(mark: &ExportMark) -> String {
    mark.headings.join(" › ")
}

/// The date in an edition's label: year, month and day, as far as they are there.
pub(super) fn date_parts(label: &str) -> Vec<u16> {
    let digits: Vec<&str> = label.split(|sign: char| !sign.is_ascii_digit()).collect();
    for (at, group) in digits.iter().enumerate() {
        let mut parts: Vec<&str> = match group.len() {
            4 => digits.iter().skip(at).copied().collect(),
            6 | 8 => [group.get(..4), group.get(4..6), group.get(6..8)]
                .into_iter()
                .flatten()
                .collect(),
            _ => continue,
        };
        parts.truncate(3);
        let numbers = parts.iter().enumerate().map_while(|(at, part)| {
            let bounds = match at {
                0 => 1_000..=2_999,
                1 => 1..=12,
                _ => 1..=31,
            };
            let number = part.parse().ok().filter(|number| bounds.contains(number));
            number.filter(|_| at == 0 || part.len() == 2)
        });
        let numbers: Vec<u16> = numbers.collect();
        if !numbers.is_empty() {
            return numbers;
        }
    }
    Vec::new()
}
