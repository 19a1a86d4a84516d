//! Definitions by chance, as KDL text. Every rule that decides a value reads only what was declared before it, so there
//! is no cycle (running totals come with E-100); rules that decide no value (checks, `required`, `offer`, recheck sets of questions) read everything.

use super::tape::Tape;
use std::fmt::Write as _;

pub const THINGS: &str = "code,name,level,flag,kind,worth
T1,First thing,1,yes,big,10.00
T2,Second thing,2,no,small,20.50
T3,Third thing,3,yes,small,
";

pub const RATES: &str = "code,phase,starts,ends,worth
T1,early,2026-01-01,2026-11-23,5.00
T1,early,2026-11-24,,7.00
T2,late,2026-06-01,2026-12-31,9.00
";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    YesNo,
    Choice(Set),
    Choices(Set),
    Money,
    Count,
    Date,
    Text,
    Rate,
    Row(usize),
    Rows(usize),
    Files,
}

/// Where options come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Set {
    Own,
    Shades,
    Things,
    Fact,
}

impl Set {
    fn ids(self) -> &'static [&'static str] {
        match self {
            Self::Own => &["one_a", "two_b", "three_c", "none_d"],
            Self::Shades => &["red", "blue", "green"],
            Self::Things => &["T1", "T2", "T3"],
            Self::Fact => &["other_l"],
        }
    }
}

#[derive(Clone, Debug)]
struct Thing {
    id: String,
    kind: Kind,
    frame: usize,
    /// May read as void, as far as we know.
    void: bool,
    optional: bool,
    declined: bool,
    not_known: bool,
    fact: bool,
}

struct Question {
    thing: usize,
    when: Option<String>,
    only: Option<String>,
    option_only: Option<String>,
    optional: bool,
    required: bool,
    declined: bool,
    not_known: bool,
    /// Written in the last pass.
    late: String,
}

enum Shown {
    Ask(Question),
    Show(String),
    Group(Option<String>, Vec<Shown>),
    Each(usize, Option<String>, Vec<Shown>),
}

enum PageKind {
    Form,
    Stop,
    Check(Vec<usize>),
    List(usize),
}

struct Page {
    id: String,
    kind: PageKind,
    frame: usize,
    when: Option<String>,
    /// Condition of the `each` around it.
    each_when: Option<String>,
    shown: Vec<Shown>,
    sealed: bool,
    late: String,
}

struct Task {
    id: String,
    when: Option<String>,
    after: Vec<usize>,
    /// Pages in order; runs of one frame are written in one `each`.
    pages: Vec<usize>,
    sealed: bool,
    /// It has a check page that covers it.
    checked: bool,
    first: bool,
}

struct Repeat {
    id: String,
    parent: usize,
    head: String,
    body: String,
    declared: Vec<String>,
}

/// Makes one definition.
pub struct Maker<'t, 'w> {
    tape: &'t mut Tape<'w>,
    things: Vec<Thing>,
    repeats: Vec<Repeat>,
    pages: Vec<Page>,
    tasks: Vec<Task>,
    declared: Vec<String>,
    evidence: Vec<String>,
    /// A rule reads all requirements, so there can be no further one.
    evidence_is_read: bool,
    /// How many things rules may read now.
    next: usize,
}

/// The text of a definition.
pub fn text(tape: &mut Tape<'_>) -> String {
    let mut maker = Maker {
        tape,
        things: Vec::new(),
        repeats: Vec::new(),
        pages: Vec::new(),
        tasks: Vec::new(),
        declared: Vec::new(),
        evidence: Vec::new(),
        evidence_is_read: false,
        next: 0,
    };
    maker.make();
    maker.write()
}

impl Maker<'_, '_> {
    fn make(&mut self) {
        self.add_task();
        self.add_page(0);
        for _ in 0..self.tape.below(5) {
            self.add_question();
        }
        let steps = 3 + self.tape.below(26);
        for _ in 0..steps {
            match self.tape.weighted(&[40, 14, 12, 6, 14, 5, 4, 5, 3, 2]) {
                0 => self.add_question(),
                1 => self.add_derive(),
                2 => self.add_some_page(),
                3 => self.add_task(),
                4 => self.add_repeat(),
                5 => self.add_fact(),
                6 => self.add_evidence(),
                7 => self.add_container(),
                8 => self.add_check_page(),
                _ => self.add_stop_page(),
            }
        }
        self.add_missing_places();
        self.add_late_rules();
    }

    fn fresh(&mut self, letter: &str) -> String {
        self.next += 1;
        format!("{letter}{}", self.next)
    }

    // ---- what rules may say -------------------------------------------------------------------------------------

    /// Frames around a frame, itself first.
    fn around(&self, frame: usize) -> Vec<usize> {
        let mut frames = vec![frame];
        let mut current = frame;
        while current > 0 {
            current = self.repeats[current - 1].parent;
            frames.push(current);
        }
        frames
    }

    fn visible(&self, frame: usize) -> Vec<Thing> {
        let around = self.around(frame);
        self.things.iter().filter(|thing| around.contains(&thing.frame)).cloned().collect()
    }

    fn some(&mut self, frame: usize, fits: impl Fn(&Thing) -> bool) -> Option<Thing> {
        let all: Vec<Thing> = self.visible(frame).into_iter().filter(|thing| fits(thing)).collect();
        if all.is_empty() {
            return None;
        }
        // The last ones are read most: chains make for depth.
        let index = if self.tape.chance(50) { all.len() - 1 } else { self.tape.below(all.len()) };
        Some(all[index].clone())
    }

    /// A repeat whose rows a rule in a frame may run over.
    fn some_repeat(&mut self, frame: usize) -> Option<usize> {
        let around = self.around(frame);
        let all: Vec<usize> =
            (0..self.repeats.len()).filter(|repeat| around.contains(&self.repeats[*repeat].parent)).collect();
        if all.is_empty() { None } else { Some(*self.tape.pick(&all)) }
    }

