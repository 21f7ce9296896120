//! The command line, read by hand: it is small, and this crate must compile in seconds.

use crate::bench;
use crate::failure::{Failure, Outcome};

pub(crate) const HELP: &str = "\
Sets up, builds, serves and tests Lotus.

Usage: cargo xtask COMMAND

Commands:
  tools                          add the wasm target, obtain Trunk, wasm-bindgen, wasm-split-cli and wasm-opt
  build [--dev]                  build the app into dist/ and the backend into the target directory
  serve [--dev] [-- OPTIONS]     build, then start the backend and show the app on this machine
  test [--quick]                 run every check and test; --quick leaves out what needs a browser
  test FILE ...                  run the tests of these files of e2e/tests on what was built last, or
                                 those of tests/web.rs: `web`, or the journeys of all engines in
                                 another one: `firefox`, `webkit`
  bench [PART ...]               measure the speed against uPlot (`alone`), against pages written by
                                 hand (`whole`: a server's page, `overview`), and against nothing
                                 (`others`), and what ten thousand ticks leave behind (`soak`); fails
                                 over a limit
  finish                         finish a Trunk build (Trunk calls it; needs Trunk's environment)

Options:
  --dev      build without optimisation; with `serve`, rebuild the app whenever a source changes
  --help     show this text
  -- OPTIONS are handed to the backend: `cargo xtask serve -- --help` lists them

Environment:
  CARGO_TARGET_DIR   where everything is built (default: target/)
  LOTUS_CACHE        where tools are kept between checkouts (default: the user's cache folder, /lotus)";

/// How the app is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Small and compressed, as it is deployed.
    Release,
    /// Quick to compile.
    Dev,
}

/// Which tests run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything.
    Full,
    /// What needs neither a wasm build nor a browser.
    Quick,
}

/// One command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Tools,
    Build {
        profile: Profile,
    },
    Serve {
        profile: Profile,
        options: Vec<String>,
    },
    Test {
        scope: Scope,
    },
    /// Runs some files of tests that need a browser, on what was built last.
    TestNamed {
        files: Vec<String>,
    },
    /// Measures the speed, or these parts of it.
    Bench {
        parts: Vec<String>,
    },
    Finish,
}

impl Command {
    /// Reads the arguments that follow `cargo xtask`.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Outcome<Self> {
        let mut arguments = arguments.into_iter();
        let Some(name) = arguments.next() else {
            return Ok(Self::Help);
        };
        let mut flags = Vec::new();
        let mut passed_on = None;
        while let Some(argument) = arguments.next() {
            if argument == "--" {
                passed_on = Some(arguments.collect());
                break;
            }
            flags.push(argument);
        }
        if flags.iter().any(|flag| flag == "--help" || flag == "-h") {
            return Ok(Self::Help);
        }
        if passed_on.is_some() && name != "serve" {
            return Err(Failure::new(format!(
                "`{name}` hands nothing on: `--` belongs to `serve`"
            )));
        }
        match name.as_str() {
            "help" | "--help" | "-h" => Ok(Self::Help),
            "tools" => {
                known(&name, &flags, &[])?;
                Ok(Self::Tools)
            }
            "build" => Ok(Self::Build {
                profile: profile(&name, &flags)?,
            }),
            "serve" => Ok(Self::Serve {
                profile: profile(&name, &flags)?,
                options: passed_on.unwrap_or_default(),
            }),
            "test" => {
                if flags.iter().any(|flag| !flag.starts_with('-')) {
                    return test_named(flags);
                }
                known(&name, &flags, &["--quick"])?;
                let scope = if flags.is_empty() {
                    Scope::Full
                } else {
                    Scope::Quick
                };
                Ok(Self::Test { scope })
            }
            "bench" => {
                known(&name, &flags, bench::PARTS)?;
                Ok(Self::Bench { parts: flags })
            }
            "finish" => {
                known(&name, &flags, &[])?;
                Ok(Self::Finish)
            }
            _ => Err(Failure::new(format!(
                "there is no command `{name}`: `cargo xtask --help` lists them"
            ))),
        }
    }
}

/// Names of files: `web` for those in `tests/`, any other for those of `e2e/tests/`.
fn test_named(files: Vec<String>) -> Outcome<Command> {
    match files.iter().find(|file| file.starts_with('-')) {
        Some(flag) => Err(Failure::new(format!(
            "`test` takes names of tests or `{flag}`, not both"
        ))),
        None => Ok(Command::TestNamed { files }),
    }
}

fn profile(command: &str, flags: &[String]) -> Outcome<Profile> {
    known(command, flags, &["--dev"])?;
    Ok(if flags.is_empty() {
        Profile::Release
    } else {
        Profile::Dev
    })
}

fn known(command: &str, flags: &[String], allowed: &[&str]) -> Outcome<()> {
    match flags.iter().find(|flag| !allowed.contains(&flag.as_str())) {
        None => Ok(()),
        Some(flag) if command == "serve" => Err(Failure::new(format!(
            "`serve` does not know `{flag}`: options of the backend follow `--`"
        ))),
        Some(flag) => Err(Failure::new(format!(
            "`{command}` does not know `{flag}`: see `cargo xtask --help`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn parse(line: &str) -> Outcome<Command> {
        Command::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn nothing_and_help_show_the_text() {
        for line in ["", "--help", "help", "serve --help", "test -h"] {
            assert_eq!(parse(line).unwrap(), Command::Help, "{line}");
        }
    }

    #[test]
    fn serve_hands_on_what_follows_the_dashes() {
        assert_eq!(
            parse("serve --dev -- --fleet 12 --help").unwrap(),
            Command::Serve {
                profile: Profile::Dev,
                options: vec!["--fleet".into(), "12".into(), "--help".into()],
            }
        );
    }

    #[test]
    fn an_option_of_the_backend_before_the_dashes_is_explained() {
        let message = parse("serve --fleet 12").unwrap_err().to_string();
        assert!(message.contains("follow `--`"), "{message}");
    }

    #[test]
    fn unknown_words_are_refused() {
        assert!(parse("bild").is_err());
        assert!(parse("build --fast").is_err());
        assert!(parse("test -- x").is_err());
        assert!(parse("finish now").is_err());
    }

    #[test]
    fn the_parts_of_a_measurement_are_chosen_by_name() {
        let parts = vec!["alone".to_owned()];
        assert_eq!(parse("bench alone").unwrap(), Command::Bench { parts });
        let parts = Vec::new();
        assert_eq!(parse("bench").unwrap(), Command::Bench { parts });
        assert!(parse("bench everything").is_err());
    }

    #[test]
    fn tests_are_chosen_by_their_files() {
        let files = vec!["web".to_owned(), "overview".to_owned()];
        assert_eq!(
            parse("test web overview").unwrap(),
            Command::TestNamed { files }
        );
        assert!(parse("test web --quick").is_err());
        assert!(parse("test --slow").is_err());
    }

    #[test]
    fn tests_are_full_unless_asked_to_be_quick() {
        assert_eq!(parse("test").unwrap(), Command::Test { scope: Scope::Full });
        assert_eq!(
            parse("test --quick").unwrap(),
            Command::Test {
                scope: Scope::Quick
            }
        );
    }
}
