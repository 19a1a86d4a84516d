//! The engine and the oracle on the same draft, compared after every step.

use super::rebuilt::Rebuilt;
use super::script::{Step, folded_step, next_step};
use super::tape::Tape;
use interview::change::{Answers, Change, HeldAnswer, Refused};
use interview::package::Package;
use interview::{Changes, Compiled, Draft};
use interview_oracle::Oracle;
use quantities::Date;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

pub type Aspects = BTreeMap<String, BTreeMap<String, Json>>;

pub struct Pair {
    pub compiled: Arc<Compiled>,
    pub oracle: Oracle,
    pub draft: Draft,
    rebuilt: Rebuilt,
    /// What was done, for whoever reads a failure.
    pub log: String,
}

impl Pair {
    pub fn open(compiled: &Arc<Compiled>, today: Date) -> Result<Self, String> {
        let oracle = Oracle::new(compiled.package(), today);
        let (draft, changes) = Draft::opened(compiled.clone(), today, &Answers::default());
        let mut pair = Self {
            compiled: compiled.clone(),
            oracle,
            draft,
            rebuilt: Rebuilt::default(),
            log: format!("today {today}\n"),
        };
        let json = pair.draft.changes_json(&changes);
        pair.rebuilt.take(compiled.package(), &json)?;
        pair.compare()?;
        Ok(pair)
    }

    pub fn package(&self) -> &Package {
        self.compiled.package()
    }

    /// Makes a step in both and compares; tells whether it was taken.
    pub fn step(&mut self, step: &Step) -> Result<bool, String> {
        let taken = self.step_unseen(step)?;
        if taken {
            self.compare()?;
        }
        Ok(taken)
    }

    /// Makes a step in both and does not compare.
    pub fn step_unseen(&mut self, step: &Step) -> Result<bool, String> {
        if let Ok(path) = std::env::var("ORACLE_TRACE") {
            std::fs::write(path, format!("{}{step:?}", self.log)).unwrap();
        }
        let changes = match step {
            Step::Day(today) => {
                let _ = writeln!(self.log, "today {today}");
                self.oracle.advance(*today);
                self.draft.advance(*today)
            }
            Step::Hold(place, held) => {
                let _ = writeln!(self.log, "{} {:?} hold {held:?}", self.compiled.write_place(place), place.rows);
                let read = Some(self.draft.fingerprint(place));
                let theirs = self.draft.hold(place, HeldAnswer { held: held.clone(), read });
                match taken_alike(self.oracle.hold(place, held.clone()), theirs)? {
                    Some(changes) => changes,
                    None => return Ok(false),
                }
            }
            Step::HoldList(place, list) => {
                let _ = writeln!(self.log, "{} {:?} hold {list:?}", self.compiled.write_place(place), place.rows);
                let theirs = self.draft.hold_list(place, list);
                match taken_alike(self.oracle.hold_list(place, list), theirs)? {
                    Some(changes) => changes,
                    None => return Ok(false),
                }
            }
            Step::Change(change) => {
                let _ = writeln!(
                    self.log,
                    "{} {:?} {:?}",
                    self.compiled.write_place(&change.at),
                    change.at.rows,
                    change.kind
                );
                let theirs = self.draft.apply(change);
                match taken_alike(self.oracle.apply(change), theirs)? {
                    Some(changes) => changes,
                    None => return Ok(false),
                }
            }
        };
        let json = self.draft.changes_json(&changes);
        let compiled = self.compiled.clone();
        self.rebuilt.take(compiled.package(), &json)?;
        Ok(true)
    }

    /// The next step by chance.
    pub fn next_step(&self, tape: &mut Tape<'_>, names: &mut u32) -> Step {
        if tape.chance(5) {
            let folded = folded_step(tape, self.package(), &self.oracle, &self.draft.answers().lists);
            if let Some(step) = folded {
                return step;
            }
        }
        next_step(tape, self.package(), &self.oracle, names)
    }

    pub fn apply(&mut self, change: &Change) -> Result<bool, String> {
        self.step(&Step::Change(change.clone()))
    }

    /// Everything both can tell, held against each other.
    pub fn compare(&self) -> Result<(), String> {
        let oracle: Aspects = oracle_aspects(&self.oracle);
        differences("oracle", &oracle, "engine", &self.rebuilt.aspects())?;
        let ours = self.oracle.path();
        let theirs: Vec<String> = self.draft.whole_path().iter().map(|page| self.write_page(page)).collect();
        same("path", &ours, &theirs)?;
        let (ours, theirs) = (self.oracle.progress(), self.draft.progress());
        let number = |n: u32| n as usize;
        let theirs = interview_oracle::Progress {
            least: number(theirs.least),
            most: number(theirs.most),
            least_pages: number(theirs.least_pages),
            most_pages: number(theirs.most_pages),
        };
        same("progress", &ours, &theirs)?;
        let ours: Vec<String> = self.oracle.blockers().iter().map(|one| format!("{} {}", one.kind, one.at)).collect();
        same("blockers", &ours, &self.engine_blockers())?;
        same("submittable", &self.oracle.submittable(), &self.engine_blockers().is_empty())?;
        // Masked: the order of files.
        let theirs: Vec<String> = self.draft.digest_lines().iter().map(|line| with_sorted_files(line)).collect();
        same("digest", &self.oracle.digest_lines(), &theirs)?;
        if self.draft.digest_lines() == theirs {
            same("digest", &self.oracle.digest(), &self.draft.digest())
        } else {
            Ok(())
        }
    }

