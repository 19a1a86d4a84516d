//! The rows in scope of a name: of the expression itself first, then one for each aggregate around the name (E-19).

use super::typing::Typing;
use crate::model::{Judged, SetIndex};
use crate::typed::At;
use interview::package::{FrameType, ItemIndex, RepeatIndex};

/// A row in scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub(super) frame: FrameType,
    /// The requirements of evidence, which have fields of their own.
    pub(super) evidence: bool,
    /// The level at which the repeat of an aggregate was found.
    pub(super) outer: usize,
}

impl Typing<'_, '_> {
    /// An item by its full name, in the innermost row first, then outwards.
    pub(super) fn find(&self, name: &str) -> Option<(ItemIndex, At)> {
        self.levels.iter().enumerate().rev().find_map(|(index, level)| {
            let item = self.model.find(name, level.frame)?;
            let frame = self.model.package.items.get(item as usize)?.frame;
            Some((item, self.at(index, frame)))
        })
    }

    /// How something that lives in `frame` is reached from a level.
    pub(super) fn at(&self, index: usize, frame: FrameType) -> At {
        let level = u32::try_from(self.levels.len().saturating_sub(1 + index)).unwrap_or(0);
        let mut anchor = index;
        while anchor > 0 && self.levels.get(anchor).is_some_and(|level| level.evidence || level.frame != frame) {
            anchor = self.levels.get(anchor).map_or(0, |level| level.outer);
        }
        At { level, anchor: u32::try_from(anchor).unwrap_or(0) }
    }

    /// The level whose row a repeat's rows are counted from, and the repeat.
    pub(super) fn row_level(&self) -> Option<(usize, RepeatIndex)> {
        self.levels.iter().enumerate().rev().find_map(|(index, level)| Some((index, level.frame.checked_sub(1)?)))
    }

    /// What `option` means here: the option that is judged, or the one of a row under `for=`.
    pub(super) fn option_in_scope(&self) -> Option<(Option<SetIndex>, At)> {
        let outermost = u32::try_from(self.levels.len().saturating_sub(1)).unwrap_or(0);
        let base = At { level: outermost, anchor: 0 };
        match self.site.judged {
            Judged::Item(item) => {
                let set = match self.model.ty_of(item) {
                    crate::model::Ty::Choice(set) | crate::model::Ty::Choices(set) => Some(set),
                    _ => None,
                };
                return Some((set, base));
            }
            Judged::ChoiceSet(set) => return Some((self.model.choice_set_sets.get(set as usize).copied(), base)),
            Judged::None => {}
        }
        self.levels.iter().enumerate().rev().find_map(|(index, level)| {
            let frames = self.model.chain(level.frame);
            let frame = frames.into_iter().find(|frame| self.for_set(*frame).is_some())?;
            Some((self.for_set(frame).flatten(), self.at(index, frame)))
        })
    }

    /// The options of the questions of `for=` of a frame type's repeat; several count as the first.
    #[allow(clippy::option_option)]
    fn for_set(&self, frame: FrameType) -> Option<Option<SetIndex>> {
        let repeat = frame.checked_sub(1)? as usize;
        if self.model.repeats.get(repeat)?.for_names.is_empty() {
            return None;
        }
        let questions = &self.model.package.repeats.get(repeat)?.for_options;
        Some(self.model.for_sets.get(&(frame - 1)).copied().or_else(|| {
            questions.first().and_then(|question| match self.model.ty_of(*question) {
                crate::model::Ty::Choices(set) => Some(set),
                _ => None,
            })
        }))
    }
}
