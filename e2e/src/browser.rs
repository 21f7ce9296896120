//! A browser of its own for each test.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::backend::Backend;
use crate::emulation;
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::scratch::{Log, Program, Scratch};

/// A browser for each core: more would only make each other slow.
static PLACES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

const PATIENCE: Duration = Duration::from_secs(30);

/// No window, no sandbox (tests run as root in containers), and no request but the page's own.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--mute-audio",
];

/// How the browser's window is and what its owner reads.
#[derive(Clone, Debug)]
pub struct Window {
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// Height of the page in CSS pixels.
    pub height: u32,
    /// The languages that the browser asks for, best first: `zh-CN,zh`.
    pub languages: String,
}

impl Window {
    /// One of this size, CSS pixels.
    pub fn of(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            ..Self::default()
        }
    }
}

impl Default for Window {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 800,
            languages: "en-US,en".to_owned(),
        }
    }
}

/// A browser with an empty profile.
pub struct Browser {
    driver: WebDriver,
    port: u16,
    // In this order they go: the driver, its files, its place.
    _program: Program,
    _profile: Scratch,
    _place: SemaphorePermit<'static>,
}

impl Browser {
    /// Starts a browser in English, 1280 pixels wide. Waits while all cores have one.
    ///
    /// # Errors
    ///
    /// When there is no browser or it does not start; the text holds what its driver printed.
    pub async fn start() -> Outcome<Self> {
        Self::start_with(&Window::default()).await
    }

    /// Starts a browser with another window.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub async fn start_with(window: &Window) -> Outcome<Self> {
        let place = PLACES.acquire().await?;
        let profile = Scratch::new("profile")?;
        let log = Log::default();
        let (program, port) = start_driver(&log).await?;
        let connected = WebDriver::builder(
            format!("http://127.0.0.1:{port}"),
            capabilities(window, &profile)?,
        )
        .request_timeout(Duration::from_mins(1))
        .await;
        let driver = connected.map_err(|error| {
            Failure::new(format!("no browser: {error}\n{}", log.lines().join("\n")))
        })?;
        let browser = Self {
            driver,
            port,
            _program: program,
            _profile: profile,
            _place: place,
        };
        // The window of a headless browser counts its invisible frame: the page's size is set.
        emulation::resize(&browser.driver, window.width, window.height).await?;
        Ok(browser)
    }

    /// The browser's page, for addresses of this backend.
    pub fn page(&self, backend: &Backend) -> Page {
        self.page_at(backend.origin())
    }

    /// The browser's page, for addresses below `base`: an origin, or a folder on it.
    pub fn page_at(&self, base: &str) -> Page {
        Page::new(self.driver.clone(), base)
    }

    /// Ends the browser by its driver's own protocol. Without the runtime's help: this may run
    /// while a test panics.
    fn quit(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let session = self.driver.session_id();
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        // The answer begins when the browser has ended; the driver keeps the connection open.
        stream.read(&mut [0; 512]).map(drop)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver is killed next: a browser that did not listen loses its last connection.
        let _ = self.quit();
        // The session is over; the crate must not end it once more.
        let _ = self.driver.clone().leak();
    }
}

/// Starts a driver; the port it listens at. It takes one that is free for IPv6 and ends where that one
/// is taken for IPv4, so it is tried again.
async fn start_driver(log: &Log) -> Outcome<(Program, u16)> {
    let mut failure = None;
    for _ in 0..3 {
        let from = log.lines().len();
        let mut command = Command::new(environment::chromedriver());
        command.arg("--port=0");
        let mut program =
            Program::start("chromedriver", &mut command, log.clone()).map_err(|failure| {
                Failure::new(format!("{failure} (CHROMEDRIVER): {}", environment::ADVICE))
            })?;
        match program
            .said("started successfully on port ", from, PATIENCE)
            .await
        {
            Ok(port) => return Ok((program, port.trim_end_matches('.').parse()?)),
            Err(ended) => failure = Some(ended),
        }
    }
    Err(failure.unwrap_or_else(|| Failure::new("no driver")))
}

fn capabilities(window: &Window, profile: &Scratch) -> Outcome<Capabilities> {
    let mut arguments: Vec<String> = ARGUMENTS
        .iter()
        .map(|argument| (*argument).to_owned())
        .collect();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    let first = window.languages.split(',').next().unwrap_or("en-US");
    arguments.push(format!("--lang={first}"));
    let mut options = json!({
        "args": arguments,
        "prefs": { "intl.accept_languages": window.languages },
    });
    if let (Some(chrome), Some(options)) = (environment::chrome(), options.as_object_mut()) {
        options.insert("binary".to_owned(), json!(chrome));
    }
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", json!("chrome"))?;
    capabilities.set("goog:chromeOptions", options)?;
    capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
    Ok(capabilities)
}
