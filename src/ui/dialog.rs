//! A modal dialog.

use leptos::html;
use leptos::prelude::*;

/// A dialog that is open as long as it is in the page. What is handed to `view` closes it: the
/// browser then gives the focus back, and `closed` is told, as it is after Escape.
pub fn dialog(
    title: Signal<String>,
    closed: Callback<()>,
    view: impl FnOnce(Callback<()>) -> AnyView,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    let close = Callback::new(move |()| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    });
    let content = view(close);
    view! {
        <dialog node_ref=node class="dialog" aria-label=title on:close=move |_| closed.run(())>
            <h2 class="dialog__title">{title}</h2>
            {content}
        </dialog>
    }
    .into_any()
}
