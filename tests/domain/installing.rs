//! Addresses as people type them, and the commands made of them, as a shell reads them.

use std::io::{self, Write};
use std::process::Command;

use lotus::domain::install::{AddressFault, AgentAddress, DEFAULT_PORT, System, install_command};
use lotus::domain::token::Secret;
use proptest::prelude::*;

const SECRET: &str = "wAU860jfbhjIUXPtvb";

/// What no secret of a dashboard is, and what must stay one argument all the same.
const HOSTILE: [&str; 8] = [
    "it's",
    "a b\tc",
    "$(touch pwned)`touch pwned`${HOME}",
    "; touch pwned #",
    "\" && touch pwned \\",
    "*",
    "two\nlines",
    "'\\''; touch pwned; '‘’",
];

fn parsed(host: &str, port: &str) -> Result<String, AddressFault> {
    AgentAddress::parse(host, port, true).map(|address| address.to_line())
}

fn address(host: &str, tls: bool) -> AgentAddress {
    AgentAddress::parse(host, "", tls).unwrap()
}

#[test]
fn what_people_type_is_understood() {
    for (host, port, expected) in [
        ("status.example.org", "", "status.example.org 5555 tls"),
        (
            "  Status.Example.ORG. ",
            " 443 ",
            "status.example.org 443 tls",
        ),
        (
            "https://status.example.org/",
            "",
            "status.example.org 5555 tls",
        ),
        (
            "grpc://status.example.org:443/a?b#c",
            "5555",
            "status.example.org 443 tls",
        ),
        ("status.example.org:8443", "", "status.example.org 8443 tls"),
        ("status.example.org:", "1", "status.example.org 5555 tls"),
        ("localhost", "65535", "localhost 65535 tls"),
        ("my_nas", "1", "my_nas 1 tls"),
        ("203.0.113.5", "5555", "203.0.113.5 5555 tls"),
        ("203.0.113.5:5556", "5555", "203.0.113.5 5556 tls"),
        ("2001:DB8::1", "5555", "2001:db8::1 5555 tls"),
        ("[2001:db8::1]", "5555", "2001:db8::1 5555 tls"),
        ("http://[2001:db8::1]:5556/", "5555", "2001:db8::1 5556 tls"),
        ("::ffff:203.0.113.5", "", "::ffff:203.0.113.5 5555 tls"),
        ("状态。例子．中国", "", "状态.例子.中国 5555 tls"),
        ("bücher.example", "", "bücher.example 5555 tls"),
        (
            "xn--bcher-kva.example",
            "",
            "xn--bcher-kva.example 5555 tls",
        ),
        ("حالة.مثال", "", "حالة.مثال 5555 tls"),
    ] {
        assert_eq!(
            parsed(host, port).as_deref(),
            Ok(expected),
            "{host:?} {port:?}"
        );
    }
}

