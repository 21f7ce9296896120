//! A canvas as a backend of plotters.
//!
//! Twice as fine as the canvas' own pixels: a line of 1.5 pixels then is a whole number. What
//! follows each other in one style is one path, but a long one is drawn in parts: to fill the outline
//! of a path costs more than twice as much where it has twice as many corners, and round corners, of
//! which nothing is seen at these widths, cost most of all.
//!
//! Long lines of 1.5 pixels are drawn as hair lines beside each other. A browser that paints without a
//! graphics processor takes a tenth of the time for a hair line, for it has no outline to fill.

mod measure;
mod pen;

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::HPos,
};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::chart::Rgb;
pub use measure::CanvasMeasure;
use pen::{Pen, css, font, trace};

/// Units of the backend a pixel of the canvas.
const FINE: u32 = 2;

/// The size of a canvas that was given none.
const UNUSED: (u32, u32) = (300, 150);

/// How many corners a path has at most; a few more or less make no difference.
const MOST_CORNERS: u32 = 96;

/// As how many of them a circle counts.
const CIRCLE_CORNERS: u32 = 8;

/// How wide a line is that can be drawn as hair lines, which are one pixel wide.
const HAIRS_WIDTH: u32 = 3;

/// Where they lie: together half a pixel wider than one, whichever way the line runs.
const HAIRS: [(f64, f64); 3] = [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5)];

/// From how many corners on that is quicker.
const MANY_CORNERS: usize = 16;

/// A canvas that is drawn on from now.
#[expect(missing_debug_implementations)]
pub struct CanvasBackend {
    context: Pen,
    size: (u32, u32),
    /// The path that is open.
    open: Option<Path>,
    /// What it consists of where it is drawn more than once.
    hairs: Option<Path2d>,
    /// How many corners it has.
    corners: u32,
    /// What was set last: to set it again costs as much as the first time.
    fill: Option<Rgb>,
    alpha: f64,
    line_width: u32,
    font_size: f64,
    align: &'static str,
}

/// A path that is not painted yet.
#[derive(Clone, Copy)]
struct Path {
    colour: BackendColor,
    paint: Paint,
}

/// How a path is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paint {
    Filled,
    /// A line of this width.
    Stroked(u32),
    /// A line of some hair lines.
    Hairs,
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

/// The canvas' context; `None` where the browser has none to give.
pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Has a canvas that is drawn on for the first time shown without the rest of the page being composed
/// anew, where the browser can: what follows the pointer then costs half, and lags less.
pub fn show_at_once(canvas: &HtmlCanvasElement) {
    let wish = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&wish, &"desynchronized".into(), &true.into());
    let _ = canvas.get_context_with_context_options("2d", &wish);
}

/// A canvas that is in no page.
pub fn new_canvas() -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    document.create_element("canvas").ok()?.dyn_into().ok()
}

impl CanvasBackend {
    /// An empty canvas of so many pixels.
    pub fn new(canvas: &HtmlCanvasElement, width: u32, height: u32) -> Option<Self> {
        let context: Pen = context_of(canvas)?.unchecked_into();
        let size = (width * FINE, height * FINE);
        // Setting the size empties a canvas, forgets what else was set and costs memory: only where it
        // changes, or where it may be the size of a canvas that was never drawn on.
        if (canvas.width(), canvas.height()) == (width, height) && (width, height) != UNUSED {
            context.clear_rect(0.0, 0.0, f64::from(size.0), f64::from(size.1));
        } else {
            canvas.set_width(width);
            canvas.set_height(height);
            let fine = f64::from(FINE);
            let _ = context.scale(1.0 / fine, 1.0 / fine);
            context.set_line_join("bevel");
            context.set_text_baseline("middle");
        }
        Some(Self {
            context,
            size,
            open: None,
            hairs: None,
            corners: 0,
            fill: None,
            alpha: f64::NAN,
            line_width: 0,
            font_size: 0.0,
            align: "",
        })
    }

    /// Fills all of it, for a picture that is to stand alone.
    pub fn fill(&mut self, (r, g, b): Rgb) {
        let (alpha, rgb) = (1.0, (r, g, b));
        self.fill_in(BackendColor { alpha, rgb });
        let (width, height) = self.size;
        let (width, height) = (f64::from(width), f64::from(height));
        self.context.fill_rect(0.0, 0.0, width, height);
    }

    fn stroke_in(&mut self, colour: BackendColor, paint: Paint) {
        if self.is_open(colour, paint) {
            return;
        }
        self.finish_path();
        self.context.set_stroke(&css(colour.rgb));
        self.set_alpha(colour.alpha);
        let width = match paint {
            Paint::Stroked(width) => width,
            Paint::Hairs | Paint::Filled => FINE,
        };
        if self.line_width != width {
            self.context.set_line_width(f64::from(width));
            self.line_width = width;
        }
        self.begin(colour, paint);
    }

