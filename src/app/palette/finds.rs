//! What the search finds.

use std::ops::Range;
use std::sync::Arc;

use crate::app::preferences::Theme;
use crate::domain::fleet::groups::groups;
use crate::domain::fleet::query::{Beside, Query};
use crate::domain::fleet::view::FleetView;
use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::i18n::{Language, Texts};
use crate::live::Live;
use crate::platform::intl::RegionNames;

/// So many servers and groups are shown at most.
const MOST_SERVERS: usize = 8;
const MOST_GROUPS: usize = 6;

/// Where something that was found leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a fragment.
    Address(String),
    Theme(Theme),
    Language(Language),
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What it is one of.
    pub(super) section: &'static str,
    pub(super) name: String,
    /// Where in the name what was typed stands, bytes.
    pub(super) matched: Range<usize>,
    /// What more there is to know.
    pub(super) note: String,
    /// A server's status, for the eye and in a word; empty for others.
    pub(super) status: &'static str,
    pub(super) said: &'static str,
    pub(super) target: Target,
}

impl Found {
    /// A piece of the name.
    pub(super) fn piece(&self, bytes: Range<usize>) -> String {
        self.name.get(bytes).unwrap_or_default().to_owned()
    }
}

/// What fits what was typed: servers by the language of the searches, all else by its words.
pub(super) fn find(
    typed: &str,
    live: Live,
    texts: &'static Texts,
    language: &'static str,
) -> Vec<Found> {
    let fleet = live.registry.fleet();
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    if !words.is_empty() {
        found.extend(servers(typed, &words, &fleet, live, texts, language));
    }
    let fits = |name: &str| {
        let name = name.to_lowercase();
        words.iter().all(|word| name.contains(word.as_str()))
    };
    let other = |section, name: &str, note: String, target| Found {
        section,
        matched: matched(name, &words),
        name: name.to_owned(),
        note,
        status: "",
        said: "",
        target,
    };
    let groups = groups(fleet.iter().map(Arc::as_ref)).into_iter();
    let groups = groups.filter(|group| !group.name.is_empty() && fits(&group.name));
    found.extend(groups.take(MOST_GROUPS).map(|group| {
        let view = FleetView {
            group: Some(group.name.clone()),
            ..FleetView::default()
        };
        let target = Target::Address(view.href());
        other(texts.groups, &group.name, group.total.to_string(), target)
    }));
    let is_signed_in = live.state().reader() != Reader::Guest;
    let screens = [
        (Route::Overview, texts.servers, true),
        (Route::Tokens, texts.nav_tokens, is_signed_in),
        (Route::Register, texts.nav_register, is_signed_in),
        (Route::SignIn, texts.account, is_signed_in),
        (Route::SignIn, texts.sign_in, !is_signed_in),
    ];
    let screens = screens
        .into_iter()
        .filter(|(_, name, is_there)| *is_there && fits(name));
    found.extend(screens.map(|(route, name, _)| {
        other(
            texts.screens,
            name,
            String::new(),
            Target::Address(route.href()),
        )
    }));
    let themes = [texts.theme_system, texts.theme_light, texts.theme_dark];
    let themes = Theme::ALL.into_iter().zip(themes);
    let themes = themes.filter(|(_, name)| fits(name) || fits(texts.theme));
    found.extend(
        themes.map(|(theme, name)| other(texts.theme, name, String::new(), Target::Theme(theme))),
    );
    // Nobody looks for a language without a word.
    if !words.is_empty() {
        let languages = Language::ALL.into_iter();
        let languages = languages.filter(|language| fits(language.name()) || fits(texts.language));
        found.extend(languages.map(|language| {
            let target = Target::Language(language);
            other(texts.language, language.name(), String::new(), target)
        }));
    }
    found
}

fn servers(
    typed: &str,
    words: &[String],
    fleet: &[Arc<Server>],
    live: Live,
    texts: &'static Texts,
    language: &'static str,
) -> Vec<Found> {
    let names = RegionNames::new(language);
    let beside = Beside {
        country: &|code| names.of(code),
        has_addresses: live.state().reader() != Reader::Guest,
    };
    let query = Query::parse(typed);
    if query.is_empty() {
        return Vec::new();
    }
    let mut fitting: Vec<&Arc<Server>> = fleet
        .iter()
        .filter(|server| query.finds(server, &beside))
        .collect();
    // Whoever is called so comes before whoever only has it somewhere.
    fitting.sort_by_cached_key(|server| {
        let name = server.name.to_lowercase();
        let first = words.first().map_or("", String::as_str);
        match name.find(first) {
            Some(0) => 0_u8,
            Some(_) => 1,
            None => 2,
        }
    });
    let found = fitting.into_iter().take(MOST_SERVERS).map(|server| {
        let parts = [server.tag.trim().to_owned(), server.host.shorthand()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Found {
            section: texts.servers,
            matched: matched(&server.name, words),
            name: server.name.clone(),
            note: parts.join(" · "),
            status: server.status.name(),
            said: texts.status(server.status),
            target: Target::Address(Route::Server(server.id).href()),
        }
    });
    found.collect()
}

/// Where the first word that stands in a name stands; nowhere, at its end, where none does.
fn matched(name: &str, words: &[String]) -> Range<usize> {
    let lower = name.to_lowercase();
    let found = words.iter().find_map(|word| {
        let at = lower.find(word.as_str())?;
        Some(at..at + word.len())
    });
    // Letters may be longer in lower case.
    let found = found.filter(|found| {
        lower.len() == name.len()
            && name.is_char_boundary(found.start)
            && name.is_char_boundary(found.end)
    });
    found.unwrap_or(name.len()..name.len())
}
