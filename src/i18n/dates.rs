//! Dates as a language writes them.
//!
//! The browser could do it, but its first formatter of dates costs a cold page twenty milliseconds,
//! which the first chart would wait for; and what is written here is tested natively. Times are always
//! of twenty-four hours.

use super::Texts;
use crate::domain::time::UnixMillis;

impl Texts {
    /// A day without its year: `Sep 7`. As for all of these, the moment is read in universal time:
    /// whoever wants another zone's adds what its clocks are ahead.
    pub fn day(&self, at: UnixMillis) -> String {
        self.date_in(self.day_form, at)
    }

    /// A day: `Sep 7, 2026`.
    pub fn date(&self, at: UnixMillis) -> String {
        self.date_in(self.date_form, at)
    }

    /// Day and time to the minute: `Sep 7, 2026, 14:05`.
    pub fn moment(&self, at: UnixMillis) -> String {
        self.date_in(self.moment_form, at)
    }

    /// Writes the parts of a date where their letters stand in a form.
    fn date_in(&self, form: &str, at: UnixMillis) -> String {
        let (year, month, day) = at.date();
        let mut text = String::new();
        for letter in form.chars() {
            match letter {
                'Y' => text.push_str(&year.to_string()),
                'M' => {
                    let mut months = self.months.split(' ');
                    let before = usize::try_from(month - 1).unwrap_or_default();
                    text.push_str(months.nth(before).unwrap_or_default());
                }
                'D' => text.push_str(&day.to_string()),
                'T' => text.push_str(&at.time_of_day(false)),
                letter => text.push(letter),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn each_language_writes_dates_its_own_way() {
        let at = UnixMillis::from_rfc3339("2026-09-07T14:05:09Z").unwrap_or_default();
        let written = Language::ALL.map(|language| {
            let texts = language.texts();
            [texts.day(at), texts.date(at), texts.moment(at)]
        });
        assert_eq!(
            written,
            [
                ["9月7日", "2026年9月7日", "2026年9月7日 14:05"],
                ["9月7日", "2026年9月7日", "2026年9月7日 14:05"],
                ["Sep 7", "Sep 7, 2026", "Sep 7, 2026, 14:05"],
                ["9月7日", "2026年9月7日", "2026年9月7日 14:05"],
                ["7 sept", "7 sept 2026", "7 sept 2026, 14:05"],
            ]
        );
    }

    #[test]
    fn each_month_has_a_name_of_its_own() {
        for language in Language::ALL {
            let texts = language.texts();
            let mut names: Vec<&str> = texts.months.split(' ').collect();
            assert_eq!(names.len(), 12, "{language:?}");
            let december = UnixMillis::from_rfc3339("2026-12-31T23:59:59Z").unwrap_or_default();
            assert!(
                texts
                    .day(december)
                    .contains(names.last().copied().unwrap_or("?")),
                "{language:?}"
            );
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 12, "{language:?}");
        }
    }
}
