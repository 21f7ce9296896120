//! Lines on the terminal: steps and problems on standard error, results on standard output.

use std::io::{IsTerminal, Write};

/// Announces a step: the progress line of this tool itself.
pub(crate) fn step(text: &str) {
    let mut err = std::io::stderr().lock();
    // A closed terminal is no reason to stop building.
    let _ = if err.is_terminal() {
        writeln!(err, "\u{1b}[1;36m==>\u{1b}[0m {text}")
    } else {
        writeln!(err, "==> {text}")
    };
}

/// Says what went wrong.
pub(crate) fn error(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = if err.is_terminal() {
        writeln!(err, "\u{1b}[1;31merror:\u{1b}[0m {text}")
    } else {
        writeln!(err, "error: {text}")
    };
}

/// Prints a line of the result.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
