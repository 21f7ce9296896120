use lotus::chart::{Span, TimeScale, ValueScale};
use proptest::prelude::*;

fn spans() -> impl Strategy<Value = Span> {
    (0..4_000_000_000_000_i64, 0..100_000_000_000_i64)
        .prop_map(|(from, width)| Span::new(from, from + width))
}

proptest! {
    #[test]
    fn a_time_survives_the_way_to_pixels_and_back(
        span in spans(), share in 0.0..=1.0, left in 0.0..200.0, width in 1.0..8000.0,
    ) {
        let at = span.from_ms + (span.width_ms() as f64 * share) as i64;
        let scale = TimeScale { span, left, width };
        let x = scale.x(at);
        prop_assert_eq!(scale.time_ms(x), at);
        prop_assert!((left..=left + width + 1e-6).contains(&x));
    }

    #[test]
    fn a_pixel_survives_the_way_to_time_and_back(
        span in spans(), left in 0.0..200.0, width in 1.0..8000.0, share in -1.0..2.0,
    ) {
        let scale = TimeScale { span, left, width };
        let x = left + width * share;
        let millisecond = width / span.width_ms().max(1) as f64;
        prop_assert!((scale.x(scale.time_ms(x)) - x).abs() <= millisecond / 2.0 + 1e-6);
    }

    #[test]
    fn a_value_survives_both_ways(
        low in -1e6..1e6, range in 1e-3..1e6, share in -1.0..2.0, top in 0.0..100.0, height in 1.0..4000.0,
    ) {
        let scale = ValueScale { low, high: low + range, top, height };
        let value = low + range * share;
        let error = (scale.value(scale.y(value)) - value).abs();
        prop_assert!(error <= 1e-9 * (low.abs() + range));
        prop_assert!((top..=top + height).contains(&scale.y_within(value)));
    }

    #[test]
    fn a_zoom_keeps_its_anchor_and_its_limits(
        extent in spans(), a in 0.0..=1.0, b in 0.0..=1.0, anchor in 0.0..=1.0, factor in 0.01..20.0,
    ) {
        let at = |share: f64| extent.from_ms + (extent.width_ms() as f64 * share) as i64;
        let visible = Span::new(at(a), at(b));
        let anchor_ms = visible.from_ms + (visible.width_ms() as f64 * anchor) as i64;
        let zoomed = visible.zoomed(anchor_ms, factor, 60_000, extent);
        prop_assert!(zoomed.from_ms >= extent.from_ms && zoomed.to_ms <= extent.to_ms);
        prop_assert!(zoomed.width_ms() >= 60_000.min(extent.width_ms()));
        if visible.width_ms() > 0 {
            prop_assert!(zoomed.contains(anchor_ms), "{zoomed:?} {anchor_ms}");
        }
        // Where no limit is met, the anchor stays at its place on the screen.
        let is_free = zoomed.from_ms > extent.from_ms && zoomed.to_ms < extent.to_ms;
        if is_free && visible.width_ms() > 60_000 && zoomed.width_ms() > 60_000 {
            let place = |span: Span| {
                let since = (anchor_ms - span.from_ms) as f64;
                since / span.width_ms() as f64
            };
            prop_assert!((place(visible) - place(zoomed)).abs() < 1e-4);
        }
    }

    #[test]
    fn a_pan_keeps_the_width_and_the_limits(extent in spans(), a in 0.0..=1.0, b in 0.0..=1.0, by in -200_000_000_000..200_000_000_000_i64) {
        let at = |share: f64| extent.from_ms + (extent.width_ms() as f64 * share) as i64;
        let visible = Span::new(at(a), at(b));
        let panned = visible.panned(by, extent);
        prop_assert_eq!(panned.width_ms(), visible.width_ms());
        prop_assert!(panned.from_ms >= extent.from_ms && panned.to_ms <= extent.to_ms);
        let both = panned.union(visible);
        prop_assert!(both.contains(panned.from_ms) && both.contains(visible.to_ms));
    }
}

#[test]
fn zooming_in_and_out_again_comes_back() {
    let extent = Span::new(0, 86_400_000);
    let visible = Span::new(20_000_000, 60_000_000);
    let zoomed = visible.zoomed(30_000_000, 0.5, 60_000, extent);
    assert_eq!(zoomed, Span::new(25_000_000, 45_000_000));
    assert_eq!(zoomed.zoomed(30_000_000, 2.0, 60_000, extent), visible);
    assert_eq!(visible.zoomed(30_000_000, 100.0, 60_000, extent), extent);
    let narrow = visible.zoomed(20_000_000, 0.0, 60_000, extent);
    assert_eq!(narrow, Span::new(20_000_000, 20_060_000));
}

#[test]
fn a_range_wider_than_the_data_is_the_data() {
    let extent = Span::new(1_000, 2_000);
    assert_eq!(Span::new(0, 9_000).clamped(extent), extent);
    assert_eq!(Span::new(500, 900).clamped(extent), Span::new(1_000, 1_400));
    assert_eq!(Span::new(9, 5), Span::new(5, 9));
}
