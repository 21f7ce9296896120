//! A run: its steps, how each ended, and what they come to.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use super::engines::Engine;
use super::runner::{self, Closing, Tally};
use crate::failure::Outcome;
use crate::terminal;

/// How a step ended.
enum End {
    Passed,
    Failed(String),
    Skipped(String),
}

struct Step {
    name: &'static str,
    end: End,
    took: Duration,
    closings: Vec<Closing>,
}

/// The run so far.
#[derive(Default)]
pub(super) struct Run {
    steps: Vec<Step>,
}

impl Run {
    /// A step that others build on.
    pub(super) fn prepare<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Outcome<T>,
    ) -> Option<T> {
        let (result, took) = timed(name, work);
        let (value, end) = match result {
            Ok(value) => (Some(value), End::Passed),
            Err(failure) => (None, End::Failed(failure.to_string())),
        };
        self.push(Step {
            name,
            end,
            took,
            closings: Vec::new(),
        });
        value
    }

    /// A step that is well or not.
    pub(super) fn check(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<()>) {
        self.prepare(name, work);
    }

    /// A step that runs tests and closes with the runners' own lines.
    pub(super) fn runner(&mut self, name: &'static str, command: impl FnOnce() -> Command) {
        let (result, took) = timed(name, || runner::stream(&mut command()));
        let (closings, end) = match result {
            Ok(report) if report.succeeded => (report.closings, End::Passed),
            Ok(report) => (report.closings, End::Failed("see above".to_owned())),
            Err(failure) => (Vec::new(), End::Failed(failure.to_string())),
        };
        self.push(Step {
            name,
            end,
            took,
            closings,
        });
    }

    /// Runs the journeys in an engine, or says why they did not run there.
    pub(super) fn engine(
        &mut self,
        name: &'static str,
        engine: Outcome<Engine>,
        command: impl FnOnce() -> Command,
    ) {
        match engine {
            Ok(engine) => self.runner(name, || {
                let mut command = command();
                engine.describe_to(&mut command);
                command
            }),
            Err(failure) => self.skip(name, &format!("did not run: {failure}")),
        }
    }

    pub(super) fn skip(&mut self, name: &'static str, why: &str) {
        let end = End::Skipped(why.to_owned());
        self.push(Step {
            name,
            end,
            took: Duration::ZERO,
            closings: Vec::new(),
        });
    }

    fn push(&mut self, step: Step) {
        if let End::Failed(why) = &step.end {
            terminal::error(&format!("{}: {why}", step.name));
        }
        self.steps.push(step);
    }

    /// Prints the steps, the runners' lines and their sum.
    pub(super) fn close(&self) -> ExitCode {
        terminal::line("");
        for step in &self.steps {
            let (word, why) = match &step.end {
                End::Passed => ("ok", ""),
                End::Failed(why) => ("FAILED", why.as_str()),
                End::Skipped(why) => ("skipped", why.as_str()),
            };
            let why = why.lines().next().unwrap_or_default();
            let line = format!(
                "{:22} {word:8} {:>7.1} s  {why}",
                step.name,
                step.took.as_secs_f64()
            );
            terminal::line(line.trim_end());
        }
        terminal::line("");
        for step in &self.steps {
            for closing in step
                .closings
                .iter()
                .filter(|closing| !closing.tally.is_empty())
            {
                terminal::line(&format!("{}: {}", step.name, closing.line));
            }
        }
        let (tally, well) = self.sum();
        terminal::line(&format!("{} passed, {} failed", tally.passed, tally.failed));
        if well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    /// The tests of all runners. A step that failed without a failed test counts as one, so that
    /// the last line never says less than the exit code.
    fn sum(&self) -> (Tally, bool) {
        let mut sum = Tally::default();
        let mut well = true;
        for step in &self.steps {
            let tests = step
                .closings
                .iter()
                .fold(Tally::default(), |sum, one| sum + one.tally);
            sum = sum + tests;
            if matches!(step.end, End::Failed(_)) {
                well = false;
                if tests.failed == 0 {
                    sum.failed += 1;
                }
            }
        }
        (sum, well)
    }
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    terminal::step(name);
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(end: End, passed: u64, failed: u64) -> Step {
        let closing = Closing {
            line: String::new(),
            tally: Tally { passed, failed },
        };
        Step {
            name: "step",
            end,
            took: Duration::ZERO,
            closings: vec![closing],
        }
    }

    #[test]
    fn the_sum_adds_all_runners() {
        let run = Run {
            steps: vec![step(End::Passed, 3, 0), step(End::Passed, 4, 0)],
        };
        assert_eq!(
            run.sum(),
            (
                Tally {
                    passed: 7,
                    failed: 0
                },
                true
            )
        );
    }

    #[test]
    fn a_step_that_fails_without_a_test_counts_as_one() {
        let failed = || End::Failed("why".into());
        let run = Run {
            steps: vec![
                step(failed(), 0, 0),
                step(failed(), 5, 2),
                step(End::Skipped("why".into()), 0, 0),
            ],
        };
        assert_eq!(
            run.sum(),
            (
                Tally {
                    passed: 5,
                    failed: 3
                },
                false
            )
        );
    }
}
