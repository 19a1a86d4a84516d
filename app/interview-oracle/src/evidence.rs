//! Evidence requirements (E-34, E-91).

use crate::view::View;
use interview::package::{Evidence, ItemKind};
use interview::place::Place;
use interview::value::{FileReference, FileState, Three};

impl View<'_> {
    /// Files attached at a place.
    pub(crate) fn files_at(&self, place: &Place) -> &[FileReference] {
        self.held.files.get(place).map_or(&[], Vec::as_slice)
    }

    fn as_evidence(&self, place: &Place) -> Option<(&str, &Evidence)> {
        let item = self.item(place.item)?;
        match &item.kind {
            ItemKind::Evidence(evidence) => Some((&item.id, evidence)),
            _ => None,
        }
    }

    /// The files that meet a requirement: clean ones of an accepted category, attached to it or to another one of the
    /// same rows, since a file may meet several.
    pub(crate) fn files_that_meet(&self, place: &Place) -> Vec<FileReference> {
        let Some((id, evidence)) = self.as_evidence(place) else { return Vec::new() };
        let accepts = |category: &str| match evidence.accepts.is_empty() {
            true => category == id,
            false => evidence.accepts.iter().any(|accepted| accepted == category),
        };
        let mut met = Vec::new();
        for (other, files) in self.held.files.iter().filter(|(other, _)| related(other, place)) {
            let own = self.item(other.item).map_or("", |item| item.id.as_str());
            let fits = |file: &&FileReference| accepts(file.category.as_deref().unwrap_or(own));
            met.extend(files.iter().filter(fits).filter(|file| file.state == FileState::Clean).cloned());
        }
        met
    }

    /// Whether a file meets a requirement, needed or not.
    pub(crate) fn is_given(&self, place: &Place) -> bool {
        !self.files_that_meet(place).is_empty()
    }

    /// Whether it counts as met without a file; never where it is not needed.
    pub(crate) fn is_excused(&self, place: &Place) -> Three {
        let code = self.as_evidence(place).and_then(|(_, evidence)| evidence.excused);
        match code {
            Some(code) if !self.relevance(place).is_no() => self.evaluate_in(code, &self.frame_of(place)).truth(),
            _ => Three::No,
        }
    }

    /// Given, or excused.
    pub(crate) fn is_met(&self, place: &Place) -> bool {
        self.is_given(place) || self.is_excused(place).is_yes()
    }
}

/// Whether files of one place can meet a requirement at another: neither belongs to a row that the other does not.
fn related(one: &Place, other: &Place) -> bool {
    one.rows.starts_with(&other.rows) || other.rows.starts_with(&one.rows)
}
