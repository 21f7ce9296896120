//! Asking for the histories, and making lines of them.

use leptos::prelude::*;

use super::lines::Line;
use super::{Desk, Known};
use crate::chart::{Class, Ink};
use crate::domain::error::ApiError;
use crate::domain::latency::MonitorHistory;
use crate::domain::loss::SampleClass;
use crate::domain::time::UnixMillis;
use crate::ui::run;

impl Desk {
    /// Asks for the histories. What is shown stays until the answer comes, and beyond a failure.
    pub(in super::super) fn load(self) {
        let number = self.timers.try_update_value(|timers| {
            timers.asked.number = timers.asked.number.wrapping_add(1);
            timers.asked.number
        });
        let Some(number) = number else {
            return;
        };
        run(async move {
            let answered = self.live.histories(self.id).await;
            if self.asked().map(|asked| asked.number) != Some(number) {
                return;
            }
            match answered {
                Ok((at, histories)) => self.take(at, histories),
                Err(error) => {
                    let is_there = self
                        .known
                        .with_untracked(|known| matches!(known, Known::There(_)));
                    // Who may no longer see it does not.
                    let is_refused = matches!(error, ApiError::Forbidden | ApiError::NotFound);
                    if is_there && !is_refused {
                        self.known.set(Known::There(Some(error)));
                    } else {
                        self.take(None, Vec::new());
                        self.known.set(Known::Failed(error));
                    }
                }
            }
        });
    }

    fn take(self, at: Option<UnixMillis>, histories: Vec<MonitorHistory>) {
        let keys: Vec<u64> = histories
            .iter()
            .map(|history| history.monitor_id.0)
            .collect();
        let name = |history: &MonitorHistory| {
            let is_alike = |other: &&MonitorHistory| other.title() == history.title();
            if histories.iter().filter(is_alike).count() > 1 {
                format!("{} #{}", history.title(), history.monitor_id.0)
            } else {
                history.title()
            }
        };
        let names: Vec<String> = histories.iter().map(name).collect();
        let wants = self.estimates.get_untracked();
        let lines = histories
            .into_iter()
            .zip(names)
            .map(|(history, name)| Line {
                ink: Ink::of_key(history.monitor_id.0, &keys),
                classes: classes(&history, wants),
                name,
                history,
            });
        let lines: Vec<Line> = lines.collect();
        let newest = self.live.now().or(at).map_or(0, |now| now.0);
        self.timers
            .try_update_value(|timers| timers.asked.answered_at = newest);
        let known = if lines.iter().all(|line| line.history.is_empty()) {
            Known::Empty
        } else {
            Known::There(None)
        };
        self.lines().replace(lines);
        if self.monitors.with_untracked(|former| *former != keys) {
            self.monitors.set(keys);
        }
        self.known.set(known);
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }

    pub(super) fn classify_all(self) {
        let wants = self.estimates.get_untracked();
        for line in self.lines().borrow_mut().iter_mut() {
            line.classes = classes(&line.history, wants);
        }
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }
}

fn classes(history: &MonitorHistory, wants_estimates: bool) -> Vec<Class> {
    let class = |class: &SampleClass| match class {
        SampleClass::Partial if wants_estimates => Class::Estimated,
        SampleClass::Answered | SampleClass::Partial => Class::Normal,
        SampleClass::AtCap => Class::AtCap,
        SampleClass::Lost => Class::Lost,
    };
    history.classes().iter().map(class).collect()
}
