//! What is known of a definition while it is checked: the package as far as it is made, and beside each part of it what
//! the checks need and the package does not.

use crate::diagnostics::Report;
use crate::expression::Expression;
use crate::read::Reading;
use crate::source::{Sources, Span};
use crate::syntax::{Node, TypeSyntax};
use crate::table::TableDraft;
use crate::typed::Typed;
use interview::package::{
    CodeIndex, ConditionIndex, FrameType, ItemIndex, OptionDefinition, OptionsFrom, Package, PageIndex, RepeatIndex,
    Segment, TaskIndex, TextIndex, Type,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Index into [`Model::sets`].
pub(crate) type SetIndex = u32;
/// Index into [`Model::scopes`]; 0 is outside all templates.
pub(crate) type ScopeIndex = u32;

/// A type as the checker knows it: sets of options are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    YesNo,
    Choice(SetIndex),
    Choices(SetIndex),
    Text,
    Date,
    Period,
    Money,
    Count,
    Rate,
    Files,
    List,
    Row(RepeatIndex),
    Rows(RepeatIndex),
    /// `nothing`: fits everywhere.
    Nothing,
    /// Reported already: fits everywhere.
    Unknown,
}

/// A set of options.
#[derive(Clone, Debug, Default)]
pub(crate) struct OptionSet {
    /// What messages call it.
    pub(crate) label: String,
    /// Ids that are known when compiling.
    pub(crate) ids: BTreeSet<String>,
    /// Some ids could not be read, so nothing is said about unknown ones.
    pub(crate) broken: bool,
    /// The set it is made from, with options of its own added.
    pub(crate) base: Option<SetIndex>,
    /// Ids that cannot be chosen with others.
    pub(crate) alone: BTreeSet<String>,
    pub(crate) defined: Option<Span>,
    /// Where the columns of its options are.
    pub(crate) from: Option<OptionsFrom>,
    /// Options written out beside those of `from`.
    pub(crate) own: Vec<OptionDefinition>,
}

/// A name that refers to something, with the scope it is written in.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) scope: ScopeIndex,
}

/// An instance of a template: its members are called by their short ids inside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) prefix: String,
    pub(crate) members: BTreeSet<String>,
    pub(crate) parent: ScopeIndex,
    pub(crate) template: String,
}

/// Who reads an expression: decides what may be void (E-18).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Nobody in particular.
    Nobody,
    /// An item's own `when` or `need`.
    WhenOf(ItemIndex),
    /// Anything else an item says.
    Item(ItemIndex),
    /// A check of the item's own answer.
    CheckOf(ItemIndex),
    /// A container's own `when`.
    ConditionOf(ConditionIndex),
    /// Something said inside a container.
    Inside(ConditionIndex),
}

/// What an expression must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Condition,
    ValueOf(ItemIndex),
    Count,
    Amount(u32),
    /// Shown in a text; with whether it has a fallback.
    Shown {
        fallback: bool,
    },
}

/// Whose option is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    None,
    Item(ItemIndex),
    ChoiceSet(u32),
}

/// An expression in its place; its index is the index of its code.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) expression: Arc<Expression>,
    /// Where it starts; for a placeholder the whole placeholder.
    pub(crate) span: Span,
    pub(crate) scope: ScopeIndex,
    pub(crate) frame: FrameType,
    pub(crate) expected: Expected,
    pub(crate) reader: Reader,
    /// The condition of the case whose value this is.
    pub(crate) guard: Option<CodeIndex>,
    pub(crate) judged: Judged,
    pub(crate) offer: bool,
}

/// Beside an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct ItemMeta {
    /// Where its id stands.
    pub(crate) span: Span,
    /// Its node's, for what its `from=` says.
    pub(crate) from: Option<Reference>,
    pub(crate) value: Option<TypeSyntax>,
    /// Where each of its own options is written.
    pub(crate) options: Vec<Span>,
    /// Own, group's and page's recheck sets as written.
    pub(crate) recheck: Vec<Reference>,
    /// Where it was placed by `show`.
    pub(crate) shown: Vec<Span>,
    /// Declared where the checker could not tell in which rows.
    pub(crate) damaged: bool,
    pub(crate) ty: Option<Ty>,
    /// A derived value whose expression may be void.
    pub(crate) void: bool,
    pub(crate) sensitive: bool,
    /// In a cycle or reading one: nothing is said about what may be void.
    pub(crate) knotted: bool,
    /// Placeholders of its question, hint and options (D407).
    pub(crate) wordings: Vec<CodeIndex>,
    /// Columns of a list fact.
    pub(crate) columns: Vec<ColumnMeta>,
}

