//! A script that registers the machine it runs on and installs the agent there, after the public
//! guide's `nezha_register.sh`.

use crate::domain::install::{AgentAddress, INSTALLERS};
use crate::domain::quoting::push_posix_word;

/// The script, with a mark where its defaults belong.
const SCRIPT: &str = include_str!("register.sh");

const MARK: &str = "# DEFAULTS\n";

/// The name to save the script under.
pub const SCRIPT_NAME: &str = "nezha_register.sh";

/// A POSIX shell script for Linux and macOS that registers with the dashboard at `origin`
/// (`https://status.example.org`, without a slash at its end) and has agents report to `address`.
/// `english` chooses among Linux' installers.
///
/// The token is in the environment of whoever runs it (`NEZHA_TOKEN`), never in the script.
pub fn register_script(origin: &str, address: &AgentAddress, english: bool) -> String {
    let (head, tail) = SCRIPT.split_once(MARK).unwrap_or((SCRIPT, ""));
    let mut script = head.to_owned();
    let port = address.port().to_string();
    push_default(&mut script, "NEZHA_DASHBOARD_URL", origin);
    push_default(
        &mut script,
        "NEZHA_PROBE_ADDRESS",
        &address.bracketed_host(),
    );
    push_default(&mut script, "NEZHA_PROBE_PORT", &port);
    push_default(
        &mut script,
        "NEZHA_PROBE_TLS",
        if address.tls() { "1" } else { "0" },
    );
    script.push_str("if [ \"$(uname -s)\" = Darwin ]; then\n  shell=bash\n  ");
    push_installer(&mut script, "extras/install.command");
    script.push_str("else\n  shell=sh\n  ");
    let installer = if english {
        "install_en.sh"
    } else {
        "install.sh"
    };
    push_installer(&mut script, installer);
    script.push_str("fi\n");
    script.push_str(tail);
    script
}

fn push_installer(script: &mut String, name: &str) {
    let mut address = INSTALLERS.to_owned();
    address.push_str(name);
    push_default(script, "NEZHA_INSTALLER", &address);
}

/// Sets a variable that the environment leaves unset or empty.
fn push_default(script: &mut String, name: &str, value: &str) {
    script.push_str("[ -n \"${");
    script.push_str(name);
    script.push_str(":-}\" ] || ");
    script.push_str(name);
    script.push('=');
    push_posix_word(script, value);
    script.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_filled_in_where_they_belong() {
        let address = AgentAddress::parse("2001:db8::1", "443", true);
        let script = address
            .map(|address| register_script("https://it's.example", &address, true))
            .unwrap_or_default();
        for line in [
            "[ -n \"${NEZHA_DASHBOARD_URL:-}\" ] || NEZHA_DASHBOARD_URL='https://it'\\''s.example'",
            "[ -n \"${NEZHA_PROBE_ADDRESS:-}\" ] || NEZHA_PROBE_ADDRESS='[2001:db8::1]'",
            "[ -n \"${NEZHA_PROBE_PORT:-}\" ] || NEZHA_PROBE_PORT=443",
            "[ -n \"${NEZHA_PROBE_TLS:-}\" ] || NEZHA_PROBE_TLS=1",
        ] {
            assert!(script.lines().any(|other| other == line), "{script}");
        }
        assert!(script.starts_with("#!/bin/sh\n") && script.ends_with("fi\n"));
        assert!(script.contains("/v0/install_en.sh\n") && !script.contains(MARK));
    }
}
