//! Heads (sync.md section 7): the operations of a place that no other operation of it lists in `saw` and that no later
//! operation of their own replica follows. They depend on the set of operations, not on the order in which it arrives.
//!
//! Left out: what heads mean, which is [`crate::merge`].

use crate::ids::{OperationId, ReplicaId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an operation speaks of. Members of a set are places of their own (an option, a file); what is said of the whole
/// question (cleared, declined) concerns each of them, and the other way round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The place.
    Whole,
    /// One member.
    Member(Arc<str>),
}

impl Scope {
    fn touches(&self, other: &Scope) -> bool {
        matches!((self, other), (Self::Whole, _) | (_, Self::Whole)) || self == other
    }
}

/// The heads of one place, one operation at a time.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    heads: Vec<(OperationId, Scope)>,
    /// What was listed in `saw`, and by operations of which scope.
    seen: BTreeMap<OperationId, BTreeSet<Scope>>,
    /// The last number of each replica, by scope.
    last: BTreeMap<(ReplicaId, Scope), u64>,
}

impl Heads {
    /// Takes an operation in; each id once.
    pub fn add(&mut self, id: OperationId, scope: Scope, saw: &[OperationId]) {
        // An operation cannot have seen itself: a forged `saw` must not make it vanish.
        let saw: BTreeSet<OperationId> = saw.iter().copied().filter(|seen| *seen != id).collect();
        self.heads.retain(|(head, of)| !(scope.touches(of) && (saw.contains(head) || head.precedes(id))));
        if !self.is_replaced(id, &scope) {
            self.heads.push((id, scope.clone()));
        }
        let last = self.last.entry((id.replica, scope.clone())).or_default();
        *last = id.n.max(*last);
        for seen in saw {
            self.seen.entry(seen).or_default().insert(scope.clone());
        }
    }

    /// The heads, in no order that means anything.
    #[must_use]
    pub fn all(&self) -> &[(OperationId, Scope)] {
        &self.heads
    }

    /// Ids of the heads an author sees who changes `scope`.
    pub fn touching<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = OperationId> + 'a {
        self.heads.iter().filter(|(_, of)| of.touches(scope)).map(|(id, _)| *id)
    }

    /// Whether its successor is here already.
    fn is_replaced(&self, id: OperationId, scope: &Scope) -> bool {
        let seen = self.seen.get(&id).is_some_and(|by| by.iter().any(|by| by.touches(scope)));
        seen || self
            .last
            .range((id.replica, Scope::Whole)..)
            .take_while(|((replica, _), _)| *replica == id.replica)
            .any(|((_, of), last)| *last > id.n && of.touches(scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(replica: u128, n: u64) -> OperationId {
        OperationId { replica: ReplicaId(replica), n }
    }

    fn heads(operations: &[(OperationId, Scope, &[OperationId])]) -> Vec<OperationId> {
        let mut heads = Heads::default();
        for (id, scope, saw) in operations {
            heads.add(*id, scope.clone(), saw);
        }
        let mut ids: Vec<OperationId> = heads.all().iter().map(|(id, _)| *id).collect();
        ids.sort();
        ids
    }

    #[test]
    fn s_50_what_its_author_had_not_seen_stays() {
        let (a, b) = (id(1, 1), id(2, 1));
        assert_eq!(heads(&[(a, Scope::Whole, &[]), (b, Scope::Whole, &[])]), [a, b]);
    }

    #[test]
    fn s_51_what_its_author_had_seen_goes_in_either_order() {
        let (a, b) = (id(1, 1), id(2, 1));
        assert_eq!(heads(&[(a, Scope::Whole, &[]), (b, Scope::Whole, &[a])]), [b]);
        assert_eq!(heads(&[(b, Scope::Whole, &[a]), (a, Scope::Whole, &[])]), [b]);
    }

    #[test]
    fn a_later_one_of_the_same_replica_follows_without_naming() {
        let (first, second) = (id(1, 1), id(1, 2));
        assert_eq!(heads(&[(second, Scope::Whole, &[]), (first, Scope::Whole, &[])]), [second]);
        assert_eq!(heads(&[(first, Scope::Whole, &[]), (second, Scope::Whole, &[])]), [second]);
    }

    #[test]
    fn members_of_a_set_do_not_replace_each_other_but_the_whole_does() {
        let member = |name: &str| Scope::Member(name.into());
        let (cash, shares, clear) = (id(1, 1), id(1, 2), id(1, 3));
        assert_eq!(heads(&[(cash, member("cash"), &[]), (shares, member("shares"), &[])]), [cash, shares]);
        assert_eq!(
            heads(&[(clear, Scope::Whole, &[]), (cash, member("cash"), &[]), (shares, member("shares"), &[])]),
            [clear]
        );
        assert_eq!(heads(&[(id(2, 1), Scope::Whole, &[]), (cash, member("cash"), &[id(2, 1)])]), [cash]);
    }

    #[test]
    fn an_operation_that_claims_to_have_seen_itself_stays() {
        assert_eq!(heads(&[(id(1, 1), Scope::Whole, &[id(1, 1)])]), [id(1, 1)]);
    }
}
