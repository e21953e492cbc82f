//! The page of results that kiwix-serve makes of the same archive and queries, where that is installed.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::summary::Times;

/// It must answer after this.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that ends with this.
pub(crate) struct Server {
    process: Child,
    port: u16,
    /// What it calls the archive.
    content: String,
}

impl Server {
    /// Starts it with an archive; none where it is not installed, or that is none.
    pub(crate) fn start(zim: &Path) -> anyhow::Result<Option<Self>> {
        if zim.extension().is_none_or(|ending| ending != "zim") {
            return Ok(None);
        }
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let started = Command::new("kiwix-serve")
            .args(["--address", "127.0.0.1", "--port", &port.to_string()])
            .arg(zim)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(process) = started else {
            println!("kiwix-serve: not measured, it is not installed");
            return Ok(None);
        };
        let stem = zim.file_stem().context("the archive has no name")?;
        let server = Self {
            process,
            port,
            content: stem.to_string_lossy().into_owned(),
        };
        let begun = Instant::now();
        while let Err(error) = server.page("moon") {
            anyhow::ensure!(
                begun.elapsed() < PATIENCE,
                "kiwix-serve does not answer: {error:#}"
            );
            std::thread::yield_now();
        }
        Ok(Some(server))
    }

    /// How long each page of results takes.
    pub(crate) fn pages<'q>(
        &self,
        queries: impl Iterator<Item = &'q str>,
    ) -> anyhow::Result<Times> {
        queries.map(|query| self.page(query)).collect()
    }

    fn page(&self, query: &str) -> anyhow::Result<Duration> {
        let mut pattern = String::new();
        for byte in query.bytes() {
            write!(pattern, "%{byte:02X}")?;
        }
        let begun = Instant::now();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        write!(
            stream,
            "GET /search?content={}&pattern={pattern}&pageLength=20 HTTP/1.0\r\n\r\n",
            self.content
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let time = begun.elapsed();
        let line = answer.split(|byte| *byte == b'\r').next();
        let line = String::from_utf8_lossy(line.unwrap_or_default());
        anyhow::ensure!(line.ends_with("200 OK"), "{line}");
        Ok(time)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}
