//! Reading.

use pandect_library::dto::{
    ArticleLink, ArticleView, Category, CollectionSummary, FrontPage, Initial, MediaAbout, Preview,
    RelatedArticle,
};
use tauri::ipc::Response;
use tauri::{State, WebviewWindow};

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;
use crate::{files, media};

#[tauri::command]
pub(crate) async fn open_article(shell: State<'_, Shell>, address: String) -> Answer<ArticleView> {
    blocking(shell, move |library| library.open_article(&address)).await
}

#[tauri::command]
pub(crate) async fn preview_article(shell: State<'_, Shell>, address: String) -> Answer<Preview> {
    blocking(shell, move |library| library.preview_article(&address)).await
}

#[tauri::command]
pub(crate) async fn related_articles(
    shell: State<'_, Shell>,
    address: String,
) -> Answer<Vec<RelatedArticle>> {
    blocking(shell, move |library| library.related_articles(&address)).await
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

#[tauri::command]
pub(crate) async fn list_initials(
    shell: State<'_, Shell>,
    collection: String,
) -> Answer<Vec<Initial>> {
    blocking(shell, move |library| library.list_initials(&collection)).await
}

#[tauri::command]
pub(crate) async fn list_categories(
    shell: State<'_, Shell>,
    collection: String,
    offset: u32,
    limit: u32,
) -> Answer<Vec<Category>> {
    blocking(shell, move |library| {
        library.list_categories(&collection, offset, limit)
    })
    .await
}

#[tauri::command]
pub(crate) async fn list_category(
    shell: State<'_, Shell>,
    collection: String,
    category: String,
    offset: u32,
    limit: u32,
) -> Answer<Vec<ArticleLink>> {
    blocking(shell, move |library| {
        library.list_category(&collection, &category, offset, limit)
    })
    .await
}

#[tauri::command]
pub(crate) async fn collection_page(
    shell: State<'_, Shell>,
    collection: String,
) -> Answer<Option<String>> {
    blocking(shell, move |library| library.collection_page(&collection)).await
}

#[tauri::command]
pub(crate) async fn answer_url(shell: State<'_, Shell>, url: String) -> Answer<Option<String>> {
    blocking(shell, move |library| library.answer_url(&url)).await
}

#[tauri::command]
pub(crate) async fn media_about(shell: State<'_, Shell>, address: String) -> Answer<MediaAbout> {
    blocking(shell, move |library| library.media_about(&address)).await
}

#[tauri::command]
pub(crate) async fn read_media(
    shell: State<'_, Shell>,
    address: String,
    offset: u64,
) -> Answer<Response> {
    blocking(shell, move |library| media::part(library, &address, offset)).await
}

#[tauri::command]
pub(crate) async fn save_media(
    window: WebviewWindow,
    shell: State<'_, Shell>,
    address: String,
) -> Answer<bool> {
    files::save_media(&window, shell, address).await
}
