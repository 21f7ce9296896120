//! A server that is about to be registered.

/// What one gives to a new server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewServer {
    /// Its name; the dashboard takes the caller's IP address where it is empty.
    pub name: String,
    /// Its group; the dashboard takes `AutoRegister` where it is empty.
    pub group: String,
    /// A note that only the owner sees.
    pub note: String,
    /// Whether guests are not to see it.
    pub hidden: bool,
}
