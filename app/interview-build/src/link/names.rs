//! Every id is defined once (D202, D302) and hides none around it (D203).

use crate::diagnostics::{Code, Finding};
use crate::model::{Model, Named};
use crate::source::Span;
use interview::package::{FrameType, ItemKind};
use std::collections::BTreeMap;

impl Model<'_> {
    /// Gives every item its name and checks all names.
    pub(super) fn register_names(&mut self) {
        let mut declared: Vec<(FrameType, String, Span, Named)> = Vec::new();
        for (index, (item, meta)) in (0..).zip(self.package.items.iter().zip(&self.items)) {
            // Evidence is declared at top level, also where it is asked for in rows.
            let frame = if matches!(item.kind, ItemKind::Evidence(_)) { 0 } else { item.frame };
            declared.push((frame, item.id.clone(), meta.span, Named::Item));
            self.names.entry((item.frame, item.id.clone())).or_insert(index);
            let frames = self.frames_of.entry(item.id.clone()).or_default();
            if !frames.contains(&item.frame) {
                frames.push(item.frame);
            }
        }
        declared.extend(self.groups.iter().map(|(id, frame, span, _)| (*frame, id.clone(), *span, Named::Group)));
        declared.extend(self.top.iter().map(|(id, (named, span))| (0, id.clone(), *span, *named)));
        declared.retain(|(_, id, ..)| !id.is_empty());
        // A template used twice under one prefix stands at one place: those keep their order.
        declared.sort_by_key(|(.., span, _)| *span);
        self.defined_once(&declared);
        self.nothing_hidden(&declared);
    }

    fn defined_once(&mut self, declared: &[(FrameType, String, Span, Named)]) {
        let mut first: BTreeMap<(FrameType, &str), (Span, Named)> = BTreeMap::new();
        for (frame, id, span, named) in declared {
            let Some((other, kind)) = first.get(&(*frame, id.as_str())).copied() else {
                first.insert((*frame, id.as_str()), (*span, *named));
                continue;
            };
            let finding = if kind == Named::Item && *named == Named::Item {
                Finding::new(Code::D302, *span, format!("`{id}` is defined twice")).note(other, "defined first here")
            } else {
                Finding::new(Code::D202, *span, format!("`{id}` is used twice")).note(other, "used first here")
            };
            self.report.add(finding);
        }
    }

    fn nothing_hidden(&mut self, declared: &[(FrameType, String, Span, Named)]) {
        let places: BTreeMap<(FrameType, &str), Span> =
            declared.iter().rev().map(|(frame, id, span, _)| ((*frame, id.as_str()), *span)).collect();
        for (frame, id, span, _) in declared.iter().filter(|(frame, ..)| *frame != 0) {
            for around in self.chain(*frame).into_iter().skip(1) {
                if let Some(outer) = places.get(&(around, id.as_str())) {
                    let message = format!("`{id}` hides the one of that name outside of the rows");
                    self.report.add(Finding::new(Code::D203, *span, message).note(*outer, "declared here"));
                    break;
                }
            }
        }
    }
}
