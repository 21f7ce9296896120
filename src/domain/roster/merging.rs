//! How a server takes in what a message says of it.

use super::{Audience, Server};
use crate::domain::rules::MonitorRules;
use crate::domain::server::{Host, Ips, ServerReport};
use crate::domain::status::{Carrier, Status};
use crate::domain::time::UnixMillis;

impl Server {
    /// Whether guests may not see it.
    pub fn is_hidden(&self) -> bool {
        self.audience == Audience::SignedIn
    }

    pub(super) fn take_identity(&mut self, report: &ServerReport) {
        self.id = report.id;
        self.name.clone_from(&report.name);
        self.tag.clone_from(&report.tag);
        if let Some(index) = report.display_index {
            self.display_index = index;
        }
        if let Some(hidden) = report.hidden {
            self.audience = if hidden {
                Audience::SignedIn
            } else {
                Audience::Everybody
            };
        }
        if report.public_note.is_some() {
            self.public_note.clone_from(&report.public_note);
        }
    }

    /// After an agent's restart its addresses may be empty for ten minutes.
    pub(super) fn take_ips(&mut self, ips: Option<Ips>) {
        let Some(ips) = ips else { return };
        let is_empty = ips.v4.is_empty() && ips.v6.is_empty();
        if !is_empty || self.ips.is_none() {
            self.ips = Some(ips);
        }
    }

    pub(super) fn take_report(
        &mut self,
        report: ServerReport,
        now: UnixMillis,
        carrier: Carrier,
        rules: &MonitorRules,
    ) {
        self.carrier = carrier;
        self.status = Status::judge(report.last_active, now, carrier, rules);
        // A restarted dashboard has forgotten what it knew; the page has not.
        if !report.host.is_blank() || self.host.is_blank() {
            let country_code = if report.host.country_code.is_empty() {
                std::mem::take(&mut self.host.country_code)
            } else {
                report.host.country_code.clone()
            };
            self.host = Host {
                country_code,
                ..report.host
            };
        }
        if report.last_active.is_some() {
            self.last_active = report.last_active;
            if !self.unreadable {
                self.metrics = report.metrics;
                self.has_metrics = true;
            }
        }
    }
}
