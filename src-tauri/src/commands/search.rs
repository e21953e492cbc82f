//! Searching.

use pandect_library::dto::{Passage, SearchFilters, SearchOptions, SearchResults, Suggestion};
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn suggest(
    shell: State<'_, Shell>,
    text: String,
    limit: u32,
) -> Answer<Vec<Suggestion>> {
    blocking(shell, move |library| library.suggest(&text, limit)).await
}

#[tauri::command]
pub(crate) async fn search(
    shell: State<'_, Shell>,
    text: String,
    options: SearchOptions,
) -> Answer<SearchResults> {
    blocking(shell, move |library| library.search(&text, options)).await
}

#[tauri::command]
pub(crate) async fn search_filters(
    shell: State<'_, Shell>,
    text: String,
    options: SearchOptions,
) -> Answer<SearchFilters> {
    blocking(shell, move |library| library.search_filters(&text, options)).await
}

#[tauri::command]
pub(crate) async fn find_hits(
    shell: State<'_, Shell>,
    address: String,
    text: String,
) -> Answer<Vec<Passage>> {
    blocking(shell, move |library| library.find_hits(&address, &text)).await
}
