//! How much a visit loads, and how much it may.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::{Doing, Failure, Outcome};
use crate::finish::compress::{Coding, files_below};
use crate::finish::{split, texts};
use crate::terminal;

/// What of the files beside the parts a first visit loads; pictures come as they are needed.
const LOADED: &[&str] = &["css", "html", "js", "mjs", "wasm"];

/// The most that the overview may load, in bytes after brotli: HTML, CSS, scripts, wasm, one language.
const OVERVIEW_LIMIT: usize = 265 * 1024;

/// What a screen may load, by the name of the part that has it.
struct Screen {
    name: &'static str,
    part: &'static str,
    /// In bytes after brotli.
    limit: usize,
    /// Whether the limit is for all that a visit loads which begins there, or for what comes on top
    /// of the overview.
    is_whole: bool,
}

const SCREENS: &[Screen] = &[
    Screen {
        name: "a server's page",
        part: "server",
        limit: 371 * 1024,
        is_whole: true,
    },
    Screen {
        name: "sign-in and tokens: more",
        part: "account",
        limit: 60 * 1024,
        is_whole: false,
    },
    Screen {
        name: "registration: more",
        part: "register",
        limit: 60 * 1024,
        is_whole: false,
    },
];

/// The size of something in bytes: as it is and after each compression.
#[derive(Clone, Debug, Default)]
struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    /// The most that it may be after brotli.
    limit: Option<usize>,
}

impl Weight {
    fn of(name: String, content: &[u8]) -> Outcome<Self> {
        Ok(Self {
            name,
            raw: content.len(),
            gzip: Coding::Gzip.compress(content)?.len(),
            brotli: Coding::Brotli.compress(content)?.len(),
            limit: None,
        })
    }

    fn sum<'a>(name: &str, limit: usize, weights: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self {
            name: name.to_owned(),
            limit: Some(limit),
            ..Self::default()
        };
        for weight in weights {
            sum.raw += weight.raw;
            sum.gzip += weight.gzip;
            sum.brotli += weight.brotli;
        }
        sum
    }
}

/// Prints the table of the app in `dist` and fails when a screen of it is too heavy.
pub(crate) fn check(dist: &Path) -> Outcome<()> {
    let (first, parts) = weigh(dist)?;
    let loaded_by = loaded_by(dist)?;
    let mut rows = first.clone();
    rows.push(Weight::sum("overview", OVERVIEW_LIMIT, &first));
    rows.extend(parts.iter().cloned());
    for screen in SCREENS {
        let files = loaded_by.get(screen.part).ok_or_else(|| {
            Failure::new(format!("the app has no part `{}` of its own", screen.part))
        })?;
        let more = parts
            .iter()
            .filter(|part| files.iter().any(|file| part.name.ends_with(file.as_str())));
        let before = first.iter().filter(|_| screen.is_whole);
        rows.push(Weight::sum(screen.name, screen.limit, before.chain(more)));
    }
    terminal::line(&table(&rows));
    verdict(&rows)
}

/// What a first visit loads, of the languages the one that weighs most; and the parts, which come with
/// the screens that need them.
fn weigh(dist: &Path) -> Outcome<(Vec<Weight>, Vec<Weight>)> {
    let (mut first, mut parts, mut languages) = (Vec::new(), Vec::new(), Vec::new());
    for file in files_below(dist)? {
        let name = file
            .strip_prefix(dist)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        let is_language = name.starts_with(texts::PREFIX) && has_extension(&name, "txt");
        if is_language || LOADED.iter().any(|known| has_extension(&name, known)) {
            let content = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
            let is_part = split::is_part(&name);
            let weight = Weight::of(name, &content)?;
            if is_language {
                languages.push(weight);
            } else if is_part {
                parts.push(weight);
            } else {
                first.push(weight);
            }
        }
    }
    let heaviest = languages.into_iter().max_by_key(|language| language.brotli);
    let has_app = first
        .iter()
        .any(|weight| has_extension(&weight.name, "wasm"));
    match heaviest {
        Some(heaviest) if has_app => first.push(heaviest),
        _ => {
            let folder = dist.display();
            return Err(Failure::new(format!("there is no built app in {folder}")));
        }
    }
    Ok((first, parts))
}

