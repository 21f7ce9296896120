//! A fleet of synthetic servers that live: everything about them is a function of seed, index and
//! time. Nothing is stored and nothing runs, so that two thousand of them cost nothing until they
//! are asked, the same seed gives the same fleet, and a restart changes nothing.

mod activity;
mod catalog;
mod latency;
mod load;
mod noise;
mod note;
mod profile;
#[cfg(test)]
mod tests;

use lotus::wire::{HostDto, StateDto};

use activity::Activity;
use latency::PLACES;
use noise::Key;
use profile::Profile;

/// The id of the fleet's first monitor, far from the ids that real monitors count up to.
const FIRST_MONITOR_ID: u64 = 1_001;

/// What an owner would have entered about a server, and its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticServer {
    /// The server's id.
    pub id: u64,
    /// Its name, in one of several scripts.
    pub name: String,
    /// Its group; empty when it has none.
    pub tag: String,
    /// The public note: the community's JSON for some, a plain remark for others.
    pub note: Option<String>,
    /// The owner's order, highest first; may be negative.
    pub display_index: i64,
    /// Whether guests may not see it.
    pub hidden: bool,
    /// An address of a range for documentation, or empty.
    pub ipv4: String,
    /// An address of a range for documentation, or empty.
    pub ipv6: String,
}

/// A monitor that measures every server of the fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FleetMonitor {
    /// The monitor's id.
    pub id: u64,
    /// Its name; not unique.
    pub name: String,
}

/// The fleet. An index runs from 0 to below [`Fleet::len`]; beyond it there is nothing.
#[derive(Debug)]
pub struct Fleet {
    profiles: Vec<Profile>,
    monitors: Vec<FleetMonitor>,
}

impl Fleet {
    /// A fleet of `count` servers, whose ids count up from `first_id`. With twelve or more, each
    /// kind of server occurs: hidden, offline, never reported, with graphics processors, …
    pub fn new(count: u32, seed: u64, first_id: u64) -> Self {
        let root = Key::new(seed);
        let draw = |index| Profile::draw(index, root, first_id);
        Self {
            profiles: (0..count).map(draw).collect(),
            monitors: PLACES
                .iter()
                .zip(FIRST_MONITOR_ID..)
                .map(|(place, id)| FleetMonitor {
                    id,
                    name: place.name.to_owned(),
                })
                .collect(),
        }
    }

    /// How many servers there are.
    pub fn len(&self) -> usize {
        self.profiles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// What the owner entered about a server; an empty one beyond the fleet.
    pub fn server(&self, index: usize) -> &SyntheticServer {
        static NOBODY: SyntheticServer = SyntheticServer {
            id: 0,
            name: String::new(),
            tag: String::new(),
            note: None,
            display_index: 0,
            hidden: false,
            ipv4: String::new(),
            ipv6: String::new(),
        };
        self.profiles
            .get(index)
            .map_or(&NOBODY, |profile| &profile.server)
    }

    /// What the server is; `None` when it never reported.
    pub fn host(&self, index: usize) -> Option<HostDto<'static>> {
        let profile = self.profiles.get(index)?;
        (profile.activity != Activity::Never).then(|| profile.host.clone())
    }

    /// How the server was at its last report before `now_ms` (unix milliseconds); `None` when it
    /// never reported. A server that stopped keeps its last state.
    pub fn state(&self, index: usize, now_ms: i64) -> Option<StateDto<'static>> {
        let profile = self.profiles.get(index)?;
        let report = profile.activity.last_report(profile.key, now_ms)?;
        Some(load::state(profile, report))
    }

    /// When the server last reported before `now_ms`, both in unix milliseconds: up to three
    /// seconds ago for one that lives; `None` when it never did.
    pub fn last_active(&self, index: usize, now_ms: i64) -> Option<i64> {
        let profile = self.profiles.get(index)?;
        let report = profile.activity.last_report(profile.key, now_ms)?;
        Some(report.at_ms)
    }

    /// The monitors, each of which measures every server.
    pub fn monitors(&self) -> &[FleetMonitor] {
        &self.monitors
    }

    /// What a monitor (by its place in [`Fleet::monitors`]) measured of a server: unix
    /// milliseconds cut to the minute, and V0's average delay in milliseconds, oldest first.
    /// `to_ms` is taken for now: a server that has stopped by then has no rows after its stop.
    pub fn history(
        &self,
        index: usize,
        monitor: usize,
        from_ms: i64,
        to_ms: i64,
    ) -> Vec<(i64, f32)> {
        let found = self.profiles.get(index).zip(PLACES.get(monitor));
        let Some((profile, place)) = found else {
            return Vec::new();
        };
        match profile.activity.alive_until(profile.key, to_ms) {
            Some(until_ms) => latency::rows(profile, monitor, place, from_ms, until_ms),
            None => Vec::new(),
        }
    }
}
