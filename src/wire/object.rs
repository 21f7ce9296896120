//! Reading JSON objects.

/// Reads a type from a JSON object: each key into its field, unknown keys passed over, absent ones
/// left at their default.
///
/// Serde's derive also reads a struct from an array and names each key in an enum of its own, which
/// doubles the code of the largest part of the app's decoding.
macro_rules! read_from_object {
    ($dto:ident { $($key:literal => $field:ident),+ $(,)? }) => {
        impl<'de: 'a, 'a> serde::Deserialize<'de> for $dto<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $dto<'de>;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut object: A,
                    ) -> Result<Self::Value, A::Error> {
                        let mut dto = $dto::default();
                        while let Some(key) = object.next_key::<$crate::wire::text::TextDto<'de>>()? {
                            match key.as_str() {
                                $($key => dto.$field = object.next_value()?,)+
                                _ => drop(object.next_value::<serde::de::IgnoredAny>()?),
                            }
                        }
                        Ok(dto)
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    };
}

pub(super) use read_from_object;
