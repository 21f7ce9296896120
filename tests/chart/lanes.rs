//! The lanes at the foot in which losses are marked.

use lotus::chart::{Chrome, Class, Ink, MarkKind, Scene, Series, Span, View, scene};

use crate::histories::History;
use crate::layout::{MINUTE, view};
use crate::viewer::with_viewer;

fn drawn(series: &[Series<'_>], view: &View) -> Scene {
    with_viewer(|viewer| scene(series, view, viewer))
}

#[test]
fn only_what_was_lost_takes_room_and_keeps_it_wherever_one_looks() {
    let fine = History::of(&[(0, 30.0, Class::Normal), (MINUTE, 31.0, Class::Normal)]);
    let lost = History::of(&[
        (0, 0.0, Class::Lost),
        (5 * MINUTE, 30.0, Class::Normal),
        (6 * MINUTE, 31.0, Class::Normal),
    ]);
    let all = view(Span::new(0, 6 * MINUTE));
    let band = |series: &[Series<'_>], view: &View| drawn(series, view).frame.band.height();
    assert_eq!(band(&[fine.series(), fine.series()], &all), 0);
    let one = band(&[lost.series()], &all);
    assert!(one > 0);
    assert_eq!(
        band(&[fine.series(), lost.series(), fine.series()], &all),
        one
    );
    let later = view(Span::new(5 * MINUTE, 6 * MINUTE));
    assert_eq!(
        band(&[lost.series()], &later),
        one,
        "looking around moves nothing"
    );
}

#[test]
fn a_strip_shows_the_lines_of_forty_that_all_have_losses() {
    let samples = [
        (0, 30.0, Class::Normal),
        (MINUTE, 0.0, Class::Lost),
        (2 * MINUTE, 90.0, Class::Normal),
        (3 * MINUTE, 40.0, Class::Normal),
    ];
    let history = History::of(&samples);
    let strip = View {
        height: 40.0,
        chrome: Chrome::Strip,
        ..view(Span::new(0, 3 * MINUTE))
    };
    for count in [1, 12, 19, 40] {
        let series: Vec<_> = (0..count)
            .map(|index| history.series().inked(Ink::of_index(index)))
            .collect();
        let scene = drawn(&series, &strip);
        assert!(scene.frame.plot.height() >= 28, "{count}");
        for shape in &scene.series {
            assert!(!shape.lines.is_empty(), "{count}");
            let lost = shape.marks.iter().find(|mark| mark.kind == MarkKind::Lost);
            let area = lost.unwrap().area;
            assert!(
                area.height() >= 1 && area.top >= scene.frame.band.top,
                "{area:?}"
            );
            assert!(area.bottom <= scene.frame.band.bottom, "{area:?}");
        }
    }
}
