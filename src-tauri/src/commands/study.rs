//! Studying.

use pandect_library::dto::{Card, NewCard, Rating, StudyState};
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn study_state(shell: State<'_, Shell>) -> Answer<StudyState> {
    blocking(shell, |library| library.study_state()).await
}

#[tauri::command]
pub(crate) async fn add_card(shell: State<'_, Shell>, card: NewCard) -> Answer<Card> {
    blocking(shell, move |library| library.add_card(&card)).await
}

#[tauri::command]
pub(crate) async fn add_cards(shell: State<'_, Shell>, annotations: Vec<String>) -> Answer<u32> {
    blocking(shell, move |library| library.add_cards(&annotations)).await
}

#[tauri::command]
pub(crate) async fn list_cards(shell: State<'_, Shell>, annotation: String) -> Answer<Vec<Card>> {
    blocking(shell, move |library| library.list_cards(&annotation)).await
}

#[tauri::command]
pub(crate) async fn review_card(
    shell: State<'_, Shell>,
    id: String,
    rating: Rating,
) -> Answer<StudyState> {
    blocking(shell, move |library| library.review_card(&id, rating)).await
}

#[tauri::command]
pub(crate) async fn delete_card(shell: State<'_, Shell>, id: String) -> Answer<()> {
    blocking(shell, move |library| library.delete_card(&id)).await
}
