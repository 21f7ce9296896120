//! What an agent can truly have measured: one rule for each figure.
//!
//! Counters wrap below zero, clocks are set after the start, and sensors that hang in the air tell
//! something. What cannot be true is unknown wherever the figure is read: it is in no sum, no order,
//! no chart and no alarm. What was said instead is kept, for whoever looks for the broken agent. The
//! rule is applied where the roster takes in a report, so that nobody reads a figure before it.
//!
//! The bounds are wide on purpose: what is odd but possible, such as a swap at 150 % or a CPU at
//! 104 %, is told as it is.

use crate::domain::flags::has_flag;
use crate::domain::server::{Host, Metrics};
use crate::domain::time::UnixMillis;
use crate::domain::units::at_most;

/// What something that is unknown would have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// How much memory there is.
    MemoryTotal,
    /// How much swap there is.
    SwapTotal,
    /// How much disk there is.
    DiskTotal,
    /// When the machine started.
    Boot,
    /// The country or region.
    Country,
    /// Processor use.
    Cpu,
    /// Memory in use.
    Memory,
    /// Swap in use.
    Swap,
    /// Disk in use.
    Disk,
    /// Bytes sent since boot.
    Sent,
    /// Bytes received since boot.
    Received,
    /// Bytes a second sent.
    Up,
    /// Bytes a second received.
    Down,
    /// Seconds since the machine started.
    Uptime,
    /// The three load averages.
    Load,
    /// TCP connections.
    Tcp,
    /// UDP sockets.
    Udp,
    /// Running processes.
    Processes,
    /// Use of the graphics processor.
    Gpu,
    /// A temperature, by its place among the sensors.
    Sensor(usize),
}

impl Part {
    /// Whether it is said of the machine rather than of how it is: the two are told apart from each other.
    fn is_of_host(self) -> bool {
        matches!(
            self,
            Self::MemoryTotal | Self::SwapTotal | Self::DiskTotal | Self::Boot | Self::Country
        )
    }
}

/// Why something is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The agent does not measure it.
    NotMeasured,
    /// It said this, which cannot be true: the number or the text as it was sent.
    Untrue(String),
}

/// Something that is unknown, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What it is.
    pub part: Part,
    /// Why it is unknown.
    pub reason: Reason,
}

/// More than any machine moves: 8 Tbit/s. A counter that fell by a little is 2^64 less that, divided
/// by the seconds between two reports, and lies above for half a year of them.
const MOST_SPEED: u64 = 1_000_000_000_000;

/// Below, a speed that happens to be a whole fraction of the counter is no wonder.
const LEAST_WHOLE: u64 = 1_000_000;

/// The longest pause between two reports, after which the first speed may be the counter divided by it.
const LONGEST_PAUSE_SECONDS: u64 = 10;

/// Within so many seconds of its start a machine may truly have moved all it moved just now.
const JUST_STARTED_SECONDS: u64 = 60;

/// 1 EiB: three years of 100 Gbit/s. A counter that fell below zero is 16 of them.
const MOST_TRAFFIC: u64 = (1 << 60) - 1;

/// Below 1 PiB: the largest machine there is has a sixth of it.
const MOST_MEMORY: u64 = (1 << 50) - 1;

/// Below 1 EiB: a mounted cloud store says 1 PiB, and there may be several.
const MOST_DISK: u64 = (1 << 60) - 1;

/// So many times what there is may be in use by the agent's count.
const MOST_TIMES: u64 = 2;

/// The same in percent.
const MOST_PERCENT: f64 = 200.0;

/// As many tasks as Linux can number.
const MOST_TASKS: u64 = 1 << 22;

/// A socket takes a kilobyte at least, and these would fill 1 TB.
const MOST_CONNECTIONS: u64 = 1_000_000_000;

/// Degrees that a sensor of a running machine can measure. Those that are connected to nothing say
/// -62, 127, or millions.
const COLDEST: f64 = -40.0;
const HOTTEST: f64 = 125.0;

/// The first second of 2011. The oldest kernel that an agent runs on is of the end of 2009, and clocks
/// that forgot the time start in 1970, 1980, 2000 or 2010.
const OLDEST_BOOT_SECONDS: u64 = 1_293_840_000;

/// How far a machine's clock may be ahead of the dashboard's.
const AHEAD_MS: i64 = 86_400_000;

