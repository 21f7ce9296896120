//! The ways from a server to those beside it.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::live::{ServerStateStoreFields, use_live, use_overview_left};
use crate::ui::{Icon, Shape, use_texts};

/// Links to the server before and the one after, in the order of the list that was left; where the
/// server is not in it, in the owner's.
#[component]
pub(super) fn Neighbours(
    /// The server between them.
    id: ServerId,
) -> impl IntoView {
    let texts = use_texts();
    let order = use_live().registry.order;
    let left = use_overview_left().order();
    let left = left.contains(&id).then_some(left);
    let list = Memo::new(move |_| {
        order.with(|order| -> Vec<ServerId> {
            match &left {
                Some(left) => {
                    let is_there = |id: &&ServerId| order.contains(id);
                    left.iter().filter(is_there).copied().collect()
                }
                None => order.clone(),
            }
        })
    });
    let beside = move |step: isize| {
        Signal::derive(move || {
            list.with(|list| {
                let here = list.iter().position(|other| *other == id)?;
                list.get(here.checked_add_signed(step)?).copied()
            })
        })
    };
    view! {
        <span class="server-page__neighbours">
            <Way to=beside(-1) label=texts.previous_server shape=Shape::Back />
            <Way to=beside(1) label=texts.next_server shape=Shape::Forward />
        </span>
    }
}

/// A link to a server. At an end of the list it stays where it is and leads nowhere.
#[component]
fn Way(to: Signal<Option<ServerId>>, label: &'static str, shape: Shape) -> impl IntoView {
    let live = use_live();
    move || {
        let to = to.get();
        let is_end = to.is_none();
        let title = to.and_then(|id| live.server(id));
        let title = title.map(|server| Signal::derive(move || server.name().get()));
        view! {
            <a
                class="button button--icon"
                href=to.map(|id| Route::Server(id).href())
                role=is_end.then_some("link")
                aria-disabled=is_end.then_some("true")
                aria-label=label
                title=title
            >
                <Icon shape=shape />
            </a>
        }
    }
}
