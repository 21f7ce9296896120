//! Where agents report to, and the commands that install one there.

use std::net::{IpAddr, Ipv6Addr};

use crate::domain::quoting::{push_posix_word, push_powershell};
use crate::domain::token::Secret;

/// The port agents report to where nobody chose another.
pub const DEFAULT_PORT: u16 = 5555;

/// Where the installers of V0's agent lie. What is there by another name installs V1's.
pub(super) const INSTALLERS: &str =
    "https://raw.githubusercontent.com/nezhahq/scripts/refs/heads/v0/";

/// What an agent is installed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux with systemd, or Alpine.
    Linux,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
}

impl System {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Linux, Self::MacOs, Self::Windows];

    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::MacOs => "macOS",
            Self::Windows => "Windows",
        }
    }
}

/// Where agents report to. No answer of the dashboard tells it; its owner does.
///
/// The installers put the address into commands of their own without quoting it, so what is not an
/// address must not come as far as that: there is no other way to make one than to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentAddress {
    host: String,
    port: u16,
    tls: bool,
}

/// What is wrong with an address that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// There is no host.
    NoHost,
    /// A character that is in no host's name.
    Character(char),
    /// Neither an IP address nor a name a host may have.
    NoAddress,
    /// Not a whole number from 1 to 65535.
    Port,
}

impl AgentAddress {
    /// Reads what somebody typed: a host, also within a URL or with its port, and a port, which may
    /// be empty for [`DEFAULT_PORT`]. A port beside the host is the one that is meant.
    pub fn parse(host: &str, port: &str, tls: bool) -> Result<Self, AddressFault> {
        let host = host.trim();
        let host = host.split_once("://").map_or(host, |(_, rest)| rest);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, own_port) = split_port(host)?;
        let port = port_of(own_port.unwrap_or(port))?;
        let host = host.replace(['。', '．'], ".").to_ascii_lowercase();
        let host = host.strip_suffix('.').unwrap_or(&host);
        check_host(host)?;
        Ok(Self {
            host: host.to_owned(),
            port,
            tls,
        })
    }

    /// An IP address or a name in lower case, without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, never 0.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether agents speak TLS there.
    pub fn tls(&self) -> bool {
        self.tls
    }

    /// The host as it stands before a colon: an IPv6 address in brackets. The installers themselves
    /// put the port behind it.
    pub fn bracketed_host(&self) -> String {
        let mut host = String::new();
        if self.host.contains(':') {
            host.push('[');
            host.push_str(&self.host);
            host.push(']');
        } else {
            host.push_str(&self.host);
        }
        host
    }

    /// The address as one line to keep: `status.example.org 5555 tls`.
    pub fn to_line(&self) -> String {
        let mut line = self.host.clone();
        line.push(' ');
        line.push_str(&self.port.to_string());
        line.push_str(if self.tls { " tls" } else { " plain" });
        line
    }

    /// Reads a line of [`AgentAddress::to_line`], which somebody else may have written.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let (host, port) = (words.next()?, words.next()?);
        let tls = match words.next()? {
            "tls" => true,
            "plain" => false,
            _ => return None,
        };
        let address = Self::parse(host, port, tls).ok()?;
        (words.next().is_none() && address.to_line() == line).then_some(address)
    }
}

/// Parts the port from a host. More than one colon without brackets is an IPv6 address.
fn split_port(host: &str) -> Result<(&str, Option<&str>), AddressFault> {
    if let Some(rest) = host.strip_prefix('[') {
        let (inner, rest) = rest.split_once(']').ok_or(AddressFault::NoAddress)?;
        if inner.parse::<Ipv6Addr>().is_err() {
            return Err(AddressFault::NoAddress);
        }
        return match rest.strip_prefix(':') {
            Some(port) => Ok((inner, Some(port))),
            None if rest.is_empty() => Ok((inner, None)),
            None => Err(AddressFault::NoAddress),
        };
    }
    match host.split_once(':') {
        Some((name, port)) if !port.contains(':') => Ok((name, Some(port))),
        _ => Ok((host, None)),
    }
}

