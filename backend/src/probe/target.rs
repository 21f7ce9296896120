//! A monitor as an option words it: `NAME=tcp://HOST:PORT` or `NAME=icmp://HOST`.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The time a connection takes to stand.
    Tcp {
        /// A name or an address; an IPv6 address without brackets.
        host: String,
        /// The port, never 0.
        port: u16,
    },
    /// The round trip of an echo.
    Icmp {
        /// A name or an address; an IPv6 address without brackets.
        host: String,
    },
}

/// A monitor: its name and what it measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitorSpec {
    /// The name visitors see; not unique.
    pub name: String,
    /// What is measured.
    pub target: Target,
}

/// What is wrong with the text of a monitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonitorSpecError {
    /// No `=`, or nothing before it.
    Name,
    /// Neither `tcp://` nor `icmp://`.
    Scheme,
    /// No host, or one with characters that no host has.
    Host,
    /// An IPv6 address without brackets, or brackets without one.
    Brackets,
    /// `tcp://` without a port from 1 to 65535.
    Port,
    /// `icmp://` with a port.
    SurplusPort,
}

impl fmt::Display for MonitorSpecError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Name => {
                "a monitor begins with its name: NAME=tcp://HOST:PORT or NAME=icmp://HOST"
            }
            Self::Scheme => "a target begins with tcp:// or icmp://",
            Self::Host => "a target needs a host: a name or an address, without a path",
            Self::Brackets => "an IPv6 address stands in brackets: [2001:db8::1]",
            Self::Port => "a tcp:// target ends with a port from 1 to 65535: tcp://HOST:PORT",
            Self::SurplusPort => "an icmp:// target has no port",
        })
    }
}

impl std::error::Error for MonitorSpecError {}

impl FromStr for MonitorSpec {
    type Err = MonitorSpecError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, target) = text.split_once('=').ok_or(MonitorSpecError::Name)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(MonitorSpecError::Name);
        }
        Ok(Self {
            name: name.to_owned(),
            target: target.parse()?,
        })
    }
}

impl FromStr for Target {
    type Err = MonitorSpecError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = text
            .trim()
            .split_once("://")
            .ok_or(MonitorSpecError::Scheme)?;
        let (host, port) = split_host(rest)?;
        match (scheme, port) {
            ("tcp", Some(port)) => Ok(Self::Tcp {
                host,
                port: port
                    .parse()
                    .ok()
                    .filter(|port| *port > 0)
                    .ok_or(MonitorSpecError::Port)?,
            }),
            ("tcp", None) => Err(MonitorSpecError::Port),
            ("icmp", None) => Ok(Self::Icmp { host }),
            ("icmp", Some(_)) => Err(MonitorSpecError::SurplusPort),
            _ => Err(MonitorSpecError::Scheme),
        }
    }
}

/// Splits `HOST`, `HOST:PORT`, `[V6]` and `[V6]:PORT`.
fn split_host(text: &str) -> Result<(String, Option<&str>), MonitorSpecError> {
    if let Some(inner) = text.strip_prefix('[') {
        let (address, rest) = inner.split_once(']').ok_or(MonitorSpecError::Brackets)?;
        address
            .parse::<Ipv6Addr>()
            .map_err(|_| MonitorSpecError::Brackets)?;
        let port = match rest {
            "" => None,
            _ => Some(rest.strip_prefix(':').ok_or(MonitorSpecError::Brackets)?),
        };
        return Ok((address.to_owned(), port));
    }
    let (host, port) = match text.split_once(':') {
        Some((_, rest)) if rest.contains(':') => return Err(MonitorSpecError::Brackets),
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    let stray = |letter: char| letter.is_whitespace() || "/?#@[]\\".contains(letter);
    if host.is_empty() || text.contains(stray) {
        return Err(MonitorSpecError::Host);
    }
    Ok((host.to_owned(), port))
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, host) = match self {
            Self::Tcp { host, .. } => ("tcp", host),
            Self::Icmp { host } => ("icmp", host),
        };
        if host.contains(':') {
            write!(formatter, "{scheme}://[{host}]")?;
        } else {
            write!(formatter, "{scheme}://{host}")?;
        }
        match self {
            Self::Tcp { port, .. } => write!(formatter, ":{port}"),
            Self::Icmp { .. } => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{MonitorSpec, MonitorSpecError, Target};

    fn target(text: &str) -> Result<Target, MonitorSpecError> {
        text.parse()
    }

    #[test]
    fn reads_a_name_and_a_target() {
        let spec: MonitorSpec = " 上海 电信 =tcp://sh.example:80".parse().unwrap();
        assert_eq!(spec.name, "上海 电信");
        assert_eq!(
            spec.target,
            Target::Tcp {
                host: "sh.example".to_owned(),
                port: 80
            }
        );
    }

    #[test]
    fn every_form_is_written_as_it_was_read() {
        for text in [
            "tcp://example.com:443",
            "tcp://192.0.2.7:22",
            "tcp://[2001:db8::1]:443",
            "icmp://example.com",
            "icmp://192.0.2.7",
            "icmp://[2001:db8::1]",
        ] {
            assert_eq!(target(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn says_what_is_wrong() {
        use MonitorSpecError::{Brackets, Host, Port, Scheme, SurplusPort};
        for (text, error) in [
            ("example.com:80", Scheme),
            ("http://example.com:80", Scheme),
            ("udp://example.com", Scheme),
            ("tcp://:80", Host),
            ("icmp://", Host),
            ("tcp://example.com/path:80", Host),
            ("tcp://user@example.com:80", Host),
            ("tcp://2001:db8::1:80", Brackets),
            ("icmp://2001:db8::1", Brackets),
            ("tcp://[example.com]:80", Brackets),
            ("tcp://[2001:db8::1:80", Brackets),
            ("tcp://[2001:db8::1]80", Brackets),
            ("tcp://example.com", Port),
            ("tcp://example.com:0", Port),
            ("tcp://example.com:65536", Port),
            ("tcp://example.com:", Port),
            ("icmp://example.com:80", SurplusPort),
        ] {
            assert_eq!(target(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_monitor_needs_a_name() {
        for text in [
            "tcp://example.com:80",
            "=tcp://example.com:80",
            " =icmp://h",
        ] {
            assert_eq!(
                text.parse::<MonitorSpec>(),
                Err(MonitorSpecError::Name),
                "{text}"
            );
        }
    }
}
