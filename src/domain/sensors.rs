//! Which of a machine's many temperatures matter.
//!
//! A board tells dozens, most of them of places that nobody knows, some of inputs that are connected to
//! nothing. What matters is the processor's own, the hottest, and the disks.

/// How many are shown without anybody's choice.
pub const SHOWN: usize = 4;

/// How a processor's own sensor is called by the systems: the whole of it before one of its parts.
const PACKAGES: [&str; 10] = [
    "package",
    "tctl",
    "tdie",
    "cpu_thermal",
    "cpu-thermal",
    "soc_thermal",
    "x86_pkg",
    "k10temp",
    "zenpower",
    "cpu",
];

/// How a disk's is called.
const DISKS: [&str; 4] = ["nvme", "drivetemp", "ssd", "hdd"];

/// The places of the sensors that matter, in the order they are told: the processor's own, then the
/// hottest, then disks, then the rest by heat. A sensor is its name and how hot it was.
pub fn that_matter(sensors: &[(&str, f32)]) -> Vec<u8> {
    let mut told: Vec<(u8, String, f32)> = (0_u8..)
        .zip(sensors)
        .map(|(place, (name, celsius))| (place, name.to_ascii_lowercase(), *celsius))
        .collect();
    // The hottest first; of two alike the one that is told first.
    told.sort_by(|one, other| other.2.total_cmp(&one.2));
    let mut chosen: Vec<u8> = Vec::new();
    let mut choose = |found: Option<&(u8, String, f32)>| {
        if let Some((place, ..)) = found
            && chosen.len() < SHOWN
            && !chosen.contains(place)
        {
            chosen.push(*place);
        }
    };
    let package = PACKAGES
        .iter()
        .find_map(|word| told.iter().find(|(_, name, _)| name.contains(word)));
    choose(package);
    choose(told.first());
    let is_disk = |name: &str| DISKS.iter().any(|word| name.contains(word));
    let whole = |name: &str| !name.contains("sensor");
    // A disk tells one for the whole of it and others for its parts.
    for wants_whole in [true, false] {
        for disk in told.iter().filter(|(_, name, _)| is_disk(name)) {
            if whole(&disk.1) == wants_whole {
                choose(Some(disk));
            }
        }
    }
    for sensor in &told {
        choose(Some(sensor));
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_the_hottest_and_the_disks_matter() {
        let board = [
            ("nct6798_systin", 31.0),
            ("nct6798_auxtin0", 22.0),
            ("coretemp_core_0", 51.0),
            ("coretemp_package_id_0", 52.0),
            ("acpitz", 16.8),
            ("nct6798_tsi2_temp", 12.0),
            ("pch_cannonlake", 71.0),
            ("nvme_composite", 44.85),
            ("nvme_sensor_1", 58.0),
            ("drivetemp", 33.0),
        ];
        assert_eq!(that_matter(&board), [3, 6, 7, 9]);
    }

    #[test]
    fn few_are_all_shown_in_their_order() {
        let few = [("b", 40.0), ("", 90.0), ("a", 1.0)];
        assert_eq!(that_matter(&few), [0, 1, 2]);
        assert_eq!(that_matter(&[]), [] as [u8; 0]);
    }

    #[test]
    fn a_board_without_names_shows_the_hottest() {
        let nameless = [0.0, 70.0, 20.0, 60.0, 30.0, 50.0].map(|celsius| ("", celsius));
        assert_eq!(that_matter(&nameless), [1, 3, 4, 5]);
    }
}
