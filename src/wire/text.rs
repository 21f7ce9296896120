//! Text that is borrowed from the answer where JSON allows it.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::domain::json::{FromJson, Json, Malformed};

/// A JSON string, or `null`, which reads as the empty text.
///
/// A string without escapes borrows from the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextDto<'a>(pub Cow<'a, str>);

impl TextDto<'_> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as an owned value.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }

    /// Whether the text is a part of the answer rather than a copy.
    pub fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }
}

impl<'a> From<&'a str> for TextDto<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for TextDto<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl Serialize for TextDto<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'a> FromJson<'a> for TextDto<'a> {
    fn from_json(json: &mut Json<'a>) -> Result<Self, Malformed> {
        if json.null()? {
            return Ok(Self::default());
        }
        json.text().map(Self)
    }
}