#[test]
fn what_is_no_address_is_refused_and_why() {
    for (host, fault) in [
        ("", AddressFault::NoHost),
        ("  ", AddressFault::NoHost),
        ("https://", AddressFault::NoHost),
        (":5555", AddressFault::NoHost),
        ("status example.org", AddressFault::Character(' ')),
        ("status.example.org, 5555", AddressFault::Character(',')),
        ("user@status.example.org", AddressFault::Character('@')),
        ("status.example.org：5555", AddressFault::Character('：')),
        (
            "sta\u{200b}tus.example.org",
            AddressFault::Character('\u{200b}'),
        ),
        ("\u{202e}gro.elpmaxe", AddressFault::Character('\u{202e}')),
        ("a\nb", AddressFault::Character('\n')),
        ("-v", AddressFault::NoAddress),
        ("--tls", AddressFault::NoAddress),
        ("a..b", AddressFault::NoAddress),
        (".example.org", AddressFault::NoAddress),
        ("example-.org", AddressFault::NoAddress),
        ("203.0.113.256", AddressFault::NoAddress),
        ("203.0.113", AddressFault::NoAddress),
        ("5555", AddressFault::NoAddress),
        ("2001:db8::g", AddressFault::NoAddress),
        ("2001:db8:::1", AddressFault::NoAddress),
        ("[2001:db8::1", AddressFault::NoAddress),
        ("[status.example.org]", AddressFault::NoAddress),
        ("[2001:db8::1]5555", AddressFault::NoAddress),
        ("status.example.org:http", AddressFault::Port),
        ("status.example.org:0", AddressFault::Port),
    ] {
        assert_eq!(parsed(host, "5555"), Err(fault), "{host:?}");
    }
    for shell in "'\"`$;&|<>()*!~{}\\%^=+".chars() {
        let host = format!("a{shell}b.example");
        assert_eq!(parsed(&host, ""), Err(AddressFault::Character(shell)));
    }
    let label = "a".repeat(64);
    assert_eq!(parsed(&label, ""), Err(AddressFault::NoAddress));
    assert!(parsed(&"a.".repeat(127), "").is_ok());
    assert_eq!(parsed(&"a.".repeat(128), ""), Err(AddressFault::NoAddress));
}

#[test]
fn a_port_is_a_number_from_1_to_65535() {
    for port in [
        "0",
        "65536",
        "-1",
        "+1",
        "5555a",
        "5 5",
        "1e3",
        "99999999999999999999",
        "５",
    ] {
        assert_eq!(parsed("localhost", port), Err(AddressFault::Port), "{port}");
    }
    assert_eq!(address("localhost", false).port(), DEFAULT_PORT);
}

#[test]
fn what_is_kept_is_read_again_and_nothing_else() {
    for line in [
        "status.example.org 5555 tls",
        "2001:db8::1 443 plain",
        "名.example 1 plain",
    ] {
        assert_eq!(AgentAddress::from_line(line).unwrap().to_line(), line);
    }
    for line in [
        "",
        "status.example.org",
        "status.example.org 5555",
        "status.example.org 5555 yes",
        "status.example.org 5555 tls more",
        "status.example.org  tls",
        "status.example.org 0 tls",
        "https://status.example.org 5555 tls",
        "status.example.org:1 5555 tls",
        "$(id) 5555 tls",
        "status.example.org 5555 tls\n",
    ] {
        assert_eq!(AgentAddress::from_line(line), None, "{line:?}");
    }
}

#[test]
fn the_commands_read_like_the_owners_own() {
    let secret = Secret::new(SECRET.to_owned());
    let status = address("status.example.org", true);
    assert_eq!(
        install_command(System::Linux, &status, &secret, true),
        "curl -fL https://raw.githubusercontent.com/nezhahq/scripts/refs/heads/v0/install_en.sh \
         -o nezha.sh && chmod +x nezha.sh && \
         sudo ./nezha.sh install_agent status.example.org 5555 wAU860jfbhjIUXPtvb --tls"
    );
    let plain = address("203.0.113.5", false);
    let command = install_command(System::Linux, &plain, &secret, false);
    assert!(command.contains("/v0/install.sh -o"));
    assert!(command.ends_with(" 203.0.113.5 5555 wAU860jfbhjIUXPtvb"));
    let command = install_command(System::MacOs, &plain, &secret, true);
    assert!(command.contains("/v0/extras/install.command -o nezha.sh && "));
    assert!(command.contains(" sudo ./nezha.sh install_agent 203.0.113.5 5555 "));
    let command = install_command(
        System::Windows,
        &address("2001:db8::1", true),
        &secret,
        true,
    );
    assert!(command.contains("/v0/extras/install.ps1 -OutFile $nezha;"));
    assert!(command.contains("Tls12") && command.contains("-ExecutionPolicy Bypass"));
    assert!(command.ends_with(" & $nezha '[2001:db8::1]:5555' 'wAU860jfbhjIUXPtvb' '--tls' }"));
}

