//! What the parts of the screen share, and what they do to the dashboard.

use leptos::prelude::*;

use crate::domain::error::ApiError;
use crate::domain::ids::IdSet;
use crate::domain::new_server::NewServer;
use crate::domain::note::{NoteFault, check_note};
use crate::domain::registration::{Listed, Match, NAMES_LIMIT, Wanted, match_new, names_of};
use crate::domain::token::Secret;
use crate::live::Live;
use crate::ui::{follow, run};

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
    /// No answer came, and no server.
    Uncertain,
}

/// How registering stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) is_sending: bool,
    /// How many are to be registered.
    pub(super) wanted: usize,
    pub(super) made: Vec<Made>,
    pub(super) problem: Option<Problem>,
}

/// The state of the screen; a copy is as good as the original.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk {
    pub(super) live: Live,
    pub(super) run: RwSignal<Run>,
    /// One name, or a name a line.
    pub(super) names: RwSignal<String>,
    /// Whether the names are a list.
    pub(super) several: RwSignal<bool>,
    pub(super) group: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) hidden: RwSignal<bool>,
}

impl Desk {
    pub(super) fn new(live: Live) -> Self {
        let desk = Self {
            live,
            run: RwSignal::default(),
            names: RwSignal::default(),
            several: RwSignal::new(false),
            group: RwSignal::default(),
            note: RwSignal::default(),
            // What the dashboard itself does with a server nobody said anything about.
            hidden: RwSignal::new(true),
        };
        // A server that was not in the list yet may be there when the fleet changes.
        follow(move || {
            live.registry.order.track();
            desk.look_again();
        });
        desk
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
        let mut names = names_of(&self.names.get_untracked());
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
        run(self.register_all(names.names, server));
    }

    async fn register_all(self, names: Vec<String>, mut server: NewServer) {
        let mut before = match self.listed().await {
            Ok(servers) => ids_of(&servers),
            Err(error) => return self.fail(Problem::Refused(error)),
        };
        let mut made = Vec::new();
        let mut problem = None;
        for name in &names {
            name.clone_into(&mut server.name);
            let answered = self.live.register(&server).await;
            let listed = self.listed().await.unwrap_or_default();
            let wanted = Wanted {
                name,
                tag: &server.group,
            };
            let found = match_new(&before, &listed, &wanted);
            match answered {
                Ok(secret) => made.push(Made {
                    name: name.clone(),
                    group: server.group.clone(),
                    secret,
                    found,
                    before: before.clone(),
                }),
                Err(error) => {
                    problem = Some(problem_of(error, &found));
                    break;
                }
            }
            for server in &listed {
                before.insert(server.id);
            }
        }
        // What is left of the list can be sent again.
        let left = names.get(made.len()..).unwrap_or_default();
        self.names.set(left.join("\n"));
        self.update(|run| {
            run.is_sending = false;
            run.made = made;
            run.problem = problem;
        });
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
        if !self
            .run
            .with_untracked(|run| !run.is_sending && run.made.iter().any(is_missing))
        {
            return;
        }
        run(async move {
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

    /// Back to an empty form, or to what is left to register.
    pub(super) fn start_over(self) {
        self.note.set(String::new());
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

fn problem_of(error: ApiError, found: &Match) -> Problem {
    match error {
        ApiError::NotFound => Problem::TooOld,
        ApiError::SignInRequired | ApiError::Forbidden | ApiError::Rejected { .. } => {
            Problem::Refused(error)
        }
        _ if *found == Match::Missing => Problem::Uncertain,
        _ => Problem::Lost,
    }
}
