//! Connections and processes, counted from the kernel's own sums. Only Linux has them at a price
//! that fits every two seconds; elsewhere zero says "not measured".

/// Open sockets and processes; zero when not measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) tcp: u64,
    pub(super) udp: u64,
    pub(super) processes: u64,
}

/// Counts now.
pub(super) fn measure() -> Counts {
    if !cfg!(target_os = "linux") {
        return Counts::default();
    }
    let sockets = ["/proc/net/sockstat", "/proc/net/sockstat6"]
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect::<String>();
    Counts {
        tcp: sockets_of(&sockets, ["TCP:", "TCP6:"]),
        udp: sockets_of(&sockets, ["UDP:", "UDP6:"]),
        processes: processes(),
    }
}

/// Sockets in use, and those that wait for their end (`tw`), of the lines that begin with one of
/// the labels. The sums are kept by the kernel: no table of connections is walked.
fn sockets_of(text: &str, labels: [&str; 2]) -> u64 {
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(label, _)| labels.contains(label))
        .map(|(_, fields)| {
            let words: Vec<&str> = fields.split_whitespace().collect();
            let pairs = words.chunks_exact(2);
            pairs
                .filter_map(|pair| match pair {
                    ["inuse" | "tw", count] => count.parse::<u64>().ok(),
                    _ => None,
                })
                .sum::<u64>()
        })
        .sum()
}

/// The folders of `/proc` that are named by a process id.
fn processes() -> u64 {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return 0;
    };
    let is_process = |name: &std::ffi::OsStr| {
        let bytes = name.as_encoded_bytes();
        !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)
    };
    let count = entries
        .flatten()
        .filter(|entry| is_process(&entry.file_name()))
        .count();
    u64::try_from(count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::sockets_of;

    const SOCKSTAT: &str = "sockets: used 312\n\
        TCP: inuse 41 orphan 0 tw 7 alloc 60 mem 3\n\
        UDP: inuse 5 mem 2\n\
        UDPLITE: inuse 9\n\
        FRAG: inuse 0 memory 0\n\
        TCP6: inuse 4\n\
        UDP6: inuse 2\n";

    #[test]
    fn sums_both_families() {
        assert_eq!(sockets_of(SOCKSTAT, ["TCP:", "TCP6:"]), 52);
        assert_eq!(sockets_of(SOCKSTAT, ["UDP:", "UDP6:"]), 7);
        assert_eq!(sockets_of("", ["UDP:", "UDP6:"]), 0);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn counts_this_process_among_others() {
        assert!(super::measure().processes > 0);
    }
}
