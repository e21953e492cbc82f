//! Drawings of our own: a few shapes, said in numbers alone.
//!
//! A drawing has no text, no colour, no name and no link, so nothing of a source can be in it, and
//! the text of a page is the same with it and without. It enters a page by one way: a [`Part`] that
//! whoever makes the HTML hands to the cleaner beside it. An `svg` of a source is never written.

use std::fmt::Write;

use html5ever::{LocalName, local_name};

use super::tree::{Content, NodeId, Tree};

/// The class of every drawing.
pub(super) const CLASS: &str = "figure-drawing";

/// The largest length, in hundredths of its unit.
const LARGEST: u32 = 100_000;

/// A length along an edge: a share of the drawing, or a multiple of the size of the text around it,
/// so that a drawing fits any width and grows with the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Length {
    hundredths: u32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Percent,
    Em,
}

impl Length {
    /// The whole edge.
    pub(crate) const WHOLE: Self = Self::percent(10_000);
    /// Nothing.
    pub(crate) const ZERO: Self = Self::percent(0);

    /// A share of the edge, in hundredths of a per cent.
    pub(crate) const fn percent(hundredths: u32) -> Self {
        Self {
            hundredths,
            unit: Unit::Percent,
        }
    }

    /// A multiple of the text's size, in hundredths.
    pub(crate) const fn em(hundredths: u32) -> Self {
        Self {
            hundredths,
            unit: Unit::Em,
        }
    }

    fn read(value: &str) -> Option<Self> {
        let (number, unit) = match value.strip_suffix('%') {
            Some(number) => (number, Unit::Percent),
            None => (value.strip_suffix("em")?, Unit::Em),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 4) || !digits(part, 2) {
            return None;
        }
        let part: u32 = format!("{part:0<2}").parse().ok()?;
        let hundredths = whole.parse::<u32>().ok()? * 100 + part;
        (hundredths <= LARGEST).then_some(Self { hundredths, unit })
    }

    fn write(self, html: &mut String) {
        let hundredths = self.hundredths.min(LARGEST);
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let _ = match part {
            0 => write!(html, "{whole}"),
            part if part % 10 == 0 => write!(html, "{whole}.{}", part / 10),
            part => write!(html, "{whole}.{part:02}"),
        };
        html.push_str(match self.unit {
            Unit::Percent => "%",
            Unit::Em => "em",
        });
    }
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// From one point to another: `x1`, `y1`, `x2`, `y2`.
    Line([Length; 4]),
    /// A bar: `x`, `y`, `width`, `height`.
    Bar([Length; 4]),
    /// A dot: `cx`, `cy`, `r`.
    Dot([Length; 3]),
}

impl Shape {
    fn parts(&self) -> (&'static str, &'static [&'static str], &[Length]) {
        match self {
            Self::Line(lengths) => ("line", &["x1", "y1", "x2", "y2"], lengths),
            Self::Bar(lengths) => ("rect", &["x", "y", "width", "height"], lengths),
            Self::Dot(lengths) => ("circle", &["cx", "cy", "r"], lengths),
        }
    }

    fn read(tree: &Tree, node: NodeId) -> Option<Self> {
        let zero = [Length::ZERO; 4];
        let mut shape = match &**tree.name(node)? {
            "line" => Self::Line(zero),
            "rect" => Self::Bar(zero),
            "circle" => Self::Dot([Length::ZERO; 3]),
            _ => return None,
        };
        let (_, names, _) = shape.parts();
        if tree.first_child(node).is_some() || tree.attributes(node).len() != names.len() {
            return None;
        }
        let lengths: &mut [Length] = match &mut shape {
            Self::Line(lengths) | Self::Bar(lengths) => lengths,
            Self::Dot(lengths) => lengths,
        };
        for (length, name) in lengths.iter_mut().zip(names) {
            *length = Length::read(tree.named_attribute(node, name)?)?;
        }
        Some(shape)
    }
}

/// A drawing that begins an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    /// How wide it is, of the element that it begins.
    pub(crate) width: Length,
    /// How high it is.
    pub(crate) height: Length,
    /// From the first, which lies lowest, to the last.
    pub(crate) shapes: Vec<Shape>,
}

impl Drawing {
    /// The drawing that an element is, if it is just as [`Drawing::write`] writes them.
    pub(super) fn read(tree: &Tree, node: NodeId) -> Option<Self> {
        let is_svg = *tree.name(node)? == local_name!("svg");
        let class = tree.attribute(node, &local_name!("class"));
        let hidden = tree.named_attribute(node, "aria-hidden");
        if !is_svg
            || class != Some(CLASS)
            || hidden != Some("true")
            || tree.attributes(node).len() != 4
        {
            return None;
        }
        let mut drawing = Self {
            width: Length::read(tree.attribute(node, &local_name!("width"))?)?,
            height: Length::read(tree.attribute(node, &local_name!("height"))?)?,
            shapes: Vec::new(),
        };
        let mut child = tree.first_child(node);
        while let Some(node) = child {
            drawing.shapes.push(Shape::read(tree, node)?);
            child = tree.next_sibling(node);
        }
        Some(drawing)
    }

