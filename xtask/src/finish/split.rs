//! A release: screens become files of their own, and each file as small as the tools make it.
//!
//! The splitter, wasm-bindgen and wasm-opt do the work; what is here calls them one after the other
//! and gives the folder that holds what they made a name of its content. All names inside it are
//! relative to its scripts, so that none of them has to be changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::compress::files_below;
use super::content_name;
use super::page::Page;
use crate::failure::{Doing, Failure, Outcome};
use crate::process;
use crate::project::Project;
use crate::tools::{self, Splitters};

/// How the name of the folder begins that holds the app and its parts.
pub(crate) const FOLDER: &str = "app-";

/// The script of the splitter, which loads the parts.
pub(crate) const LOADER: &str = "__wasm_split.js";

/// What is found in the script of an app that is to be split, and in no other.
const MARK: &str = "__wasm_split";

/// The name of the `<meta>` in whose place the page names the loader.
const PLACE: &str = "lotus-parts";

/// What the compiler's output makes use of, which wasm-opt is to be told.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Splits the app that Trunk left in `staging`, and has the page name what comes out. An app that was
/// compiled whole stays as it is.
pub(super) fn split(project: &Project, staging: &Path, page: &mut Page) -> Outcome<()> {
    let (script, wasm) = bound_by_trunk(staging)?;
    let text = fs::read_to_string(staging.join(&script))
        .doing(|| format!("cannot read {script} of Trunk"))?;
    if !text.contains(MARK) {
        page.put(PLACE, String::new());
        return Ok(());
    }
    let made = staging.join("app");
    make(&tools::splitters(project)?, &project.compiled_app(), &made)?;
    let folder = name_by_content(&made)?;
    let address = |file: &str| format!("./{folder}/{file}");
    page.rename(&format!("./{script}"), &address("app.js"));
    page.rename(&format!("./{wasm}"), &address("app_bg.wasm"));
    // The app's script asks for it, but only when it is here itself.
    let loader = address(LOADER);
    page.put(
        PLACE,
        format!("<link rel=\"modulepreload\" href=\"{loader}\">"),
    );
    for file in [script, wasm] {
        fs::remove_file(staging.join(&file)).doing(|| format!("cannot remove {file}"))?;
    }
    Ok(())
}

/// The names of the script and the wasm file that Trunk made.
fn bound_by_trunk(staging: &Path) -> Outcome<(String, String)> {
    let names = |file: PathBuf| Some(file.file_name()?.to_str()?.to_owned());
    let files: Vec<String> = files_below(staging)?
        .into_iter()
        .filter_map(names)
        .collect();
    files
        .iter()
        .find_map(|wasm| {
            let script = format!("{}.js", wasm.strip_suffix("_bg.wasm")?);
            files.contains(&script).then(|| (script, wasm.clone()))
        })
        .ok_or_else(|| Failure::new(format!("Trunk left no app in {}", staging.display())))
}

fn make(tools: &Splitters, compiled: &Path, folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder).doing(|| format!("cannot make {}", folder.display()))?;
    let mut splitter = Command::new(&tools.splitter);
    splitter.args(["--target", "web", "--out-name", "app"]);
    process::run(splitter.arg(compiled).arg(folder), "wasm-split-cli")?;

    let main = folder.join("app.wasm");
    let mut bindgen = Command::new(&tools.bindgen);
    bindgen.args(["--target", "web", "--out-name", "app", "--no-typescript"]);
    // The parts find what they share with the main file by the linker's names.
    bindgen.args([
        "--keep-lld-exports",
        "--no-demangle",
        "--remove-name-section",
    ]);
    process::run(
        bindgen.arg("--out-dir").arg(folder).arg(&main),
        "wasm-bindgen",
    )?;
    fs::remove_file(&main).doing(|| format!("cannot remove {}", main.display()))?;

    for file in files_below(folder)? {
        if file.extension().is_some_and(|ending| ending == "wasm") {
            let mut optimiser = Command::new(&tools.optimiser);
            // `-Oz` is smaller as it is, `-Os` after compression: functions stay where alike ones are.
            optimiser.arg("-Os").args(FEATURES);
            process::run(optimiser.arg(&file).arg("--output").arg(&file), "wasm-opt")?;
        }
    }
    Ok(())
}

