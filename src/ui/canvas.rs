//! A canvas as a backend of plotters.
//!
//! Twice as fine as the canvas' own pixels: a line of 1.5 pixels then is a whole number. What
//! follows each other in one style is one path, but a long one is drawn in parts: to fill the outline
//! of a path costs more than twice as much where it has twice as many corners, and round corners, of
//! which nothing is seen at these widths, cost most of all.

use std::cell::RefCell;
use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::HPos,
};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::chart::{Measure, Rgb};

/// Units of the backend a pixel of the canvas.
const FINE: u32 = 2;

/// How many corners a path has at most; a few more or less make no difference.
const MOST_CORNERS: u32 = 96;

/// A canvas that is drawn on from now.
#[expect(missing_debug_implementations)]
pub struct CanvasBackend {
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// The style of the path that is open.
    open: Option<(BackendColor, u32)>,
    /// How many corners it has.
    corners: u32,
    /// What was set last: to set it again costs as much as the first time.
    fill: Option<BackendColor>,
    font_size: f64,
    align: &'static str,
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

/// The canvas' context; `None` where the browser has none to give.
pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// A canvas that is in no page.
pub fn new_canvas() -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    document.create_element("canvas").ok()?.dyn_into().ok()
}

impl CanvasBackend {
    /// An empty canvas of so many pixels.
    pub fn new(canvas: &HtmlCanvasElement, width: u32, height: u32) -> Option<Self> {
        let context = context_of(canvas)?;
        // Setting the size empties a canvas and costs memory: only where it changes.
        if (canvas.width(), canvas.height()) == (width, height) {
            let _ = context.reset_transform();
            context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        } else {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let fine = f64::from(FINE);
        let _ = context.scale(1.0 / fine, 1.0 / fine);
        context.set_line_join("bevel");
        context.set_text_baseline("middle");
        Some(Self {
            context,
            size: (width * FINE, height * FINE),
            open: None,
            corners: 0,
            fill: None,
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

    fn stroke_in(&mut self, colour: BackendColor, width: u32) {
        let is_open = |(open, open_width): &(BackendColor, u32)| {
            is_same(open, &colour) && *open_width == width
        };
        if self.open.as_ref().is_some_and(is_open) {
            return;
        }
        self.finish_path();
        self.context.set_stroke_style_str(&hex(colour));
        self.context.set_global_alpha(colour.alpha);
        self.context.set_line_width(f64::from(width));
        self.context.begin_path();
        self.corners = 0;
        self.open = Some((colour, width));
        // Lines and areas share the transparency.
        self.fill = None;
    }

    fn fill_in(&mut self, colour: BackendColor) {
        self.finish_path();
        if self.fill.is_some_and(|fill| is_same(&fill, &colour)) {
            return;
        }
        self.context.set_fill_style_str(&hex(colour));
        self.context.set_global_alpha(colour.alpha);
        self.fill = Some(colour);
    }

    fn finish_path(&mut self) {
        if self.open.take().is_some() {
            self.context.stroke();
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

    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut is_first = true;
        for (x, y) in points {
            let (x, y) = (f64::from(x), f64::from(y));
            if is_first {
                self.context.move_to(x, y);
                is_first = false;
            } else {
                self.context.line_to(x, y);
            }
        }
    }
}

fn is_same(one: &BackendColor, other: &BackendColor) -> bool {
    one.rgb == other.rgb && one.alpha.total_cmp(&other.alpha).is_eq()
}

/// `#rrggbb`.
fn hex(colour: BackendColor) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (r, g, b) = colour.rgb;
    let mut text = String::from("#");
    for byte in [r, g, b] {
        for half in [byte >> 4, byte & 15] {
            let digit = DIGITS.get(usize::from(half)).copied().unwrap_or(b'0');
            text.push(char::from(digit));
        }
    }
    text
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
        self.stroke_in(style.color(), style.stroke_width());
        self.stroke_along(path);
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
            self.stroke_in(style.color(), style.stroke_width());
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
        if fill {
            self.fill_in(style.color());
            self.context.begin_path();
            let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
            self.context.fill();
        } else {
            self.stroke_in(style.color(), style.stroke_width());
            self.context.move_to(x + radius, y);
            let _ = self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome {
        self.fill_in(style.color());
        self.context.begin_path();
        self.trace(corners);
        self.context.fill();
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
        let _ = self.context.fill_text(text, f64::from(x), f64::from(y));
        Ok(())
    }
}

/// A font as CSS writes it; sizes are whole pixels.
fn font(size: f64, families: &str) -> String {
    #[expect(clippy::cast_possible_truncation)]
    let size = size as i32;
    format!("{size}px {families}")
}

/// Widths of texts, as a canvas would write them: those of their letters, each asked for once. What
/// kerning takes away is left, so that a text is a little narrower than it is said to be.
#[derive(Debug)]
pub struct CanvasMeasure<'a> {
    context: CanvasRenderingContext2d,
    families: &'a str,
    /// Letters and their widths as shares of the size.
    letters: RefCell<Vec<(char, f64)>>,
}

impl<'a> CanvasMeasure<'a> {
    /// Widths in these font families.
    pub fn new(canvas: &HtmlCanvasElement, families: &'a str) -> Option<Self> {
        Some(Self {
            context: context_of(canvas)?,
            families,
            letters: RefCell::default(),
        })
    }

    fn letter(&self, letter: char) -> f64 {
        // Fine enough that no rounding of the system's counts.
        const SIZE: f64 = 100.0;
        let mut letters = self.letters.borrow_mut();
        if let Some((_, width)) = letters.iter().find(|(known, _)| *known == letter) {
            return *width;
        }
        self.context.set_font(&font(SIZE, self.families));
        let measured = self.context.measure_text(letter.encode_utf8(&mut [0; 4]));
        let width = measured.map_or(0.0, |measured| measured.width() / SIZE);
        letters.push((letter, width));
        width
    }
}

impl Measure for CanvasMeasure<'_> {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|letter| self.letter(letter) * size).sum()
    }
}
