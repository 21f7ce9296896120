//! What machines are made of: places, systems, processors and sizes as real fleets have them.

/// A place where servers stand.
#[derive(Debug)]
pub(super) struct City {
    /// Its name, in the script an owner would write.
    pub(super) name: &'static str,
    /// The owner's group.
    pub(super) tag: &'static str,
    /// ISO 3166 alpha-2, lower case.
    pub(super) country: &'static str,
    /// Degrees north.
    pub(super) latitude: f64,
    /// Degrees east; the clock of the place follows it.
    pub(super) longitude: f64,
}

const fn city(
    name: &'static str,
    tag: &'static str,
    country: &'static str,
    latitude: f64,
    longitude: f64,
) -> City {
    City {
        name,
        tag,
        country,
        latitude,
        longitude,
    }
}

/// The first twelve belong to the first twelve servers, in this order.
pub(super) static CITIES: [City; 32] = [
    city("香港", "亚洲", "hk", 22.3, 114.2),
    city("東京", "日本", "jp", 35.7, 139.7),
    city("Los Angeles", "US", "us", 34.1, -118.2),
    city("Frankfurt", "Europe", "de", 50.1, 8.7),
    city("Москва", "Россия", "ru", 55.8, 37.6),
    city("新加坡", "亚洲", "sg", 1.4, 103.8),
    city("São Paulo", "América", "br", -23.5, -46.6),
    city("London", "Europe", "gb", 51.5, -0.1),
    city("دبي", "", "ae", 25.2, 55.3),
    city("🏠 München", "Home", "", 48.1, 11.6),
    city("Zürich", "Europe", "ch", 47.4, 8.5),
    city("上海", "中国", "cn", 31.2, 121.5),
    city("台北", "亚洲", "tw", 25.0, 121.6),
    city("서울", "아시아", "kr", 37.6, 127.0),
    city("大阪", "日本", "jp", 34.7, 135.5),
    city("San José", "US", "us", 37.3, -121.9),
    city("New York", "US", "us", 40.7, -74.0),
    city("Amsterdam", "Europe", "nl", 52.4, 4.9),
    city("Paris", "Europe", "fr", 48.9, 2.4),
    city("Санкт-Петербург", "Россия", "ru", 59.9, 30.3),
    city("Київ", "Europe", "ua", 50.5, 30.5),
    city("القاهرة", "", "eg", 30.0, 31.2),
    city("मुंबई", "亚洲", "in", 19.1, 72.9),
    city("กรุงเทพฯ", "亚洲", "th", 13.8, 100.5),
    city("Sydney", "Oceania", "au", -33.9, 151.2),
    city("İstanbul", "Europe", "tr", 41.0, 29.0),
    city("北京", "中国", "cn", 39.9, 116.4),
    city("广州", "中国", "cn", 23.1, 113.3),
    city("תל אביב", "", "il", 32.1, 34.8),
    city("Johannesburg", "Africa", "za", -26.2, 28.0),
    city("Kraków", "Europe", "pl", 50.1, 19.9),
    city("Montréal", "América", "ca", 45.5, -73.6),
];

/// What an owner puts behind a place's name to tell two servers apart.
pub(super) static SUFFIXES: [&str; 8] = ["", "web", "db", "edge", "备用", "中转", "予備", "lab"];

/// What some owners put before it.
pub(super) static EMOJI: [&str; 6] = ["🚀", "🐳", "🌸", "⚡", "🧪", "🛰️"];

/// An operating system as its agent words it.
#[derive(Debug)]
pub(super) struct System {
    /// Free text.
    pub(super) platform: &'static str,
    /// Versions in use.
    pub(super) versions: &'static [&'static str],
    /// Which processors it is found on.
    pub(super) family: Family,
}

/// Which kind of machine a system runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// A server or a virtual one.
    Server,
    /// A desk computer of Apple's.
    Apple,
    /// A router.
    Router,
}

const fn system(
    platform: &'static str,
    versions: &'static [&'static str],
    family: Family,
) -> System {
    System {
        platform,
        versions,
        family,
    }
}