/// Beside a column of a list fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnMeta {
    pub(crate) from: Option<Reference>,
    pub(crate) set: SetIndex,
}

/// Beside a page: what stands on it, before names are looked up.
#[derive(Clone, Debug)]
pub(crate) enum ShownDraft {
    Item(ItemIndex),
    Name { reference: Reference, conditions: Vec<ConditionIndex>, frame: FrameType, damaged: bool },
    Group { ask: Option<TextIndex>, condition: ConditionIndex, shown: Vec<ShownDraft> },
    Each { repeat: RepeatIndex, condition: ConditionIndex, shown: Vec<ShownDraft> },
}

/// Checks or warnings of a group or page, before it is known which items they wait for.
#[derive(Clone, Debug)]
pub(crate) struct CheckDraft {
    pub(crate) warning: bool,
    pub(crate) condition: CodeIndex,
    pub(crate) text: TextIndex,
    pub(crate) within: ConditionIndex,
    pub(crate) frame: FrameType,
    /// The page, or the page on which the group's items are shown.
    pub(crate) page: Option<PageIndex>,
}

/// Beside a repeat.
#[derive(Clone, Debug, Default)]
pub(crate) struct RepeatMeta {
    pub(crate) id: String,
    pub(crate) span: Span,
    /// The names in `for=`.
    pub(crate) for_names: Vec<Reference>,
}

/// What a name at top level stands for, beside items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Item,
    Group,
    Amount(u32),
    ChoiceSet(u32),
    Category,
    Template,
    Table(u32),
    /// The name is there, what it stands for is not delivered or not understood.
    Lost,
}

impl Named {
    /// What messages call it.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Item => "an item",
            Self::Group => "a group",
            Self::Amount(_) => "an amount",
            Self::ChoiceSet(_) => "a set of choices",
            Self::Category => "a category",
            Self::Template => "a template",
            Self::Table(_) => "a table",
            Self::Lost => "something not understood",
        }
    }
}

/// A definition while it is checked.
pub(crate) struct Model<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) report: &'a mut Report,
    pub(crate) reading: &'a Reading,
    /// As far as it is made: indices are final.
    pub(crate) package: Package,
    pub(crate) english: Vec<Vec<Segment>>,
    pub(crate) sites: Vec<Site>,
    pub(crate) typed: Vec<Typed>,
    pub(crate) items: Vec<ItemMeta>,
    pub(crate) repeats: Vec<RepeatMeta>,
    pub(crate) sets: Vec<OptionSet>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) tables: Vec<TableDraft>,
    /// Sets of the choice sets, by index.
    pub(crate) choice_set_sets: Vec<SetIndex>,
    pub(crate) amounts: Vec<AmountMeta>,
    pub(crate) templates: BTreeMap<&'a str, &'a Node>,
    /// Top-level names that are no items.
    pub(crate) top: BTreeMap<String, (Named, Span)>,
    /// Items by frame type and id: the first of each.
    pub(crate) names: BTreeMap<(FrameType, String), ItemIndex>,
    /// Frame types in which items of an id live.
    pub(crate) frames_of: BTreeMap<String, Vec<FrameType>>,
    /// Repeats by where their node and the instance of a template it is in stand.
    pub(crate) repeat_keys: BTreeMap<(Span, ScopeIndex), RepeatIndex>,
    /// Instances of templates by where they are used.
    pub(crate) instances: BTreeMap<(Span, ScopeIndex), ScopeIndex>,
    /// A module is not there, so any name may be missing.
    pub(crate) missing_module: bool,
    /// Prefixes of templates that are not there.
    pub(crate) lost_prefixes: Vec<String>,
    /// Names of repeats that were not found.
    pub(crate) late_repeats: Vec<Reference>,
    pub(crate) task_names: BTreeMap<String, (TaskIndex, Span)>,
    /// Pages and lists.
    pub(crate) place_names: BTreeMap<String, Span>,
    pub(crate) page_drafts: Vec<Vec<ShownDraft>>,
    pub(crate) page_covers: Vec<Vec<Reference>>,
    pub(crate) task_after: Vec<Vec<Reference>>,
    pub(crate) checks: Vec<CheckDraft>,
    /// Groups that have an id: id, frame type, place, condition.
    pub(crate) groups: Vec<(String, FrameType, Span, ConditionIndex)>,
    /// What groups declared outside of pages hold.
    pub(crate) loose_groups: Vec<(ConditionIndex, Vec<ShownDraft>)>,
    pub(crate) evidence_accepts: Vec<Reference>,
    /// The options of repeats with several questions in `for=`.
    pub(crate) for_sets: BTreeMap<RepeatIndex, SetIndex>,
}

