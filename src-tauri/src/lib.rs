//! Pandect's window: a thin shell around the library. It opens the window, carries calls and
//! pictures between it and the library, and knows nothing of articles.

mod about;
mod arguments;
mod backups;
mod blocking;
mod bounds;
mod commands;
mod data_folder;
mod files;
mod graphics;
mod instance;
mod log;
mod marks_files;
mod media;
mod opening;
mod outside;
mod paper;
mod shell;

mod watch;
mod window;
mod work;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use pandect_library::dto::{ErrorView, Job};
use pandect_library::jobs::Jobs;
use tauri::ipc::Invoke;
use tauri::{AppHandle, DragDropEvent, Emitter as _, Manager, RunEvent, WindowEvent};
use tauri_plugin_deep_link::DeepLinkExt as _;
use thiserror::Error;

use crate::arguments::{Arguments, Request, USAGE};
use crate::bounds::BoundsKeeper;
use crate::marks_files::Importing;
use crate::opening::Opening;
use crate::shell::Shell;
use crate::window::Seen;

/// The event that tells the window how its jobs stand.
const JOBS_CHANGED: &str = "jobs-changed";

/// Does what the arguments after the program's name ask for, and comes back when the window is
/// closed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let folder = std::env::current_dir().unwrap_or_default();
    let result = match arguments::parse(arguments, &folder) {
        Ok(Request::Window(arguments)) => start(arguments),
        Ok(Request::Help) => return say(USAGE),
        Ok(Request::Version) => return say(concat!("pandect ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(error) => return complain(&format!("{error}\n\n{USAGE}"), ExitCode::from(2)),
    };
    match result {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            tracing::error!(%error, "the window cannot be opened");
            complain(
                &format!("the window cannot be opened: {error}\n"),
                ExitCode::FAILURE,
            )
        }
    }
}

fn start(arguments: Arguments) -> Result<i32, StartError> {
    graphics::prepare();
    if !has_display() {
        return Err(StartError::NoDisplay);
    }
    let data_folder = data_folder::find(arguments.data.as_deref());
    let folder = data_folder.as_deref().ok();
    if let Some(error) = folder.and_then(|folder| log::start(folder).err()) {
        complain(&format!("no log is kept: {error}\n"), ExitCode::SUCCESS);
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    let mut context = tauri::generate_context!();
    let name = instance::name(folder);
    if cfg!(not(target_os = "linux")) {
        // The single-instance plugin knows no other name there.
        context.config_mut().identifier.clone_from(&name);
    }
    let bounds = BoundsKeeper::begin(folder);
    let (address, source) = (arguments.address, arguments.source);
    let app = tauri::Builder::default()
        .plugin(instance::plugin(&name))
        .plugin(tauri_plugin_deep_link::init())
        .manage(bounds)
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, media::answer)
        .invoke_handler(handler())
        .manage(Seen::default())
        .manage(Importing::default())
        .on_window_event(|window, event| match event {
            WindowEvent::Moved(_) | WindowEvent::Resized(_) => {
                window.state::<BoundsKeeper>().note(window);
            }
            WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
                files::add(window.app_handle(), paths.clone());
            }
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                window::close(window);
            }
            _ => {}
        })
        .setup(move |app| Ok(set_up(app.handle(), data_folder, address, source)?))
        .build(context)?;
    Ok(app.run_return(at_the_end))
}

/// Begins to open the library, and opens the window.
fn set_up(
    app: &AppHandle,
    data_folder: Result<PathBuf, ErrorView>,
    address: Option<String>,
    source: Option<PathBuf>,
) -> tauri::Result<()> {
    let folder = data_folder.clone().ok();
    let shell = Shell::new(data_folder, address);
    watch::begin(app.clone(), shell.library());
    backups::begin(shell.library());
    app.manage(begin_jobs(app, shell.library()));
    app.manage(shell);
    files::add(app, source);
    let handle = app.clone();
    app.deep_link().on_open_url(move |event| {
        // On the other systems an address comes as an argument, of this start or of a second one.
        if cfg!(target_os = "macos") {
            for url in event.urls() {
                window::bring_forward(&handle, Some(url.as_str()));
            }
        }
    });
    let window = window::open(app, folder.as_deref())?;
    graphics::fit(&window)?;
    paper::show_at_once(&window)?;
    Ok(())
}