    /// Writes the drawing. What it shows, the text around it says, so it is hidden from whoever
    /// listens to the page.
    pub(super) fn write(&self, html: &mut String) {
        let _ = write!(html, "<svg class=\"{CLASS}\" aria-hidden=\"true\"");
        write_lengths(html, &["width", "height"], &[self.width, self.height]);
        for shape in &self.shapes {
            let (element, names, lengths) = shape.parts();
            let _ = write!(html, "<{element}");
            write_lengths(html, names, lengths);
            let _ = write!(html, "</{element}>");
        }
        html.push_str("</svg>");
    }
}

fn write_lengths(html: &mut String, names: &[&str], lengths: &[Length]) {
    for (name, length) in names.iter().zip(lengths) {
        let _ = write!(html, " {name}=\"");
        length.write(html);
        html.push('"');
    }
    html.push('>');
}

/// Whether an attribute of this name is looked at where cleaned HTML is cleaned again.
pub(super) fn is_attribute(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("aria-hidden")
            | local_name!("x")
            | local_name!("y")
            | local_name!("x1")
            | local_name!("y1")
            | local_name!("x2")
            | local_name!("y2")
            | local_name!("cx")
            | local_name!("cy")
            | local_name!("r")
    )
}

/// Stands before the number of a [`Part`] in a class. No character reference of HTML means this
/// character (`&#128;` is the euro sign), so whoever makes HTML for the cleaner takes it out of all
/// that came from elsewhere, and then a class with it is a class that we gave.
pub(crate) const SIGN: char = '\u{80}';

/// What an element is given that content cannot claim.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    class: Option<&'static str>,
    drawing: Option<Drawing>,
}

/// The parts of the figures of one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FigureParts(Vec<Part>);

impl FigureParts {
    /// No parts.
    pub(super) const NONE: Self = Self(Vec::new());

    /// Adds a part. The attribute that is returned, with a space before it, gives it to an element.
    pub(crate) fn add(&mut self, class: Option<&'static str>, drawing: Option<Drawing>) -> String {
        self.0.push(Part { class, drawing });
        format!(" class=\"{SIGN}{}\"", self.0.len() - 1)
    }

    fn part(&self, class: &str) -> Option<&Part> {
        let number: usize = class.strip_prefix(SIGN)?.parse().ok()?;
        self.0.get(number)
    }

    /// The class of the part that a class stands for.
    pub(super) fn class(&self, class: &str) -> Option<&'static str> {
        self.part(class)?.class
    }

    /// The drawing of the part that the class of an element stands for.
    pub(super) fn drawing(&self, tree: &Tree, node: NodeId) -> Option<&Drawing> {
        if self.0.is_empty() {
            return None;
        }
        let class = tree.attribute(node, &local_name!("class"))?;
        self.part(class)?.drawing.as_ref()
    }
}

/// Whether an element is a drawing; with nothing in it to be read.
pub(super) fn is_drawing(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.content(node), Content::Element { .. }) && Drawing::read(tree, node).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse_cleaned;
    use super::*;

    fn read(html: &str) -> Option<Drawing> {
        let tree = parse_cleaned(html);
        Drawing::read(&tree, tree.first_child(tree.root())?)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let drawing = Drawing {
            width: Length::WHOLE,
            height: Length::em(60),
            shapes: vec![
                Shape::Line([Length::em(5), Length::ZERO, Length::em(5), Length::WHOLE]),
                Shape::Bar([
                    Length::ZERO,
                    Length::ZERO,
                    Length::percent(1_234),
                    Length::WHOLE,
                ]),
                Shape::Dot([Length::percent(5_000), Length::em(90), Length::em(35)]),
            ],
        };
        let mut html = String::new();
        drawing.write(&mut html);
        assert_eq!(
            html,
            "<svg class=\"figure-drawing\" aria-hidden=\"true\" width=\"100%\" height=\"0.6em\">\
             <line x1=\"0.05em\" y1=\"0%\" x2=\"0.05em\" y2=\"100%\"></line>\
             <rect x=\"0%\" y=\"0%\" width=\"12.34%\" height=\"100%\"></rect>\
             <circle cx=\"50%\" cy=\"0.9em\" r=\"0.35em\"></circle></svg>"
        );
        assert_eq!(read(&html), Some(drawing));
    }

    #[test]
    fn nothing_else_is_a_drawing() {
        let begin =
            "<svg class=\"figure-drawing\" aria-hidden=\"true\" width=\"1em\" height=\"1em\"";
        assert!(read(&format!("{begin}></svg>")).is_some());
        for end in [
            " onload=\"alert(1)\"></svg>",
            ">text</svg>",
            "><text>x</text></svg>",
            "><script>alert(1)</script></svg>",
            "><circle cx=\"1em\" cy=\"1em\" r=\"1em\" fill=\"red\"></circle></svg>",
            "><circle cx=\"1em\" cy=\"1em\" r=\"-1em\"></circle></svg>",
            "><circle cx=\"1em\" cy=\"1em\" r=\"1px\"></circle></svg>",
            "><circle cx=\"1em\" cy=\"1em\" r=\"1em\"><title>x</title></circle></svg>",
            "><rect x=\"0%\" y=\"0%\" width=\"99999%\" height=\"0%\"></rect></svg>",
            "><foreignObject><p>x</p></foreignObject></svg>",
            "><use href=\"#x\"></use></svg>",
        ] {
            assert_eq!(read(&[begin, end].concat()), None, "{end}");
        }
        assert_eq!(read("<svg></svg>"), None);
    }
}
