//! What the parts of the screen share, and what they do to the dashboard.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::error::ApiError;
use crate::domain::ids::IdSet;
use crate::domain::new_server::NewServer;
use crate::domain::note::{NoteFault, check_note};
use crate::domain::registration::{Listed, Match, NAMES_LIMIT, Wanted, match_new, names_of};
use crate::domain::token::Secret;
use crate::live::Live;
use crate::ui::effect;

/// A server that was registered.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// The name that was sent; may be empty.
    pub(super) name: String,
    /// The group that was sent; may be empty.
    group: String,
    /// Its agent's key.
    pub(super) secret: Secret,
    /// Which of the fleet it is.
    pub(super) found: Match,
    /// The servers there were before it.
    before: IdSet,
}

/// Why there is no server, or not all of them.
#[derive(Clone, Debug)]
pub(super) enum Problem {
    /// The note will not do.
    Note(NoteFault),
    /// More names than are registered at once; how many there are.
    TooMany(usize),
    /// The dashboard is older than registering.
    TooOld,
    /// The dashboard refused, or could not be asked.
    Refused(ApiError),
    /// No answer came, but the server did.
    Lost,
    /// No answer of the dashboard's came, and no server.
    Nothing(ApiError),
    /// No answer came, and neither did the list that would tell.
    Unknown,
}

/// How registering stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) is_sending: bool,
    /// How many are to be registered.
    pub(super) wanted: usize,
    pub(super) made: Vec<Made>,
    pub(super) problem: Option<Problem>,
    /// The name at which it came to the problem; may be empty.
    pub(super) stuck_at: String,
}

/// The state of the screen; a copy is as good as the original.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk {
    pub(super) live: Live,
    pub(super) run: RwSignal<Run>,
    /// The name of one server.
    pub(super) name: RwSignal<String>,
    /// The names of several, one a line.
    pub(super) list: RwSignal<String>,
    /// Whether the list is meant.
    pub(super) several: RwSignal<bool>,
    pub(super) group: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) hidden: RwSignal<bool>,
    /// Whether the focus goes where names are typed as soon as that is there.
    wants_focus: StoredValue<bool>,
}

impl Desk {
    pub(super) fn new(live: Live) -> Self {
        let desk = Self {
            live,
            run: RwSignal::default(),
            name: RwSignal::default(),
            list: RwSignal::default(),
            several: RwSignal::new(false),
            group: RwSignal::default(),
            note: RwSignal::default(),
            // What the dashboard itself does with a server nobody said anything about.
            hidden: RwSignal::new(true),
            wants_focus: StoredValue::new(false),
        };
        // A server that was not in the list yet may be there when the fleet changes.
        effect(move || {
            live.registry.order.track();
            desk.look_again();
        });
        desk
    }

    /// Whether leaving the screen would lose something; reading it subscribes the reader.
    pub(super) fn is_in_use(self) -> bool {
        let has_run = |run: &Run| run.is_sending || run.problem.is_some() || !run.made.is_empty();
        let typed = [self.name, self.list, self.group, self.note];
        self.run.with(has_run) || typed.iter().any(|text| !text.with(String::is_empty))
    }

    /// Asks for several servers instead of one, or the reverse. Neither forgets the other.
    pub(super) fn swap(self) {
        let several = !self.several.get_untracked();
        let typed = self.name.get_untracked();
        if several && self.list.with_untracked(String::is_empty) {
            self.list.set(typed);
        }
        self.several.set(several);
    }

    /// Takes a list that was pasted where one name goes.
    pub(super) fn take_list(self, pasted: String) {
        self.list.set(pasted);
        self.wants_focus.set_value(true);
        self.several.set(true);
    }

    /// Whether the focus belongs where names are typed; said once.
    pub(super) fn takes_focus(self) -> bool {
        let wanted = self.wants_focus.try_get_value() == Some(true);
        self.wants_focus.set_value(false);
        wanted
    }

    fn update(self, change: impl FnOnce(&mut Run)) {
        self.run.update(change);
    }

    fn fail(self, problem: Problem) {
        self.update(|run| {
            run.is_sending = false;
            run.problem = Some(problem);
        });
    }

