//! Evidence requirements: whether one is given, and whether it counts as met without (E-34, E-91).

use crate::draft::Draft;
use crate::evaluate::Scratch;
use crate::frame::FrameId;
use crate::package::{Evidence, ItemIndex, ItemKind, Type};
use crate::value::{FileReference, FileState, Three};

impl Draft {
    /// Files anywhere in the draft that a requirement accepts (E-34, E-91). A file given for one row counts for that row.
    pub(crate) fn accepted_files(&self, frame: FrameId, index: ItemIndex, evidence: &Evidence) -> Vec<&FileReference> {
        let definition = self.compiled();
        let Some(requirement) = definition.package.items.get(index as usize) else { return Vec::new() };
        let mut accepted = Vec::new();
        for (other, item) in (0..).zip(&definition.package.items) {
            let is_given_here = match &item.kind {
                ItemKind::Evidence(_) => true,
                ItemKind::Question(question) => question.value == Type::Files,
                _ => false,
            };
            if !is_given_here {
                continue;
            }
            for holder in self.live_frames(item.frame) {
                if !self.is_frame_around(holder, frame) && !self.is_frame_around(frame, holder) {
                    continue;
                }
                accepted.extend(self.files_in(holder, other).iter().filter(|file| {
                    let category = file.category.as_deref().unwrap_or(&item.id);
                    evidence.accepts.iter().any(|accepts| accepts == category)
                        || (evidence.accepts.is_empty() && category == requirement.id)
                }));
            }
        }
        accepted
    }

    /// Whether a frame is another or lies around it.
    fn is_frame_around(&self, around: FrameId, frame: FrameId) -> bool {
        self.frame(around).is_some_and(|outer| self.frame_up(frame, outer.kind) == Some(around))
    }

    pub(super) fn judge_given(&self, frame: FrameId, index: ItemIndex) -> bool {
        match self.compiled().package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Evidence(evidence)) => {
                self.accepted_files(frame, index, evidence).iter().any(|file| file.state == FileState::Clean)
            }
            _ => false,
        }
    }

    pub(super) fn judge_excused(&self, frame: FrameId, index: ItemIndex, scratch: &mut Scratch) -> Three {
        if self.relevance_of(frame, index).is_no() {
            return Three::No;
        }
        match self.compiled().package.items.get(index as usize).map(|item| &item.kind) {
            Some(ItemKind::Evidence(evidence)) => {
                evidence.excused.map_or(Three::No, |excused| scratch.truth(self, frame, excused))
            }
            _ => Three::No,
        }
    }
}
