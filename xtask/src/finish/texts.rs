//! The languages: a file each, and the page tells where they are.

use std::fs;
use std::path::Path;

use lotus::i18n::Language;

use super::{content_name, html, integrity};
use crate::failure::{Doing, Outcome};

/// How the names of the files begin.
pub(crate) const PREFIX: &str = "texts-";

/// Writes the files and gives the page with their addresses, before its first script: that one asks
/// for the file it needs.
pub(super) fn write(staging: &Path, page: &str) -> Outcome<String> {
    let mut addresses = Vec::new();
    for language in Language::ALL {
        let (tag, texts) = (language.tag(), language.texts().to_file());
        let hash = content_name(texts.as_bytes());
        let name = format!("{PREFIX}{tag}-{hash}.txt");
        fs::write(staging.join(&name), &texts).doing(|| format!("cannot write {name}"))?;
        let integrity = integrity(texts.as_bytes());
        addresses.push(format!(
            "<meta name=\"lotus-texts\" data-texts=\"{tag}\" data-file=\"./{name}\" \
             data-integrity=\"{integrity}\">\n    "
        ));
    }
    html::before_first_script(page, &addresses.concat())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use lotus::i18n::Texts;

    use super::*;
    use crate::finish::compress::files_below;

    #[test]
    fn each_language_is_a_file_that_the_page_names() {
        let folder = std::env::temp_dir().join(format!("lotus-texts-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let page = write(&folder, "<head><title>a</title><script src=a.js></script>").unwrap();
        let (before, _) = page.split_once("<script").unwrap();
        let metas: Vec<&str> = before
            .lines()
            .filter(|line| line.contains("<meta"))
            .collect();
        assert_eq!(metas.len(), Language::ALL.len());
        assert_eq!(files_below(&folder).unwrap().len(), metas.len());

        for (language, meta) in Language::ALL.iter().zip(&metas) {
            let value = |key: &str| {
                let (_, rest) = meta.split_once(&format!(" {key}=\"")).unwrap();
                rest.split_once('"').unwrap().0
            };
            assert_eq!(value("data-texts"), language.tag());
            let file = fs::read_to_string(folder.join(value("data-file"))).unwrap();
            assert_eq!(value("data-integrity"), integrity(file.as_bytes()));
            let name = format!(
                "./{PREFIX}{}-{}.txt",
                language.tag(),
                content_name(file.as_bytes())
            );
            assert_eq!(value("data-file"), name);
            let read = Texts::from_file(file.leak()).unwrap();
            assert_eq!(read.all(), language.texts().all());
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_page_that_loads_nothing_is_told() {
        let folder = std::env::temp_dir().join(format!("lotus-no-script-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let message = write(&folder, "<head></head>").unwrap_err().to_string();
        assert!(message.contains("no script"), "{message}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
