//! Colours of series: six hues a theme, and the same six again with each of the dashes.

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

/// How many hues there are before the dash begins.
pub const HUES: usize = 6;

/// The hues on a light surface: at least 3:1 on white, told apart by colour-blind eyes.
pub const LIGHT: [Rgb; HUES] = [
    (0xe3, 0x5e, 0x13),
    (0x58, 0x4f, 0x00),
    (0x2f, 0x9f, 0x98),
    (0x2e, 0x50, 0xce),
    (0xb4, 0x76, 0xfd),
    (0x9e, 0x0b, 0x7d),
];

/// The hues on a dark surface: at least 4.5:1 on `#14161a`, each the partner of the light one.
pub const DARK: [Rgb; HUES] = [
    (0xd8, 0xa3, 0x71),
    (0xd5, 0xe5, 0x06),
    (0x37, 0xf5, 0xe1),
    (0x8b, 0xb4, 0xf9),
    (0x93, 0x64, 0xee),
    (0xdc, 0x4a, 0x88),
];

/// How lines are broken, in CSS pixels: a piece, a space, a piece, a space. The first is whole.
pub const DASHES: [&[f64]; 7] = [
    &[],
    &[6.0, 4.0],
    &[2.0, 3.0],
    &[14.0, 4.0],
    &[9.0, 3.0, 2.0, 3.0],
    &[3.0, 8.0],
    &[9.0, 3.0, 2.0, 3.0, 2.0, 3.0],
];

/// How a line is drawn, whatever the theme: which hue, and which dash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    /// Which of the six hues.
    pub hue: u8,
    /// Which of the dashes; 0 for a whole line.
    pub dash: u8,
}

impl Ink {
    /// The ink of the so-manieth series: all hues with one dash, then all with the next. The
    /// forty-third is the first again.
    pub fn of_index(index: usize) -> Self {
        Self {
            hue: u8::try_from(index % HUES).unwrap_or(0),
            dash: u8::try_from(index / HUES % DASHES.len()).unwrap_or(0),
        }
    }

    /// The pieces and spaces of its line, CSS pixels; none of a whole one.
    pub fn pattern(self) -> &'static [f64] {
        DASHES
            .get(usize::from(self.dash))
            .copied()
            .unwrap_or_default()
    }

    /// The ink of a key among all keys that could be drawn, in whatever order they come: it
    /// depends on the set alone, so choosing some of them, or sorting them otherwise, changes
    /// no colour. Keys that repeat count once.
    pub fn of_key(key: u64, keys: &[u64]) -> Self {
        let mut rank = 0;
        for (index, other) in keys.iter().enumerate() {
            let earlier = keys.get(..index).unwrap_or_default();
            if *other < key && !earlier.contains(other) {
                rank += 1;
            }
        }
        Self::of_index(rank)
    }

    /// The colour in a theme's hues.
    pub fn colour(self, hues: &[Rgb; HUES]) -> Rgb {
        hues.get(usize::from(self.hue)).copied().unwrap_or_default()
    }
}
