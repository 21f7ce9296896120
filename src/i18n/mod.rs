//! Words: one typed struct a language, so that a missing translation does not compile.
//!
//! A release of the app has none of them: they are files beside it, which are written from the
//! structs when it is built and read when the language is shown. A build that is whole, as the tests
//! in a browser are, has English; natively all five are here.
//!
//! Texts with a gap hold `{}`, filled in order by [`fill`].

mod dates;
#[cfg(not(all(target_arch = "wasm32", lotus_split)))]
mod en;
#[cfg(not(target_arch = "wasm32"))]
mod es;
#[cfg(not(target_arch = "wasm32"))]
mod ja;
#[cfg(target_arch = "wasm32")]
mod loaded;
mod words;
#[cfg(not(target_arch = "wasm32"))]
mod zh_cn;
#[cfg(not(target_arch = "wasm32"))]
mod zh_tw;

pub use words::Texts;

use crate::domain::error::ApiError;
use crate::domain::status::Status;
use crate::domain::units::{self, Quantity, Span};

/// A language the app speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    ZhCn,
    /// Traditional Chinese.
    ZhTw,
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 5] = [Self::ZhCn, Self::ZhTw, Self::En, Self::Ja, Self::Es];

    /// The BCP 47 tag, as `<html lang>` and the storage have it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::En => "en",
            Self::Ja => "ja",
            Self::Es => "es",
        }
    }

    /// The language's own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::ZhCn => "简体中文",
            Self::ZhTw => "繁體中文",
            Self::En => "English",
            Self::Ja => "日本語",
            Self::Es => "Español",
        }
    }

    /// Its words.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::ZhCn => &zh_cn::TEXTS,
            Self::ZhTw => &zh_tw::TEXTS,
            Self::En => &en::TEXTS,
            Self::Ja => &ja::TEXTS,
            Self::Es => &es::TEXTS,
        }
    }

    /// How the tags begin, in small letters, that ask for this language; of several that fit, the
    /// longest counts. The built page tells them to `start.js`.
    pub fn asked_by(self) -> &'static [&'static str] {
        match self {
            Self::ZhCn => &["zh"],
            Self::ZhTw => &["zh-hant", "zh-tw", "zh-hk", "zh-mo"],
            Self::En => &["en"],
            Self::Ja => &["ja"],
            Self::Es => &["es"],
        }
    }

    /// Reads a BCP 47 tag in any of the forms browsers use: `zh-Hant-HK`, `es-419`, `EN_us`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let length = |start: &&str| {
            let rest = tag.strip_prefix(start)?;
            (rest.is_empty() || rest.starts_with('-')).then_some(start.len())
        };
        Self::ALL
            .into_iter()
            .filter_map(|language| {
                let longest = language.asked_by().iter().filter_map(length).max()?;
                Some((longest, language))
            })
            .max_by_key(|(length, _)| *length)
            .map(|(_, language)| language)
    }

    /// The first of the browser's languages that the app speaks, or English.
    pub fn best_match<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Self {
        wanted
            .into_iter()
            .find_map(Self::from_tag)
            .unwrap_or_default()
    }
}

/// Fills the gaps (`{}`) of a text in order.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut values = values.iter();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str(values.next().copied().unwrap_or_default());
        rest = after.strip_prefix('}').unwrap_or(after);
    }
    filled.push_str(rest);
    filled
}

impl Texts {
    /// A language's file: all texts in the order of the struct, a line each.
    pub fn to_file(&self) -> String {
        let mut file = String::new();
        for (_, text) in self.all() {
            if !file.is_empty() {
                file.push(char::from(words::SEPARATOR));
            }
            file.push_str(text);
        }
        file
    }

    /// A length of time: `37 d`, `3 h`, `5 min`, `< 1 min`.
    pub fn span(&self, span: Span) -> String {
        let (text, amount) = match span {
            Span::Moments => return self.span_moments.to_owned(),
            Span::Minutes(minutes) => (self.span_minutes, minutes),
            Span::Hours(hours) => (self.span_hours, hours),
            Span::Days(days) => (self.span_days, days),
        };
        fill(text, &[&amount.to_string()])
    }

    /// So many whole days; 0 is less than one.
    pub fn days(&self, days: i64) -> String {
        let days = match days {
            0 => "< 1".to_owned(),
            days => days.to_string(),
        };
        fill(self.span_days, &[&days])
    }

