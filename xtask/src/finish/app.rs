//! The wasm file and the scripts, as small as they go.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::wasm::{Import, Module};
use super::{compress, content_name, glue, integrity, prune, split};
use crate::failure::{Doing, Failure, Outcome};

/// How wasm-bindgen ends the name of a wasm file, and that of the group of functions which the
/// module imports from its script.
pub(super) const WASM_END: &str = "_bg.wasm";
const SCRIPT_END: &str = ".js";
const MODULE_END: &str = "_bg.js";

/// Shrinks the wasm files with their scripts and then the other scripts, names all by their new
/// content, and gives the page with the names and the `integrity` values that they then have.
pub(super) fn shrink(staging: &Path, mut page: String) -> Outcome<String> {
    let files = compress::files_below(staging)?;
    let mut shared = BTreeSet::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if split::is_part(&name) {
            let part = fs::read(file).doing(|| format!("cannot read {}", file.display()))?;
            shared.extend(prune::imported_names(&part)?);
        }
    }
    let with_ending = |ending: &'static str| {
        files.iter().filter_map(move |file| {
            let name = file.file_name()?.to_str()?;
            Some((file, name.strip_suffix(ending)?))
        })
    };
    let mut lending = Vec::new();
    for (file, stem) in with_ending(WASM_END) {
        page = shrink_app(file, stem, &page, &shared)?;
        lending.push(stem);
    }
    for (file, stem) in with_ending(SCRIPT_END) {
        if !lending.contains(&stem) {
            page = shrink_script(file, stem, &page)?;
        }
    }
    Ok(page)
}

/// A script of its own, without its comments.
fn shrink_script(file: &Path, stem: &str, page: &str) -> Outcome<String> {
    let script = fs::read_to_string(file).doing(|| format!("cannot read {}", file.display()))?;
    let small = glue::compact(&script);
    let new_stem = rehashed(stem, small.as_bytes());
    replace(file, &format!("{new_stem}{SCRIPT_END}"), small.as_bytes())?;
    Ok(page
        .replace(&integrity(script.as_bytes()), &integrity(small.as_bytes()))
        .replace(stem, &new_stem))
}

fn shrink_app(file: &Path, stem: &str, page: &str, shared: &BTreeSet<String>) -> Outcome<String> {
    let script_file = file.with_file_name(format!("{stem}{SCRIPT_END}"));
    let module = fs::read(file).doing(|| format!("cannot read {}", file.display()))?;
    let script = fs::read_to_string(&script_file)
        .doing(|| format!("cannot read {}", script_file.display()))?;

    let told = |failure: Failure| Failure::new(format!("{}: {failure}", file.display()));
    let (pruned_module, pruned_script) = prune::prune(&module, &script, shared).map_err(told)?;
    let (small_module, small_script) = shrink_pair(&pruned_module, &pruned_script).map_err(told)?;
    // One name for both: a script never meets a module that was not made for it.
    let content = [small_module.as_slice(), small_script.as_bytes()].concat();
    let new_stem = rehashed(stem, &content);
    replace(file, &format!("{new_stem}{WASM_END}"), &small_module)?;
    replace(
        &script_file,
        &format!("{new_stem}{SCRIPT_END}"),
        small_script.as_bytes(),
    )?;
    Ok(page
        .replace(&integrity(&module), &integrity(&small_module))
        .replace(
            &integrity(script.as_bytes()),
            &integrity(small_script.as_bytes()),
        )
        .replace(stem, &new_stem))
}

/// The module without custom sections, the script without comments, and both with short names for
/// what the one imports from the other.
fn shrink_pair(file: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let module = Module::parse(file).ok_or_else(|| Failure::new("this is no wasm file"))?;
    let mut imports = module
        .imports()
        .ok_or_else(|| Failure::new("the module imports something other than functions"))?;
    let script = glue::compact(script);
    let is_lent = |import: &Import<'_>| import.module.ends_with(MODULE_END);
    let Some(group) = imports.iter().find(|import| is_lent(import)) else {
        return Ok((module.write_with(&imports), script));
    };
    let group = group.module;
    let names = imports
        .iter()
        .filter(|import| import.module == group)
        .map(|import| import.name);
    let (script, short) = glue::shorten(&script, group, names)?;
    for import in imports.iter_mut().filter(|import| import.module == group) {
        import.module = glue::SHORT_MODULE;
        if let Some(name) = short.get(import.name) {
            import.name = name;
        }
    }
    Ok((module.write_with(&imports), script))
}

