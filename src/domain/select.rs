//! Which value stands at a place, without sorting all of them.

use std::cmp::Ordering;

/// What the value at `place` would be if the values were in ascending order (by
/// [`f32::total_cmp`]); nothing where there is no such place. Lower values stand before that place
/// afterwards and higher ones behind it.
///
/// Hoare's selection with pivots by chance: a series that is flat, rises or saws takes as long as
/// any other. The standard library's weighs three kilobytes.
pub fn select(values: &mut [f32], place: usize) -> Option<f32> {
    let (mut from, mut to) = (0, values.len());
    let mut chance = values.len();
    while from < to {
        // The constants of a linear congruential generator of 32 bits (Numerical Recipes).
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let pivot = *values.get(from + (chance >> 8) % (to - from))?;
        let (mut lower, mut at, mut higher) = (from, from, to);
        while at < higher {
            match values.get(at)?.total_cmp(&pivot) {
                Ordering::Less => {
                    values.swap(lower, at);
                    lower += 1;
                    at += 1;
                }
                Ordering::Equal => at += 1,
                Ordering::Greater => {
                    higher -= 1;
                    values.swap(at, higher);
                }
            }
        }
        if place < lower {
            to = lower;
        } else if place >= higher {
            from = higher;
        } else {
            return Some(pivot);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::float_cmp)]

    use super::*;

    #[test]
    fn each_place_has_what_sorting_puts_there() {
        let series: [Vec<f32>; 6] = [
            vec![],
            vec![3.0],
            vec![5.0; 40],
            (0..100_u8).map(f32::from).collect(),
            (0..100_u8).rev().map(|n| f32::from(n % 7)).collect(),
            vec![f32::NAN, 0.0, -0.0, f32::INFINITY, 1000.0, 0.0],
        ];
        for values in series {
            let mut sorted = values.clone();
            sorted.sort_by(f32::total_cmp);
            for place in 0..=values.len() {
                let mut shuffled = values.clone();
                let found = select(&mut shuffled, place);
                let expected = sorted.get(place).copied();
                assert_eq!(found.map(f32::to_bits), expected.map(f32::to_bits));
                let Some(found) = found else { continue };
                assert!(
                    shuffled[..place]
                        .iter()
                        .all(|v| v.total_cmp(&found).is_le())
                );
                assert!(
                    shuffled[place..]
                        .iter()
                        .all(|v| v.total_cmp(&found).is_ge())
                );
            }
        }
    }
}
