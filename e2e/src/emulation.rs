//! Circumstances that only Chromium's driver can bring about, through its `DevTools` protocol.

use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::engine::Engine;
use crate::failure::Outcome;
use crate::page::Page;

/// What the visitor's system prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Page {
    /// Gives the page this size in CSS pixels.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome<()> {
        resize(self.driver(), width, height).await
    }

    /// Sets what `prefers-color-scheme` says.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn prefer_color_scheme(&self, scheme: ColorScheme) -> Outcome<()> {
        let value = match scheme {
            ColorScheme::Light => "light",
            ColorScheme::Dark => "dark",
        };
        self.prefer("prefers-color-scheme", value).await
    }

    /// Sets a media feature, as `prefers-reduced-motion` to `reduce`, and unsets all others.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn prefer(&self, feature: &str, value: &str) -> Outcome<()> {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await
            .map(drop)
    }

    /// Sets the time zone by its IANA name, as `Asia/Shanghai`.
    ///
    /// # Errors
    ///
    /// When the browser does not know the zone.
    pub async fn use_timezone(&self, zone: &str) -> Outcome<()> {
        self.devtools(
            "Emulation.setTimezoneOverride",
            json!({ "timezoneId": zone }),
        )
        .await
        .map(drop)
    }

    /// Sets the locale of `Intl`, as `ja-JP`. The languages that the page is asked for are those of
    /// the browser: [`Window::languages`](crate::Window::languages).
    ///
    /// # Errors
    ///
    /// When the browser does not know the locale.
    pub async fn use_locale(&self, locale: &str) -> Outcome<()> {
        self.devtools("Emulation.setLocaleOverride", json!({ "locale": locale }))
            .await
            .map(drop)
    }

    /// Cuts or mends the network: requests fail and `navigator.onLine` says so.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn set_offline(&self, offline: bool) -> Outcome<()> {
        self.devtools("Network.enable", json!({})).await?;
        let conditions = json!({
            "offline": offline,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await
            .map(drop)
    }

    /// Sets the browser's clock this many milliseconds ahead (or back) from the next load on.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn shift_clock(&self, milliseconds: i64) -> Outcome<()> {
        let script = "{
            const True = Date;
            globalThis.Date = class Date extends True {
                constructor(...parts) {
                    if (parts.length) super(...parts); else super(True.now() + SHIFT);
                }
                static now() { return True.now() + SHIFT; }
            };
        }";
        self.before_load(&script.replace("SHIFT", &milliseconds.to_string()))
            .await
    }

    /// Runs a script in every document that loads from now on, before the document's own.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn before_load(&self, script: &str) -> Outcome<()> {
        let source = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await
            .map(drop)
    }

    /// Minimises the window, which hides its tab as any other tab in front would.
    ///
    /// # Errors
    ///
    /// When the browser does not answer or still shows the tab.
    pub async fn hide(&self) -> Outcome<()> {
        self.set_window_state("minimized").await?;
        self.wait_for_script("document.visibilityState", &json!("hidden"))
            .await
    }

    /// Shows the tab again after [`hide`](Self::hide).
    ///
    /// # Errors
    ///
    /// When the browser does not answer or still hides the tab.
    pub async fn show(&self) -> Outcome<()> {
        self.set_window_state("normal").await?;
        self.wait_for_script("document.visibilityState", &json!("visible"))
            .await
    }

    /// Calls a method of the `DevTools` protocol.
    ///
    /// # Errors
    ///
    /// When the browser refuses it.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.driver().cdp().send_raw(method, parameters).await?)
    }

    async fn set_window_state(&self, state: &str) -> Outcome<()> {
        let window = self
            .devtools("Browser.getWindowForTarget", json!({}))
            .await?;
        let bounds = json!({
            "windowId": window.get("windowId"),
            "bounds": { "windowState": state },
        });
        self.devtools("Browser.setWindowBounds", bounds)
            .await
            .map(drop)
    }
}

pub(crate) async fn resize(driver: &WebDriver, width: u32, height: u32) -> Outcome<()> {
    if Engine::chosen() != Engine::Chromium {
        return resize_window(driver, width, height).await;
    }
    let metrics = json!({
        "width": width,
        "height": height,
        "deviceScaleFactor": 1,
        "mobile": false,
    });
    driver
        .cdp()
        .send_raw("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    Ok(())
}

/// Gives the window the size that leaves the page this one.
async fn resize_window(driver: &WebDriver, width: u32, height: u32) -> Outcome<()> {
    let script = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
    let frame = driver.execute(script, Vec::new()).await?;
    let frame: Vec<u32> = serde_json::from_value(frame.json().clone()).unwrap_or_default();
    let frame = |side: usize| frame.get(side).copied().unwrap_or(0);
    driver
        .set_window_rect(0, 0, width + frame(0), height + frame(1))
        .await?;
    Ok(())
}
