//! How much a first visit loads, and how much it may.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Outcome};
use crate::finish::compress::{Coding, files_below};
use crate::terminal;

/// The most that HTML, CSS, scripts and wasm may weigh together, in bytes after brotli.
const FIRST_VISIT_LIMIT: usize = 175 * 1024;

/// The most that all languages may weigh inside that, in bytes after brotli. Above it each
/// language must become a file of its own, loaded when it is chosen.
const LANGUAGES_LIMIT: usize = 15 * 1024;

/// What a first visit loads; pictures come as they are needed.
const LOADED: &[&str] = &["css", "html", "js", "mjs", "wasm"];

/// The size of one file in bytes: as it is and after each compression.
struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Weight {
    fn of(name: String, content: &[u8]) -> Outcome<Self> {
        Ok(Self {
            name,
            raw: content.len(),
            gzip: Coding::Gzip.compress(content)?.len(),
            brotli: Coding::Brotli.compress(content)?.len(),
        })
    }
}

/// Prints the table of the app in `dist` and fails when it is too heavy. `languages` is the folder
/// of the language files' sources.
pub(crate) fn check(dist: &Path, languages: &Path) -> Outcome<()> {
    let weights = weigh(dist)?;
    let share = Weight::of("languages".to_owned(), &language_sources(languages)?)?;
    terminal::line(&table(&weights, &share));
    verdict(total(&weights).brotli, share.brotli)
}

fn weigh(dist: &Path) -> Outcome<Vec<Weight>> {
    let mut weights = Vec::new();
    for file in files_below(dist)? {
        if file
            .extension()
            .is_some_and(|extension| LOADED.iter().any(|known| extension == *known))
        {
            let content = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
            let name = file
                .strip_prefix(dist)
                .unwrap_or(&file)
                .to_string_lossy()
                .into_owned();
            weights.push(Weight::of(name, &content)?);
        }
    }
    if weights.iter().any(|weight| {
        Path::new(&weight.name)
            .extension()
            .is_some_and(|extension| extension == "wasm")
    }) {
        Ok(weights)
    } else {
        Err(Failure::new(format!(
            "there is no built app in {}",
            dist.display()
        )))
    }
}

fn total(weights: &[Weight]) -> Weight {
    Weight {
        name: "first visit".to_owned(),
        raw: weights.iter().map(|weight| weight.raw).sum(),
        gzip: weights.iter().map(|weight| weight.gzip).sum(),
        brotli: weights.iter().map(|weight| weight.brotli).sum(),
    }
}

/// The text of all language files. Compressed it bounds their share from above, for it holds the
/// names of the fields too, which the compiler drops.
fn language_sources(folder: &Path) -> Outcome<Vec<u8>> {
    let mut sources = Vec::new();
    if folder.is_dir() {
        for file in files_below(folder)? {
            if is_language(&file) {
                let text = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
                sources.extend(text);
            }
        }
    }
    Ok(sources)
}

/// Whether a source is named after a language: `en.rs`, `zh_cn.rs`, `ja/overview.rs`.
fn is_language(file: &Path) -> bool {
    let tagged = |name: &str| {
        let (language, region) = name.split_once('_').unwrap_or((name, "xx"));
        [language, region].iter().all(|part| {
            matches!(part.len(), 2 | 4) && part.bytes().all(|byte| byte.is_ascii_lowercase())
        }) && language.len() == 2
    };
    let folder = file.parent().and_then(Path::file_name);
    file.extension().is_some_and(|extension| extension == "rs")
        && (file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .is_some_and(tagged)
            || folder.and_then(|name| name.to_str()).is_some_and(tagged))
}

fn verdict(first_visit: usize, languages: usize) -> Outcome<()> {
    let mut reasons = Vec::new();
    if first_visit > FIRST_VISIT_LIMIT {
        reasons.push(format!(
            "a first visit loads {} too much",
            kibibytes(first_visit - FIRST_VISIT_LIMIT)
        ));
    }
    if languages > LANGUAGES_LIMIT {
        reasons.push(format!(
            "the languages weigh more than {}: split them into one file each",
            kibibytes(LANGUAGES_LIMIT)
        ));
    }
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(reasons.join("; ")))
    }
}

fn table(weights: &[Weight], languages: &Weight) -> String {
    let sum = total(weights);
    let row = |weight: &Weight| {
        [
            weight.name.clone(),
            kibibytes(weight.raw),
            kibibytes(weight.gzip),
            kibibytes(weight.brotli),
        ]
    };
    let mut rows = vec![["file", "raw", "gzip", "brotli"].map(str::to_owned)];
    rows.extend(weights.iter().map(row));
    rows.push(row(&sum));
    rows.push([
        "limit".into(),
        String::new(),
        String::new(),
        kibibytes(FIRST_VISIT_LIMIT),
    ]);
    rows.push([
        "of it languages, at most".into(),
        String::new(),
        String::new(),
        format!(
            "{} of {}",
            kibibytes(languages.brotli),
            kibibytes(LANGUAGES_LIMIT)
        ),
    ]);
    let width = rows
        .iter()
        .map(|[name, ..]| name.chars().count())
        .max()
        .unwrap_or_default();
    rows.iter()
        .map(|[name, raw, gzip, brotli]| format!("{name:width$} {raw:>11} {gzip:>11} {brotli:>11}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn kibibytes(bytes: usize) -> String {
    format!("{:.1} KiB", bytes as f64 / 1024.0)
}

/// Where the language files' sources lie in a checkout.
pub(crate) fn languages(root: &Path) -> PathBuf {
    root.join("src").join("i18n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn weight(name: &str, brotli: usize) -> Weight {
        Weight {
            name: name.to_owned(),
            raw: 4 * brotli,
            gzip: 2 * brotli,
            brotli,
        }
    }

    #[test]
    fn the_sum_is_judged_after_brotli() {
        let weights = [weight("a.wasm", 140 * 1024), weight("b.js", 10 * 1024)];
        assert_eq!(total(&weights).raw, 600 * 1024);
        assert!(verdict(total(&weights).brotli, LANGUAGES_LIMIT).is_ok());

        let message = verdict(FIRST_VISIT_LIMIT + 512, 0).unwrap_err().to_string();
        assert_eq!(message, "a first visit loads 0.5 KiB too much");
    }

    #[test]
    fn heavy_languages_must_be_split() {
        let message = verdict(0, LANGUAGES_LIMIT + 1).unwrap_err().to_string();
        assert!(message.contains("one file each"), "{message}");
    }

    #[test]
    fn the_table_names_files_sum_limit_and_languages() {
        let table = table(&[weight("app.wasm", 1024)], &weight("languages", 2048));
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 5);
        assert!(lines[1].starts_with("app.wasm") && lines[1].ends_with("1.0 KiB"));
        assert!(lines[3].starts_with("limit") && lines[3].ends_with("175.0 KiB"));
        assert!(lines[4].ends_with("2.0 KiB of 15.0 KiB"));
    }

    #[test]
    fn language_files_are_known_by_their_names() {
        for name in ["en.rs", "zh_cn.rs", "zh_hant.rs", "ja/overview.rs"] {
            assert!(is_language(&Path::new("i18n").join(name)), "{name}");
        }
        for name in ["mod.rs", "plural.rs", "en.txt", "number_format.rs"] {
            assert!(!is_language(&Path::new("i18n").join(name)), "{name}");
        }
    }
}
