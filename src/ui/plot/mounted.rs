//! A plot that is in the page: when it is drawn, and on which of its canvases.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::{request_animation_frame, untrack};
use web_sys::{HtmlCanvasElement, HtmlElement};

use super::gestures::Gestures;
use super::source::Plotted;
use super::theme::{FONT, theme};
use crate::chart::{self, Overlay, Pointer, Rect, Scene, Theme, View, Viewer};
use crate::platform::marks;
use crate::platform::observers::{SightWatch, SizeWatch};
use crate::platform::page;
use crate::ui::canvas::{CanvasBackend, CanvasMeasure, show_at_once};

/// Where the crosshair stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crosshair {
    pub(super) at_ms: i64,
    /// None where it only follows another plot's.
    pub(super) pointer: Option<Pointer>,
}

/// A plot that is in the page.
pub(super) struct MountedPlot {
    pub(super) source: Rc<dyn Plotted>,
    pub(super) host: HtmlElement,
    series: HtmlCanvasElement,
    overlay: HtmlCanvasElement,
    /// None where the browser has no canvas to give: then nothing is drawn.
    measure: Option<CanvasMeasure<'static>>,
    pub(super) scene: RefCell<Option<Scene>>,
    pub(super) crosshair: Cell<Option<Crosshair>>,
    pub(super) gestures: RefCell<Gestures>,
    /// Whether the series are to be drawn in the next frame, not the crosshair alone.
    pub(super) is_outdated: Cell<bool>,
    /// Whether something may be on the upper canvas: one that was never drawn on costs nothing.
    is_overlaid: Cell<bool>,
    /// Whether anything ever was.
    was_overlaid: Cell<bool>,
    /// Whether the next frame draws.
    is_due: Cell<bool>,
    this: Weak<Self>,
    /// In which size it was drawn last.
    drawn_size: Cell<Option<(i32, i32, f64)>>,
    size: RefCell<Option<SizeWatch>>,
    /// Whether it is to be drawn at all: it is in sight, or does not wait for that.
    pub(super) is_in_sight: Cell<bool>,
    sight: RefCell<Option<SightWatch>>,
}

impl MountedPlot {
    /// Watches its size, and whether it is in sight if it waits for that; draws nothing yet.
    pub(super) fn new(
        source: Rc<dyn Plotted>,
        host: HtmlElement,
        series: HtmlCanvasElement,
        overlay: HtmlCanvasElement,
    ) -> Rc<Self> {
        let plot = Rc::new_cyclic(|this: &Weak<Self>| Self {
            source,
            host,
            measure: CanvasMeasure::new(&series, FONT),
            series,
            overlay,
            scene: RefCell::default(),
            crosshair: Cell::new(None),
            gestures: RefCell::default(),
            is_outdated: Cell::new(false),
            is_overlaid: Cell::new(false),
            was_overlaid: Cell::new(false),
            is_due: Cell::new(false),
            this: Weak::clone(this),
            drawn_size: Cell::new(None),
            size: RefCell::default(),
            is_in_sight: Cell::new(true),
            sight: RefCell::default(),
        });
        if plot.source.waits_for_sight() {
            let this = Rc::downgrade(&plot);
            let sight = SightWatch::new(&plot.host, move |is_in_sight| {
                if let Some(plot) = this.upgrade() {
                    plot.is_in_sight.set(is_in_sight);
                    if is_in_sight && plot.is_outdated.get() {
                        plot.draw_soon();
                    }
                }
            });
            plot.is_in_sight.set(sight.is_none());
            plot.sight.replace(sight);
        }
        let this = Rc::downgrade(&plot);
        // Tells the size at once: the first drawing needs no other call.
        *plot.size.borrow_mut() = SizeWatch::new(&plot.host, move || {
            if let Some(plot) = this.upgrade() {
                plot.resized();
            }
        });
        plot
    }

    /// Draws within the frame that shows the new size, before it is painted; nothing where it was drawn
    /// in that size already.
    fn resized(&self) {
        let size = self.size_now();
        if self.is_outdated.get() || self.drawn_size.get() != Some(size) {
            self.draw_series();
        }
    }

    /// Width and height in CSS pixels, and device pixels a CSS pixel.
    fn size_now(&self) -> (i32, i32, f64) {
        let (width, height) = (self.host.client_width(), self.host.client_height());
        (width, height, page::device_pixel_ratio())
    }

