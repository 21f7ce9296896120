//! Taking out what a library exports for scripts and no script uses.
//!
//! wasm-bindgen keeps every exported class of every library: in the script the class, in the module
//! what it calls, and in the script again what that calls. Leptos brings three classes for streaming
//! answers, which the app has none of.

use std::collections::BTreeSet;

use walrus::{ImportId, Module, ModuleConfig};

use super::glue::split_word;
use crate::failure::{Failure, Outcome};

/// How the script ends, and how without the second way to start, which the page does not use.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";
const ONLY_DEFAULT: &str = "export { __wbg_init as default };";

/// How far the functions are indented that the script lends to the module.
const LENT_INDENT: &str = "        ";

/// The module and its script without what neither needs. `shared` are exports that others use.
pub(super) fn prune(
    file: &[u8],
    script: &str,
    shared: &BTreeSet<String>,
) -> Outcome<(Vec<u8>, String)> {
    let mut module = ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse(file)
        .map_err(|error| Failure::new(format!("this is no wasm file: {error:#}")))?;
    let mut script = script.replacen(EXPORTS, ONLY_DEFAULT, 1);
    loop {
        let kept = without_unused(&script);
        let used: BTreeSet<&str> = words(&kept).collect();
        let unused: Vec<_> = module
            .exports
            .iter()
            .filter(|export| !used.contains(export.name.as_str()) && !shared.contains(&export.name))
            .map(walrus::Export::id)
            .collect();
        for export in unused {
            module.exports.delete(export);
        }
        let before = imports(&module);
        walrus::passes::gc::run(&mut module);
        let after = imports(&module);
        let gone: BTreeSet<&str> = before
            .iter()
            .filter(|import| !after.contains(import))
            .map(|(_, name)| name.as_str())
            .collect();
        let kept = without_lent(&kept, &gone);
        if kept == script {
            return Ok((module.emit_wasm(), script));
        }
        script = kept;
    }
}

/// The names under which others use something of this module.
pub(super) fn imported_names(file: &[u8]) -> Outcome<BTreeSet<String>> {
    let module = Module::from_buffer(file)
        .map_err(|error| Failure::new(format!("this is no wasm file: {error:#}")))?;
    Ok(imports(&module).into_iter().map(|(_, name)| name).collect())
}

fn imports(module: &Module) -> Vec<(ImportId, String)> {
    let imports = module.imports.iter();
    imports
        .map(|import| (import.id(), import.name.clone()))
        .collect()
}

/// The script without classes, functions and values that nothing else in it names.
fn without_unused(script: &str) -> String {
    let items = items(script);
    let mut live: Vec<bool> = items.iter().map(|item| declared(item).is_none()).collect();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    loop {
        let mut grew = false;
        for (item, is_live) in items.iter().zip(&mut live) {
            let is_needed = || declared(item).is_some_and(|name| named.contains(name));
            if *is_live || is_needed() {
                let before = named.len();
                named.extend(words(item));
                grew |= named.len() > before || !*is_live;
                *is_live = true;
            }
        }
        if !grew {
            break;
        }
    }
    let items = items.into_iter().zip(live);
    items
        .filter_map(|(item, is_live)| is_live.then_some(item))
        .collect()
}

/// Cuts a script where a statement begins: at a line that is neither indented nor closes one.
fn items(script: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut position = 0;
    for line in script.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '}', ')', ']', '\r', '\n']) && position > start {
            items.push(script.get(start..position).unwrap_or_default());
            start = position;
        }
        position += line.len();
    }
    items.push(script.get(start..).unwrap_or_default());
    items
}

/// What an item is of no use without: the name that it declares, or that of the class it completes.
fn declared(item: &str) -> Option<&str> {
    let starts = [
        "export class ",
        "if (Symbol.dispose) ",
        "function ",
        "async function ",
        "const ",
        "let ",
    ];
    let rest = starts.iter().find_map(|start| item.strip_prefix(start))?;
    let (name, after) = split_word(rest);
    let alone = after.starts_with([' ', '(', '.', ';']) && !after.starts_with(" =>");
    (alone && !name.is_empty()).then_some(name)
}

