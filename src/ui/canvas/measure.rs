//! How wide texts are on a canvas.

use std::cell::RefCell;

use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::context_of;
use super::pen::font;
use crate::chart::Measure;

/// Widths of texts, as a canvas would write them: those of their letters, each asked for once. What
/// kerning takes away is left, so that a text is a little narrower than it is said to be.
#[derive(Debug)]
pub struct CanvasMeasure<'a> {
    context: CanvasRenderingContext2d,
    families: &'a str,
    /// Widths of letters as shares of the size, by their numbers where those are small.
    usual: RefCell<Vec<f64>>,
    others: RefCell<Vec<(char, f64)>>,
}

impl<'a> CanvasMeasure<'a> {
    /// Widths in these font families.
    pub fn new(canvas: &HtmlCanvasElement, families: &'a str) -> Option<Self> {
        Some(Self {
            context: context_of(canvas)?,
            families,
            usual: RefCell::new(vec![f64::NAN; 128]),
            others: RefCell::default(),
        })
    }

    fn letter(&self, letter: char) -> f64 {
        // Fine enough that no rounding of the system's counts.
        const SIZE: f64 = 100.0;
        let mut usual = self.usual.borrow_mut();
        let mut others = self.others.borrow_mut();
        let place = usual.get_mut(letter as usize);
        let known = match &place {
            Some(width) => Some(**width).filter(|width| !width.is_nan()),
            None => (others.iter()).find_map(|(known, width)| (*known == letter).then_some(*width)),
        };
        if let Some(width) = known {
            return width;
        }
        self.context.set_font(&font(SIZE, self.families));
        let measured = self.context.measure_text(letter.encode_utf8(&mut [0; 4]));
        let width = measured.map_or(0.0, |measured| measured.width() / SIZE);
        match place {
            Some(place) => *place = width,
            None => others.push((letter, width)),
        }
        width
    }
}

impl Measure for CanvasMeasure<'_> {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|letter| self.letter(letter) * size).sum()
    }
}
