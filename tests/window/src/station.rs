//! A screen, a session bus, a driver and a folder: everything that a window needs around it.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tempfile::TempDir;

use crate::client::Client;
use crate::process::{self, Ending};
use crate::programs::{application, command_line};
use crate::wait::{eventually, until};
use crate::window::Window;

/// One station at a time: two windows at once would slow each other down on a small machine.
static TURN: Mutex<()> = Mutex::new(());

/// How the name begins under which a running program is found by a second start of it. The bus
/// keeps it a moment longer than the program lives when that was killed.
const NAME: &str = "org.pandect.Library.";

/// The size of the screen.
const SCREEN: &str = "1600x1000x24";

/// A screen, a session bus, a driver and a folder of a test's own.
pub struct Station {
    client: Client,
    surroundings: Vec<(&'static str, OsString)>,
    // Dropped in this order: the driver before what it needs, the folder last.
    _driver: Ending,
    _bus: Ending,
    _screen: Ending,
    folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Station {
    /// Sets one up, with an empty data folder.
    pub fn new() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::Builder::new()
            .prefix("pandect-window-")
            .tempdir()
            .expect("a folder");
        let (screen, display) = start_screen();
        let (bus, address) = start_bus();
        let mut surroundings = surroundings(folder.path());
        surroundings.push(("DISPLAY", format!(":{display}").into()));
        surroundings.push(("DBUS_SESSION_BUS_ADDRESS", address.into()));
        let (driver, client) = start_driver(&surroundings);
        Self {
            client,
            surroundings,
            _driver: driver,
            _bus: bus,
            _screen: screen,
            folder,
            _turn: turn,
        }
    }

    /// The data folder of the window and the command line. It is not made beforehand.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A folder for files of the test's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens the window.
    pub fn open(&self) -> Window<'_> {
        self.open_with(&[])
    }

    /// Opens the window with more arguments.
    pub fn open_with(&self, arguments: &[&str]) -> Window<'_> {
        let mut all = vec![
            "--data".to_owned(),
            self.data().to_string_lossy().into_owned(),
        ];
        all.extend(arguments.iter().map(ToString::to_string));
        Window::open(self, &application(), &all)
    }

    /// The application as a person starts it, without a driver.
    pub fn start(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(application());
        command.arg("--data").arg(self.data()).args(arguments);
        command
    }

    /// Hands an address to the open window by a second start of the program. One start in some hundreds
    /// does not get to the bus; it is tried again, as a person would.
    pub fn hand_over(&self, address: &str) {
        let handed = (0..3).any(|_| {
            let status = self.start(&[address]).status();
            status.expect("the program starts").success()
        });
        assert!(handed, "{address} is not handed over");
    }

    /// What the command line writes. It fails where the command line does.
    pub fn command_line(&self, arguments: &[&str]) -> String {
        let mut command = self.command(command_line());
        let output = command
            .arg("--data")
            .arg(self.data())
            .args(arguments)
            .output();
        let output = output.expect("the command line starts");
        assert!(
            output.status.success(),
            "pandect-cli {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// What the command line answers as JSON.
    pub fn ask(&self, arguments: &[&str]) -> Value {
        let answer = self.command_line(&[&["--json"], arguments].concat());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }

    /// The addresses that were opened outside, in order.
    pub fn opened_outside(&self) -> Vec<String> {
        let list = fs::read_to_string(self.folder.path().join(OPENED)).unwrap_or_default();
        list.lines().map(ToOwned::to_owned).collect()
    }

    /// Waits until no program has the data folder open, and ends it if it does not end by itself.
    pub(crate) fn wait_until_closed(&self) {
        let data = self.data();
        let gone = || {
            let gone =
                process::started_with(&data).is_empty() && !self.names_on_bus().contains(NAME);
            gone.then_some(())
        };
        if eventually(gone).is_none() {
            process::started_with(&data)
                .into_iter()
                .for_each(process::end);
            panic!("the program does not end when its window is closed");
        }
    }

    /// The names that programs have on the session bus, in the bus's own words.
    fn names_on_bus(&self) -> String {
        let mut command = self.command("dbus-send".into());
        command.args([
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.DBus",
            "/",
        ]);
        let output = command.arg("org.freedesktop.DBus.ListNames").output();
        String::from_utf8(output.expect("the bus answers").stdout).expect("text")
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    fn command(&self, program: PathBuf) -> Command {
        let mut command = Command::new(program);
        command.envs(self.surroundings.iter().map(|(name, value)| (name, value)));
        command.env_remove("TAURI_WEBVIEW_AUTOMATION");
        command
    }
}

impl Default for Station {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Station {
    fn drop(&mut self) {
        // The driver leaves what it started running.
        process::started_with(&self.data())
            .into_iter()
            .for_each(process::end);
    }
}

/// Where the stand-in for `xdg-open` writes what it was asked to open.
const OPENED: &str = "opened-outside";

/// Folders of the test's own in place of the person's, and a browser that only takes notes.
fn surroundings(folder: &Path) -> Vec<(&'static str, OsString)> {
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("a folder");
    let opener = programs.join("xdg-open");
    let list = folder.join(OPENED);
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", list.display());
    fs::write(&opener, script).expect("a script");
    make_executable(&opener);
    let mut path = OsString::from(&programs);
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut surroundings = vec![
        ("PATH", path),
        // Assistive technology is not there to be spoken to.
        ("NO_AT_BRIDGE", "1".into()),
        ("GDK_BACKEND", "x11".into()),
        ("LANG", "C.UTF-8".into()),
        ("LANGUAGE", "en".into()),
    ];
    for (variable, name) in [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "home/share"),
        ("XDG_CONFIG_HOME", "home/config"),
        ("XDG_CACHE_HOME", "home/cache"),
        ("XDG_RUNTIME_DIR", "runtime"),
    ] {
        let place = folder.join(name);
        fs::create_dir_all(&place).expect("a folder");
        surroundings.push((variable, place.into()));
    }
    surroundings
}

#[cfg(unix)]
fn make_executable(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}

/// A screen on a number that the server picks.
fn start_screen() -> (Ending, String) {
    let mut server = Command::new("Xvfb");
    server.args([
        "-noreset",
        "-displayfd",
        "1",
        "-screen",
        "0",
        SCREEN,
        "-nolisten",
        "tcp",
    ]);
    let (screen, number) = start_and_read(&mut server);
    (screen, number)
}

/// A session bus, so that two starts of the program can find each other and nobody else's.
fn start_bus() -> (Ending, String) {
    start_and_read(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]))
}

fn start_and_read(command: &mut Command) -> (Ending, String) {
    let mut child = spawn(command.stdout(Stdio::piped()));
    let output = child.stdout.take().expect("a pipe");
    let child = Ending(child);
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("a line");
    let line = line.trim().to_owned();
    assert!(
        !line.is_empty(),
        "{} says nothing",
        command.get_program().display()
    );
    (child, line)
}

/// A driver on a free port. It gets no pipes of ours: it hands them on to programs that outlive it.
fn start_driver(surroundings: &[(&'static str, OsString)]) -> (Ending, Client) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true");
    command.envs(surroundings.iter().map(|(name, value)| (name, value)));
    let driver = Ending(spawn(command.stdout(Stdio::null())));
    let client = Client::new(port);
    until("the driver is ready", || client.get("/status").ok());
    (driver, client)
}

fn spawn(command: &mut Command) -> Child {
    let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
    child.unwrap_or_else(|error| {
        panic!(
            "{} cannot be started: {error}; `cargo xtask setup`",
            command.get_program().display()
        )
    })
}