    fn engine_blockers(&self) -> Vec<String> {
        let mut blockers: Vec<String> = self
            .draft
            .blockers()
            .iter()
            .map(|blocker| {
                let at = match (&blocker.at, &blocker.page) {
                    (Some(place), _) => self.compiled.write_place(place),
                    (None, Some(page)) => format!("page:{}", self.write_page(page)),
                    (None, None) => String::new(),
                };
                format!("{} {at}", blocker.kind.name())
            })
            // Masked: checks of pages that are not needed.
            .filter(|line: &String| {
                let page = line.strip_prefix("check ").filter(|page| page.starts_with("page:"));
                let status = page.map(|page| self.aspects().get(page).and_then(|it| it.get("status").cloned()));
                !matches!(&status, Some(None)) && status != Some(Some(Json::from("may_be_needed")))
            })
            .collect();
        blockers.sort();
        blockers
    }

    fn write_page(&self, page: &interview::PageAt) -> String {
        let rows: String = page.rows.iter().map(|row| format!("[{row}]")).collect();
        format!("{}{rows}", self.package().pages[page.page as usize].id)
    }

    /// A draft that is opened afresh on the same answers says the same as the one that was changed step by step.
    pub fn compare_with_fresh(&self) -> Result<(), String> {
        // Masked: lists inside numbered rows are lost when a draft is opened.
        let numbered = |frame: u32| {
            frame.checked_sub(1).is_some_and(|it| !self.package().repeats[it as usize].is_kept_by_people())
        };
        if std::env::var("UNMASKED").is_err() && self.package().repeats.iter().any(|repeat| numbered(repeat.parent)) {
            return Ok(());
        }
        let answers = self.draft.answers();
        let (fresh, changes) = Draft::opened(self.compiled.clone(), self.draft.today(), &answers);
        let mut rebuilt = Rebuilt::default();
        rebuilt.take(self.package(), &fresh.changes_json(&changes))?;
        differences("changed step by step", &self.rebuilt.aspects(), "opened afresh", &rebuilt.aspects())
            .map_err(|difference| format!("{difference}{answers:?}"))?;
        same("snapshot", &self.draft.snapshot(), &fresh.snapshot())
    }

    pub fn aspects(&self) -> Aspects {
        self.rebuilt.aspects()
    }
}

pub fn oracle_aspects(oracle: &Oracle) -> Aspects {
    let own = |aspects: BTreeMap<&'static str, Json>| aspects.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    oracle.state().aspects.into_iter().map(|(place, aspects)| (place, own(aspects))).collect()
}

/// What the engine changed; nothing where both refused for the same reason.
fn taken_alike(ours: Result<(), Refused>, theirs: Result<Changes, Refused>) -> Result<Option<Changes>, String> {
    match (ours, theirs) {
        (Ok(()), Ok(changes)) => Ok(Some(changes)),
        (Err(ours), Err(theirs)) if ours == theirs => Ok(None),
        (ours, theirs) => {
            let say = |refused: Option<Refused>| refused.map_or("taken", Refused::name);
            Err(format!("oracle: {}, engine: {}", say(ours.err()), say(theirs.err())))
        }
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: &T, theirs: &T) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{what}\n  oracle: {ours:?}\n  engine: {theirs:?}")) }
}

pub fn differences(one: &str, ours: &Aspects, other: &str, theirs: &Aspects) -> Result<(), String> {
    let mut text = String::new();
    let none = BTreeMap::new();
    let names: std::collections::BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    for name in names {
        let (left, right) = (ours.get(name).unwrap_or(&none), theirs.get(name).unwrap_or(&none));
        let aspects: std::collections::BTreeSet<&String> = left.keys().chain(right.keys()).collect();
        for aspect in aspects {
            if left.get(aspect) != right.get(aspect) && !is_masked(left, aspect) {
                let show = |value: Option<&Json>| value.map_or("–".to_owned(), Json::to_string);
                let (left, right) = (show(left.get(aspect)), show(right.get(aspect)));
                let _ = writeln!(text, "  {name} {aspect}: {one} {left}, {other} {right}");
            }
        }
    }
    if text.is_empty() { Ok(()) } else { Err(text) }
}

/// Differences that wait for a decision.
fn is_masked(oracle: &BTreeMap<String, Json>, aspect: &str) -> bool {
    aspect == "given" && !oracle.contains_key("relevance")
}

fn with_sorted_files(line: &str) -> String {
    let Some((at, held)) = line.split_once('\t') else { return line.to_owned() };
    match serde_json::from_str::<Json>(held) {
        Ok(Json::Object(mut object)) if held.contains("file") => {
            if let Some(Json::Array(files)) = object.get_mut("value") {
                files.sort_by_key(ToString::to_string);
            }
            format!("{at}\t{}", Json::Object(object))
        }
        _ => line.to_owned(),
    }
}
