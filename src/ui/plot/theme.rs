//! The colours and fonts of what is drawn on a canvas.

use crate::chart::{self, Theme};

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
