//! `details` of a fleet in which an agent reports NaN.

use crate::api::v0::{self, Credential};
use crate::domain::error::{ApiError, PayloadFault};
use crate::domain::ids::IdSet;
use crate::domain::isolation::Isolation;
use crate::domain::roster::Details;
use crate::domain::server::ServerId;

/// Asks for everybody, and, where one broken agent empties the answer, for everybody else. The
/// broken ones come with what `list` knows of them.
pub(super) async fn details(
    credential: Credential<'_>,
    suspects: &IdSet,
) -> Result<Details, ApiError> {
    match v0::details(credential, &[]).await {
        Err(error) if is_empty(&error) => {}
        answered => return answered,
    }
    let (now, listed) = v0::list(credential).await?;
    let ids: Vec<ServerId> = listed.iter().map(|report| report.id).collect();
    let mut isolation = Isolation::new(&ids, suspects);
    let mut servers = Vec::with_capacity(ids.len());
    while let Some(ids) = isolation.next_ids() {
        match v0::details(credential, &ids).await {
            Ok(details) => servers.extend(details.servers),
            Err(error) if is_empty(&error) => isolation.was_empty(ids),
            Err(error) => return Err(error),
        }
    }
    let unreadable = isolation.into_unreadable();
    servers.extend(
        listed
            .into_iter()
            .filter(|report| unreadable.contains(&report.id)),
    );
    Ok(Details {
        now,
        servers,
        unreadable,
    })
}

fn is_empty(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::BadPayload {
            fault: PayloadFault::Empty,
            ..
        }
    )
}
