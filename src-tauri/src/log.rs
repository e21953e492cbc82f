//! The log: a file a day in `logs` of the data folder, a week of them. It says what the program
//! did and what failed, never what anybody reads, searches or writes.

use std::path::Path;
use std::{fs, io};

use thiserror::Error;
use tracing::Level;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt as _;

/// Days that are kept.
const DAYS: usize = 7;

/// Why no log is kept.
#[derive(Debug, Error)]
pub(crate) enum LogError {
    #[error("its folder cannot be made: {0}")]
    Folder(#[from] io::Error),
    #[error(transparent)]
    File(#[from] InitError),
}

/// Starts to write the log of a data folder. Without a log the program works all the same.
pub(crate) fn start(data_folder: &Path) -> Result<(), LogError> {
    let folder = data_folder.join("logs");
    fs::create_dir_all(&folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .max_log_files(DAYS)
        .filename_prefix("pandect")
        .filename_suffix("log")
        .build(folder)?;
    // Other crates do not know what is content; only what is ours, by name, is let in.
    let ours = Targets::new().with_target("pandect", Level::INFO);
    let subscriber = tracing_subscriber::registry()
        .with(layer().with_ansi(false).with_writer(file))
        .with(ours);
    // Only a test that started the log before can be in the way.
    let _ = tracing::subscriber::set_global_default(subscriber);
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // The message of a panic may quote content; its place does not.
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "a defect ended a piece of work");
        if cfg!(debug_assertions) {
            shown(panic);
        }
    }));
    Ok(())
}
