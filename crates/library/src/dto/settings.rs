use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::articles::ReadingPlace;
use super::marks::{Color, Style};

/// What a person chose, kept in the library file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct Settings {
    /// Colours of the window and the page.
    pub theme: Theme,
    /// Body face.
    pub face: Face,
    /// Size of the article's text in pixels, 14 to 28.
    pub text_size: u8,
    /// Width of the article's column.
    pub measure: Measure,
    /// Whether the side panel is open.
    pub panel_open: bool,
    /// Which of its pages it shows.
    pub panel: SidePanel,
    /// Width of the side panel in pixels, 200 to 480.
    pub panel_width: u16,
    /// The colour that was used last.
    pub color: Color,
    /// How its words are marked.
    pub style: Style,
    /// What the person calls the colours.
    pub color_names: ColorNames,
    /// Whether visits are kept.
    pub keep_history: bool,
    /// Megabytes that gathering texts for an index may take, 64 to 512.
    pub index_memory: u16,
    /// Queries searched last, newest first, at most eight.
    pub recent_searches: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            face: Face::Literata,
            text_size: 18,
            measure: Measure::Middle,
            panel_open: true,
            panel: SidePanel::Contents,
            panel_width: 272,
            color: Color::Amber,
            style: Style::Highlight,
            color_names: ColorNames::default(),
            keep_history: true,
            index_memory: 64,
            recent_searches: Vec::new(),
        }
    }
}

/// What the person calls each colour; an empty name is the colour's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct ColorNames {
    /// Amber.
    pub amber: String,
    /// Green.
    pub green: String,
    /// Blue.
    pub blue: String,
    /// Rose.
    pub rose: String,
    /// Violet.
    pub violet: String,
}

/// Themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Theme {
    /// Light or dark, as the system says.
    System,
    /// Light.
    Light,
    /// Sepia.
    Sepia,
    /// Dark.
    Dark,
}

/// Faces of the article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Face {
    /// The bundled serif.
    Literata,
    /// The system's serif.
    Serif,
    /// The system's sans-serif.
    Sans,
}

/// Widths of the article's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum Measure {
    /// 52 characters.
    Narrow,
    /// 66 characters.
    Middle,
    /// 80 characters.
    Wide,
    /// The whole pane.
    Full,
}

/// Pages of the side panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub enum SidePanel {
    /// Headings of the article.
    Contents,
    /// Bookmarks.
    Bookmarks,
    /// Annotations.
    Notes,
    /// Visits.
    History,
    /// Collections.
    Collections,
}

/// Where the window was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct LastPlace {
    /// The pages gone through, oldest first, at most 50.
    pub trail: Vec<String>,
    /// Which of them is shown.
    pub current: u32,
    /// Where in it.
    pub place: Option<ReadingPlace>,
}

/// What Help tells of the program.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "../../../ui/src/generated/")]
pub struct About {
    /// Version of Pandect.
    pub version: String,
    /// Where the library is.
    pub data_folder: String,
    /// Names and licences of what Pandect is built from, as plain text.
    pub licences: String,
    /// What helps with a problem, as plain text without content: versions, sizes, counts.
    pub diagnostics: String,
}
