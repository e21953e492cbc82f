//! Annotations.

use pandect_library::dto::{Annotation, AnnotationChange, AnnotationFilter, NewAnnotation};
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
