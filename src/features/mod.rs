//! The screens, one folder each. They never know each other: they link through
//! [`Route`](crate::domain::route::Route).

pub mod overview;
pub mod register;
pub mod server;
pub mod signin;
pub mod tokens;
pub mod view_password;
