//! What a server costs, and until when it is paid.

use crate::domain::time::UnixMillis;

const DAY_MS: i64 = 86_400_000;

/// The billing half of a public note; whatever its owner left out is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Billing {
    /// When it began.
    pub start: Option<UnixMillis>,
    /// Until when it is paid.
    pub end: Option<End>,
    /// What the owner's clock is ahead of universal time at the start and at the end, milliseconds:
    /// the days meant are those of this clock.
    pub zones_ms: [i64; 2],
    /// Whether it goes on by itself at its end.
    pub renews: bool,
    /// How long one payment lasts.
    pub cycle: Option<Cycle>,
    /// One payment.
    pub amount: Option<Amount>,
}

/// The end of what is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It never expires (`0000-00-00`).
    Never,
    /// A moment.
    At(UnixMillis),
    /// The owner's own words, which are no date.
    Other(String),
}

/// How long one payment lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// Twelve months.
    Year,
    /// The owner's own words: `2年`, `36 months`, and those that nobody here understands.
    Other(String),
}

/// One payment.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// Nothing is paid (`0`).
    Free,
    /// What is used is paid (`-1`).
    PayAsYouGo,
    /// A price.
    Price(Price),
    /// The owner's own words, which hold no price.
    Other(String),
}

/// A sum of money in whatever currency its owner writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// As it was written: `$3.99`, `4,49 €`, `￥1,299/yr`.
    pub text: String,
    /// The number in it.
    pub value: f64,
    /// What stands before the number.
    before: String,
    /// What stands after the number.
    after: String,
}

/// From so many days before its end on, one is reminded of it.
pub const SOON_DAYS: i64 = 7;

/// How much time is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    /// It never expires.
    Endless,
    /// Whole days; 0 is less than a day.
    Days(i64),
    /// Whole days since it expired; 0 is less than a day.
    Expired(i64),
}

impl Billing {
    /// The start on the owner's clock, as if that were universal time.
    pub fn start_on_clock(&self) -> Option<UnixMillis> {
        let [zone_ms, _] = self.zones_ms;
        self.start.map(|start| start.plus(zone_ms))
    }

    /// The same of a moment at the end.
    pub fn end_on_clock(&self, end: UnixMillis) -> UnixMillis {
        let [_, zone_ms] = self.zones_ms;
        end.plus(zone_ms)
    }

    /// The end that counts now: of what renews itself and whose end has passed, the next one, because
    /// owners write the end once; none where nobody understands by which cycle.
    pub fn end_at(&self, now: UnixMillis) -> Option<End> {
        let end = self.end.clone()?;
        let (End::At(at), true) = (&end, self.renews) else {
            return Some(end);
        };
        let Some(months) = self.cycle.as_ref().and_then(Cycle::months) else {
            return Some(end.clone()).filter(|_| *at > now);
        };
        // Whole cycles by the names of the months reach into now's month at most, where the day
        // decides whether one more has begun.
        let mut cycles = ((now.month_count() - at.month_count()) / months).max(0);
        // The months are those of the owner's clock.
        let [_, zone_ms] = self.zones_ms;
        let after = |cycles: i64| {
            let end = self.end_on_clock(*at).plus_months(cycles * months);
            end.plus(-zone_ms)
        };
        if after(cycles) <= now {
            cycles += 1;
        }
        Some(End::At(after(cycles)))
    }

    /// The time from now to the end that counts; `None` where no date tells.
    pub fn time_left(&self, now: UnixMillis) -> Option<TimeLeft> {
        match self.end_at(now)? {
            End::Never => Some(TimeLeft::Endless),
            End::At(end) if end < now => Some(TimeLeft::Expired(now.since(end) / DAY_MS)),
            End::At(end) => Some(TimeLeft::Days(end.since(now) / DAY_MS)),
            End::Other(_) => None,
        }
    }

