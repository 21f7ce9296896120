//! Which charts a server's recording is shown in, and how their figures are written.

use crate::domain::recording::{Figure, Recording};
use crate::domain::units::{self, Quantity};

/// One chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveChart {
    /// CPU use.
    Cpu,
    /// Memory in use.
    Memory,
    /// Swap in use.
    Swap,
    /// Disk in use.
    Disk,
    /// Speeds.
    Network,
    /// The three load averages.
    Load,
    /// TCP and UDP.
    Connections,
    /// Running processes.
    Processes,
    /// Graphics processor use.
    Gpu,
    /// Temperatures.
    Temperatures,
}

/// What kind of numbers a chart has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Percent, of 100 as a rule.
    Percent,
    /// Bytes a second.
    Speed,
    /// A load average.
    Load,
    /// What can be counted.
    Count,
    /// Degrees Celsius, which have no natural zero.
    Celsius,
}

impl LiveChart {
    /// All of them, in the order in which they stand.
    pub const ALL: [Self; 10] = [
        Self::Cpu,
        Self::Memory,
        Self::Swap,
        Self::Disk,
        Self::Network,
        Self::Load,
        Self::Connections,
        Self::Processes,
        Self::Gpu,
        Self::Temperatures,
    ];

    /// The word for it that tests read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Swap => "swap",
            Self::Disk => "disk",
            Self::Network => "network",
            Self::Load => "load",
            Self::Connections => "connections",
            Self::Processes => "processes",
            Self::Gpu => "gpu",
            Self::Temperatures => "temperatures",
        }
    }

    /// What can be drawn in it, temperatures excepted: those are as many as there are sensors.
    pub fn figures(self) -> &'static [Figure] {
        match self {
            Self::Cpu => &[Figure::Cpu],
            Self::Memory => &[Figure::Memory],
            Self::Swap => &[Figure::Swap],
            Self::Disk => &[Figure::Disk],
            Self::Network => &[Figure::NetOut, Figure::NetIn],
            Self::Load => &[Figure::Load1, Figure::Load5, Figure::Load15],
            Self::Connections => &[Figure::Tcp, Figure::Udp],
            Self::Processes => &[Figure::Processes],
            Self::Gpu => &[Figure::Gpu],
            Self::Temperatures => &[],
        }
    }

    /// What is drawn in it of this recording: of the temperatures those of the sensors that the visitor
    /// chose by their names, and where there is none of them those that matter.
    pub fn series(self, recording: &Recording, chosen: &[String]) -> Vec<Figure> {
        if self != Self::Temperatures {
            return self.figures().to_vec();
        }
        let sensors = (0_u8..).zip(&recording.sensors);
        let chosen = sensors.filter(|(_, name)| chosen.contains(name));
        let mut places: Vec<u8> = chosen.map(|(place, _)| place).collect();
        if places.is_empty() {
            places = recording.sensors_that_matter();
        }
        places.into_iter().map(Figure::Sensor).collect()
    }

    /// How many figures of this recording it has; a chart without any does not stand.
    pub fn points(self, recording: &Recording) -> usize {
        let sensors = (0_u8..).zip(&recording.sensors);
        let sensors = sensors.map(|(place, _)| recording.told(Figure::Sensor(place)));
        if self == Self::Temperatures {
            return sensors.sum();
        }
        let figures = self.figures().iter();
        figures.map(|figure| recording.told(*figure)).sum()
    }

    /// Its kind of numbers.
    pub fn scale(self) -> Scale {
        match self {
            Self::Cpu | Self::Memory | Self::Swap | Self::Disk | Self::Gpu => Scale::Percent,
            Self::Network => Scale::Speed,
            Self::Load => Scale::Load,
            Self::Connections | Self::Processes => Scale::Count,
            Self::Temperatures => Scale::Celsius,
        }
    }
}

impl Scale {
    /// A figure with its unit.
    pub fn quantity(self, value: f32) -> Quantity {
        let exact = f64::from(value);
        let (value, unit) = match self {
            Self::Percent => (units::percent(exact), "%"),
            Self::Speed => return units::speed(whole(exact)),
            Self::Load => (units::three_digits(exact), ""),
            Self::Count => (units::at_most(exact, 0), ""),
            Self::Celsius => (units::degrees(exact), "°C"),
        };
        Quantity { value, unit }
    }

    /// The unit of an axis that ends at `top`.
    pub fn unit(self, top: f64) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Speed => units::speed(whole(top)).unit,
            Self::Load | Self::Count => "",
            Self::Celsius => "°C",
        }
    }

    /// A number of an axis that ends at `top`, in that axis' unit; neighbours are `step` apart.
    pub fn tick(self, value: f64, step: f64, top: f64) -> String {
        let mut size = 1.0;
        if self == Self::Speed {
            // The prefix that the formatter gives the top.
            let top = whole(top) as f64;
            while top / size >= 999.5 {
                size *= 1_000.0;
            }
        }
        let step = step / size;
        let decimals = if step >= 1.0 {
            0
        } else if step >= 0.1 {
            1
        } else {
            2
        };
        units::at_most(value / size, decimals)
    }
}

/// Saturates where a number is too large for its digits to mean anything.
fn whole(value: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let value = value as u64;
    value
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::Scale;
    use crate::domain::units;

    #[test]
    fn a_half_is_told_alike_beside_a_chart_and_in_it() {
        // 44.85 in 32 bits is a little less than that, in 64 a little more.
        #[expect(clippy::cast_possible_truncation)]
        let kept = 44.85_f64 as f32;
        assert_eq!(Scale::Load.quantity(kept).value, "44.9");
        assert_eq!(units::three_digits(44.85), "44.9");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn figures_are_told_alike_beside_a_chart_and_in_it(
            tenths in 0_u32..20_000,
            exact in -50.0_f64..200_000.0,
            bytes: u64,
        ) {
            for value in [exact, f64::from(tenths) / 100.0, f64::from(tenths) / 1_000.0] {
                #[expect(clippy::cast_possible_truncation)]
                let kept = value as f32;
                prop_assert_eq!(Scale::Percent.quantity(kept).value, units::percent(value));
                prop_assert_eq!(Scale::Load.quantity(kept).value, units::three_digits(value));
                prop_assert_eq!(Scale::Celsius.quantity(kept).value, units::degrees(value));
            }
            let bytes = bytes >> (tenths % 64);
            prop_assert_eq!(Scale::Speed.quantity(bytes as f32), units::speed(bytes));
        }
    }
}
