//! What the dashboard's JSON asks of a reader beyond serde's derive: one reader for each quirk, with the
//! sentence of the wire contract that it serves.
//!
//! What needs none: numbers up to 2^64 - 1 ("Integers are Go `uint64`: values past 2^53 occur"), which
//! `serde_json` reads exactly into a `u64` and refuses beyond; keys that are absent ("Older dashboards
//! lack fields"), which stay at their default; keys that nobody knows, which are passed over; and lists
//! that are `null` (`CPU: string[]|null`), which are an `Option`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

/// Reads a whole text that is to be one object.
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a str) -> serde_json::Result<T> {
    serde_json::from_str(text).map(|Object(value)| value)
}

/// "A JSON answer is `{"code": int, "message": string, "result": …}`": an object and nothing else.
/// Derived readers take an array too and read it by position, so that `[200]` would pass for the
/// success of a write.
#[derive(Debug)]
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfAMap<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for OfAMap<T> {
            type Value = Object<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(OfAMap(PhantomData))
    }
}

/// "Host and State are not null on this version; tolerate it": an [`Object`] or `null`.
pub(super) fn object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let value = Option::deserialize(deserializer)?;
    Ok(value.map(|Object(value)| value))
}

/// "`result: [{…}] | null` — **null** when there is no history", "`Temperatures: [{Name,
/// Temperature}]|null`": a list whose every item is an [`Object`], or `null`.
pub(super) fn objects<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let items: Option<Vec<Object<T>>> = Option::deserialize(deserializer)?;
    Ok(items.map(|items| items.into_iter().map(|Object(item)| item).collect()))
}

/// "Any of the three may be **absent** (refusals have no `result`)" and "look at `code` before reading
/// null as 'no history'": a value as it is written, so that one reader of envelopes serves every
/// endpoint, and so that `null`, which is written, is told from a value that is absent.
pub(super) fn written<'de, D>(deserializer: D) -> Result<Option<&'de RawValue>, D::Error>
where
    D: Deserializer<'de>,
{
    <&RawValue>::deserialize(deserializer).map(Some)
}

/// "`avg_delay` is … a float32": milliseconds, where a number beyond float32 reads as infinity and
/// `null` as NaN. Neither is a latency, and both are left out like "a missing row".
pub(super) fn delays<'de, D>(deserializer: D) -> Result<Vec<f32>, D::Error>
where
    D: Deserializer<'de>,
{
    struct Delays;

    impl<'de> Visitor<'de> for Delays {
        type Value = Vec<f32>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list of numbers")
        }

        // A week of eight monitors is megabytes: the list is not built twice.
        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
            let mut delays = Vec::new();
            // Read as sent: what no `f32` holds is infinite then, and no error.
            while let Some(delay) = items.next_element::<Option<f64>>()? {
                #[expect(clippy::cast_possible_truncation)]
                delays.push(delay.map_or(f32::NAN, |delay| delay as f32));
            }
            Ok(delays)
        }
    }

    deserializer.deserialize_seq(Delays)
}

/// "JSON text escapes `<`, `>`, `&` as `\u003c`…": a text that is borrowed from the answer unless it
/// has escapes. `null` reads as the empty text: "IPs: all three may be empty", and so may every name.
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

impl<'de: 'a, 'a> Deserialize<'de> for TextDto<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = TextDto<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(text.into())
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(text.to_owned().into())
            }

            fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
                Ok(TextDto::default())
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Self::Value, D::Error> {
                deserializer.deserialize_str(self)
            }
        }

        deserializer.deserialize_option(Text)
    }
}