fn port_of(text: &str) -> Result<u16, AddressFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(DEFAULT_PORT);
    }
    // The parser would take a sign.
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressFault::Port);
    }
    match text.parse() {
        Ok(0) | Err(_) => Err(AddressFault::Port),
        Ok(port) => Ok(port),
    }
}

/// Whether this is an IP address or may be a host's name, in whatever script.
fn check_host(host: &str) -> Result<(), AddressFault> {
    if host.is_empty() {
        return Err(AddressFault::NoHost);
    }
    if let Some(character) = host.chars().find(|character| !is_in_hosts(*character)) {
        return Err(AddressFault::Character(character));
    }
    if host.parse::<IpAddr>().is_ok() {
        return Ok(());
    }
    // A name that ends in a number is a mistyped IPv4 address.
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || host.len() > 253 || !host.split('.').all(is_label) {
        return Err(AddressFault::NoAddress);
    }
    Ok(())
}

/// One part of a name between dots.
fn is_label(label: &str) -> bool {
    let edges = ['-', ':'];
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with(edges)
        && !label.ends_with(edges)
        && !label.contains(':')
}

/// Letters and digits of any script, the hyphen, the underscore that some networks use, and the
/// signs of addresses. Beyond ASCII the blocks of blanks, punctuation, invisible characters and
/// symbols are left out, without the tables that would tell each character's kind.
fn is_in_hosts(character: char) -> bool {
    match character {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '-' | '_' | '.' | ':' => true,
        '\0'..='\u{bf}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{2000}'..='\u{200b}'
        | '\u{200e}'..='\u{2bff}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe6f}'
        | '\u{feff}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}'
        | '\u{ffe0}'..='\u{ffff}'
        | '\u{1f000}'..='\u{1ffff}'
        | '\u{e0000}'.. => false,
        _ => true,
    }
}

/// The command that installs the agent of one server: one line for a terminal, on Windows for a
/// PowerShell that was started as administrator. `english` chooses among Linux' installers, which
/// differ in language alone; the others have one.
pub fn install_command(
    system: System,
    address: &AgentAddress,
    secret: &Secret,
    english: bool,
) -> String {
    match system {
        System::Linux if english => posix_command("install_en.sh", address, secret),
        System::Linux => posix_command("install.sh", address, secret),
        System::MacOs => posix_command("extras/install.command", address, secret),
        System::Windows => powershell_command(address, secret),
    }
}

fn posix_command(installer: &str, address: &AgentAddress, secret: &Secret) -> String {
    let mut command = "curl -fL ".to_owned();
    command.push_str(INSTALLERS);
    command.push_str(installer);
    command.push_str(" -o nezha.sh && chmod +x nezha.sh && sudo ./nezha.sh install_agent ");
    push_posix_word(&mut command, &address.bracketed_host());
    command.push(' ');
    command.push_str(&address.port.to_string());
    command.push(' ');
    push_posix_word(&mut command, secret.reveal());
    if address.tls {
        command.push_str(" --tls");
    }
    command
}

/// Runs the installer in the session itself: as the argument of a further `powershell -File`, the
/// `--tls` would be taken for the name of a parameter.
fn powershell_command(address: &AgentAddress, secret: &Secret) -> String {
    let mut command = "[Net.ServicePointManager]::SecurityProtocol = \
         [Net.SecurityProtocolType]::Tls12; \
         $nezha = Join-Path $env:TEMP 'nezha-install.ps1'; \
         Invoke-WebRequest -UseBasicParsing "
        .to_owned();
    command.push_str(INSTALLERS);
    command.push_str(
        "extras/install.ps1 -OutFile $nezha; \
         if ($?) { Set-ExecutionPolicy -Scope Process -ExecutionPolicy Bypass -Force; & $nezha ",
    );
    let mut server = address.bracketed_host();
    server.push(':');
    server.push_str(&address.port.to_string());
    push_powershell(&mut command, &server);
    command.push(' ');
    push_powershell(&mut command, secret.reveal());
    if address.tls {
        command.push_str(" '--tls'");
    }
    command.push_str(" }");
    command
}