    fn fill_in(&mut self, colour: BackendColor) {
        self.finish_path();
        self.set_alpha(colour.alpha);
        if self.fill != Some(colour.rgb) {
            self.context.set_fill(&css(colour.rgb));
            self.fill = Some(colour.rgb);
        }
    }

    /// Lines and areas share the transparency.
    fn set_alpha(&mut self, alpha: f64) {
        if self.alpha.total_cmp(&alpha).is_ne() {
            self.context.set_global_alpha(alpha);
            self.alpha = alpha;
        }
    }

    fn is_open(&self, colour: BackendColor, paint: Paint) -> bool {
        self.open
            .is_some_and(|open| is_same(&open.colour, &colour) && open.paint == paint)
    }

    fn begin(&mut self, colour: BackendColor, paint: Paint) {
        if paint == Paint::Hairs {
            self.hairs = Path2d::new().ok();
        } else {
            self.context.begin_path();
        }
        self.corners = 0;
        self.open = Some(Path { colour, paint });
    }

    fn finish_path(&mut self) {
        match self.open.take().map(|open| open.paint) {
            Some(Paint::Filled) => self.context.fill(),
            Some(Paint::Stroked(_)) => self.context.stroke(),
            Some(Paint::Hairs) => self.stroke_hairs(),
            None => {}
        }
    }

    fn stroke_hairs(&mut self) {
        let Some(hairs) = self.hairs.take() else {
            return;
        };
        for (x, y) in HAIRS {
            let _ = self.context.translate(x, y);
            self.context.stroke_with_path(&hairs);
            let _ = self.context.translate(-x, -y);
        }
    }

    /// Adds a line to the open path.
    fn stroke_along(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut before = None;
        for (x, y) in points {
            let (x, y) = (f64::from(x), f64::from(y));
            let is_long = self.corners >= MOST_CORNERS;
            if is_long {
                self.context.stroke();
                self.context.begin_path();
                self.corners = 0;
            }
            self.corners += 1;
            match before {
                None => self.context.move_to(x, y),
                // The next part begins with the last piece of this one, for the corner between them.
                Some((one, other)) => {
                    if is_long {
                        let (x, y): (f64, f64) = one;
                        self.context.move_to(x, y);
                        let (x, y): (f64, f64) = other;
                        self.context.line_to(x, y);
                    }
                    self.context.line_to(x, y);
                }
            }
            before = Some((before.map_or((x, y), |(_, last)| last), (x, y)));
        }
    }
}

fn is_same(one: &BackendColor, other: &BackendColor) -> bool {
    one.rgb == other.rgb && one.alpha.total_cmp(&other.alpha).is_eq()
}

impl DrawingBackend for CanvasBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        self.finish_path();
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Outcome {
        self.fill_in(colour);
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let (colour, width) = (style.color(), style.stroke_width());
        let path = path.into_iter();
        let is_long = path.size_hint().0 >= MANY_CORNERS || self.is_open(colour, Paint::Hairs);
        if width == HAIRS_WIDTH && colour.alpha >= 1.0 && is_long {
            self.stroke_in(colour, Paint::Hairs);
            if let Some(hairs) = &self.hairs {
                trace(hairs, path);
            }
        } else {
            self.stroke_in(colour, Paint::Stroked(width));
            self.stroke_along(path);
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        one: BackendCoord,
        other: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let (x, y) = (f64::from(one.0), f64::from(one.1));
        let (width, height) = (f64::from(other.0) - x, f64::from(other.1) - y);
        if fill {
            self.fill_in(style.color());
            self.context.fill_rect(x, y, width, height);
        } else {
            self.stroke_in(style.color(), Paint::Stroked(style.stroke_width()));
            self.context.rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let (x, y, radius) = (f64::from(x), f64::from(y), f64::from(radius));
        if !fill {
            self.stroke_in(style.color(), Paint::Stroked(style.stroke_width()));
        } else if style.color().alpha < 1.0
            || self.corners >= MOST_CORNERS
            || !self.is_open(style.color(), Paint::Filled)
        {
            self.fill_in(style.color());
            self.begin(style.color(), Paint::Filled);
        }
        self.corners += CIRCLE_CORNERS;
        self.context.move_to(x + radius, y);
        self.context
            .draw_arc(x, y, radius, 0.0, std::f64::consts::TAU);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome {
        self.fill_in(style.color());
        if let Ok(area) = Path2d::new() {
            trace(&area, corners);
            self.context.fill_with_path_2d(&area);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Outcome {
        self.fill_in(style.color());
        // All texts of a picture are of one family.
        let size = style.size();
        if self.font_size.total_cmp(&size).is_ne() {
            self.context.set_font(&font(size, style.family().as_str()));
            self.font_size = size;
        }
        let align = match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        };
        if self.align != align {
            self.context.set_text_align(align);
            self.align = align;
        }
        self.context.write(text, f64::from(x), f64::from(y));
        Ok(())
    }
}
