//! Finding elements as assistive technology does: by role and accessible name.
//!
//! No driver finds by role. Candidates come from a table of the elements that carry a role in HTML;
//! their names are the browser's own (`computedlabel` of the W3C protocol, alike in all engines).

use std::fmt;
use std::sync::Arc;

use http::Method;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::{WebDriver, WebElement};

use crate::failure::Outcome;

/// Which accessible names are meant. A text alone means exactly this name.
#[derive(Clone, Copy, Debug)]
pub enum Name<'a> {
    /// The whole name.
    Exactly(&'a str),
    /// How the name begins: "All 12" begins with "All".
    Starting(&'a str),
    /// Every name.
    Any,
}

impl Name<'_> {
    fn matches(self, name: &str) -> bool {
        match self {
            Self::Exactly(whole) => name == whole,
            Self::Starting(beginning) => name.starts_with(beginning),
            Self::Any => true,
        }
    }
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(name: &'a str) -> Self {
        Self::Exactly(name)
    }
}

impl<'a> From<&'a String> for Name<'a> {
    fn from(name: &'a String) -> Self {
        Self::Exactly(name)
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(name) => write!(formatter, "\"{name}\""),
            Self::Starting(name) => write!(formatter, "\"{name}…\""),
            Self::Any => formatter.write_str("of any name"),
        }
    }
}

/// The elements that have a role without an attribute; those with `role="…"` come in addition.
fn native(role: &str) -> &'static str {
    match role {
        "article" => "article",
        "banner" => "header",
        "button" => "button, summary, input:is([type=button], [type=submit], [type=reset])",
        "cell" => "td",
        "checkbox" => "input[type=checkbox]",
        "columnheader" => "th:not([scope=row])",
        "combobox" => "select:not([multiple], [size]), input[list]",
        "contentinfo" => "footer",
        "dialog" => "dialog[open]",
        "form" => "form",
        "group" => "fieldset, details",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "img" => "img",
        "link" => "a[href]",
        "list" => "ul, ol",
        "listitem" => "li",
        "main" => "main",
        "meter" => "meter",
        "navigation" => "nav",
        "option" => "option",
        "progressbar" => "progress",
        "radio" => "input[type=radio]",
        "region" => "section",
        "row" => "tr",
        "rowheader" => "th[scope=row]",
        "searchbox" => "input[type=search]",
        "slider" => "input[type=range]",
        "spinbutton" => "input[type=number]",
        "status" => "output",
        "table" => "table",
        // A password has no role in the standard; tests call it what it looks like.
        "textbox" => {
            "textarea, input:is(:not([type]), [type=text], [type=password], [type=email], \
             [type=url], [type=tel]):not([list])"
        }
        _ => "",
    }
}

/// Takes those that are shown, and not hidden from assistive technology.
const SHOWN: &str = "
    const [native, role, within] = arguments;
    const explicit = `[role~=\"${role}\"]`;
    const selector = native ? `:is(${native}):not([role]), ${explicit}` : explicit;
    return [...(within ?? document).querySelectorAll(selector)].filter((element) =>
        element.checkVisibility({ visibilityProperty: true })
        && !element.closest('[aria-hidden=\"true\"], [inert]'));
";

/// All shown elements of this role and name, in the order of the document: of the whole of it, or
/// of what is inside an element.
pub(crate) async fn all(
    driver: &WebDriver,
    within: Option<&WebElement>,
    role: &str,
    name: Name<'_>,
) -> Outcome<Vec<WebElement>> {
    let mut arguments = vec![native(role).into(), role.into()];
    if let Some(within) = within {
        arguments.push(within.to_json()?);
    }
    let candidates = driver.execute(SHOWN, arguments).await?.elements()?;
    let mut found = Vec::new();
    for candidate in candidates {
        if matches!(name, Name::Any) || name.matches(&computed_label(&candidate).await?) {
            found.push(candidate);
        }
    }
    Ok(found)
}

/// The accessible name that the browser works out for an element.
pub(crate) async fn computed_label(element: &WebElement) -> Outcome<String> {
    let command = ComputedLabel {
        element: element.element_id().to_string(),
    };
    let answer = element
        .handle()
        .cmd(Command::ExtensionCommand(Box::new(command)))
        .await?;
    Ok(answer.value::<String>()?)
}

#[derive(Debug)]
struct ComputedLabel {
    element: String,
}

impl ExtensionCommand for ComputedLabel {
    fn parameters_json(&self) -> Option<serde_json::Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        format!("/element/{}/computedlabel", self.element).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_whole_by_their_beginning_or_not_at_all() {
        assert!(Name::from("Cards").matches("Cards"));
        assert!(!Name::from("Cards").matches("Cards 3"));
        assert!(Name::Starting("All").matches("All 12"));
        assert!(Name::Any.matches(""));
    }
}