    /// What is left of what was paid: amount × remaining ÷ cycle, by the calendar, so that a cycle
    /// that has just begun is worth one payment, however long its months are. 0 after the end.
    /// `None` without a price, a known cycle or a date.
    pub fn remaining_value(&self, now: UnixMillis) -> Option<f64> {
        let Some(Amount::Price(price)) = &self.amount else {
            return None;
        };
        let months = self.cycle.as_ref().and_then(Cycle::months)?;
        let Some(End::At(end)) = self.end_at(now) else {
            return None;
        };
        // Before the start nothing of it is used. The months are those of the owner's clock.
        let from = self.start.map_or(now, |start| start.max(now));
        let (end, from) = (self.end_on_clock(end), self.end_on_clock(from));
        if end <= from {
            return Some(0.0);
        }
        // Cycles back from the end to the one that is running, found alike.
        let mut cycles = ((end.month_count() - from.month_count()) / months).max(1);
        if end.plus_months(-cycles * months) > from {
            cycles += 1;
        }
        let began = end.plus_months(-cycles * months);
        let ends = end.plus_months((1 - cycles) * months);
        let running = ends.since(from) as f64 / ends.since(began) as f64;
        let value = price.value * ((cycles - 1) as f64 + running);
        value.is_finite().then_some(value)
    }
}

impl Cycle {
    /// A cycle by one of its spellings, or the owner's own word; `None` of an empty text.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let word = text.to_ascii_lowercase();
        Some(match word.as_str() {
            "" => return None,
            "月" | "m" | "mo" | "month" | "monthly" => Self::Month,
            "季" | "季度" | "q" | "qr" | "quarter" | "quarterly" => Self::Quarter,
            "半" | "半年" | "h" | "half" | "half-year" | "semi-annually" => Self::HalfYear,
            "年" | "y" | "yr" | "year" | "yearly" | "annual" | "annually" => Self::Year,
            _ => Self::Other(text.to_owned()),
        })
    }

    /// How many months it lasts, where that is known; never 0. Owners' own words are a number and a
    /// unit: `2年`, `36个月`, `3 years`, `两年付`.
    pub fn months(&self) -> Option<i64> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
            Self::Other(words) => months_of(words),
        }
    }
}

/// The months of a number and a unit of time.
fn months_of(words: &str) -> Option<i64> {
    let words = words.trim().to_ascii_lowercase();
    let words = ["每", "every ", "per ", "/"]
        .iter()
        .find_map(|before| words.strip_prefix(before))
        .unwrap_or(&words);
    let is_numeral = |letter: char| digit_of(letter).is_some();
    let end = words.find(|letter| !is_numeral(letter));
    let (number, unit) = words.split_at(end.unwrap_or(words.len()));
    let number = number_of_digits(number)?;
    let unit = unit.trim_matches(|letter| " -个個付间間.".contains(letter));
    let months = match unit {
        "月" | "ヶ月" | "か月" | "カ月" | "ケ月" | "m" | "mo" | "mos" | "mon" | "month"
        | "months" | "monthly" | "mes" | "meses" | "mensual" => 1,
        "季" | "季度" | "q" | "qr" | "quarter" | "quarters" | "quarterly" | "trimestral" => 3,
        "半年" | "half year" | "half years" | "semiannual" | "semiannually" | "semi-annual"
        | "semestral" => 6,
        "年" | "y" | "yr" | "yrs" | "year" | "years" | "yearly" | "annual" | "a" | "año"
        | "años" | "anual" => 12,
        "biennial" | "biennially" => 24,
        "triennial" | "triennially" => 36,
        _ => return None,
    };
    Some(number * months).filter(|months| (1..=1_200).contains(months))
}

