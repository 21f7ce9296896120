//! The command line, every option of which may also come from the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use clap::builder::FalseyValueParser;

use crate::auth::SESSION_COOKIE;
use crate::faults::Faults;
use crate::probe::MonitorSpec;
use crate::upstream::Upstream;

/// Stands where a Nezha V0 dashboard stands: this machine, live, for Lotus or any other client.
#[derive(Clone, Debug, Parser)]
#[command(name = "lotus-backend", version)]
pub struct Options {
    /// The address to listen at. Port 0 takes any free one.
    #[arg(
        long,
        env = "LOTUS_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8008"
    )]
    pub listen: SocketAddr,

    /// The folder that keeps servers, tokens, the session and the histories. It is made when it is
    /// missing. Without it they are kept in memory and end with the process.
    #[arg(long, env = "LOTUS_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// The app's folder, served at /. Files named with a hash are cached for good; siblings named
    /// .br and .gz are sent to those who accept them.
    #[arg(long = "static", env = "LOTUS_STATIC", value_name = "DIR")]
    pub static_folder: Option<PathBuf>,

    /// The password of the account. Without it one is made up and printed.
    #[arg(long, env = "LOTUS_PASSWORD", value_name = "P", hide_env_values = true)]
    pub password: Option<String>,

    /// A password that guests have to give before they see anything.
    #[arg(
        long,
        env = "LOTUS_VIEW_PASSWORD",
        value_name = "V",
        hide_env_values = true
    )]
    pub view_password: Option<String>,

    /// A monitor of this machine: NAME=tcp://HOST:PORT or NAME=icmp://HOST. May be repeated (in
    /// the environment: separated by commas). Without it this backend's own port is measured by
    /// TCP and 127.0.0.1 by ICMP; nothing elsewhere is ever probed unasked.
    #[arg(
        long,
        env = "LOTUS_MONITOR",
        value_name = "NAME=TARGET",
        value_delimiter = ','
    )]
    pub monitor: Vec<MonitorSpec>,

    /// Seconds between two probes of a monitor; two probes make a row of its history.
    #[arg(
        long, env = "LOTUS_INTERVAL", value_name = "SECONDS", default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(1..=3600)
    )]
    pub interval: u32,

    /// The name of the sign-in's cookie, which a V0 dashboard lets its owner choose. The view
    /// password's has -vp behind it.
    #[arg(
        long,
        env = "LOTUS_COOKIE_NAME",
        value_name = "NAME",
        default_value = SESSION_COOKIE,
        value_parser = cookie_name
    )]
    pub cookie_name: String,

    /// How many synthetic servers to show beside this machine.
    #[arg(
        long, env = "LOTUS_FLEET", value_name = "N", default_value_t = 0,
        value_parser = clap::value_parser!(u32).range(0..=9_999)
    )]
    pub fleet: u32,

    /// The same seed gives the same fleet.
    #[arg(long, env = "LOTUS_SEED", value_name = "S", default_value_t = 1)]
    pub seed: u64,

    /// Leaves out server 1, the machine this runs on.
    #[arg(long, env = "LOTUS_NO_THIS_MACHINE", value_parser = FalseyValueParser::new())]
    pub no_this_machine: bool,

    /// A real V0 dashboard: everything but the app's own files is handed to it.
    #[arg(
        long, env = "LOTUS_UPSTREAM", value_name = "URL",
        conflicts_with_all = [
            "data", "password", "view_password", "monitor", "cookie_name", "fleet",
            "no_this_machine", "registered_report_after", "history",
        ]
    )]
    pub upstream: Option<Upstream>,

    /// Writes a line about each request to standard error: no queries, no bodies, no secrets.
    #[arg(long, env = "LOTUS_ACCESS_LOG", value_parser = FalseyValueParser::new())]
    pub access_log: bool,

    /// For tests: a server that is registered here begins to report after this many seconds.
    #[arg(long, env = "LOTUS_REGISTERED_REPORT_AFTER", value_name = "SECONDS")]
    pub registered_report_after: Option<u32>,

    /// For tests: a file of histories to begin with, as `result` in an answer of
    /// /api/v1/monitor/ID. They are added to what the data folder has.
    #[arg(long, env = "LOTUS_HISTORY", value_name = "FILE")]
    pub history: Option<PathBuf>,

    /// For tests: the dashboard's time passes so many times as fast, and frames come as often.
    #[arg(
        long, env = "LOTUS_PACE", value_name = "TIMES", default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..=1_000)
    )]
    pub pace: u32,

    /// For tests: allows faults, and begins with these. While it runs, POST /__faults replaces
    /// them, GET tells them. JSON: `{"rules": [{"path": "/api", "method": "POST", "with": "Authorization",
    /// "delay_ms": 500, "status": 502, "body": "html|empty|cut", "text": "{}", "headers": {"Location": "/"},
    /// "socket": "refused|dropped|silent|cut|severed|burst"}],
    /// "clock_skew_ms": 0, "not_a_number": [ID], "offline": [ID], "database": "up|down|failing"}`; every
    /// part may be left out, the first rule of the request's method whose path begins its holds.
    #[arg(
        long, env = "LOTUS_FAULTS", value_name = "JSON", num_args = 0..=1,
        default_missing_value = "{}", value_parser = faults
    )]
    pub faults: Option<Faults>,
}

fn cookie_name(text: &str) -> Result<String, &'static str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !text.is_empty() && text.bytes().all(is_plain) {
        Ok(text.to_owned())
    } else {
        Err("letters, digits, `-`, `_` and `.` make a name")
    }
}

fn faults(text: &str) -> Result<Faults, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
