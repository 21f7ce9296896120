//! A scene as the text of an SVG file, by a backend of plotters.

use std::convert::Infallible;
use std::fmt::Write;

use plotters::prelude::DrawingBackend;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};

use super::draw::{Theme, draw};
use super::palette::Rgb;
use super::scale::px;
use super::scene::Scene;

/// Units a device pixel: lines of 1.5 pixels are whole numbers.
const FINE: u32 = 2;

/// A chart as a file of its own, on its surface, with a title and a description for those who do not
/// see it.
pub fn svg(scene: &Scene, theme: &Theme<'_>, title: &str, description: &str) -> String {
    let size = (scene.width * FINE, scene.height * FINE);
    let css = |length: u32| px(f64::from(length) / scene.frame.ratio);
    let mut svg = Svg::new(size);
    svg.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\"><title>",
        css(scene.width),
        css(scene.height),
        size.0,
        size.1,
    ));
    svg.escaped(title);
    svg.body.push_str("</title><desc>");
    svg.escaped(description);
    svg.put(format_args!(
        "</desc><rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
        hex(theme.surface)
    ));
    // A backend that only writes text cannot fail.
    let drawn = draw(scene, theme, &mut svg);
    debug_assert!(drawn.is_ok());
    svg.body.push_str("</svg>\n");
    svg.body
}

/// The elements of an SVG document, without its root.
#[derive(Clone, Debug)]
pub struct Svg {
    size: (u32, u32),
    /// The elements so far.
    pub body: String,
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl Svg {
    /// Of so many units in width and height.
    pub fn new(size: (u32, u32)) -> Self {
        Self {
            size,
            body: String::new(),
        }
    }

    /// Writing to a string does not fail.
    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        let written = self.body.write_fmt(arguments);
        debug_assert!(written.is_ok());
    }

    fn escaped(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.body.push_str("&amp;"),
                '<' => self.body.push_str("&lt;"),
                '>' => self.body.push_str("&gt;"),
                '"' => self.body.push_str("&quot;"),
                // What XML allows in no form would make the whole file unreadable.
                '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'.. => {
                    self.body.push(letter);
                }
                _ => {}
            }
        }
    }

    /// Opens an element that is filled or stroked, and leaves its geometry to be written.
    fn open<S: BackendStyle>(&mut self, element: &str, style: &S, is_filled: bool) {
        let colour = style.color();
        let name = hex(colour.rgb);
        if is_filled {
            self.put(format_args!("<{element} fill=\"{name}\""));
            self.opacity(colour);
        } else {
            let width = style.stroke_width();
            self.put(format_args!(
                "<{element} fill=\"none\" stroke=\"{name}\" stroke-width=\"{width}\" stroke-linejoin=\"round\""
            ));
            self.opacity(colour);
        }
    }

    fn opacity(&mut self, colour: BackendColor) {
        if colour.alpha < 1.0 {
            let percent = px(colour.alpha * 100.0);
            self.put(format_args!(" opacity=\"{percent}%\""));
        }
    }

    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut command = " d=\"M";
        for (x, y) in points {
            self.put(format_args!("{command}{x} {y}"));
            command = "L";
        }
        self.body.push('"');
    }
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Outcome {
        self.draw_rect((x, y), (x + 1, y + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        is_filled: bool,
    ) -> Outcome {
        self.open("rect", style, is_filled);
        let (width, height) = (right - left, bottom - top);
        self.put(format_args!(
            " x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.open("path", style, false);
        self.points(path);
        self.body.push_str("/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        is_filled: bool,
    ) -> Outcome {
        self.open("circle", style, is_filled);
        self.put(format_args!(" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome {
        self.open("path", style, true);
        self.points(corners);
        self.body.push_str("/>");
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Outcome {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // The height of capitals is about 0.7 of the size in the fonts of every platform.
        let below = match style.anchor().v_pos {
            VPos::Top => 0.7,
            VPos::Center => 0.35,
            VPos::Bottom => 0.0,
        };
        let y = y + px(style.size() * below);
        let (size, colour) = (px(style.size()), hex(style.color().rgb));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{colour}\" font-family=\""
        ));
        self.escaped(style.family().as_str());
        self.body.push_str("\">");
        self.escaped(text);
        self.body.push_str("</text>");
        Ok(())
    }
}