    /// A server's status in a word.
    pub fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Online => self.online,
            Status::Offline => self.offline,
            Status::Pending => self.pending,
        }
    }

    /// Why a call to the dashboard gave no value, and what to do.
    pub fn error(&self, error: &ApiError) -> String {
        let number = match error {
            ApiError::Unreachable { status } => i64::from(*status),
            ApiError::Rejected { code, .. } => *code,
            _ => 0,
        };
        let text = match error {
            ApiError::Offline => self.error_offline,
            ApiError::Timeout => self.error_timeout,
            ApiError::Unreachable { .. } => self.error_unreachable,
            ApiError::Walled => self.error_walled,
            ApiError::LedAway => self.trouble_led_away,
            ApiError::SignInRequired => self.error_sign_in,
            ApiError::ViewPasswordRequired | ApiError::Forbidden => self.error_forbidden,
            ApiError::NotFound => self.error_not_found,
            ApiError::Rejected { .. } => self.error_rejected,
            ApiError::BadPayload { .. } => self.error_payload,
        };
        fill(text, &[&number.to_string()])
    }

    /// A quantity as this language writes it: `3.10 GiB`.
    pub fn quantity(&self, quantity: &Quantity) -> String {
        format!("{} {}", self.number(&quantity.value), quantity.unit)
    }

    /// `3.10 GiB of 7.75 GiB`, of memory or disk; nothing where either is not known.
    pub fn used_of_total(&self, used_bytes: Option<u64>, total_bytes: u64) -> String {
        let Some(used_bytes) = used_bytes.filter(|_| total_bytes > 0) else {
            return String::new();
        };
        let [used, total] =
            [used_bytes, total_bytes].map(|bytes| self.quantity(&units::memory(bytes)));
        fill(self.used_of_total, &[&used, &total])
    }

    /// A number of processor cores: `1 core`, `4 cores`.
    pub fn cores(&self, cores: u64) -> String {
        let text = if cores == 1 { self.core } else { self.cores };
        fill(text, &[&cores.to_string()])
    }

    /// A number with its thousands set apart: `1,000`, `12.345,6`.
    pub fn grouped(&self, value: &str) -> String {
        let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
        let mark = if self.decimal_mark == "," { '.' } else { ',' };
        let mut text = String::new();
        for (position, digit) in whole.chars().enumerate() {
            let left = whole.len() - position;
            if position > 0 && left % 3 == 0 && !text.ends_with('-') {
                text.push(mark);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(self.decimal_mark);
            text.push_str(fraction);
        }
        text
    }

    /// A number as this language writes it.
    pub fn number(&self, value: &str) -> String {
        match value.split_once('.') {
            Some((whole, fraction)) => format!("{whole}{}{fraction}", self.decimal_mark),
            None => value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_browsers_languages_choose_the_best_match() {
        for (wanted, expected) in [
            (&["zh-CN"][..], Language::ZhCn),
            (&["zh"], Language::ZhCn),
            (&["zh-Hant-HK", "en"], Language::ZhTw),
            (&["zh-HK"], Language::ZhTw),
            (&["zh-Hans-HK"], Language::ZhCn),
            (&["de-DE", "ja-JP", "en"], Language::Ja),
            (&["es-419"], Language::Es),
            (&["EN_us"], Language::En),
            (&["fr", "de"], Language::En),
            (&[], Language::En),
        ] {
            assert_eq!(
                Language::best_match(wanted.iter().copied()),
                expected,
                "{wanted:?}"
            );
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        let (en, es) = (Language::En.texts(), Language::Es.texts());
        for (value, in_english, in_spanish) in [
            ("0", "0", "0"),
            ("999", "999", "999"),
            ("1000", "1,000", "1.000"),
            ("-1000", "-1,000", "-1.000"),
            ("-100", "-100", "-100"),
            ("12345.6", "12,345.6", "12.345,6"),
        ] {
            assert_eq!(en.grouped(value), in_english);
            assert_eq!(es.grouped(value), in_spanish);
        }
    }

    #[test]
    fn tags_are_read_back() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn gaps_are_filled_in_order_and_values_are_not_looked_into() {
        assert_eq!(fill("{} of {}", &["1", "2"]), "1 of 2");
        assert_eq!(fill("{} of {}", &["{}", "2"]), "{} of 2");
        assert_eq!(fill("{}!", &[]), "!");
    }

    #[test]
    fn a_language_is_read_back_from_its_file() {
        for language in Language::ALL {
            let texts = language.texts();
            let file = texts.to_file();
            let lines: Vec<&str> = texts.all().into_iter().map(|(_, text)| text).collect();
            assert_eq!(
                file.lines().collect::<Vec<_>>(),
                lines,
                "{}",
                language.tag()
            );
            let read = Texts::from_file(file.leak()).unwrap();
            assert_eq!(read.all(), texts.all(), "{}", language.tag());
        }
    }

    #[test]
    fn a_file_with_more_or_fewer_texts_is_refused() {
        let file = Language::En.texts().to_file();
        let (shorter, _) = file.rsplit_once('\n').unwrap();
        for wrong in [String::new(), shorter.to_owned(), format!("{file}\n")] {
            assert!(Texts::from_file(wrong.leak()).is_none());
        }
    }

    #[test]
    fn every_language_has_the_same_gaps() {
        let gaps = |texts: &Texts| -> Vec<usize> {
            texts
                .all()
                .iter()
                .map(|(_, text)| text.matches("{}").count())
                .collect()
        };
        let expected = gaps(Language::En.texts());
        for language in Language::ALL {
            let texts = language.texts();
            for ((name, text), gaps) in texts.all().iter().zip(&expected) {
                assert_eq!(
                    text.matches("{}").count(),
                    *gaps,
                    "{} {name}",
                    language.tag()
                );
                assert!(
                    !text.trim().is_empty(),
                    "{} {name} is empty",
                    language.tag()
                );
            }
        }
    }
}
