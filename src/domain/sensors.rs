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
    let names: Vec<String> = sensors
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    let mut chosen: Vec<bool> = vec![false; sensors.len()];
    // The hottest of those that are not chosen yet and fit; of two alike the one that is told first.
    let mut choose = |fits: &dyn Fn(&str) -> bool| {
        let mut hottest: Option<(usize, f32)> = None;
        for (place, ((_, celsius), name)) in sensors.iter().zip(&names).enumerate() {
            let is_hotter = hottest.is_none_or(|(_, highest)| *celsius > highest);
            if is_hotter && fits(name) && chosen.get(place) == Some(&false) {
                hottest = Some((place, *celsius));
            }
        }
        let count = chosen.iter().filter(|is_chosen| **is_chosen).count();
        let found = hottest.filter(|_| count < SHOWN);
        let place = found.and_then(|(place, _)| chosen.get_mut(place));
        place.map(|is_chosen| *is_chosen = true).is_some()
    };
    for word in PACKAGES {
        if choose(&|name| name.contains(word)) {
            break;
        }
    }
    choose(&|_| true);
    let is_disk = |name: &str| DISKS.iter().any(|word| name.contains(word));
    // A disk tells one for the whole of it and others for its parts.
    while choose(&|name| is_disk(name) && !name.contains("sensor")) {}
    while choose(&is_disk) {}
    while choose(&|_| true) {}
    let places = (0_u8..).zip(chosen);
    let chosen = places.filter(|(_, is_chosen)| *is_chosen);
    chosen.map(|(place, _)| place).collect()
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