/// Begins to do long work, of which the window is told.
fn begin_jobs(app: &AppHandle, opening: Opening) -> Jobs {
    let app = app.clone();
    Jobs::begin(
        move || opening.library(),
        move |jobs: Vec<Job>| {
            if app.emit_to(window::MAIN, JOBS_CHANGED, jobs).is_err() {
                tracing::warn!("the window does not hear of its jobs");
            }
        },
    )
}

/// The commands, in the order of the interface in `ui/src/backend/backend.ts`.
fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        commands::articles::open_article,
        commands::articles::preview_article,
        commands::articles::related_articles,
        commands::articles::random_article,
        commands::articles::front_page,
        commands::articles::list_collections,
        commands::articles::list_articles,
        commands::articles::list_initials,
        commands::articles::list_categories,
        commands::articles::list_category,
        commands::articles::collection_page,
        commands::articles::answer_url,
        commands::articles::media_about,
        commands::articles::read_media,
        commands::articles::save_media,
        commands::collections::choose_archive,
        commands::collections::choose_notes,
        commands::collections::index_collection,
        commands::collections::verify_collection,
        commands::collections::update_collection,
        commands::collections::locate_archive,
        commands::collections::reveal_collection,
        commands::collections::rename_collection,
        commands::collections::set_collection_searched,
        commands::collections::set_collection_shelf,
        commands::collections::move_collection,
        commands::collections::collection_report,
        commands::collections::remove_collection,
        commands::collections::list_jobs,
        commands::collections::confirm_job,
        commands::collections::pause_job,
        commands::collections::continue_job,
        commands::collections::stop_job,
        commands::collections::dismiss_job,
        commands::search::suggest,
        commands::search::search,
        commands::search::search_filters,
        commands::search::find_hits,
        commands::bookmarks::list_bookmarks,
        commands::bookmarks::add_bookmark,
        commands::bookmarks::update_bookmark,
        commands::bookmarks::delete_bookmark,
        commands::bookmarks::restore_bookmark,
        commands::bookmarks::add_folder,
        commands::bookmarks::rename_folder,
        commands::bookmarks::delete_folder,
        commands::bookmarks::restore_folder,
        commands::annotations::list_annotations,
        commands::annotations::add_annotation,
        commands::annotations::update_annotation,
        commands::annotations::delete_annotation,
        commands::annotations::restore_annotation,
        commands::annotations::note_versions,
        commands::annotations::suggest_places,
        commands::annotations::citation,
        commands::annotations::undo,
        commands::annotations::redo,
        commands::study::study_state,
        commands::study::add_card,
        commands::study::add_cards,
        commands::study::list_cards,
        commands::study::review_card,
        commands::study::delete_card,
        commands::notebook::notebook,
        commands::notebook::change_marks,
        commands::notebook::delete_marks,
        commands::notebook::list_trash,
        commands::notebook::restore_marks,
        commands::notebook::empty_trash,
        commands::notebook::export_marks,
        commands::notebook::import_marks,
        commands::notebook::stop_import,
        commands::backups::save_backup,
        commands::backups::list_copies,
        commands::backups::preview_copy,
        commands::backups::choose_backup,
        commands::backups::restore_backup,
        commands::visits::list_visits,
        commands::visits::add_visit,
        commands::visits::delete_visit,
        commands::visits::clear_visits,
        commands::settings::settings,
        commands::settings::save_settings,
        commands::settings::last_place,
        commands::settings::save_last_place,
        commands::settings::save_place,
        commands::system::about,
        commands::system::open_external,
        commands::system::open_data_folder,
        commands::system::set_window_title,
        commands::system::set_paper,
        commands::system::toggle_fullscreen,
        commands::system::print_page,
        commands::system::quit,
        commands::system::start_address,
    ]
}

fn at_the_end(app: &AppHandle, event: RunEvent) {
    if matches!(event, RunEvent::Exit) {
        app.state::<BoundsKeeper>().finish();
        window::finish(app);
        tracing::info!("closed");
    }
}

/// Why there is no window.
#[derive(Debug, Error)]
enum StartError {
    #[error("there is no screen; DISPLAY or WAYLAND_DISPLAY must name one")]
    NoDisplay,
    #[error(transparent)]
    Tauri(#[from] tauri::Error),
}

/// Whether there is a screen to open a window on. Asked first, since GTK ends the program when
/// there is none.
fn has_display() -> bool {
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

fn say(text: &str) -> ExitCode {
    // Nobody reads it where standard output is closed.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn complain(text: &str, code: ExitCode) -> ExitCode {
    let _ = write!(std::io::stderr(), "pandect: {text}");
    code
}