    /// Registers what the form says. What was typed stays, but for what is registered.
    pub(super) fn register(self) {
        if self.run.with_untracked(|run| run.is_sending) {
            return;
        }
        let note = self.note.get_untracked();
        if let Err(fault) = check_note(&note) {
            self.fail(Problem::Note(fault));
            return;
        }
        let several = self.several.get_untracked();
        let typed = if several { self.list } else { self.name };
        let mut names = names_of(&typed.get_untracked());
        if names.left_out > 0 {
            self.fail(Problem::TooMany(NAMES_LIMIT + names.left_out));
            return;
        }
        if names.names.is_empty() {
            names.names.push(String::new());
        }
        self.update(|run| {
            *run = Run {
                is_sending: true,
                wanted: names.names.len(),
                ..Run::default()
            };
        });
        let server = NewServer {
            group: self.group.with_untracked(|group| group.trim().to_owned()),
            note,
            hidden: self.hidden.get_untracked(),
            name: String::new(),
        };
        // Not what the form's scope ends: the form goes as soon as the first server is there.
        spawn_local(self.register_all(names.names, server));
    }

    async fn register_all(self, names: Vec<String>, mut server: NewServer) {
        let mut before = match self.listed().await {
            Ok(servers) => ids_of(&servers),
            Err(error) => return self.fail(Problem::Refused(error)),
        };
        for (position, name) in names.iter().enumerate() {
            if self.run.is_disposed() {
                // The visitor has left: nobody would see the secret.
                return;
            }
            name.clone_into(&mut server.name);
            let answered = self.live.register(&server).await;
            let error = match answered {
                Ok(secret) => {
                    let made = Made {
                        name: name.clone(),
                        group: server.group.clone(),
                        secret,
                        found: Match::Missing,
                        before: before.clone(),
                    };
                    self.update(|run| run.made.push(made));
                    None
                }
                Err(error) => Some(error),
            };
            let listed = self.listed().await;
            let found = listed.as_ref().ok().map(|listed| {
                let tag = &server.group;
                match_new(&before, listed, &Wanted { name, tag })
            });
            let problem = error.map(|error| problem_of(error, found.as_ref()));
            if matches!(problem, None | Some(Problem::Lost)) {
                self.leave(names.get(position + 1..).unwrap_or_default());
            }
            if let Some(problem) = problem {
                self.update(|run| name.clone_into(&mut run.stuck_at));
                self.fail(problem);
                break;
            }
            if let Some(found) = found {
                self.update(|run| {
                    if let Some(made) = run.made.last_mut() {
                        made.found = found;
                    }
                });
            }
            for server in listed.unwrap_or_default() {
                before.insert(server.id);
            }
        }
        self.update(|run| run.is_sending = false);
        self.look_again();
    }

    /// What is left to register can be sent again.
    fn leave(self, left: &[String]) {
        if self.several.try_get_untracked() == Some(true) {
            self.list.set(left.join("\n"));
        } else {
            self.name.set(String::new());
        }
    }

    async fn listed(self) -> Result<Vec<Listed>, ApiError> {
        let servers = self.live.list().await?;
        let servers = servers.into_iter().map(|server| Listed {
            id: server.id,
            name: server.name,
            tag: server.tag,
        });
        Ok(servers.collect())
    }

    fn look_again(self) {
        let is_missing = |made: &Made| made.found == Match::Missing;
        let wanted = self
            .run
            .try_with_untracked(|run| !run.is_sending && run.made.iter().any(is_missing));
        if wanted != Some(true) {
            return;
        }
        spawn_local(async move {
            let Ok(listed) = self.listed().await else {
                return;
            };
            self.update(|run| {
                for made in &mut run.made {
                    if made.found == Match::Missing {
                        let wanted = Wanted {
                            name: &made.name,
                            tag: &made.group,
                        };
                        made.found = match_new(&made.before, &listed, &wanted);
                    }
                }
            });
        });
    }

    /// Back to the form: to what is left to register, or for another server.
    pub(super) fn start_over(self) {
        if self.run.with_untracked(|run| run.problem.is_none()) {
            self.note.set(String::new());
        }
        self.wants_focus.set_value(true);
        self.run.set(Run::default());
    }
}

fn ids_of(servers: &[Listed]) -> IdSet {
    let mut ids = IdSet::default();
    for server in servers {
        ids.insert(server.id);
    }
    ids
}

/// What an error means for a server, by what became of the list.
fn problem_of(error: ApiError, found: Option<&Match>) -> Problem {
    match error {
        ApiError::NotFound => Problem::TooOld,
        ApiError::SignInRequired | ApiError::Forbidden | ApiError::Rejected { .. } => {
            Problem::Refused(error)
        }
        _ => match found {
            None => Problem::Unknown,
            Some(Match::Missing) => Problem::Nothing(error),
            Some(Match::Found(_) | Match::Alike(_)) => Problem::Lost,
        },
    }
}
