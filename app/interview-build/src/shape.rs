//! The grammar of engine.md section 2 as a table: what each node takes, what it must have, and what is not delivered yet.

/// How often something may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    /// At most once.
    Once,
    /// Exactly once.
    Must,
    /// Any number.
    Any,
    /// At least once.
    Some,
}

/// What a text must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A new id.
    Id,
    /// A new id that expressions may name: no word of the language.
    ItemId,
    /// The id of an option.
    OptionId,
    /// The name of a column.
    Column,
    /// The id of something else, looked up later.
    Name,
    /// One or more ids of something else, in one text.
    Names,
    /// Wording.
    Text,
    /// Anything.
    Any,
    /// An expression.
    Expression,
    /// A day.
    Day,
    /// A length of time.
    Period,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// TYPE.
    Type,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// One kind of node.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) arguments: &'static [(Takes, Times)],
    pub(crate) properties: &'static [(&'static str, Takes, Times)],
    pub(crate) children: &'static [Child],
}

/// A child by its name, how often it may stand, and its shape.
type Child = (&'static str, Times, fn() -> &'static Shape);

/// Known, but brought by a later delivery (engine.md section 16).
pub(crate) const LATER: [&str; 5] = ["keep", "locked", "function", "translation", "migration"];

use Takes::{Any, Column, Day, Expression, Id, ItemId, Name, Names, Number, OptionId, Period, Text, Type, Whole, Word};
use Times::{Any as Many, Must, Once, Some};

macro_rules! shapes {
    ($($name:ident = ($($argument:expr),*) [$($property:expr),*] {$($child:expr),*};)*) => {
        $(fn $name() -> &'static Shape {
            static SHAPE: Shape = Shape {
                arguments: &[$($argument),*], properties: &[$($property),*], children: &[$($child),*],
            };
            &SHAPE
        })*
    };
}

/// A whole file.
pub(crate) fn file() -> &'static Shape {
    file_shape()
}

