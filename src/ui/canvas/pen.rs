//! What a canvas is drawn with, in the browser's own terms.

use std::cell::RefCell;

use js_sys::JsString;
use plotters_backend::BackendCoord;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CanvasRenderingContext2d, Path2d};

use crate::chart::Rgb;

#[wasm_bindgen]
extern "C" {
    /// A canvas' context, for calls that come by the hundred: they take texts that are the browser's
    /// already, and expect no exception, for there is none where all numbers are finite and no
    /// radius is below 0.
    #[wasm_bindgen(extends = CanvasRenderingContext2d)]
    #[derive(Clone, Debug)]
    pub(super) type Pen;

    #[wasm_bindgen(method, setter, js_name = fillStyle)]
    pub(super) fn set_fill(this: &Pen, style: &JsString);

    #[wasm_bindgen(method, setter, js_name = strokeStyle)]
    pub(super) fn set_stroke(this: &Pen, style: &JsString);

    #[wasm_bindgen(method, js_name = arc)]
    pub(super) fn draw_arc(this: &Pen, x: f64, y: f64, radius: f64, from: f64, to: f64);

    #[wasm_bindgen(method, js_name = fillText)]
    pub(super) fn write(this: &Pen, text: &str, x: f64, y: f64);
}

/// Adds a line to a path.
pub(super) fn trace(path: &Path2d, points: impl IntoIterator<Item = BackendCoord>) {
    let mut is_first = true;
    for (x, y) in points {
        let (x, y) = (f64::from(x), f64::from(y));
        if is_first {
            path.move_to(x, y);
            is_first = false;
        } else {
            path.line_to(x, y);
        }
    }
}

/// A colour as the browser takes it. Few are used, again and again.
pub(super) fn css(colour: Rgb) -> JsString {
    thread_local! {
        static KNOWN: RefCell<Vec<(Rgb, JsString)>> = const { RefCell::new(Vec::new()) };
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some((_, text)) = known.iter().find(|(one, _)| *one == colour) {
            return text.clone();
        }
        let text = JsString::from(hex(colour));
        known.push((colour, text.clone()));
        text
    })
}

/// `#rrggbb`.
fn hex((r, g, b): Rgb) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::from("#");
    for byte in [r, g, b] {
        for half in [byte >> 4, byte & 15] {
            let digit = DIGITS.get(usize::from(half)).copied().unwrap_or(b'0');
            text.push(char::from(digit));
        }
    }
    text
}

/// A font as CSS writes it; sizes are whole pixels.
pub(super) fn font(size: f64, families: &str) -> String {
    #[expect(clippy::cast_possible_truncation)]
    let size = size as i32;
    format!("{size}px {families}")
}
