//! The embedded backend.

pub mod machine;
pub mod probe;
