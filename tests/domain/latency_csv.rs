//! The exported table, read again by a reader of its own.

use lotus::domain::latency::{MonitorHistory, MonitorId, Series};
use lotus::domain::latency_cap::Cap;
use lotus::domain::latency_csv;
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::ServerId;
use lotus::domain::time::{TimeRange, UnixMillis};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const START: i64 = 1_795_277_520_000;
const ALL: TimeRange = TimeRange {
    from: UnixMillis(i64::MIN),
    to: UnixMillis(i64::MAX),
};

fn history(id: u64, name: &str, times: Vec<i64>, values: Vec<f32>) -> MonitorHistory {
    MonitorHistory::new(
        MonitorId(id),
        ServerId(1),
        name.to_owned(),
        Series::new(times, values).unwrap(),
        &MonitorRules::V0,
        Cap::default(),
    )
}

/// Records of fields, as RFC 4180 has them.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut characters = csv.chars().peekable();
    let mut is_quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {
                assert_eq!(characters.next(), Some('\n'));
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            '\n' if !is_quoted => panic!("a line that ends in LF alone"),
            other => field.push(other),
        }
    }
    assert!(
        field.is_empty() && record.is_empty(),
        "the last line has an end"
    );
    records
}

/// The name a cell stands for.
fn name_of(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[test]
fn a_row_a_sample_in_order_of_monitors_and_time() {
    let second = history(
        12,
        "上海电信",
        vec![START + MINUTE, START, START + MINUTE],
        vec![0.0, 170.7918, 1000.0],
    );
    let first = history(3, "loopback", vec![START], vec![0.122_999_996]);
    let csv = latency_csv::write(&[&second, &first], ALL, true);
    assert_eq!(
        csv,
        "time,monitor_id,monitor,latency_ms,class\r\n\
         2026-11-21T16:12:00Z,3,loopback,0.123,answered\r\n\
         2026-11-21T16:12:00Z,12,上海电信,170.792,answered\r\n\
         2026-11-21T16:13:00Z,12,上海电信,0,lost\r\n\
         2026-11-21T16:13:00Z,12,上海电信,1000,at_cap\r\n"
    );
}

#[test]
fn only_what_is_in_sight_is_written() {
    let times = (0..10).map(|minute| START + minute * MINUTE).collect();
    let history = history(1, "m", times, vec![5.0; 10]);
    let range = TimeRange {
        from: UnixMillis(START + 2 * MINUTE),
        to: UnixMillis(START + 4 * MINUTE),
    };
    assert_eq!(
        records(&latency_csv::write(&[&history], range, true)).len(),
        4
    );
    assert_eq!(records(&latency_csv::write(&[], ALL, true)).len(), 1);
}

#[test]
fn the_estimate_is_named_and_can_be_left_out() {
    let mut values = vec![80.0; 20];
    values[10] = 40.0;
    let times = (0..20).map(|minute| START + minute * MINUTE).collect();
    let history = history(1, "m", times, values);
    let classes = |with_estimate| {
        let rows = records(&latency_csv::write(&[&history], ALL, with_estimate));
        (rows[11][3].clone(), rows[11][4].clone())
    };
    assert_eq!(classes(true), ("40".to_owned(), "partial".to_owned()));
    assert_eq!(classes(false), ("40".to_owned(), "answered".to_owned()));
}

#[test]
fn no_name_is_run_by_a_spreadsheet() {
    for name in [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1+1",
        "=HYPERLINK(\"http://x\",\"y\")",
    ] {
        let history = history(1, name, vec![START], vec![1.0]);
        let rows = records(&latency_csv::write(&[&history], ALL, true));
        assert!(rows[1][2].starts_with('\''), "{name}: {:?}", rows[1]);
        assert_eq!(name_of(&rows[1][2]), name);
    }
}

#[test]
fn plain_names_are_left_as_they_are() {
    for name in ["", "a=b", "香港 - CN2", "a'b", "1-2"] {
        let history = history(1, name, vec![START], vec![1.0]);
        let rows = records(&latency_csv::write(&[&history], ALL, true));
        assert_eq!(rows[1][2], name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a monitor is called and whatever it measured, all of it can be read again.
    #[test]
    fn every_sample_can_be_read_again(
        name in prop_oneof![any::<String>(), "['\"=+,\r\n -]{0,6}[a-z\"]{0,3}"],
        samples in proptest::collection::vec((0_i64..4_000_000_000_000, 0.0_f32..3000.0), 0..20),
    ) {
        let (times, values) = samples.iter().copied().unzip();
        let history = history(7, &name, times, values);
        let rows = records(&latency_csv::write(&[&history], ALL, true));
        prop_assert_eq!(rows.len(), samples.len() + 1);
        for (row, sample) in rows[1..].iter().zip(history.samples()) {
            prop_assert_eq!(row.len(), 5);
            prop_assert_eq!(UnixMillis::from_rfc3339(&row[0]), Some(sample.at));
            prop_assert_eq!(&row[1], "7");
            prop_assert_eq!(name_of(&row[2]), &name);
            let value: f64 = row[3].parse().unwrap();
            prop_assert!((value - f64::from(sample.delay_ms)).abs() <= 0.000_501);
        }
    }
}
