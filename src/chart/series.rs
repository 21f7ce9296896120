//! What is drawn: borrowed samples in order of time.

use super::palette::Ink;
use super::scale::Span;
use std::ops::Range;

/// What a sample says beside its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A value.
    #[default]
    Normal,
    /// No answer: the sample has no value, the line breaks, a mark stands at the foot.
    Lost,
    /// The value is the most that can be recorded, and may have been more.
    AtCap,
    /// A value that probably holds a failure.
    Estimated,
}

/// Samples of one line in order of time. Several may share one time.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// What the panel of values calls it.
    pub name: &'a str,
    /// Its colour.
    pub ink: Ink,
    /// Two samples further apart than this, in milliseconds, are not joined.
    pub gap_ms: i64,
    times: &'a [i64],
    values: &'a [f32],
    classes: &'a [Class],
}

impl<'a> Series<'a> {
    /// Unix milliseconds in order of time and a value for each; what has no partner is left out.
    /// `classes` may be empty, then every sample is normal. A value
    /// that is NaN is none: the line breaks there and nothing is marked. That of a lost sample is
    /// not read.
    pub fn new(times: &'a [i64], values: &'a [f32], classes: &'a [Class]) -> Self {
        let mut length = times.len().min(values.len());
        if !classes.is_empty() {
            length = length.min(classes.len());
        }
        Self {
            name: "",
            ink: Ink::default(),
            gap_ms: i64::MAX,
            times: times.get(..length).unwrap_or_default(),
            values: values.get(..length).unwrap_or_default(),
            classes: classes.get(..length).unwrap_or_default(),
        }
    }

    /// With a name.
    #[must_use]
    pub fn named(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// In a colour.
    #[must_use]
    pub fn inked(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    /// Broken where more than this many milliseconds have no sample.
    #[must_use]
    pub fn broken_after(mut self, gap_ms: i64) -> Self {
        self.gap_ms = gap_ms;
        self
    }

    /// The samples' times, unix milliseconds.
    pub fn times(&self) -> &'a [i64] {
        self.times
    }

    /// The samples' values; that of a lost sample means nothing.
    pub fn values(&self) -> &'a [f32] {
        self.values
    }

    /// The samples' classes, or none at all.
    pub fn classes(&self) -> &'a [Class] {
        self.classes
    }

    /// Whether any sample of it is lost or at the cap: then it has a lane for their marks. All of its
    /// samples count, not the visible ones alone, so that looking around moves nothing.
    #[inline(never)]
    pub(super) fn has_lane(&self) -> bool {
        let is_marked = |class: &Class| matches!(class, Class::Lost | Class::AtCap);
        self.classes.iter().any(is_marked)
    }

    /// Whether a line leads through this sample.
    pub(super) fn has_value(&self, index: usize) -> bool {
        let value = self.values.get(index);
        self.class(index) != Class::Lost && value.is_some_and(|value| !value.is_nan())
    }

    /// The class of one sample.
    pub fn class(&self, index: usize) -> Class {
        self.classes.get(index).copied().unwrap_or_default()
    }

    /// From the first to the last sample.
    pub fn extent(&self) -> Option<Span> {
        Some(Span::new(*self.times.first()?, *self.times.last()?))
    }

    /// Which samples lie in a range of time.
    pub fn within(&self, span: Span) -> Range<usize> {
        let start = self.times.partition_point(|at| *at < span.from_ms);
        let rest = self.times.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|at| *at <= span.to_ms)
    }

    /// Which samples share exactly this time.
    pub fn at(&self, at_ms: i64) -> Range<usize> {
        let start = self.times.partition_point(|at| *at < at_ms);
        let rest = self.times.get(start..).unwrap_or_default();
        start..start + rest.iter().take_while(|at| **at == at_ms).count()
    }
}
