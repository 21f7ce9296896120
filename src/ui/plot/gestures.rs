//! What the visitor does with pointer, wheel, fingers and keys.
//!
//! A mouse points, chooses a stretch by dragging and zooms by its wheel; where the wheel can zoom
//! no further out it scrolls the page. One finger points when it moves sideways and scrolls the
//! page when it moves up or down (the style sheet says so); two fingers zoom.

use web_sys::{KeyboardEvent, PointerEvent, WheelEvent};

use super::mounted::{Crosshair, MountedPlot};
use super::{KEY_FACTOR, KEY_SHARE, LEAST_MS};
use crate::chart::{Pointer, Rect, Span, nearest_time};

/// How far a mouse must be dragged to mean it, device pixels.
const LEAST_DRAG: i32 = 6;

/// How far from the pointer the panel of values stays, CSS pixels.
const MOUSE_REACH: f64 = 12.0;
const FINGER_REACH: f64 = 36.0;

/// How much a step of the wheel, in its pixels, widens the stretch.
const WHEEL_GAIN: f64 = 0.002;

/// What is under way.
#[derive(Debug, Default)]
pub(super) struct Gestures {
    /// Columns where a drag began and where it is.
    drag: Option<(i32, i32)>,
    /// The fingers that are down and their columns.
    fingers: Vec<(i32, f64)>,
    /// The stretch in view and the columns of two fingers when the second came down.
    pinch: Option<(Span, f64, f64)>,
}

impl Gestures {
    /// The area that a drag chooses.
    pub(super) fn selection(&self, plot: &Rect) -> Option<Rect> {
        let (from, to) = self.drag?;
        Some(Rect {
            left: from.min(to).max(plot.left),
            right: from.max(to).min(plot.right),
            ..*plot
        })
    }
}

fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

impl MountedPlot {
    /// The column and row of an event, in device pixels.
    fn place(&self, event: &PointerEvent) -> (i32, i32) {
        let ratio = self.ratio();
        let place = |css: i32| {
            #[expect(clippy::cast_possible_truncation)]
            let place = (f64::from(css) * ratio) as i32;
            place
        };
        (place(event.offset_x()), place(event.offset_y()))
    }

    fn ratio(&self) -> f64 {
        let scene = self.scene.borrow();
        scene.as_ref().map_or(1.0, |scene| scene.frame.ratio)
    }

    fn time_at(&self, x: f64) -> Option<i64> {
        let scene = self.scene.borrow();
        scene.as_ref().map(|scene| scene.frame.time.time_ms(x))
    }

    fn span(&self) -> Option<Span> {
        let scene = self.scene.borrow();
        scene.as_ref().map(|scene| scene.frame.time.span)
    }

    pub(super) fn pressed(&self, event: &PointerEvent) {
        let (x, _) = self.place(event);
        if is_finger(event) {
            let mut gestures = self.gestures.borrow_mut();
            let fingers = &mut gestures.fingers;
            fingers.retain(|(id, _)| *id != event.pointer_id());
            fingers.push((event.pointer_id(), f64::from(x)));
            if let (&[(_, one), (_, other)], Some(span)) = (fingers.as_slice(), self.span())
                && self.source.extent().is_some()
            {
                gestures.pinch = Some((span, one, other));
            }
        } else if event.button() == 0 && self.span().and(self.source.extent()).is_some() {
            // Where nothing is drawn there may stand a button, which must get its click.
            let _ = self.host.set_pointer_capture(event.pointer_id());
            self.gestures.borrow_mut().drag = Some((x, x));
        }
    }

    pub(super) fn moved(&self, event: &PointerEvent) {
        if self.is_outdated.get() && self.scene.borrow().is_none() {
            // A pointer may be quicker than the drawing of what has just come into sight.
            self.is_in_sight.set(true);
            self.draw_series();
        }
        let (x, y) = self.place(event);
        let is_finger = is_finger(event);
        if is_finger && self.pinched(event.pointer_id(), f64::from(x)) {
            return;
        }
        if let Some((_, to)) = &mut self.gestures.borrow_mut().drag {
            *to = x;
        }
        let reach = if is_finger { FINGER_REACH } else { MOUSE_REACH };
        self.point(x, Some(y), reach);
    }

