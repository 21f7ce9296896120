use lotus::chart::{DARK, DASHES, HUES, Ink, LIGHT, Rgb};

fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    if channel <= 0.04045 {
        channel / 12.92
    } else {
        ((channel + 0.055) / 1.055).powf(2.4)
    }
}

/// The contrast of two colours as WCAG 2 defines it.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |(r, g, b): Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn product(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| (0..3).map(|index| row[index] * vector[index]).sum())
}

/// Björn Ottosson's `OKLab`.
fn oklab((r, g, b): Rgb) -> [f64; 3] {
    let cones = product(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        [linear(r), linear(g), linear(b)],
    );
    product(
        [
            [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
        ],
        cones.map(f64::cbrt),
    )
}

#[test]
fn every_hue_stands_out_from_its_surface_and_from_the_others() {
    for (hues, surface, least) in [
        (LIGHT, (255, 255, 255), 3.0),
        (DARK, (0x14, 0x16, 0x1a), 4.5),
    ] {
        for (index, hue) in hues.iter().enumerate() {
            assert!(contrast(*hue, surface) >= least, "{hue:?}");
            for other in &hues[index + 1..] {
                let (a, b) = (oklab(*hue), oklab(*other));
                let distance: f64 = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum();
                assert!(distance.sqrt() >= 0.19, "{hue:?} {other:?}");
            }
        }
    }
}

#[test]
fn forty_are_told_apart_by_hue_and_dash() {
    let inks: Vec<Ink> = (0..HUES * DASHES.len()).map(Ink::of_index).collect();
    for (index, ink) in inks.iter().enumerate() {
        assert!(!inks[..index].contains(ink), "{ink:?}");
    }
    assert!(inks.len() >= 40);
    for (index, dash) in DASHES.iter().enumerate() {
        assert_eq!(dash.is_empty(), index == 0);
        assert!(dash.len().is_multiple_of(2) && !DASHES[..index].contains(dash));
    }
}

#[test]
fn the_next_six_are_the_same_with_a_dash() {
    let plain = Ink::of_index(2);
    let dashed = Ink::of_index(2 + HUES);
    assert_eq!((plain.hue, plain.dash), (2, 0));
    assert_eq!((dashed.hue, dashed.dash), (2, 1));
    assert_eq!(Ink::of_index(2 + DASHES.len() * HUES), plain);
    assert_eq!(plain.colour(&LIGHT), LIGHT[2]);
    assert_eq!(dashed.colour(&DARK), DARK[2]);
}

#[test]
fn a_colour_stays_with_its_key_whatever_the_order() {
    let keys = [9, 4, 7];
    for shuffled in [[4, 7, 9], [7, 9, 4], keys] {
        assert_eq!(Ink::of_key(4, &shuffled), Ink::of_index(0));
        assert_eq!(Ink::of_key(7, &shuffled), Ink::of_index(1));
        assert_eq!(Ink::of_key(9, &shuffled), Ink::of_index(2));
    }
    assert_eq!(Ink::of_key(9, &[4, 4, 4, 9]), Ink::of_index(1));
}
