//! Running a test runner: its output streams through, its closing lines are kept.

use std::io::{BufRead, BufReader};
use std::ops::Add;
use std::process::{Command, Stdio};

use crate::failure::{Doing, Outcome};
use crate::terminal;

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Tally {
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

/// The line with which a test binary ends.
pub(super) struct Closing {
    pub(super) line: String,
    pub(super) tally: Tally,
}

impl Closing {
    /// Reads `test result: ok. 12 passed; 0 failed; …`, which Rust's own harness and wasm-bindgen's
    /// write alike, with or without colours.
    fn parse(line: &str) -> Option<Self> {
        let plain = without_colours(line);
        let plain = plain.get(plain.find("test result: ")?..)?;
        let counts = plain.split_once(". ")?.1;
        let count = |word: &str| {
            counts
                .split(';')
                .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
        };
        let tally = Tally {
            passed: count("passed")?,
            failed: count("failed")?,
        };
        Some(Self {
            line: plain.trim_end().to_owned(),
            tally,
        })
    }
}

/// What came of a run.
pub(super) struct Report {
    pub(super) succeeded: bool,
    pub(super) closings: Vec<Closing>,
}

/// Runs to the end, showing every line as it comes.
pub(super) fn stream(command: &mut Command) -> Outcome<Report> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .doing(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    let mut closings = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines
            .read_until(b'\n', &mut line)
            .doing(|| "cannot read the output".to_owned())?
            > 0
        {
            let text = String::from_utf8_lossy(&line);
            terminal::line(text.trim_end_matches(['\n', '\r']));
            closings.extend(Closing::parse(&text));
            line.clear();
        }
    }
    let status = child
        .wait()
        .doing(|| "cannot wait for the tests".to_owned())?;
    Ok(Report {
        succeeded: status.success(),
        closings,
    })
}

/// Leaves out the terminal's colour sequences: `ESC [ … m`.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, sequence)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = sequence.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; finished in 0.01s";
        assert_eq!(
            Closing::parse(line).unwrap().tally,
            Tally {
                passed: 12,
                failed: 0
            }
        );
        let line = "test result: \u{1b}[31mFAILED\u{1b}(B\u{1b}[m. 3 passed; 2 failed; 0 ignored\n";
        let closing = Closing::parse(line).unwrap();
        assert_eq!(
            closing.tally,
            Tally {
                passed: 3,
                failed: 2
            }
        );
        assert!(!closing.line.ends_with('\n'));
    }

    #[test]
    fn other_lines_are_not() {
        for line in ["test a ... ok", "running 3 tests", "test result: none", ""] {
            assert!(Closing::parse(line).is_none(), "{line}");
        }
    }
}