/// Renames the folder and gives its new name.
fn name_by_content(made: &Path) -> Outcome<String> {
    let mut contents = Vec::new();
    for file in files_below(made)? {
        let content = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
        contents.push(
            file.file_name()
                .unwrap_or_default()
                .as_encoded_bytes()
                .to_vec(),
        );
        contents.push(content);
    }
    let name = format!("{FOLDER}{}", content_name(contents));
    fs::rename(made, made.with_file_name(&name))
        .doing(|| format!("cannot rename {}", made.display()))?;
    Ok(name)
}

/// Whether a file of the built app is a part, or shared by parts, and so comes later than the app.
pub(crate) fn is_part(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.starts_with(FOLDER) && (file.starts_with("split_") || file.starts_with("chunk_"))
}

/// The files that each part needs, by its name, as the splitter's script lists them.
pub(crate) fn files_of_parts(loader: &str) -> BTreeMap<String, Vec<String>> {
    let between = |text: &str, start: &str, end: &str| -> Option<String> {
        let (_, rest) = text.split_once(start)?;
        Some(rest.split_once(end)?.0.to_owned())
    };
    // `const __chunk_3 = makeLoad(() => { … "./chunk_3.wasm" … }, []);`
    let mut shared = BTreeMap::new();
    let mut parts = BTreeMap::new();
    for statement in loader.replace("\nexport ", "\n").split("\nconst ") {
        let file = between(statement, "new URL(\"./", "\"");
        let Some((name, _)) = statement.split_once(" = ") else {
            continue;
        };
        if let Some(part) = name.strip_prefix("__wasm_split_load_") {
            let needs = statement.rsplit_once(", [").map_or("", |(_, needs)| needs);
            let needs = needs.split_once(']').map_or("", |(needs, _)| needs);
            let needs = needs.split(", ").filter_map(|need| shared.get(need));
            let files: Vec<String> = needs.cloned().chain(file).collect();
            parts.insert(part.to_owned(), files);
        } else if let Some(file) = file {
            shared.insert(name.to_owned(), file);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn a_folder_is_named_by_what_is_in_it() {
        let root = std::env::temp_dir().join(format!("lotus-split-{}", std::process::id()));
        let named = |name: &str, content: &str| {
            let made = root.join("app");
            fs::create_dir_all(&made).unwrap();
            fs::write(made.join(name), content).unwrap();
            let folder = name_by_content(&made).unwrap();
            assert_eq!(
                fs::read_to_string(root.join(&folder).join(name)).unwrap(),
                content
            );
            fs::remove_dir_all(root.join(&folder)).unwrap();
            folder
        };
        let first = named("app.js", "go()");
        assert_eq!(named("app.js", "go()"), first);
        assert_ne!(named("app.js", "stop()"), first);
        assert_ne!(named("App.js", "go()"), first);
        assert_eq!(first.len(), FOLDER.len() + 16);
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn trunks_app_is_told_by_its_pair_of_names() {
        let root = std::env::temp_dir().join(format!("lotus-bound-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        for name in ["start-1.js", "lotus-2.js", "lotus-2_bg.wasm"] {
            fs::write(root.join(name), "").unwrap();
        }
        let (script, wasm) = bound_by_trunk(&root).unwrap();
        assert_eq!(
            (script.as_str(), wasm.as_str()),
            ("lotus-2.js", "lotus-2_bg.wasm")
        );
        fs::remove_file(root.join("lotus-2.js")).unwrap();
        assert!(bound_by_trunk(&root).is_err());
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn a_part_needs_its_own_file_and_what_it_shares() {
        let loader = r#"import { initSync } from "./app.js";
/* account, server */
const __chunk_3 = makeLoad(() => {
    const src = fetch(new URL("./chunk_3.wasm", import.meta.url));
    src.catch(() => {});
}
, []);
export const __wasm_split_load_server = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./split_server.wasm", import.meta.url));
}
, [__chunk_3]));
export const __wasm_split_load_none = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), []));
"#;
        let parts = files_of_parts(loader);
        assert_eq!(parts["server"], ["chunk_3.wasm", "split_server.wasm"]);
        assert!(parts["none"].is_empty());
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn a_part_is_told_from_the_app() {
        assert!(is_part("app-0123456789abcdef/split_server.wasm"));
        assert!(is_part("app-0123456789abcdef/chunk_3.wasm"));
        assert!(!is_part("app-0123456789abcdef/app_bg.wasm"));
        assert!(!is_part("app-0123456789abcdef/app.js"));
    }
}
