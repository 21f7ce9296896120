//! Tests that need a browser: what a tick does to the page.
//!
//! They mount the real components on the real registry and feed it recorded frames; a
//! `MutationObserver` counts every touch of the DOM.

#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::mount::mount_to;
use leptos::prelude::*;
use lotus::domain::roster::Roster;
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::{ServerId, Snapshot};
use lotus::features::overview::OverviewPage;
use lotus::i18n::Language;
use lotus::live::Live;
use lotus::ui::{Extent, Missing, loaded};
use lotus::wire::decode_frame;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord};

wasm_bindgen_test_configure!(run_in_browser);

const FRAME: &str = include_str!("fixtures/fleet/ws-cookie-1.json");

/// Records of an observer.
type Touched = Rc<RefCell<Vec<JsValue>>>;

/// The overview on a roster that tests feed by hand.
struct Page {
    root: HtmlElement,
    live: Live,
    roster: Roster,
    observer: MutationObserver,
    touched: Touched,
    _mount: Box<dyn std::any::Any>,
}

impl Page {
    async fn open() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root: HtmlElement = document.create_element("main").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        // Rows so low that all of them are in sight.
        let style = document.create_element("style").unwrap();
        style.set_text_content(Some(".fleet__probe { height: 1px }"));
        root.append_child(&style).unwrap();
        let owner = Owner::new();
        let live = owner.with(Live::new);
        let mount = mount_to(root.clone(), move || {
            provide_context(live);
            view! { <OverviewPage /> }
        });
        let touched = Touched::default();
        let keep = Rc::clone(&touched);
        let observe = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
            keep.borrow_mut().extend(records.iter());
        });
        let observer = MutationObserver::new(observe.as_ref().unchecked_ref()).unwrap();
        let mut page = Self {
            root,
            live,
            roster: Roster::new(MonitorRules::V0),
            observer,
            touched,
            _mount: Box::new((mount, owner, observe)),
        };
        page.tick(frame()).await;
        let init = MutationObserverInit::new();
        init.set_subtree(true);
        init.set_child_list(true);
        init.set_attributes(true);
        init.set_character_data(true);
        page.observer
            .observe_with_options(&page.root, &init)
            .unwrap();
        page
    }

    /// Takes in a frame as the driver does, and lets the page follow.
    async fn tick(&mut self, snapshot: Snapshot) {
        let changes = self.roster.frame(snapshot);
        self.live.registry.apply(&self.roster, &changes);
        leptos::task::tick().await;
    }

    /// What the last tick touched.
    fn touched(&self) -> Vec<Element> {
        let mut records = self.touched.take();
        records.extend(self.observer.take_records().iter());
        let targets = records.into_iter().map(|record| {
            let target = record.unchecked_into::<MutationRecord>().target().unwrap();
            match target.dyn_into::<Element>() {
                Ok(element) => element,
                Err(text) => text.parent_element().unwrap(),
            }
        });
        targets.collect()
    }

    /// The same as text, for a message.
    fn touched_parts(&self) -> String {
        let mut parts: Vec<String> = self
            .touched()
            .iter()
            .map(|part| format!("{}.{}", part.tag_name(), part.class_name()))
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts.join(" ")
    }

    fn card(&self, id: u64) -> Element {
        let selector = format!("[data-server-id='{id}']");
        self.root
            .query_selector(&selector)
            .unwrap()
            .expect("a card")
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.root.remove();
    }
}

fn frame() -> Snapshot {
    decode_frame(FRAME).expect("a recorded frame")
}

/// The recorded frame two seconds later, with every agent's report two seconds later.
fn next_frame() -> Snapshot {
    let mut snapshot = frame();
    snapshot.now = snapshot.now.plus(2_000);
    for server in &mut snapshot.servers {
        server.last_active = server.last_active.map(|at| at.plus(2_000));
    }
    snapshot
}

#[wasm_bindgen_test]
async fn every_server_has_one_card() {
    let page = Page::open().await;
    let cards = page.root.query_selector_all("[data-server-id]").unwrap();
    assert_eq!(cards.length(), 14);
    assert_eq!(
        page.card(7).get_attribute("data-status").as_deref(),
        Some("pending")
    );
    assert_eq!(
        page.card(10).get_attribute("data-status").as_deref(),
        Some("offline")
    );
}

#[wasm_bindgen_test]
async fn a_tick_that_changes_nothing_touches_no_dom() {
    let mut page = Page::open().await;
    page.tick(frame()).await;
    assert_eq!(page.touched_parts(), "", "the same frame again");
    page.tick(next_frame()).await;
    assert_eq!(
        page.touched_parts(),
        "",
        "all reported again, and nothing shown differs"
    );
}

#[wasm_bindgen_test]
async fn a_tick_that_changes_one_cpu_touches_only_that_card() {
    let mut page = Page::open().await;
    let mut snapshot = next_frame();
    let server = snapshot
        .servers
        .iter_mut()
        .find(|server| server.id == ServerId(3))
        .unwrap();
    server.metrics.cpu_percent = Some(12.0);
    page.tick(snapshot).await;
    let touched = page.touched();
    assert!(!touched.is_empty());
    let card = page.card(3);
    let meter = card.query_selector("[role=meter]").unwrap().unwrap();
    for element in touched {
        assert!(meter.contains(Some(&element)), "{}", element.outer_html());
    }
    assert!(meter.text_content().unwrap().contains("12"));
}

