//! Frames of the live feed: made once for guests and once for members, and shared by all sockets.

use std::sync::{Arc, Mutex, PoisonError};

use lotus::wire::FrameDto;
use serde_json::Value;

use crate::clock::UnixNanos;
use crate::faults::{Active, alter};
use crate::go_json;
use crate::roster::Roster;

/// The text of a frame.
pub(crate) type Frame = Arc<str>;

/// Whose frame it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Sees the servers that are not hidden.
    Guests,
    /// Sees all.
    Members,
}

/// The newest frame of each audience.
#[derive(Default)]
pub(crate) struct Frames {
    guests: Mutex<Option<Made>>,
    members: Mutex<Option<Made>>,
}

/// A frame and all that it depends on.
struct Made {
    second: i64,
    version: u64,
    faults: Arc<Active>,
    with_notes: bool,
    frame: Option<Frame>,
}

impl Frames {
    /// The frame of this moment, made anew only when something in it could differ.
    pub(crate) fn get(
        &self,
        audience: Audience,
        roster: &Roster,
        faults: &Arc<Active>,
        now: UnixNanos,
        with_notes: bool,
    ) -> Option<Frame> {
        let newest = match audience {
            Audience::Guests => &self.guests,
            Audience::Members => &self.members,
        };
        let mut newest = newest.lock().unwrap_or_else(PoisonError::into_inner);
        let (second, version) = (now.seconds(), roster.version());
        if let Some(made) = newest.as_ref() {
            let is_true = made.second == second
                && made.version == version
                && made.with_notes == with_notes
                && Arc::ptr_eq(&made.faults, faults);
            if is_true {
                return made.frame.clone();
            }
        }
        let frame = frame(audience, roster, faults, now, with_notes).map(Arc::from);
        let faults = Arc::clone(faults);
        *newest = Some(Made {
            second,
            version,
            faults,
            with_notes,
            frame: frame.clone(),
        });
        frame
    }
}

/// Makes a frame. `None` when a server in it reports what JSON cannot tell: V0 then sends nothing
/// to anybody who may see that server.
pub(crate) fn frame(
    audience: Audience,
    roster: &Roster,
    faults: &Active,
    now: UnixNanos,
    with_notes: bool,
) -> Option<String> {
    let mut views = roster.views(now, faults);
    views.retain(|view| audience == Audience::Members || !view.hidden);
    if !views.iter().all(crate::roster::ServerView::is_finite) {
        return None;
    }
    // The sort is stable: equal places stay in the order of the ids.
    views.sort_by_key(|view| std::cmp::Reverse(view.display_index));
    let servers: Vec<_> = views
        .iter()
        .map(|view| view.frame_server(with_notes))
        .collect();
    let frame = go_json::to_string(&FrameDto {
        now: now.seconds().saturating_mul(1000),
        servers: (!servers.is_empty()).then_some(servers),
    });
    Some(if faults.faults.altered.is_empty() {
        frame
    } else {
        altered(&frame, faults).unwrap_or(frame)
    })
}

/// A frame with what a fault says of servers in place of what is so.
fn altered(frame: &str, faults: &Active) -> Option<String> {
    let mut frame: Value = serde_json::from_str(frame).ok()?;
    let servers = frame.get_mut("servers")?.as_array_mut()?;
    for server in servers {
        let id = server.get("ID").and_then(Value::as_u64);
        if let Some(by) = id.and_then(|id| faults.faults.altered.get(&id)) {
            alter(server, by);
        }
    }
    Some(frame.to_string())
}
