//! Secrets: made from the system's random numbers, compared in constant time.

use ring::rand::{SecureRandom, SystemRandom};
use ring::{digest, hmac};
use subtle::ConstantTimeEq;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Characters of `[0-9A-Za-z]`, each as likely as any other. `None` when the system has no random
/// numbers to give, which is then the failure of whatever asked.
pub(crate) fn random_text(length: usize) -> Option<String> {
    let source = SystemRandom::new();
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let mut bytes = [0; 64];
        source.fill(&mut bytes).ok()?;
        // 248 is the largest multiple of 62 in a byte: beyond it the first letters would be
        // likelier than the last.
        let letters = bytes.iter().filter(|byte| **byte < 248);
        let letters = letters.filter_map(|byte| ALPHABET.get(usize::from(byte % 62)));
        text.extend(
            letters
                .take(length - text.len())
                .map(|letter| char::from(*letter)),
        );
    }
    Some(text)
}

/// Whether two secrets are the same. Takes as long whatever they have in common, their length
/// included: what is compared are their digests.
pub(crate) fn same(left: &str, right: &str) -> bool {
    let left = digest::digest(&digest::SHA256, left.as_bytes());
    let right = digest::digest(&digest::SHA256, right.as_bytes());
    left.as_ref().ct_eq(right.as_ref()).into()
}

/// A text that only the holder of the key can make of this message.
pub(crate) fn seal(key: &[u8], message: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let tag = hmac::sign(&key, message.as_bytes());
    tag.as_ref().iter().fold(String::new(), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(digit.into(), 16));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{random_text, same, seal};

    #[test]
    fn random_text_has_its_length_and_alphabet_and_does_not_repeat() {
        let texts = [random_text(200).unwrap(), random_text(200).unwrap()];
        assert_ne!(texts[0], texts[1]);
        for text in texts {
            assert_eq!(text.len(), 200);
            assert!(text.chars().all(|c| c.is_ascii_alphanumeric()));
        }
    }

    #[test]
    fn secrets_are_the_same_only_when_they_are() {
        assert!(same("a secret", "a secret"));
        assert!(!same("a secret", "a secre"));
        assert!(!same("", "a secret"));
        assert_ne!(seal(b"key", "message"), seal(b"other", "message"));
    }
}
