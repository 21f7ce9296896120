//! Every check and test, one after the other.

pub(crate) mod browser;
mod engines;
mod python;
mod run;
mod runner;

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::arguments::{Profile, Scope};
use crate::budget;
use crate::bundle::{self, WASM_TARGET};
use crate::process;
use crate::project::Project;
use crate::tools::{self, Tools};
use browser::Browser;
use run::Run;

/// Runs the steps, prints what they came to, and says by its code whether all is well. A failed
/// step does not hide the next one, unless that one needs its result.
pub(crate) fn test(project: &Project, scope: Scope) -> ExitCode {
    let mut run = Run::default();
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
    let mut run = Run::default();
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