/// A digit of any width, or a Chinese numeral.
fn digit_of(letter: char) -> Option<i64> {
    Some(match letter {
        '0'..='9' => i64::from(u32::from(letter) - u32::from('0')),
        '０'..='９' => i64::from(u32::from(letter) - u32::from('０')),
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// A number by its digits, 1 without any. Chinese tens stand between their digits: `二十四`, `十二`.
fn number_of_digits(digits: &str) -> Option<i64> {
    if digits.is_empty() {
        return Some(1);
    }
    let mut number = 0_i64;
    for letter in digits.chars() {
        number = match digit_of(letter)? {
            10 => number.max(1).checked_mul(10)?,
            digit if digits.contains('十') => number.checked_add(digit)?,
            digit => number.checked_mul(10)?.checked_add(digit)?,
        };
    }
    Some(number)
}

impl End {
    /// An end by its text: `0000-00-00…` never comes, a date without a time is the whole day. `None`
    /// of an empty text, and of a date that was cleared.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if text.starts_with("0000-00-00") {
            return Some(Self::Never);
        }
        if is_cleared(text) {
            return None;
        }
        let at = moment(text, "T23:59:59Z");
        Some(at.map_or_else(|| Self::Other(text.to_owned()), Self::At))
    }
}

/// Whether a text is what generators leave of a date that was cleared: the time of day and the zone
/// that they add to it, or what their language calls no date.
fn is_cleared(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_of_dates = |letter: char| letter.is_ascii_digit() || ":+-./tz ".contains(letter);
    let has_year = text.bytes().take_while(u8::is_ascii_digit).count() >= 4;
    (lower.chars().all(is_of_dates) && !has_year)
        || matches!(lower.as_str(), "null" | "undefined" | "invalid date")
        || lower.starts_with("nan")
}

/// A moment as owners write them: RFC 3339, the same without a zone, which is then UTC, or a date
/// alone, to which `time_of_day` is added.
pub(super) fn moment(text: &str, time_of_day: &str) -> Option<UnixMillis> {
    let text = text.trim();
    let with = |end: &str| UnixMillis::from_rfc3339(&[text, end].concat());
    UnixMillis::from_rfc3339(text)
        .or_else(|| with("Z"))
        .or_else(|| with(time_of_day))
}

/// What the clock of [`moment`]'s text is ahead of universal time, milliseconds; 0 without a zone.
pub(super) fn zone_ms(text: &str) -> i64 {
    let text = text.trim();
    let on_clock = text.get(..19).and_then(|clock| moment(clock, ""));
    on_clock.zip(moment(text, "")).map_or(0, |(on_clock, at)| {
        on_clock.since(UnixMillis(at.0 - at.0.rem_euclid(1000)))
    })
}

impl Amount {
    /// An amount by its text; `None` of an empty one.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        Some(match text {
            "" => return None,
            "-1" => Self::PayAsYouGo,
            _ => match Price::of(text) {
                Some(price) if price.value > 0.0 => Self::Price(price),
                Some(_) => Self::Free,
                None => Self::Other(text.to_owned()),
            },
        })
    }
}

impl Price {
    /// The first number of a text and what stands around it. `None` without a number, of a negative
    /// one, and of one that no price has.
    fn of(text: &str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = text.split_at(start);
        let is_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let number = rest.get(..end)?.trim_end_matches(['.', ',']);
        let value = number_of(number);
        let is_price = value < 1e12 && !before.contains('-');
        is_price.then(|| Self {
            text: text.to_owned(),
            value,
            before: before.to_owned(),
            after: rest.get(number.len()..).unwrap_or_default().to_owned(),
        })
    }

    /// Another sum in the same currency, with two decimals: `$1.87`. What follows a slash is said of
    /// a cycle, not of money, and is left out.
    pub fn text_of(&self, value: f64) -> String {
        let after = self.after.split('/').next().unwrap_or_default().trim_end();
        [&self.before, format!("{value:.2}").as_str(), after].concat()
    }
}

/// A number with thousands and decimals set apart in either way: `1,299.00`, `1.299,00`, `4,49`,
/// `1,299`, `3.99`. Of the two signs the last one is the decimal one. A comma alone is that too
/// unless three digits follow it, and a sign that occurs twice is not.
fn number_of(text: &str) -> f64 {
    let last = text.rfind(['.', ',']);
    let point = last.filter(|at| {
        let decimals = text.get(*at..).unwrap_or_default();
        let sign = if decimals.starts_with(',') { ',' } else { '.' };
        let is_twice = text.matches(sign).count() > 1;
        let is_of_thousands = sign == ',' && !text.contains('.') && decimals.len() == 4;
        !is_twice && !is_of_thousands
    });
    let (whole, decimals) = text.split_at(point.unwrap_or(text.len()));
    let digits = |part: &str| part.replace(['.', ','], "");
    let decimals = digits(decimals);
    let scale = 10_f64.powi(i32::try_from(decimals.len()).unwrap_or(i32::MAX));
    // Read as a whole number: the browser need not load the tables that reading floats takes.
    match (digits(whole) + &decimals).parse::<u64>() {
        Ok(number) => number as f64 / scale,
        Err(_) => f64::INFINITY,
    }
}