    fn condition(&mut self, frame: usize, depth: u32) -> String {
        let deep = depth > 0;
        let weights = [
            20,
            16,
            14,
            12,
            12,
            if deep { 14 } else { 0 },
            if deep { 14 } else { 0 },
            5,
            if deep { 18 } else { 4 },
            5,
            4,
            3,
        ];
        match self.tape.weighted(&weights) {
            0 => match self.some(frame, |thing| thing.kind == Kind::YesNo) {
                Some(thing) => match self.tape.below(4) {
                    0 => thing.id,
                    1 => format!("{} is yes", thing.id),
                    2 => format!("{} is no", thing.id),
                    _ => format!("{} is not yes", thing.id),
                },
                None => self.fallback_condition(frame),
            },
            1 => match self.some(frame, |thing| matches!(thing.kind, Kind::Choice(_) | Kind::Choices(_))) {
                Some(thing) => self.about_options(&thing),
                None => self.fallback_condition(frame),
            },
            2 => self.comparison(frame, depth),
            3 => match self.some(frame, |_| true) {
                Some(thing) => self.about_state(&thing),
                None => self.fallback_condition(frame),
            },
            4 => {
                let one = self.condition(frame, depth.saturating_sub(1));
                format!("not ({one})")
            }
            5 => {
                let one = self.condition(frame, depth - 1);
                let other = self.condition(frame, depth - 1);
                format!("({one} and {other})")
            }
            6 => {
                let one = self.condition(frame, depth - 1);
                let other = self.condition(frame, depth - 1);
                format!("({one} or {other})")
            }
            7 => {
                let day = *self.tape.pick(&["2026-11-20", "2026-11-23", "2026-11-25", "2027-01-01"]);
                format!("today {} {day}", self.tape.pick(&["<", "<=", ">", ">="]))
            }
            8 => self.row_condition(frame, depth.saturating_sub(1)),
            9 => {
                let one = self.condition(frame, depth.saturating_sub(1));
                let two = self.condition(frame, 0);
                let three = self.condition(frame, 0);
                format!("(if {one} then {two} else {three})")
            }
            10 => match self.some(frame, |thing| thing.kind == Kind::Choice(Set::Things)) {
                Some(thing) => match self.tape.below(2) {
                    0 => format!("({0} is known and things[{0}].flag)", thing.id),
                    _ => format!("({0} is known and things[{0}].kind is big)", thing.id),
                },
                None => self.fallback_condition(frame),
            },
            _ => self.evidence_condition(frame),
        }
    }

    fn fallback_condition(&mut self, frame: usize) -> String {
        match self.some(frame, |_| true) {
            Some(thing) => format!("{} is known", thing.id),
            None => "today > 2026-11-22".to_owned(),
        }
    }

    fn about_state(&mut self, thing: &Thing) -> String {
        let id = &thing.id;
        match self.tape.below(6) {
            1 if thing.fact => format!("{id} is failed"),
            2 if thing.declined => format!("{id} is declined"),
            3 if thing.not_known => format!("{id} is not_known"),
            4 if thing.optional => format!("{id} is skipped"),
            5 => format!("{id} is not known"),
            _ => format!("{id} is known"),
        }
    }

    fn about_options(&mut self, thing: &Thing) -> String {
        let id = &thing.id;
        match thing.kind {
            Kind::Choices(set) => match self.tape.below(3) {
                0 if thing.void => format!("({id} is known and count({id}) > 1)"),
                0 => format!("count({id}) > 1"),
                _ => format!("{id} includes {}", self.tape.pick(set.ids())),
            },
            Kind::Choice(set) => {
                let (one, two) = (*self.tape.pick(set.ids()), *self.tape.pick(set.ids()));
                match self.tape.below(3) {
                    0 => format!("{id} is {one}"),
                    1 => format!("{id} is not {one}"),
                    _ => format!("{id} is one of ({one}, {two})"),
                }
            }
            _ => unreachable!(),
        }
    }

    fn comparison(&mut self, frame: usize, depth: u32) -> String {
        let sign = *self.tape.pick(&["<", "<=", ">", ">=", "is", "is not"]);
        match self.tape.weighted(&[5, 5, 4, 2]) {
            0 => {
                let (one, two) = (self.money(frame, depth), self.money(frame, 0));
                format!("{one} {sign} {two}")
            }
            1 => {
                let (one, two) = (self.count(frame, depth), self.count(frame, 0));
                format!("{one} {sign} {two}")
            }
            2 => {
                let (one, two) = (self.date(frame, depth), self.date(frame, 0));
                format!("{one} {sign} {two}")
            }
            _ => match self.some(frame, |thing| thing.kind == Kind::Text) {
                Some(thing) => {
                    let id = &thing.id;
                    let test = match self.tape.below(4) {
                        0 => format!("length({id}) > 3"),
                        1 => format!("starts_with({id}, 'ab')"),
                        2 => format!("matches({id}, postcode)"),
                        _ => format!("matches({id}, name)"),
                    };
                    if thing.void { format!("({id} is known and {test})") } else { test }
                }
                None => self.fallback_condition(frame),
            },
        }
    }

    /// An item, made certain to have a value where it may be void.
    fn solid(&mut self, thing: &Thing, instead: &str) -> String {
        if thing.void { format!("({} or else {instead})", thing.id) } else { thing.id.clone() }
    }

