//! V0's way from probes to one row of a history.

use super::ProbeError;

/// Gathers probes until one row is full.
///
/// V0's rule: the mean of `count` probes with failed ones counted as 0, and then capped once. So
/// one of two probes lost halves the mean, and a slow probe may hide within it.
#[derive(Clone, Debug)]
pub struct Averager {
    count: u32,
    cap_ms: f32,
    gathered: u32,
    sum_ms: f32,
}

impl Averager {
    /// An empty row of `count` probes (at least one), capped at `cap_ms` milliseconds.
    pub fn new(count: u32, cap_ms: f32) -> Self {
        Self {
            count: count.max(1),
            cap_ms,
            gathered: 0,
            sum_ms: 0.0,
        }
    }

    /// Takes one probe; gives the row's value in milliseconds when it was the last of the row, and
    /// begins the next.
    pub fn push(&mut self, outcome: Result<f32, ProbeError>) -> Option<f32> {
        self.sum_ms += outcome.unwrap_or(0.0);
        self.gathered += 1;
        if self.gathered < self.count {
            return None;
        }
        let mean_ms = self.sum_ms / self.count as f32;
        self.gathered = 0;
        self.sum_ms = 0.0;
        Some(mean_ms.min(self.cap_ms))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp)]

    use super::Averager;
    use crate::probe::ProbeError;

    const FAILED: Result<f32, ProbeError> = Err(ProbeError::Timeout);

    fn row(first: Result<f32, ProbeError>, second: Result<f32, ProbeError>) -> Option<f32> {
        let mut averager = Averager::new(2, 1_000.0);
        assert_eq!(averager.push(first), None);
        averager.push(second)
    }

    #[test]
    fn a_row_is_the_mean_of_its_probes() {
        assert_eq!(row(Ok(40.0), Ok(60.0)), Some(50.0));
    }

    #[test]
    fn a_failed_probe_counts_as_zero() {
        assert_eq!(row(Ok(80.0), FAILED), Some(40.0));
        assert_eq!(row(FAILED, FAILED), Some(0.0));
    }

    #[test]
    fn the_mean_is_capped_and_not_the_probe() {
        assert_eq!(row(Ok(1_500.0), Ok(100.0)), Some(800.0));
        assert_eq!(row(Ok(3_000.0), FAILED), Some(1_000.0));
        assert_eq!(row(Ok(1_500.0), FAILED), Some(750.0));
    }

    #[test]
    fn a_new_row_begins_from_nothing() {
        let mut averager = Averager::new(2, 1_000.0);
        let rows: Vec<_> = [Ok(10.0), Ok(30.0), Ok(2.0), FAILED, Ok(7.0)]
            .into_iter()
            .map(|outcome| averager.push(outcome))
            .collect();
        assert_eq!(rows, [None, Some(20.0), None, Some(1.0), None]);
    }

    #[test]
    fn a_count_of_nothing_is_one() {
        assert_eq!(Averager::new(0, 1_000.0).push(Ok(5.0)), Some(5.0));
    }
}
