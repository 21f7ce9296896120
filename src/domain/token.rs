//! API tokens and other secrets.

use std::fmt;

/// A text that is shown to nobody by accident: neither its `Debug` nor an error has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret into custody.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself, for the request or the dialog that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// One API token of the dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// The token.
    pub token: Secret,
    /// The owner's remark.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_a_secret() {
        let token = ApiToken {
            token: Secret::new("aP9UOAnPt8Aw9ocLPgasBXBrlaLhmIum".to_owned()),
            note: "ci".to_owned(),
        };
        let shown = format!("{token:?}");
        assert!(!shown.contains("aP9U"), "{shown}");
        assert!(shown.contains("ci"));
    }
}
