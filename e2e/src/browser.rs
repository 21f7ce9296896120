//! A browser of its own for each test.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use thirtyfour::WebDriver;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::backend::Backend;
use crate::emulation;
use crate::engine::{Driver, Engine};
use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::scratch::{Log, Scratch};

/// A browser for each core: more would only make each other slow.
static PLACES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

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
    // In this order they go: the driver, its files, its place.
    started: Driver,
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
        let engine = Engine::chosen();
        let started = engine.start_driver(&log).await?;
        let address = format!("http://127.0.0.1:{}", started.port);
        let capabilities = engine.capabilities(&window.languages, &profile)?;
        let connected = WebDriver::builder(address, capabilities)
            .request_timeout(Duration::from_mins(1))
            .await;
        let driver = connected.map_err(|error| {
            Failure::new(format!("no browser: {error}\n{}", log.lines().join("\n")))
        })?;
        let browser = Self {
            driver,
            started,
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
        let mut stream = TcpStream::connect(("127.0.0.1", self.started.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let session = self.driver.session_id();
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.started.port
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
