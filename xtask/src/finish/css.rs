//! The style sheets: one file of all that the first one imports.

use std::path::Path;

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};

use crate::failure::{Failure, Outcome};

/// The text of a style sheet with all that it imports, layers kept; `small` is without anything that
/// only its authors read.
///
/// # Errors
///
/// When a file is missing or no CSS, and when one loads a picture or a font: none does, so nothing
/// puts such a file where the built style sheet would look for it.
pub(super) fn bundle(file: &Path, small: bool) -> Outcome<String> {
    let failed = |why: String| Failure::new(format!("{}: {why}", file.display()));
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(file)
        .map_err(|error| failed(error.to_string()))?;
    if small {
        sheet
            .minify(MinifyOptions::default())
            .map_err(|error| failed(error.to_string()))?;
    }
    let written = sheet
        .to_css(PrinterOptions {
            minify: small,
            analyze_dependencies: Some(DependencyOptions::default()),
            ..PrinterOptions::default()
        })
        .map_err(|error| failed(error.to_string()))?;
    let loaded: Vec<_> = written
        .dependencies
        .iter()
        .flatten()
        .map(|dependency| match dependency {
            Dependency::Import(import) => import.url.as_str(),
            Dependency::Url(url) => url.url.as_str(),
        })
        .collect();
    if loaded.is_empty() {
        Ok(written.code)
    } else {
        Err(failed(format!("it may not load {}", loaded.join(", "))))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;
    use crate::project::Project;

    #[test]
    fn imports_are_followed_and_keep_their_layers() {
        let folder = std::env::temp_dir().join(format!("lotus-css-{}", std::process::id()));
        fs::create_dir_all(folder.join("parts")).unwrap();
        let main = folder.join("main.css");
        fs::write(&main, "@layer a, b;\n@import \"parts/a.css\" layer(b);").unwrap();
        let part = folder.join("parts/a.css");
        fs::write(&part, "/* why */ .a { color: var(--ink); }").unwrap();
        assert_eq!(
            bundle(&main, true).unwrap(),
            "@layer a;@layer b{.a{color:var(--ink)}}"
        );
        assert!(bundle(&main, false).unwrap().contains("color: var(--ink);"));

        fs::write(&part, ".a { background: url(https://a/b.png) }").unwrap();
        let message = bundle(&main, true).unwrap_err().to_string();
        assert!(
            message.contains("may not load https://a/b.png"),
            "{message}"
        );
        fs::remove_file(&part).unwrap();
        assert!(bundle(&main, true).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_apps_own_is_read_whole() {
        let project = Project::locate().unwrap();
        let text = bundle(&project.root().join("style/main.css"), true).unwrap();
        assert!(!text.contains("@import") && text.contains(".server-card"));
    }
}
