//! A screen that has one thing to say, and what can be done about it.

use super::dynamic::Text;
use super::element::{Element, el};
use super::words::{page_title, use_words};

/// The whole of a screen: a heading, which is the page's title too, a sentence and what follows it.
pub fn state_screen(heading: Text, sentence: Text, action: Element) -> Element {
    page_title(heading);
    el("section")
        .class("state")
        .add(el("h1").attr("tabindex", "-1").text(heading))
        .add(el("p").text(sentence))
        .add(action)
}

/// The whole of a screen that cannot be shown: why, and a button to try again before that is done
/// without it.
pub fn trouble_screen(heading: Text, sentence: Text, retry: impl Fn() + 'static) -> Element {
    let words = use_words();
    page_title(heading);
    el("section")
        .class("state")
        .attr("role", "alert")
        .add(el("h1").attr("tabindex", "-1").text(heading))
        .add(el("p").text(sentence))
        .add(
            el("p")
                .class("state__quiet")
                .text(words.say(|texts| texts.trouble_retrying)),
        )
        .add(
            el("button")
                .attr("type", "button")
                .class("button button--primary")
                .on("click", move |_| retry())
                .text(words.say(|texts| texts.retry_now)),
        )
}

/// A link that looks like a button.
pub fn link_button(label: Text, href: &str, is_primary: bool) -> Element {
    let class = if is_primary {
        "button button--primary"
    } else {
        "button"
    };
    el("a").class(class).attr("href", href).text(label)
}
