//! System packages: what Pandect needs of a Linux system, and who installs it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::project::{has_program, output};

/// Something that a system has or lacks.
pub(crate) struct Need {
    /// How its presence shows.
    pub(crate) sign: Sign,
    /// What it is for, as said to the person.
    pub(crate) reason: &'static str,
    /// The packages that bring it, by package manager: apt, dnf, pacman, zypper.
    packages: [&'static str; 4],
}

/// How the presence of something shows.
#[derive(Clone, Copy)]
pub(crate) enum Sign {
    /// A program on the search path.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// A plugin of GStreamer.
    Plugin(&'static str),
}

impl Need {
    /// Whether the system has it.
    pub(crate) fn is_met(&self) -> bool {
        match self.sign {
            Sign::Program(name) => has_program(name),
            Sign::Plugin(name) => has_plugin(name),
            Sign::Library(name) => {
                output(Command::new("pkg-config").args(["--exists", name])).is_ok()
            }
        }
    }

    /// The name that it is looked for by.
    pub(crate) fn name(&self) -> &'static str {
        match self.sign {
            Sign::Program(name) | Sign::Library(name) | Sign::Plugin(name) => name,
        }
    }

    /// The package that brings it.
    pub(crate) fn package(&self, manager: Manager) -> &'static str {
        self.packages[manager as usize]
    }
}

/// Whether a plugin of GStreamer lies where systems put them: in the folder of the machine's kind of
/// libraries, or in that of all.
fn has_plugin(name: &str) -> bool {
    let of_machines = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let mut folders = of_machines
        .map(|entry| entry.path())
        .chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/lib64")]);
    folders.any(|folder| {
        let plugin = format!("gstreamer-1.0/libgst{name}.so");
        folder.join(plugin).exists()
    })
}

/// What building and running need.
pub(crate) const TO_RUN: &[Need] = &[
    Need {
        sign: Sign::Program("cc"),
        reason: "to compile SQLite and zstd",
        packages: ["build-essential", "gcc", "base-devel", "gcc"],
    },
    Need {
        sign: Sign::Program("pkg-config"),
        reason: "to find libraries",
        packages: [
            "pkg-config",
            "pkgconf-pkg-config",
            "pkgconf",
            "pkgconf-pkg-config",
        ],
    },
    Need {
        sign: Sign::Library("webkit2gtk-4.1"),
        reason: "to show the window",
        packages: [
            "libwebkit2gtk-4.1-dev",
            "webkit2gtk4.1-devel",
            "webkit2gtk-4.1",
            "webkit2gtk3-devel",
        ],
    },
    Need {
        sign: Sign::Plugin("ogg"),
        reason: "to play sounds",
        packages: [
            "gstreamer1.0-plugins-base",
            "gstreamer1-plugins-base",
            "gst-plugins-base",
            "gstreamer-plugins-base",
        ],
    },
    Need {
        sign: Sign::Plugin("matroska"),
        reason: "to play films",
        packages: [
            "gstreamer1.0-plugins-good",
            "gstreamer1-plugins-good",
            "gst-plugins-good",
            "gstreamer-plugins-good",
        ],
    },
    Need {
        sign: Sign::Program("xdg-open"),
        reason: "to open links outside",
        packages: ["xdg-utils", "xdg-utils", "xdg-utils", "xdg-utils"],
    },
];

/// What the tests in the window need beside that.
pub(crate) const TO_TEST: &[Need] = &[
    Need {
        sign: Sign::Program("Xvfb"),
        reason: "to have a screen for the tests",
        packages: [
            "xvfb",
            "xorg-x11-server-Xvfb",
            "xorg-server-xvfb",
            "xorg-x11-server-Xvfb",
        ],
    },
    Need {
        sign: Sign::Program("WebKitWebDriver"),
        reason: "to press the window's keys in tests",
        packages: [
            "webkit2gtk-driver",
            "webkit2gtk-driver",
            "webkit2gtk-4.1",
            "webkit2gtk-driver",
        ],
    },
    Need {
        sign: Sign::Program("dbus-daemon"),
        reason: "to let two starts find each other in tests",
        packages: ["dbus-daemon", "dbus-daemon", "dbus", "dbus-1-daemon"],
    },
];

/// What making packages needs beside that.
pub(crate) const TO_BUNDLE: &[Need] = &[Need {
    sign: Sign::Program("rpm"),
    reason: "to look into the .rpm package",
    packages: ["rpm", "rpm", "rpm-tools", "rpm"],
}];

/// Package managers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Manager {
    Apt,
    Dnf,
    Pacman,
    Zypper,
}

impl Manager {
    /// The one of this system.
    pub(crate) fn find() -> Option<Self> {
        [
            (Self::Apt, "apt-get"),
            (Self::Dnf, "dnf"),
            (Self::Pacman, "pacman"),
            (Self::Zypper, "zypper"),
        ]
        .into_iter()
        .find_map(|(manager, program)| has_program(program).then_some(manager))
    }

    /// The command lines that install packages, one after the other.
    pub(crate) fn install(self, packages: &[&str]) -> Vec<Vec<String>> {
        let lines: &[&[&str]] = match self {
            Self::Apt => &[
                &["apt-get", "update"],
                &["apt-get", "install", "--yes", "--no-install-recommends"],
            ],
            Self::Dnf => &[&["dnf", "install", "--assumeyes"]],
            Self::Pacman => &[&["pacman", "--sync", "--needed", "--noconfirm"]],
            Self::Zypper => &[&["zypper", "--non-interactive", "install"]],
        };
        let mut lines: Vec<Vec<String>> = lines
            .iter()
            .map(|line| line.iter().map(ToString::to_string).collect())
            .collect();
        if let Some(last) = lines.last_mut() {
            last.extend(packages.iter().map(ToString::to_string));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_stand_at_the_end_of_the_last_line() {
        for manager in [Manager::Apt, Manager::Dnf, Manager::Pacman, Manager::Zypper] {
            let package = TO_RUN[2].package(manager);
            let lines = manager.install(&[package]);
            assert_eq!(lines.last().unwrap().last().unwrap(), package);
        }
        assert_eq!(Manager::Apt.install(&["xvfb"])[0], ["apt-get", "update"]);
    }

    #[test]
    fn a_need_shows_by_its_sign() {
        let need = |sign| Need {
            sign,
            reason: "",
            packages: [""; 4],
        };
        assert!(need(Sign::Program("cargo")).is_met());
        assert!(!need(Sign::Program("no-such-program-anywhere")).is_met());
        assert!(!need(Sign::Library("no-such-library-anywhere")).is_met());
    }
}
