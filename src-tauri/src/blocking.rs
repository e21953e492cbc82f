//! The one way from a command to the library.

use pandect_library::dto::ErrorView;
use pandect_library::{Error, Library};
use tauri::State;

use crate::opening::defect;
use crate::shell::Shell;

/// Runs `work` on the library, on a thread that may block, and turns its error into what the window
/// shows.
pub(crate) async fn blocking<T: Send + 'static>(
    shell: State<'_, Shell>,
    work: impl FnOnce(&Library) -> Result<T, Error> + Send + 'static,
) -> Result<T, ErrorView> {
    let (opening, running) = (shell.library(), shell.work().begin());
    let task = move || {
        let _running = running;
        work(opening.wait()?).map_err(|error| error.view())
    };
    match tokio::task::spawn_blocking(task).await {
        Ok(result) => result,
        Err(_) => Err(defect("the work was broken off")),
    }
}
