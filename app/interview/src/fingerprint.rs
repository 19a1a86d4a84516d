//! Fingerprints: the effective values an answer rests on, hashed (E-29, E-86).

use crate::change::Fingerprint;
use crate::draft::Draft;
use crate::frame::FrameId;
use crate::graph::{Covered, innermost_around, repeats_below};
use crate::package::{ItemIndex, ItemKind, PageIndex, RepeatIndex};
use crate::value::{Read, Value};
use crate::wire;
use sha2::{Digest, Sha256};

impl Draft {
    /// The present fingerprint of an item's recheck set; of a mark: of all it covers.
    pub(crate) fn fingerprint_in(&self, frame: FrameId, item: ItemIndex) -> Fingerprint {
        let definition = self.compiled();
        let Some(rules) = definition.package.items.get(item as usize) else { return [0; 8] };
        if let ItemKind::Mark { page } = rules.kind {
            return of_mark(self, frame, page);
        }
        let mut hasher = Sha256::new();
        for read in &rules.recheck {
            match definition.package.items.get(*read as usize).map(|item| &item.kind) {
                Some(ItemKind::Repeat(repeat)) => hash_rows(self, &mut hasher, frame, *repeat, false),
                _ => hash_item(self, &mut hasher, frame, *read, true),
            }
        }
        shortened(hasher)
    }

    /// Whether something in an item's recheck set waits.
    pub(crate) fn recheck_waits(&self, frame: FrameId, item: ItemIndex) -> bool {
        let definition = self.compiled();
        let kind = self.frame(frame).map_or(0, |frame| frame.kind);
        let is_open =
            |repeat: RepeatIndex| lists(self, frame, repeat).into_iter().any(|list| self.is_open(list, repeat));
        definition.package.items.get(item as usize).into_iter().flat_map(|item| &item.recheck).any(|read| {
            match definition.package.items.get(*read as usize).map(|item| &item.kind) {
                Some(ItemKind::Repeat(repeat)) => is_open(*repeat),
                _ => {
                    repeats_below(&definition.package, kind, *read).into_iter().any(is_open)
                        || instances(self, frame, *read).into_iter().any(|frame| self.waits(frame, *read))
                }
            }
        })
    }

    /// Whether something a check page covers waits.
    pub(crate) fn covered_waits(&self, frame: FrameId, page: PageIndex) -> bool {
        self.compiled().graph.covered.get(page as usize).into_iter().flatten().any(|covered| match covered {
            Covered::Item(item) => instances(self, frame, *item).into_iter().any(|frame| self.waits(frame, *item)),
            Covered::List(repeat) => lists(self, frame, *repeat).into_iter().any(|frame| self.is_open(frame, *repeat)),
        })
    }
}

/// The fingerprint of everything a check page covers. What is void is left out, and a list that is not asked for: nobody
/// sees it on the page.
pub(crate) fn of_mark(draft: &Draft, frame: FrameId, page: PageIndex) -> Fingerprint {
    let mut hasher = Sha256::new();
    for covered in draft.compiled().graph.covered.get(page as usize).into_iter().flatten() {
        match covered {
            Covered::Item(item) => hash_item(draft, &mut hasher, frame, *item, false),
            Covered::List(repeat) => hash_rows(draft, &mut hasher, frame, *repeat, true),
        }
    }
    shortened(hasher)
}

fn shortened(hasher: Sha256) -> Fingerprint {
    let digest: [u8; 32] = hasher.finalize().into();
    let mut short = [0; 8];
    for (to, from) in short.iter_mut().zip(digest) {
        *to = from;
    }
    short
}

/// Instances of an item as seen from a frame: the one around it, or all rows below the innermost frame around both.
pub(crate) fn instances(draft: &Draft, frame: FrameId, item: ItemIndex) -> Vec<FrameId> {
    let kind = draft.compiled().package.items.get(item as usize).map_or(0, |item| item.frame);
    below_shared(draft, frame, kind)
}

/// Instances of a list as seen from a frame.
pub(crate) fn lists(draft: &Draft, frame: FrameId, repeat: RepeatIndex) -> Vec<FrameId> {
    let kind = draft.parent_of_rows(repeat);
    below_shared(draft, frame, kind)
}

fn below_shared(draft: &Draft, frame: FrameId, kind: u32) -> Vec<FrameId> {
    let here = draft.frame(frame).map_or(0, |frame| frame.kind);
    let shared = innermost_around(&draft.compiled().package, kind, here);
    draft.frame_up(frame, shared).map_or_else(Vec::new, |top| draft.frames_below(top, kind))
}

fn hash_item(draft: &Draft, hasher: &mut Sha256, frame: FrameId, item: ItemIndex, with_void: bool) {
    let package = &draft.compiled().package;
    let Some(id) = package.items.get(item as usize).map(|item| &item.id) else { return };
    for instance in instances(draft, frame, item) {
        let read = match draft.value_of(instance, item) {
            Read::Void if !with_void => continue,
            // Files are places of their own, so that the order in which they were given must not show (E-56).
            Read::Value(Value::Files(mut files)) => {
                files.sort_unstable();
                Read::Value(Value::Files(files))
            }
            read => read,
        };
        let read = wire::write_read(package, item, &read);
        hasher.update(id.as_bytes());
        for key in draft.row_keys(instance) {
            hasher.update(b"\t");
            hasher.update(key.as_bytes());
        }
        hasher.update(b"\n");
        hasher.update(read.to_string().as_bytes());
        hasher.update(b"\n");
    }
}

fn hash_rows(draft: &Draft, hasher: &mut Sha256, frame: FrameId, repeat: RepeatIndex, with_end: bool) {
    let item = draft.compiled().package.repeats.get(repeat as usize).map_or(0, |rules| rules.item);
    for list in lists(draft, frame, repeat) {
        if with_end && draft.relevance_of(list, item).is_no() {
            continue;
        }
        hasher.update(b"rows");
        for row in draft.row_frames(list, repeat) {
            if let Some(row) = draft.frame(*row) {
                hasher.update(b"\t");
                hasher.update(row.row.as_bytes());
            }
        }
        if with_end {
            hasher.update(if draft.is_open(list, repeat) { b"\topen".as_slice() } else { b"\tclosed" });
        }
        hasher.update(b"\n");
    }
}
