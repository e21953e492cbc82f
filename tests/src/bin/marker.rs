//! A host that adds annotations to a library, one after the other, until it is ended. Each is said on
//! standard output when the library has confirmed it, with how long the journal is then.

use std::io::Write as _;
use std::path::PathBuf;

use pandect_library::Library;
use pandect_library::dto::NewAnnotation;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("the data folder is missing")?);
    let count: u32 = match arguments.next() {
        Some(count) => count.to_string_lossy().parse()?,
        None => u32::MAX,
    };
    let library = Library::open(&folder)?;
    let journal = folder.join("library.db-wal");
    let mut out = std::io::stdout().lock();
    for number in 0..count {
        let made = library.add_annotation(NewAnnotation {
            address: "pandect://starter/SCO_Secretariat".to_owned(),
            note: Some(format!("note {number}, {}", "and more of it ".repeat(20))),
            tags: Some(vec![format!("tag {}", number % 7)]),
            ..NewAnnotation::default()
        })?;
        let length = std::fs::metadata(&journal).map_or(0, |about| about.len());
        writeln!(out, "{} {length}", made.id)?;
        out.flush()?;
    }
    Ok(())
}
