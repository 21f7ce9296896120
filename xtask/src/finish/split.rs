//! Screens as files of their own: what Trunk built whole is built again in parts.
//!
//! The compiler leaves the relocations in the module (`crate::bundle`), by which it can be taken
//! apart: each function that `ui::part!` marks goes into a file with all that only it needs. The
//! rest is bound to its script anew, and the script learns to load the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use walrus::ModuleConfig;
use wasm_split_cli_support::{Options, transform};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use super::constants::{add_data, only_data};
use super::wasm::Module;
use super::{app, compress, content_name, cut, direct, integrity};
use crate::failure::{Doing, Failure, Outcome};
use crate::process;
use crate::project::Project;

/// What a module that is to be taken apart imports the marked functions from.
const MARK: &str = "__wasm_split_placeholder__";

/// What the loading functions of the splitting tool come from; the app has its own way to load.
const UNWANTED_LOADER: &str = "./__wasm_split.js";

/// What the app calls to have a part loaded, and the script that does it.
const LOADER: &str = "loadPart";
const LOADER_SCRIPT: &str = include_str!("parts.js");

/// How the splitting tool names files that several parts share.
const SHARED_START: &str = "chunk_";

/// What several parts share is a file of its own from this size on, bytes: a request and a module more
/// cost milliseconds where a screen opens.
const LEAST_SHARED: usize = 6_144;

/// How the name of a part's file begins.
const PART_START: &str = "part-";

/// Whether a file of the app is loaded with a screen and not with the app.
pub(crate) fn is_part(name: &str) -> bool {
    name.starts_with(PART_START)
}

/// Takes the built app apart where it is marked for it, and gives the page with the `integrity`
/// values that it then has. A whole app stays as it is.
pub(super) fn split(project: &Project, staging: &Path, mut page: String) -> Outcome<String> {
    for file in compress::files_below(staging)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(stem) = name.strip_suffix(app::WASM_END) else {
            continue;
        };
        let whole = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
        if is_marked(&whole) {
            let script = file.with_file_name(format!("{stem}.js"));
            page = split_one(project, &file, &script, &page)?;
        }
    }
    Ok(page)
}

fn is_marked(file: &[u8]) -> bool {
    Module::parse(file)
        .and_then(|module| module.imports())
        .is_some_and(|imports| imports.iter().any(|import| import.module == MARK))
}

fn split_one(project: &Project, file: &Path, script: &Path, page: &str) -> Outcome<String> {
    let work = project.target().join("lotus-split");
    if work.exists() {
        fs::remove_dir_all(&work).doing(|| format!("cannot empty {}", work.display()))?;
    }
    fs::create_dir_all(&work).doing(|| format!("cannot make {}", work.display()))?;

    let compiled = project.compiled_app();
    let parts = take_apart(&compiled, &work)?;
    bind(project, &work)?;

    let read = |path: &Path| fs::read(path).doing(|| format!("cannot read {}", path.display()));
    let bound = work.join("bound");
    let mut main = parsed(&read(&bound.join("app_bg.wasm"))?)?;
    let table = direct::Table::of(&main);
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut files = BTreeMap::new();
    for part in parts.files {
        let cannot = || format!("cannot finish {}", part.display());
        let mut module = parsed(&read(&part)?).doing(cannot)?;
        let written = if let Some(data) = only_data(&module) {
            add_data(&mut main, data).doing(cannot)?;
            Written::IntoMain
        } else {
            table.shorten(&mut main, &mut module);
            write_part(&part, module, folder)?
        };
        files.insert(stem_of(&part), written);
    }
    let glue = read(&bound.join("app.js"))?;
    let glue = with_loader(&String::from_utf8_lossy(&glue), &parts.needs, &files)?;
    let mut page = page.to_owned();
    for (staged, new) in [(file, main.emit_wasm()), (script, glue.into_bytes())] {
        let old = read(staged)?;
        fs::write(staged, &new).doing(|| format!("cannot write {}", staged.display()))?;
        page = page.replace(&integrity(&old), &integrity(&new));
    }
    Ok(page)
}

/// The files of the parts, and of which of them each part is made, by their names without ending.
struct Parts {
    files: Vec<PathBuf>,
    needs: BTreeMap<String, Vec<String>>,
}

/// Writes `main.wasm` and the parts into `work`.
fn take_apart(compiled: &Path, work: &Path) -> Outcome<Parts> {
    let module = fs::read(compiled).doing(|| format!("cannot read {}", compiled.display()))?;
    let module =
        cut::without_panics(&module).doing(|| format!("cannot cut {}", compiled.display()))?;
    let tried = transform_into(&work.join("tried"), &module)?;
    let small = small_shares(&tried.files)?;
    let module = with_roots(&module, &small)
        .ok_or_else(|| Failure::new("it has no names of functions, or no exports"))
        .doing(|| format!("cannot take {} apart", compiled.display()))?;
    transform_into(work, &module)
}

