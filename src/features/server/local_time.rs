//! Times as the charts of a server's page tell them: in the zone of whoever looks.

use crate::chart::Zone;
use crate::domain::time::UnixMillis;
use crate::platform::intl::{self, on_clock};

/// The time of day in the viewer's zone, to the minute or the second.
pub(super) fn time_of_day(at_ms: i64, has_seconds: bool) -> String {
    on_clock(UnixMillis(at_ms)).time_of_day(has_seconds)
}

/// The zone of whoever looks.
pub(super) struct LocalZone;

impl Zone for LocalZone {
    fn offset_ms(&self, at_ms: i64) -> i64 {
        intl::offset_ms(UnixMillis(at_ms))
    }
}
