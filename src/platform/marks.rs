//! Marks on the browser's performance timeline, for those who measure.

use web_sys::Performance;

/// A name is cleared whole when it has this many entries.
const MOST_ENTRIES: u32 = 100;

fn performance() -> Option<Performance> {
    web_sys::window()?.performance()
}

/// Marks this moment.
pub fn mark(name: &str) {
    let Some(performance) = performance() else {
        return;
    };
    if performance.get_entries_by_name(name).length() >= MOST_ENTRIES {
        performance.clear_marks_with_mark_name(name);
    }
    let _ = performance.mark(name);
}

/// The time from here until it is dropped, measured under a name.
#[derive(Debug)]
pub struct Measure {
    name: &'static str,
    start: &'static str,
}

impl Measure {
    /// Starts measuring; `start` names the mark that stands for the start meanwhile.
    pub fn start(name: &'static str, start: &'static str) -> Self {
        mark(start);
        Self { name, start }
    }
}

impl Drop for Measure {
    fn drop(&mut self) {
        let Some(performance) = performance() else {
            return;
        };
        if performance.get_entries_by_name(self.name).length() >= MOST_ENTRIES {
            performance.clear_measures_with_measure_name(self.name);
        }
        let _ = performance.measure_with_start_mark(self.name, self.start);
        performance.clear_marks_with_mark_name(self.start);
    }
}
