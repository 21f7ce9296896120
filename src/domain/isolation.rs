//! Finding the agents that break an answer for the whole fleet.
//!
//! One agent that reports NaN makes every `details` that includes it an empty one. Halving the
//! list of ids finds it in a few questions, and everybody else can be shown.

use crate::domain::ids::IdSet;
use crate::domain::server::ServerId;

/// How many ids are asked for at once: an address of a few hundred characters passes any proxy.
const CHUNK: usize = 100;

/// A search for the servers that cannot be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Isolation {
    to_ask: Vec<Vec<ServerId>>,
    unreadable: IdSet,
}

impl Isolation {
    /// A search through these servers. Those that were unreadable last time are asked one by one,
    /// so that they spoil nobody's answer.
    pub fn new(ids: &[ServerId], suspects: &IdSet) -> Self {
        let (alone, together): (Vec<_>, Vec<_>) = ids.iter().partition(|id| suspects.contains(*id));
        let singles = alone.into_iter().map(|id| vec![id]);
        Self {
            to_ask: singles
                .chain(together.chunks(CHUNK).map(<[_]>::to_vec))
                .collect(),
            unreadable: IdSet::default(),
        }
    }

    /// The ids to ask for next; `None` when the search is over.
    pub fn next_ids(&mut self) -> Option<Vec<ServerId>> {
        self.to_ask.pop()
    }

    /// These gave an empty answer.
    pub fn was_empty(&mut self, ids: Vec<ServerId>) {
        if ids.len() <= 1 {
            self.unreadable.extend(ids);
            return;
        }
        let (first, second) = ids.split_at(ids.len() / 2);
        self.to_ask.push(second.to_vec());
        self.to_ask.push(first.to_vec());
    }

    /// Who cannot be asked for.
    pub fn into_unreadable(self) -> IdSet {
        self.unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(count: u64, broken: &[u64], suspects: &[u64]) -> (usize, Vec<u64>, IdSet) {
        let ids: Vec<ServerId> = (1..=count).map(ServerId).collect();
        let suspects = suspects.iter().copied().map(ServerId).collect();
        let mut isolation = Isolation::new(&ids, &suspects);
        let mut asked = 0;
        let mut readable = Vec::new();
        while let Some(ids) = isolation.next_ids() {
            asked += 1;
            if ids.iter().any(|id| broken.contains(&id.0)) {
                isolation.was_empty(ids);
            } else {
                readable.extend(ids.into_iter().map(|id| id.0));
            }
        }
        readable.sort_unstable();
        (asked, readable, isolation.into_unreadable())
    }

    #[test]
    fn the_broken_are_found_and_everybody_else_is_read_once() {
        for broken in [vec![], vec![1], vec![200], vec![13, 14, 150]] {
            let (asked, readable, unreadable) = search(200, &broken, &[]);
            let expected: Vec<u64> = (1..=200).filter(|id| !broken.contains(id)).collect();
            assert_eq!(readable, expected);
            assert_eq!(unreadable, broken.iter().copied().map(ServerId).collect());
            assert!(
                asked <= 2 + 2 * 8 * broken.len(),
                "{asked} questions for {broken:?}"
            );
        }
    }

    #[test]
    fn once_found_it_costs_one_question() {
        let (asked, _, unreadable) = search(90, &[42], &[42]);
        assert_eq!(asked, 2);
        assert_eq!(unreadable, IdSet::from_iter([ServerId(42)]));
        let (_, readable, unreadable) = search(90, &[], &[42]);
        assert_eq!(
            (readable.len(), unreadable.len()),
            (90, 0),
            "a mended agent is read again"
        );
    }
}
