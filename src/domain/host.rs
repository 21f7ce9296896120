//! What a machine is, in the few words a card has room for.

use crate::domain::server::Host;

/// What a platform is called where its text is no name, and the names that want capitals of their
/// own.
const NAMES: [(&str, &str); 12] = [
    ("darwin", "macOS"),
    ("freebsd", "FreeBSD"),
    ("openbsd", "OpenBSD"),
    ("netbsd", "NetBSD"),
    ("centos", "CentOS"),
    ("openwrt", "OpenWrt"),
    ("opensuse", "openSUSE"),
    ("opensuse-leap", "openSUSE Leap"),
    ("opensuse-tumbleweed", "openSUSE Tumbleweed"),
    ("almalinux", "AlmaLinux"),
    ("nixos", "NixOS"),
    ("redhat", "Red Hat"),
];

impl Host {
    /// The operating system with its version: `Debian 12.5`, `macOS 12.3.1`,
    /// `Windows Server 2022 Datacenter`. Empty when it was not told.
    pub fn system(&self) -> String {
        let platform = self.platform.trim();
        let lower = platform.to_ascii_lowercase();
        let known = NAMES.iter().find(|(text, _)| *text == lower);
        let name = match known {
            Some((_, name)) => (*name).to_owned(),
            None => capitalized(platform.strip_prefix("Microsoft ").unwrap_or(platform)),
        };
        // Windows says its version in its name; the build number after it tells nobody anything.
        let version = self.platform_version.trim();
        if version.is_empty() || lower.split(' ').any(|word| word.starts_with("windows")) {
            return name;
        }
        format!("{name} {version}")
    }

    /// Processor cores, as the agent writes them behind each model: `… 2 Virtual Core`.
    pub fn cores(&self) -> Option<u64> {
        let counts = self.cpu.iter().filter_map(|model| {
            let model = model.strip_suffix(" Core")?;
            let model = model
                .strip_suffix(" Virtual")
                .or_else(|| model.strip_suffix(" Physical"))?;
            model.rsplit(' ').next()?.parse::<u64>().ok()
        });
        let sum = counts.fold(0_u64, u64::saturating_add);
        (sum > 0).then_some(sum)
    }
}

/// A lower-case name with a capital first letter; any other text as it is.
fn capitalized(text: &str) -> String {
    if text.chars().any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => [first.to_ascii_uppercase()]
            .into_iter()
            .chain(characters)
            .collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(platform: &str, version: &str) -> Host {
        Host {
            platform: platform.to_owned(),
            platform_version: version.to_owned(),
            ..Host::default()
        }
    }

    #[test]
    fn systems_have_their_usual_names() {
        for (platform, version, expected) in [
            ("debian", "12.5", "Debian 12.5"),
            ("darwin", "12.3.1", "macOS 12.3.1"),
            (
                "Microsoft Windows Server 2022 Datacenter",
                "10.0.20348",
                "Windows Server 2022 Datacenter",
            ),
            ("freebsd", "14.0", "FreeBSD 14.0"),
            ("arch", "", "Arch"),
            ("", "", ""),
            ("<b>x</b>", "1", "<b>x</b> 1"),
        ] {
            assert_eq!(host(platform, version).system(), expected);
        }
    }

    #[test]
    fn cores_are_counted_over_all_models() {
        let cpu = [
            "Intel(R) Xeon(R) CPU @ 2.60GHz 2 Virtual Core",
            "EPYC 96 Physical Core",
            "odd",
        ];
        let host = Host {
            cpu: cpu.map(str::to_owned).to_vec(),
            ..Host::default()
        };
        assert_eq!(host.cores(), Some(98));
        assert_eq!(Host::default().cores(), None);
    }
}
