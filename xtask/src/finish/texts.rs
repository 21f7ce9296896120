//! The languages: a file each, and the page tells where they are.

use std::path::Path;

use lotus::i18n::Language;

use super::write as write_named;
use crate::failure::Outcome;

/// How the names of the files begin.
pub(crate) const PREFIX: &str = "texts-";

/// The name of the `<meta>` in whose place the page tells of them: before its script, which asks for
/// the file it needs.
pub(super) const PLACE: &str = "lotus-texts";

/// Writes the files and gives the tags that tell of them: of each language its tag, its file and the
/// tags of browsers that ask for it.
pub(super) fn write(staging: &Path) -> Outcome<String> {
    let tag_of = |language: Language| {
        let (tag, texts) = (language.tag(), language.texts().to_file());
        let file = write_named(staging, &format!("{PREFIX}{tag}"), "txt", &texts)?;
        let asked_by = language.asked_by().join(" ");
        Ok(format!(
            "<meta name=\"{PLACE}\" content=\"{file}\" data-texts=\"{tag}\" \
             data-asked-by=\"{asked_by}\">"
        ))
    };
    Language::ALL.into_iter().map(tag_of).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use lotus::i18n::Texts;

    use super::*;
    use crate::finish::compress::files_below;
    use crate::finish::content_name;

    #[test]
    fn each_language_is_a_file_that_the_page_names() {
        let folder = std::env::temp_dir().join(format!("lotus-texts-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let tags = write(&folder).unwrap();
        let metas: Vec<&str> = tags.split_inclusive('>').collect();
        assert_eq!(metas.len(), Language::ALL.len());
        assert_eq!(files_below(&folder).unwrap().len(), metas.len());

        for (language, meta) in Language::ALL.iter().zip(&metas) {
            let value = |key: &str| {
                let (_, rest) = meta.split_once(&format!(" {key}=\"")).unwrap();
                rest.split_once('"').unwrap().0
            };
            assert_eq!(value("data-texts"), language.tag());
            let file = fs::read_to_string(folder.join(value("content"))).unwrap();
            let name = format!(
                "./{PREFIX}{}-{}.txt",
                language.tag(),
                content_name([file.as_bytes()])
            );
            assert_eq!(value("content"), name);
            let read = Texts::from_file(file.leak()).unwrap();
            assert_eq!(read.all(), language.texts().all());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
