//! Whether screens become files of their own: in a release that asks for it.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(lotus_split)");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    // The profile `app` alone is optimised for size. Quick builds ask too, for Trunk has one page for
    // both, and stay whole.
    if env::var_os("CARGO_FEATURE_SPLIT").is_some()
        && is("CARGO_CFG_TARGET_ARCH", "wasm32")
        && (is("OPT_LEVEL", "s") || is("OPT_LEVEL", "z"))
    {
        println!("cargo::rustc-cfg=lotus_split");
        // The splitter takes a module apart by the relocations that the linker leaves in it.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
