//! The reader of small request bodies: keys without regard to case, the last of a repeated key,
//! whatever stands after the value ignored, and Go's words for what is wrong.

use serde_json::{Map, Value};

/// The members of a JSON object.
pub(crate) struct Fields(Map<String, Value>);

/// Why a body is no object of strings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ReadError(
    /// Go's words for it.
    pub(crate) String,
);

/// Reads the first JSON value of a body, which has to be an object or `null`.
pub(crate) fn read_object(body: &[u8]) -> Result<Fields, ReadError> {
    let mut values = serde_json::Deserializer::from_slice(body).into_iter::<Value>();
    match values.next() {
        None => Err(ReadError("EOF".into())),
        Some(Ok(Value::Object(members))) => Ok(Fields(members)),
        Some(Ok(Value::Null)) => Ok(Fields(Map::new())),
        Some(Ok(other)) => Err(ReadError(format!(
            "json: cannot unmarshal {} into Go value",
            kind(&other)
        ))),
        Some(Err(error)) if error.is_eof() => Err(ReadError("unexpected EOF".into())),
        Some(Err(_)) => Err(ReadError(first_character(body))),
    }
}

impl Fields {
    /// A string member; empty when it is absent or `null`.
    pub(crate) fn text(&mut self, form: &str, name: &str) -> Result<String, ReadError> {
        match self.take(name) {
            None | Some(Value::Null) => Ok(String::new()),
            Some(Value::String(text)) => Ok(text),
            Some(other) => Err(wrong_kind(&other, form, name, "string")),
        }
    }

    /// An unsigned member; 0 when it is absent or `null`.
    pub(crate) fn number(&mut self, form: &str, name: &str) -> Result<u64, ReadError> {
        match self.take(name) {
            None | Some(Value::Null) => Ok(0),
            Some(value) => value
                .as_u64()
                .ok_or_else(|| wrong_kind(&value, form, name, "uint64")),
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        if let Some(value) = self.0.remove(name) {
            return Some(value);
        }
        let key = self.0.keys().find(|key| key.eq_ignore_ascii_case(name))?;
        let key = key.clone();
        self.0.remove(&key)
    }
}

fn wrong_kind(value: &Value, form: &str, name: &str, wanted: &str) -> ReadError {
    let kind = kind(value);
    ReadError(format!(
        "json: cannot unmarshal {kind} into Go struct field {form}.{name} of type {wanted}"
    ))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn first_character(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let first = text.trim_start().chars().next().unwrap_or(' ');
    format!("invalid character '{first}' looking for beginning of value")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::read_object;

    fn note(body: &str) -> Result<String, String> {
        read_object(body.as_bytes())
            .and_then(|mut fields| fields.text("TokenForm", "Note"))
            .map_err(|error| error.0)
    }

    #[test]
    fn keys_are_read_without_regard_to_case_and_the_rest_is_ignored() {
        assert_eq!(note(r#"{"nOtE": "a"} trailing"#), Ok("a".into()));
        assert_eq!(note(r#"{"Note": "a", "Note": "b"}"#), Ok("b".into()));
        assert_eq!(note(r#"{"Note": null}"#), Ok(String::new()));
        assert_eq!(note("null"), Ok(String::new()));
    }

    #[test]
    fn what_is_wrong_is_said_in_the_words_of_go() {
        assert_eq!(note("").unwrap_err(), "EOF");
        assert_eq!(note("{").unwrap_err(), "unexpected EOF");
        assert_eq!(
            note("Note=x").unwrap_err(),
            "invalid character 'N' looking for beginning of value"
        );
        assert_eq!(
            note(r#"{"Note": 5}"#).unwrap_err(),
            "json: cannot unmarshal number into Go struct field TokenForm.Note of type string"
        );
    }
}