shapes! {
    file_shape = () [] {
        ("interview", Many, interview), ("module", Many, module), ("table", Many, table),
        ("translation", Many, translation), ("migration", Many, migration)
    };
    interview = ((Id, Must), (Text, Must)) [("version", Any, Must)] {
        ("effective", Many, effective), ("use", Many, name), ("fact", Many, fact), ("amount", Many, amount),
        ("function", Many, function), ("choices", Many, choices), ("category", Many, category), ("question", Many, question),
        ("derive", Many, derive), ("group", Many, group), ("template", Many, template), ("repeat", Many, repeat),
        ("evidence", Many, evidence), ("task", Many, task)
    };
    module = ((Id, Must)) [] {
        ("fact", Many, fact), ("amount", Many, amount), ("function", Many, function), ("choices", Many, choices),
        ("category", Many, category), ("question", Many, question), ("derive", Many, derive), ("group", Many, group),
        ("template", Many, template), ("repeat", Many, repeat), ("evidence", Many, evidence), ("task", Many, task)
    };
    effective = () [("from", Day, Must), ("until", Day, Once)] {};
    fact = ((ItemId, Must), (Type, Must)) [("source", Any, Must), ("from", Name, Once), ("max-age", Period, Once)] {
        ("when", Once, condition), ("recheck", Once, names), ("option", Many, option), ("column", Many, column)
    };
    amount = ((ItemId, Must), (Type, Must)) [] { ("from", Some, dated) };
    dated = ((Day, Must), (Expression, Must)) [] {};
    function = ((ItemId, Must)) [("version", Whole, Must), ("returns", Any, Must)] { ("arg", Many, argument) };
    argument = ((Id, Must), (Type, Must)) [] {};
    choices = ((Id, Must)) [] { ("option", Some, option) };
    option = ((OptionId, Must), (Text, Must)) [] {
        ("only", Once, condition), ("offer", Once, condition), ("law", Once, text), ("alone", Once, nothing)
    };
    category = ((Id, Must), (Text, Must)) [] {};
    question = ((ItemId, Must), (Type, Must))
        [("from", Name, Once), ("as", Word(&["select", "search"]), Once), ("min", Number, Once), ("max", Number, Once)] {
        ("ask", Must, text), ("hint", Once, text), ("missing", Once, text), ("when", Once, condition),
        ("required", Once, condition), ("optional", Once, nothing), ("suggest", Once, condition), ("allow", Many, allow),
        ("option", Many, option), ("only", Once, condition), ("offer", Once, condition), ("check", Many, check),
        ("warn", Many, check), ("recheck", Once, names), ("keep", Once, keep), ("locked", Once, condition),
        ("law", Once, text), ("sensitive", Once, nothing)
    };
    allow = ((Word(&["declined", "not_known"]), Must)) [] {};
    keep = ((Word(&["hold", "expire", "forget"]), Must), (Period, Once)) [] {};
    check = ((Expression, Must), (Text, Must)) [] {};
    derive = ((ItemId, Must), (Type, Must), (Expression, Once)) [("from", Name, Once)] {
        ("when", Once, condition), ("case", Many, case), ("else", Once, condition), ("law", Once, text), ("ask", Once, text)
    };
    case = ((Expression, Must), (Expression, Must)) [] {};
    group = ((ItemId, Once)) [] {
        ("when", Once, condition), ("check", Many, check), ("warn", Many, check), ("law", Once, text),
        ("recheck", Once, names), ("locked", Once, condition), ("question", Many, question), ("derive", Many, derive),
        ("fact", Many, fact), ("group", Many, group), ("use-group", Many, use_group), ("repeat", Many, repeat)
    };
    template = ((Id, Must)) [] {
        ("question", Many, question), ("derive", Many, derive), ("fact", Many, fact), ("group", Many, group),
        ("use-group", Many, use_group), ("repeat", Many, repeat)
    };
    use_group = ((Name, Must)) [("as", Id, Must)] {
        ("ask", Once, text), ("when", Once, condition), ("recheck", Once, names), ("suggest", Many, suggest)
    };
    suggest = ((Name, Must), (Expression, Must)) [] {};
    repeat = ((ItemId, Must))
        [("for", Names, Once), ("min", Whole, Once), ("max", Whole, Once), ("ends", Word(&["confirm", "always"]), Once)] {
        ("row-title", Once, text), ("when", Once, condition), ("rows", Once, condition), ("question", Many, question),
        ("derive", Many, derive), ("fact", Many, fact), ("group", Many, group), ("use-group", Many, use_group),
        ("repeat", Many, repeat)
    };
    evidence = ((ItemId, Must)) [("for", Name, Once)] {
        ("ask", Must, text), ("need", Must, condition), ("optional", Once, nothing), ("automatic", Once, nothing),
        ("excused", Once, condition), ("accepts", Many, name), ("law", Once, text)
    };
    task = ((Id, Must), (Text, Must)) [] {
        ("when", Once, condition), ("after", Many, name), ("page", Many, page), ("list", Many, list), ("each", Many, each_of_task)
    };
    each_of_task = ((Name, Must)) [] {
        ("when", Once, condition), ("page", Many, page), ("list", Many, list), ("each", Many, each_of_task)
    };
    page = ((Id, Must), (Text, Must)) [("kind", Word(&["stop", "check"]), Once)] {
        ("when", Once, condition), ("hint", Once, text), ("check", Many, check), ("warn", Many, check), ("law", Once, text),
        ("recheck", Once, names), ("locked", Once, condition), ("covers", Once, names), ("question", Many, question),
        ("derive", Many, derive), ("group", Many, group), ("use-group", Many, use_group), ("show", Many, name),
        ("each", Many, each_of_page)
    };
    each_of_page = ((Name, Must)) [] {
        ("when", Once, condition), ("question", Many, question), ("derive", Many, derive), ("group", Many, group),
        ("use-group", Many, use_group), ("show", Many, name), ("each", Many, each_of_page)
    };
    list = ((Id, Must), (Text, Must)) [("of", Name, Must)] { ("when", Once, condition), ("hint", Once, text) };
    table = ((ItemId, Must)) [("key", Names, Must), ("file", Any, Must), ("text", Any, Once), ("from", Any, Once), ("until", Any, Once)] {
        ("column", Many, column)
    };
    column = ((Column, Must), (Type, Must)) [("from", Name, Once)] { ("search", Once, nothing), ("shown", Once, nothing) };
    translation = ((Any, Must)) [("of", Name, Must)] {
        ("complete", Once, nothing), ("interview", Many, entry), ("module", Many, entry), ("question", Many, entry),
        ("derive", Many, entry), ("fact", Many, entry), ("group", Many, entry), ("use-group", Many, entry),
        ("repeat", Many, entry), ("evidence", Many, entry), ("choices", Many, entry), ("category", Many, entry),
        ("task", Many, entry), ("page", Many, entry), ("list", Many, entry)
    };
    entry = ((Name, Must)) [("of", Any, Must)] {
        ("ask", Many, wordings), ("hint", Many, wordings), ("check", Many, wordings), ("warn", Many, wordings),
        ("option", Many, wordings), ("title", Many, wordings), ("row-title", Many, wordings)
    };
    wordings = ((Any, Some)) [] {};
    migration = () [("from", Any, Must), ("to", Any, Must)] {
        ("rename", Many, two_names), ("retype", Many, name_and_expression), ("split", Many, split), ("merge", Many, merge),
        ("option-map", Many, option_map), ("drop", Many, dropped), ("default", Many, name_and_expression)
    };
    two_names = ((Name, Must), (Name, Must)) [] {};
    name_and_expression = ((Name, Must), (Expression, Must)) [] {};
    split = ((Name, Must)) [] { ("into", Some, name_and_expression) };
    merge = ((Name, Must)) [] { ("from", Some, name), ("as", Once, condition) };
    option_map = ((Name, Must)) [] { ("option", Some, two_names) };
    dropped = ((Name, Must), (Word(&["because"]), Must), (Text, Must)) [] {};
    condition = ((Expression, Must)) [] {};
    text = ((Text, Must)) [] {};
    name = ((Name, Must)) [] {};
    names = ((Name, Some)) [] {};
    nothing = () [] {};
}
