//! Chance that is a function: the same key and the same counter give the same number, on every
//! machine and in any order. It is what lets a whole fleet live without keeping any state.

/// A source of numbers, each found by its counter (the finaliser of `SplitMix64` over both).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(u64);

/// The golden ratio's fraction of 2^64, the increment of `SplitMix64`.
const INCREMENT: u64 = 0x9e37_79b9_7f4a_7c15;

impl Key {
    /// The source of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(finalise(seed.wrapping_add(INCREMENT)))
    }

    /// A source of its own for each number: one a server, one a quantity.
    pub(super) fn branch(self, number: u64) -> Self {
        Self(self.number(number.cast_signed()))
    }

    /// All 64 bits at a counter.
    pub(super) fn number(self, counter: i64) -> u64 {
        let step = counter.cast_unsigned().wrapping_add(1);
        finalise(self.0.wrapping_add(step.wrapping_mul(INCREMENT)))
    }

    /// A number from 0 to below 1.
    pub(super) fn unit(self, counter: i64) -> f64 {
        (self.number(counter) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number from `low` to below `high`.
    pub(super) fn between(self, counter: i64, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit(counter)
    }

    /// A number from `low` to below `high` that is as often near one order of magnitude as near
    /// another, as sizes and rates are.
    pub(super) fn magnitude(self, counter: i64, low: f64, high: f64) -> f64 {
        low * (high / low).powf(self.unit(counter))
    }

    /// Whether something of this probability happens.
    pub(super) fn happens(self, counter: i64, probability: f64) -> bool {
        self.unit(counter) < probability
    }

    /// One of the items; `None` only when there are none.
    pub(super) fn pick<T>(self, counter: i64, items: &[T]) -> Option<&T> {
        let count = u64::try_from(items.len()).ok()?;
        let index = self.number(counter).checked_rem(count)?;
        items.get(usize::try_from(index).ok()?)
    }

    /// A walk from -1 to 1 without jumps or corners, which turns about once a period (value
    /// noise).
    pub(super) fn walk(self, time_ms: i64, period_ms: i64) -> f64 {
        let step = time_ms.div_euclid(period_ms);
        let part = time_ms.rem_euclid(period_ms) as f64 / period_ms as f64;
        let eased = part * part * (3.0 - 2.0 * part);
        let from = self.unit(step);
        let to = self.unit(step + 1);
        (from + (to - from) * eased) * 2.0 - 1.0
    }

    /// Where a time lies within the event of its slot, from 0 to 1. In each slot of `slot_ms` at
    /// most one event happens, with this probability, at a chance place and as long as
    /// `length_ms` allows. Also gives the slot, as a counter for what the event is like.
    pub(super) fn event(
        self,
        time_ms: i64,
        slot_ms: i64,
        probability: f64,
        length_ms: (f64, f64),
    ) -> Option<Event> {
        let slot = time_ms.div_euclid(slot_ms);
        if !self.happens(slot, probability) {
            return None;
        }
        let chance = self.branch(1);
        let length = chance.between(slot * 2, length_ms.0, length_ms.1);
        let start = chance.between(slot * 2 + 1, 0.0, slot_ms as f64 - length);
        let part = (time_ms.rem_euclid(slot_ms) as f64 - start) / length;
        (0.0..1.0).contains(&part).then_some(Event { slot, part })
    }
}

/// A moment within an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// The event's slot.
    pub(super) slot: i64,
    /// How much of the event has passed, from 0 to 1.
    pub(super) part: f64,
}

impl Event {
    /// A hump over the event, from 0 up to 1 and down again.
    pub(super) fn hump(self) -> f64 {
        (self.part * std::f64::consts::PI).sin().powi(2)
    }
}

fn finalise(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The whole number of a count or size; negative ones and NaN are 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, which is what a count wants"
)]
pub(super) fn whole(value: f64) -> u64 {
    value as u64
}

#[cfg(test)]
mod tests {
    use super::{Key, whole};

    #[test]
    fn numbers_depend_on_key_and_counter_alone() {
        let key = Key::new(7).branch(3);
        assert_eq!(key.number(11), Key::new(7).branch(3).number(11));
        assert_ne!(key.number(11), key.number(12));
        assert_ne!(key.number(11), Key::new(8).branch(3).number(11));
    }

    #[test]
    fn a_walk_stays_within_bounds_and_never_jumps() {
        let key = Key::new(1);
        let mut before = key.walk(-60_000, 10_000);
        for time_ms in (-60_000..60_000).step_by(100) {
            let now = key.walk(time_ms, 10_000);
            assert!((-1.0..=1.0).contains(&now));
            assert!((now - before).abs() < 0.05, "{before} to {now}");
            before = now;
        }
    }

    #[test]
    fn an_event_is_as_long_as_it_was_told() {
        let key = Key::new(5);
        let inside = (0..600_000)
            .step_by(1_000)
            .filter(|time_ms| {
                key.event(*time_ms, 600_000, 1.0, (30_000.0, 30_001.0))
                    .is_some()
            })
            .count();
        assert!((30..=31).contains(&inside), "{inside}");
        assert!(key.event(0, 600_000, 0.0, (1.0, 2.0)).is_none());
    }

    #[test]
    fn whole_numbers_saturate() {
        assert_eq!(whole(-3.0), 0);
        assert_eq!(whole(f64::NAN), 0);
        assert_eq!(whole(2.9), 2);
    }
}
