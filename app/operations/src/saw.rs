//! What the author of a new operation has on the screen: its `saw` (sync.md section 2), for every kind. Whoever makes
//! operations asks here, so that author and merging agree on what had been seen.

use crate::entry::Entry;
use crate::fold::Fold;
use crate::heads::Scope;
use crate::ids::OperationId;
use crate::limits::most_saw;
use crate::merge;
use crate::operation::Kind;
use crate::place::list_of;
use interview::place::Place;

impl Fold {
    /// The `saw` of an operation of this kind at this place, made by somebody who looks at this fold.
    ///
    /// At most as many ids as a push may hold, the newest ones.
    #[must_use]
    pub fn saw(&self, place: &Place, kind: &Kind) -> Vec<OperationId> {
        let mut saw = match kind {
            Kind::AddRow => list_of(place).map(|(list, _)| self.ends(&list)).unwrap_or_default(),
            Kind::RemoveRow => {
                let Some(row) = self.row(place) else { return Vec::new() };
                let mut saw = row.heads();
                saw.extend(self.inside(row));
                saw
            }
            Kind::RestoreRow => self.row(place).map(|row| row.heads()).unwrap_or_default(),
            Kind::MoveRow { .. } => Vec::new(),
            Kind::CloseList => {
                let mut saw = self.list(place).map(|list| list.adds_on_screen()).unwrap_or_default();
                saw.extend(self.ends(place));
                saw
            }
            Kind::ReopenList => self.ends(place),
            kind => self.heads_touching(place, &merge::scope(kind)),
        };
        let most = most_saw(kind);
        if saw.len() > most {
            saw.sort_by_key(|id| self.entry(*id).map(Entry::order));
            saw.drain(..saw.len() - most);
        }
        saw
    }

    /// The `saw` of an operation posted as plain HTML (S-19): the heads of the page as it was shown, `self`, and those heads
    /// of `now` that the same session has posted since, so that going back and posting again contests nobody's own answer.
    #[must_use]
    pub fn saw_when_posted(
        &self,
        now: &Fold,
        place: &Place,
        kind: &Kind,
        same_session: impl Fn(&Entry) -> bool,
    ) -> Vec<OperationId> {
        let mut saw = self.saw(place, kind);
        for id in now.saw(place, kind) {
            if !saw.contains(&id) && now.entry(id).is_some_and(&same_session) {
                saw.push(id);
            }
        }
        saw
    }

    fn ends(&self, list: &Place) -> Vec<OperationId> {
        self.list(list).map(|list| list.ends.touching(&Scope::Whole).collect()).unwrap_or_default()
    }
}
