//! What a server of the fleet is: drawn once from the seed and its index, the same for ever.

use std::net::Ipv6Addr;

use lotus::wire::{HostDto, TextDto};

use super::SyntheticServer;
use super::activity::Activity;
use super::catalog::{
    AGENT_VERSIONS, APPLE, CITIES, City, EMOJI, Family, GPUS, ROUTER, SIZES, SUFFIXES, SYSTEMS,
    Size, System, VIRTUALIZATIONS,
};
use super::noise::{Key, whole};
use super::note::public_note;

/// Unix seconds of a midnight before which every machine booted (2026-11-15). Boot times have to
/// be fixed; a clock that is behind one of them sees a machine without uptime or traffic.
const BOOTED_BEFORE: f64 = 1_794_700_800.0;
const DAY: f64 = 86_400.0;

/// Everything about a server that does not change.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) index: u32,
    pub(super) key: Key,
    pub(super) server: SyntheticServer,
    pub(super) activity: Activity,
    pub(super) host: HostDto<'static>,
    pub(super) city: &'static City,
    pub(super) cores: u32,
    pub(super) mem_total: u64,
    pub(super) swap_total: u64,
    pub(super) disk_total: u64,
    pub(super) boot_ms: i64,
    /// Mean bytes a second, received and sent.
    pub(super) rates: (f64, f64),
    /// Sensors' names; none on most virtual machines.
    pub(super) sensors: &'static [&'static str],
    pub(super) has_gpu: bool,
    /// Whether the agent counts connections and processes.
    pub(super) counts: bool,
}

impl Profile {
    /// Draws the server. The first twelve have a part each, so that every kind occurs in a small
    /// fleet; the rest are left to chance.
    pub(super) fn draw(index: u32, root: Key, first_id: u64) -> Self {
        let key = root.branch(u64::from(index));
        let ([any_city, ..], [any_system, ..]) = (&CITIES, &SYSTEMS);
        let city = own_or_any(index, 0, key, &CITIES).unwrap_or(any_city);
        let system = own_or_any(index, 1, key, systems(index, key)).unwrap_or(any_system);
        let activity = activity(index, key);
        let size = size(index, key, system.family);
        let has_gpu = index == 2 || (index >= 12 && size.cores >= 32 && key.happens(2, 0.3));
        let swap_total = swap(index, key, size);
        // One that stopped had been up before.
        let least_days = if activity == Activity::Live {
            0.1
        } else {
            20.0
        };
        let boot_seconds = whole(BOOTED_BEFORE - DAY * key.magnitude(3, least_days, 500.0));
        let received = key.magnitude(4, size.rate.0, size.rate.1);
        let host = HostDto {
            platform: TextDto::from(system.platform),
            platform_version: text(key, 5, system.versions),
            cpu: Some(vec![cpu_text(key, size)]),
            mem_total: Some(size.mem_bytes),
            disk_total: Some(size.disk_bytes),
            swap_total: Some(swap_total),
            arch: TextDto::from(match system.family {
                Family::Server => "x86_64",
                Family::Apple => "arm64",
                Family::Router => "mips",
            }),
            virtualization: if size.bare_metal {
                TextDto::default()
            } else {
                text(key, 6, &VIRTUALIZATIONS)
            },
            boot_time: Some(boot_seconds),
            country_code: TextDto::from(country(index, key, city)),
            version: text(key, 7, &AGENT_VERSIONS),
            gpu: has_gpu.then(|| gpus(key)),
        };
        Self {
            index,
            key,
            server: server(index, key, city, activity, first_id),
            activity,
            host,
            city,
            cores: size.cores,
            mem_total: size.mem_bytes,
            swap_total,
            disk_total: size.disk_bytes,
            boot_ms: boot_seconds.cast_signed() * 1_000,
            rates: (received, received * key.magnitude(8, 0.4, 2.5)),
            sensors: sensors(key, size, system.family),
            has_gpu,
            counts: index < 12 || !key.happens(9, 0.08),
        }
    }
}

/// The entry that belongs to one of the first twelve servers, else any.
fn own_or_any<T>(index: u32, counter: i64, key: Key, list: &'static [T]) -> Option<&'static T> {
    let own = usize::try_from(index).ok().filter(|index| *index < 12);
    own.and_then(|index| list.get(index))
        .or_else(|| key.pick(counter, list))
}

/// Half of all servers run one of the two most common systems.
fn systems(index: u32, key: Key) -> &'static [System] {
    match SYSTEMS.split_at_checked(2) {
        Some((common, _)) if index >= 12 && key.happens(28, 0.5) => common,
        _ => &SYSTEMS,
    }
}

/// The sensors of a machine; a virtual one has none.
fn sensors(key: Key, size: &Size, family: Family) -> &'static [&'static str] {
    match family {
        Family::Apple => &["SOC MTR Temp Sensor0", "NAND CH0 temp"],
        Family::Router => &["cpu_thermal"],
        Family::Server if !size.bare_metal => &[],
        Family::Server if model(key, size).contains("Intel") => {
            &["coretemp_package_id_0", "nvme_composite"]
        }
        Family::Server => &["k10temp_tctl", "nvme_composite"],
    }
}

