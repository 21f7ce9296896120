//! What goes wrong at the backend, on request.

use serde_json::Value;

use crate::backend::Backend;
use crate::failure::Outcome;
use crate::visitor::Visitor;

impl Backend {
    /// Replaces what goes wrong, as `lotus-backend --faults` describes it; `{}` ends all of it. The
    /// backend must have been started with `--faults`.
    ///
    /// # Errors
    ///
    /// When the backend does not take it.
    pub async fn set_faults(&self, faults: &Value) -> Outcome<()> {
        Visitor::guest(self)?
            .post("/__faults", faults)
            .await
            .map(drop)
    }
}
