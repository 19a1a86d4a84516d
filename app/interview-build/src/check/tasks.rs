//! Tasks that wait for each other (D307).

use crate::diagnostics::{Code, Finding};
use crate::model::Model;
use interview::package::TaskIndex;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

impl Model<'_> {
    pub(super) fn check_task_order(&mut self) {
        let mut told: BTreeSet<TaskIndex> = BTreeSet::new();
        for task in (0..).take(self.package.tasks.len()) {
            if told.contains(&task) {
                continue;
            }
            let Some(way) = self.way_back(task) else { continue };
            let mut ids: Vec<&str> = way.iter().map(|task| self.task_id(*task)).collect();
            ids.push(self.task_id(task));
            let message = format!("these tasks wait for each other: {}", ids.join(" -> "));
            let span = self.after_span(task, way.get(1).copied().unwrap_or(task));
            let mut finding = Finding::new(Code::D307, span, message);
            for (index, from) in way.iter().enumerate() {
                let to = way.get(index + 1).copied().unwrap_or(task);
                let sentence = format!("{} waits for {}", self.task_id(*from), self.task_id(to));
                finding = finding.note(self.after_span(*from, to), sentence);
            }
            self.report.add(finding);
            told.extend(way);
        }
    }

    fn task_id(&self, task: TaskIndex) -> &str {
        self.package.tasks.get(task as usize).map_or("", |task| task.id.as_str())
    }

    fn after_span(&self, task: TaskIndex, wanted: TaskIndex) -> crate::source::Span {
        let references = self.task_after.get(task as usize).map(Vec::as_slice).unwrap_or_default();
        let found = references.iter().find(|reference| reference.name == self.task_id(wanted));
        found.map(|reference| reference.span).unwrap_or_default()
    }

    /// The shortest way from a task to itself over `after`.
    fn way_back(&self, start: TaskIndex) -> Option<Vec<TaskIndex>> {
        let mut came: BTreeMap<TaskIndex, TaskIndex> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(task) = queue.pop_front() {
            for after in &self.package.tasks.get(task as usize)?.after {
                if *after == start {
                    let mut way = vec![task];
                    while let Some(before) = way.last().filter(|task| **task != start).and_then(|task| came.get(task)) {
                        way.push(*before);
                    }
                    way.reverse();
                    return Some(way);
                }
                came.entry(*after).or_insert_with(|| {
                    queue.push_back(*after);
                    task
                });
            }
        }
        None
    }
}