/// Judges what a machine is.
pub fn judge_host(host: &mut Host, now: UnixMillis, unknown: &mut Vec<Unknown>) {
    let totals = [
        (Part::MemoryTotal, &mut host.mem_total_bytes, MOST_MEMORY),
        (Part::SwapTotal, &mut host.swap_total_bytes, MOST_MEMORY),
        (Part::DiskTotal, &mut host.disk_total_bytes, MOST_DISK),
    ];
    for (part, total, most) in totals {
        if *total > most {
            unknown.push(untrue(part, total.to_string()));
            *total = 0;
        }
    }
    let oldest = i64::try_from(OLDEST_BOOT_SECONDS * 1_000).unwrap_or(0);
    let is_true = |boot: &UnixMillis| {
        let is_ahead = now.0 > oldest && boot.since(now) > AHEAD_MS;
        boot.0 >= oldest && !is_ahead
    };
    host.boot_time = host.boot_time.filter(is_true);
    if host.boot_time.is_none() && host.boot_said > 0 {
        unknown.push(untrue(Part::Boot, host.boot_said.to_string()));
    }
    if let Some(code) = country_of(&host.country_code) {
        host.country_code = code;
    } else {
        let said = std::mem::take(&mut host.country_code);
        unknown.push(untrue(Part::Country, said));
    }
    for models in [&mut host.cpu, &mut host.gpu] {
        models.retain(|model| !is_blank(model));
    }
}

/// Judges how a machine is; what it is was judged before.
pub fn judge_metrics(
    host: &Host,
    metrics: &mut Metrics,
    now: UnixMillis,
    unknown: &mut Vec<Unknown>,
) {
    let amounts = [
        (
            Part::Memory,
            &mut metrics.mem_used_bytes,
            host.mem_total_bytes,
            MOST_MEMORY,
        ),
        (
            Part::Swap,
            &mut metrics.swap_used_bytes,
            host.swap_total_bytes,
            MOST_MEMORY,
        ),
        (
            Part::Disk,
            &mut metrics.disk_used_bytes,
            host.disk_total_bytes,
            MOST_DISK,
        ),
    ];
    for (part, used, total, most) in amounts {
        // Without a total nothing says how much may be in use.
        let most = if total > 0 { total * MOST_TIMES } else { most };
        at_most_of(used, most, part, unknown);
    }
    let now_seconds = u64::try_from(now.0 / 1_000).unwrap_or(0);
    let longest = now_seconds.max(OLDEST_BOOT_SECONDS * 2 - 1) - OLDEST_BOOT_SECONDS;
    let counts = [
        (
            Part::Sent,
            &mut metrics.net_out_transfer_bytes,
            MOST_TRAFFIC,
        ),
        (
            Part::Received,
            &mut metrics.net_in_transfer_bytes,
            MOST_TRAFFIC,
        ),
        (Part::Uptime, &mut metrics.uptime_seconds, longest),
        (Part::Tcp, &mut metrics.tcp_connections, MOST_CONNECTIONS),
        (Part::Udp, &mut metrics.udp_connections, MOST_CONNECTIONS),
        (Part::Processes, &mut metrics.processes, MOST_TASKS),
    ];
    for (part, count, most) in counts {
        at_most_of(count, most, part, unknown);
    }
    if metrics.uptime_seconds == Some(0) && host.boot_time.is_none() {
        metrics.uptime_seconds = None;
        unknown.push(not_measured(Part::Uptime));
    }
    let uptime = metrics.uptime_seconds.unwrap_or(u64::MAX);
    let speeds = [
        (
            Part::Up,
            &mut metrics.net_out_speed,
            metrics.net_out_transfer_bytes,
        ),
        (
            Part::Down,
            &mut metrics.net_in_speed,
            metrics.net_in_transfer_bytes,
        ),
    ];
    for (part, speed, counter) in speeds {
        let is_whole = |speed: u64| {
            uptime > JUST_STARTED_SECONDS && counter.is_some_and(|counter| is_all(speed, counter))
        };
        let most = if speed.is_some_and(is_whole) {
            0
        } else {
            MOST_SPEED
        };
        at_most_of(speed, most, part, unknown);
    }
    for (part, percent) in [
        (Part::Cpu, &mut metrics.cpu_percent),
        (Part::Gpu, &mut metrics.gpu_percent),
    ] {
        if let Some(said) = percent.filter(|percent| !(0.0..=MOST_PERCENT).contains(percent)) {
            *percent = None;
            unknown.push(untrue(part, at_most(said, 3)));
        }
    }
    judge_load(host, metrics, unknown);
    for (place, sensor) in metrics.temperatures.iter_mut().enumerate() {
        let is_untrue = |celsius: &f64| !(COLDEST..=HOTTEST).contains(celsius);
        if let Some(said) = sensor.celsius.filter(is_untrue) {
            sensor.celsius = None;
            unknown.push(untrue(Part::Sensor(place), at_most(said, 3)));
        }
    }
}

