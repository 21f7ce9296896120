//! Where typing goes.

use leptos::html;
use leptos::prelude::*;

/// Gives a field the focus and selects its text, so that typing replaces it.
pub fn focus_and_select(field: NodeRef<html::Input>) {
    if let Some(field) = field.get_untracked() {
        let _ = field.focus();
        field.select();
    }
}
