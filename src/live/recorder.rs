//! Recordings of the servers whose pages were opened, kept up whatever page is shown.
//!
//! Only the charts of a server's page make a recorder, and they are a part of the app that loads
//! when it is opened. Until then there is none; and as it is called through a table of functions,
//! what it does lies in that part's file.

use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

use super::Live;
use super::driver::Driver;
use crate::domain::recording::{Recording, Recordings};
use crate::domain::roster::{Changes, Roster};
use crate::domain::rules::MonitorRules;
use crate::domain::server::ServerId;

/// What keeps recordings.
pub(super) trait Recorder {
    /// A message changed the fleet.
    fn hear(&self, roster: &Roster);

    /// A server's page was opened; `told` is called after each message, in place of what was called
    /// before.
    fn open(&self, id: ServerId, told: Box<dyn Fn()>);

    /// Lends a server's recording, if there is one.
    fn lend(&self, id: ServerId, take: &mut dyn FnMut(&Recording));
}

#[derive(Default)]
struct Kept {
    recordings: RefCell<Recordings>,
    told: RefCell<Option<Box<dyn Fn()>>>,
}

impl Recorder for Kept {
    fn hear(&self, roster: &Roster) {
        self.recordings.borrow_mut().hear(roster, &MonitorRules::V0);
        if let Some(told) = &*self.told.borrow() {
            told();
        }
    }

    fn open(&self, id: ServerId, told: Box<dyn Fn()>) {
        self.recordings.borrow_mut().open(id);
        self.told.replace(Some(told));
    }

    fn lend(&self, id: ServerId, take: &mut dyn FnMut(&Recording)) {
        if let Some(recording) = self.recordings.borrow().get(id) {
            take(recording);
        }
    }
}

impl Driver {
    /// Lays out what changed in the roster, and has it recorded.
    pub(super) fn show(&self, changes: &Changes) {
        self.live.registry.apply(&self.roster.borrow(), changes);
        self.record();
    }

    /// Lets the recorder hear how the fleet is now, if there is one.
    fn record(&self) {
        if let Some(recorder) = &*self.recorder.borrow() {
            recorder.hear(&self.roster.borrow());
        }
    }
}

impl Live {
    /// Records a server from now on, beside those that were opened before it. `told` is called after
    /// each message of the dashboard's, until another server is opened.
    pub fn record(self, id: ServerId, told: Box<dyn Fn()>) {
        let Some(driver) = self.driver.get_value() else {
            return;
        };
        let recorder = driver
            .recorder
            .borrow_mut()
            .get_or_insert_with(|| Rc::<Kept>::default())
            .clone();
        recorder.open(id, told);
        driver.record();
    }

    /// Lends what was recorded of a server.
    pub fn recording(self, id: ServerId, take: &mut dyn FnMut(&Recording)) {
        let driver = self.driver.try_get_value().flatten();
        let recorder = driver.and_then(|driver| driver.recorder.borrow().clone());
        if let Some(recorder) = recorder {
            recorder.lend(id, take);
        }
    }
}
