//! Every check and test, one after the other.

pub(crate) mod browser;
mod engines;
mod python;
mod runner;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::arguments::{Profile, Scope};
use crate::budget;
use crate::bundle::{self, WASM_TARGET};
use crate::failure::Outcome;
use crate::process;
use crate::project::Project;
use crate::terminal;
use crate::tools::{self, Tools};
use browser::Browser;
use runner::{Closing, Tally};

/// How a step ended.
enum End {
    Passed,
    Failed(String),
    Skipped(String),
}

struct Step {
    name: &'static str,
    end: End,
    took: Duration,
    closings: Vec<Closing>,
}

/// The run so far.
struct Run {
    steps: Vec<Step>,
}

/// Runs the steps, prints what they came to, and says by its code whether all is well. A failed
/// step does not hide the next one, unless that one needs its result.
pub(crate) fn test(project: &Project, scope: Scope) -> ExitCode {
    let mut run = Run { steps: Vec::new() };
    let python = python::prepare(project);

    run.check("rustfmt", || {
        process::run(
            process::cargo(project).args(["fmt", "--all", "--check"]),
            "cargo fmt",
        )
    });
    run.check("clippy", || {
        let mut cargo = process::cargo(project);
        cargo.args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]);
        process::run(&mut cargo, "clippy")
    });
    if scope == Scope::Full {
        full(project, &mut run, python.as_deref());
    } else {
        run.runner("native tests", || native_tests(project, python.as_deref()));
    }
    run.close()
}

/// Runs the tests of some files, which need a browser and, but for `web`, an app that was built.
pub(crate) fn test_named(project: &Project, files: &[String]) -> ExitCode {
    let mut run = Run { steps: Vec::new() };
    let tools = run.prepare("tools", || tools::prepare(project));
    let browser = run.prepare("browser", browser::find_or_install);
    let (Some(tools), Some(browser)) = (tools, browser) else {
        return run.close();
    };
    let (named, files): (Vec<&str>, Vec<&str>) = files
        .iter()
        .map(String::as_str)
        .partition(|file| matches!(*file, "firefox" | "webkit"));
    let (web, journeys): (Vec<&str>, Vec<&str>) =
        files.into_iter().partition(|file| *file == "web");
    if !web.is_empty() {
        run.runner("browser tests", || browser_tests(project, &tools, &browser));
    }
    if !named.is_empty() {
        let backend = run.prepare("backend", || bundle::build_backend(project));
        let Some(backend) = backend else {
            return run.close();
        };
        for engine in named {
            let (name, found) = if engine == "firefox" {
                ("in Firefox", engines::firefox(project))
            } else {
                ("in WebKitGTK", engines::webkit())
            };
            run.engine(name, found, || self::journeys(project, None, &backend));
        }
    }
    if !journeys.is_empty() {
        let backend = run.prepare("backend", || bundle::build_backend(project));
        let Some(backend) = backend else {
            return run.close();
        };
        run.runner("end-to-end tests", || {
            let python = python::prepare(project);
            let mut cargo = end_to_end_tests(project, python.as_deref(), &browser, &backend);
            for file in journeys {
                cargo.args(["--test", file]);
            }
            cargo
        });
    }
    run.close()
}

