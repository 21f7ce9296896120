//! A backend that writes down what it is told to draw.

use std::fmt::{Display, Formatter, Write};

use lotus::chart::{DARK, LIGHT, Theme};
use plotters::prelude::DrawingBackend;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind,
};

pub(crate) const DAYLIGHT: Theme<'_> = Theme {
    hues: LIGHT,
    text: (0x11, 0x11, 0x11),
    quiet: (0x55, 0x55, 0x55),
    grid: (0xdd, 0xdd, 0xdd),
    axis: (0x99, 0x99, 0x99),
    surface: (0xff, 0xff, 0xff),
    font: "system-ui, sans-serif",
};

pub(crate) const NIGHT: Theme<'_> = Theme {
    hues: DARK,
    text: (0xee, 0xee, 0xee),
    quiet: (0xaa, 0xaa, 0xaa),
    grid: (0x33, 0x33, 0x33),
    axis: (0x66, 0x66, 0x66),
    surface: (0x14, 0x16, 0x1a),
    font: "system-ui, sans-serif",
};

pub(crate) struct Recorder {
    pub(crate) size: (u32, u32),
    /// A line for each call.
    pub(crate) calls: Vec<String>,
    /// How many calls succeed.
    pub(crate) endurance: usize,
    pub(crate) is_presented: bool,
}

#[derive(Debug)]
pub(crate) struct Worn;

impl Display for Worn {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("worn out")
    }
}

impl std::error::Error for Worn {}

type Outcome = Result<(), DrawingErrorKind<Worn>>;

impl Recorder {
    pub(crate) fn new(size: (u32, u32)) -> Self {
        Self {
            size,
            calls: Vec::new(),
            endurance: usize::MAX,
            is_presented: false,
        }
    }

    fn record(&mut self, call: String) -> Outcome {
        if self.calls.len() == self.endurance {
            return Err(DrawingErrorKind::DrawingError(Worn));
        }
        self.calls.push(call);
        Ok(())
    }
}

fn colour(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    let mut text = format!("#{r:02x}{g:02x}{b:02x}");
    if colour.alpha < 1.0 {
        write!(text, "/{}", colour.alpha).unwrap();
    }
    text
}

fn pen<S: BackendStyle>(style: &S, is_filled: bool) -> String {
    let colour = colour(style.color());
    if is_filled {
        format!("fill {colour}")
    } else {
        format!("{colour} {}", style.stroke_width())
    }
}

fn places(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let points = points.into_iter().map(|(x, y)| format!(" {x},{y}"));
    points.collect()
}

impl DrawingBackend for Recorder {
    type ErrorType = Worn;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        self.is_presented = true;
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, style: BackendColor) -> Outcome {
        self.record(format!("pixel {}{}", colour(style), places([point])))
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
        one: BackendCoord,
        other: BackendCoord,
        style: &S,
        is_filled: bool,
    ) -> Outcome {
        self.record(format!(
            "rect {}:{}",
            pen(style, is_filled),
            places([one, other])
        ))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        self.record(format!("path {}:{}", pen(style, false), places(path)))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        is_filled: bool,
    ) -> Outcome {
        let pen = pen(style, is_filled);
        self.record(format!("circle {pen}:{} r {radius}", places([centre])))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome {
        self.record(format!("area {}:{}", pen(style, true), places(corners)))
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        at: BackendCoord,
    ) -> Outcome {
        let end = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let (colour, size) = (colour(style.color()), style.size());
        self.record(format!(
            "text {colour} {size} {end}:{} {text}",
            places([at])
        ))
    }
}
