//! A modal dialog.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// A dialog that is open as long as it is in the page. Its children are handed what closes it: the
/// browser then gives the focus back, and `closed` is told, as it is after Escape.
#[component]
pub fn Dialog<V: IntoView + 'static>(
    /// The heading, and what the dialog is called.
    #[prop(into)]
    title: Signal<String>,
    /// Told when it was closed.
    closed: Callback<()>,
    /// Whether a press beside it closes it; it must have no padding.
    #[prop(optional)]
    closes_outside: bool,
    /// What stands below the heading.
    children: impl FnOnce(Callback<()>) -> V + 'static,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    // What is beside a dialog belongs to it.
    let pressed = move |event: MouseEvent| {
        let is_outside = event
            .target()
            .is_some_and(|target| target.is_instance_of::<HtmlDialogElement>());
        if closes_outside && is_outside {
            close.run(());
        }
    };
    dialog.on_load(|dialog| {
        // Leptos writes the values of fields in a turn of their own, which is to come first: what
        // has the focus as soon as the dialog is open may select its text.
        queue_microtask(move || {
            let _ = dialog.show_modal();
        });
    });
    view! {
        <dialog
            class="dialog"
            aria-label=title
            node_ref=dialog
            on:close=move |_| closed.run(())
            on:click=pressed
        >
            <h2 class="dialog__title">{title}</h2>
            {children(close).into_any()}
        </dialog>
    }
}
