//! Fingerprints of what an answer was given on (E-29, E-83) and the marks of check pages (E-86). Here a fingerprint is
//! simply the list of the places and what they read.

use crate::page::{InTask, PageAt};
use crate::view::{Frame, View};
use interview::package::{ItemIndex, ItemKind, PageIndex, PageKind};
use interview::place::Place;
use interview::value::{Held, Read, Value};

/// What was read, place by place.
pub(crate) type Fingerprint = Vec<(String, String)>;

impl View<'_> {
    /// The effective values of a place's recheck set now; of a mark, all that its page covers.
    pub(crate) fn fingerprint(&self, place: &Place) -> Fingerprint {
        let Some(item) = self.item(place.item) else { return Vec::new() };
        if let ItemKind::Mark { page } = item.kind {
            let at = PageAt { page, rows: place.rows.clone() };
            // What is void is not there, nor is a list that is not relevant: a row that comes to it changes nothing.
            let there = |place: &&Place| match self.as_repeat(place.item) {
                Some(_) => !self.relevance(place).is_no(),
                None => self.read(place) != Read::Void,
            };
            return self.covered(&at).iter().filter(there).map(|place| self.covered_entry(place)).collect();
        }
        let frame = self.frame_of(place);
        item.recheck.iter().flat_map(|read| self.places_read(*read, &frame)).map(|place| self.entry(&place)).collect()
    }

    /// Of a list that is covered also whether it is open: whoever confirms sees that.
    fn covered_entry(&self, place: &Place) -> (String, String) {
        let (at, read) = self.entry(place);
        let open = self.as_repeat(place.item).is_some_and(|repeat| self.is_open(repeat, &self.frame_of(place)));
        (at, if open { format!("{read} open") } else { read })
    }

    fn entry(&self, place: &Place) -> (String, String) {
        let read = match self.as_repeat(place.item) {
            Some(repeat) => format!("{:?}", self.rows(repeat, &self.frame_of(place))),
            None => format!("{:?}", self.read(place)),
        };
        (self.write(place), read)
    }

    /// The instances of an item that a recheck set means: the one around, or all rows of another repeat.
    fn places_read(&self, item: ItemIndex, frame: &Frame) -> Vec<Place> {
        if let Some(place) = self.place_from(item, frame) {
            return vec![place];
        }
        let kind = self.item(item).map_or(0, |item| item.frame);
        let (rows, _) = self.all_rows(kind.saturating_sub(1), frame);
        rows.into_iter().map(|row| Place { item, rows: row.rows }).collect()
    }

    /// Whether anything in a recheck set waits; a list does while it is open, since E-21 lets it grow.
    pub(crate) fn recheck_waits(&self, place: &Place) -> bool {
        let Some(item) = self.item(place.item) else { return false };
        let frame = self.frame_of(place);
        item.recheck.iter().any(|read| {
            let elsewhere = self.place_from(*read, &frame).is_none();
            let kind = self.item(*read).map_or(0, |item| item.frame);
            let may_grow = elsewhere && self.all_rows(kind.saturating_sub(1), &frame).1;
            may_grow || self.places_read(*read, &frame).iter().any(|place| self.waits(place))
        })
    }

    fn waits(&self, place: &Place) -> bool {
        match self.as_repeat(place.item) {
            Some(repeat) => self.is_open(repeat, &self.frame_of(place)),
            None => self.read(place) == Read::Waiting,
        }
    }

    /// Everything a check page covers: the answers of its tasks, of its own task those of the pages before it.
    fn covered(&self, at: &PageAt) -> Vec<Place> {
        let mut covered = Vec::new();
        let Some(page) = self.page(at.page) else { return covered };
        let PageKind::Check { covers, .. } = &page.kind else { return covered };
        for task in covers {
            for step in self.placed_in(*task) {
                match step {
                    InTask::Page(other) if *task == page.task && other == *at => break,
                    InTask::Page(other) => self.add_covered(&other, &mut covered),
                    InTask::Rows(repeat, frame) => covered.push(self.list_place(repeat, &frame)),
                }
            }
        }
        covered.sort();
        covered.dedup();
        covered
    }

    fn add_covered(&self, at: &PageAt, covered: &mut Vec<Place>) {
        let Some(page) = self.page(at.page) else { return };
        let frame = self.frame_of_page(at);
        match page.kind {
            PageKind::List(repeat) => covered.push(self.list_place(repeat, &frame)),
            PageKind::Check { mark, .. } => covered.extend(self.place_from(mark, &frame)),
            PageKind::Form | PageKind::Stop => {}
        }
        covered.extend(self.shown_on(at).asked);
    }

    /// Yes while it was confirmed and what it covers still reads the same and nothing there waits.
    pub(crate) fn read_mark(&self, place: &Place) -> Read {
        let Some(ItemKind::Mark { page }) = self.item(place.item).map(|item| &item.kind) else { return Read::Waiting };
        let at = PageAt { page: PageIndex::clone(page), rows: place.rows.clone() };
        let confirmed = self.held_at(place) == Held::Value(Value::YesNo(true));
        let saw = self.held.items.get(place).map(|answer| &answer.saw);
        let holds = saw == Some(&self.fingerprint(place));
        let waits = self.covered(&at).iter().any(|place| self.waits(place));
        if confirmed && holds && !waits { Read::Value(Value::YesNo(true)) } else { Read::Waiting }
    }

    /// Whether an answer's grounds have changed since it was given.
    pub(crate) fn is_stale(&self, place: &Place) -> bool {
        let Some(answer) = self.held.items.get(place) else { return false };
        let is_answer = matches!(answer.held, Held::Value(_) | Held::Skipped | Held::Declined | Held::NotKnown);
        is_answer && self.relevance(place).is_yes() && answer.saw != self.fingerprint(place)
    }
}
