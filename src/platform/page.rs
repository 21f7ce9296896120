//! The document: its root element, title, visibility and address.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomRect, Element, Event, FocusOptions, HtmlElement, MediaQueryList};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets an attribute of `<html>`, unless it has that value already.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = root()
        && root.get_attribute(name).as_deref() != Some(value)
    {
        let _ = root.set_attribute(name, value);
    }
}

/// Removes an attribute of `<html>`.
pub fn remove_root_attribute(name: &str) {
    if let Some(root) = root() {
        let _ = root.remove_attribute(name);
    }
}

/// Removes the first element that fits the selector.
pub fn remove(selector: &str) {
    let element = document().and_then(|page| page.query_selector(selector).ok().flatten());
    if let Some(element) = element {
        element.remove();
    }
}

/// The body of the page.
pub fn body() -> Option<HtmlElement> {
    document()?.body()
}

/// Sets the document's title, with the app's name behind it.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(&format!("{title} · Lotus"));
    }
}

/// How many device pixels a CSS pixel has.
pub fn device_pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Whether the system prefers a dark page.
pub fn prefers_dark() -> Option<MediaQueryList> {
    web_sys::window()?
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
}

/// Writes the state of a screen into the address, in place of what stands there. Nobody is told.
pub fn replace_state(fragment: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Whether the tab is hidden.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The fragment that a change of the address left, state of its screen included.
pub fn fragment_left(change: &Event) -> String {
    // By name: the type of the event would be one more that is checked.
    let address = js_sys::Reflect::get(change, &"oldURL".into()).ok();
    let address = address.and_then(|address| address.as_string());
    let address = address.unwrap_or_default();
    let fragment = address.find('#').and_then(|at| address.get(at..));
    fragment.unwrap_or_default().to_owned()
}

/// Goes to a fragment in place of the present one, so that going back does not lead here again.
pub fn replace_fragment(fragment: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(fragment);
    }
}

/// A parameter of the address before the fragment.
pub fn parameter(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let search = search.strip_prefix('?')?;
    let mut pairs = form_urlencoded::parse(search.as_bytes());
    pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// How far the page can be scrolled, CSS pixels.
pub fn scroll_end() -> f64 {
    let height = root().map_or(0, |root| root.scroll_height());
    (f64::from(height) - view_height()).max(0.0)
}

fn rectangle_of(selector: &str) -> Option<DomRect> {
    let element = document()?.query_selector(selector).ok().flatten()?;
    Some(element.get_bounding_client_rect())
}

/// Where the first element that fits the selector ends in the window, CSS pixels from its top; 0 where
/// there is none.
pub fn lower_edge_of(selector: &str) -> f64 {
    rectangle_of(selector).map_or(0.0, |rectangle| rectangle.bottom())
}

/// How high it is.
pub fn height_of(selector: &str) -> f64 {
    rectangle_of(selector).map_or(0.0, |rectangle| rectangle.height())
}

/// Goes to a fragment, so that going back leads here again.
pub fn go_to(fragment: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(fragment);
    }
}

/// Whether a dialog or a menu stands over the page.
pub fn has_something_open() -> bool {
    const OPEN: &str = "dialog[open], [aria-haspopup][aria-expanded=true]";
    document().is_some_and(|page| matches!(page.query_selector(OPEN), Ok(Some(_))))
}

/// Closes the popover of this id, where it is open.
pub fn close(id: &str) {
    let popover = document().and_then(|page| page.get_element_by_id(id));
    if let Some(popover) = popover.and_then(|popover| popover.dyn_into::<HtmlElement>().ok()) {
        let _ = popover.hide_popover();
    }
}

/// Scheme, host and port of the page: `https://status.example.org`.
pub fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// The page's address without its fragment.
pub fn address_without_fragment() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok());
    let address = address.unwrap_or_default();
    let before = address.split_once('#').map(|(before, _)| before.to_owned());
    before.unwrap_or(address)
}

/// The host name of the page's address, without its port.
pub fn host_name() -> String {
    web_sys::window()
        .and_then(|window| window.location().hostname().ok())
        .unwrap_or_default()
}

/// The browser's languages, the most wanted first.
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    window
        .navigator()
        .languages()
        .iter()
        .filter_map(|language| language.as_string())
        .collect()
}

/// The heading of the content.
fn heading() -> Option<HtmlElement> {
    let heading = document()?.query_selector("main h1").ok().flatten()?;
    heading.dyn_into().ok()
}

/// Moves the focus to the heading of the content.
pub fn focus_heading() {
    if let Some(heading) = heading() {
        let _ = heading.focus();
    }
}

/// The same without scrolling there: what had the focus is gone, and the reader stays.
pub fn focus_heading_in_place() {
    if let Some(heading) = heading() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

/// Whether the focus is on something in the content.
pub fn content_has_focus() -> bool {
    document().is_some_and(|page| matches!(page.query_selector("main :focus"), Ok(Some(_))))
}

/// The same, unless something has the focus.
pub fn focus_heading_if_lost() {
    let focused = document().and_then(|page| page.active_element());
    if focused.is_none_or(|element| element.tag_name() == "BODY") {
        focus_heading_in_place();
    }
}

/// How high what is seen of the page is, CSS pixels.
pub fn view_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok());
    height.and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// Whether a media query holds.
pub fn is_media(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// How far the page is scrolled, CSS pixels.
pub fn scroll_y() -> f64 {
    let y = web_sys::window().and_then(|window| window.scroll_y().ok());
    y.unwrap_or(0.0)
}

/// Scrolls to a height.
pub fn scroll_to(y: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(window.scroll_x().unwrap_or(0.0), y);
    }
}
