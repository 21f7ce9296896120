//! The query of a request, as Go reads it: the first value of a name, empty when there is none.

use std::borrow::Cow;

/// The first value of `name` in a query; empty when it is absent.
pub(super) fn first<'a>(query: Option<&'a str>, name: &str) -> Cow<'a, str> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(key, _)| key == name)
        .map_or(Cow::Borrowed(""), |(_, value)| value)
}

/// A server's id, as Go's `ParseUint` takes it: digits alone, no sign and no space.
pub(super) fn id(text: &str) -> Option<u64> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().ok()).flatten()
}
