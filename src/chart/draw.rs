//! A scene onto any backend of plotters.
//!
//! A backend may be finer than a device pixel: where it is so many times as wide as the scene, all
//! places and widths are multiplied. At twice the size a line of 1.5 pixels is a whole number, and
//! the middle of a pixel has a place.

use plotters::prelude::{Color, DrawingBackend, FontDesc, FontFamily, FontStyle, ShapeStyle};
use plotters::style::{RGBColor, TextStyle, text_anchor};
use plotters_backend::DrawingErrorKind;

use super::overlay::Overlay;
use super::palette::{HUES, Rgb};
use super::scale::px;
use super::scene::{
    Align, GridLine, Mark, MarkKind, Point, Polylines, Rect, Scene, TITLE, TYPE, Text,
};

/// The colours of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme<'a> {
    /// Those of the series.
    pub hues: [Rgb; HUES],
    /// Values.
    pub text: Rgb,
    /// Labels.
    pub quiet: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// Axes, the crosshair, the edge of the panel.
    pub axis: Rgb,
    /// What the chart lies on; the panel is filled with it.
    pub surface: Rgb,
    /// Font families as in CSS.
    pub font: &'a str,
}

type Outcome<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Draws a chart. What was drawn before is not cleared. Calls of one style follow each other, and
/// a piece of a line is one path.
pub fn draw<B: DrawingBackend>(scene: &Scene, theme: &Theme<'_>, backend: &mut B) -> Outcome<B> {
    let ratio = scene.frame.ratio;
    on(backend, (scene.width, ratio), |brush| {
        paint(scene, theme, brush);
    })
}

/// Draws a crosshair with its panel, onto a canvas of the chart's size.
pub fn draw_overlay<B: DrawingBackend>(
    overlay: &Overlay,
    theme: &Theme<'_>,
    backend: &mut B,
) -> Outcome<B> {
    on(backend, (overlay.width, overlay.ratio), |brush| {
        paint_overlay(overlay, theme, brush);
    })
}

fn on<B: DrawingBackend>(
    backend: &mut B,
    (width, ratio): (u32, f64),
    paint: impl FnOnce(&mut dyn Brush),
) -> Outcome<B> {
    backend.ensure_prepared()?;
    let unit = i32::try_from(backend.get_size().0 / width.max(1)).unwrap_or(1);
    let mut brush = On {
        backend,
        unit: unit.max(1),
        ratio,
        outcome: Ok(()),
    };
    paint(&mut brush);
    brush.outcome?;
    backend.present()
}

/// How wide a line is, CSS pixels; a hair line is one device pixel.
const LINE: f64 = 1.5;
const OUTLINE: f64 = 1.0;
const HAIR: f64 = 0.0;

/// What is drawn with. It is not generic, so that the scene's code is there once, however many
/// backends there are.
trait Brush {
    fn line(&mut self, points: &[Point], colour: Rgb, width: f64);
    fn area(&mut self, points: &[Point], colour: Rgb, alpha: f64);
    fn rect(&mut self, area: Rect, colour: Rgb, is_filled: bool);
    fn circle(&mut self, centre: Point, radius: i32, colour: Rgb, is_filled: bool);
    fn text(&mut self, text: &Text, size: f64, theme: &Theme<'_>);
}

struct On<'a, B: DrawingBackend> {
    backend: &'a mut B,
    /// Backend units a device pixel.
    unit: i32,
    ratio: f64,
    outcome: Outcome<B>,
}

impl<B: DrawingBackend> On<'_, B> {
    fn style(&self, (r, g, b): Rgb, alpha: f64, width: f64) -> ShapeStyle {
        let width = px(width * self.ratio * f64::from(self.unit)).max(self.unit);
        ShapeStyle {
            color: RGBColor(r, g, b).mix(alpha),
            filled: false,
            stroke_width: u32::try_from(width).unwrap_or(1),
        }
    }

    /// Nothing more is drawn after a failure.
    fn act(&mut self, draw: impl FnOnce(&mut B) -> Outcome<B>) {
        if self.outcome.is_ok() {
            self.outcome = draw(self.backend);
        }
    }
}

/// The middle of a device pixel.
fn middle(unit: i32) -> impl Fn(&Point) -> Point {
    move |(x, y)| (x * unit + unit / 2, y * unit + unit / 2)
}

