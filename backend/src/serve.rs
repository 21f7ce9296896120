//! The program: from the options to a port that answers, until a signal ends it.

use std::fmt;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use axum::serve::ListenerExt;
use lotus::wire::MonitorHistoryDto;
use tokio::net::TcpListener;

use crate::agents;
use crate::clock::Clock;
use crate::fleet::Fleet;
use crate::measure;
use crate::options::Options;
use crate::roster::FIRST_SYNTHETIC_ID;
use crate::router::app;
use crate::secrets::random_text;
use crate::state::{Setup, State};
use crate::store::{Store, StoreError};

/// Long enough that nobody guesses it, short enough to type.
const PASSWORD_LENGTH: usize = 16;

/// Why the backend did not start.
#[derive(Debug)]
pub enum StartError {
    /// The data folder or its database.
    Store(StoreError),
    /// The app's folder is no folder.
    Static(std::path::PathBuf),
    /// The file of histories cannot be read.
    History(std::path::PathBuf, String),
    /// The address cannot be listened at.
    Listen(SocketAddr, io::Error),
    /// The system refuses something else.
    System(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(formatter),
            Self::Static(folder) => {
                write!(
                    formatter,
                    "the app's folder {} does not exist",
                    folder.display()
                )
            }
            Self::History(file, reason) => {
                write!(formatter, "no histories in {}: {reason}", file.display())
            }
            Self::Listen(address, error) => {
                write!(formatter, "cannot listen at {address}: {error}")
            }
            Self::System(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for StartError {}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for StartError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Runs the backend until SIGINT or SIGTERM. When it is ready it says so on standard output:
/// `listening on http://ADDRESS`, after `password: …` when the password was made up.
pub async fn run(options: Options) -> Result<(), StartError> {
    if let Some(folder) = options
        .static_folder
        .as_ref()
        .filter(|folder| !folder.is_dir())
    {
        return Err(StartError::Static(folder.clone()));
    }
    let store = match &options.data {
        Some(folder) => Store::open(folder)?,
        None => Store::in_memory()?,
    };
    let listener = TcpListener::bind(options.listen).await;
    let listener = listener.map_err(|error| StartError::Listen(options.listen, error))?;
    let address = listener.local_addr()?;

    let is_dashboard = options.upstream.is_none();
    let given = options.password.clone();
    let password = given.clone().or_else(|| random_text(PASSWORD_LENGTH));
    let password = password.ok_or_else(|| StoreError::new("the system gives no random numbers"))?;
    let state = State::new(setup(&options, store, password.clone()))?;
    if is_dashboard {
        begin(&state, &options, address).await?;
        if let Some(file) = &options.history {
            stage(&state, file)?;
        }
    }

    // Before the line that says it is ready: whoever reads that may end it at once.
    let signalled = signalled()?;
    let mut out = io::stdout();
    if is_dashboard && given.is_none() {
        writeln!(out, "password: {password}")?;
    }
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;

    let app = app(state).into_make_service_with_connect_info::<SocketAddr>();
    // Frames are small and wait for nothing: they are not gathered into larger packets. Where that
    // cannot be had a connection is slower and nothing else.
    let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
    tokio::select! {
        served = axum::serve(listener, app) => Ok(served?),
        () = signalled => Ok(()),
    }
}

fn setup(options: &Options, store: Store, password: String) -> Setup {
    let has_fleet = options.fleet > 0;
    let fleet = || Fleet::new(options.fleet, options.seed, FIRST_SYNTHETIC_ID);
    let report_after = options.registered_report_after;
    let usual = Setup::new(store, password);
    Setup {
        clock: Clock::paced(options.pace),
        beat: usual.beat / options.pace.max(1),
        cookie_name: options.cookie_name.clone(),
        view_password: options.view_password.clone(),
        static_folder: options.static_folder.clone(),
        fleet: has_fleet.then(fleet),
        faults: options.faults.clone(),
        registered_report_after: report_after.map(|after| Duration::from_secs(after.into())),
        access_log: options.access_log,
        upstream: options.upstream.clone(),
        ..usual
    }
}

/// Starts what reports by itself.
async fn begin(state: &State, options: &Options, address: SocketAddr) -> Result<(), StartError> {
    agents::resume(state);
    if options.no_this_machine {
        return Ok(());
    }
    measure::watch_this_machine(state, address)?;
    let monitors = if options.monitor.is_empty() {
        measure::default_monitors(address)
    } else {
        options
            .monitor
            .iter()
            .cloned()
            .map(measure::keyed)
            .collect()
    };
    let every = Duration::from_secs(options.interval.into());
    measure::start_monitors(state, monitors, every).await?;
    Ok(())
}

/// Keeps the histories of a file. Last, for monitors that are measured take their ids first.
fn stage(state: &State, file: &Path) -> Result<(), StartError> {
    let unread =
        |reason: &dyn fmt::Display| StartError::History(file.to_path_buf(), reason.to_string());
    let text = std::fs::read_to_string(file).map_err(|error| unread(&error))?;
    let histories: Vec<MonitorHistoryDto<'_>> = serde_json::from_str(&text)
        .map_err(|_| unread(&"it is not the `result` of a monitor's answer"))?;
    for history in &histories {
        state.stage_history(history)?;
    }
    Ok(())
}

/// Listens for SIGINT and SIGTERM from now on; the future ends with the first of them.
#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C from now on.
#[cfg(windows)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
