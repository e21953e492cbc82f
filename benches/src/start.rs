//! From the start of the program to a window that shows an article, and the memory of all its
//! processes. Linux with X11 only: it looks at the windows of the screen, and finds memory in `/proc`.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::looker::Looker;
use crate::summary;

const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a window stays open that shows something.
const STAY: Duration = Duration::from_secs(1);
/// Between two looks, which take a few milliseconds each.
const PAUSE: Duration = Duration::from_millis(15);
const ARTICLE: &str = "pandect://starter/SCO_Secretariat";

pub(crate) fn run(app: &Path, zim: Option<&Path>) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let screen = Screen::find()?;
    let with = |data: PathBuf| {
        let mut command = Command::new(app);
        command.arg("--data").arg(data);
        command
    };
    // Each first start makes a library with the whole starter encyclopedia.
    let first = |round: usize| {
        let mut command = with(folder.path().join(round.to_string()));
        command.arg(ARTICLE);
        command
    };
    let again = |_| with(folder.path().join("0"));
    summary::heading();
    let name = "Pandect, first start, window with an article";
    let made = measure(&screen, name, first, "SCO Secretariat")?;
    let name = "Pandect, window with the last-read article";
    let ours = measure(&screen, name, again, "SCO Secretariat")?;
    let cost = 1000.0 * (made.0 - ours.0);
    println!("the starter encyclopedia costs the first start {cost:.0} ms");
    let Some(zim) = zim else {
        println!("Kiwix Desktop: not measured, no archive was given with --zim");
        return Ok(());
    };
    let installed = Command::new("kiwix-desktop").arg("--version").output();
    if installed.is_err() {
        println!("Kiwix Desktop: not measured, it is not installed");
        return Ok(());
    }
    let home = folder.path().join("kiwix");
    std::fs::create_dir_all(&home)?;
    let kiwix = |_| {
        let mut command = Command::new("kiwix-desktop");
        command
            .arg(zim)
            .env("HOME", &home)
            .env("QTWEBENGINE_DISABLE_SANDBOX", "1");
        command
    };
    let theirs = measure(&screen, "Kiwix Desktop, window", kiwix, "Kiwix")?;
    println!(
        "Pandect to Kiwix Desktop: {:.2} of the time, {:.2} of the memory",
        ours.0 / theirs.0,
        ours.1 / theirs.1
    );
    Ok(())
}

/// Median seconds to the window, and median megabytes of all processes.
fn measure(
    screen: &Screen,
    name: &str,
    program: impl Fn(usize) -> Command,
    title: &str,
) -> anyhow::Result<(f64, f64)> {
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (time, kibibytes) = once(screen, program(round), title).context(name.to_owned())?;
        times.push(time);
        memory.push(kibibytes);
    }
    times.sort_unstable();
    memory.sort_unstable();
    let seconds = times
        .get(times.len() / 2)
        .map_or(0.0, Duration::as_secs_f64);
    let kibibytes = memory.get(memory.len() / 2).copied().unwrap_or(0);
    let megabytes = f64::from(u32::try_from(kibibytes).unwrap_or(u32::MAX)) / 1024.0;
    summary::print(name, times);
    println!("{name}: {megabytes:.0} MB proportional over all its processes");
    Ok((seconds, megabytes))
}

/// Time to the window, and kibibytes of all processes.
fn once(screen: &Screen, mut program: Command, title: &str) -> anyhow::Result<(Duration, u64)> {
    let begun = Instant::now();
    let mut child = program
        .env("DISPLAY", &screen.display)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let waited = wait_for_window(screen, title, begun);
    let seen = (begun.elapsed(), proportional_memory(child.id()));
    // Nobody leaves a window at once: what it keeps for the next start is kept by then.
    std::thread::sleep(STAY);
    stop(&mut child)?;
    waited.map(|()| seen)
}

/// Where windows open: the person's screen, or one of the benchmark's own.
struct Screen {
    display: String,
    server: Option<Child>,
}

impl Screen {
    fn find() -> anyhow::Result<Self> {
        if let Ok(display) = std::env::var("DISPLAY") {
            let server = None;
            return Ok(Self { display, server });
        }
        let mut server = Command::new("Xvfb")
            // Without resets: a window that opens while the last one closes would meet one.
            .args([
                "-noreset",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1000x24",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("there is no screen, and Xvfb cannot be started")?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        Ok(Self {
            display: format!(":{}", number.trim()),
            server: Some(server),
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // It may have ended by itself.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Waits until a window with this title shows something: its lower part is painted in many colours.
fn wait_for_window(screen: &Screen, title: &str, begun: Instant) -> anyhow::Result<()> {
    let looker = Looker::new(&screen.display)?;
    while begun.elapsed() < PATIENCE {
        let mut windows = looker.windows_named(title)?.into_iter();
        if windows.any(|window| looker.shows_something(window)) {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    bail!(
        "no window with `{title}` in its title shows anything within {} s",
        PATIENCE.as_secs()
    )
}

/// Kibibytes of a process and all below it, shared pages divided among those who share them.
fn proportional_memory(root: u32) -> u64 {
    let mut sum = 0;
    for process in family(root) {
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

/// A process and all below it.
fn family(root: u32) -> Vec<u32> {
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(children(parent));
        next += 1;
    }
    family
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

/// Ends a program with all that it began: the downloader of Kiwix Desktop would go on, and the next
/// one would open no window because of it.
fn stop(child: &mut Child) -> anyhow::Result<()> {
    let ids = family(child.id());
    let mut kill = Command::new("kill");
    kill.arg("-KILL").args(ids.iter().map(u32::to_string));
    // Some of them may have ended by themselves.
    kill.stderr(Stdio::null()).status()?;
    child.wait()?;
    Ok(())
}
