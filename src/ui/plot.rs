//! A plot in the page: two canvases, the one for the series and the one for what follows the
//! pointer, and all the ways to move about in time.

mod gestures;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, HtmlElement};

use super::canvas::{CanvasBackend, CanvasMeasure, show_at_once};
use super::old::{Element, Handle, el};
use crate::chart::{
    self, Labels, Overlay, Pointer, Rect, Scene, Series, Span, Theme, View, Viewer, Zone,
};
use crate::platform::animation::{NextFrame, SightWatch, SizeWatch};
use crate::platform::marks;
use crate::platform::page;
use gestures::Gestures;

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

/// The narrowest that can be zoomed in.
pub const LEAST_MS: i64 = 60_000;

/// How much wider one key makes the stretch.
pub const KEY_FACTOR: f64 = 1.5;

/// Which part of the stretch one key moves it by.
pub const KEY_SHARE: i64 = 8;

/// The fonts on a canvas, which knows no custom properties.
pub const FONT: &str = "system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif";

/// The colours of a page, as the style sheet's tokens have them.
pub fn theme(is_dark: bool) -> Theme<'static> {
    if is_dark {
        Theme {
            hues: chart::DARK,
            text: (0xeb, 0xe9, 0xe6),
            quiet: (0xa6, 0xa1, 0x9c),
            grid: (0x30, 0x2d, 0x2a),
            axis: (0x75, 0x70, 0x6a),
            surface: (0x19, 0x17, 0x14),
            font: FONT,
        }
    } else {
        Theme {
            hues: chart::LIGHT,
            text: (0x23, 0x1f, 0x1b),
            quiet: (0x5c, 0x56, 0x50),
            grid: (0xde, 0xdb, 0xd7),
            axis: (0x8a, 0x86, 0x81),
            surface: (0xff, 0xff, 0xff),
            font: FONT,
        }
    }
}

/// Where the crosshair stands.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Crosshair {
    at_ms: i64,
    /// None where it only follows another plot's.
    pointer: Option<Pointer>,
}

/// A plot that is in the page.
struct Plot {
    source: Rc<dyn Plotted>,
    host: HtmlElement,
    series: HtmlCanvasElement,
    overlay: HtmlCanvasElement,
    /// None where the browser has no canvas to give: then nothing is drawn.
    measure: Option<CanvasMeasure<'static>>,
    scene: RefCell<Option<Scene>>,
    crosshair: Cell<Option<Crosshair>>,
    gestures: RefCell<Gestures>,
    /// Whether the series are to be drawn in the next frame, not the crosshair alone.
    is_outdated: Cell<bool>,
    /// Whether something may be on the upper canvas: one that was never drawn on costs nothing.
    is_overlaid: Cell<bool>,
    /// Whether anything ever was.
    was_overlaid: Cell<bool>,
    /// Whether the next frame draws.
    is_due: Cell<bool>,
    next: NextFrame,
    /// In which size it was drawn last.
    drawn_size: Cell<Option<(i32, i32, f64)>>,
    size: RefCell<Option<SizeWatch>>,
    /// Whether it is to be drawn at all: it is in sight, or does not wait for that.
    is_in_sight: Cell<bool>,
    sight: RefCell<Option<SightWatch>>,
}

/// A way to a plot, as long as it is in the page.
#[derive(Clone, Copy)]
pub struct PlotHandle(StoredValue<Option<Rc<Plot>>, LocalStorage>);

impl std::fmt::Debug for PlotHandle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PlotHandle")
    }
}

impl PlotHandle {
    /// A way to nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    fn get(self) -> Option<Rc<Plot>> {
        self.0.try_get_value().flatten()
    }

    /// Draws the plot anew in the next frame.
    pub fn redraw(self) {
        if let Some(plot) = self.get() {
            plot.redraw();
        }
    }

    /// Puts the crosshair where another plot's stands. The one that stands there already stays as it
    /// is: with its panel, where the visitor points.
    pub fn follow(self, at_ms: Option<i64>) {
        if let Some(plot) = self.get()
            && plot.crosshair.get().map(|crosshair| crosshair.at_ms) != at_ms
        {
            plot.put_crosshair(at_ms.map(|at_ms| Crosshair {
                at_ms,
                pointer: None,
            }));
        }
    }

    fn tell(self, event: &Event, hear: fn(&Plot, &Event)) {
        if let Some(plot) = self.get() {
            hear(&plot, event);
        }
    }
}

impl Default for PlotHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// The plot's element. What it shows is asked for when it is drawn.
pub fn plot(handle: PlotHandle, source: Rc<dyn Plotted>) -> Element {
    let source = StoredValue::new_local(source);
    let (series, overlay) = (Handle::new(), Handle::new());
    let mut host = el("div").class("plot").attr("tabindex", "0");
    host = host.ready(move |host| {
        let canvas = |handle: Handle| handle.get()?.dyn_into::<HtmlCanvasElement>().ok();
        let source = source.try_get_value();
        if let (Some(source), Some(series), Some(overlay)) =
            (source, canvas(series), canvas(overlay))
        {
            let plot = Plot::new(source, host, series, overlay);
            handle.0.set_value(Some(plot));
        }
    });
    for (kind, hear) in gestures::LISTENED {
        host = host.on(kind, move |event| handle.tell(&event, *hear));
    }
    on_cleanup(move || {
        handle.0.set_value(None);
    });
    let canvas = |class: &str| el("canvas").class(class).attr("aria-hidden", "true");
    host.add(canvas("plot__series").handle(series))
        .add(canvas("plot__overlay").handle(overlay))
}

impl Plot {
    fn new(
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
            next: NextFrame::new({
                let this = Weak::clone(this);
                move || {
                    if let Some(plot) = this.upgrade() {
                        plot.draw();
                    }
                }
            }),
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

    fn redraw(&self) {
        self.is_outdated.set(true);
        if self.is_in_sight.get() {
            self.draw_soon();
        }
    }

    fn draw_soon(&self) {
        if !self.is_due.replace(true) {
            self.next.request();
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

    fn draw_series(&self) {
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

    fn put_crosshair(&self, crosshair: Option<Crosshair>) {
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
