//! Raw samples as a table for other programs: CSV as RFC 4180 has it.
//!
//! ```text
//! time,monitor_id,monitor,latency_ms,class
//! 2026-11-22T16:09:00Z,1,上海电信,32.437,answered
//! ```
//!
//! Lines end in CR LF. The latency is the recorded value with at most three decimals; of a class
//! `lost` it is 0. The classes are `answered`, `partial` (answered, probably lost in part: an
//! estimate), `at_cap` and `lost`.

use crate::domain::latency::MonitorHistory;
use crate::domain::loss::SampleClass;
use crate::domain::time::TimeRange;
use crate::domain::units;

/// Writes the samples of a stretch of time, both ends included: one row a sample, in order of
/// monitor id and then of time. Samples that share a minute are all there, in the wire's order.
/// Without the estimate what is `partial` is `answered`.
///
/// A monitor's name is somebody else's text, and a spreadsheet runs a cell that begins like a
/// formula. Such a name gets an apostrophe in front, and so does one that begins with an
/// apostrophe: who takes one apostrophe off each name that has it has the names as they were.
pub fn write(histories: &[&MonitorHistory], range: TimeRange, with_estimate: bool) -> String {
    let mut csv = String::from("time,monitor_id,monitor,latency_ms,class\r\n");
    let mut histories = histories.to_vec();
    histories.sort_unstable_by_key(|history| history.monitor_id);
    for history in histories {
        let mut monitor = format!(",{},", history.monitor_id.0);
        push_text(&mut monitor, &history.name);
        monitor.push(',');
        for sample in history.samples_at(history.places_in(range)) {
            csv.push_str(&sample.at.to_iso());
            csv.push_str(&monitor);
            csv.push_str(&units::at_most(sample.delay_ms.into(), 3));
            csv.push_str(match sample.class {
                SampleClass::Lost => ",lost\r\n",
                SampleClass::AtCap => ",at_cap\r\n",
                SampleClass::Partial if with_estimate => ",partial\r\n",
                _ => ",answered\r\n",
            });
        }
    }
    csv
}

/// Puts a text into quotes where it needs some, and an apostrophe before what a spreadsheet would
/// run. Some drop blanks in front, so what follows them counts; the wide forms are the signs of
/// East Asian keyboards.
fn push_text(csv: &mut String, text: &str) {
    const RUN: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''];
    let is_run = text.trim_ascii_start().starts_with(RUN);
    let needs_quotes = text.contains(['"', ',', '\r', '\n']);
    if needs_quotes {
        csv.push('"');
    }
    if is_run {
        csv.push('\'');
    }
    csv.push_str(&text.replace('"', "\"\""));
    if needs_quotes {
        csv.push('"');
    }
}
