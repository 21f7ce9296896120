//! Reading JSON, in one pass over its text.
//!
//! The dashboard's answers are the only JSON there is here, and whoever reads them knows what they
//! want at each place, so a reader of four hundred lines does: no tree, no errors with words, no
//! tables for floats. In the app it weighs a fifth of what a library for everything weighs.
//!
//! It takes what RFC 8259 allows and nothing else, nested 128 deep at most. Of a key that stands
//! twice the last value is read.

mod number;

use std::borrow::Cow;

pub use number::Number;

/// How deep arrays and objects may stand inside each other.
const DEEPEST: u8 = 128;

/// It is no JSON, or not what was wanted at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// What can be read from JSON.
pub trait FromJson<'a>: Sized {
    /// Reads it from where the reader stands.
    fn from_json(json: &mut Json<'a>) -> Result<Self, Malformed>;
}

/// Reads a whole text.
pub fn read<'a, T: FromJson<'a>>(text: &'a str) -> Result<T, Malformed> {
    let mut json = Json::new(text);
    let value = json.read()?;
    json.end()?;
    Ok(value)
}

/// Reads a whole text in steps of one's own.
pub fn read_with(
    text: &str,
    work: &mut dyn FnMut(&mut Json<'_>) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut json = Json::new(text);
    work(&mut json)?;
    json.end()
}

/// Whether a text is JSON, whatever it says.
pub fn is_json(text: &str) -> bool {
    read_with(text, &mut |json| json.skip()).is_ok()
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A place in a text.
#[derive(Debug)]
pub struct Json<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

impl<'a> Json<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Reads what is wanted here.
    pub fn read<T: FromJson<'a>>(&mut self) -> Result<T, Malformed> {
        T::from_json(self)
    }

    /// What stands here.
    pub fn kind(&mut self) -> Result<Kind, Malformed> {
        Ok(match self.after_space() {
            b'n' => Kind::Null,
            b't' | b'f' => Kind::Truth,
            b'"' => Kind::Text,
            b'[' => Kind::Array,
            b'{' => Kind::Object,
            b'-' | b'0'..=b'9' => Kind::Number,
            _ => return Err(Malformed),
        })
    }

    /// Passes over whatever stands here.
    pub fn skip(&mut self) -> Result<(), Malformed> {
        match self.kind()? {
            Kind::Null => self.word("null"),
            Kind::Truth => self.truth().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::Text => self.text().map(drop),
            Kind::Array => self.array(&mut Self::skip),
            Kind::Object => self.object(&mut |json, _| json.skip()),
        }
    }

    /// Passes over whatever stands here and gives it as it is written.
    pub fn raw(&mut self) -> Result<&'a str, Malformed> {
        self.after_space();
        let from = self.at;
        self.skip()?;
        self.text.get(from..self.at).ok_or(Malformed)
    }

    /// Passes over `null`, if that is what stands here.
    pub fn null(&mut self) -> Result<bool, Malformed> {
        let is_null = self.after_space() == b'n';
        if is_null {
            self.word("null")?;
        }
        Ok(is_null)
    }

    /// Reads `true` or `false`.
    pub fn truth(&mut self) -> Result<bool, Malformed> {
        let is_true = self.after_space() == b't';
        self.word(if is_true { "true" } else { "false" })?;
        Ok(is_true)
    }

    /// Reads a string. One without escapes is a part of the text.
    pub fn text(&mut self) -> Result<Cow<'a, str>, Malformed> {
        self.after_space();
        self.sign(b'"')?;
        let mut built: Option<String> = None;
        loop {
            let from = self.at;
            while !matches!(self.byte(), b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            let piece = self.text.get(from..self.at).ok_or(Malformed)?;
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    return Ok(match built {
                        None => Cow::Borrowed(piece),
                        Some(mut built) => {
                            built.push_str(piece);
                            Cow::Owned(built)
                        }
                    });
                }
                b'\\' => {
                    self.at += 1;
                    let built = built.get_or_insert_default();
                    built.push_str(piece);
                    built.push(self.escaped()?);
                }
                // The end of the text, or a character that may not stand bare.
                _ => return Err(Malformed),
            }
        }
    }

    /// Reads a number.
    pub fn number(&mut self) -> Result<Number, Malformed> {
        self.after_space();
        let mut number = Number::new(self.takes(b'-'));
        // No other digit follows a leading zero.
        if !self.takes(b'0') {
            self.digits(&mut number, false)?;
        }
        if self.takes(b'.') {
            number.is_whole = false;
            self.digits(&mut number, true)?;
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            number.is_whole = false;
            let is_negative = self.byte() == b'-';
            if matches!(self.byte(), b'-' | b'+') {
                self.at += 1;
            }
            let mut exponent = 0_i32;
            if !self.byte().is_ascii_digit() {
                return Err(Malformed);
            }
            while let digit @ b'0'..=b'9' = self.byte() {
                self.at += 1;
                // Beyond that everything is zero or infinite.
                exponent = (exponent * 10 + i32::from(digit - b'0')).min(100_000);
            }
            number.exponent += if is_negative { -exponent } else { exponent };
        }
        Ok(number)
    }

    /// Reads an array; `item` reads each of its values.
    pub fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.list(b'[', b']', item)
    }

    /// Reads an object; `field` reads the value of each key.
    pub fn object(
        &mut self,
        field: &mut dyn FnMut(&mut Self, &str) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.list(b'{', b'}', &mut |json| {
            let key = json.text()?;
            json.after_space();
            json.sign(b':')?;
            field(json, &key)
        })
    }

    fn list(
        &mut self,
        open: u8,
        close: u8,
        item: &mut dyn FnMut(&mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.after_space();
        self.sign(open)?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Malformed);
        }
        if self.after_space() == close {
            self.at += 1;
        } else {
            loop {
                item(self)?;
                let next = self.after_space();
                self.at += 1;
                if next == close {
                    break;
                }
                if next != b',' {
                    return Err(Malformed);
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Malformed> {
        self.after_space();
        if self.at < self.text.len() {
            return Err(Malformed);
        }
        Ok(())
    }

    /// The byte that stands here; 0, which stands nowhere in JSON, behind the end.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Passes over white space; gives the byte behind it.
    fn after_space(&mut self) -> u8 {
        loop {
            match self.byte() {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return byte,
            }
        }
    }

    fn takes(&mut self, sign: u8) -> bool {
        let is_there = self.byte() == sign;
        self.at += usize::from(is_there);
        is_there
    }

    fn sign(&mut self, sign: u8) -> Result<(), Malformed> {
        if self.takes(sign) {
            Ok(())
        } else {
            Err(Malformed)
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        word.bytes().try_for_each(|byte| self.sign(byte))
    }

    fn digits(&mut self, number: &mut Number, is_fraction: bool) -> Result<(), Malformed> {
        let from = self.at;
        // A history is two thirds digits: those that surely fit are taken without much ado.
        self.at += number.push_all(self.text.as_bytes().get(from..), is_fraction);
        while let digit @ b'0'..=b'9' = self.byte() {
            self.at += 1;
            number.push(digit - b'0', is_fraction);
        }
        if self.at == from {
            return Err(Malformed);
        }
        Ok(())
    }

    fn escaped(&mut self) -> Result<char, Malformed> {
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = self.code_unit()?;
                // A character beyond the first plane is written as two halves.
                if (0xd800..0xdc00).contains(&code) {
                    self.word("\\u")?;
                    let low = self.code_unit()?.wrapping_sub(0xdc00);
                    if low >= 0x400 {
                        return Err(Malformed);
                    }
                    code = 0x1_0000 + ((code - 0xd800) << 10) + low;
                }
                return char::from_u32(code).ok_or(Malformed);
            }
            _ => return Err(Malformed),
        })
    }

    fn code_unit(&mut self) -> Result<u32, Malformed> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.byte()).to_digit(16).ok_or(Malformed)?;
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }
}

