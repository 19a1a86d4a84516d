//! The fields of a posted page, read: its token, the revision it was made from, what is to be done, and what stands in each
//! question's boxes. The names are those documented at `PostedForm`.
//!
//! Left out: what the draft makes of it (`posted.rs`).

use crate::failure::Failure;
use interview::package::{ItemKind, Package};
use interview::place::read_place;
use interview::plan::{Control, QuestionPlan};
use interview::value::Value;
use questionnaire::typed::{Typed, find_option, read_typed};
use server_functions::Refusal;
use server_functions::drafts::PostedForm;

/// Most fields of one form; no page has nearly so many.
const MOST_FIELDS: usize = 5_000;

/// What a person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Do {
    /// Keep it and come back later.
    Save,
    /// On to the next page.
    Continue,
    /// A search button: keep it, and show the same page.
    Search,
    /// Another row.
    AddRow,
    /// A row goes.
    RemoveRow(String),
    /// A row comes back.
    RestoreRow(String),
    /// A row becomes the first.
    FirstRow(String),
    /// A row moves before another, or to the end.
    MoveRow(String, Option<String>),
    /// The rows are all.
    CloseList,
    /// There may be more rows.
    ReopenList,
    /// Still right.
    Confirm(String),
    /// One of several answers: which of them, from 0.
    Resolve(String, usize),
    /// Ask the service again.
    AskAgain,
}

/// Where a change leads back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReturnTo {
    /// *Check everything*.
    Check,
    /// The task list.
    Tasks,
}

/// A posted form.
pub(crate) struct Form<'a> {
    /// Its token, as text.
    pub once: &'a str,
    /// Revision it was made from.
    pub seen: u64,
    /// What is to be done.
    pub wanted: Do,
    /// Where a change leads back to, and the revision at which it was begun.
    pub returns: Option<(ReturnTo, u64)>,
    places: Vec<&'a str>,
    fields: &'a PostedForm,
}

impl<'a> Form<'a> {
    /// Reads the form.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a form that no page of ours has made.
    pub(crate) fn read(fields: &'a PostedForm) -> Result<Self, Failure> {
        let once = fields.value("_once").ok_or(Refusal::NotFound)?;
        let seen = fields.value("_seen").and_then(|seen| seen.parse().ok()).ok_or(Refusal::NotFound)?;
        if fields.0.len() > MOST_FIELDS {
            return Err(Refusal::NotFound.into());
        }
        let otherwise = if fields.value("search").is_some() { "search" } else { "continue" };
        let wanted = wanted(fields.value("_do").unwrap_or(otherwise)).ok_or(Refusal::NotFound)?;
        let places = fields.value("_places").unwrap_or_default().split_whitespace().collect();
        let since = fields.value("_since").and_then(|since| since.parse().ok()).unwrap_or(seen);
        let returns = match fields.value("_return") {
            Some("check") => Some((ReturnTo::Check, since)),
            Some("tasks") => Some((ReturnTo::Tasks, since)),
            _ => None,
        };
        Ok(Self { once, seen, wanted, returns, places, fields })
    }

    /// Whether a question was on the page.
    pub(crate) fn showed(&self, name: &str) -> bool {
        self.places.contains(&name)
    }

    /// All fields but the token, in their order: what makes this post another than the next.
    pub(crate) fn body(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let fields = self.fields.0.iter().filter(|(name, _)| name != "_once");
        fields.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What stands in the boxes of a question.
    pub(crate) fn typed(&self, package: &Package, question: &QuestionPlan, current_year: i32) -> Posted {
        let state = format!("{}-state", question.name);
        match self.fields.value(&state) {
            Some("declined") if question.allows.0 => return Posted::Declined,
            Some("not_known") if question.allows.1 => return Posted::NotKnown,
            _ => {}
        }
        let parts: Vec<(&str, &str)> =
            self.body().filter_map(|(name, text)| part(&question.name, name, text)).collect();
        let typed = read_typed(package, question.at.item, question.control, &parts, current_year);
        let searched = parts.iter().find(|(part, _)| *part == "search");
        match (&typed, question.control, searched) {
            (Typed::Empty, Control::Search(false), Some((_, text))) => {
                let found = find_option(&question.options, text);
                found.map_or(Posted::Typed(typed), |option| Posted::Typed(Typed::Value(Value::Choice(option))))
            }
            _ => Posted::Typed(typed),
        }
    }

    /// Places of facts that somebody tried to answer.
    pub(crate) fn forged(&self, package: &Package) -> Vec<String> {
        let is_fact = |name: &&str| {
            let item = read_place(package, name).and_then(|place| package.items.get(place.item as usize));
            matches!(item.map(|item| &item.kind), Some(ItemKind::Fact(_)))
        };
        self.body().map(|(name, _)| name).filter(is_fact).map(str::to_owned).collect()
    }
}

/// What was posted for one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Posted {
    /// Something typed or chosen, or nothing.
    Typed(Typed),
    /// Declined.
    Declined,
    /// Not known.
    NotKnown,
}

/// The part of a question's control that a field is.
fn part<'a>(question: &str, name: &'a str, text: &'a str) -> Option<(&'a str, &'a str)> {
    match name.strip_prefix(question)? {
        "" => Some(("", text)),
        suffix => Some((suffix.strip_prefix('-')?, text)),
    }
}

fn wanted(text: &str) -> Option<Do> {
    let mut words = text.split_whitespace();
    let (word, first, second) = (words.next()?, words.next(), words.next());
    let target = || first.map(str::to_owned);
    Some(match word {
        "save" => Do::Save,
        "continue" => Do::Continue,
        "search" => Do::Search,
        "add_row" => Do::AddRow,
        "remove_row" => Do::RemoveRow(target()?),
        "restore_row" => Do::RestoreRow(target()?),
        "first_row" => Do::FirstRow(target()?),
        "move_row" => Do::MoveRow(target()?, second.filter(|before| *before != "end").map(str::to_owned)),
        "close_list" => Do::CloseList,
        "reopen_list" => Do::ReopenList,
        "confirm" => Do::Confirm(target()?),
        "resolve" => Do::Resolve(target()?, second?.parse::<usize>().ok()?.checked_sub(1)?),
        "ask_again" => Do::AskAgain,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s_17_what_is_to_be_done_is_one_of_the_words_and_nothing_else() {
        assert_eq!(wanted("continue"), Some(Do::Continue));
        assert_eq!(wanted("remove_row proc[1]"), Some(Do::RemoveRow("proc[1]".to_owned())));
        assert_eq!(wanted("move_row a end"), Some(Do::MoveRow("a".to_owned(), None)));
        assert_eq!(wanted("resolve q 2"), Some(Do::Resolve("q".to_owned(), 1)));
        for not in ["", "remove_row", "resolve q 0", "resolve q", "set_fact dwp_status yes"] {
            assert_eq!(wanted(not), None, "{not}");
        }
    }

    #[test]
    fn a_field_belongs_to_the_question_of_its_very_name() {
        assert_eq!(part("proc[1].day", "proc[1].day-month", "2"), Some(("month", "2")));
        assert_eq!(part("name", "name", "Ann"), Some(("", "Ann")));
        assert_eq!(part("name", "name_before", "Ann"), None);
    }
}
