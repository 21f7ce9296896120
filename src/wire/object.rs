//! Reading JSON objects.

/// Reads a type from a JSON object: each key into its field, unknown keys passed over, absent ones
/// left at their default.
macro_rules! read_from_object {
    ($dto:ident { $($key:literal => $field:ident),+ $(,)? }) => {
        impl<'a> $crate::domain::json::FromJson<'a> for $dto<'a> {
            fn from_json(
                json: &mut $crate::domain::json::Json<'a>,
            ) -> Result<Self, $crate::domain::json::Malformed> {
                let mut dto = Self::default();
                json.object(&mut |json, key| {
                    match key {
                        $($key => dto.$field = json.read()?,)+
                        _ => json.skip()?,
                    }
                    Ok(())
                })?;
                Ok(dto)
            }
        }
    };
}

pub(super) use read_from_object;
