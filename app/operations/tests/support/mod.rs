//! A small definition, and operations by invented people on it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod schedule;

use interview::package::{
    Appearance, Column, Condition, ConditionOwner, ConditionRule, Derive, Evidence, EvidenceKind, FORMAT, Fact, Item,
    ItemKind, OptionDefinition, Options, Package, Question, Repeat, Span, Type,
};
use interview::place::{Place, read_place};
use operations::{
    DefinitionId, DraftId, FileNamed, Fold, Kind, Logged, Operation, OperationId, ReplicaId, WireFact, WireValue,
};

pub const DRAFT: DraftId = DraftId(0x0190);
pub const ROW: &str = "018f0000000000000000000000000001";
pub const OTHER_ROW: &str = "018f0000000000000000000000000002";
pub const THIRD_ROW: &str = "018f0000000000000000000000000003";

fn item(id: &str, frame: u32, kind: ItemKind) -> Item {
    Item {
        id: id.into(),
        frame,
        when: None,
        conditions: frame.checked_sub(1).into_iter().collect(),
        ask: None,
        hint: None,
        recheck: vec![],
        law: None,
        page: None,
        source: Span::default(),
        kind,
    }
}

fn question(id: &str, frame: u32, value: Type) -> Item {
    let option = |id: &str| OptionDefinition {
        id: id.into(),
        text: 0,
        only: None,
        offer: None,
        law: None,
        alone: id == "none",
        source: Span::default(),
    };
    let options = matches!(value, Type::Choice | Type::Choices)
        .then(|| Options { own: ["cash", "shares", "none"].map(option).to_vec(), ..Options::default() });
    let loose = id != "married";
    let question = Question {
        value,
        options,
        appearance: Appearance::Plain,
        required: None,
        optional: loose,
        suggest: None,
        allow_declined: loose,
        allow_not_known: loose,
        min: None,
        max: None,
        checks: vec![],
        warnings: vec![],
        missing: None,
        sensitive: false,
    };
    item(id, frame, ItemKind::Question(question))
}

/// The condition of a row of a repeat: that it is there.
fn row_condition(repeat: u32, frame: u32, parents: Vec<u32>) -> Condition {
    let (rule, owner) = (ConditionRule::Row(repeat), ConditionOwner::Row(repeat));
    Condition { frame, parents, rule, source: Span::default(), owner }
}

fn repeat(row_condition: u32, item: u32, parent: u32, for_options: Vec<u32>) -> Repeat {
    Repeat {
        item,
        parent,
        for_options,
        rows: None,
        min: None,
        max: None,
        always_ended: false,
        row_title: None,
        row_condition,
    }
}

/// Items by name; `proc` has rows that people add, `job` lies in it, `savings` has the options of `assets`.
pub fn package() -> &'static Package {
    static PACKAGE: std::sync::OnceLock<Package> = std::sync::OnceLock::new();
    PACKAGE.get_or_init(compiled)
}

fn compiled() -> Package {
    let text = Type::Text { long: false };
    let fact = |value, columns| {
        ItemKind::Fact(Fact { value, source: "checker".into(), options: None, max_age: None, columns })
    };
    let column = Column { id: "schedules".into(), value: Type::Choices, from: None, search: false, shown: false };
    let evidence = || ItemKind::Evidence(Evidence { kind: EvidenceKind::Mandatory, excused: None, accepts: vec![] });
    let derive = Derive { value: Type::Money, options: None, cases: vec![], otherwise: None };
    Package {
        items: vec![
            question("married", 0, Type::YesNo),
            question("assets", 0, Type::Choices),
            question("reason", 0, text),
            question("heard_on", 0, Type::Date),
            item("proc", 0, ItemKind::Repeat(0)),
            question("cost", 1, Type::Money),
            item("job", 1, ItemKind::Repeat(1)),
            question("job_title", 2, text),
            item("payslips", 0, evidence()),
            item("benefit", 0, fact(Type::YesNo, vec![])),
            item("offices", 0, fact(Type::List, vec![column])),
            item("checked", 0, ItemKind::Mark { page: 0 }),
            item("total", 0, ItemKind::Derive(derive)),
            question("letters", 0, Type::Files),
            item("savings", 0, ItemKind::Repeat(2)),
            question("balance", 3, Type::Money),
            item("order", 1, evidence()),
            question("children", 0, Type::Count),
        ],
        repeats: vec![repeat(0, 4, 0, vec![]), repeat(1, 6, 1, vec![]), repeat(2, 14, 0, vec![1])],
        conditions: vec![row_condition(0, 1, vec![]), row_condition(1, 2, vec![0]), row_condition(2, 3, vec![])],
        format: FORMAT,
        ..Package::default()
    }
}

pub fn place(at: &str) -> Place {
    read_place(package(), at).unwrap()
}

pub fn id(replica: u128, n: u64) -> OperationId {
    OperationId { replica: ReplicaId(replica), n }
}

pub fn text(text: &str) -> WireValue {
    WireValue::text(text).unwrap()
}

pub fn set(value: &str) -> Kind {
    Kind::Set(text(value))
}

pub fn file(reference: &str) -> FileNamed {
    FileNamed { reference: reference.into(), category: None }
}

pub fn operation(id: OperationId, at: &str, kind: Kind, saw: &[OperationId]) -> Operation {
    Operation {
        id,
        draft: DRAFT,
        at: at.into(),
        kind,
        saw: saw.to_vec(),
        read: None,
        definition: DefinitionId([8; 32]),
        build: "test".into(),
        time: "2026-11-23T10:42:07.123Z".parse().unwrap(),
    }
}

pub fn logged(revision: u64, operation: Operation) -> Logged {
    Logged { revision, operation, author: "ann".into(), at: "2026-11-23T10:42:08.000Z".parse().unwrap() }
}

/// A log of these operations in their order.
pub fn log(operations: &[Operation]) -> Vec<Logged> {
    (1..).zip(operations).map(|(revision, operation)| logged(revision, operation.clone())).collect()
}

pub fn folded(operations: &[Operation]) -> Fold {
    operations::fold(package(), DRAFT, &log(operations))
}

/// One page load of one person: numbers its operations, and sees what it is told to see.
pub struct Page {
    pub replica: u128,
    pub n: u64,
}

impl Page {
    pub fn new(replica: u128) -> Self {
        Self { replica, n: 0 }
    }

    /// An operation by somebody who looks at this fold.
    pub fn makes(&mut self, looking_at: &Fold, at: &str, kind: Kind) -> Operation {
        self.n += 1;
        let saw = looking_at.saw(&place(at), &kind);
        operation(id(self.replica, self.n), at, kind, &saw)
    }
}

/// A draft on a server: takes what people make, in order.
pub struct Server {
    pub fold: Fold,
    pub log: Vec<Logged>,
}

impl Server {
    pub fn new() -> Self {
        Self { fold: Fold::new(DRAFT), log: Vec::new() }
    }

    pub fn takes(&mut self, operation: Operation) -> OperationId {
        let id = operation.id;
        let entry = logged(self.log.len() as u64 + 1, operation);
        self.fold.apply(package(), &entry);
        self.log.push(entry);
        id
    }

    /// Somebody who sees all of it does something.
    pub fn says(&mut self, page: &mut Page, at: &str, kind: Kind) -> OperationId {
        let operation = page.makes(&self.fold, at, kind);
        self.takes(operation)
    }
}

pub fn pending() -> Kind {
    Kind::SetFact(WireFact::Pending)
}