    /// Puts the crosshair at the sample nearest to a column.
    fn point(&self, x: i32, y: Option<i32>, reach: f64) {
        let Some((at_ms, span)) = self.time_at(f64::from(x)).zip(self.span()) else {
            return;
        };
        let mut nearest = None;
        self.source
            .lend(&mut |series| nearest = nearest_time(series, at_ms, span));
        let pointer = Some(Pointer { x, y, reach });
        let crosshair = nearest.map(|at_ms| Crosshair { at_ms, pointer });
        let was = self.crosshair.get().map(|crosshair| crosshair.at_ms);
        self.put_crosshair(crosshair);
        // A drag is drawn too, though the crosshair may stay.
        if self.gestures.borrow().drag.is_some() {
            self.draw_soon();
        }
        if was != nearest {
            self.source.point_at(nearest, false);
        }
    }

    /// Zooms by two fingers; whether there are two.
    fn pinched(&self, id: i32, x: f64) -> bool {
        let (pinch, fingers) = {
            let mut gestures = self.gestures.borrow_mut();
            for (other, place) in &mut gestures.fingers {
                if *other == id {
                    *place = x;
                }
            }
            (gestures.pinch, gestures.fingers.clone())
        };
        let (Some((span, one, other)), &[(_, one_now), (_, other_now)], Some(plot)) =
            (pinch, fingers.as_slice(), self.plot_area())
        else {
            return false;
        };
        let apart = (other_now - one_now).abs().max(1.0);
        let factor = (other - one).abs().max(1.0) / apart;
        // The time that was between the fingers stays between them.
        let share =
            (f64::midpoint(one, other) - f64::from(plot.left)) / f64::from(plot.width().max(1));
        #[expect(clippy::cast_possible_truncation)]
        let anchor = span.from_ms + (share * span.width_ms() as f64) as i64;
        if let Some(extent) = self.source.extent() {
            let zoomed = span.zoomed(anchor, factor, LEAST_MS, extent);
            self.source.look_at(Some(zoomed));
        }
        true
    }

    fn plot_area(&self) -> Option<Rect> {
        let scene = self.scene.borrow();
        scene.as_ref().map(|scene| scene.frame.plot)
    }

    pub(super) fn released(&self, event: &PointerEvent) {
        let drag = self.lift(event);
        let Some((from, to)) = drag.filter(|(from, to)| (to - from).abs() >= LEAST_DRAG) else {
            return;
        };
        let Some(plot) = self.plot_area() else {
            return;
        };
        // As the shown band, a stretch ends where the plot does.
        let time = |x: i32| self.time_at(f64::from(x.min(plot.right).max(plot.left)));
        let times = time(from).zip(time(to));
        if let Some(((one, other), extent)) = times.zip(self.source.extent()) {
            let span = Span::new(one, other);
            let wide = span.zoomed(one, 1.0, LEAST_MS, extent);
            self.source.look_at(Some(wide));
        }
    }

    pub(super) fn cancelled(&self, event: &PointerEvent) {
        self.lift(event);
        self.hide_crosshair();
    }

    pub(super) fn left(&self, event: &PointerEvent) {
        if self.gestures.borrow().drag.is_none() {
            self.lift(event);
            self.hide_crosshair();
        }
    }

    /// Ends what this pointer did; gives the drag that it ends.
    fn lift(&self, event: &PointerEvent) -> Option<(i32, i32)> {
        self.draw_soon();
        let mut gestures = self.gestures.borrow_mut();
        gestures.fingers.retain(|(id, _)| *id != event.pointer_id());
        gestures.pinch = None;
        gestures.drag.take()
    }

