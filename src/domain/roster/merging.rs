//! How a server takes in what a message says of it.

use std::sync::Arc;

use super::{Audience, Server};
use crate::domain::plausible::{is_blank, judge_host, judge_metrics, keep, named};
use crate::domain::rules::MonitorRules;
use crate::domain::server::{Ips, ServerReport};
use crate::domain::status::{Carrier, Status};
use crate::domain::time::UnixMillis;

impl Server {
    /// Whether guests may not see it.
    pub fn is_hidden(&self) -> bool {
        self.audience == Audience::SignedIn
    }

    /// What one message makes of what was known: its texts are moved here, and only what it does not
    /// carry is copied from before. Metrics, status and addresses are not taken yet.
    fn of(known: Option<&Self>, report: &mut ServerReport) -> Self {
        let audience = match report.hidden {
            Some(true) => Audience::SignedIn,
            Some(false) => Audience::Everybody,
            None => known.map(|known| known.audience).unwrap_or_default(),
        };
        let note = report.public_note.take();
        let mut server = Self {
            id: report.id,
            name: named(std::mem::take(&mut report.name), report.id.0),
            tag: std::mem::take(&mut report.tag),
            audience,
            public_note: note.or_else(|| known?.public_note.clone()),
            ..Self::default()
        };
        if is_blank(&server.tag) {
            server.tag.clear();
        }
        if let Some(known) = known {
            server.display_index = known.display_index;
            server.last_active = known.last_active;
            server.ips.clone_from(&known.ips);
            server.status = known.status;
            server.carrier = known.carrier;
            server.has_metrics = known.has_metrics;
            server.unreadable = known.unreadable;
            server.is_forgotten = known.is_forgotten;
        }
        if let Some(index) = report.display_index {
            server.display_index = index;
        }
        server
    }

    /// What a frame makes of what was known. A frame cannot carry what is no number: an agent that it
    /// carries is mended.
    pub(super) fn framed(
        known: Option<&Self>,
        mut report: ServerReport,
        now: UnixMillis,
        rules: &MonitorRules,
    ) -> Self {
        let mut server = Self::of(known, &mut report);
        server.unreadable = false;
        server.take_report(known, report, now, Carrier::Live, rules);
        server
    }

    /// What an answer of `details` makes of it; of one that live frames carry it tells neither how it is
    /// nor what it is.
    pub(super) fn detailed(
        known: Option<&Self>,
        mut report: ServerReport,
        unreadable: bool,
        judged: Option<(UnixMillis, &MonitorRules)>,
    ) -> Self {
        let mut server = Self::of(known, &mut report);
        server.unreadable = unreadable;
        server.take_ips(report.ips.take());
        match judged {
            Some((now, rules)) => server.take_report(known, report, now, Carrier::Polled, rules),
            None => {
                if let Some(known) = known {
                    server.host = Arc::clone(&known.host);
                    server.metrics.clone_from(&known.metrics);
                    server.unknown.clone_from(&known.unknown);
                }
            }
        }
        server
    }

    /// After an agent's restart its addresses may be empty for ten minutes.
    fn take_ips(&mut self, ips: Option<Ips>) {
        let Some(ips) = ips else { return };
        let is_empty = ips.v4.is_empty() && ips.v6.is_empty();
        if !is_empty || self.ips.is_none() {
            self.ips = Some(ips);
        }
    }

    fn take_report(
        &mut self,
        known: Option<&Self>,
        report: ServerReport,
        now: UnixMillis,
        carrier: Carrier,
        rules: &MonitorRules,
    ) {
        self.carrier = carrier;
        self.status = Status::judge(report.last_active, now, carrier, rules);
        // What the page heard of before has reported, whatever a restarted dashboard knows.
        self.is_forgotten = self.status == Status::Pending && self.last_active.is_some();
        if self.is_forgotten {
            self.status = Status::Offline;
        }
        // A restarted dashboard has forgotten what it knew; the page has not.
        match known {
            Some(known)
                if report.host_as_before || report.host.is_blank() && !known.host.is_blank() =>
            {
                self.host = Arc::clone(&known.host);
                self.keep_unknown(known, true);
            }
            _ => {
                let mut host = report.host;
                judge_host(&mut host, now, &mut self.unknown);
                if host.country_code.is_empty()
                    && let Some(known) = known
                {
                    let code = &known.host.country_code;
                    host.country_code.clone_from(code);
                }
                self.host = Arc::new(host);
            }
        }
        let is_told = report.last_active.is_some();
        if is_told {
            self.last_active = report.last_active;
        }
        if is_told && !self.unreadable {
            self.metrics = report.metrics;
            judge_metrics(&self.host, &mut self.metrics, now, &mut self.unknown);
            self.has_metrics = true;
        } else if let Some(known) = known {
            self.metrics.clone_from(&known.metrics);
            self.keep_unknown(known, false);
        }
    }

    /// What was unknown before is unknown still: of the machine, or of how it is.
    fn keep_unknown(&mut self, known: &Self, of_host: bool) {
        let mut unknown = known.unknown.clone();
        keep(&mut unknown, of_host);
        self.unknown.append(&mut unknown);
    }
}
