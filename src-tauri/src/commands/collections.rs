//! Adding, indexing and removing collections.

use pandect_library::dto::Job;
use tauri::{State, WebviewWindow};

use super::Answer;
use crate::blocking::blocking;
use crate::jobs::{Jobs, Task};
use crate::shell::Shell;
use crate::{sources, window};

#[tauri::command]
pub(crate) async fn choose_archive(window: WebviewWindow) -> Answer<()> {
    sources::ask_for_file(&window).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn choose_notes(window: WebviewWindow) -> Answer<()> {
    sources::ask_for_folder(&window).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn index_collection(jobs: State<'_, Jobs>, name: String) -> Answer<()> {
    jobs.add(Task::Index(name));
    Ok(())
}

#[tauri::command]
pub(crate) async fn remove_collection(shell: State<'_, Shell>, name: String) -> Answer<()> {
    blocking(shell, move |library| library.remove_collection(&name)).await
}

#[tauri::command]
pub(crate) async fn list_jobs(jobs: State<'_, Jobs>) -> Answer<Vec<Job>> {
    Ok(jobs.list())
}

#[tauri::command]
pub(crate) async fn stop_job(jobs: State<'_, Jobs>, id: u32) -> Answer<()> {
    jobs.stop(id);
    Ok(())
}

#[tauri::command]
pub(crate) async fn dismiss_job(jobs: State<'_, Jobs>, id: u32) -> Answer<()> {
    jobs.dismiss(id);
    Ok(())
}
