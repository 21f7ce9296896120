//! Inputs as files: what the dashboard sends, and what must be seen of it. `tests/inputs/README.md`
//! describes them.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use crate::backend::Backend;
use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::roles::Name;

/// How long one thing may take to be seen.
const PATIENCE: Duration = Duration::from_secs(5);

const MINUTE_MS: i64 = 60_000;

/// Notes the words that canvases are given to draw, until they are cleared.
const LISTEN: &str = "{
    const drawn = new WeakMap();
    const paint = CanvasRenderingContext2D.prototype;
    const { clearRect, fillText } = paint;
    paint.clearRect = function (...parts) {
        drawn.delete(this.canvas);
        return clearRect.apply(this, parts);
    };
    paint.fillText = function (text, ...parts) {
        drawn.set(this.canvas, [...(drawn.get(this.canvas) ?? []), text]);
        return fillText.call(this, text, ...parts);
    };
    globalThis.drawnIn = (chart) =>
        [...chart.querySelectorAll('canvas')].flatMap((canvas) => drawn.get(canvas) ?? []);
}";

/// What is seen of the elements that a look is about.
const SEE: &str = "((look, given) => {
    const within = look.within ? document.querySelector(look.within) : document;
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const terms = () => [...document.querySelectorAll('main dt')]
        .filter((term) => term.textContent.trim() === look.fact)
        .map((term) => term.nextElementSibling);
    const found = look.fact !== undefined ? terms()
        : look.hook !== undefined ? [...(within?.querySelectorAll(look.hook) ?? [])]
        : look.drawn !== undefined ? [...document.querySelectorAll(`[data-chart=${look.drawn}]`)]
        : given;
    const elements = found.filter(shown);
    // What is out of sight is not drawn.
    if (look.drawn !== undefined) elements[0]?.scrollIntoView();
    const text = (element) => look.drawn !== undefined
        ? globalThis.drawnIn(element).join(' ')
        : (element.innerText ?? element.textContent).replace(/\\s+/g, ' ').trim();
    const first = elements[0];
    const hint = first?.closest('[title]:not([title=\"\"])') ?? first?.querySelector('[title]');
    const attributes = Object.fromEntries(
        Object.keys(look.attributes ?? {}).map((name) => [name, first?.getAttribute(name) ?? null]));
    return {
        count: elements.length,
        texts: elements.map(text),
        hint: hint?.title ?? '',
        attributes,
    };
})";

/// One input.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file's name without its ending.
    pub name: String,
    said: Value,
}

impl Input {
    /// All inputs, by name.
    ///
    /// # Errors
    ///
    /// When one is no JSON, or has a key that means nothing.
    pub fn all() -> Outcome<Vec<Self>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/inputs");
        let mut inputs = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let Some(name) = stem.filter(|_| path.extension().is_some_and(|kind| kind == "json"))
            else {
                continue;
            };
            let text = fs::read_to_string(&path)?;
            let said = serde_json::from_str(&text)
                .map_err(|error| Failure::new(format!("{name}: {error}")))?;
            let input = Self {
                name: name.to_owned(),
                said,
            };
            input.check()?;
            inputs.push(input);
        }
        inputs.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(inputs)
    }

    /// A misspelt key would be a look that sees everything.
    fn check(&self) -> Outcome<()> {
        const KEYS: &[&str] = &[
            "what",
            "control",
            "servers",
            "histories",
            "at",
            "width",
            "see",
        ];
        const LOOK: &[&str] = &[
            "open",
            "press",
            "fact",
            "hook",
            "within",
            "drawn",
            "role",
            "name",
            "text",
            "has",
            "lacks",
            "hint",
            "count",
            "attributes",
        ];
        let unknown = |value: &Value, keys: &[&str]| {
            let fields = value.as_object().into_iter().flat_map(Map::keys);
            let mut unknown = fields.filter(|key| !keys.contains(&key.as_str()));
            unknown.next().cloned()
        };
        let odd =
            unknown(&self.said, KEYS).or_else(|| self.looks().find_map(|look| unknown(look, LOOK)));
        ensure(odd.is_none() && self.looks().next().is_some(), || {
            format!("{}: {odd:?} means nothing here", self.name)
        })
    }

    fn looks(&self) -> impl Iterator<Item = &Value> {
        let looks = self.said.get("see").and_then(Value::as_array);
        looks.into_iter().flatten()
    }

    /// Whether it was right before it was written down.
    pub fn is_control(&self) -> bool {
        self.said.get("control") == Some(&Value::Bool(true))
    }

    /// Has the backend send it to the page, and looks.
    ///
    /// # Errors
    ///
    /// What is seen instead of what must be.
    pub async fn walk(&self, backend: &Backend, page: &Page) -> Outcome<()> {
        let part = |key: &str| self.said.get(key).cloned().unwrap_or_else(|| json!({}));
        let faults = json!({
            "altered": part("servers"),
            "histories": dated(part("histories"), now_ms()?),
        });
        backend.set_faults(&faults).await?;
        let width = self.said.get("width").and_then(Value::as_u64);
        page.resize(
            width.map_or(1280, |width| u32::try_from(width).unwrap_or(1280)),
            800,
        )
        .await?;
        let at = self.said.get("at").and_then(Value::as_str).unwrap_or("#/");
        // Another document each time: what a page knows of a server it keeps.
        page.open_app(&format!("?input={}{at}", self.name)).await?;
        for look in self.looks() {
            if let Some(address) = look.get("open").and_then(Value::as_str) {
                let script = format!("location.hash = {}", json!(address));
                page.evaluate(&script).await?;
            }
            if let Some([role, name]) = pressed(look) {
                page.by_role(role, name).await?.click().await?;
            }
            let what = look.to_string();
            page.wait_within(PATIENCE, &what, async || {
                judge(look, &seen(look, page).await?)
            })
            .await?;
        }
        // What one input chose is no other's.
        page.evaluate("localStorage.clear()").await.map(drop)
    }
}

