//! What the controls of signing in and of API tokens are called, and what the tab is.

use lotus_e2e::{Backend, Browser, Name, Outcome, Page, Storage, Visitor};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "3",
    "--seed",
    "7",
    "--password",
    "p",
];

const SIGN_IN: &[(&str, &str)] = &[
    ("textbox", "API token"),
    ("checkbox", "Keep on this device"),
    ("button", "Use token"),
];

const TOKENS: &[(&str, &str)] = &[("textbox", "Note"), ("button", "Create token")];

/// Each is there once, and no other of its role has a name that contains its own; rows of tables
/// are named by their data.
async fn are_told_apart(page: &Page, controls: &[(&str, &str)]) -> Outcome<()> {
    for (role, name) in controls {
        page.by_role(role, *name).await?;
        let mut alike = Vec::new();
        for element in page.all_by_role(role, Name::Any).await? {
            let other = page.name_of(&element).await?;
            let script = "return arguments[0].closest('tr') !== null";
            let arguments = vec![element.to_json()?];
            let in_row = page.driver().execute(script, arguments).await?;
            if other.contains(name) && in_row.json() == &json!(false) {
                alike.push(other);
            }
        }
        assert_eq!(alike, [*name], "{role}");
    }
    Ok(())
}

#[tokio::test]
async fn names_occur_once_and_titles_say_where_one_is() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("Note Create token Use token").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let title = async |expected: &str| -> Outcome<()> {
        let expected = json!(format!("{expected} · Lotus"));
        page.wait_for_script("document.title", &expected).await
    };
    page.open_app("#/signin").await?;
    are_told_apart(&page, SIGN_IN).await?;
    are_told_apart(&page, &[("link", "Sign in with the dashboard")]).await?;
    title("Sign in").await?;
    page.open("#/tokens").await?;
    are_told_apart(&page, &[("link", "Sign in with the dashboard")]).await?;
    title("API tokens").await?;

    page.sign_in_by_token(Storage::Session, &token).await?;
    are_told_apart(&page, &[("link", "Sign in with the dashboard")]).await?;
    page.open("#/signin").await?;
    are_told_apart(&page, SIGN_IN).await?;
    title("Your sign-in").await?;

    page.sign_in_as(&account).await?;
    are_told_apart(&page, SIGN_IN).await?;
    page.open("#/tokens").await?;
    are_told_apart(&page, TOKENS).await?;
    title("API tokens").await?;
    // The navigation has them for those who are signed in, and says which is shown.
    let current = "[...document.querySelectorAll('nav [aria-current=true]')]
        .map((link) => link.textContent)";
    page.wait_for_script(current, &json!(["API tokens"]))
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
