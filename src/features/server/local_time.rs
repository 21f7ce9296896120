//! Times as the charts of a server's page tell them: in the zone of whoever looks.

use crate::chart::Zone;
use crate::domain::time::UnixMillis;
use crate::platform::intl;

/// The time of day in the viewer's zone, to the minute or the second.
pub(super) fn time_of_day(at_ms: i64, has_seconds: bool) -> String {
    let local = at_ms + LocalZone.offset_ms(at_ms);
    let seconds = local.div_euclid(1000).rem_euclid(86_400);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    if has_seconds {
        format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
    } else {
        format!("{hours:02}:{minutes:02}")
    }
}

/// The zone of whoever looks.
pub(super) struct LocalZone;

impl Zone for LocalZone {
    fn offset_ms(&self, at_ms: i64) -> i64 {
        intl::offset_ms(UnixMillis(at_ms))
    }
}