fn full(project: &Project, run: &mut Run, python: Option<&Path>) {
    let tools = run.prepare("tools", || tools::prepare(project));
    let has_web_tests = project.root().join("tests/web.rs").is_file();
    if tools.is_some() {
        run.check("clippy for the browser", || {
            let mut cargo = process::cargo(project);
            cargo.args([
                "clippy",
                "--package",
                "lotus",
                "--package",
                "lotus-bench",
                "--target",
                WASM_TARGET,
                "--lib",
                "--bins",
            ]);
            if has_web_tests {
                cargo.args(["--test", "web"]);
            }
            process::run(cargo.args(["--", "--deny", "warnings"]), "clippy")
        });
    }
    run.runner("native tests", || native_tests(project, python));

    let browser = run.prepare("browser", browser::find_or_install);
    match (&tools, &browser) {
        _ if !has_web_tests => run.skip("browser tests", "there are none"),
        (Some(tools), Some(browser)) => {
            run.runner("browser tests", || browser_tests(project, tools, browser));
        }
        _ => run.skip("browser tests", "needs the tools and a browser"),
    }

    let built = tools.as_ref().and_then(|tools| {
        run.prepare("build", || {
            bundle::build_app(project, tools, Profile::Release)?;
            bundle::build_backend(project)
        })
    });
    let Some(backend) = built else {
        run.skip("byte budget", "needs a build");
        run.skip("end-to-end tests", "needs a build");
        run.skip("in Firefox", "needs a build");
        run.skip("in WebKitGTK", "needs a build");
        return;
    };
    run.check("byte budget", || budget::check(&project.dist()));
    match browser {
        Some(browser) => run.runner("end-to-end tests", || {
            end_to_end_tests(project, python, &browser, &backend)
        }),
        None => run.skip("end-to-end tests", "needs a browser"),
    }
    run.engine("in Firefox", engines::firefox(project), || {
        journeys(project, python, &backend)
    });
    run.engine("in WebKitGTK", engines::webkit(), || {
        journeys(project, python, &backend)
    });
}

/// The tests that run in every engine.
fn journeys(project: &Project, python: Option<&Path>, backend: &Path) -> Command {
    let mut cargo = cargo_test(project, python);
    cargo.args(["--package", "lotus-e2e"]);
    cargo
        .env("LOTUS_BACKEND", backend)
        .env("LOTUS_DIST", project.dist());
    cargo
}

fn cargo_test(project: &Project, python: Option<&Path>) -> Command {
    let mut cargo = process::cargo(project);
    cargo.args(["test", "--no-fail-fast"]);
    if let Some(python) = python {
        cargo.env("LOTUS_PYTHON", python);
    }
    cargo
}

fn native_tests(project: &Project, python: Option<&Path>) -> Command {
    let mut cargo = cargo_test(project, python);
    cargo.args(["--workspace"]);
    // The one needs a browser; the other is nothing but a page's.
    cargo.args(["--exclude", "lotus-e2e", "--exclude", "lotus-bench"]);
    cargo
}

fn end_to_end_tests(
    project: &Project,
    python: Option<&Path>,
    browser: &Browser,
    backend: &Path,
) -> Command {
    let mut cargo = cargo_test(project, python);
    cargo.args(["--package", "lotus-e2e"]);
    cargo
        .env("LOTUS_BACKEND", backend)
        .env("LOTUS_DIST", project.dist());
    browser.describe_to(&mut cargo);
    cargo
}

fn browser_tests(project: &Project, tools: &Tools, browser: &Browser) -> Command {
    let mut cargo = cargo_test(project, None);
    cargo.args([
        "--package",
        "lotus",
        "--target",
        WASM_TARGET,
        "--test",
        "web",
    ]);
    cargo.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        tools.test_runner(),
    );
    // Seconds; the default is short for a busy machine that starts its first browser.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    browser.describe_to(&mut cargo);
    cargo
}

impl Run {
    /// A step that others build on.
    fn prepare<T>(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        let (result, took) = timed(name, work);
        let (value, end) = match result {
            Ok(value) => (Some(value), End::Passed),
            Err(failure) => (None, End::Failed(failure.to_string())),
        };
        self.push(Step {
            name,
            end,
            took,
            closings: Vec::new(),
        });
        value
    }

    /// A step that is well or not.
    fn check(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<()>) {
        self.prepare(name, work);
    }