/// `app-0123456789abcdef` with the hash of this content; a name without a hash stays. Trunk writes
/// its hashes as numbers, without the zeros that some begin with.
fn rehashed(stem: &str, content: &[u8]) -> String {
    let hash = content_name(content);
    match stem.rsplit_once('-') {
        Some((name, old)) if (8..=hash.len()).contains(&old.len()) && is_hexadecimal(old) => {
            format!("{name}-{hash}")
        }
        _ => stem.to_owned(),
    }
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Writes the content under the new name, and leaves nothing under the old one.
fn replace(file: &Path, name: &str, content: &[u8]) -> Outcome<()> {
    let new: PathBuf = file.with_file_name(name);
    fs::remove_file(file).doing(|| format!("cannot remove {}", file.display()))?;
    fs::write(&new, content).doing(|| format!("cannot write {}", new.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\
        \x02\x14\x01\x0b./app_bg.js\x04f_12\0\0\x07\x05\x01\x01f\0\0\0\x03\x02xx";
    const SCRIPT: &str =
        "let i = {\n    f_12: f,\n};\nlet g = {\n    \"./app_bg.js\": i,\n};\ngo(g);\n";

    #[test]
    fn module_and_script_change_together_and_the_page_follows() {
        let folder = std::env::temp_dir().join(format!("lotus-app-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let old = "app-0123456789abcdef";
        fs::write(folder.join(format!("{old}_bg.wasm")), MODULE).unwrap();
        fs::write(folder.join(format!("{old}.js")), SCRIPT).unwrap();
        let page = |stem: &str, wasm: &[u8], script: &[u8]| {
            format!(
                "<link href=\"./{stem}.js\" integrity=\"{}\"><link href=\"./{stem}_bg.wasm\" \
                 integrity=\"{}\"><meta data-js=\"./{stem}.js\" data-wasm=\"./{stem}_bg.wasm\">",
                integrity(script),
                integrity(wasm)
            )
        };

        let shrunk = shrink(&folder, page(old, MODULE, SCRIPT.as_bytes())).unwrap();

        let files = compress::files_below(&folder).unwrap();
        assert_eq!(files.len(), 2, "{files:?}");
        let [script, wasm] = [&files[0], &files[1]];
        let stem = script.file_stem().unwrap().to_string_lossy().into_owned();
        assert_ne!(stem, old);
        let wasm = fs::read(wasm).unwrap();
        let script = fs::read(script).unwrap();
        assert_eq!(
            wasm,
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x08\x01\x01a\x02i0\0\0\x07\x05\x01\x01f\0\0"
        );
        assert_eq!(
            script,
            b"let i = {\ni0: f,\n};\nlet g = {\na: i,\n};\ngo(g);\n"
        );
        assert_eq!(shrunk, page(&stem, &wasm, &script));
        assert!(folder.join(format!("{stem}_bg.wasm")).is_file());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_script_of_its_own_loses_its_comments_and_the_page_follows() {
        let folder = std::env::temp_dir().join(format!("lotus-script-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let source = "// Said to its authors.\nrun();\n";
        fs::write(folder.join("early-0123456789abcde.js"), source).unwrap();
        let page = |stem: &str, script: &str| {
            let integrity = integrity(script.as_bytes());
            format!("<script src=\"./{stem}.js\" integrity=\"{integrity}\"></script>")
        };
        let shrunk = shrink(&folder, page("early-0123456789abcde", source)).unwrap();

        let stem = format!("early-{}", content_name(b"run();\n"));
        assert_eq!(shrunk, page(&stem, "run();\n"));
        let files = compress::files_below(&folder).unwrap();
        assert_eq!(files, [folder.join(format!("{stem}.js"))]);
        assert_eq!(fs::read(&files[0]).unwrap(), b"run();\n");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_pair_that_does_not_fit_is_refused() {
        let told = |module: &[u8], script| shrink_pair(module, script).unwrap_err().to_string();
        assert!(told(b"<!doctype html>", SCRIPT).contains("no wasm file"));
        assert!(told(MODULE, "let i = {};").contains("f_12 stands nowhere"));
    }

    #[test]
    fn functions_from_elsewhere_keep_their_names() {
        let module = b"\0asm\x01\0\0\0\x02\x0c\x01\x04./b.\x03f_1\x00\x00".as_slice();
        let (written, script) = shrink_pair(module, "a();\n").unwrap();
        assert_eq!(written, module);
        assert_eq!(script, "a();\n");
    }

    #[test]
    fn only_a_hash_in_a_name_is_renewed() {
        assert_eq!(rehashed("app", b""), "app");
        assert_eq!(rehashed("my-app", b""), "my-app");
        assert_eq!(
            rehashed("my-app-0123456789abcdef", b"a"),
            format!("my-app-{}", content_name(b"a"))
        );
        assert_eq!(
            rehashed("app-123456789abcdef", b"a"),
            format!("app-{}", content_name(b"a"))
        );
        assert_eq!(rehashed("de-facade", b"a"), "de-facade");
    }
}
