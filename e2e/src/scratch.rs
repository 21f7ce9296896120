//! Folders and processes that end with the value that holds them.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::failure::{Failure, Outcome};

/// An empty folder of its own.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(purpose: &str) -> Outcome<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("lotus-{purpose}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A browser may still be writing while it dies; what is left is in the temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A program whose output is kept, killed when the value goes.
pub(crate) struct Program {
    name: &'static str,
    child: Child,
    log: Log,
}

/// Lines of both outputs, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn follow(&self, output: Option<impl Read + Send + 'static>) {
        let Some(output) = output else { return };
        let log = self.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                log.0
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(line);
            }
        });
    }
}

impl Program {
    pub(crate) fn start(name: &'static str, command: &mut Command, log: Log) -> Outcome<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                let program = command.get_program().to_string_lossy();
                Failure::new(format!("cannot start {program}: {error}"))
            })?;
        log.follow(child.stdout.take());
        log.follow(child.stderr.take());
        Ok(Self { name, child, log })
    }

    /// The rest of the first line, from `skip` lines on, behind `mark`: what a program says when it
    /// is ready.
    pub(crate) async fn said(
        &mut self,
        mark: &str,
        skip: usize,
        patience: Duration,
    ) -> Outcome<String> {
        let deadline = Instant::now() + patience;
        loop {
            let ended = self.child.try_wait()?;
            let lines = self.log.lines();
            let said = lines
                .iter()
                .skip(skip)
                .find_map(|line| line.split_once(mark));
            if let Some((_, rest)) = said {
                return Ok(rest.trim().to_owned());
            }
            let why = match ended {
                Some(status) => format!("ended ({status})"),
                None if Instant::now() > deadline => "took too long".to_owned(),
                None => {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    continue;
                }
            };
            return Err(Failure::new(format!(
                "{} {why} before it said `{mark}`:\n{}",
                self.name,
                lines.join("\n")
            )));
        }
    }

    /// Ends the program at once, as a power cut would.
    pub(crate) fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
