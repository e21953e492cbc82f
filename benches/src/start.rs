//! From the start of the program to a window with an article in it, and the memory of all its
//! processes. Linux only: it looks for the window with `xdotool` and for memory in `/proc`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::summary;

const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(30);
const ARTICLE: &str = "pandect://starter/SCO_Secretariat";

pub(crate) fn run(app: &Path, zim: Option<&Path>) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let pandect = || {
        let mut command = Command::new(app);
        command.arg("--data").arg(&data).arg(ARTICLE);
        command
    };
    summary::heading();
    measure(
        "Pandect, window with the article",
        pandect,
        "SCO Secretariat",
    )?;
    let Some(zim) = zim else {
        println!("Kiwix Desktop: not measured, no archive was given with --zim");
        return Ok(());
    };
    let home = folder.path().join("kiwix");
    std::fs::create_dir_all(&home)?;
    let kiwix = || {
        let mut command = Command::new("kiwix-desktop");
        command
            .arg(zim)
            .env("HOME", &home)
            .env("QTWEBENGINE_DISABLE_SANDBOX", "1");
        command
    };
    measure("Kiwix Desktop, window", kiwix, "Kiwix")
}

fn measure(name: &str, program: impl Fn() -> Command, title: &str) -> anyhow::Result<()> {
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let mut child = program()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context(name.to_owned())?;
        let waited = wait_for_window(title, begun);
        if waited.is_ok() {
            times.push(begun.elapsed());
            memory.push(proportional_memory(child.id()));
        }
        stop(&mut child)?;
        waited?;
    }
    summary::print(name, times);
    memory.sort_unstable();
    let median = memory.get(memory.len() / 2).copied().unwrap_or(0);
    println!(
        "{name}: {} MB proportional over all its processes",
        median / 1024
    );
    Ok(())
}

fn wait_for_window(title: &str, begun: Instant) -> anyhow::Result<()> {
    while begun.elapsed() < PATIENCE {
        let found = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", title])
            .output()?;
        if found.status.success() && !found.stdout.is_empty() {
            return Ok(());
        }
    }
    bail!(
        "no window with `{title}` in its title within {} s",
        PATIENCE.as_secs()
    )
}

/// Kibibytes of a process and all below it, shared pages divided among those who share them.
fn proportional_memory(root: u32) -> u64 {
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(children(parent));
        next += 1;
    }
    let mut sum = 0;
    for process in family {
        let rollup =
            std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        let line = rollup
            .lines()
            .find(|line| line.starts_with("Pss:"))
            .unwrap_or_default();
        sum += line
            .split_whitespace()
            .nth(1)
            .and_then(|number| number.parse::<u64>().ok())
            .unwrap_or(0);
    }
    sum
}

fn children(parent: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{parent}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let lists = tasks.map(|task: std::fs::DirEntry| -> PathBuf { task.path().join("children") });
    lists
        .flat_map(|list| {
            let text = std::fs::read_to_string(list).unwrap_or_default();
            text.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect()
}

fn stop(child: &mut Child) -> anyhow::Result<()> {
    child.kill()?;
    child.wait()?;
    Ok(())
}
