//! Dates, times and names of regions as the viewer's language and zone have them.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::time::UnixMillis;

fn format(language: &str, options: &[(&str, &str)], at: UnixMillis) -> String {
    let formatter = Formatter::new(language, options);
    formatter.map_or_else(String::new, |formatter| formatter.format(at))
}

/// The time of day to the second: `12:04:31`.
pub fn time_of_day(language: &str, at: UnixMillis) -> String {
    let options = [
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("hourCycle", "h23"),
    ];
    format(language, &options, at)
}

/// Date and time to the minute.
pub fn date_and_time(language: &str, at: UnixMillis) -> String {
    let formatter = Formatter::of_moments(language);
    formatter.map_or_else(String::new, |formatter| formatter.format(at))
}

/// A day of universal time: `Mar 1, 2026`.
pub fn day(language: &str, at: UnixMillis) -> String {
    let options = [("dateStyle", "medium"), ("timeZone", "UTC")];
    format(language, &options, at)
}

/// What is added to universal time to get the viewer's local time then, milliseconds.
pub fn offset_ms(at: UnixMillis) -> i64 {
    let minutes = Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset();
    // A zone is whole minutes from universal time; no zone is an unknown date.
    #[expect(clippy::cast_possible_truncation)]
    let minutes = minutes as i64;
    -minutes * 60_000
}

/// Writes many dates in one form. Making one is dear.
#[derive(Debug)]
pub struct Formatter(Function);

impl Formatter {
    /// A day without its year: `12 Mar`.
    pub fn of_days(language: &str) -> Option<Self> {
        Self::new(language, &[("month", "short"), ("day", "numeric")])
    }

    /// Date and time to the minute.
    pub fn of_moments(language: &str) -> Option<Self> {
        // Twenty-four hours, as on every axis and in every other time of the app.
        let options = [
            ("dateStyle", "medium"),
            ("timeStyle", "short"),
            ("hourCycle", "h23"),
        ];
        Self::new(language, &options)
    }

    fn new(language: &str, options: &[(&str, &str)]) -> Option<Self> {
        let object = Object::new();
        for (name, value) in options {
            Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
        }
        let locales = Array::of1(&JsValue::from_str(language));
        Some(Self(Intl::DateTimeFormat::new(&locales, &object).format()))
    }

    /// The text of a date; empty where there is none.
    pub fn format(&self, at: UnixMillis) -> String {
        let date = JsValue::from_f64(at.0 as f64);
        let text = self.0.call1(&JsValue::UNDEFINED, &date).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    }
}

/// The name of a region by its ISO 3166 code; `None` where there is none, or no such service.
pub fn region_name(language: &str, code: &str) -> Option<String> {
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_code {
        return None;
    }
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let constructor = Reflect::get(&intl, &JsValue::from_str("DisplayNames")).ok()?;
    let options = Object::new();
    for (name, value) in [("type", "region"), ("fallback", "none")] {
        Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        )
        .ok()?;
    }
    let arguments = Array::of2(&JsValue::from_str(language), &options);
    let names = Reflect::construct(constructor.dyn_ref::<Function>()?, &arguments).ok()?;
    let of = Reflect::get(&names, &JsValue::from_str("of")).ok()?;
    let code = JsValue::from_str(&code.to_ascii_uppercase());
    of.dyn_ref::<Function>()?
        .call1(&names, &code)
        .ok()?
        .as_string()
}
