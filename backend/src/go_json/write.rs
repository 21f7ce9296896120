//! The writer: Go's escapes and Go's numbers.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Writes a value as compact JSON. What cannot be written (a map with odd keys) is empty text,
/// which is also all that a V0 dashboard sends of what its encoder refuses.
pub(crate) fn to_string(value: &impl Serialize) -> String {
    let mut bytes = Vec::with_capacity(256);
    match value.serialize(&mut Serializer::with_formatter(&mut bytes, GoFormatter)) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// Widens a 32-bit number so that its shortest decimal text stays the same: `0.122999996` stays
/// what it is instead of becoming `0.12299999594688416`. Between two shortest texts that are equally
/// near, Go takes the even one, and so does `serde_json` (the standard library takes the larger).
fn shortest_f32(value: f32) -> f64 {
    let text = serde_json::to_string(&value).unwrap_or_default();
    text.parse().unwrap_or_else(|_| f64::from(value))
}

struct GoFormatter;

impl Formatter for GoFormatter {
    /// Decimals between 1e-6 and 1e21, scientific outside, an exponent with a sign and without a
    /// leading zero, and no `.0`.
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        let magnitude = value.abs();
        if value == 0.0 || (1e-6..1e21).contains(&magnitude) {
            return write!(writer, "{value}");
        }
        let text = format!("{value:e}");
        match text.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => {
                write!(writer, "{digits}e+{exponent}")
            }
            _ => writer.write_all(text.as_bytes()),
        }
    }

    fn write_f32<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        self.write_f64(writer, shortest_f32(value))
    }

    /// Go escapes what could end a script element or a line of script.
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let is_special = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        for piece in fragment.split_inclusive(is_special) {
            match piece.chars().next_back().filter(|last| is_special(*last)) {
                Some(last) => {
                    let plain = piece.strip_suffix(last).unwrap_or_default();
                    writer.write_all(plain.as_bytes())?;
                    write!(writer, "\\u{:04x}", u32::from(last))?;
                }
                None => writer.write_all(piece.as_bytes())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::to_string;

    #[test]
    fn numbers_are_written_as_go_writes_them() {
        let cases = [
            (17.0, "17"),
            (-0.5, "-0.5"),
            (0.0, "0"),
            (0.499_999_999_999_545_25, "0.49999999999954525"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (1.5e-10, "1.5e-10"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1e300, "1e+300"),
            (-9.5e299, "-9.5e+299"),
        ];
        for (number, text) in cases {
            assert_eq!(to_string(&number), text);
        }
        assert_eq!(to_string(&0.123_f32), "0.123");
        assert_eq!(to_string(&0.122_999_996_f32), "0.122999996");
        assert_eq!(to_string(&40.945_312_f32), "40.945312");
        assert_eq!(to_string(&u64::MAX), "18446744073709551615");
    }

    #[test]
    fn markup_and_line_separators_are_escaped() {
        assert_eq!(
            to_string(&"<b>&\u{2028}\u{2029}\"\n\u{1}香港"),
            r#""\u003cb\u003e\u0026\u2028\u2029\"\n\u0001香港""#
        );
    }
}
