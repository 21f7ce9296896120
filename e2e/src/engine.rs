//! Which browser's engine the tests run in, and how each is started: one protocol, three drivers.
//!
//! `LOTUS_ENGINE` chooses: `chromium` where it is not set, `firefox` or `webkit`. All of a page that goes
//! through the protocol itself works in each; what goes through Chromium's own tools (recording before a
//! load, emulation, the console) is Chromium's alone.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::Capabilities;
use tokio::net::TcpStream;

use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::scratch::{Log, Program, Scratch};

const PATIENCE: Duration = Duration::from_secs(30);

/// No window, no sandbox (tests run as root in containers), and no request but the page's own.
const CHROMIUM_ARGUMENTS: &[&str] = &[
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

/// What Firefox would ask the rest of the world by itself.
const FIREFOX_QUIET: [&str; 6] = [
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
    "app.normandy.enabled",
    "browser.safebrowsing.downloads.remote.enabled",
    "browser.region.update.enabled",
    "datareporting.healthreport.uploadEnabled",
];

/// A browser's engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium's.
    Chromium,
    /// Firefox's.
    Firefox,
    /// That of `WebKitGTK`.
    WebKit,
}

/// The one that the environment chooses.
static CHOSEN: LazyLock<Engine> =
    LazyLock::new(|| match std::env::var("LOTUS_ENGINE").ok().as_deref() {
        Some("firefox") => Engine::Firefox,
        Some("webkit") => Engine::WebKit,
        _ => Engine::Chromium,
    });

/// A driver that takes sessions, and what it needs to go on.
pub(crate) struct Driver {
    pub(crate) port: u16,
    // In this order they go.
    _program: Program,
    _display: Option<Program>,
}

impl Engine {
    /// The engine that the tests run in.
    pub fn chosen() -> Self {
        *CHOSEN
    }

    /// Starts its driver.
    pub(crate) async fn start_driver(self, log: &Log) -> Outcome<Driver> {
        // A port that is free now may be taken when the driver comes to it: it is tried again.
        let mut failure = None;
        for _ in 0..3 {
            match self.try_driver(log).await {
                Ok(driver) => return Ok(driver),
                Err(ended) => failure = Some(ended),
            }
        }
        Err(failure.unwrap_or_else(|| Failure::new("no driver")))
    }

    async fn try_driver(self, log: &Log) -> Outcome<Driver> {
        let from = log.lines().len();
        match self {
            Self::Chromium => {
                let mut command = Command::new(environment::chromedriver());
                command.arg("--port=0");
                let mut program = start("chromedriver", "CHROMEDRIVER", &mut command, log)?;
                let ready = "started successfully on port ";
                let port = program.said(ready, from, PATIENCE).await?;
                Ok(Driver {
                    port: port.trim_end_matches('.').parse()?,
                    _program: program,
                    _display: None,
                })
            }
            Self::Firefox => {
                let mut command = Command::new(environment::or_usual("GECKODRIVER", "geckodriver"));
                command.args(["--port", "0", "--host", "127.0.0.1"]);
                let mut program = start("geckodriver", "GECKODRIVER", &mut command, log)?;
                let port = program
                    .said("Listening on 127.0.0.1:", from, PATIENCE)
                    .await?;
                Ok(Driver {
                    port: port.parse()?,
                    _program: program,
                    _display: None,
                })
            }
            Self::WebKit => {
                // It draws somewhere, if nobody looks.
                let mut command = Command::new(environment::or_usual("XVFB", "Xvfb"));
                command.args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1600x1200x24",
                    "-nolisten",
                    "tcp",
                ]);
                let displays = Log::default();
                let display = start("Xvfb", "XVFB", &mut command, &displays)?;
                let number = number_said(&displays).await?;
                let port = free_port()?;
                let usual = "WebKitWebDriver";
                let mut command = Command::new(environment::or_usual("WEBKITDRIVER", usual));
                command
                    .arg(format!("--port={port}"))
                    .env("DISPLAY", format!(":{number}"))
                    .env("GDK_BACKEND", "x11")
                    // As root in a container there is no other sandbox to be had.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                let program = start("WebKitWebDriver", "WEBKITDRIVER", &mut command, log)?;
                until_it_listens(port).await?;
                Ok(Driver {
                    port,
                    _program: program,
                    _display: Some(display),
                })
            }
        }
    }

    /// What a session of it is asked for; `languages` are those that the browser asks for, best first.
    pub(crate) fn capabilities(self, languages: &str, profile: &Scratch) -> Outcome<Capabilities> {
        let mut capabilities = Capabilities::new();
        match self {
            Self::Chromium => {
                capabilities.set("browserName", json!("chrome"))?;
                capabilities.set("goog:chromeOptions", chromium(languages, profile))?;
                capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
            }
            Self::Firefox => {
                let mut preferences = serde_json::Map::new();
                for name in FIREFOX_QUIET {
                    preferences.insert(name.to_owned(), json!(false));
                }
                preferences.insert("intl.accept_languages".to_owned(), json!(languages));
                let mut options = json!({ "args": ["-headless"], "prefs": preferences });
                name_binary(&mut options, environment::set("FIREFOX"));
                capabilities.set("browserName", json!("firefox"))?;
                capabilities.set("moz:firefoxOptions", options)?;
            }
            Self::WebKit => {
                let mut options = json!({ "args": ["--automation"] });
                name_binary(&mut options, environment::set("MINIBROWSER"));
                capabilities.set("webkitgtk:browserOptions", options)?;
            }
        }
        Ok(capabilities)
    }
}

fn chromium(languages: &str, profile: &Scratch) -> Value {
    let mut arguments: Vec<String> = CHROMIUM_ARGUMENTS
        .iter()
        .map(|argument| (*argument).to_owned())
        .collect();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    let first = languages.split(',').next().unwrap_or("en-US");
    arguments.push(format!("--lang={first}"));
    let mut options = json!({
        "args": arguments,
        "prefs": { "intl.accept_languages": languages },
    });
    name_binary(&mut options, environment::set("CHROME"));
    options
}

fn name_binary(options: &mut Value, binary: Option<PathBuf>) {
    if let (Some(binary), Some(options)) = (binary, options.as_object_mut()) {
        options.insert("binary".to_owned(), json!(binary));
    }
}

fn start(name: &'static str, variable: &str, command: &mut Command, log: &Log) -> Outcome<Program> {
    Program::start(name, command, log.clone())
        .map_err(|failure| Failure::new(format!("{failure} ({variable}): {}", environment::ADVICE)))
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

async fn until_it_listens(port: u16) -> Outcome<()> {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if Instant::now() > deadline {
            return Err(Failure::new(format!("nothing listens at port {port}")));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// The first line that is a number: the screen's. Where others start screens too it complains about the
/// numbers that they have.
async fn number_said(log: &Log) -> Outcome<u32> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let lines = log.lines();
        if let Some(number) = lines.iter().find_map(|line| line.trim().parse().ok()) {
            return Ok(number);
        }
        if Instant::now() > deadline {
            return Err(Failure::new(format!("no screen:\n{}", lines.join("\n"))));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
