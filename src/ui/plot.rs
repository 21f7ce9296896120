//! A plot in the page: two canvases, the one for the series and the one for what follows the
//! pointer, and all the ways to move about in time.

mod gestures;
mod mounted;
mod source;
mod theme;

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use mounted::{Crosshair, MountedPlot};
pub use source::Plotted;
pub use theme::{FONT, theme};

/// The narrowest that can be zoomed in.
pub const LEAST_MS: i64 = 60_000;

/// How much wider one key makes the stretch.
pub const KEY_FACTOR: f64 = 1.5;

/// Which part of the stretch one key moves it by.
pub const KEY_SHARE: i64 = 8;

/// A way to a plot, as long as it is in the page.
#[derive(Clone, Copy)]
pub struct PlotHandle(StoredValue<Option<Rc<MountedPlot>>, LocalStorage>);

impl std::fmt::Debug for PlotHandle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PlotHandle")
    }
}

impl PlotHandle {
    /// A way to nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    fn get(self) -> Option<Rc<MountedPlot>> {
        self.0.try_get_value().flatten()
    }

    /// Draws the plot anew in the next frame.
    pub fn redraw(self) {
        if let Some(plot) = self.get() {
            plot.redraw();
        }
    }

    /// Puts the crosshair where another plot's stands. The one that stands there already stays as it
    /// is: with its panel, where the visitor points.
    pub fn follow(self, at_ms: Option<i64>) {
        if let Some(plot) = self.get()
            && plot.crosshair.get().map(|crosshair| crosshair.at_ms) != at_ms
        {
            plot.put_crosshair(at_ms.map(|at_ms| Crosshair {
                at_ms,
                pointer: None,
            }));
        }
    }

    /// Tells the plot of events.
    fn heard<E>(self, hear: fn(&MountedPlot, &E)) -> impl FnMut(E) + use<E> {
        move |event| {
            if let Some(plot) = self.get() {
                hear(&plot, &event);
            }
        }
    }
}

impl Default for PlotHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// A plot. What it shows is asked for when it is drawn.
#[component]
pub fn Plot(
    /// Leads to it from now on.
    handle: PlotHandle,
    /// What it shows, and who is told what the visitor does with it.
    source: Rc<dyn Plotted>,
    /// What stands over it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let (series, overlay) = (
        NodeRef::<html::Canvas>::new(),
        NodeRef::<html::Canvas>::new(),
    );
    host.on_load(move |host| {
        if let Some((series, overlay)) = series.get_untracked().zip(overlay.get_untracked()) {
            let plot = MountedPlot::new(source, host.into(), series, overlay);
            handle.0.set_value(Some(plot));
        }
    });
    on_cleanup(move || handle.0.set_value(None));
    view! {
        <div
            class="plot"
            tabindex="0"
            node_ref=host
            on:pointerdown=handle.heard(MountedPlot::pressed)
            on:pointermove=handle.heard(MountedPlot::moved)
            on:pointerup=handle.heard(MountedPlot::released)
            on:pointercancel=handle.heard(MountedPlot::cancelled)
            on:pointerleave=handle.heard(MountedPlot::left)
            on:dblclick=handle.heard(|plot, _| plot.source.look_at(None))
            on:wheel=handle.heard(MountedPlot::wheeled)
            on:keydown=handle.heard(MountedPlot::keyed)
            on:blur=handle.heard(|plot, _| plot.hide_crosshair())
        >
            <canvas class="plot__series" aria-hidden="true" node_ref=series></canvas>
            <canvas class="plot__overlay" aria-hidden="true" node_ref=overlay></canvas>
            {children.map(|children| children())}
        </div>
    }
}
