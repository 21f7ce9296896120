//! What a machine is, in the few words a card has room for.

use crate::domain::server::Host;
use crate::domain::units::at_most;

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
        if version.is_empty() || self.is_windows() {
            return name;
        }
        format!("{name} {version}")
    }

    /// The same without what a card has no room for: `Debian 12`, `Windows Server 2022`.
    pub fn short_system(&self) -> String {
        let system = self.system();
        match system.strip_prefix("Windows ") {
            Some(edition) => {
                let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
                let words = edition.split(' ').collect::<Vec<_>>();
                let end = words
                    .iter()
                    .position(is_number)
                    .map_or(words.len(), |end| end + 1);
                let words = words.get(..end).unwrap_or_default();
                format!("Windows {}", words.join(" "))
            }
            None => match system.rsplit_once(' ') {
                Some((name, version)) => {
                    let major = version.split(['.', '-']).next().unwrap_or(version);
                    format!("{name} {major}")
                }
                None => system,
            },
        }
    }

    /// Whether it runs Windows, whose version does not matter.
    pub fn is_windows(&self) -> bool {
        let platform = self.platform.to_ascii_lowercase();
        platform.split(' ').any(|word| word.starts_with("windows"))
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

    /// Cores, memory and disk as providers write them: `2C 4G 60G`. What is not known is left out.
    pub fn shorthand(&self) -> String {
        let cores = self.cores().map(|cores| format!("{cores}C"));
        let sizes = [self.mem_total_bytes, self.disk_total_bytes].map(size);
        let parts = cores.into_iter().chain(sizes.into_iter().flatten());
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// The models of processors, each once, with how many there are of it: `8 × NVIDIA H100, GT 710`.
pub fn counted(models: &[String]) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for model in models {
        match kinds.iter_mut().find(|(kind, _)| kind == model) {
            Some((_, count)) => *count += 1,
            None => kinds.push((model, 1)),
        }
    }
    let kind = |(model, count): (&str, usize)| match count {
        1 => model.to_owned(),
        _ => format!("{count} × {model}"),
    };
    let kinds: Vec<String> = kinds.into_iter().map(kind).collect();
    kinds.join(", ")
}

/// `512M`, `4G`, `3.75T`: binary units, at most three digits.
fn size(bytes: u64) -> Option<String> {
    let gigabytes = bytes as f64 / f64::from(1 << 30);
    let (value, unit) = if bytes == 0 {
        return None;
    } else if gigabytes < 0.95 {
        (gigabytes * 1024.0, 'M')
    } else if gigabytes < 1000.0 {
        (gigabytes, 'G')
    } else {
        (gigabytes / 1024.0, 'T')
    };
    let decimals = usize::from(value < 9.95) + usize::from(value < 9.95 && unit == 'T');
    Some(format!("{}{unit}", at_most(value, decimals)))
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
    fn a_card_has_room_for_the_first_number_of_a_version() {
        for (platform, version, expected) in [
            ("debian", "12.5", "Debian 12"),
            ("freebsd", "14.2-RELEASE", "FreeBSD 14"),
            (
                "Microsoft Windows Server 2022 Datacenter",
                "10.0.20348",
                "Windows Server 2022",
            ),
            ("Microsoft Windows 11 Pro", "10.0", "Windows 11"),
            ("Microsoft Windows Odd", "10.0", "Windows Odd"),
            ("opensuse-leap", "15.6", "openSUSE Leap 15"),
            ("arch", "", "Arch"),
            ("", "", ""),
        ] {
            assert_eq!(host(platform, version).short_system(), expected);
        }
    }

    #[test]
    fn sizes_are_short() {
        const MIB: u64 = 1 << 20;
        for (mem_mib, disk_mib, expected) in [
            (480, 25 * 1024, "480M 25G"),
            (989, 9_830, "1G 9.6G"),
            (3_900, 60 * 1024, "3.8G 60G"),
            (128 * 1024, 3_840 * 1024, "128G 3.75T"),
            (0, 252 * 1024, "252G"),
            (0, 0, ""),
        ] {
            let host = Host {
                mem_total_bytes: mem_mib * MIB,
                disk_total_bytes: disk_mib * MIB,
                ..Host::default()
            };
            assert_eq!(host.shorthand(), expected);
        }
        let host = Host {
            cpu: vec!["X 2 Virtual Core".to_owned()],
            mem_total_bytes: u64::MAX,
            ..Host::default()
        };
        assert_eq!(host.shorthand(), "2C 16777216T");
    }

    #[test]
    fn equal_models_are_counted() {
        let models = |models: &[&str]| {
            let models: Vec<String> = models.iter().map(|model| (*model).to_owned()).collect();
            counted(&models)
        };
        assert_eq!(models(&["H100"; 8]), "8 × H100");
        assert_eq!(models(&["A", "B", "A"]), "2 × A, B");
        assert_eq!(models(&["A"]), "A");
        assert_eq!(models(&[]), "");
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
