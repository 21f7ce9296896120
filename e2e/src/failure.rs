//! Why a test cannot go on.

use std::error::Error;
use std::fmt;

/// An error of any kind as one text: all that a failed test can do with it is show it.
pub struct Failure(String);

/// The result of whatever a test does.
pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// A failure that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// A failure with what was seen instead, unless `holds`.
///
/// # Errors
///
/// The text of `seen` when `holds` is false.
pub fn ensure(holds: bool, seen: impl FnOnce() -> String) -> Outcome<()> {
    if holds { Ok(()) } else { Err(Failure(seen())) }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// The harness shows a test's error by `Debug`: quotes and escapes would hide the sentence.
impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// `Failure` itself is no `Error`, so that this does not overlap with the reflexive conversion.
impl<E: Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}