    pub(super) fn redraw(&self) {
        self.is_outdated.set(true);
        if !self.is_in_sight.get() {
            return;
        }
        let is_first = self.scene.borrow().is_none() && self.source.extent().is_some();
        if is_first {
            // What is waited for does not wait for a frame.
            untrack(|| self.draw_series());
        } else {
            self.draw_soon();
        }
    }

    pub(super) fn draw_soon(&self) {
        if !self.is_due.replace(true) {
            let this = Weak::clone(&self.this);
            request_animation_frame(move || {
                if let Some(plot) = this.upgrade() {
                    plot.draw();
                }
            });
        }
    }

    fn draw(&self) {
        self.is_due.set(false);
        if self.is_outdated.get() {
            self.draw_series();
        } else {
            self.draw_overlay();
        }
    }

    pub(super) fn draw_series(&self) {
        self.is_outdated.set(true);
        if !self.is_in_sight.get() {
            return;
        }
        self.is_outdated.set(false);
        let size = self.size_now();
        let (width, height, ratio) = size;
        self.drawn_size.set(Some(size));
        let view = self
            .source
            .view(f64::from(width), f64::from(height), ratio)
            .filter(|_| width > 0 && height > 0);
        let drawn = view.and_then(|view| self.scene_of(&view));
        let Some(scene) = drawn else {
            self.scene.take();
            CanvasBackend::new(&self.series, self.series.width(), self.series.height());
            self.draw_overlay();
            return;
        };
        if let Some(mut backend) = CanvasBackend::new(&self.series, scene.width, scene.height) {
            let _ = chart::draw(&scene, &theme(self.source.is_dark()), &mut backend);
        }
        self.scene.replace(Some(scene));
        self.draw_overlay();
        marks::mark(self.source.mark());
        self.source.drawn();
    }

    fn scene_of(&self, view: &View) -> Option<Scene> {
        let measure = self.measure.as_ref()?;
        let mut scene = None;
        self.source.lend(&mut |series| {
            let viewer = Viewer {
                labels: self.source.labels(),
                measure,
                zone: self.source.zone(),
            };
            scene = Some(chart::scene(series, view, viewer));
        });
        scene
    }

    fn draw_overlay(&self) {
        let scene = self.scene.borrow();
        let scene = scene.as_ref();
        let span = scene.map(|scene| scene.frame.time.span);
        let crosshair = self
            .crosshair
            .get()
            .filter(|crosshair| span.is_some_and(|span| span.contains(crosshair.at_ms)));
        let band = scene.and_then(|scene| self.gestures.borrow().selection(&scene.frame.plot));
        let has_any = crosshair.is_some() || band.is_some();
        if !self.is_overlaid.replace(has_any) && !has_any {
            return;
        }
        if !self.was_overlaid.replace(true) {
            show_at_once(&self.overlay);
        }
        let Some(scene) = scene else {
            CanvasBackend::new(&self.overlay, self.overlay.width(), self.overlay.height());
            return;
        };
        let Some(mut backend) = CanvasBackend::new(&self.overlay, scene.width, scene.height) else {
            return;
        };
        let theme = theme(self.source.is_dark());
        if let Some(band) = band {
            draw_band(&mut backend, band, &theme);
        }
        if let Some(crosshair) = crosshair
            && let Some(overlay) = self.overlay_of(scene, crosshair)
        {
            let _ = chart::draw_overlay(&overlay, &theme, &mut backend);
        }
    }

    fn overlay_of(&self, scene: &Scene, crosshair: Crosshair) -> Option<Overlay> {
        let measure = self.measure.as_ref()?;
        let mut overlay = None;
        self.source.lend(&mut |series| {
            let viewer = Viewer {
                labels: self.source.labels(),
                measure,
                zone: self.source.zone(),
            };
            let Crosshair { at_ms, pointer } = crosshair;
            overlay = Some(chart::overlay(scene, series, at_ms, pointer, viewer));
        });
        overlay
    }

    pub(super) fn put_crosshair(&self, crosshair: Option<Crosshair>) {
        if self.crosshair.get() != crosshair {
            self.crosshair.set(crosshair);
            self.draw_soon();
        }
    }
}

/// The stretch that a drag chooses.
fn draw_band(backend: &mut CanvasBackend, band: Rect, theme: &Theme<'_>) {
    use plotters::prelude::{Color, DrawingBackend, RGBColor};
    let (r, g, b) = theme.axis;
    let style = RGBColor(r, g, b).mix(0.2).filled();
    let corner = |x: i32, y: i32| (2 * x, 2 * y);
    let one = corner(band.left, band.top);
    let other = corner(band.right, band.bottom);
    let _ = backend.draw_rect(one, other, &style, true);
}