fn model(key: Key, size: &Size) -> &'static str {
    key.pick(15, size.models).copied().unwrap_or_default()
}

/// The text at a chance place of a list.
fn text(key: Key, counter: i64, list: &[&'static str]) -> TextDto<'static> {
    TextDto::from(key.pick(counter, list).copied().unwrap_or_default())
}

fn activity(index: u32, key: Key) -> Activity {
    match index {
        3 => Activity::StoppedHoursAgo,
        10 => Activity::StoppedDaysAgo,
        5 => Activity::Never,
        0..12 => Activity::Live,
        _ => match key.between(10, 0.0, 100.0) {
            chance if chance < 3.0 => Activity::StoppedHoursAgo,
            chance if chance < 6.0 => Activity::StoppedDaysAgo,
            chance if chance < 7.5 => Activity::Never,
            _ => Activity::Live,
        },
    }
}

fn size(index: u32, key: Key, family: Family) -> &'static Size {
    let [tiny, .., metal] = &SIZES;
    let [_, common @ .., _] = &SIZES;
    match (family, index) {
        (Family::Apple, _) => &APPLE,
        (Family::Router, _) => &ROUTER,
        (Family::Server, 2) => metal,
        (Family::Server, 12..) if key.happens(11, 0.2) => tiny,
        (Family::Server, 12..) if key.happens(12, 0.03) => metal,
        (Family::Server, _) => key.pick(13, common).unwrap_or(tiny),
    }
}

/// Bytes of swap: the first server has some, the second none.
fn swap(index: u32, key: Key, size: &Size) -> u64 {
    match index {
        1 => 0,
        0 => 2 << 30,
        _ if key.happens(14, 0.5) => size.mem_bytes.min(8 << 30),
        _ => 0,
    }
}

/// A processor in an agent's words.
fn cpu_text(key: Key, size: &Size) -> TextDto<'static> {
    let model = model(key, size);
    let kind = if size.bare_metal {
        "Physical"
    } else {
        "Virtual"
    };
    TextDto::from(format!("{model} {} {kind} Core", size.cores))
}

fn gpus(key: Key) -> Vec<TextDto<'static>> {
    let count = key.pick(16, &[1, 2, 4, 8]).copied().unwrap_or(1);
    vec![text(key, 17, &GPUS); count]
}

/// The country of the address: what a lookup knows, which is at times only the continent or
/// nothing.
fn country(index: u32, key: Key, city: &City) -> &'static str {
    match index {
        8 => "as",
        0..12 => city.country,
        _ if key.happens(18, 0.02) => "eu",
        _ if key.happens(19, 0.03) => "",
        _ => city.country,
    }
}

fn server(index: u32, key: Key, city: &City, activity: Activity, first_id: u64) -> SyntheticServer {
    let (ipv4, ipv6) = addresses(index, key, activity);
    SyntheticServer {
        id: first_id + u64::from(index),
        name: name(index, key, city),
        tag: city.tag.to_owned(),
        note: public_note(index, key.branch(2)),
        display_index: match index {
            0 => 100,
            _ if key.happens(20, 0.4) => 0,
            _ => whole(key.between(21, 0.0, 60.0)).cast_signed() - 10,
        },
        hidden: index == 4 || (index >= 12 && key.happens(22, 0.05)),
        ipv4,
        ipv6,
    }
}

/// The place, what the server is for, and a number where the place would repeat.
fn name(index: u32, key: Key, city: &City) -> String {
    let mut words = Vec::new();
    if index >= 12 && key.happens(23, 0.12) {
        words.extend(key.pick(24, &EMOJI).map(|emoji| (*emoji).to_owned()));
    }
    words.push(city.name.to_owned());
    let suffix = key.pick(25, &SUFFIXES).copied().unwrap_or_default();
    if !suffix.is_empty() {
        words.push(suffix.to_owned());
    }
    if index >= 12 {
        words.push(format!("{:02}", index / 12));
    }
    words.join(" ")
}

/// Addresses of the ranges for documentation (RFC 5737 and RFC 3849). A server that never
/// reported has none, and so have a few others.
fn addresses(index: u32, key: Key, activity: Activity) -> (String, String) {
    if activity == Activity::Never {
        return (String::new(), String::new());
    }
    let network = match index % 3 {
        0 => "192.0.2",
        1 => "198.51.100",
        _ => "203.0.113",
    };
    let v4 = format!("{network}.{}", 1 + (index / 3) % 254);
    let low_bits = |number: u64| u16::try_from(number & 0xffff).unwrap_or(0);
    let subnet = (low_bits(key.number(26)), low_bits(u64::from(index)));
    let v6 = Ipv6Addr::new(0x2001, 0xdb8, subnet.0, subnet.1, 0, 0, 0, 1).to_string();
    let chance = match index {
        0 => 0.0,
        6 => 0.9,
        9 => 0.99,
        _ => key.unit(27),
    };
    match chance {
        both if both < 0.5 => (v4, v6),
        only_v4 if only_v4 < 0.87 => (v4, String::new()),
        only_v6 if only_v6 < 0.97 => (String::new(), v6),
        _ => (String::new(), String::new()),
    }
}
