//! A real browser, a real backend and a page that is read as a person would: by roles and names.
//!
//! ```no_run
//! use lotus_e2e::{Backend, Browser, Outcome};
//!
//! # async fn test() -> Outcome<()> {
//! let backend = Backend::start(&["--fleet", "3", "--seed", "1"]).await?;
//! let browser = Browser::start().await?;
//! let page = browser.page(&backend);
//! page.open("#/").await?;
//! page.by_role("button", "Theme").await?.click().await?;
//! assert_eq!(page.console().await?, []);
//! # Ok(())
//! # }
//! ```
//!
//! Nothing here sleeps for a fixed time: [`Page::wait_for`] looks again until a condition holds.
//! Everything goes when its value goes, also when a test panics: browser, backend and folders.

mod account;
mod backend;
mod browser;
mod downloads;
mod emulation;
mod engine;
mod environment;
mod failure;
mod faults;
mod figures;
mod input;
mod inputs;
mod latency;
mod page;
mod recorder;
mod registering;
mod roles;
mod scratch;
mod tabs;
mod tokens;
mod visitor;

pub use account::TOKEN_KEY;
pub use backend::Backend;
pub use browser::{Browser, Window};
pub use downloads::Downloads;
pub use emulation::ColorScheme;
pub use engine::Engine;
pub use failure::{Failure, Outcome, ensure};
pub use inputs::Input;
pub use latency::{Chart, History};
pub use page::{ConsoleMessage, Page, Storage};
pub use roles::Name;
pub use tabs::Tab;
pub use thirtyfour::{By, Key, WebElement};
pub use visitor::Visitor;