impl<B: DrawingBackend> Brush for On<'_, B> {
    fn line(&mut self, points: &[Point], colour: Rgb, width: f64) {
        let style = self.style(colour, 1.0, width);
        let points = points.iter().map(middle(self.unit));
        self.act(|backend| backend.draw_path(points, &style));
    }

    fn area(&mut self, points: &[Point], colour: Rgb, alpha: f64) {
        let style = self.style(colour, alpha, HAIR);
        let points = points.iter().map(middle(self.unit));
        self.act(|backend| backend.fill_polygon(points, &style));
    }

    fn rect(&mut self, area: Rect, colour: Rgb, is_filled: bool) {
        let style = self.style(colour, 1.0, HAIR);
        let unit = self.unit;
        let corner = |x: i32, y: i32| (x * unit, y * unit);
        let one = corner(area.left, area.top);
        let other = corner(area.right, area.bottom);
        self.act(|backend| backend.draw_rect(one, other, &style, is_filled));
    }

    fn circle(&mut self, centre: Point, radius: i32, colour: Rgb, is_filled: bool) {
        let style = self.style(colour, 1.0, OUTLINE);
        let centre = middle(self.unit)(&centre);
        let radius = u32::try_from(radius * self.unit).unwrap_or(1);
        self.act(|backend| backend.draw_circle(centre, radius, &style, is_filled));
    }

    fn text(&mut self, text: &Text, size: f64, theme: &Theme<'_>) {
        let size = f64::from(px(size * self.ratio * f64::from(self.unit)));
        let (r, g, b) = if text.is_quiet {
            theme.quiet
        } else {
            theme.text
        };
        let end = match text.align {
            Align::Start => text_anchor::HPos::Left,
            Align::Middle => text_anchor::HPos::Center,
            Align::End => text_anchor::HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(theme.font), size, FontStyle::Normal);
        let style = TextStyle {
            font,
            color: RGBColor(r, g, b).to_backend_color(),
            pos: text_anchor::Pos::new(end, text_anchor::VPos::Center),
        };
        let at = middle(self.unit)(&text.at);
        self.act(|backend| backend.draw_text(&text.text, &style, at));
    }
}

fn paint(scene: &Scene, theme: &Theme<'_>, brush: &mut dyn Brush) {
    for is_axis in [false, true] {
        let colour = if is_axis { theme.axis } else { theme.grid };
        for GridLine { from, to, .. } in scene.grid.iter().filter(|line| line.is_axis == is_axis) {
            brush.line(&[*from, *to], colour, HAIR);
        }
    }
    for series in &scene.series {
        let colour = series.ink.colour(&theme.hues);
        for piece in series.areas.pieces() {
            brush.area(piece, colour, 0.14);
        }
        lines(&series.lines, colour, brush);
        let radius = px(2.0 * scene.frame.ratio).max(1);
        for dot in &series.dots {
            brush.circle(*dot, radius, colour, true);
        }
    }
    // Above all lines: no line hides a loss.
    for series in &scene.series {
        let colour = series.ink.colour(&theme.hues);
        for mark in &series.marks {
            paint_mark(mark, colour, brush);
        }
    }
    for text in &scene.texts {
        brush.text(text, TYPE, theme);
    }
    if let Some(title) = &scene.title {
        brush.text(title, TITLE, theme);
    }
}

fn lines(lines: &Polylines, colour: Rgb, brush: &mut dyn Brush) {
    for piece in lines.pieces() {
        brush.line(piece, colour, LINE);
    }
}

fn paint_mark(mark: &Mark, colour: Rgb, brush: &mut dyn Brush) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = mark.area;
    let (last, foot) = ((right - 1).max(left), (bottom - 1).max(top));
    let centre = (i32::midpoint(left, last), i32::midpoint(top, foot));
    match mark.kind {
        MarkKind::Lost => brush.rect(mark.area, colour, true),
        MarkKind::AtCap if mark.area.width() > mark.area.height() + 2 => {
            let corners = [
                (left, top),
                (last, top),
                (last, foot),
                (left, foot),
                (left, top),
            ];
            brush.line(&corners, colour, OUTLINE);
        }
        MarkKind::AtCap => {
            let (x, y) = centre;
            let corners = [(left, y), (x, top), (last, y), (x, foot), (left, y)];
            brush.line(&corners, colour, OUTLINE);
        }
        MarkKind::Estimated => brush.circle(centre, mark.area.width() / 2, colour, false),
        MarkKind::Clipped => {
            let corners = [(left, foot), (centre.0, top), (last, foot), (left, foot)];
            brush.line(&corners, colour, OUTLINE);
        }
    }
}

fn paint_overlay(overlay: &Overlay, theme: &Theme<'_>, brush: &mut dyn Brush) {
    let [from, to] = overlay.line;
    brush.line(&[from, to], theme.axis, HAIR);
    let css = |length: f64| px(length * overlay.ratio).max(1);
    // A ring of the surface parts each dot from the lines below.
    for dot in &overlay.dots {
        brush.circle(dot.at, css(4.0), theme.surface, true);
    }
    for dot in &overlay.dots {
        brush.circle(dot.at, css(3.0), dot.ink.colour(&theme.hues), dot.is_solid);
    }
    let Some(panel) = &overlay.panel else {
        return;
    };
    brush.rect(panel.area, theme.surface, true);
    brush.rect(panel.area, theme.axis, false);
    brush.text(&panel.title, TYPE, theme);
    // What is alike follows each other: to change a canvas' style costs more than to write a word.
    for row in &panel.rows {
        lines(&row.swatch, row.ink.colour(&theme.hues), brush);
    }
    for row in &panel.rows {
        brush.text(&row.name, TYPE, theme);
    }
    for row in &panel.rows {
        brush.text(&row.value, TYPE, theme);
    }
    if let Some(more) = &panel.more {
        brush.text(more, TYPE, theme);
    }
}