    pub(super) fn hide_crosshair(&self) {
        if self.crosshair.get().is_some() {
            self.put_crosshair(None);
            self.source.point_at(None, false);
        }
    }

    pub(super) fn wheeled(&self, event: &WheelEvent) {
        let Some((span, extent)) = self.span().zip(self.source.extent()) else {
            return;
        };
        // Some wheels tell lines or pages instead of pixels.
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => 16.0,
            WheelEvent::DOM_DELTA_PAGE => 400.0,
            _ => 1.0,
        };
        let (across, along) = (event.delta_x() * unit, event.delta_y() * unit);
        let is_sideways = across.abs() > along.abs() || event.shift_key();
        let next = if is_sideways {
            let by = if across == 0.0 { along } else { across };
            let width = f64::from(self.host.client_width().max(1));
            #[expect(clippy::cast_possible_truncation)]
            let by = (by / width * span.width_ms() as f64) as i64;
            span.panned(by, extent)
        } else {
            let x = f64::from(event.offset_x()) * self.ratio();
            let anchor = self.time_at(x).unwrap_or(span.from_ms);
            // One event of a wheel that spins is no leap.
            let along = if along < 400.0 {
                along.max(-400.0)
            } else {
                400.0
            };
            let factor = (along * WHEEL_GAIN).exp();
            span.zoomed(anchor, factor, LEAST_MS, extent)
        };
        if next != span {
            event.prevent_default();
            self.source.look_at(Some(next));
        }
    }

    pub(super) fn keyed(&self, event: &KeyboardEvent) {
        let Some(span) = self.span() else {
            return;
        };
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let crosshair = self.crosshair.get().map(|crosshair| crosshair.at_ms);
        let middle = crosshair.unwrap_or(i64::midpoint(span.from_ms, span.to_ms));
        let step = span.width_ms() / KEY_SHARE;
        let look = |next: Span| self.source.look_at(Some(next));
        match (event.key().as_str(), self.source.extent()) {
            ("ArrowLeft", Some(extent)) if event.shift_key() => look(span.panned(-step, extent)),
            ("ArrowRight", Some(extent)) if event.shift_key() => look(span.panned(step, extent)),
            ("ArrowLeft", _) => self.step(span, crosshair, false),
            ("ArrowRight", _) => self.step(span, crosshair, true),
            ("Escape", _) => self.hide_crosshair(),
            ("+" | "=", Some(extent)) => {
                look(span.zoomed(middle, 1.0 / KEY_FACTOR, LEAST_MS, extent));
            }
            ("-" | "_", Some(extent)) => look(span.zoomed(middle, KEY_FACTOR, LEAST_MS, extent)),
            ("Home", Some(_)) => self.source.look_at(None),
            _ => return,
        }
        event.prevent_default();
    }

    /// Moves the crosshair to the next sample of any series.
    fn step(&self, span: Span, from: Option<i64>, is_forward: bool) {
        let mut next = None;
        self.source.lend(&mut |series| {
            next = match from {
                None if is_forward => nearest_time(series, span.from_ms, span),
                None => nearest_time(series, span.to_ms, span),
                Some(at) if is_forward => {
                    let rest = Span::new(at.saturating_add(1), span.to_ms);
                    (at < span.to_ms)
                        .then(|| nearest_time(series, at, rest))
                        .flatten()
                }
                Some(at) => {
                    let rest = Span::new(span.from_ms, at.saturating_sub(1));
                    (at > span.from_ms)
                        .then(|| nearest_time(series, at, rest))
                        .flatten()
                }
            };
        });
        let Some(at_ms) = next else {
            return;
        };
        let x = {
            let scene = self.scene.borrow();
            scene.as_ref().map_or(0, |scene| scene.frame.x(at_ms))
        };
        let pointer = Some(Pointer {
            x,
            y: None,
            reach: MOUSE_REACH,
        });
        self.put_crosshair(Some(Crosshair { at_ms, pointer }));
        self.source.point_at(Some(at_ms), true);
    }
}
