//! Bookmarks and their folders.

use pandect_library::dto::{Bookmark, BookmarkChange, Bookmarks, Folder, NewBookmark};
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn list_bookmarks(shell: State<'_, Shell>) -> Answer<Bookmarks> {
    blocking(shell, |library| library.list_bookmarks()).await
}

#[tauri::command]
pub(crate) async fn add_bookmark(
    shell: State<'_, Shell>,
    bookmark: NewBookmark,
) -> Answer<Bookmark> {
    blocking(shell, move |library| library.add_bookmark(bookmark)).await
}

#[tauri::command]
pub(crate) async fn update_bookmark(
    shell: State<'_, Shell>,
    id: String,
    change: BookmarkChange,
) -> Answer<Bookmark> {
    blocking(shell, move |library| library.update_bookmark(&id, change)).await
}

#[tauri::command]
pub(crate) async fn delete_bookmark(shell: State<'_, Shell>, id: String) -> Answer<()> {
    blocking(shell, move |library| library.delete_bookmark(&id)).await
}

#[tauri::command]
pub(crate) async fn restore_bookmark(shell: State<'_, Shell>, id: String) -> Answer<Bookmark> {
    blocking(shell, move |library| library.restore_bookmark(&id)).await
}

#[tauri::command]
pub(crate) async fn add_folder(
    shell: State<'_, Shell>,
    title: String,
    parent: Option<String>,
) -> Answer<Folder> {
    blocking(shell, move |library| {
        library.add_folder(&title, parent.as_deref())
    })
    .await
}

#[tauri::command]
pub(crate) async fn rename_folder(
    shell: State<'_, Shell>,
    id: String,
    title: String,
) -> Answer<Folder> {
    blocking(shell, move |library| library.rename_folder(&id, &title)).await
}

#[tauri::command]
pub(crate) async fn delete_folder(shell: State<'_, Shell>, id: String) -> Answer<()> {
    blocking(shell, move |library| library.delete_folder(&id)).await
}

#[tauri::command]
pub(crate) async fn restore_folder(shell: State<'_, Shell>, id: String) -> Answer<Folder> {
    blocking(shell, move |library| library.restore_folder(&id)).await
}
