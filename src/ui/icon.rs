//! Icons as inline drawings, so that none can be missing.

use leptos::prelude::*;

/// The drawings there are, each on a field of 16 × 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An arrow upwards.
    Up,
    /// An arrow downwards.
    Down,
    /// A circle, one half of it filled.
    Theme,
    /// A globe.
    Globe,
    /// An arrow to the left.
    Back,
    /// An arrow to the right.
    Forward,
    /// A tick.
    Check,
    /// A crossed-out eye.
    Hidden,
    /// A person.
    Person,
    /// Four cards.
    Cards,
    /// Lines.
    List,
    /// A table.
    Table,
    /// A folded map.
    Map,
    /// Lines that grow shorter.
    Tools,
    /// A magnifying glass.
    Search,
    /// A pin.
    Pin,
    /// A bell.
    Bell,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Up => "M8 13V3M4 7l4-4 4 4",
            Self::Down => "M8 3v10M4 9l4 4 4-4",
            Self::Theme => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 2v12M8 5h3.5M8 8h5.6M8 11h4",
            Self::Globe => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c4 4 4 8 0 12-4-4-4-8 0-12z"
            }
            Self::Back => "M10 3 5 8l5 5",
            Self::Forward => "M6 3l5 5-5 5",
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Hidden => "M2 2l12 12M2 8c3-5 9-5 12 0-3 5-9 5-12 0z",
            Self::Cards => {
                "M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z"
            }
            Self::List => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::Table => "M2 3h12v10h-12zM2 6.5h12M6.5 3v10",
            Self::Map => "M2 4l4-1.5 4 1.5 4-1.5v9.5l-4 1.5-4-1.5-4 1.5zM6 2.5v9.5M10 4v9.5",
            Self::Bell => {
                "M4 11.5h8c-1-1-1.2-2-1.2-4.3a2.8 2.8 0 0 0-5.6 0c0 2.3-.2 3.3-1.2 4.3zM7 13.7h2M8 4.4V3"
            }
            Self::Pin => "M6 2h4l-.5 4.5L12 9H4l2.5-2.5zM8 9v5",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3 13.5 13.5",
            Self::Tools => "M2 4.5h12M4.5 8h7M7 11.5h2",
            Self::Person => "M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM3 14a5 5 0 0 1 10 0",
        }
    }
}

/// An icon; its meaning is said by the words beside it.
#[component]
pub fn Icon(
    /// Which one.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=shape.path()></path>
        </svg>
    }
}