#[wasm_bindgen_test]
async fn a_change_of_order_moves_cards_and_makes_none_anew() {
    let mut page = Page::open().await;
    let card = page.card(14);
    let mut snapshot = next_frame();
    let server = snapshot
        .servers
        .iter_mut()
        .find(|server| server.id == ServerId(14))
        .unwrap();
    server.display_index = Some(1_000);
    page.tick(snapshot).await;
    // The list follows once it knows of the order.
    leptos::task::tick().await;
    let first = page
        .root
        .query_selector("[data-server-id]")
        .unwrap()
        .unwrap();
    assert!(first.is_same_node(Some(&card)));
}

#[wasm_bindgen_test]
async fn names_full_of_markup_are_text() {
    let page = Page::open().await;
    let card = page.card(5);
    assert!(card.query_selector("h2 img").unwrap().is_none());
    let name = card
        .query_selector("a")
        .unwrap()
        .unwrap()
        .text_content()
        .unwrap();
    assert_eq!(name, "<img src=x onerror=alert(1)>");
}

#[wasm_bindgen_test]
async fn odd_figures_are_told_and_those_that_cannot_be_true_are_dashes() {
    let page = Page::open().await;
    let card = page.card(9);
    let meters = card.query_selector_all("[role=meter]").unwrap();
    let cpu: Element = meters.item(0).unwrap().unchecked_into();
    assert_eq!(cpu.get_attribute("aria-valuenow").as_deref(), Some("100"));
    assert!(cpu.text_content().unwrap().contains("104"), "told as it is");
    let load: Element = meters.item(3).unwrap().unchecked_into();
    assert!(load.text_content().unwrap().contains('–'));
    assert!(load.get_attribute("title").unwrap().contains("1.00e300"));
}

#[wasm_bindgen_test]
fn a_language_speaks_english_until_its_whole_file_is_read() {
    let english = Language::En.texts();
    let file = english.to_file().replace(english.servers, "Serveurs");
    let (cut, _) = file.split_at(file.len() / 2);
    assert!(!Language::Es.has_texts());
    assert!(!Language::Es.take_texts(cut.to_owned()));
    assert!(!Language::Es.has_texts());
    assert_eq!(Language::Es.texts().servers, english.servers);

    assert!(Language::Es.take_texts(file));
    assert!(Language::Es.has_texts());
    assert_eq!(Language::Es.texts().servers, "Serveurs");
    assert_eq!(Language::Es.texts().span_days, english.span_days);
    assert!(!Language::Ja.has_texts() && Language::En.has_texts());
}

/// A part whose file comes when the test says so.
struct Part {
    root: HtmlElement,
    /// What ends the requests for the file, the oldest first.
    told: Rc<RefCell<Vec<Function>>>,
    mount: Option<Box<dyn std::any::Any>>,
}

impl Part {
    async fn open() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root: HtmlElement = document.create_element("main").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        let told = Rc::<RefCell<Vec<Function>>>::default();
        let keep = SendWrapper::new(Rc::clone(&told));
        let mount = mount_to(root.clone(), move || {
            loaded(Extent::Screen, move || {
                let answer = Promise::new(&mut |tell, _| keep.borrow_mut().push(tell));
                Box::pin(async move {
                    let came = JsFuture::from(answer).await.unwrap();
                    let came = came.is_truthy().then_some(()).ok_or(Missing);
                    came.map(|()| view! { <h1 tabindex="-1">"The screen"</h1> }.into_any())
                })
            })
        });
        leptos::task::tick().await;
        Self {
            root,
            told,
            mount: Some(Box::new(mount)),
        }
    }

    /// Ends the oldest request for the file.
    async fn tell(&self, came: bool) {
        let told = self.told.borrow_mut().remove(0);
        told.call1(&JsValue::UNDEFINED, &came.into()).unwrap();
        // The promise settles first, then the view follows.
        leptos::task::tick().await;
        leptos::task::tick().await;
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap()
    }

    fn retry(&self) -> Option<HtmlElement> {
        let button = self.root.query_selector("[role=alert] button").unwrap();
        button.map(JsCast::unchecked_into)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.root.remove();
    }
}

#[wasm_bindgen_test]
async fn a_part_stands_when_it_has_come() {
    let part = Part::open().await;
    assert_eq!(part.text(), "Loading");
    part.tell(true).await;
    assert_eq!(part.text(), "The screen");
}

#[wasm_bindgen_test]
async fn a_part_that_does_not_come_is_said_and_asked_for_by_hand() {
    let part = Part::open().await;
    part.tell(false).await;
    let retry = part.retry().unwrap();
    assert!(part.told.borrow().is_empty());
    retry.click();
    retry.click();
    part.tell(false).await;
    assert!(retry.is_connected(), "the same failure stays as it is");
    part.tell(true).await;
    assert_eq!(part.text(), "The screen");
}

#[wasm_bindgen_test]
async fn a_part_that_comes_twice_is_drawn_once() {
    let part = Part::open().await;
    part.tell(false).await;
    part.retry().unwrap().click();
    part.retry().unwrap().click();
    part.tell(true).await;
    let screen = part.root.query_selector("h1").unwrap().unwrap();
    part.tell(true).await;
    assert!(screen.is_connected());
    assert_eq!(part.text(), "The screen");
}

#[wasm_bindgen_test]
async fn a_part_that_comes_too_late_is_ignored() {
    let mut part = Part::open().await;
    part.mount = None;
    part.tell(true).await;
    assert_eq!(part.text(), "");
}
