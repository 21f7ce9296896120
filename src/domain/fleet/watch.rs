//! Keeping watch over a fleet: who went offline and stayed so, and who came back.

use std::collections::BTreeMap;

use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::domain::time::Monotonic;

/// How long a state must last before it is told: what comes and goes is no news.
pub const LASTS_MS: f64 = 60_000.0;
/// Nothing is known of a longer silence: it lets no state last. A hidden tab looks once a minute, and
/// browsers are late by as much.
pub const SILENCE_MS: f64 = 150_000.0;

/// What is to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Who went offline, and stayed so.
    pub gone: Vec<ServerId>,
    /// Who was told to be offline, and is online to stay.
    pub back: Vec<ServerId>,
}

/// What is known of a server.
#[derive(Clone, Copy, Debug)]
struct Known {
    is_offline: bool,
    /// For how long it has been seen so, ms.
    lasted_ms: f64,
    /// What was told of it last, or was so when the watch began.
    told_offline: bool,
}

/// A watch over a fleet.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    servers: BTreeMap<ServerId, Known>,
    heard_at: Option<Monotonic>,
}

impl Watch {
    /// Takes in how the fleet is, which a message of the dashboard's said. What it never says is
    /// nobody's going: while the dashboard is away there are no messages.
    ///
    /// Where nobody of several is online, the agents have lost the dashboard, or the dashboard its
    /// agents: that is no news of any server.
    pub fn hear(
        &mut self,
        now: Monotonic,
        fleet: impl IntoIterator<Item = (ServerId, Status)>,
    ) -> News {
        let silence_ms = self.heard_at.map_or(0.0, |at| now.since(at));
        self.heard_at = Some(now);
        let passed_ms = if silence_ms <= SILENCE_MS {
            silence_ms
        } else {
            0.0
        };
        let former = std::mem::take(&mut self.servers);
        // What never reported neither goes nor comes.
        let known = fleet
            .into_iter()
            .filter(|(_, status)| *status != Status::Pending);
        self.servers = known
            .map(|(id, status)| {
                let is_offline = status == Status::Offline;
                let before = former.get(&id).copied().unwrap_or(Known {
                    is_offline,
                    lasted_ms: 0.0,
                    told_offline: is_offline,
                });
                let lasted_ms = if before.is_offline == is_offline {
                    before.lasted_ms + passed_ms
                } else {
                    0.0
                };
                let known = Known {
                    is_offline,
                    lasted_ms,
                    ..before
                };
                (id, known)
            })
            .collect();
        let are_all_gone = self.servers.len() > 1 && self.servers.values().all(|it| it.is_offline);
        let mut news = News::default();
        for (id, known) in &mut self.servers {
            let is_news = known.is_offline != known.told_offline && known.lasted_ms >= LASTS_MS;
            if !is_news || are_all_gone {
                continue;
            }
            known.told_offline = known.is_offline;
            if known.is_offline {
                news.gone.push(*id);
            } else {
                news.back.push(*id);
            }
        }
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONLINE: Status = Status::Online;
    const OFFLINE: Status = Status::Offline;

    /// A watch that hears every two seconds.
    struct Told {
        watch: Watch,
        now: f64,
    }

    impl Told {
        fn new() -> Self {
            let watch = Watch::default();
            Self { watch, now: 0.0 }
        }

        /// Hears the same for so long and gives all that was told, with the second when it was.
        fn hear(&mut self, seconds: u32, fleet: &[Status]) -> Vec<(f64, News)> {
            self.hear_each(2, seconds, fleet)
        }

        fn hear_each(&mut self, every: u32, seconds: u32, fleet: &[Status]) -> Vec<(f64, News)> {
            let mut told = Vec::new();
            for _ in 0..seconds / every {
                self.now += f64::from(every) * 1_000.0;
                let fleet = (1_u64..).map(ServerId).zip(fleet.iter().copied());
                let news = self.watch.hear(Monotonic(self.now), fleet);
                if news != News::default() {
                    told.push((self.now / 1_000.0, news));
                }
            }
            told
        }
    }

    fn gone(ids: &[u64]) -> News {
        News {
            gone: ids.iter().copied().map(ServerId).collect(),
            back: Vec::new(),
        }
    }

    fn back(ids: &[u64]) -> News {
        News {
            gone: Vec::new(),
            back: ids.iter().copied().map(ServerId).collect(),
        }
    }

    #[test]
    fn what_lasted_a_minute_is_told_once() {
        let mut told = Told::new();
        assert_eq!(told.hear(100, &[ONLINE, ONLINE, ONLINE]), []);
        let news = told.hear(300, &[ONLINE, OFFLINE, OFFLINE]);
        assert_eq!(news, [(162.0, gone(&[2, 3]))]);
        let news = told.hear(300, &[ONLINE, ONLINE, OFFLINE]);
        assert_eq!(news, [(462.0, back(&[2]))]);
    }

    #[test]
    fn what_comes_and_goes_is_no_news() {
        let mut told = Told::new();
        told.hear(10, &[ONLINE, ONLINE]);
        for _ in 0..10 {
            assert_eq!(told.hear(50, &[ONLINE, OFFLINE]), []);
            assert_eq!(told.hear(20, &[ONLINE, ONLINE]), []);
        }
    }

    #[test]
    fn who_was_offline_before_the_watch_is_none_but_coming_back_is_told() {
        let mut told = Told::new();
        assert_eq!(told.hear(200, &[ONLINE, OFFLINE]), []);
        let news = told.hear(100, &[ONLINE, ONLINE]);
        assert_eq!(news, [(262.0, back(&[2]))]);
    }

    #[test]
    fn where_everybody_is_gone_it_is_the_dashboard() {
        let mut told = Told::new();
        told.hear(10, &[ONLINE, ONLINE, ONLINE]);
        assert_eq!(told.hear(600, &[OFFLINE, OFFLINE, OFFLINE]), []);
        // One comes back, and the others really are gone.
        let news = told.hear(100, &[ONLINE, OFFLINE, OFFLINE]);
        assert_eq!(news, [(612.0, gone(&[2, 3]))]);
        // Of a single server nothing else can be said.
        let mut told = Told::new();
        told.hear(10, &[ONLINE]);
        assert_eq!(told.hear(100, &[OFFLINE]), [(72.0, gone(&[1]))]);
    }

    #[test]
    fn silence_lets_nothing_last() {
        let mut told = Told::new();
        told.hear(10, &[ONLINE, ONLINE]);
        assert_eq!(told.hear(2, &[ONLINE, OFFLINE]), []);
        // The dashboard was away for an hour.
        told.now += 3_600_000.0;
        assert_eq!(told.hear(50, &[ONLINE, OFFLINE]), []);
        assert_eq!(told.hear(20, &[ONLINE, OFFLINE]).len(), 1);
    }

    #[test]
    fn a_hidden_tab_that_looks_once_a_minute_learns_it_too() {
        let mut told = Told::new();
        told.hear(10, &[ONLINE, ONLINE]);
        let news = told.hear_each(60, 300, &[ONLINE, OFFLINE]);
        assert_eq!(news, [(130.0, gone(&[2]))]);
    }

    #[test]
    fn who_never_reported_or_was_deleted_neither_goes_nor_comes() {
        let mut told = Told::new();
        told.hear(10, &[ONLINE, Status::Pending, ONLINE]);
        assert_eq!(told.hear(200, &[ONLINE, Status::Pending]), []);
        // Its first report is no coming back.
        assert_eq!(told.hear(200, &[ONLINE, ONLINE]), []);
    }
}
