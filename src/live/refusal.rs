//! What one refusal is worth.

use crate::domain::error::ApiError;

/// Asks, and once more where a sign-in is wanted: a database error while the dashboard checks who asks
/// looks like nobody being signed in, and a refusal has done nothing.
pub(super) async fn ask_twice<T>(
    ask: impl AsyncFn() -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    match ask().await {
        Err(ApiError::SignInRequired) => ask().await,
        answered => answered,
    }
}