    /// A step that runs tests and closes with the runners' own lines.
    fn runner(&mut self, name: &'static str, command: impl FnOnce() -> Command) {
        let (result, took) = timed(name, || runner::stream(&mut command()));
        let (closings, end) = match result {
            Ok(report) if report.succeeded => (report.closings, End::Passed),
            Ok(report) => (report.closings, End::Failed("see above".to_owned())),
            Err(failure) => (Vec::new(), End::Failed(failure.to_string())),
        };
        self.push(Step {
            name,
            end,
            took,
            closings,
        });
    }

    /// Runs the journeys in an engine, or says why they did not run there.
    fn engine(
        &mut self,
        name: &'static str,
        engine: Outcome<engines::Engine>,
        command: impl FnOnce() -> Command,
    ) {
        match engine {
            Ok(engine) => self.runner(name, || {
                let mut command = command();
                engine.describe_to(&mut command);
                command
            }),
            Err(failure) => self.skip(name, &format!("did not run: {failure}")),
        }
    }

    fn skip(&mut self, name: &'static str, why: &str) {
        let end = End::Skipped(why.to_owned());
        self.push(Step {
            name,
            end,
            took: Duration::ZERO,
            closings: Vec::new(),
        });
    }

    fn push(&mut self, step: Step) {
        if let End::Failed(why) = &step.end {
            terminal::error(&format!("{}: {why}", step.name));
        }
        self.steps.push(step);
    }

    /// Prints the steps, the runners' lines and their sum.
    fn close(&self) -> ExitCode {
        terminal::line("");
        for step in &self.steps {
            let (word, why) = match &step.end {
                End::Passed => ("ok", ""),
                End::Failed(why) => ("FAILED", why.as_str()),
                End::Skipped(why) => ("skipped", why.as_str()),
            };
            let why = why.lines().next().unwrap_or_default();
            let line = format!(
                "{:22} {word:8} {:>7.1} s  {why}",
                step.name,
                step.took.as_secs_f64()
            );
            terminal::line(line.trim_end());
        }
        terminal::line("");
        for step in &self.steps {
            for closing in step
                .closings
                .iter()
                .filter(|closing| !closing.tally.is_empty())
            {
                terminal::line(&format!("{}: {}", step.name, closing.line));
            }
        }
        let (tally, well) = self.sum();
        terminal::line(&format!("{} passed, {} failed", tally.passed, tally.failed));
        if well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    /// The tests of all runners. A step that failed without a failed test counts as one, so that
    /// the last line never says less than the exit code.
    fn sum(&self) -> (Tally, bool) {
        let mut sum = Tally::default();
        let mut well = true;
        for step in &self.steps {
            let tests = step
                .closings
                .iter()
                .fold(Tally::default(), |sum, one| sum + one.tally);
            sum = sum + tests;
            if matches!(step.end, End::Failed(_)) {
                well = false;
                if tests.failed == 0 {
                    sum.failed += 1;
                }
            }
        }
        (sum, well)
    }
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    terminal::step(name);
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(end: End, passed: u64, failed: u64) -> Step {
        let closing = Closing {
            line: String::new(),
            tally: Tally { passed, failed },
        };
        Step {
            name: "step",
            end,
            took: Duration::ZERO,
            closings: vec![closing],
        }
    }

    #[test]
    fn the_sum_adds_all_runners() {
        let run = Run {
            steps: vec![step(End::Passed, 3, 0), step(End::Passed, 4, 0)],
        };
        assert_eq!(
            run.sum(),
            (
                Tally {
                    passed: 7,
                    failed: 0
                },
                true
            )
        );
    }

    #[test]
    fn a_step_that_fails_without_a_test_counts_as_one() {
        let failed = || End::Failed("why".into());
        let run = Run {
            steps: vec![
                step(failed(), 0, 0),
                step(failed(), 5, 2),
                step(End::Skipped("why".into()), 0, 0),
            ],
        };
        assert_eq!(
            run.sum(),
            (
                Tally {
                    passed: 5,
                    failed: 3
                },
                false
            )
        );
    }
}