impl FromJson<'_> for u64 {
    fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
        match json.number()?.whole() {
            Some((false, size)) => Ok(size),
            _ => Err(Malformed),
        }
    }
}

impl FromJson<'_> for i64 {
    fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
        let number = match json.number()?.whole() {
            Some((false, size)) => Self::try_from(size).ok(),
            Some((true, size)) => 0_i64.checked_sub_unsigned(size),
            None => None,
        };
        number.ok_or(Malformed)
    }
}

impl FromJson<'_> for f64 {
    fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
        Ok(json.number()?.float())
    }
}

impl FromJson<'_> for bool {
    fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
        json.truth()
    }
}

/// Anything, passed over.
impl FromJson<'_> for () {
    fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
        json.skip()
    }
}

/// `null` is nothing.
impl<'a, T: FromJson<'a>> FromJson<'a> for Option<T> {
    fn from_json(json: &mut Json<'a>) -> Result<Self, Malformed> {
        if json.null()? {
            return Ok(None);
        }
        T::from_json(json).map(Some)
    }
}

impl<'a, T: FromJson<'a>> FromJson<'a> for Vec<T> {
    fn from_json(json: &mut Json<'a>) -> Result<Self, Malformed> {
        let mut items = Self::new();
        json.array(&mut |json| {
            items.push(json.read()?);
            Ok(())
        })?;
        Ok(items)
    }
}