    fn money(&mut self, frame: usize, depth: u32) -> String {
        let deep = u32::from(depth > 0);
        match self.tape.weighted(&[3, 8, 3 * deep, 2 * deep, 2 * deep, 3 * deep, 2, 1, deep]) {
            0 => (*self.tape.pick(&["£0", "£5", "£100", "£1,350.50"])).to_owned(),
            1 => match self.some(frame, |thing| thing.kind == Kind::Money) {
                Some(thing) => self.solid(&thing, "£3"),
                None => "£7".to_owned(),
            },
            2 => {
                let (one, two) = (self.money(frame, depth - 1), self.money(frame, 0));
                format!("({one} {} {two})", self.tape.pick(&["+", "-"]))
            }
            3 => {
                let (one, two) = (self.money(frame, depth - 1), self.count(frame, 0));
                format!("({one} * {two})")
            }
            4 => {
                let (condition, one, two) =
                    (self.condition(frame, depth - 1), self.money(frame, depth - 1), self.money(frame, 0));
                format!("(if {condition} then {one} else {two})")
            }
            5 => match self.row_amount(frame, Kind::Money, depth - 1) {
                Some(sum) => format!("({sum} or else £2)"),
                None => "£9".to_owned(),
            },
            6 => format!("(cap at {} or else £1)", self.date(frame, 0)),
            7 => match self.some(frame, |thing| thing.kind == Kind::Choice(Set::Things)) {
                Some(thing) => format!("((if {0} is known then things[{0}].worth else £0) or else £4)", thing.id),
                None => format!("(rates['T1', 'early'].worth at {} or else £6)", self.date(frame, 0)),
            },
            _ => {
                let (one, two) = (self.money(frame, depth - 1), self.money(frame, 0));
                match self.tape.below(4) {
                    0 => format!("share({one}, 12.5%, {})", self.tape.pick(&["down", "up", "nearest"])),
                    1 => format!("divide({one}, 3, {})", self.tape.pick(&["down", "up", "nearest"])),
                    2 => format!("larger({one}, {two})"),
                    _ => format!("smaller({one}, {two})"),
                }
            }
        }
    }

    fn count(&mut self, frame: usize, depth: u32) -> String {
        let deep = u32::from(depth > 0);
        match self.tape.weighted(&[4, 8, 5 * deep, 2 * deep, 2 * deep, deep, 2]) {
            0 => (*self.tape.pick(&["0", "1", "2", "25,000"])).to_owned(),
            1 => match self.some(frame, |thing| thing.kind == Kind::Count) {
                Some(thing) => self.solid(&thing, "2"),
                None => "3".to_owned(),
            },
            2 => match self.some_repeat(frame) {
                Some(repeat) => {
                    let filter = if self.tape.chance(50) {
                        format!(" where {}", self.condition(repeat + 1, depth - 1))
                    } else {
                        String::new()
                    };
                    let other = self.other(frame, repeat);
                    format!("count({other}{}{filter})", self.repeats[repeat].id)
                }
                None => "1".to_owned(),
            },
            3 => {
                let (one, two) = (self.count(frame, depth - 1), self.count(frame, 0));
                format!("({one} {} {two})", self.tape.pick(&["+", "-"]))
            }
            4 => match self.row_amount(frame, Kind::Count, depth - 1) {
                Some(sum) => format!("({sum} or else 4)"),
                None => "2".to_owned(),
            },
            5 => {
                let (one, two) = (self.date(frame, depth - 1), self.date(frame, 0));
                format!("{}({one}, {two})", self.tape.pick(&["days_between", "age_on"]))
            }
            _ if frame > 0 => "index".to_owned(),
            _ => "1".to_owned(),
        }
    }

    fn date(&mut self, frame: usize, depth: u32) -> String {
        let deep = u32::from(depth > 0);
        match self.tape.weighted(&[4, 8, 3, 2 * deep, 2 * deep]) {
            0 => (*self.tape.pick(&["2026-11-20", "2026-11-23", "2026-11-25", "2008-02-29"])).to_owned(),
            1 => match self.some(frame, |thing| thing.kind == Kind::Date) {
                Some(thing) => self.solid(&thing, "2026-11-24"),
                None => "2026-11-22".to_owned(),
            },
            2 => "today".to_owned(),
            3 => {
                let one = self.date(frame, depth - 1);
                format!(
                    "({one} {} {})",
                    self.tape.pick(&["+", "-"]),
                    self.tape.pick(&["28 days", "3 months", "1 year"])
                )
            }
            _ => match self.row_amount(frame, Kind::Date, depth - 1) {
                Some(date) => format!("({date} or else today)"),
                None => "today".to_owned(),
            },
        }
    }

