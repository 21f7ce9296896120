//! The order that is shown of one that changes with each tick: it follows calmly.

use std::collections::BTreeSet;

use crate::domain::server::ServerId;
use crate::domain::time::Monotonic;

/// How long an order stands at least, ms.
pub const CALM_MS: f64 = 5_000.0;

/// The order that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    shown: Vec<ServerId>,
    ranked_at: Option<Monotonic>,
}

/// What a new order is to the one that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The visitor chose it: it is shown at once.
    Wanted,
    /// A tick changed it: it waits until the last one has stood for a while.
    Ticked {
        /// Whether something in the list is pointed at or has the focus: then nothing moves.
        is_held: bool,
    },
}

impl Ranking {
    /// The servers in the order that is shown.
    pub fn shown(&self) -> &[ServerId] {
        &self.shown
    }

    /// Takes in the order that would be right now. Those that are gone go at once, and those that are
    /// new stand at the end until the next order is shown.
    pub fn rank(&mut self, now: Monotonic, right: Vec<ServerId>, cause: Cause) {
        let is_calm = self.ranked_at.is_none_or(|at| now.since(at) >= CALM_MS);
        let moves = match cause {
            Cause::Wanted => true,
            Cause::Ticked { is_held } => is_calm && !is_held,
        };
        if moves {
            if self.shown != right || self.ranked_at.is_none() || cause == Cause::Wanted {
                self.ranked_at = Some(now);
            }
            self.shown = right;
            return;
        }
        let there: BTreeSet<ServerId> = right.iter().copied().collect();
        self.shown.retain(|id| there.contains(id));
        let shown: BTreeSet<ServerId> = self.shown.iter().copied().collect();
        self.shown
            .extend(right.into_iter().filter(|id| !shown.contains(id)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Cause = Cause::Ticked { is_held: false };
    const HELD: Cause = Cause::Ticked { is_held: true };

    fn ids(ids: &[u64]) -> Vec<ServerId> {
        ids.iter().copied().map(ServerId).collect()
    }

    fn at(ms: f64) -> Monotonic {
        Monotonic(ms)
    }

    #[test]
    fn ticks_move_nothing_until_the_order_has_stood_for_a_while() {
        let mut ranking = Ranking::default();
        ranking.rank(at(0.0), ids(&[1, 2, 3]), TICK);
        assert_eq!(ranking.shown(), ids(&[1, 2, 3]));
        for tick in [2_000.0, 4_000.0] {
            ranking.rank(at(tick), ids(&[3, 2, 1]), TICK);
            assert_eq!(ranking.shown(), ids(&[1, 2, 3]), "{tick}");
        }
        ranking.rank(at(6_000.0), ids(&[2, 3, 1]), TICK);
        assert_eq!(ranking.shown(), ids(&[2, 3, 1]));
        ranking.rank(at(8_000.0), ids(&[1, 2, 3]), TICK);
        assert_eq!(ranking.shown(), ids(&[2, 3, 1]));
    }

    #[test]
    fn an_order_that_stays_right_can_be_followed_by_another_at_once() {
        let mut ranking = Ranking::default();
        ranking.rank(at(0.0), ids(&[1, 2]), TICK);
        ranking.rank(at(6_000.0), ids(&[1, 2]), TICK);
        ranking.rank(at(8_000.0), ids(&[2, 1]), TICK);
        assert_eq!(ranking.shown(), ids(&[2, 1]));
    }

    #[test]
    fn nothing_moves_under_the_pointer_however_long() {
        let mut ranking = Ranking::default();
        ranking.rank(at(0.0), ids(&[1, 2]), TICK);
        ranking.rank(at(60_000.0), ids(&[2, 1]), HELD);
        assert_eq!(ranking.shown(), ids(&[1, 2]));
        ranking.rank(at(62_000.0), ids(&[2, 1]), TICK);
        assert_eq!(ranking.shown(), ids(&[2, 1]));
    }

    #[test]
    fn who_comes_and_goes_is_seen_at_once_and_moves_nobody_else() {
        let mut ranking = Ranking::default();
        ranking.rank(at(0.0), ids(&[1, 2, 3]), TICK);
        ranking.rank(at(1_000.0), ids(&[9, 3, 1, 8]), HELD);
        assert_eq!(ranking.shown(), ids(&[1, 3, 9, 8]));
    }

    #[test]
    fn what_the_visitor_wants_is_shown_at_once() {
        let mut ranking = Ranking::default();
        ranking.rank(at(0.0), ids(&[1, 2]), TICK);
        ranking.rank(at(100.0), ids(&[2, 1]), Cause::Wanted);
        assert_eq!(ranking.shown(), ids(&[2, 1]));
        // And stands for as long as any other.
        ranking.rank(at(4_000.0), ids(&[1, 2]), TICK);
        assert_eq!(ranking.shown(), ids(&[2, 1]));
    }
}