impl Page {
    /// Notes what is written in charts, in documents that load from now on: for inputs that say
    /// what is `drawn`.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn record_drawn_words(&self) -> Outcome<()> {
        self.before_load(LISTEN).await
    }
}

async fn seen(look: &Value, page: &Page) -> Outcome<Value> {
    let script = format!("return {SEE}({look}, [...arguments])");
    let mut given = Vec::new();
    if let Some(role) = look.get("role").and_then(Value::as_str) {
        let name = look.get("name").and_then(Value::as_str);
        let name = name.map_or(Name::Any, Name::Exactly);
        for element in page.all_by_role(role, name).await? {
            given.push(element.to_json()?);
        }
    }
    Ok(page.driver().execute(script, given).await?.json().clone())
}

/// What is pressed before a look: its role and its name.
fn pressed(look: &Value) -> Option<[&str; 2]> {
    let [role, name] = look.get("press")?.as_array()?.as_slice() else {
        return None;
    };
    Some([role.as_str()?, name.as_str()?])
}

/// Whether what is seen is what a look expects.
fn judge(look: &Value, seen: &Value) -> Outcome<()> {
    let expected_count = look.get("count").and_then(Value::as_u64);
    let count = seen.get("count").and_then(Value::as_u64).unwrap_or(0);
    let fits = expected_count.map_or(count > 0, |expected| expected == count);
    ensure(fits, || format!("{count} of them: {seen}"))?;
    let texts = seen.get("texts").and_then(Value::as_array);
    let texts = texts.into_iter().flatten().filter_map(Value::as_str);
    let text = texts.collect::<Vec<_>>().join(" | ");
    if let Some(whole) = look.get("text").and_then(Value::as_str) {
        ensure(text == whole, || format!("{text:?}"))?;
    }
    for (key, wanted) in [("has", true), ("lacks", false)] {
        for part in words(look, key) {
            ensure(text.contains(part) == wanted, || format!("{text:?}"))?;
        }
    }
    let hint = seen.get("hint").and_then(Value::as_str).unwrap_or_default();
    for part in words(look, "hint") {
        ensure(hint.contains(part), || format!("the hint {hint:?}"))?;
    }
    let attributes = look.get("attributes").and_then(Value::as_object);
    for (name, value) in attributes.into_iter().flatten() {
        let found = seen.get("attributes").and_then(|all| all.get(name));
        ensure(found == Some(value), || format!("{name}={found:?}"))?;
    }
    Ok(())
}

fn words<'a>(look: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let words: Vec<&str> = match look.get(key) {
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(word)) => vec![word],
        _ => Vec::new(),
    };
    words.into_iter()
}

/// Histories whose times are told as minutes before now, or as so many minutes apart.
fn dated(mut histories: Value, now_ms: i64) -> Value {
    let this_minute = now_ms - now_ms.rem_euclid(MINUTE_MS);
    let lists = histories
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut);
    for history in lists.filter_map(Value::as_array_mut).flatten() {
        let count = history.get("avg_delay").and_then(Value::as_array);
        let count = i64::try_from(count.map_or(0, Vec::len)).unwrap_or(0);
        let times: Vec<i64> = match history.get("created_at") {
            Some(Value::Number(apart)) => {
                let apart = apart.as_i64().unwrap_or(1);
                (0..count)
                    .map(|place| (place + 1 - count) * apart)
                    .collect()
            }
            Some(Value::Array(minutes)) => minutes.iter().filter_map(Value::as_i64).collect(),
            _ => continue,
        };
        let times = times.into_iter().map(|minute| {
            if minute <= 0 {
                this_minute + minute * MINUTE_MS
            } else {
                minute
            }
        });
        if let Some(history) = history.as_object_mut() {
            history.insert("created_at".to_owned(), times.collect());
        }
    }
    histories
}

fn now_ms() -> Outcome<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_millis())?)
}
