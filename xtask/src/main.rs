//! Builds, serves and tests Lotus.
fn main() {}
