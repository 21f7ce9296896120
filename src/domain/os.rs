//! Which operating system's mark stands for a platform.

/// What a word of the platform's text begins with, and the mark it means. The first entry that
/// fits wins, whatever the order of the words: `Debian GNU/Linux` is Debian. Entries of up to
/// three letters must be the whole word, because they begin too many others.
const MARKS: [(&str, &str); 55] = [
    ("windows", "windows"),
    ("win", "windows"),
    ("darwin", "apple"),
    ("macos", "apple"),
    ("mac", "apple"),
    ("osx", "apple"),
    ("ios", "apple"),
    ("android", "android"),
    ("raspb", "raspberrypi"),
    ("proxmox", "proxmox"),
    ("pve", "proxmox"),
    ("synology", "synology"),
    ("dsm", "synology"),
    ("qnap", "qnap"),
    ("qts", "qnap"),
    ("truenas", "truenas"),
    ("unraid", "unraid"),
    ("openwrt", "openwrt"),
    ("immortalwrt", "openwrt"),
    ("istoreos", "openwrt"),
    ("lede", "openwrt"),
    ("linuxmint", "linuxmint"),
    ("mint", "linuxmint"),
    ("elementary", "elementary"),
    ("zorin", "zorin"),
    ("popos", "popos"),
    ("pop", "popos"),
    ("deepin", "deepin"),
    ("kali", "kalilinux"),
    ("ubuntu", "ubuntu"),
    ("debian", "debian"),
    ("centos", "centos"),
    ("rocky", "rockylinux"),
    ("alma", "almalinux"),
    ("fedora", "fedora"),
    ("redhat", "redhat"),
    ("rhel", "redhat"),
    ("red", "redhat"),
    ("endeavouros", "endeavouros"),
    ("manjaro", "manjaro"),
    ("arch", "archlinux"),
    ("alpine", "alpinelinux"),
    ("opensuse", "opensuse"),
    ("suse", "suse"),
    ("sle", "suse"),
    ("sles", "suse"),
    ("gentoo", "gentoo"),
    ("nixos", "nixos"),
    ("void", "voidlinux"),
    ("slackware", "slackware"),
    ("solus", "solus"),
    ("freebsd", "freebsd"),
    ("openbsd", "openbsd"),
    ("netbsd", "netbsd"),
    ("linux", "linux"),
];

/// Distributions without a mark of their own, which get that of Linux.
const OTHER_LINUX: [&str; 14] = [
    "amazon",
    "amzn",
    "oracle",
    "ol",
    "openeuler",
    "anolis",
    "alinux",
    "opencloudos",
    "tencentos",
    "kylin",
    "uos",
    "devuan",
    "mx",
    "photon",
];

/// The mark for a platform as agents send it, free text in any case: the name of a file
/// `assets/os/<mark>.svg`. `None` for what is not known, and for no text.
pub fn mark_of(platform: &str) -> Option<&'static str> {
    let platform = platform.to_ascii_lowercase();
    let named = MARKS
        .iter()
        .find(|(start, _)| has_word(&platform, start))
        .map(|(_, mark)| *mark);
    named.or_else(|| {
        let is_linux = OTHER_LINUX.iter().any(|start| has_word(&platform, start));
        is_linux.then_some("linux")
    })
}

/// Whether a word of the text begins with `start`; a short `start` must be all of it.
fn has_word(text: &str, start: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word == start || (start.len() > 3 && word.starts_with(start)))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(clippy::expect_used)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn platforms_as_agents_send_them_have_a_mark() {
        for (platform, mark) in [
            ("debian", "debian"),
            ("Debian GNU/Linux", "debian"),
            ("ubuntu", "ubuntu"),
            ("Microsoft Windows Server 2022 Datacenter", "windows"),
            ("Microsoft Windows 11 Pro", "windows"),
            ("darwin", "apple"),
            ("openwrt", "openwrt"),
            ("ImmortalWrt", "openwrt"),
            ("arch", "archlinux"),
            ("archlinux", "archlinux"),
            ("rocky", "rockylinux"),
            ("almalinux", "almalinux"),
            ("centos", "centos"),
            ("redhat", "redhat"),
            ("Red Hat Enterprise Linux", "redhat"),
            ("fedora", "fedora"),
            ("opensuse-leap", "opensuse"),
            ("opensuse-tumbleweed", "opensuse"),
            ("SUSE Linux Enterprise Server", "suse"),
            ("sles", "suse"),
            ("raspbian", "raspberrypi"),
            ("alpine", "alpinelinux"),
            ("linuxmint", "linuxmint"),
            ("Linux Mint", "linuxmint"),
            ("kali", "kalilinux"),
            ("pop", "popos"),
            ("void", "voidlinux"),
            ("freebsd", "freebsd"),
            ("OpenBSD", "openbsd"),
            ("synology", "synology"),
            ("amazon", "linux"),
            ("ol", "linux"),
            ("openEuler", "linux"),
            ("linux", "linux"),
            ("Linux From Scratch", "linux"),
        ] {
            assert_eq!(mark_of(platform), Some(mark), "{platform}");
        }
    }

    #[test]
    fn what_is_not_known_has_none() {
        for platform in [
            "", " ", "plan9", "research", "popular", "olive", "窗口", "é",
        ] {
            assert_eq!(mark_of(platform), None, "{platform}");
        }
    }

    #[test]
    fn each_mark_has_its_file_and_each_file_its_mark() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/os");
        for (_, mark) in MARKS {
            assert!(folder.join(format!("{mark}.svg")).is_file(), "{mark}");
        }
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let name = entry.expect("an entry").file_name();
            let name = name.to_string_lossy();
            if let Some(stem) = name.strip_suffix(".svg") {
                assert!(MARKS.iter().any(|(_, mark)| *mark == stem), "{stem}");
            }
        }
    }
}
