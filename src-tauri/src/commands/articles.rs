//! Reading.

use pandect_library::dto::{ArticleLink, ArticleView, CollectionSummary, FrontPage, Preview};
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn open_article(shell: State<'_, Shell>, address: String) -> Answer<ArticleView> {
    blocking(shell, move |library| library.open_article(&address)).await
}

#[tauri::command]
pub(crate) async fn preview_article(shell: State<'_, Shell>, address: String) -> Answer<Preview> {
    blocking(shell, move |library| library.preview_article(&address)).await
}

#[tauri::command]
pub(crate) async fn random_article(shell: State<'_, Shell>) -> Answer<String> {
    blocking(shell, |library| library.random_article()).await
}

#[tauri::command]
pub(crate) async fn front_page(shell: State<'_, Shell>) -> Answer<FrontPage> {
    blocking(shell, |library| library.front_page()).await
}

#[tauri::command]
pub(crate) async fn list_collections(shell: State<'_, Shell>) -> Answer<Vec<CollectionSummary>> {
    blocking(shell, |library| library.list_collections()).await
}

#[tauri::command]
pub(crate) async fn list_articles(
    shell: State<'_, Shell>,
    collection: String,
    offset: u32,
    limit: u32,
) -> Answer<Vec<ArticleLink>> {
    blocking(shell, move |library| {
        library.list_articles(&collection, offset, limit)
    })
    .await
}