/// The script without the functions of these names that it lends to the module.
fn without_lent(script: &str, gone: &BTreeSet<&str>) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_gone = false;
    for line in script.split_inclusive('\n') {
        let entry = line
            .strip_prefix(LENT_INDENT)
            .filter(|rest| !rest.starts_with(' '));
        if let Some((name, after)) = entry.map(split_word)
            && after.starts_with(": ")
        {
            is_gone = gone.contains(name);
        }
        if !is_gone {
            kept.push_str(line);
        }
        if entry.is_some_and(|rest| rest.trim_end().ends_with("},")) || !line.starts_with(' ') {
            is_gone = false;
        }
    }
    kept
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (word, following) = split_word(rest);
            rest = following;
            if word.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$')) {
                return Some(word);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const SCRIPT: &str = "\
export class Stream {
    free() {
        StreamFinalization.unregister(this);
        wasm.stream_free(this.__wbg_ptr);
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;

function imports() {
    const import0 = {
        __proto__: null,
        f_1: function(arg0) {
            return kept(arg0);
        },
        f_2: function() { return handle(function (arg0) {
            return onlyForStreams(arg0, { a: 1 },
            );
        }, arguments); },
        f_3: function(arg0) {
            return arg0;
        },
    };
    return { \"./app_bg.js\": import0 };
}
const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.stream_free(ptr));
function handle(f, args) { return f.apply(this, args); }
function kept(x) {
    return state + x;
}
function onlyForStreams(x) {
    return x;
}
let state = 0;
let a, wasm;
async function start() {
    wasm = await load(imports());
    wasm.start();
}
start();
export { initSync, __wbg_init as default };
";

    /// Three functions come in, of which `start` calls the first and `stream_free` the second;
    /// `shared` is for others, and `ends` for nobody.
    fn module() -> Vec<u8> {
        let mut module = Module::default();
        let signature = module.types.add(&[], &[]);
        let lent = ["f_1", "f_2", "f_3"]
            .map(|name| module.add_import_func("./app_bg.js", name, signature).0);
        for (name, called) in [("start", 0), ("stream_free", 1), ("shared", 2), ("ends", 1)] {
            let mut function = walrus::FunctionBuilder::new(&mut module.types, &[], &[]);
            function.func_body().call(*lent.get(called).unwrap());
            let function = function.finish(Vec::new(), &mut module.funcs);
            module.exports.add(name, function);
        }
        module.emit_wasm()
    }

    fn exports(file: &[u8]) -> Vec<String> {
        let module = Module::from_buffer(file).unwrap();
        let exports = module.exports.iter();
        exports.map(|export| export.name.clone()).collect()
    }

    #[test]
    fn what_only_an_unused_class_needs_goes_from_both() {
        let shared = BTreeSet::from(["shared".to_owned()]);
        let (file, script) = prune(&module(), SCRIPT, &shared).unwrap();
        assert_eq!(exports(&file), ["start", "shared"]);
        assert_eq!(
            imported_names(&file).unwrap(),
            BTreeSet::from(["f_1".to_owned(), "f_3".to_owned()])
        );
        assert_eq!(
            script,
            "\
function imports() {
    const import0 = {
        __proto__: null,
        f_1: function(arg0) {
            return kept(arg0);
        },
        f_3: function(arg0) {
            return arg0;
        },
    };
    return { \"./app_bg.js\": import0 };
}
function kept(x) {
    return state + x;
}
let state = 0;
let a, wasm;
async function start() {
    wasm = await load(imports());
    wasm.start();
}
start();
export { __wbg_init as default };
"
        );
    }

    #[test]
    fn what_is_needed_stays_byte_by_byte() {
        let script = "const a = 1;\nlet b = a;\nwasm.start(b);\nwasm.shared();\nwasm.ends();\n\
                      wasm.stream_free();\n";
        let (file, kept) = prune(&module(), script, &BTreeSet::new()).unwrap();
        assert_eq!(kept, script);
        assert_eq!(exports(&file), exports(&module()));
    }

    #[test]
    fn what_is_no_module_is_told() {
        let told = prune(b"<!doctype html>", "", &BTreeSet::new());
        assert!(told.unwrap_err().to_string().contains("no wasm file"));
    }
}
