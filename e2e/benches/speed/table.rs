//! The outcome, a line a figure.

use std::fmt;

/// One figure.
struct Row {
    what: String,
    /// What it is counted in; milliseconds where nothing else is said.
    unit: &'static str,
    ours: f64,
    theirs: Option<f64>,
    /// How many times theirs ours is.
    ratio: Option<f64>,
    /// How many times that it may be.
    limit: Option<f64>,
}

/// All figures so far.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    /// Adds a comparison of what was measured in the same rounds; `limit` is for the ratio. That is
    /// taken within each round, for a machine is faster in one minute than in the next.
    pub(crate) fn compare(
        &mut self,
        what: impl Into<String>,
        [ours, theirs]: [&[f64]; 2],
        limit: Option<f64>,
    ) {
        self.compare_in("ms", what, [ours, theirs], limit);
    }

    /// The same of what is counted in something else.
    pub(crate) fn compare_in(
        &mut self,
        unit: &'static str,
        what: impl Into<String>,
        [ours, theirs]: [&[f64]; 2],
        limit: Option<f64>,
    ) {
        let rounds = ours.iter().zip(theirs);
        let ratios: Vec<f64> = rounds.map(|(ours, theirs)| ours / theirs).collect();
        self.push(Row {
            what: what.into(),
            unit,
            ours: median(ours),
            theirs: Some(median(theirs)),
            ratio: Some(median(&ratios)),
            limit,
        });
    }

    /// Adds a median that is compared with nothing.
    pub(crate) fn tell(&mut self, what: impl Into<String>, ours: &[f64]) {
        self.push(Row {
            what: what.into(),
            unit: "ms",
            ours: median(ours),
            theirs: None,
            ratio: None,
            limit: None,
        });
    }

    fn push(&mut self, row: Row) {
        println!("{row}");
        self.0.push(row);
    }

    /// Whether a limit is broken.
    pub(crate) fn is_over(&self) -> bool {
        self.0.iter().any(Row::is_over)
    }
}

impl Row {
    fn is_over(&self) -> bool {
        let within = |limit: f64| self.ratio.is_some_and(|ratio| ratio <= limit);
        self.limit.is_some_and(|limit| !within(limit))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = |value: Option<f64>| {
            value.map_or_else(String::new, |value| match self.unit {
                "" => format!("{value:.0}"),
                unit => format!("{value:.2} {unit}"),
            })
        };
        let times =
            |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.2} ×"));
        let verdict = match (self.limit, self.is_over()) {
            (None, _) => "",
            (_, true) => "OVER",
            (_, false) => "ok",
        };
        let line = format!(
            "{:56} {:>12} {:>12} {:>8} {:>8}  {verdict}",
            self.what,
            amount(Some(self.ours)),
            amount(self.theirs),
            times(self.ratio),
            times(self.limit),
        );
        formatter.write_str(line.trim_end())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["ours", "theirs", "ratio", "limit"];
        let [ours, theirs, ratio, limit] = head;
        writeln!(
            formatter,
            "{:56} {ours:>12} {theirs:>12} {ratio:>8} {limit:>8}",
            "what"
        )?;
        for row in &self.0 {
            writeln!(formatter, "{row}")?;
        }
        Ok(())
    }
}

/// The middle of what was measured; not a number where nothing was.
fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let lower = values.get(values.len().saturating_sub(1) / 2);
    let upper = values.get(values.len() / 2);
    lower
        .zip(upper)
        .map_or(f64::NAN, |(lower, upper)| f64::midpoint(*lower, *upper))
}