    fn other(&mut self, frame: usize, repeat: usize) -> &'static str {
        if self.around(frame).contains(&(repeat + 1)) && self.tape.chance(50) { "other " } else { "" }
    }

    /// `sum`, `min`, … over the rows of some repeat.
    fn row_amount(&mut self, frame: usize, kind: Kind, depth: u32) -> Option<String> {
        let repeat = self.some_repeat(frame)?;
        let inner = repeat + 1;
        let filter =
            if self.tape.chance(40) { format!(" where {}", self.condition(inner, depth)) } else { String::new() };
        let other = self.other(frame, repeat);
        let (name, value) = match kind {
            Kind::Money => {
                let raw = self.some(inner, |thing| thing.kind == Kind::Money && thing.frame == inner);
                let value = match raw {
                    Some(thing) if !thing.void || self.tape.chance(40) => thing.id,
                    _ => self.money(inner, depth),
                };
                (*self.tape.pick(&["sum", "min", "max"]), value)
            }
            Kind::Count => (*self.tape.pick(&["sum", "min", "max"]), self.count(inner, depth)),
            _ => {
                let raw = self.some(inner, |thing| thing.kind == Kind::Date && thing.frame == inner);
                let value = match raw {
                    Some(thing) if self.tape.chance(60) => thing.id,
                    _ => self.date(inner, depth),
                };
                (*self.tape.pick(&["earliest", "latest"]), value)
            }
        };
        Some(format!("{name}({other}{}{filter}: {value})", self.repeats[repeat].id))
    }

    fn row_condition(&mut self, frame: usize, depth: u32) -> String {
        if frame > 0 && self.tape.chance(45) {
            if let Some(thing) =
                self.some(frame, |thing| thing.frame == frame && !thing.fact && thing.kind == Kind::YesNo)
            {
                return format!("{}({}) is yes", self.tape.pick(&["previous", "following"]), thing.id);
            }
            return format!("index {} 1", self.tape.pick(&["is", ">"]));
        }
        let Some(repeat) = self.some_repeat(frame) else { return self.fallback_condition(frame) };
        let inner = repeat + 1;
        let filter = if self.tape.chance(40) {
            format!(" where {}", self.condition(inner, depth.saturating_sub(1)))
        } else {
            String::new()
        };
        let other = self.other(frame, repeat);
        let id = self.repeats[repeat].id.clone();
        match self.tape.weighted(&[5, 4, 3, 2]) {
            3 => match self.some(inner, |thing| {
                thing.frame == inner && matches!(thing.kind, Kind::Money | Kind::Count | Kind::Choice(_) | Kind::Date)
            }) {
                Some(thing) => format!("unique({other}{id}{filter}: {})", thing.id),
                None => format!("any({other}{id}{filter})"),
            },
            which => {
                let name = ["any", "all", "none"][which];
                if self.tape.chance(20) && name == "any" {
                    return format!("any({other}{id}{filter})");
                }
                let value = self.condition(inner, depth.saturating_sub(1));
                format!("{name}({other}{id}{filter}: {value})")
            }
        }
    }

    fn evidence_condition(&mut self, frame: usize) -> String {
        if self.evidence.is_empty() {
            return self.fallback_condition(frame);
        }
        self.evidence_is_read = true;
        (*self.tape.pick(&[
            "any(evidence where kind is mandatory: not given)",
            "any(evidence: given)",
            "all(evidence where kind is not automatic: given)",
            "none(evidence: kind is optional)",
            "count(evidence) > 0",
        ]))
        .to_owned()
    }

    fn maybe_condition(&mut self, percent: u32, frame: usize) -> Option<String> {
        self.tape.chance(percent).then(|| self.condition(frame, 2))
    }

    // ---- what there is ------------------------------------------------------------------------------------------

    fn add_task(&mut self) {
        let id = self.fresh("t");
        let when = self.maybe_condition(25, 0);
        let mut after = Vec::new();
        if !self.tasks.is_empty() && self.tape.chance(30) {
            after.push(self.tape.below(self.tasks.len()));
        }
        let first = self.tape.chance(25);
        self.tasks.push(Task { id, when, after, pages: Vec::new(), sealed: false, checked: false, first });
    }

    /// A task that takes a page; after a check page that covers its own task, none of rows.
    fn open_task(&mut self, of_rows: bool) -> usize {
        let takes = |task: &Task| !(task.sealed || of_rows && task.checked);
        let open: Vec<usize> = (0..self.tasks.len()).filter(|task| takes(&self.tasks[*task])).collect();
        if open.is_empty() {
            self.add_task();
            return self.tasks.len() - 1;
        }
        if self.tape.chance(60) { open[open.len() - 1] } else { *self.tape.pick(&open) }
    }

    fn task_has_condition(&self, task: usize) -> bool {
        self.tasks[task].when.is_some()
    }

    fn add_page(&mut self, frame: usize) -> usize {
        let task = self.open_task(frame > 0);
        let id = self.fresh("p");
        let when = self.maybe_condition(30, frame);
        let outer = frame.checked_sub(1).map(|repeat| self.repeats[repeat].parent);
        let each_when = outer.and_then(|outer| self.maybe_condition(15, outer));
        let page = Page {
            id,
            kind: PageKind::Form,
            frame,
            when,
            each_when,
            shown: Vec::new(),
            sealed: false,
            late: String::new(),
        };
        self.pages.push(page);
        self.tasks[task].pages.push(self.pages.len() - 1);
        self.pages.len() - 1
    }

    fn add_some_page(&mut self) {
        let frame =
            if self.repeats.is_empty() || self.tape.chance(45) { 0 } else { 1 + self.tape.below(self.repeats.len()) };
        self.add_page(frame);
    }

    /// Where a question for a frame can go: an open page of that frame.
    fn page_for(&mut self, frame: usize) -> usize {
        let open: Vec<usize> = (0..self.pages.len())
            .filter(|page| {
                let page = &self.pages[*page];
                page.frame == frame && !page.sealed && matches!(page.kind, PageKind::Form)
            })
            .collect();
        if open.is_empty() { self.add_page(frame) } else { *self.tape.pick(&open) }
    }

    fn page_is_conditional(&self, page: usize) -> bool {
        let task = self.tasks.iter().position(|task| task.pages.contains(&page));
        self.pages[page].when.is_some()
            || self.pages[page].each_when.is_some()
            || task.is_some_and(|task| self.task_has_condition(task))
    }

    fn some_kind(&mut self) -> Kind {
        let set = *self.tape.pick(&[Set::Own, Set::Own, Set::Shades, Set::Things, Set::Fact]);
        let set =
            if set == Set::Fact && !self.things.iter().any(|thing| thing.id == "listed") { Set::Own } else { set };
        match self.tape.weighted(&[10, 5, 4, 5, 5, 4, 3, 2, 1]) {
            0 => Kind::YesNo,
            8 => Kind::Rate,
            1 => Kind::Choice(set),
            2 => Kind::Choices(set),
            3 => Kind::Money,
            4 => Kind::Count,
            5 => Kind::Date,
            6 => Kind::Text,
            _ => {
                let people: Vec<usize> = (0..self.repeats.len())
                    .filter(|repeat| self.repeats[*repeat].parent == 0 && !self.repeats[*repeat].head.contains('='))
                    .collect();
                if people.is_empty() {
                    Kind::YesNo
                } else {
                    let repeat = *self.tape.pick(&people);
                    if self.tape.chance(40) { Kind::Rows(repeat) } else { Kind::Row(repeat) }
                }
            }
        }
    }

    fn some_frame(&mut self) -> usize {
        if self.repeats.is_empty() || self.tape.chance(50) { 0 } else { 1 + self.tape.below(self.repeats.len()) }
    }

    fn new_question(&mut self, frame: usize, conditional: bool) -> Question {
        let kind = self.some_kind();
        let kind = match kind {
            Kind::Choice(Set::Fact) | Kind::Choices(Set::Fact) | Kind::Row(_) | Kind::Rows(_) if frame > 0 => {
                Kind::YesNo
            }
            kind => kind,
        };
        let id = self.fresh("q");
        let when = self.maybe_condition(35, frame);
        let has_options = matches!(kind, Kind::Choice(_) | Kind::Choices(_));
        let only = if has_options && self.tape.chance(25) { Some(self.option_condition(frame, kind)) } else { None };
        let own = matches!(kind, Kind::Choice(Set::Own) | Kind::Choices(Set::Own));
        let option_only = if own { self.maybe_condition(30, frame) } else { None };
        let optional = self.tape.chance(20);
        let required = !optional && self.tape.chance(15);
        let (declined, not_known) = (self.tape.chance(12), self.tape.chance(12));
        let row = matches!(kind, Kind::Row(_) | Kind::Rows(_));
        let void = optional || required || declined || not_known || when.is_some() || conditional || frame > 0 || row;
        self.things.push(Thing { id, kind, frame, void, optional, declined, not_known, fact: false });
        Question {
            thing: self.things.len() - 1,
            when,
            only,
            option_only,
            optional,
            required,
            declined,
            not_known,
            late: String::new(),
        }
    }

    /// A rule over options, which may read `option`.
    fn option_condition(&mut self, frame: usize, kind: Kind) -> String {
        let (Kind::Choice(set) | Kind::Choices(set)) = kind else { return self.condition(frame, 1) };
        let about = match (set, self.tape.below(3)) {
            (Set::Things, 0) => "option.flag".to_owned(),
            (Set::Things, 1) => "option.level > 1 or option.kind is big".to_owned(),
            _ => format!("option is not {}", self.tape.pick(set.ids())),
        };
        match self.tape.below(3) {
            0 => about,
            1 => format!("({about}) or {}", self.condition(frame, 1)),
            _ => format!("({about}) and {}", self.condition(frame, 1)),
        }
    }

    fn add_question(&mut self) {
        let frame = self.some_frame();
        let page = self.page_for(frame);
        let conditional = self.page_is_conditional(page);
        // Into the last group or `each` of the page, or onto the page itself.
        let nested =
            matches!(self.pages[page].shown.last(), Some(Shown::Group(..) | Shown::Each(..))) && self.tape.chance(60);
        if !nested {
            let question = self.new_question(frame, conditional);
            self.pages[page].shown.push(Shown::Ask(question));
            return;
        }
        let (inner, conditional) = match self.pages[page].shown.last() {
            Some(Shown::Each(repeat, _, _)) => (repeat + 1, true),
            Some(Shown::Group(when, _)) => (frame, conditional || when.is_some()),
            _ => (frame, conditional),
        };
        let question = self.new_question(inner, conditional);
        if let Some(Shown::Group(_, shown) | Shown::Each(_, _, shown)) = self.pages[page].shown.last_mut() {
            shown.push(Shown::Ask(question));
        }
    }

    fn add_container(&mut self) {
        let frame = self.some_frame();
        let page = self.page_for(frame);
        let inner: Vec<usize> =
            (0..self.repeats.len()).filter(|repeat| self.repeats[*repeat].parent == frame).collect();
        if !inner.is_empty() && self.tape.chance(40) {
            let repeat = *self.tape.pick(&inner);
            let when = self.maybe_condition(30, frame);
            let question = self.new_question(repeat + 1, true);
            self.pages[page].shown.push(Shown::Each(repeat, when, vec![Shown::Ask(question)]));
            return;
        }
        let when = self.maybe_condition(60, frame);
        let conditional = self.page_is_conditional(page) || when.is_some();
        let question = self.new_question(frame, conditional);
        self.pages[page].shown.push(Shown::Group(when, vec![Shown::Ask(question)]));
    }

    fn declare(&mut self, frame: usize, text: String) {
        match frame.checked_sub(1) {
            Some(repeat) => self.repeats[repeat].declared.push(text),
            None => self.declared.push(text),
        }
    }

    fn add_derive(&mut self) {
        let frame = self.some_frame();
        let kind = *self.tape.pick(&[
            Kind::YesNo,
            Kind::Money,
            Kind::Count,
            Kind::Date,
            Kind::YesNo,
            Kind::Choice(Set::Shades),
        ]);
        let id = self.fresh("d");
        let name = match kind {
            Kind::YesNo => "yes_no",
            Kind::Money => "money",
            Kind::Count => "count",
            Kind::Date => "date",
            _ => "choice",
        };
        let when = self.maybe_condition(20, frame);
        let cases = if self.tape.chance(35) || name == "choice" { 1 + self.tape.below(2) } else { 0 };
        let mut text = format!("derive {id} {name}");
        if name == "choice" {
            text.push_str(" from=shades");
        }
        let mut body = String::new();
        if let Some(when) = &when {
            let _ = write!(body, " when \"{when}\";");
        }
        for _ in 0..cases {
            let (condition, value) = (self.condition(frame, 2), self.value(kind, frame, 2));
            let _ = write!(body, " case \"{condition}\" \"{value}\";");
        }
        let with_else = cases == 0 || self.tape.chance(70);
        let mut void = when.is_some() || !with_else || name == "choice";
        if with_else {
            let value = if cases == 0 && self.tape.chance(20) {
                void = true;
                self.raw(kind, frame)
            } else {
                self.value(kind, frame, 3)
            };
            if cases == 0 {
                let _ = write!(text, " \"{value}\"");
            } else {
                let _ = write!(body, " else \"{value}\";");
            }
        }
        if !body.is_empty() {
            let _ = write!(text, " {{{body} }}");
        }
        self.declare(frame, text);
        self.things.push(Thing {
            id,
            kind,
            frame,
            void: void || frame > 0,
            optional: false,
            declined: false,
            not_known: false,
            fact: false,
        });
    }

    /// A value that may be void.
    fn raw(&mut self, kind: Kind, frame: usize) -> String {
        match kind {
            Kind::Money | Kind::Count | Kind::Date => match self.row_amount(frame, kind, 1) {
                Some(amount) => amount,
                None => self.value(kind, frame, 1),
            },
            _ => self.value(kind, frame, 1),
        }
    }

    fn value(&mut self, kind: Kind, frame: usize, depth: u32) -> String {
        match kind {
            Kind::YesNo => self.condition(frame, depth),
            Kind::Money => self.money(frame, depth),
            Kind::Count => self.count(frame, depth),
            Kind::Date => self.date(frame, depth),
            _ => match self.some(frame, |thing| thing.kind == Kind::Choice(Set::Shades)) {
                Some(thing) => thing.id,
                None => "nothing".to_owned(),
            },
        }
    }

    fn add_fact(&mut self) {
        if !self.things.iter().any(|thing| thing.id == "listed") && self.tape.chance(40) {
            let when = self.maybe_condition(30, 0).map_or(String::new(), |when| format!(" when \"{when}\";"));
            self.declared
                .push(format!("fact listed list source=host {{{when} column town text; column size count; }}"));
            let void = true;
            self.things.push(Thing {
                id: "listed".into(),
                kind: Kind::Files,
                frame: 0,
                void,
                optional: false,
                declined: false,
                not_known: false,
                fact: true,
            });
            return;
        }
        let frame = if self.tape.chance(75) { 0 } else { self.some_frame() };
        let id = self.fresh("f");
        let (kind, name) = *self.tape.pick(&[(Kind::YesNo, "yes_no"), (Kind::Money, "money"), (Kind::Date, "date")]);
        let mut body = String::new();
        if let Some(when) = self.maybe_condition(50, frame) {
            let _ = write!(body, " when \"{when}\";");
        }
        if self.tape.chance(50)
            && let Some(thing) = self.some(frame, |_| true)
        {
            let _ = write!(body, " recheck {};", thing.id);
        }
        let age = if self.tape.chance(40) { " max-age=\"2 days\"" } else { "" };
        let body = if body.is_empty() { body } else { format!(" {{{body} }}") };
        self.declare(frame, format!("fact {id} {name} source=host{age}{body}"));
        self.things.push(Thing {
            id,
            kind,
            frame,
            void: true,
            optional: false,
            declined: false,
            not_known: false,
            fact: true,
        });
    }

    fn add_evidence(&mut self) {
        if self.evidence_is_read {
            return;
        }
        let id = self.fresh("e");
        let people: Vec<usize> = (0..self.repeats.len()).collect();
        let (frame, of) = if !people.is_empty() && self.tape.chance(35) {
            let repeat = *self.tape.pick(&people);
            (repeat + 1, format!(" for={}", self.repeats[repeat].id))
        } else {
            (0, String::new())
        };
        // What it needs must not read the requirements.
        let others = std::mem::take(&mut self.evidence);
        let need = self.condition(frame, 2);
        self.evidence = others;
        let kind = *self.tape.pick(&["", "", " optional;", " automatic;"]);
        let excused = self.maybe_condition(40, frame).map_or(String::new(), |cond| format!(" excused \"{cond}\";"));
        let accepts = match self.evidence.last() {
            Some(other) if frame == 0 && self.tape.chance(30) => format!(" accepts {other}; accepts {id};"),
            _ => String::new(),
        };
        self.declared.push(format!("evidence {id}{of} {{ ask \"Proof\"; need \"{need}\";{kind}{excused}{accepts} }}"));
        if frame == 0 {
            self.things.push(Thing {
                id: id.clone(),
                kind: Kind::Files,
                frame,
                void: true,
                optional: false,
                declined: false,
                not_known: false,
                fact: false,
            });
            self.evidence.push(id);
        }
    }

    fn add_repeat(&mut self) {
        if self.repeats.len() >= 4 {
            return self.add_question();
        }
        let parent = match self.tape.weighted(&[7, 3]) {
            1 if !self.repeats.is_empty() => {
                let shallow: Vec<usize> =
                    (0..self.repeats.len()).filter(|repeat| self.repeats[*repeat].parent == 0).collect();
                1 + *self.tape.pick(&shallow)
            }
            _ => 0,
        };
        let id = self.fresh("r");
        let mut head = format!("repeat {id}");
        let mut body = String::new();
        if let Some(when) = self.maybe_condition(20, parent) {
            let _ = write!(body, " when \"{when}\";");
        }
        let sets: Vec<Thing> = self
            .visible(parent)
            .into_iter()
            .filter(|thing| thing.frame == parent && matches!(thing.kind, Kind::Choices(Set::Own | Set::Things)))
            .collect();
        match self.tape.weighted(&[5, 2, 2]) {
            1 if !sets.is_empty() => {
                let _ = write!(head, " for={}", self.tape.pick(&sets).id);
            }
            2 => {
                let rows = self.small_number(parent);
                let _ = write!(body, " rows \"{rows}\";");
            }
            _ => {
                if self.tape.chance(25) {
                    head.push_str(" min=1");
                }
                if self.tape.chance(25) {
                    head.push_str(" max=2");
                }
                if self.tape.chance(20) {
                    head.push_str(" ends=always");
                }
            }
        }
        self.repeats.push(Repeat { id, parent, head, body, declared: Vec::new() });
    }

    /// A number of rows that stays small.
    fn small_number(&mut self, frame: usize) -> String {
        let small = self.some(frame, |thing| thing.kind == Kind::Count && thing.id.starts_with('q'));
        match small {
            Some(thing) => self.solid(&thing, "1"),
            None => {
                let condition = self.condition(frame, 1);
                format!("if {condition} then 2 else 1")
            }
        }
    }

    fn add_check_page(&mut self) {
        let sealable: Vec<usize> = (0..self.tasks.len()).filter(|task| !self.tasks[*task].pages.is_empty()).collect();
        let covered = *self.tape.pick(&sealable);
        let own = self.tape.chance(30);
        let task = if own && !self.tasks[covered].sealed {
            self.tasks[covered].checked = true;
            covered
        } else {
            self.tasks[covered].sealed = true;
            self.open_task(false)
        };
        let when = self.maybe_condition(20, 0);
        let id = self.fresh("k");
        for page in self.tasks[covered].pages.clone() {
            self.pages[page].sealed = true;
        }
        let kind = PageKind::Check(vec![covered]);
        let page = Page {
            id: id.clone(),
            kind,
            frame: 0,
            when,
            each_when: None,
            shown: Vec::new(),
            sealed: true,
            late: String::new(),
        };
        self.pages.push(page);
        self.tasks[task].pages.push(self.pages.len() - 1);
        self.things.push(Thing {
            id,
            kind: Kind::YesNo,
            frame: 0,
            void: true,
            optional: false,
            declined: false,
            not_known: false,
            fact: false,
        });
    }

    fn add_stop_page(&mut self) {
        let task = self.open_task(false);
        let id = self.fresh("s");
        let when = Some(self.condition(0, 2));
        self.pages.push(Page {
            id,
            kind: PageKind::Stop,
            frame: 0,
            when,
            each_when: None,
            shown: Vec::new(),
            sealed: true,
            late: String::new(),
        });
        self.tasks[task].pages.push(self.pages.len() - 1);
    }

    /// A list page for each repeat that people fill, and something on every page and in every task.
    fn add_missing_places(&mut self) {
        for repeat in 0..self.repeats.len() {
            let people = !self.repeats[repeat].head.contains("for=") && !self.repeats[repeat].body.contains("rows");
            if people {
                let task = self.open_task(true);
                let id = self.fresh("l");
                let frame = self.repeats[repeat].parent;
                let kind = PageKind::List(repeat);
                self.pages.push(Page {
                    id,
                    kind,
                    frame,
                    when: None,
                    each_when: None,
                    shown: Vec::new(),
                    sealed: true,
                    late: String::new(),
                });
                self.tasks[task].pages.push(self.pages.len() - 1);
            }
        }
        for page in 0..self.pages.len() {
            let bare = self.pages[page].shown.is_empty() && matches!(self.pages[page].kind, PageKind::Form);
            if bare {
                let frame = self.pages[page].frame;
                let shown = self.some(frame, |thing| thing.frame == frame && thing.id.starts_with('d'));
                match shown {
                    Some(thing) => self.pages[page].shown.push(Shown::Show(thing.id)),
                    None if self.pages[page].sealed => {}
                    None => {
                        let conditional = self.page_is_conditional(page);
                        let question = self.new_question(frame, conditional);
                        self.pages[page].shown.push(Shown::Ask(question));
                    }
                }
            }
        }
    }

    // ---- rules that decide no value, which may read everything ---------------------------------------------------

    fn add_late_rules(&mut self) {
        for page in 0..self.pages.len() {
            let mut shown = std::mem::take(&mut self.pages[page].shown);
            self.add_late_to(&mut shown);
            self.pages[page].shown = shown;
            let frame = self.pages[page].frame;
            let mut late = String::new();
            if matches!(self.pages[page].kind, PageKind::Form) && self.tape.chance(15) {
                let _ = write!(late, " check \"{}\" \"Broken\";", self.condition(frame, 2));
            }
            if matches!(self.pages[page].kind, PageKind::Form)
                && self.tape.chance(10)
                && let Some(thing) = self.some(frame, |_| true)
            {
                let _ = write!(late, " recheck {};", thing.id);
            }
            self.pages[page].late = late;
        }
    }

    fn add_late_to(&mut self, shown: &mut [Shown]) {
        for one in shown {
            match one {
                Shown::Ask(question) => question.late = self.late_rules(question.thing, question.required),
                Shown::Group(_, shown) | Shown::Each(_, _, shown) => self.add_late_to(shown),
                Shown::Show(_) => {}
            }
        }
    }

    fn late_rules(&mut self, thing: usize, required: bool) -> String {
        let thing = self.things[thing].clone();
        let frame = thing.frame;
        let mut late = String::new();
        if self.tape.chance(20) {
            let about = match thing.kind {
                Kind::Money => Some(format!("{} < £100", thing.id)),
                Kind::Count => Some(format!("{} < 3", thing.id)),
                Kind::Date => Some(format!("{} <= today", thing.id)),
                Kind::Text => Some(format!("length({}) < 4", thing.id)),
                _ => None,
            };
            let condition = match about {
                Some(about) if self.tape.chance(60) => about,
                _ => self.condition(frame, 1),
            };
            let _ = write!(late, " check \"{condition}\" \"Wrong\";");
        }
        if required {
            let _ = write!(late, " required \"{}\";", self.condition(frame, 1));
        }
        if matches!(thing.kind, Kind::Choice(_) | Kind::Choices(_)) && self.tape.chance(20) {
            let _ = write!(late, " offer \"{}\";", self.option_condition(frame, thing.kind));
        }
        if self.tape.chance(20) {
            if let Some(other) = self.some(frame, |other| other.id != thing.id) {
                let _ = write!(late, " recheck {};", other.id);
            } else if let Some(repeat) = self.some_repeat(frame) {
                let _ = write!(late, " recheck {};", self.repeats[repeat].id);
            }
        }
        late
    }

    // ---- text ---------------------------------------------------------------------------------------------------

    fn write(&self) -> String {
        let mut text = String::from("interview made \"Made by chance\" version=\"1\" {\n");
        text.push_str("  choices shades { option red \"Red\"; option blue \"Blue\"; option green \"Green\" { only \"today < 2026-11-25\"; }; }\n");
        text.push_str("  amount cap money { from \"2000-01-01\" \"£100\"; from \"2026-11-25\" \"£150\"; }\n");
        for declared in &self.declared {
            let _ = writeln!(text, "  {declared}");
        }
        for repeat in 0..self.repeats.len() {
            if self.repeats[repeat].parent == 0 {
                self.write_repeat(repeat, 1, &mut text);
            }
        }
        let (first, later): (Vec<&Task>, Vec<&Task>) = self.tasks.iter().partition(|task| task.first);
        for task in first.into_iter().chain(later) {
            self.write_task(task, &mut text);
        }
        text.push_str("}\n");
        text.push_str("table things key=\"code\" file=\"things.csv\" text=name { column name text; column level count; column flag yes_no; column kind choice; column worth money; }\n");
        text.push_str(
            "table rates key=\"code phase\" file=\"rates.csv\" from=starts until=ends { column worth money; }\n",
        );
        text
    }

    fn write_repeat(&self, repeat: usize, depth: usize, text: &mut String) {
        let pad = "  ".repeat(depth);
        let node = &self.repeats[repeat];
        let _ = writeln!(text, "{pad}{} {{{}", node.head, node.body);
        for declared in &node.declared {
            let _ = writeln!(text, "{pad}  {declared}");
        }
        for inner in 0..self.repeats.len() {
            if self.repeats[inner].parent == repeat + 1 {
                self.write_repeat(inner, depth + 1, text);
            }
        }
        let _ = writeln!(text, "{pad}}}");
    }

    fn write_task(&self, task: &Task, text: &mut String) {
        if task.pages.is_empty() {
            return;
        }
        let _ = writeln!(text, "  task {} \"Task\" {{", task.id);
        if let Some(when) = &task.when {
            let _ = writeln!(text, "    when \"{when}\"");
        }
        for after in &task.after {
            if !self.tasks[*after].pages.is_empty() {
                let _ = writeln!(text, "    after {}", self.tasks[*after].id);
            }
        }
        for page in &task.pages {
            self.write_page(*page, text);
        }
        text.push_str("  }\n");
    }

    fn write_page(&self, page: usize, text: &mut String) {
        let page = &self.pages[page];
        let mut around: Vec<usize> = self.around(page.frame);
        around.retain(|frame| *frame > 0);
        around.reverse();
        text.push_str("    ");
        for frame in &around {
            let _ = write!(text, "each {} {{ ", self.repeats[frame - 1].id);
        }
        if let Some(when) = &page.each_when {
            let _ = write!(text, "when \"{when}\"; ");
        }
        let when = page.when.as_ref().map_or(String::new(), |when| format!(" when \"{when}\";"));
        match &page.kind {
            PageKind::List(repeat) => {
                let _ = write!(text, "list {} \"List\" of={} {{{when} }}", page.id, self.repeats[*repeat].id);
            }
            PageKind::Stop => {
                let _ = write!(text, "page {} \"Stop\" kind=stop {{{when} }}", page.id);
            }
            PageKind::Check(covers) => {
                let ids: Vec<&str> = covers.iter().map(|task| self.tasks[*task].id.as_str()).collect();
                let _ = write!(text, "page {} \"Check\" kind=check {{{when} covers {}; }}", page.id, ids.join(" "));
            }
            PageKind::Form => {
                let _ = writeln!(text, "page {} \"Page\" {{{when}{}", page.id, page.late);
                self.write_shown(&page.shown, text);
                text.push_str("    }");
            }
        }
        for _ in &around {
            text.push_str(" }");
        }
        text.push('\n');
    }

    fn write_shown(&self, shown: &[Shown], text: &mut String) {
        for one in shown {
            match one {
                Shown::Ask(question) => {
                    let _ = writeln!(text, "      {}", self.write_question(question));
                }
                Shown::Show(id) => {
                    let _ = writeln!(text, "      show {id}");
                }
                Shown::Group(when, shown) => {
                    let when = when.as_ref().map_or(String::new(), |when| format!(" when \"{when}\""));
                    let _ = writeln!(text, "      group {{{when}");
                    self.write_shown(shown, text);
                    text.push_str("      }\n");
                }
                Shown::Each(repeat, when, shown) => {
                    let when = when.as_ref().map_or(String::new(), |when| format!(" when \"{when}\""));
                    let _ = writeln!(text, "      each {} {{{when}", self.repeats[*repeat].id);
                    self.write_shown(shown, text);
                    text.push_str("      }\n");
                }
            }
        }
    }

    fn write_question(&self, question: &Question) -> String {
        let thing = &self.things[question.thing];
        let kind = match thing.kind {
            Kind::YesNo => "yes_no".to_owned(),
            Kind::Choice(set) => format!("choice{}", from(set)),
            Kind::Choices(set) => format!("choices{}", from(set)),
            Kind::Money => "money min=0".to_owned(),
            Kind::Count => "count max=4".to_owned(),
            Kind::Date => "date".to_owned(),
            Kind::Text => "text".to_owned(),
            Kind::Rate => "rate".to_owned(),
            Kind::Row(repeat) => format!("row {}", self.repeats[repeat].id),
            Kind::Rows(repeat) => format!("rows {}", self.repeats[repeat].id),
            Kind::Files => "files".to_owned(),
        };
        let mut text = format!("question {} {kind}", thing.id);
        if thing.kind == Kind::Text {
            text.push_str(" max=6");
        }
        text.push_str(" { ask \"What?\";");
        for (name, condition) in [("when", &question.when), ("only", &question.only)] {
            if let Some(condition) = condition {
                let _ = write!(text, " {name} \"{condition}\";");
            }
        }
        for (name, is_so) in [
            ("optional", question.optional),
            ("allow declined", question.declined),
            ("allow not_known", question.not_known),
        ] {
            if is_so {
                let _ = write!(text, " {name};");
            }
        }
        match thing.kind {
            Kind::Choice(Set::Own) | Kind::Choices(Set::Own) => {
                let only =
                    question.option_only.as_ref().map_or(String::new(), |only| format!(" {{ only \"{only}\"; }}"));
                let _ = write!(text, " option one_a \"One\"; option two_b \"Two\"{only}; option three_c \"Three\";");
                let alone = if matches!(thing.kind, Kind::Choices(_)) { " { alone; }" } else { "" };
                let _ = write!(text, " option none_d \"None\"{alone};");
            }
            Kind::Choice(Set::Fact) | Kind::Choices(Set::Fact) => text.push_str(" option other_l \"Other\";"),
            _ => {}
        }
        text.push_str(&question.late);
        text.push_str(" }");
        text
    }
}

fn from(set: Set) -> &'static str {
    match set {
        Set::Own => "",
        Set::Shades => " from=shades",
        Set::Things => " from=things",
        Set::Fact => " from=listed",
    }
}
