//! Dates, times and names of regions as the viewer's language and zone have them.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::time::UnixMillis;

fn format(language: &str, options: &[(&str, &str)], at: UnixMillis) -> Option<String> {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    if date.get_time().is_nan() {
        return None;
    }
    let locales = Array::of1(&JsValue::from_str(language));
    let formatter = Intl::DateTimeFormat::new(&locales, &object);
    formatter
        .format()
        .call1(&JsValue::UNDEFINED, &date)
        .ok()?
        .as_string()
}

/// The time of day to the second: `12:04:31`.
pub fn time_of_day(language: &str, at: UnixMillis) -> String {
    let options = [
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
        ("hourCycle", "h23"),
    ];
    format(language, &options, at).unwrap_or_default()
}

/// Date and time to the minute.
pub fn date_and_time(language: &str, at: UnixMillis) -> String {
    let options = [("dateStyle", "medium"), ("timeStyle", "short")];
    format(language, &options, at).unwrap_or_default()
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