#[test]
fn in_powershell_a_secret_stays_one_argument() {
    for secret in HOSTILE {
        let command = install_command(
            System::Windows,
            &address("status.example.org", false),
            &Secret::new(secret.to_owned()),
            true,
        );
        let (_, arguments) = command.split_once("& $nezha ").unwrap();
        let arguments = arguments.strip_suffix(" }").unwrap();
        let read = powershell_texts(arguments);
        assert_eq!(read, ["status.example.org:5555", secret]);
    }
}

/// Reads texts in PowerShell's single quotes as its language does: any of five quotes ends one,
/// unless the next character is another.
fn powershell_texts(arguments: &str) -> Vec<String> {
    let is_quote = |c: char| matches!(c, '\'' | '‘' | '’' | '‚' | '‛');
    let mut texts = Vec::new();
    let mut rest = arguments.chars().peekable();
    while let Some(first) = rest.next() {
        if first == ' ' {
            continue;
        }
        assert!(is_quote(first), "{arguments}");
        let mut text = String::new();
        while let Some(character) = rest.next() {
            if is_quote(character) && rest.next_if(|next| is_quote(*next)).is_none() {
                break;
            }
            text.push(character);
        }
        texts.push(text);
    }
    texts
}

/// What bash makes of a command whose programs only tell their arguments, or nothing where there
/// is no bash.
fn told_by_bash(command: &str) -> Option<String> {
    const TELLING: &str = r#"
        tell() { printf '%s' "$1"; shift; printf ' <%s>' "$@"; printf '\n'; }
        curl() { tell curl "$@"; }
        chmod() { tell chmod "$@"; }
        sudo() { tell sudo "$@"; }
    "#;
    if Command::new("bash").arg("--version").output().is_err() {
        let mut terminal = io::stderr();
        writeln!(terminal, "the commands did not run: there is no bash").unwrap();
        return None;
    }
    let checked = Command::new("bash")
        .args(["-n", "-c", command])
        .output()
        .unwrap();
    assert!(
        checked.status.success() && checked.stderr.is_empty(),
        "{command}"
    );
    let script = format!("{TELLING}\n{command}");
    let told = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(told.status.success() && told.stderr.is_empty(), "{told:?}");
    Some(String::from_utf8(told.stdout).unwrap())
}

#[test]
fn in_a_posix_shell_each_part_stays_one_argument() {
    for (host, shown) in [
        ("status.example.org", "status.example.org"),
        ("2001:db8::1", "[2001:db8::1]"),
        ("名.example", "名.example"),
    ] {
        for secret in HOSTILE.into_iter().chain([SECRET, ""]) {
            let command = install_command(
                System::Linux,
                &address(host, true),
                &Secret::new(secret.to_owned()),
                true,
            );
            let Some(told) = told_by_bash(&command) else {
                return;
            };
            let expected = format!(
                "curl <-fL> \
                 <https://raw.githubusercontent.com/nezhahq/scripts/refs/heads/v0/install_en.sh> \
                 <-o> <nezha.sh>\nchmod <+x> <nezha.sh>\n\
                 sudo <./nezha.sh> <install_agent> <{shown}> <5555> <{secret}> <--tls>\n"
            );
            assert_eq!(told, expected);
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_an_address_is_one_a_shell_cannot_misread(
        host in "\\PC{0,12}|[a-z0-9.:\\[\\]-]{0,20}",
        port in "[0-9]{0,5}",
    ) {
        if let Ok(address) = AgentAddress::parse(&host, &port, false) {
            let kept = address.host();
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
            prop_assert!(kept.chars().all(|c| is_plain(c) || (!c.is_ascii() && !c.is_whitespace())));
            prop_assert!(!kept.is_empty() && !kept.starts_with('-') && address.port() > 0);
            prop_assert_eq!(AgentAddress::from_line(&address.to_line()), Some(address));
        }
    }
}
