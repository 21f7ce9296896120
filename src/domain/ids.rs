//! A set of server ids.

use std::collections::BTreeSet;

use crate::domain::server::ServerId;

/// Server ids in ascending order, each once.
pub type IdSet = BTreeSet<ServerId>;
