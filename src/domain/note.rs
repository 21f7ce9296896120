//! What a note may be: the remark beside an API token, or the private note of a server.

/// The longest note, in characters (Unicode scalar values); the dashboard keeps one this long whole.
pub const NOTE_LIMIT: usize = 4096;

/// Why a text is no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteFault {
    /// More than [`NOTE_LIMIT`] characters.
    TooLong {
        /// How many there are.
        characters: usize,
    },
    /// A character that is none to look at: a line break, a tab, an escape.
    ControlCharacter,
}

/// Whether a text may be a note: any text at all, or none, as long as it is short enough and has no
/// control character. What reorders text or breaks lines by Unicode's rules is text.
pub fn check_note(text: &str) -> Result<(), NoteFault> {
    let characters = text.chars().count();
    if characters > NOTE_LIMIT {
        return Err(NoteFault::TooLong { characters });
    }
    if text.chars().any(char::is_control) {
        return Err(NoteFault::ControlCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_note() {
        let longest = "名".repeat(NOTE_LIMIT);
        for text in [
            "",
            " ",
            "ci",
            "<b>粗体</b> \"quoted\" 🚀 مرحبا",
            "\u{202e}right to left\u{2066}",
            "a\u{2028}b\u{2029}c\u{a0}d",
            &longest,
        ] {
            assert_eq!(check_note(text), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_told() {
        for control in (0..=0x10_ffff).filter_map(char::from_u32) {
            let mut text = "a note".to_owned();
            text.push(control);
            let expected = if control.is_control() {
                Err(NoteFault::ControlCharacter)
            } else {
                Ok(())
            };
            assert_eq!(check_note(&text), expected, "{control:?}");
        }
    }

    #[test]
    fn too_long_is_told_with_its_length() {
        let text = "🚀".repeat(NOTE_LIMIT + 1);
        assert_eq!(
            check_note(&text),
            Err(NoteFault::TooLong { characters: 4097 })
        );
    }
}