/// Names of the functions in files that several parts would share, but which are so small that a
/// request costs more than to have them in the main file.
fn small_shares(files: &[PathBuf]) -> Outcome<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for file in files {
        let is_shared = stem_of(file).starts_with(SHARED_START);
        let module = fs::read(file).doing(|| format!("cannot read {}", file.display()))?;
        if !is_shared || compact(parsed(&module)?)?.len() >= LEAST_SHARED {
            continue;
        }
        let module = walrus::Module::from_buffer(&module)
            .map_err(|error| Failure::new(format!("{}: {error:#}", file.display())))?;
        names.extend(
            module
                .funcs
                .iter_local()
                .filter_map(|(id, _)| module.funcs.get(id).name.clone()),
        );
    }
    Ok(names)
}

/// The module with the functions of these names among its exports: what is exported stays in the
/// main file. `prune` takes those exports out that no part turns out to need.
fn with_roots(module: &[u8], names: &BTreeSet<String>) -> Option<Vec<u8>> {
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload.ok()?
            && let KnownCustom::Name(subsections) = section.as_known()
        {
            for subsection in subsections {
                let Name::Function(all) = subsection.ok()? else {
                    continue;
                };
                for naming in all {
                    let naming = naming.ok()?;
                    if names.contains(naming.name) {
                        functions.push(naming.index);
                    }
                }
            }
        }
    }
    Module::parse(module)?.with_exports(&functions)
}

fn transform_into(work: &Path, module: &[u8]) -> Outcome<Parts> {
    fs::create_dir_all(work).doing(|| format!("cannot make {}", work.display()))?;
    let main = work.join("main.wasm");
    let mut options = Options::new(module);
    options.output_dir = work;
    options.main_out_path = &main;
    options.link_name = UNWANTED_LOADER;
    let split = transform(options)
        .map_err(|report| Failure::new(format!("{report:#}")))
        .doing(|| "cannot take the app apart".to_owned())?;
    let mut files = split.split_modules;
    files.sort();
    Ok(Parts {
        files,
        needs: split.prefetch_map.into_iter().collect(),
    })
}

/// Has wasm-bindgen write the script beside `main.wasm`, with what Trunk would tell it.
fn bind(project: &Project, work: &Path) -> Outcome<()> {
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen
        .current_dir(project.root())
        .stdin(Stdio::null())
        .args(["--target", "web", "--no-typescript", "--out-name", "app"])
        // The parts take memory, table and stack from the main module.
        .arg("--keep-lld-exports")
        .arg("--out-dir")
        .arg(work.join("bound"))
        .arg(work.join("main.wasm"));
    process::run(&mut bindgen, "wasm-bindgen")
}

/// What became of a file, as the script knows it.
enum Written {
    /// Its name and its `integrity` value.
    File { name: String, integrity: String },
    /// It only puts data into memory, as the main module does now.
    IntoMain,
}

fn write_part(part: &Path, module: walrus::Module, folder: &Path) -> Outcome<Written> {
    let small = compact(module).doing(|| format!("cannot shrink {}", part.display()))?;
    let stem = stem_of(part);
    let stem = stem.strip_prefix("split_").unwrap_or(&stem);
    let name = format!("{PART_START}{stem}-{}.wasm", content_name(&small)).replace('_', "-");
    let file = folder.join(&name);
    fs::write(&file, &small).doing(|| format!("cannot write {}", file.display()))?;
    Ok(Written::File {
        name,
        integrity: integrity(&small),
    })
}

pub(super) fn parsed(module: &[u8]) -> Outcome<walrus::Module> {
    ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(module)
        .map_err(told)
}

fn told(error: impl Display) -> Failure {
    Failure::new(format!("{error:#}"))
}

/// The module without names, without the types it does not use, and with numbers no longer than
/// they must be: a linker leaves each the room for the longest.
fn compact(mut module: walrus::Module) -> Outcome<Vec<u8>> {
    walrus::passes::gc::run(&mut module);
    let written = module.emit_wasm();
    Module::parse(&written)
        .map(|module| module.without_custom_sections())
        .ok_or_else(|| Failure::new("it is no wasm file"))
}

/// The script with the way to load parts.
fn with_loader(
    script: &str,
    needs: &BTreeMap<String, Vec<String>>,
    files: &BTreeMap<String, Written>,
) -> Outcome<String> {
    let calls = |name: &str| script.contains(&format!("{name}("));
    if !calls(LOADER) || !calls("function __wbg_load") || script.contains(UNWANTED_LOADER) {
        return Err(Failure::new(
            "the script of wasm-bindgen has no place for the loading of parts: its way of writing \
             has changed, or the app does not load through `platform::parts`",
        ));
    }
    let mut table = String::from("{\n");
    for (part, stems) in needs {
        let mut list = String::new();
        for stem in stems {
            let written = files
                .get(stem)
                .ok_or_else(|| Failure::new(format!("the part {part} lacks its file {stem}")))?;
            if let Written::File { name, integrity } = written {
                list.extend(["[\"./", name, "\", \"", integrity, "\"],"]);
            }
        }
        table.extend(["    ", part, ": [", &list, "],\n"]);
    }
    table.push('}');
    Ok(format!(
        "{script}{}",
        LOADER_SCRIPT.replacen("PARTS", &table, 1)
    ))
}

