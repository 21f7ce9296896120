//! Versions out of `Cargo.lock`, so that a version is written in one place only.

use crate::failure::{Failure, Outcome};

/// The version of `package` in the text of a lock file.
///
/// # Errors
///
/// When the package is missing or present in several versions: a tool that must match it exactly
/// could then match only one of them.
pub(crate) fn version(lockfile: &str, package: &str) -> Outcome<String> {
    let mut versions = Vec::new();
    for entry in lockfile.split("[[package]]").skip(1) {
        if field(entry, "name") == Some(package)
            && let Some(version) = field(entry, "version")
        {
            versions.push(version);
        }
    }
    match versions.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => Err(Failure::new(format!(
            "Cargo.lock names no package {package}"
        ))),
        several => Err(Failure::new(format!(
            "Cargo.lock names {package} in several versions ({}): keep one",
            several.join(", ")
        ))),
    }
}

fn field<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| {
        let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        value.trim().strip_prefix('"')?.strip_suffix('"')
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const LOCKFILE: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
dependencies = [
 "wasm-bindgen-macro",
]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.130"

[[package]]
name = "syn"
version = "1.0.0"

[[package]]
name = "syn"
version = "2.0.0"
"#;

    #[test]
    fn the_package_itself_is_found_not_one_that_begins_alike() {
        assert_eq!(version(LOCKFILE, "wasm-bindgen").unwrap(), "0.2.130");
    }

    #[test]
    fn a_missing_and_a_doubled_package_are_explained() {
        assert!(
            version(LOCKFILE, "leptos")
                .unwrap_err()
                .to_string()
                .contains("no package")
        );
        assert!(
            version(LOCKFILE, "syn")
                .unwrap_err()
                .to_string()
                .contains("1.0.0, 2.0.0")
        );
    }
}
