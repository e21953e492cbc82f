//! Annotations.

use pandect_library::dto::{
    Annotation, AnnotationChange, AnnotationFilter, Citation, NewAnnotation, NoteVersion,
    PlaceSuggestion, Undone,
};
use tauri::State;

use super::Answer;
use crate::blocking::blocking;
use crate::shell::Shell;

#[tauri::command]
pub(crate) async fn list_annotations(
    shell: State<'_, Shell>,
    filter: AnnotationFilter,
) -> Answer<Vec<Annotation>> {
    blocking(shell, move |library| library.list_annotations(filter)).await
}

#[tauri::command]
pub(crate) async fn add_annotation(
    shell: State<'_, Shell>,
    annotation: NewAnnotation,
) -> Answer<Annotation> {
    blocking(shell, move |library| library.add_annotation(annotation)).await
}

#[tauri::command]
pub(crate) async fn update_annotation(
    shell: State<'_, Shell>,
    id: String,
    change: AnnotationChange,
) -> Answer<Annotation> {
    blocking(shell, move |library| library.update_annotation(&id, change)).await
}

#[tauri::command]
pub(crate) async fn delete_annotation(shell: State<'_, Shell>, id: String) -> Answer<()> {
    blocking(shell, move |library| library.delete_annotation(&id)).await
}

#[tauri::command]
pub(crate) async fn restore_annotation(shell: State<'_, Shell>, id: String) -> Answer<Annotation> {
    blocking(shell, move |library| library.restore_annotation(&id)).await
}

#[tauri::command]
pub(crate) async fn note_versions(shell: State<'_, Shell>, id: String) -> Answer<Vec<NoteVersion>> {
    blocking(shell, move |library| library.note_versions(&id)).await
}

#[tauri::command]
pub(crate) async fn suggest_places(
    shell: State<'_, Shell>,
    id: String,
) -> Answer<Vec<PlaceSuggestion>> {
    blocking(shell, move |library| library.suggest_places(&id)).await
}

#[tauri::command]
pub(crate) async fn citation(shell: State<'_, Shell>, address: String) -> Answer<Citation> {
    blocking(shell, move |library| library.citation(&address)).await
}

#[tauri::command]
pub(crate) async fn undo(shell: State<'_, Shell>) -> Answer<Option<Undone>> {
    blocking(shell, |library| library.undo()).await
}

#[tauri::command]
pub(crate) async fn redo(shell: State<'_, Shell>) -> Answer<Option<Undone>> {
    blocking(shell, |library| library.redo()).await
}
