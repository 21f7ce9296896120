//! `GET /api/v1/server/list` and `GET /api/v1/server/details`.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract;
use axum::http::{HeaderMap, Response, Uri};

use super::{answer, query};
use crate::roster::ServerView;
use crate::state::State;

/// `?tag=` or all.
pub(super) async fn list(
    extract::State(state): extract::State<State>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    if !state.visitor(&headers).is_member() {
        return answer::members_only();
    }
    let tag = query::first(uri.query(), "tag");
    let roster = state.roster();
    let views = roster.views(state.now(), &state.faults());
    let views = if tag.is_empty() {
        shuffled(views)
    } else {
        of_tag(views, &tag)
    };
    answer::read(views.iter().map(ServerView::list_item).collect::<Vec<_>>())
}

/// `?tag=`, else `?id=`, else all: a tag beats an id.
pub(super) async fn details(
    extract::State(state): extract::State<State>,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    if !state.visitor(&headers).is_member() {
        return answer::members_only();
    }
    let tag = query::first(uri.query(), "tag");
    let ids = query::first(uri.query(), "id");
    let roster = state.roster();
    let views = roster.views(state.now(), &state.faults());
    let unfiltered = tag.is_empty() && ids.is_empty();
    let asked = if !tag.is_empty() {
        of_tag(views, &tag)
    } else if !ids.is_empty() {
        // In the order asked for; what repeats, repeats; what is no id or nobody's is left out.
        let views = by_id(views);
        let ids = ids.split(',').filter_map(query::id);
        ids.filter_map(|id| views.get(&id).cloned()).collect()
    } else {
        shuffled(views)
    };
    if !asked.iter().all(ServerView::is_finite) {
        return answer::untellable();
    }
    let result: Vec<_> = asked.iter().map(|view| view.details(unfiltered)).collect();
    answer::read(result)
}

fn of_tag<'a>(mut views: Vec<ServerView<'a>>, tag: &str) -> Vec<ServerView<'a>> {
    views.retain(|view| view.tag == tag);
    views
}

/// In another order at every call, as a Go map gives it: a new Rust map has the same habit.
fn shuffled(views: Vec<ServerView<'_>>) -> Vec<ServerView<'_>> {
    by_id(views).into_values().collect()
}

fn by_id(views: Vec<ServerView<'_>>) -> HashMap<u64, ServerView<'_>> {
    views.into_iter().map(|view| (view.id, view)).collect()
}
