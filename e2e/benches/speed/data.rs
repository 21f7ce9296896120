//! Latencies as monitors see them, the same at each run.

use std::fs;
use std::path::{Path, PathBuf};

use lotus_e2e::{Failure, Outcome};
use serde_json::{Value, json};

/// A sample a minute, as V0 writes them.
const MINUTE_MS: i64 = 60_000;

/// How much is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) series: u32,
    pub(crate) samples: u32,
}

impl std::fmt::Display for Size {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} × {}", self.series, self.samples)
    }
}

/// The folder that is served.
pub(crate) fn site() -> Outcome<PathBuf> {
    let site = std::env::var_os("LOTUS_DIST").map(PathBuf::from);
    let site = site.filter(|site| site.join("bench/chart.html").is_file());
    site.ok_or_else(|| {
        Failure::new("start this by `cargo xtask bench`, which builds what it needs")
    })
}

/// Latencies of one series, milliseconds to the thousandth: `None` where there is no sample, 0
/// where it was lost.
fn latencies(size: Size, series: u32) -> Vec<Option<f32>> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ (u64::from(series) + 1) << 32);
    let base = 12.0 + 31.0 * f64::from(series) + 20.0 * chance.unit();
    let jitter = 0.5 + 0.03 * base;
    let (mut gap, mut outage, mut drift) = (0, 0, 0.0);
    let one = |_| {
        // The agent is away for some minutes once in a day and a half.
        if chance.happens(1.0 / 2_000.0) {
            gap = 4 + chance.below(20);
        }
        // Something on the way is broken, once a day.
        if chance.happens(1.0 / 1_440.0) {
            outage = 3 + chance.below(15);
        }
        drift = 0.995 * drift + 0.1 * (chance.unit() - 0.5);
        if gap > 0 {
            gap -= 1;
            return None;
        }
        outage = u32::saturating_sub(outage, 1);
        if chance.happens(if outage > 0 { 0.5 } else { 0.003 }) {
            return Some(0.0);
        }
        let late = chance.unit();
        let noise = jitter * (late + 0.2 / (1.02 - late) + drift);
        let spike = if chance.happens(0.004) {
            40.0 * f64::powf(22.0, chance.unit())
        } else {
            0.0
        };
        let latency = f64::min(base + noise + spike, 1_000.0);
        #[expect(clippy::cast_possible_truncation, reason = "the wire has 32 bits")]
        let latency = ((latency * 1_000.0).round() / 1_000.0) as f32;
        Some(latency)
    };
    (0..size.samples).map(one).collect()
}

/// Writes the latencies of all series as 32-bit floats, NaN where there is no sample, and gives the
/// file's name below `bench/`.
pub(crate) fn write_floats(folder: &Path, size: Size) -> Outcome<String> {
    let name = format!("{}x{}.bin", size.series, size.samples);
    let mut bytes = Vec::new();
    for series in 0..size.series {
        for latency in latencies(size, series) {
            bytes.extend(latency.unwrap_or(f32::NAN).to_le_bytes());
        }
    }
    fs::write(folder.join("bench").join(&name), bytes)?;
    Ok(name)
}

/// Writes the same as histories of server 1, the last sample at `until_ms`, and gives the file.
pub(crate) fn write_histories(folder: &Path, size: Size, until_ms: i64) -> Outcome<PathBuf> {
    let last = until_ms.div_euclid(MINUTE_MS);
    let first = last - i64::from(size.samples) + 1;
    let history = |series: u32| -> Value {
        let minutes = first..=last;
        let samples = minutes.zip(latencies(size, series));
        let samples = samples.filter_map(|(minute, latency)| Some((minute * MINUTE_MS, latency?)));
        let (times, values): (Vec<i64>, Vec<f32>) = samples.unzip();
        json!({
            "monitor_id": 100 + series,
            "server_id": 1,
            "monitor_name": format!("Monitor {}", series + 1),
            "server_name": "",
            "created_at": times,
            "avg_delay": values,
        })
    };
    let histories: Vec<Value> = (0..size.series).map(history).collect();
    let file = folder.with_file_name(format!("histories-{}.json", size.samples));
    fs::write(&file, serde_json::to_string(&histories)?)?;
    Ok(file)
}

/// `xorshift64*`.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound)).unwrap_or(0)
    }
}