/// The set of the kinds of evidence.
pub(crate) const EVIDENCE_KINDS: SetIndex = 0;

impl<'a> Model<'a> {
    pub(crate) fn new(
        sources: &'a Sources,
        report: &'a mut Report,
        reading: &'a Reading,
        tables: Vec<TableDraft>,
    ) -> Self {
        let kinds = ["mandatory", "optional", "automatic"];
        let kinds =
            OptionSet { label: "kind".to_owned(), ids: kinds.map(str::to_owned).into(), ..OptionSet::default() };
        Self {
            sources,
            report,
            reading,
            package: Package { format: interview::package::FORMAT, ..Package::default() },
            english: Vec::new(),
            sites: Vec::new(),
            typed: Vec::new(),
            items: Vec::new(),
            repeats: Vec::new(),
            sets: vec![kinds],
            scopes: vec![Scope::default()],
            tables,
            choice_set_sets: Vec::new(),
            amounts: Vec::new(),
            templates: BTreeMap::new(),
            top: BTreeMap::new(),
            names: BTreeMap::new(),
            frames_of: BTreeMap::new(),
            repeat_keys: BTreeMap::new(),
            instances: BTreeMap::new(),
            missing_module: false,
            lost_prefixes: Vec::new(),
            late_repeats: Vec::new(),
            task_names: BTreeMap::new(),
            place_names: BTreeMap::new(),
            page_drafts: Vec::new(),
            page_covers: Vec::new(),
            task_after: Vec::new(),
            checks: Vec::new(),
            groups: Vec::new(),
            loose_groups: Vec::new(),
            evidence_accepts: Vec::new(),
            for_sets: BTreeMap::new(),
        }
    }

    /// A frame type and those around it, outermost last.
    pub(crate) fn chain(&self, frame: FrameType) -> Vec<FrameType> {
        let mut chain = vec![frame];
        let mut current = frame;
        while let Some(repeat) = current.checked_sub(1).and_then(|repeat| self.package.repeats.get(repeat as usize)) {
            current = repeat.parent;
            chain.push(current);
        }
        chain
    }

    /// Whether `ancestor` is `frame` or lies around it.
    pub(crate) fn is_around(&self, ancestor: FrameType, frame: FrameType) -> bool {
        self.chain(frame).contains(&ancestor)
    }

    /// The item of a full name that is seen from a frame type.
    pub(crate) fn find(&self, name: &str, frame: FrameType) -> Option<ItemIndex> {
        self.chain(frame).into_iter().find_map(|frame| self.names.get(&(frame, name.to_owned())).copied())
    }

    /// An item of a full name in any rows.
    pub(crate) fn find_anywhere(&self, name: &str) -> Option<ItemIndex> {
        let frames = self.frames_of.get(name)?;
        frames.iter().find_map(|frame| self.names.get(&(*frame, name.to_owned())).copied())
    }

    /// The table of bank holidays: one key, `date`.
    pub(crate) fn bank_holidays(&self) -> Option<u32> {
        (0..).zip(&self.tables).find_map(|(index, draft)| {
            let key = draft.table.columns.first()?;
            let fits = draft.table.id == "bank_holidays" && draft.table.keys == 1 && key.value == Type::Date;
            fits.then_some(index)
        })
    }

    pub(crate) fn ty_of(&self, item: ItemIndex) -> Ty {
        self.items.get(item as usize).and_then(|meta| meta.ty).unwrap_or(Ty::Unknown)
    }

    pub(crate) fn item_id(&self, item: ItemIndex) -> &str {
        self.package.items.get(item as usize).map_or("", |item| item.id.as_str())
    }

    pub(crate) fn item_span(&self, item: ItemIndex) -> Span {
        self.items.get(item as usize).map_or_else(Span::default, |meta| meta.span)
    }

    pub(crate) fn set(&self, set: SetIndex) -> Option<&OptionSet> {
        self.sets.get(set as usize)
    }

    /// Whether two sets of options are the same, one perhaps with some added.
    pub(crate) fn same_set(&self, a: SetIndex, b: SetIndex) -> bool {
        let base = |set: SetIndex| self.set(set).and_then(|set| set.base).unwrap_or(set);
        let broken = |set: SetIndex| self.set(set).is_some_and(|set| set.broken && set.ids.is_empty());
        base(a) == base(b) || broken(a) || broken(b)
    }
}

/// Beside an amount.
#[derive(Clone, Debug)]
pub(crate) struct AmountMeta {
    pub(crate) ty: Ty,
}