/// The files of each part, those included that it shares with others.
fn loaded_by(dist: &Path) -> Outcome<BTreeMap<String, Vec<String>>> {
    let is_loader = |file: &&std::path::PathBuf| file.ends_with(split::LOADER);
    match files_below(dist)?.iter().find(is_loader) {
        Some(file) => fs::read_to_string(file)
            .doing(|| format!("cannot read {}", file.display()))
            .map(|script| split::files_of_parts(&script)),
        None => Ok(BTreeMap::new()),
    }
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found == extension)
}

fn verdict(rows: &[Weight]) -> Outcome<()> {
    let too_much: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let over = row
                .brotli
                .checked_sub(row.limit?)
                .filter(|over| *over > 0)?;
            Some(format!(
                "{} is {} over its limit",
                row.name,
                kibibytes(over)
            ))
        })
        .collect();
    if too_much.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(too_much.join(", ")))
    }
}

fn table(rows: &[Weight]) -> String {
    let mut lines = vec![["file", "raw", "gzip", "brotli", "limit"].map(str::to_owned)];
    lines.extend(rows.iter().map(|weight| {
        [
            weight.name.clone(),
            kibibytes(weight.raw),
            kibibytes(weight.gzip),
            kibibytes(weight.brotli),
            weight.limit.map_or_else(String::new, kibibytes),
        ]
    }));
    let width = lines
        .iter()
        .map(|[name, ..]| name.chars().count())
        .max()
        .unwrap_or_default();
    lines
        .iter()
        .map(|[name, raw, gzip, brotli, limit]| {
            let line = format!("{name:width$} {raw:>11} {gzip:>11} {brotli:>11} {limit:>11}");
            line.trim_end().to_owned()
        })
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
            limit: None,
        }
    }

    #[test]
    fn each_sum_is_judged_after_brotli() {
        let weights = [weight("a.wasm", 140 * 1024), weight("b.js", 10 * 1024)];
        let sum = |limit| Weight::sum("overview", limit, &weights);
        assert_eq!(sum(0).raw, 600 * 1024);
        assert!(verdict(&[sum(150 * 1024), weights[0].clone()]).is_ok());
        let message = verdict(&[sum(150 * 1024 - 512)]).unwrap_err().to_string();
        assert_eq!(message, "overview is 0.5 KiB over its limit");
    }

    #[test]
    fn a_first_visit_loads_the_heaviest_language_and_no_picture() {
        let dist = std::env::temp_dir().join(format!("lotus-budget-{}", std::process::id()));
        fs::create_dir_all(dist.join("app-1")).unwrap();
        for (name, content) in [
            ("app-1/app_bg.wasm", "wasm"),
            ("app-1/chunk_3.wasm", "shared"),
            ("app-1/split_server.wasm", "a screen"),
            ("index.html", "page"),
            ("flag.svg", "picture"),
            ("notes.txt", "not loaded, however long it may be"),
            ("texts-es-1.txt", "hola"),
            ("texts-ja-2.txt", "the longest of all"),
            ("texts-zh-CN-3.txt", "longer"),
        ] {
            fs::write(dist.join(name), content).unwrap();
        }
        let names = |weights: Vec<Weight>| weights.into_iter().map(|w| w.name).collect::<Vec<_>>();
        let (first, parts) = weigh(&dist).unwrap();
        assert_eq!(
            names(first),
            ["app-1/app_bg.wasm", "index.html", "texts-ja-2.txt"]
        );
        assert_eq!(
            names(parts),
            ["app-1/chunk_3.wasm", "app-1/split_server.wasm"]
        );
        fs::remove_file(dist.join("app-1/app_bg.wasm")).unwrap();
        assert!(weigh(&dist).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn the_table_has_a_line_for_each_file_and_screen() {
        let file = weight("app.wasm", 1024);
        let sum = Weight::sum("overview", 2048, [&file]);
        let table = table(&[file, sum]);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].starts_with("app.wasm") && lines[1].ends_with("1.0 KiB"));
        assert!(lines[2].starts_with("overview") && lines[2].ends_with("2.0 KiB"));
    }
}
