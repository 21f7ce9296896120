//! A place in the page where one of several things stands.

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use web_sys::Node;

use super::built::{Kept, Last};
use super::element::{Choose, Make};

/// What stands in the place. What it made for itself goes when it goes.
pub(super) struct Shown {
    owner: Owner,
    /// Goes before what the owner has.
    kept: Option<Kept>,
}

impl Shown {
    /// Puts what is made under an owner of its own into the page.
    pub(super) fn build(owner: Owner, make: impl FnOnce(&mut Kept)) -> Self {
        let mut kept = Kept::default();
        owner.with(|| untrack(|| make(&mut kept)));
        Self {
            owner,
            kept: Some(kept),
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.kept.take());
        self.owner.cleanup();
    }
}

/// Keeps what stands between two places in step with the choice. As long as the same is chosen,
/// nothing is touched.
pub(super) fn follow_choice(
    [first, last]: [Node; 2],
    choose: Choose,
    make: Make,
) -> RenderEffect<Last> {
    let owner = Owner::current().unwrap_or_default();
    RenderEffect::new(move |former| {
        let choice = choose();
        if let Some(Last::Choice(former_choice, _)) = &former
            && *former_choice == choice
            && let Some(former) = former
        {
            return former;
        }
        drop(former);
        clear_between(&first, &last);
        let shown = Shown::build(owner.child(), |kept| {
            if let Some(parent) = last.parent_node() {
                make(choice).build(&parent, Some(&last), kept);
            }
        });
        Last::Choice(choice, shown)
    })
}

/// Takes out what stands between two neighbours.
pub(super) fn clear_between(first: &Node, last: &Node) {
    while let Some(node) = first.next_sibling()
        && node != *last
        && let Some(parent) = node.parent_node()
    {
        let _ = parent.remove_child(&node);
    }
}