/// The first twelve belong to the first twelve servers, in this order.
pub(super) static SYSTEMS: [System; 15] = [
    system("debian", &["12.11", "12.5", "11.9"], Family::Server),
    system("ubuntu", &["24.04", "22.04", "20.04"], Family::Server),
    system("rocky", &["9.5", "8.10"], Family::Server),
    system("centos", &["7.9.2009", "9"], Family::Server),
    system("fedora", &["42", "41"], Family::Server),
    system("almalinux", &["9.5", "8.10"], Family::Server),
    system("alpine", &["3.21.3", "3.19.1"], Family::Server),
    system(
        "Microsoft Windows Server 2022 Datacenter",
        &["10.0.20348.2340 Build 20348.2340"],
        Family::Server,
    ),
    system("opensuse-leap", &["15.6", "15.5"], Family::Server),
    system("darwin", &["15.3.1", "14.7"], Family::Apple),
    system("freebsd", &["14.2-RELEASE", "13.4-RELEASE"], Family::Server),
    system("openwrt", &["24.10.0", "23.05.5"], Family::Router),
    system("arch", &["rolling"], Family::Server),
    system("debian", &["13.0", "12.9"], Family::Server),
    system("ubuntu", &["24.04", "22.04"], Family::Server),
];

/// A size in which machines are sold.
#[derive(Debug)]
pub(super) struct Size {
    pub(super) cores: u32,
    pub(super) mem_bytes: u64,
    pub(super) disk_bytes: u64,
    /// Mean bytes a second, least and most.
    pub(super) rate: (f64, f64),
    /// Processor models.
    pub(super) models: &'static [&'static str],
    /// Whether it is a machine of its own rather than a virtual one.
    pub(super) bare_metal: bool,
}

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

static SMALL_MODELS: [&str; 5] = [
    "Intel(R) Xeon(R) Platinum 8272CL CPU @ 2.60GHz",
    "AMD EPYC 7763 64-Core Processor",
    "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz",
    "QEMU Virtual CPU version 2.5+",
    "AMD EPYC-Milan Processor",
];
static BIG_MODELS: [&str; 4] = [
    "AMD EPYC 9654 96-Core Processor",
    "AMD EPYC 7K62 48-Core Processor",
    "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz",
    "AMD Ryzen 9 7950X 16-Core Processor",
];

/// From the smallest to the largest.
pub(super) static SIZES: [Size; 6] = [
    Size {
        cores: 1,
        mem_bytes: 512 * MIB,
        disk_bytes: 10 * GIB,
        rate: (2e3, 2e5),
        models: &SMALL_MODELS,
        bare_metal: false,
    },
    Size {
        cores: 1,
        mem_bytes: GIB,
        disk_bytes: 25 * GIB,
        rate: (5e3, 5e5),
        models: &SMALL_MODELS,
        bare_metal: false,
    },
    Size {
        cores: 2,
        mem_bytes: 4 * GIB,
        disk_bytes: 60 * GIB,
        rate: (2e4, 2e6),
        models: &SMALL_MODELS,
        bare_metal: false,
    },
    Size {
        cores: 8,
        mem_bytes: 16 * GIB,
        disk_bytes: 240 * GIB,
        rate: (5e4, 5e6),
        models: &SMALL_MODELS,
        bare_metal: false,
    },
    Size {
        cores: 32,
        mem_bytes: 128 * GIB,
        disk_bytes: 3_840 * GIB,
        rate: (4e5, 2e7),
        models: &BIG_MODELS,
        bare_metal: true,
    },
    Size {
        cores: 192,
        mem_bytes: 768 * GIB,
        disk_bytes: 15_360 * GIB,
        rate: (2e6, 8e7),
        models: &BIG_MODELS,
        bare_metal: true,
    },
];

/// A router.
pub(super) static ROUTER: Size = Size {
    cores: 4,
    mem_bytes: 256 * MIB,
    disk_bytes: 112 * MIB,
    rate: (5e4, 1e6),
    models: &["MIPS 1004Kc V2.15"],
    bare_metal: true,
};

/// A desk computer.
pub(super) static APPLE: Size = Size {
    cores: 10,
    mem_bytes: 16 * GIB,
    disk_bytes: 494_384_795_648,
    rate: (2e4, 4e5),
    models: &["Apple M4", "Apple M2"],
    bare_metal: true,
};

/// Graphics processors.
pub(super) static GPUS: [&str; 4] = [
    "NVIDIA H100 80GB HBM3",
    "NVIDIA GeForce RTX 4090",
    "NVIDIA A10",
    "AMD Radeon PRO W7900",
];

/// What virtual machines run in; the most common ones stand more than once.
pub(super) static VIRTUALIZATIONS: [&str; 8] =
    ["kvm", "kvm", "kvm", "kvm", "lxc", "xen", "openvz", "vmware"];

/// Versions of the agent.
pub(super) static AGENT_VERSIONS: [&str; 4] = ["0.20.5", "0.20.5", "0.20.3", "0.19.4"];
