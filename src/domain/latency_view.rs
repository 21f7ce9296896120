//! How a server's latencies are looked at, as the address tells it.
//!
//! `#/server/1?from=…&to=…&monitors=1,3`, in unix milliseconds, or `?range=30m|1h|6h|24h`, which
//! rolls with the dashboard's clock. Without either the chart spans the answer, without `monitors`
//! all are drawn.

use crate::domain::latency::MonitorId;
use crate::domain::route::Route;

/// A stretch of time that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rolling {
    /// 30 minutes.
    HalfHour,
    /// One hour.
    Hour,
    /// Six hours.
    SixHours,
    /// A day, all that the dashboard answers.
    Day,
}

impl Rolling {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::HalfHour, Self::Hour, Self::SixHours, Self::Day];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::HalfHour => "30m",
            Self::Hour => "1h",
            Self::SixHours => "6h",
            Self::Day => "24h",
        }
    }

    /// How long it is, milliseconds.
    pub fn length_ms(self) -> i64 {
        let minutes = match self {
            Self::HalfHour => 30,
            Self::Hour => 60,
            Self::SixHours => 360,
            Self::Day => 1440,
        };
        minutes * 60_000
    }
}

/// The time that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stretch {
    /// From the first to the last sample.
    #[default]
    Everything,
    /// Up to now.
    Rolling(Rolling),
    /// From here to there, unix milliseconds.
    Fixed(i64, i64),
}

/// What is shown of a server's latencies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LatencyView {
    /// Which time.
    pub stretch: Stretch,
    /// Which monitors; `None` for all.
    pub monitors: Option<Vec<MonitorId>>,
}

impl LatencyView {
    /// Reads the fragment of an address. What makes no sense is passed over.
    pub fn parse(fragment: &str) -> Self {
        let query = fragment.split_once('?').map_or("", |(_, query)| query);
        let mut view = Self::default();
        let (mut from, mut to) = (None, None);
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "from" => from = value.parse::<i64>().ok(),
                "to" => to = value.parse::<i64>().ok(),
                "range" => {
                    let named = Rolling::ALL.into_iter().find(|one| one.name() == value);
                    view.stretch = named.map_or(view.stretch, Stretch::Rolling);
                }
                "monitors" => {
                    let ids = value.split(',').filter_map(|id| id.parse().ok());
                    view.monitors = Some(ids.map(MonitorId).collect());
                }
                _ => {}
            }
        }
        if let (Some(from), Some(to)) = (from, to)
            && from < to
        {
            view.stretch = Stretch::Fixed(from, to);
        }
        view
    }

    /// The address of this view.
    pub fn href(&self, route: Route) -> String {
        let mut address = route.href();
        let mut mark = '?';
        let mut push = |key: &str, value: &str| {
            address.push(mark);
            address.push_str(key);
            address.push('=');
            address.push_str(value);
            mark = '&';
        };
        match self.stretch {
            Stretch::Everything => {}
            Stretch::Rolling(rolling) => push("range", rolling.name()),
            Stretch::Fixed(from, to) => {
                push("from", &from.to_string());
                push("to", &to.to_string());
            }
        }
        if let Some(monitors) = &self.monitors {
            let mut ids = String::new();
            for MonitorId(id) in monitors {
                if !ids.is_empty() {
                    ids.push(',');
                }
                ids.push_str(&id.to_string());
            }
            push("monitors", &ids);
        }
        address
    }

    /// Whether a monitor is drawn.
    pub fn shows(&self, id: MonitorId) -> bool {
        self.monitors
            .as_ref()
            .is_none_or(|monitors| monitors.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::server::ServerId;

    fn ids(ids: &[u64]) -> Vec<MonitorId> {
        ids.iter().copied().map(MonitorId).collect()
    }

    #[test]
    fn addresses_are_read_and_written_alike() {
        let route = Route::Server(ServerId(1));
        for (address, stretch, monitors) in [
            ("#/server/1", Stretch::Everything, None),
            (
                "#/server/1?range=6h",
                Stretch::Rolling(Rolling::SixHours),
                None,
            ),
            ("#/server/1?from=5&to=9", Stretch::Fixed(5, 9), None),
            (
                "#/server/1?from=5&to=9&monitors=3,1",
                Stretch::Fixed(5, 9),
                Some(ids(&[3, 1])),
            ),
            ("#/server/1?monitors=", Stretch::Everything, Some(ids(&[]))),
        ] {
            let view = LatencyView::parse(address);
            assert_eq!((view.stretch, view.monitors.clone()), (stretch, monitors));
            assert_eq!(view.href(route), address);
        }
    }

    #[test]
    fn what_makes_no_sense_is_passed_over() {
        for address in [
            "#/server/1?from=9&to=5",
            "#/server/1?from=9",
            "#/server/1?range=2y",
            "#/server/1?from=x&to=y&&=&z",
        ] {
            assert_eq!(
                LatencyView::parse(address),
                LatencyView::default(),
                "{address}"
            );
        }
        let odd = LatencyView::parse("#/server/1?monitors=1,x,3");
        assert_eq!(odd.monitors, Some(ids(&[1, 3])));
    }
}
