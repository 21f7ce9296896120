//! Text put into programs: quoted so that it stays text, whatever it holds.

use std::fmt::Write as _;

/// A word of a POSIX shell's command. What is plain stays as it is, so that it can be read.
pub fn push_posix_word(command: &mut String, text: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/:@%+,=".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        command.push_str(text);
    } else {
        push_posix(command, text);
    }
}

/// A text in a POSIX shell's single quotes, in which nothing but the quote itself has a meaning.
pub fn push_posix(command: &mut String, text: &str) {
    command.push('\'');
    for character in text.chars() {
        if character == '\'' {
            command.push_str(r"'\''");
        } else {
            command.push(character);
        }
    }
    command.push('\'');
}

/// A text in PowerShell's single quotes. A quote is doubled, and so are the curly ones, which end
/// such a text as well.
pub fn push_powershell(command: &mut String, text: &str) {
    command.push('\'');
    for character in text.chars() {
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            command.push(character);
        }
        command.push(character);
    }
    command.push('\'');
}

/// A text as a literal that Python and JavaScript read alike: JSON's.
pub fn push_literal(program: &mut String, text: &str) {
    program.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                program.push('\\');
                program.push(character);
            }
            '\n' => program.push_str("\\n"),
            // What else is no character to look at, and what some readers of programs take for the
            // end of a line.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                // Writing into a text cannot fail.
                let _ = write!(program, "\\u{:04x}", u32::from(character));
            }
            _ => program.push(character),
        }
    }
    program.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(push: fn(&mut String, &str), text: &str) -> String {
        let mut quoted = String::new();
        push(&mut quoted, text);
        quoted
    }

    #[test]
    fn a_plain_word_stays_as_it_is() {
        for text in ["status.example.org", "5555", "wAU860jfbhjIUXPtvb", "--tls"] {
            assert_eq!(quoted(push_posix_word, text), text);
        }
        for (text, expected) in [
            ("", "''"),
            ("[2001:db8::1]", "'[2001:db8::1]'"),
            ("~", "'~'"),
            ("名.example", "'名.example'"),
            ("it's", r"'it'\''s'"),
        ] {
            assert_eq!(quoted(push_posix_word, text), expected);
        }
    }

    #[test]
    fn powershell_sees_five_quotes() {
        assert_eq!(
            quoted(push_powershell, "a'b‘c’d‚e‛f\"$g"),
            "'a''b‘‘c’’d‚‚e‛‛f\"$g'"
        );
    }

    #[test]
    fn a_literal_is_json() {
        for text in [
            "plain",
            "it's \"quoted\" \\ back",
            "\0\n\r\t\u{1f}\u{7f}\u{85}\u{9f}\u{2028}\u{2029}",
            "名🚀",
        ] {
            let literal = quoted(push_literal, text);
            assert_eq!(
                serde_json::from_str::<String>(&literal).as_deref().ok(),
                Some(text)
            );
            assert!(!literal.contains(char::is_control), "{literal}");
        }
    }
}
