//! The servers by country: dots on the world, and beside it the list that says the same. What it shows
//! is a file of its own.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::fleet::view::Layout;
use crate::domain::fleet::world::{FIELDS, land, place_of};
use crate::domain::roster::Server;
use crate::domain::status::Status;
use crate::platform::intl;
use crate::ui::{Extent, Flag, Missing, each, part, use_language, use_texts, word};

/// The map, once its file is there.
pub(super) fn map_view(desk: Desk) -> AnyView {
    part(Extent::Section, move || map(desk))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(map, wasm_split_path = leptos::wasm_split, fallible)
)]
fn map(desk: Desk) -> Result<AnyView, Missing> {
    Ok(view! { <Map desk=desk /> }.into_any())
}

/// A country, and how many of its servers are how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Country {
    /// Its code in lower case; empty where nobody knows it.
    code: String,
    total: usize,
    offline: usize,
    pending: usize,
}

impl Country {
    /// How the worst of it is.
    fn worst(&self) -> Status {
        if self.offline > 0 {
            Status::Offline
        } else if self.pending == self.total {
            Status::Pending
        } else {
            Status::Online
        }
    }

    fn count(&mut self, server: &Server) {
        self.total += 1;
        match server.status {
            Status::Offline => self.offline += 1,
            Status::Pending => self.pending += 1,
            Status::Online => {}
        }
    }
}

/// The countries of those that are shown, the largest first.
fn countries(desk: Desk) -> Vec<Country> {
    let mut countries: Vec<Country> = Vec::new();
    for id in desk.found(|shown| shown.order.clone()) {
        let Some(server) = desk.live.registry.known(id) else {
            continue;
        };
        let code = server.host.country_code.to_ascii_lowercase();
        let code = place_of(&code).map(|_| code).unwrap_or_default();
        let place = countries.iter().position(|country| country.code == code);
        let place = place.unwrap_or_else(|| {
            countries.push(Country {
                code,
                ..Country::default()
            });
            countries.len() - 1
        });
        if let Some(country) = countries.get_mut(place) {
            country.count(&server);
        }
    }
    // Alike ones stay as the owner has them; who is nowhere stands last.
    countries.sort_by_key(|country| (country.code.is_empty(), usize::MAX - country.total));
    countries
}

#[component]
fn Map(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let registry = desk.live.registry;
    let countries = Memo::new(move |_| {
        registry.version.track();
        countries(desk)
    });
    let places = move || {
        countries.with(|countries| {
            let places = countries.iter().enumerate();
            let places = places.filter(|(_, country)| !country.code.is_empty());
            places.map(|(place, _)| place as u64).collect()
        })
    };
    let all = move || (0..countries.with(|countries| countries.len() as u64)).collect();
    let (columns, rows) = FIELDS;
    let view_box = format!("0 0 {columns} {rows}");
    // A line without length a field, whose round ends are the dot.
    let fields = land().map(|(column, row)| format!("M{column}.5 {row}.5h0"));
    let fields = fields.collect::<String>();
    view! {
        <div class="map">
            <div class="map__world" aria-hidden="true">
                <svg class="map__land" viewBox=view_box focusable="false">
                    <path d=fields></path>
                </svg>
                {each(
                    places,
                    move |place| view! { <Dot desk=desk countries=countries place=place /> }.into_any(),
                )}
            </div>
            <ul class="map__list" role="list" aria-label=texts.countries>
                {each(
                    all,
                    move |place| {
                        view! { <Entry desk=desk countries=countries place=place /> }.into_any()
                    },
                )}
            </ul>
        </div>
    }
}

/// What is read of the country at a place of the list.
fn of<T: Default>(
    countries: Memo<Vec<Country>>,
    place: u64,
    read: impl FnOnce(&Country) -> T,
) -> T {
    let place = usize::try_from(place).unwrap_or_default();
    countries.with(|countries| countries.get(place).map(read).unwrap_or_default())
}

/// The address of those of a country among the ones that are shown.
fn address(desk: Desk, code: &str) -> String {
    let mut view = desk.chosen(|choice| choice.view.clone());
    let query = format!("{} country:{code}", view.query.trim());
    query.trim().clone_into(&mut view.query);
    view.layout = Some(Layout::Cards);
    view.href()
}

/// A dot, the larger the more servers there are. For the eye and the pointer: the list says the same.
#[component]
fn Dot(desk: Desk, countries: Memo<Vec<Country>>, place: u64) -> impl IntoView {
    let at = move || of(countries, place, |country| place_of(&country.code)).unwrap_or_default();
    let left = Signal::derive(move || format!("{:.1}%", at().0 * 100.0));
    let top = Signal::derive(move || format!("{:.1}%", at().1 * 100.0));
    let size = Signal::derive(move || {
        let total = of(countries, place, |country| country.total);
        format!("{:.0}px", 2.0 * (5.0 + 2.0 * (total as f64).sqrt()))
    });
    let status = word(move || of(countries, place, |country| country.worst().name()));
    let count = Signal::derive(
        move || match of(countries, place, |country| country.total) {
            0 | 1 => String::new(),
            total => total.to_string(),
        },
    );
    let href = Signal::derive(move || of(countries, place, |country| address(desk, &country.code)));
    view! {
        <a
            class="map__dot"
            tabindex="-1"
            href=href
            data-state=status
            style:inset-inline-start=left
            style:inset-block-start=top
            style:inline-size=size
            style:block-size=size
        >
            {count}
        </a>
    }
}

/// A country of the list.
#[component]
fn Entry(desk: Desk, countries: Memo<Vec<Country>>, place: u64) -> impl IntoView {
    let texts = desk.texts;
    let language = use_language().tag();
    let code = Signal::derive(move || of(countries, place, |country| country.code.clone()));
    let name = Signal::derive(move || {
        let code = code.get();
        if code.is_empty() {
            return texts.unknown.to_owned();
        }
        intl::region_name(language, &code).unwrap_or(code)
    });
    let status = word(move || of(countries, place, |country| country.worst().name()));
    let count = Signal::derive(move || of(countries, place, |country| country.total).to_string());
    let said = Signal::derive(move || {
        of(countries, place, |country| {
            let mut said = Vec::new();
            if country.offline > 0 {
                said.push(format!("{} {}", texts.offline, country.offline));
            }
            if country.pending > 0 {
                said.push(format!("{} {}", texts.pending, country.pending));
            }
            said.join(" · ")
        })
    });
    let href = Signal::derive(move || {
        let code = code.get();
        // Nobody can be searched for by what is not known of him.
        (!code.is_empty()).then(|| address(desk, &code))
    });
    view! {
        <li class="map__entry" data-state=status>
            <Flag code=code />
            <a class="map__name" href=href>
                {name}
            </a>
            <span class="map__said">{said}</span>
            <span class="map__count">{count}</span>
        </li>
    }
}
