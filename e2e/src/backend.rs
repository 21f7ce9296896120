//! The embedded backend as a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::scratch::{Log, Program, Scratch};

/// What the backend prints when it takes connections; its address follows.
const READY: &str = "listening on ";

const PATIENCE: Duration = Duration::from_secs(30);

/// A running backend with a data folder of its own, serving the built app.
pub struct Backend {
    options: Vec<String>,
    origin: String,
    log: Log,
    program: Option<Program>,
    data: Scratch,
    /// Where the app's folder lies, when it is not what the backend would serve by itself.
    folder: Option<Scratch>,
}

impl Backend {
    /// Starts a backend on a free port of 127.0.0.1 with these options of `lotus-backend`, and
    /// waits until it takes connections.
    ///
    /// # Errors
    ///
    /// When it is not built or does not start; the text holds what it printed.
    pub async fn start<S: AsRef<str>>(options: &[S]) -> Outcome<Self> {
        Self::start_with(options, None).await
    }

    /// Like [`start`](Self::start), with the app in a folder of the site: `a/b`.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start), and when the app cannot be copied.
    pub async fn start_with_app_in<S: AsRef<str>>(path: &str, options: &[S]) -> Outcome<Self> {
        let folder = Scratch::new("site")?;
        copy(&environment::dist()?, &folder.path().join(path))?;
        Self::start_with(options, Some(folder)).await
    }

    async fn start_with<S: AsRef<str>>(options: &[S], folder: Option<Scratch>) -> Outcome<Self> {
        let mut backend = Self {
            options: options
                .iter()
                .map(|option| option.as_ref().to_owned())
                .collect(),
            origin: String::new(),
            log: Log::default(),
            program: None,
            data: Scratch::new("data")?,
            folder,
        };
        backend.run("127.0.0.1:0").await?;
        Ok(backend)
    }

    /// Scheme, host and port: `http://127.0.0.1:40123`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Ends the backend at once, as a power cut would. Its data and its port stay.
    pub fn kill(&mut self) {
        self.program = None;
    }

    /// Ends the backend if it runs and starts it again on the same port with the same data.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub async fn restart(&mut self) -> Outcome<()> {
        self.kill();
        let address = self.origin.trim_start_matches("http://").to_owned();
        self.run(&address).await
    }

    /// Like [`restart`](Self::restart), with other options.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub async fn restart_with<S: AsRef<str>>(&mut self, options: &[S]) -> Outcome<()> {
        self.options = options
            .iter()
            .map(|option| option.as_ref().to_owned())
            .collect();
        self.restart().await
    }

    /// The folder of the built app, on this machine.
    ///
    /// # Errors
    ///
    /// When it was not built.
    pub fn dist() -> Outcome<PathBuf> {
        environment::dist()
    }

    /// The folder of the site that holds the app and its parts: `/app-0123456789abcdef`.
    ///
    /// # Errors
    ///
    /// When the built app has none.
    pub fn app_folder() -> Outcome<String> {
        let mut folders = fs::read_dir(environment::dist()?)?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with("app-"));
        let folder = folders.next().ok_or_else(|| Failure::new("no app-…"))?;
        Ok(format!("/{folder}"))
    }

    /// All lines printed so far, over restarts too.
    pub fn log(&self) -> Vec<String> {
        self.log.lines()
    }

    async fn run(&mut self, address: &str) -> Outcome<()> {
        let mut command = Command::new(environment::backend()?);
        // A developer's own settings must not reach the tests.
        for (name, _) in
            env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LOTUS_"))
        {
            command.env_remove(name);
        }
        let folder = match &self.folder {
            Some(folder) => folder.path().to_path_buf(),
            None => environment::dist()?,
        };
        command
            .args(["--listen", address])
            .arg("--static")
            .arg(folder);
        if !self
            .options
            .iter()
            .any(|option| option.starts_with("--upstream"))
        {
            command.arg("--data").arg(self.data.path());
        }
        command.args(&self.options);
        let earlier = self.log.lines().len();
        let mut program = Program::start("lotus-backend", &mut command, self.log.clone())?;
        self.origin = program.said(READY, earlier, PATIENCE).await?;
        self.program = Some(program);
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
