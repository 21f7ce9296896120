//! The view as files.

use super::desk::Desk;
use super::labels::LatencyLabels;
use super::source::LatencySource;
use crate::chart::{self, Caption, View, Viewer};
use crate::domain::latency_csv;
use crate::features::server::local_time::LocalZone;
use crate::live::Picked;
use crate::platform::download;
use crate::ui::old::{CanvasBackend, CanvasMeasure, FONT, Plotted, Scheme, new_canvas, theme};
use leptos::prelude::*;

/// How large pictures are, at least, CSS pixels, and how fine.
const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 480.0;
const RATIO: f64 = 2.0;

fn file_name(desk: Desk, kind: &str) -> String {
    format!("latency-{}.{kind}", desk.id.0)
}

/// What a picture says beside its lines.
struct Words {
    title: String,
    line: String,
    /// The drawn monitors.
    names: String,
}

fn words_of(desk: Desk) -> Words {
    let texts = desk.words.language.texts();
    let server = desk.live.server(desk.id);
    let name = server.map(|server| server.pick_untracked(|server| server.name.clone()));
    let name = name.filter(|name| !name.trim().is_empty());
    let labels = LatencyLabels::new(desk.words);
    let mut names = String::new();
    desk.lend(&mut |series| {
        for one in series {
            names.push_str(if names.is_empty() { "" } else { ", " });
            names.push_str(one.name);
        }
    });
    Words {
        title: name.unwrap_or_else(|| format!("#{}", desk.id.0)),
        line: format!("{} (ms) · {}", texts.latency, labels.stretch(desk.span())),
        names,
    }
}

/// Pictures are light, for whatever they are put into.
fn scene_of(desk: Desk, ratio: f64, words: &Words) -> Option<chart::Scene> {
    let canvas = new_canvas()?;
    let measure = CanvasMeasure::new(&canvas, FONT)?;
    let source = LatencySource::new(desk, Scheme(RwSignal::new(false)));
    let view: View = source.view(WIDTH, HEIGHT, ratio)?;
    let labels = LatencyLabels::new(desk.words);
    let mut scene = None;
    source.lend(&mut |series| {
        let viewer = Viewer {
            labels: &labels,
            measure: &measure,
            zone: &LocalZone,
        };
        let caption = Caption {
            title: &words.title,
            line: &words.line,
        };
        scene = Some(chart::picture(series, &view, caption, viewer));
    });
    scene
}

pub(super) fn save_svg(desk: Desk) {
    let words = words_of(desk);
    if let Some(scene) = scene_of(desk, 1.0, &words) {
        let description = format!("{}: {}", words.line, words.names);
        let text = chart::svg(&scene, &theme(false), &words.title, &description);
        download::text_file(&file_name(desk, "svg"), "image/svg+xml", &text);
    }
}

pub(super) fn save_png(desk: Desk) {
    let drawn = scene_of(desk, RATIO, &words_of(desk)).zip(new_canvas());
    let Some((scene, canvas)) = drawn else {
        return;
    };
    let theme = theme(false);
    if let Some(mut backend) = CanvasBackend::new(&canvas, scene.width, scene.height) {
        backend.fill(theme.surface);
        let _ = chart::draw(&scene, &theme, &mut backend);
    }
    download::canvas_as_png(&file_name(desk, "png"), &canvas);
}

/// The raw samples of the visible stretch, of the drawn monitors.
pub(super) fn save_csv(desk: Desk) {
    let Some(range) = desk.range() else {
        return;
    };
    let lines = desk.lines();
    let lines = lines.borrow();
    let view = desk.view.get_untracked();
    let histories: Vec<_> = lines
        .iter()
        .map(|line| &line.history)
        .filter(|history| view.shows(history.monitor_id))
        .collect();
    let csv = latency_csv::write(&histories, range, desk.estimates.get_untracked());
    download::text_file(&file_name(desk, "csv"), "text/csv", &csv);
}
