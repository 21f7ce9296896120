//! Monitors: what is measured, how one probe goes, and how probes become one row of a history.

mod average;
mod icmp;
mod target;

use std::fmt;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

pub use average::Averager;
pub use icmp::icmp_allowed;
pub use target::{MonitorSpec, MonitorSpecError, Target};

/// How long an agent waits for a connection before the probe has failed.
const TCP_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a probe gave no delay. V0 counts each of them as a delay of 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeError {
    /// The host's name has no address.
    Unresolved,
    /// Nothing answered in time.
    Timeout,
    /// The target, or something on the way, said no.
    Refused,
    /// The system does not let this program send ICMP.
    NotAllowed,
}

impl fmt::Display for ProbeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unresolved => "the name has no address",
            Self::Timeout => "no answer in time",
            Self::Refused => "the connection was refused",
            Self::NotAllowed => "the system does not allow ICMP here",
        })
    }
}

impl std::error::Error for ProbeError {}

/// Measures the target once, in milliseconds: the time a TCP connection takes to stand, name
/// resolution left out, or the mean round trip of five ICMP packets.
pub async fn probe(target: &Target) -> Result<f32, ProbeError> {
    match target {
        Target::Tcp { host, port } => {
            let attempt = timeout(TCP_TIMEOUT, connect(host, *port)).await;
            attempt.unwrap_or(Err(ProbeError::Timeout))
        }
        Target::Icmp { host } => icmp::ping(host).await,
    }
}

/// Connects to the first address that answers; the delay is that address' own.
async fn connect(host: &str, port: u16) -> Result<f32, ProbeError> {
    let addresses = tokio::net::lookup_host((host, port))
        .await
        .map_err(|_| ProbeError::Unresolved)?;
    let mut outcome = Err(ProbeError::Unresolved);
    for address in addresses {
        let start = Instant::now();
        match TcpStream::connect(address).await {
            Ok(_) => return Ok(millis(start.elapsed())),
            Err(_) => outcome = Err(ProbeError::Refused),
        }
    }
    outcome
}

/// Milliseconds as V0 keeps them, in 32 bits.
fn millis(time: Duration) -> f32 {
    time.as_secs_f32() * 1_000.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use tokio::net::TcpListener;

    use super::{ProbeError, Target, icmp_allowed, probe};

    fn tcp(port: u16) -> Target {
        Target::Tcp {
            host: "127.0.0.1".to_owned(),
            port,
        }
    }

    #[tokio::test]
    async fn tcp_measures_the_time_of_the_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let delay_ms = probe(&tcp(port)).await.unwrap();
        assert!(delay_ms > 0.0, "{delay_ms}");
    }

    #[tokio::test]
    async fn a_closed_port_is_refused() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        assert_eq!(probe(&tcp(port)).await, Err(ProbeError::Refused));
    }

    #[tokio::test]
    async fn icmp_answers_where_the_system_allows_it() {
        let target = Target::Icmp {
            host: "127.0.0.1".to_owned(),
        };
        let outcome = probe(&target).await;
        if icmp_allowed() {
            assert!(outcome.unwrap() > 0.0);
        } else {
            assert_eq!(outcome, Err(ProbeError::NotAllowed));
        }
    }
}
