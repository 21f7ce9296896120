//! Numbers as JSON writes them.

/// Whole numbers up to here are floats without rounding.
const EXACT: u64 = 1 << 53;

/// A smaller number has room for another digit, whichever it is.
const NEARLY_FULL: u64 = u64::MAX / 10;

/// The largest power of ten that is a float without rounding.
const EXACT_POWER: u32 = 22;

/// Every whole number times a larger power of ten is infinite.
const LARGEST_POWER: u32 = 308;

/// A number as its digits say it: `mantissa` · 10^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    is_negative: bool,
    mantissa: u64,
    pub(super) exponent: i32,
    /// Neither a point nor an exponent stands in it.
    pub(super) is_whole: bool,
    /// It has more digits than the mantissa holds.
    is_cut: bool,
}

impl Number {
    /// One without digits yet.
    pub(super) fn new(is_negative: bool) -> Self {
        Self {
            is_negative,
            mantissa: 0,
            exponent: 0,
            is_whole: true,
            is_cut: false,
        }
    }

    /// Takes the digits that a text begins with, as long as there is room for any other; how many.
    pub(super) fn push_all(&mut self, text: Option<&[u8]>, is_fraction: bool) -> usize {
        let mut mantissa = self.mantissa;
        let mut count = 0;
        for byte in text.unwrap_or_default() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 || mantissa >= NEARLY_FULL {
                break;
            }
            mantissa = mantissa * 10 + u64::from(digit);
            count += 1;
        }
        self.mantissa = mantissa;
        if is_fraction {
            self.exponent -= i32::try_from(count).unwrap_or_default();
        }
        count
    }

    /// Takes the next digit. Those that there is no room for count by their place alone.
    pub(super) fn push(&mut self, digit: u8, is_fraction: bool) {
        let longer = self.mantissa.checked_mul(10);
        let longer = longer.and_then(|longer| longer.checked_add(u64::from(digit)));
        match longer {
            Some(longer) if !self.is_cut => {
                self.mantissa = longer;
                self.exponent -= i32::from(is_fraction);
            }
            _ => {
                self.is_cut = true;
                self.exponent += i32::from(!is_fraction);
            }
        }
    }

    /// Whether it is negative, and its size, if it is written as a whole number of 64 bits.
    pub fn whole(self) -> Option<(bool, u64)> {
        let is_whole = self.is_whole && !self.is_cut;
        is_whole.then_some((self.is_negative, self.mantissa))
    }

    /// The nearest float. With more than 19 digits, or less than 10^-18 times as large as its
    /// digits, it may be off by some units in the last place.
    pub fn float(self) -> f64 {
        let power = self.exponent.unsigned_abs();
        let is_exact = self.mantissa <= EXACT;
        let size = if self.mantissa == 0 {
            0.0
        } else if self.exponent > 0 && !(is_exact && power <= EXACT_POWER) {
            product(self.mantissa, power)
        } else if self.exponent < 0 && !is_exact && power <= 18 {
            quotient(self.mantissa, power)
        } else {
            let mut size = self.mantissa as f64;
            let mut left = power.min(LARGEST_POWER + 40);
            while left > 0 {
                let step = left.min(EXACT_POWER);
                let factor = (0..step).fold(1.0, |factor, _| factor * 10.0);
                size = if self.exponent < 0 {
                    size / factor
                } else {
                    size * factor
                };
                left -= step;
            }
            size
        };
        if self.is_negative { -size } else { size }
    }
}

/// `number` · 10^`power`, rounded once.
fn product(number: u64, power: u32) -> f64 {
    if power > LARGEST_POWER {
        return f64::INFINITY;
    }
    // In base 2^32, the lowest digit first.
    let mut digits = vec![number & 0xffff_ffff, number >> 32];
    for _ in 0..power {
        let mut carried = 0;
        for digit in &mut digits {
            carried += *digit * 10;
            *digit = carried & 0xffff_ffff;
            carried >>= 32;
        }
        if carried > 0 {
            digits.push(carried);
        }
    }
    let (mut bits, mut is_more, mut scale) = (0_u64, false, 1.0);
    for digit in digits.iter().rev() {
        for place in (0..32).rev() {
            let bit = digit >> place & 1;
            if bits >> 62 == 0 {
                bits = bits << 1 | bit;
            } else {
                is_more |= bit > 0;
                scale *= 2.0;
            }
        }
    }
    // What is left is more than nothing: it decides between two equally near floats.
    (bits | u64::from(is_more)) as f64 * scale
}

/// `number` / 10^`power`, rounded once. `number` is more than 2^53 and `power` at most 18.
fn quotient(number: u64, power: u32) -> f64 {
    let divisor = 10_u64.pow(power);
    let (mut bits, mut rest) = (number / divisor, number % divisor);
    let mut scale = 1.0;
    // A long division in base 2, until there are more bits than a float keeps.
    while bits >> 62 == 0 {
        rest <<= 1;
        bits <<= 1;
        if rest >= divisor {
            rest -= divisor;
            bits |= 1;
        }
        scale *= 0.5;
    }
    // What is left is more than nothing: it decides between two equally near floats.
    bits |= u64::from(rest > 0);
    bits as f64 * scale
}
