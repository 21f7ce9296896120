//! How much a first visit loads, and how much it may.

use std::fs;
use std::path::Path;

use crate::failure::{Doing, Failure, Outcome};
use crate::finish::compress::{Coding, files_below};
use crate::finish::{split, texts};
use crate::terminal;

/// The most that HTML, CSS, scripts, wasm and one language may weigh together, in bytes after brotli.
const FIRST_VISIT_LIMIT: usize = 175 * 1024;

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

/// The screens that a first visit opens beside the overview, by the names of their parts. Tokens and
/// registration are an admin's alone.
const OPENED: &[&str] = &[
    "latency_section",
    "server_details",
    "sign_in_page",
    "view_password_page",
];

/// Prints the table of the app in `dist` and fails when it is too heavy.
pub(crate) fn check(dist: &Path) -> Outcome<()> {
    let opened = opened(dist)?;
    let (weights, later): (Vec<_>, Vec<_>) = weigh(dist)?
        .into_iter()
        .partition(|weight| !split::is_part(&weight.name) || opened.contains(&weight.name));
    terminal::line(&table(&weights, &later));
    verdict(total(&weights).brotli)
}

/// The files of the opened screens, as the script lists them that loads them.
fn opened(dist: &Path) -> Outcome<String> {
    let mut opened = String::new();
    for file in files_below(dist)? {
        if file.extension().is_some_and(|ending| ending == "js") {
            let script =
                fs::read_to_string(&file).doing(|| format!("cannot read {}", file.display()))?;
            for screen in OPENED {
                opened.extend(files_of(screen, &script));
            }
        }
    }
    Ok(opened)
}

/// The line of the script that lists the files of a part.
fn files_of<'a>(part: &str, script: &'a str) -> Option<&'a str> {
    let start = format!("{part}: [");
    let lines = script.lines().map(str::trim_start);
    lines
        .filter(|line| line.starts_with(&start))
        .find_map(|line| line.get(start.len()..))
}

/// What a first visit loads; of the languages that are files the one that weighs most.
fn weigh(dist: &Path) -> Outcome<Vec<Weight>> {
    let mut weights = Vec::new();
    let mut languages = Vec::new();
    for file in files_below(dist)? {
        let name = file
            .strip_prefix(dist)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        let is_language = name.starts_with(texts::PREFIX) && has_extension(&name, "txt");
        if is_language || LOADED.iter().any(|known| has_extension(&name, known)) {
            let content = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
            let weight = Weight::of(name, &content)?;
            if is_language {
                languages.push(weight);
            } else {
                weights.push(weight);
            }
        }
    }
    let heaviest = languages.into_iter().max_by_key(|language| language.brotli);
    if let Some(heaviest) = heaviest
        && weights
            .iter()
            .any(|weight| has_extension(&weight.name, "wasm"))
    {
        weights.push(heaviest);
        Ok(weights)
    } else {
        Err(Failure::new(format!(
            "there is no built app in {}",
            dist.display()
        )))
    }
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found == extension)
}

fn total(weights: &[Weight]) -> Weight {
    Weight {
        name: "first visit".to_owned(),
        raw: weights.iter().map(|weight| weight.raw).sum(),
        gzip: weights.iter().map(|weight| weight.gzip).sum(),
        brotli: weights.iter().map(|weight| weight.brotli).sum(),
    }
}

fn verdict(first_visit: usize) -> Outcome<()> {
    if first_visit > FIRST_VISIT_LIMIT {
        return Err(Failure::new(format!(
            "a first visit loads {} too much",
            kibibytes(first_visit - FIRST_VISIT_LIMIT)
        )));
    }
    Ok(())
}

/// `later` is loaded with the screen that needs it, and not at first.
fn table(weights: &[Weight], later: &[Weight]) -> String {
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
    rows.extend(later.iter().map(row));
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
        assert!(verdict(total(&weights).brotli).is_ok());

        let message = verdict(FIRST_VISIT_LIMIT + 512).unwrap_err().to_string();
        assert_eq!(message, "a first visit loads 0.5 KiB too much");
    }

    #[test]
    fn a_first_visit_loads_the_heaviest_language_and_no_picture() {
        let dist = std::env::temp_dir().join(format!("lotus-budget-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        for (name, content) in [
            ("app.wasm", "wasm"),
            ("index.html", "page"),
            ("flag.svg", "picture"),
            ("notes.txt", "not loaded, however long it may be"),
            ("texts-es-1.txt", "hola"),
            ("texts-ja-2.txt", "the longest of all"),
            ("texts-zh-CN-3.txt", "longer"),
        ] {
            fs::write(dist.join(name), content).unwrap();
        }
        let names = |dist: &Path| weigh(dist).map(|weights| weights.into_iter().map(|w| w.name));
        assert_eq!(
            names(&dist).unwrap().collect::<Vec<_>>(),
            ["app.wasm", "index.html", "texts-ja-2.txt"]
        );
        fs::remove_file(dist.join("app.wasm")).unwrap();
        assert!(names(&dist).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn the_table_names_files_sum_limit_and_parts() {
        let table = table(
            &[weight("app.wasm", 1024)],
            &[weight("part-tokens-page-1.wasm", 3072)],
        );
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 5);
        assert!(lines[1].starts_with("app.wasm") && lines[1].ends_with("1.0 KiB"));
        assert!(lines[2].starts_with("first visit") && lines[2].ends_with("1.0 KiB"));
        assert!(lines[3].starts_with("limit") && lines[3].ends_with("175.0 KiB"));
        assert!(lines[4].starts_with("part-tokens") && lines[4].ends_with("3.0 KiB"));
    }

    #[test]
    fn a_screen_has_the_files_that_the_script_lists() {
        let script = "const parts = {\n    tokens_page: [[\"./part-a.wasm\", \"sha\"],],\n\
                      \x20   sign_in_page: [[\"./part-b.wasm\", \"sha\"],[\"./part-c.wasm\", \"sha\"],],\n};";
        let files = files_of("sign_in_page", script).unwrap();
        assert!(files.contains("part-b.wasm") && files.contains("part-c.wasm"));
        assert!(!files.contains("part-a.wasm"));
        assert_eq!(files_of("in_page", script), None);
    }
}