fn stem_of(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const SCRIPT: &str = "let wasm;\nasync function __wbg_load(module, imports) {}\n\
                          const import0 = { f: function() { loadPart(name); } };\n";

    #[test]
    fn a_module_is_marked_by_where_its_functions_come_from() {
        let import = |module: &str| {
            let size = u8::try_from(module.len()).unwrap();
            let mut file = b"\0asm\x01\0\0\0\x02".to_vec();
            file.extend([size + 6, 1, size]);
            file.extend(module.as_bytes());
            file.extend(b"\x01f\0\0");
            file
        };
        assert!(is_marked(&import(MARK)));
        assert!(!is_marked(&import("./app_bg.js")));
        assert!(!is_marked(b"<!doctype html>"));
    }

    #[test]
    fn a_part_keeps_what_it_puts_into_the_table_and_nothing_for_tools() {
        let module = [
            b"\0asm\x01\0\0\0".as_slice(),
            // Two types, of which the second is used; a table from the main module.
            b"\x01\x08\x02\x60\0\x01\x7f\x60\0\0",
            b"\x02\x0a\x01\x01m\x01t\x01\x70\0\x90\x4e",
            b"\x03\x02\x01\x01",
            b"\x09\x07\x01\0\x41\x01\x0b\x01\0",
            // A number of five bytes where one would do.
            b"\x0a\x0b\x01\x09\0\x41\x87\x80\x80\x80\0\x1a\x0b",
            b"\0\x0b\x04name\x01\x04\x01\0\x01f",
        ]
        .concat();
        let small = compact(parsed(&module).unwrap()).unwrap();
        let expected = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x01\x04\x01\x60\0\0",
            b"\x02\x0a\x01\x01m\x01t\x01\x70\0\x90\x4e",
            b"\x03\x02\x01\0",
            b"\x09\x07\x01\0\x41\x01\x0b\x01\0",
            b"\x0a\x07\x01\x05\0\x41\x07\x1a\x0b",
        ]
        .concat();
        assert_eq!(small, expected);
        assert!(parsed(b"<!doctype html>").is_err());
    }

    fn files(stems: &[&str]) -> BTreeMap<String, Written> {
        stems
            .iter()
            .map(|stem| {
                let written = Written::File {
                    name: format!("part-{stem}.wasm"),
                    integrity: format!("sha384-{stem}"),
                };
                ((*stem).to_owned(), written)
            })
            .collect()
    }

    #[test]
    fn the_script_learns_the_files_of_each_part() {
        let needs = BTreeMap::from([
            (
                "a".to_owned(),
                vec!["chunk".to_owned(), "split_a".to_owned()],
            ),
            ("b".to_owned(), vec!["chunk".to_owned()]),
        ]);
        let mut written = files(&["chunk", "split_a"]);
        let script = with_loader(SCRIPT, &needs, &written).unwrap();
        assert!(script.starts_with(SCRIPT));
        assert!(script.contains(
            "const parts = {\n    a: [[\"./part-chunk.wasm\", \"sha384-chunk\"],\
             [\"./part-split_a.wasm\", \"sha384-split_a\"],],\n    \
             b: [[\"./part-chunk.wasm\", \"sha384-chunk\"],],\n};\n"
        ));

        written.insert("chunk".to_owned(), Written::IntoMain);
        let script = with_loader(SCRIPT, &needs, &written).unwrap();
        assert!(script.contains("    b: [],\n"));
    }

    #[test]
    fn a_script_that_cannot_load_parts_is_refused() {
        let needs = BTreeMap::from([("a".to_owned(), vec!["split_a".to_owned()])]);
        let told = |script: &str| {
            let refused = with_loader(script, &needs, &files(&[]));
            refused.err().unwrap().to_string()
        };
        for script in [
            SCRIPT.replace("loadPart", "load"),
            SCRIPT.replace("__wbg_load", "load"),
            format!("import * as import1 from \"{UNWANTED_LOADER}\"\n{SCRIPT}"),
        ] {
            assert!(told(&script).contains("no place"), "{script}");
        }
        assert!(told(SCRIPT).contains("lacks its file split_a"));
    }

    #[test]
    fn a_part_is_known_by_its_name() {
        assert!(is_part("part-server-page-0123456789abcdef.wasm"));
        assert!(!is_part("lotus-0123456789abcdef_bg.wasm"));
    }
}
