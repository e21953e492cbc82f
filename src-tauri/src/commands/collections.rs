//! Adding, indexing and removing collections.

use pandect_library::dto::{AddReport, Job};
use pandect_library::jobs::{Jobs, Task};
use tauri::{State, WebviewWindow};

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;
use crate::{files, outside, window};

#[tauri::command]
pub(crate) async fn choose_archive(window: WebviewWindow) -> Answer<()> {
    files::ask_for_file(&window).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn choose_notes(window: WebviewWindow) -> Answer<()> {
    files::ask_for_folder(&window).map_err(window::failure)
}

#[tauri::command]
pub(crate) async fn index_collection(jobs: State<'_, Jobs>, name: String) -> Answer<()> {
    jobs.add(Task::Index(name));
    Ok(())
}

#[tauri::command]
pub(crate) async fn verify_collection(jobs: State<'_, Jobs>, collection: String) -> Answer<()> {
    jobs.add(Task::Verify(collection));
    Ok(())
}

#[tauri::command]
pub(crate) async fn update_collection(jobs: State<'_, Jobs>, collection: String) -> Answer<()> {
    jobs.add(Task::Update(collection));
    Ok(())
}

#[tauri::command]
pub(crate) async fn locate_archive(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    collection: String,
) -> Answer<()> {
    files::locate(&window, shell, collection).await
}

#[tauri::command]
pub(crate) async fn reveal_collection(shell: State<'_, Shell>, collection: String) -> Answer<()> {
    let place = blocking(shell, move |library| library.place_of(&collection)).await?;
    outside::open_folder(&place)
}

#[tauri::command]
pub(crate) async fn rename_collection(
    shell: State<'_, Shell>,
    collection: String,
    title: String,
) -> Answer<()> {
    blocking(shell, move |library| {
        library.rename_collection(&collection, &title)
    })
    .await
}

#[tauri::command]
pub(crate) async fn set_collection_searched(
    shell: State<'_, Shell>,
    collection: String,
    searched: bool,
) -> Answer<()> {
    blocking(shell, move |library| {
        library.set_collection_searched(&collection, searched)
    })
    .await
}

#[tauri::command]
pub(crate) async fn set_collection_shelf(
    shell: State<'_, Shell>,
    collection: String,
    shelf: String,
) -> Answer<()> {
    blocking(shell, move |library| {
        library.set_collection_shelf(&collection, &shelf)
    })
    .await
}

#[tauri::command]
pub(crate) async fn move_collection(
    shell: State<'_, Shell>,
    collection: String,
    before: Option<String>,
) -> Answer<()> {
    blocking(shell, move |library| {
        library.move_collection(&collection, before.as_deref())
    })
    .await
}

#[tauri::command]
pub(crate) async fn collection_report(
    shell: State<'_, Shell>,
    collection: String,
) -> Answer<Option<AddReport>> {
    blocking(shell, move |library| library.collection_report(&collection)).await
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
pub(crate) async fn confirm_job(jobs: State<'_, Jobs>, id: u32, beside: bool) -> Answer<()> {
    jobs.confirm(id, beside);
    Ok(())
}

#[tauri::command]
pub(crate) async fn pause_job(jobs: State<'_, Jobs>, id: u32) -> Answer<()> {
    jobs.pause(id);
    Ok(())
}

#[tauri::command]
pub(crate) async fn continue_job(jobs: State<'_, Jobs>, id: u32) -> Answer<()> {
    jobs.go_on(id);
    Ok(())
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
