//! Opening articles of the starter encyclopedia through the facade.

use std::time::Instant;

use pandect_library::Library;

use crate::summary;

pub(crate) fn run() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let begun = Instant::now();
    let library = Library::open(folder.path())?;
    println!(
        "first start, with the starter encyclopedia: {:.0} ms",
        begun.elapsed().as_secs_f64() * 1e3
    );
    drop(library);
    let begun = Instant::now();
    let library = Library::open(folder.path())?;
    println!("start again: {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);

    summary::heading();
    let articles = library.list_articles("starter", 0, 1000)?;
    // The first pass reads each page from its source, the second from memory.
    for name in [
        "open an article, its page not in memory",
        "open an article, warm",
    ] {
        let mut times = Vec::new();
        let rounds = if name.ends_with("warm") { 50 } else { 1 };
        for _ in 0..rounds {
            for article in &articles {
                let begun = Instant::now();
                library.open_article(&article.address)?;
                times.push(begun.elapsed());
            }
        }
        summary::print(name, times);
    }
    let mut times = Vec::new();
    for _ in 0..50 {
        for typed in [
            "s",
            "sha",
            "secr",
            "charter",
            "secratariat",
            "tashkent agency",
        ] {
            let begun = Instant::now();
            library.suggest(typed, 10)?;
            times.push(begun.elapsed());
        }
    }
    summary::print("titles while typing, starter encyclopedia", times);
    Ok(())
}
