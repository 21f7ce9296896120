//! Addresses of screens: hash routes, which work on any static host and under any base path.

use crate::domain::server::ServerId;

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `#/`
    Overview,
    /// `#/server/{id}`
    Server(ServerId),
    /// `#/signin`
    SignIn,
    /// `#/tokens`
    Tokens,
    /// `#/register`
    Register,
    /// Anything else.
    NotFound,
}

impl Route {
    /// Reads the fragment of an address, with or without its `#`. State of a screen (`?…`) is not
    /// the route's.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let path = path.trim_matches('/');
        if path.is_empty() {
            return Self::Overview;
        }
        let screens = [Self::SignIn, Self::Tokens, Self::Register];
        if let Some(screen) = screens.into_iter().find(|screen| screen.path() == path) {
            return screen;
        }
        match path.split_once('/') {
            Some(("server", id)) if id.bytes().all(|byte| byte.is_ascii_digit()) => id
                .parse()
                .map_or(Self::NotFound, |id| Self::Server(ServerId(id))),
            _ => Self::NotFound,
        }
    }

    /// The address to link to.
    pub fn href(self) -> String {
        match self {
            Self::Server(ServerId(id)) => format!("#/server/{id}"),
            screen => format!("#/{}", screen.path()),
        }
    }

    /// What stands behind `#/` on a screen that is there once.
    fn path(self) -> &'static str {
        match self {
            Self::Overview | Self::Server(_) | Self::NotFound => "",
            Self::SignIn => "signin",
            Self::Tokens => "tokens",
            Self::Register => "register",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for (fragment, expected) in [
            ("", Route::Overview),
            ("#", Route::Overview),
            ("#/", Route::Overview),
            ("#/?tag=Tag1&q=hk", Route::Overview),
            ("#/server/7", Route::Server(ServerId(7))),
            ("#/server/7/?from=1", Route::Server(ServerId(7))),
            (
                "#/server/18446744073709551615",
                Route::Server(ServerId(u64::MAX)),
            ),
            ("#/server/18446744073709551616", Route::NotFound),
            ("#/server/+7", Route::NotFound),
            ("#/server/", Route::NotFound),
            ("#/server", Route::NotFound),
            ("#/nowhere", Route::NotFound),
            ("#/signin", Route::SignIn),
            ("#/tokens/", Route::Tokens),
            ("#/register?x=1", Route::Register),
            ("#/tokens/1", Route::NotFound),
        ] {
            assert_eq!(Route::parse(fragment), expected, "{fragment}");
        }
    }

    #[test]
    fn a_link_leads_to_its_screen() {
        for route in [
            Route::Overview,
            Route::Server(ServerId(12)),
            Route::SignIn,
            Route::Tokens,
            Route::Register,
        ] {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
