//! Measuring the speed, as ratios: what is measured is built and put together into one site, the
//! measuring itself is `e2e/benches/speed`.

mod uplot;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::arguments::Profile;
use crate::bundle::{self, RELEASE_PROFILE, WASM_TARGET};
use crate::failure::{Doing, Outcome};
use crate::process;
use crate::project::Project;
use crate::terminal;
use crate::test::browser;
use crate::tools::{self, Tools};

/// What can be measured alone.
pub(crate) const PARTS: &[&str] = &["alone", "whole", "overview", "others", "soak"];

/// The page that has Lotus' plot alone.
const HARNESS: &str = "lotus-bench";

/// Builds, measures and prints the table; a failure if a limit is broken.
pub(crate) fn bench(project: &Project, parts: &[String]) -> Outcome<ExitCode> {
    let tools = tools::prepare(project)?;
    let browser = browser::find_or_install()?;
    let uplot = uplot::obtain(project)?;
    bundle::build_app(project, &tools, Profile::Release)?;
    let backend = bundle::build_backend(project)?;
    let harness = build_harness(project, &tools)?;

    let site = project.bench().join("site");
    if site.exists() {
        fs::remove_dir_all(&site).doing(|| format!("cannot empty {}", site.display()))?;
    }
    copy(&project.dist(), &site)?;
    let pages = site.join("bench");
    copy(&project.root().join("bench/site"), &pages)?;
    copy(&harness, &pages)?;
    for (name, content) in uplot {
        let file = pages.join(name);
        fs::write(&file, content).doing(|| format!("cannot write {}", file.display()))?;
    }

    terminal::step("measuring (some minutes; what else runs here disturbs it)");
    // As a test: what it needs is compiled for the end-to-end tests already.
    let mut cargo = process::cargo(project);
    cargo.args(["test", "--quiet", "--package", "lotus-e2e"]);
    cargo.args(["--bench", "speed", "--"]).args(parts);
    cargo.env("LOTUS_BACKEND", backend).env("LOTUS_DIST", &site);
    browser.describe_to(&mut cargo);
    Ok(match process::run(&mut cargo, "measuring") {
        Ok(()) => ExitCode::SUCCESS,
        // It has said itself what is wrong.
        Err(_) => ExitCode::FAILURE,
    })
}

/// Builds the page's module as the app is built, but whole: in a folder of its own, for `dist/`
/// holds the app alone.
fn build_harness(project: &Project, tools: &Tools) -> Outcome<std::path::PathBuf> {
    terminal::step("building the plot alone");
    let mut cargo = process::cargo(project);
    cargo.args(["build", "--package", HARNESS, "--target", WASM_TARGET]);
    cargo.args(["--profile", RELEASE_PROFILE]);
    process::run(&mut cargo, "building the plot alone")?;
    let compiled = project
        .target()
        .join(WASM_TARGET)
        .join(RELEASE_PROFILE)
        .join("lotus_bench.wasm");
    let harness = project.bench().join("harness");
    let mut bindgen = Command::new(tools.wasm_bindgen());
    bindgen
        .arg(compiled)
        .args(["--target", "web", "--no-typescript", "--out-dir"])
        .arg(&harness);
    process::run(&mut bindgen, "wasm-bindgen")?;
    Ok(harness)
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    let copied = || -> std::io::Result<Vec<_>> {
        fs::create_dir_all(to)?;
        let mut folders = Vec::new();
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), target));
            } else {
                fs::copy(entry.path(), target)?;
            }
        }
        Ok(folders)
    };
    let folders = copied().doing(|| format!("cannot copy {}", from.display()))?;
    folders.iter().try_for_each(|(from, to)| copy(from, to))
}