/// Windows has no load average: agents there say nothing three times.
fn judge_load(host: &Host, metrics: &mut Metrics, unknown: &mut Vec<Unknown>) {
    let loads = [metrics.load1, metrics.load5, metrics.load15];
    let is_untrue = |load: &f64| !(0.0..=MOST_TASKS as f64).contains(load);
    let is_nothing = loads.iter().all(|load| load.unwrap_or(0.0) == 0.0);
    if is_nothing && (host.is_windows() || loads == [None; 3]) {
        [metrics.load1, metrics.load5, metrics.load15] = [None; 3];
        unknown.push(not_measured(Part::Load));
    } else if loads.iter().flatten().any(is_untrue) {
        let said = loads.map(|load| load.map_or_else(|| "–".to_owned(), |load| at_most(load, 3)));
        unknown.push(untrue(Part::Load, said.join(" ")));
        let loads = loads.map(|load| load.filter(|load| !is_untrue(load)));
        [metrics.load1, metrics.load5, metrics.load15] = loads;
    }
}

/// Whether a speed is the whole counter rather than what was added to it: the first report of an agent
/// knows no earlier one. Nor can a counter hold less than what went by in one second.
fn is_all(speed: u64, counter: u64) -> bool {
    speed >= LEAST_WHOLE
        && counter > 0
        && (speed > counter || (1..=LONGEST_PAUSE_SECONDS).any(|pause| counter / pause == speed))
}

/// A count that may be so much; what is absent is not measured.
fn at_most_of(value: &mut Option<u64>, most: u64, part: Part, unknown: &mut Vec<Unknown>) {
    match *value {
        None => unknown.push(not_measured(part)),
        Some(said) if said > most => {
            *value = None;
            unknown.push(untrue(part, said.to_string()));
        }
        Some(_) => {}
    }
}

fn untrue(part: Part, said: String) -> Unknown {
    Unknown {
        part,
        reason: Reason::Untrue(said),
    }
}

fn not_measured(part: Part) -> Unknown {
    Unknown {
        part,
        reason: Reason::NotMeasured,
    }
}

/// Keeps of what was unknown what is said of the machine, or all else.
pub fn keep(unknown: &mut Vec<Unknown>, of_host: bool) {
    unknown.retain(|one| one.part.is_of_host() == of_host);
}

/// Continents by their codes, which some services tell in place of a country. The others are countries
/// too.
const CONTINENTS: [&str; 2] = ["an", "oc"];

/// A country's code in lower case, from what an agent says: any case, blanks around it. The empty text
/// of an empty one; `None` of a text that is no country.
fn country_of(said: &str) -> Option<String> {
    let code = said.trim().to_ascii_lowercase();
    // Britain's domain is what many take for its code.
    let code = if code == "uk" { "gb".to_owned() } else { code };
    let is_known = is_blank(&code) || has_flag(&code) || CONTINENTS.contains(&code.as_str());
    is_known.then_some(code)
}

/// Whether there is nothing in a text to see or to point at: blanks, controls, marks without a width.
pub fn is_blank(text: &str) -> bool {
    let is_unseen = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(
                letter,
                '\u{ad}'
                    | '\u{34f}'
                    | '\u{61c}'
                    | '\u{115f}'..='\u{1160}'
                    | '\u{17b4}'..='\u{17b5}'
                    | '\u{180b}'..='\u{180f}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{202a}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}'
                    | '\u{2800}'
                    | '\u{3164}'
                    | '\u{fe00}'..='\u{fe0f}'
                    | '\u{feff}'
                    | '\u{ffa0}'
                    | '\u{e0000}'..='\u{e0fff}'
            )
    };
    text.chars().all(is_unseen)
}

/// A name that can be read and pointed at: the number where there is none.
pub fn named(name: String, number: u64) -> String {
    if is_blank(&name) {
        format!("#{number}")
    } else {
        name
    }
}
