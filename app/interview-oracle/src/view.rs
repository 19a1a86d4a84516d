//! One look at a draft: the definition, what is held and the day, with a memory of what was already worked out. A view
//! is made anew for every question that is put to the oracle.

use crate::apply::Held as Answers;
use interview::package::{Condition, FrameType, Item, ItemIndex, ItemKind, Package, Repeat, RepeatIndex};
use interview::place::{Place, repeats_around, write_place};
use interview::value::{Read, RowKey, Three};
use quantities::Date;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A list: its repeat, and the keys of the rows around it.
type ListKey = (RepeatIndex, Vec<RowKey>);

/// The application itself, or one row of a repeat with the rows around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Frame {
    /// 0 for the application, k+1 for a row of repeat k.
    pub kind: FrameType,
    /// Keys of the rows, outermost first.
    pub rows: Vec<RowKey>,
}

impl Frame {
    /// The application itself.
    pub fn application() -> Self {
        Self { kind: 0, rows: Vec::new() }
    }
}

/// Everything that an answer of the oracle depends on.
pub(crate) struct View<'a> {
    pub package: &'a Package,
    pub held: &'a Answers,
    pub today: Date,
    reads: RefCell<BTreeMap<Place, Read>>,
    relevances: RefCell<BTreeMap<Place, Three>>,
    conditions: RefCell<BTreeMap<(u32, Vec<RowKey>), Three>>,
    lists: RefCell<BTreeMap<ListKey, Vec<RowKey>>>,
}

impl<'a> View<'a> {
    pub fn new(package: &'a Package, held: &'a Answers, today: Date) -> Self {
        Self {
            package,
            held,
            today,
            reads: RefCell::default(),
            relevances: RefCell::default(),
            conditions: RefCell::default(),
            lists: RefCell::default(),
        }
    }

    pub fn item(&self, index: ItemIndex) -> Option<&'a Item> {
        self.package.items.get(index as usize)
    }

    pub fn repeat(&self, index: RepeatIndex) -> Option<&'a Repeat> {
        self.package.repeats.get(index as usize)
    }

    pub fn condition_node(&self, index: u32) -> Option<&'a Condition> {
        self.package.conditions.get(index as usize)
    }

    /// Every item with its index.
    pub fn items(&self) -> impl Iterator<Item = (ItemIndex, &'a Item)> + use<'a> {
        (0..).zip(&self.package.items)
    }

    pub fn depth(&self, kind: FrameType) -> usize {
        repeats_around(self.package, kind).len()
    }

    /// The frame of that kind in which this one stands (or itself).
    pub fn outward(&self, frame: &Frame, kind: FrameType) -> Option<Frame> {
        let mut current = frame.kind;
        while current != kind {
            current = self.repeat(current.checked_sub(1)?)?.parent;
        }
        Some(Frame { kind, rows: frame.rows.iter().take(self.depth(kind)).cloned().collect() })
    }

    /// The place of an item as seen from a frame.
    pub fn place_from(&self, item: ItemIndex, frame: &Frame) -> Option<Place> {
        let home = self.outward(frame, self.item(item)?.frame)?;
        Some(Place { item, rows: home.rows })
    }

    /// The frame in which a place lives.
    pub fn frame_of(&self, place: &Place) -> Frame {
        let kind = self.item(place.item).map_or(0, |item| item.frame);
        Frame { kind, rows: place.rows.iter().take(self.depth(kind)).cloned().collect() }
    }

    pub fn write(&self, place: &Place) -> String {
        write_place(self.package, place)
    }

    /// Every frame of a kind: all rows of all rows around them.
    pub fn frames(&self, kind: FrameType) -> Vec<Frame> {
        let mut frames = vec![Frame::application()];
        for repeat in repeats_around(self.package, kind) {
            frames = frames.iter().flat_map(|parent| self.row_frames(repeat, parent)).collect();
        }
        frames
    }

    /// The rows of one list as frames.
    pub fn row_frames(&self, repeat: RepeatIndex, parent: &Frame) -> Vec<Frame> {
        let row = |key: RowKey| {
            let rows = parent.rows.iter().cloned().chain([key]).collect();
            Frame { kind: repeat + 1, rows }
        };
        self.rows(repeat, parent).into_iter().map(row).collect()
    }

    /// Every instance of an item.
    pub fn instances(&self, item: ItemIndex) -> Vec<Place> {
        let kind = self.item(item).map_or(0, |item| item.frame);
        self.frames(kind).into_iter().map(|frame| Place { item, rows: frame.rows }).collect()
    }

    /// The effective value of a place, as rules read it.
    pub fn read(&self, place: &Place) -> Read {
        if let Some(read) = self.reads.borrow().get(place) {
            return read.clone();
        }
        let read = self.work_out_read(place);
        self.reads.borrow_mut().insert(place.clone(), read.clone());
        read
    }

    /// Own `when` and everything around the item.
    pub fn relevance(&self, place: &Place) -> Three {
        if let Some(relevance) = self.relevances.borrow().get(place) {
            return *relevance;
        }
        let relevance = self.work_out_relevance(place);
        self.relevances.borrow_mut().insert(place.clone(), relevance);
        relevance
    }

    /// A container's condition and all around it, as seen from a frame in it.
    pub fn condition(&self, index: u32, from: &Frame) -> Three {
        let Some(node) = self.condition_node(index) else { return Three::No };
        let Some(frame) = self.outward(from, node.frame) else { return Three::No };
        let key = (index, frame.rows.clone());
        if let Some(condition) = self.conditions.borrow().get(&key) {
            return *condition;
        }
        let condition = self.work_out_condition(node, &frame);
        self.conditions.borrow_mut().insert(key, condition);
        condition
    }

    /// The keys of the rows of one list, in order.
    pub fn rows(&self, repeat: RepeatIndex, parent: &Frame) -> Vec<RowKey> {
        let key = (repeat, parent.rows.clone());
        if let Some(rows) = self.lists.borrow().get(&key) {
            return rows.clone();
        }
        let rows = self.work_out_rows(repeat, parent);
        self.lists.borrow_mut().insert(key, rows.clone());
        rows
    }

    /// The place of a list: its repeat in the frame around it.
    pub fn list_place(&self, repeat: RepeatIndex, parent: &Frame) -> Place {
        Place { item: self.repeat(repeat).map_or(u32::MAX, |repeat| repeat.item), rows: parent.rows.clone() }
    }

    /// The index of the repeat that an item is.
    pub fn as_repeat(&self, item: ItemIndex) -> Option<RepeatIndex> {
        match self.item(item)?.kind {
            ItemKind::Repeat(repeat) => Some(repeat),
            _ => None,
        }
    }
}
