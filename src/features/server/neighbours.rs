//! The ways from a server to those beside it.

use crate::live::Picked;
use crate::ui::old::Text;
use leptos::prelude::*;

use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::live::Live;
use crate::ui::old::{Element, Shape, Words, choose, el, icon};

/// Links to the server before and the one after, in the order of the list. At an end the link stays
/// where it is and leads nowhere.
pub(super) fn neighbours(words: Words, live: Live, id: ServerId) -> Element {
    let order = live.registry.order;
    let beside = move |step: isize| {
        order.with(|order| {
            let here = order.iter().position(|other| *other == id)?;
            order.get(here.checked_add_signed(step)?).copied()
        })
    };
    let way = move |step: isize, label: Text, shape: Shape| {
        choose(
            move || beside(step).map_or(0, |id| id.0.wrapping_add(1)),
            move |_| {
                let link = el("a")
                    .class("button button--icon")
                    .attr_of("aria-label", label)
                    .add(icon(shape));
                let Some(id) = untrack(|| beside(step)) else {
                    return link.attr("role", "link").attr("aria-disabled", "true");
                };
                let link = link.attr("href", &Route::Server(id).href());
                match live.server(id) {
                    Some(server) => link.attr_of("title", server.said(name)),
                    None => link,
                }
            },
        )
    };
    el("span")
        .class("server-page__neighbours")
        .add(way(
            -1,
            words.say(|texts| texts.previous_server),
            Shape::Back,
        ))
        .add(way(1, words.say(|texts| texts.next_server), Shape::Forward))
}

fn name(server: &Server) -> String {
    server.name.clone()
}
