//! What the world really sends, an input a file: `tests/inputs`.

use lotus_e2e::{Backend, Browser, Input, Outcome, ensure};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--faults",
    "{}",
];

#[tokio::test]
async fn every_input_is_shown_as_it_must_be() -> Outcome<()> {
    // One input alone, where somebody looks into it: a part of its name.
    let only = std::env::var("LOTUS_INPUT").unwrap_or_default();
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_drawn_words().await?;
    let mut failures = Vec::new();
    let inputs = Input::all()?;
    for input in inputs.iter().filter(|input| input.name.contains(&only)) {
        if let Err(failure) = input.walk(&backend, &page).await {
            failures.push(format!("{}: {failure}", input.name));
        }
    }
    let console = page.console().await?;
    ensure(console.is_empty(), || format!("{console:?}"))?;
    ensure(failures.is_empty(), || {
        format!("{} inputs:\n{}", failures.len(), failures.join("\n"))
    })
}

#[test]
fn there_are_many_inputs_and_most_were_seen_to_fail() -> Outcome<()> {
    let inputs = Input::all()?;
    let controls = inputs.iter().filter(|input| input.is_control()).count();
    ensure(inputs.len() > 60 && controls * 2 < inputs.len(), || {
        format!("{} inputs, {controls} controls", inputs.len())
    })
}
