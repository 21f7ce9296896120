//! What a plot asks of whom it shows.

use crate::chart::{Labels, Series, Span, View, Zone};

/// What a plot shows, and who is told what the visitor does with it.
pub trait Plotted {
    /// Lends the series that are drawn.
    fn lend(&self, take: &mut dyn FnMut(&[Series<'_>]));

    /// How they are looked at, in a plot of this size; `None` while there is nothing to show.
    fn view(&self, width: f64, height: f64, ratio: f64) -> Option<View>;

    /// The furthest that can be zoomed out; `None` where there is nothing to show, or where the
    /// stretch is not the visitor's to choose: then drags, wheels and pinches are the page's.
    fn extent(&self) -> Option<Span>;

    /// The words.
    fn labels(&self) -> &dyn Labels;

    /// The viewer's zone.
    fn zone(&self) -> &dyn Zone;

    /// Whether the page is dark.
    fn is_dark(&self) -> bool;

    /// The visitor wants to see this; `None` for everything.
    fn look_at(&self, span: Option<Span>);

    /// The crosshair stands at this time, or is gone. `by_key` where it was moved by keys, so that
    /// it must be told in words.
    fn point_at(&self, at_ms: Option<i64>, by_key: bool);

    /// Whether it is drawn only when it is in sight or nearly so: for plots that are many. A canvas
    /// that was never drawn on costs nothing, any other costs something with each frame of the page.
    fn waits_for_sight(&self) -> bool {
        false
    }

    /// The series were drawn.
    fn drawn(&self) {}

    /// Under which name each drawing is marked for those who measure.
    fn mark(&self) -> &'static str {
        "lotus:chart-drawn"
    }
}
