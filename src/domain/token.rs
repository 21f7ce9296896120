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

    /// What may be shown of it to tell it from others: its first and last four characters. Of one
    /// that is short, or holds what no token of a dashboard holds, nothing is shown, not even its
    /// length.
    pub fn masked(&self) -> String {
        let ends = (
            self.0.get(..4),
            self.0.get(self.0.len().saturating_sub(4)..),
        );
        let is_long =
            self.0.len() >= SHOWN_FROM && self.0.bytes().all(|byte| byte.is_ascii_graphic());
        let mut masked = String::new();
        match ends {
            (Some(first), Some(last)) if is_long => {
                masked.push_str(first);
                masked.push('…');
                masked.push_str(last);
            }
            _ => masked.push_str("••••••••"),
        }
        masked
    }
}

/// A secret of fewer characters than this would lose too much of itself with eight of them shown.
const SHOWN_FROM: usize = 16;

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
        let shown = format!("{:?} {:#?}", token.token, Some(&token.token));
        assert!(!shown.contains("aP9U"), "{shown}");
    }

    #[test]
    fn a_mask_shows_the_ends_of_what_is_long_enough() {
        let masked = |text: &str| Secret::new(text.to_owned()).masked();
        assert_eq!(masked("aP9UOAnPt8Aw9ocLPgasBXBrlaLhmIum"), "aP9U…mIum");
        assert_eq!(masked("wAU860jfbhjIUXPtvb"), "wAU8…Ptvb");
        assert_eq!(masked("0123456789abcdef"), "0123…cdef");
        for hidden in [
            "",
            "abc",
            "0123456789abcde",
            "with blanks in it, and long",
            "日本語の合言葉はとても長いので見せない",
            "0123456789abcde\u{7f}",
            "0123456789abcdef\n",
        ] {
            assert_eq!(masked(hidden), "••••••••", "{hidden:?}");
        }
    }
}
