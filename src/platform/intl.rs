//! The viewer's zone, and names of regions in the viewer's language.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::time::UnixMillis;

/// A moment as the viewer's clock shows it: read in universal time it has the viewer's date and time.
pub fn on_clock(at: UnixMillis) -> UnixMillis {
    at.plus(offset_ms(at))
}

/// What is added to universal time to get the viewer's local time then, milliseconds.
pub fn offset_ms(at: UnixMillis) -> i64 {
    let minutes = Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset();
    // A zone is whole minutes from universal time; no zone is an unknown date.
    #[expect(clippy::cast_possible_truncation)]
    let minutes = minutes as i64;
    -minutes * 60_000
}

/// Names of regions in a language, each asked for once.
#[derive(Debug)]
pub struct RegionNames {
    language: &'static str,
    names: RefCell<BTreeMap<String, Option<String>>>,
}

impl RegionNames {
    /// Those of a language.
    pub fn new(language: &'static str) -> Self {
        Self {
            language,
            names: RefCell::default(),
        }
    }

    /// The name of a region, as [`region_name`] has it.
    pub fn of(&self, code: &str) -> Option<String> {
        let known = self.names.borrow().get(code).cloned();
        known.unwrap_or_else(|| {
            let name = region_name(self.language, code);
            let mut names = self.names.borrow_mut();
            names.insert(code.to_owned(), name.clone());
            name
        })
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
