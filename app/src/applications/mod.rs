//! The firm's applications: list, one of them, check of everything.

mod answers;
mod check_everything;
mod list;
mod parameters;
mod task_list;

pub(crate) use answers::{AnswerSections, EvidenceList, row as answer_row};
pub(crate) use check_everything::CheckEverything;
pub(crate) use list::{Applications, state_tag};
pub(crate) use parameters::{address_below, application_in_address};
pub(crate) use task_list::{BlockerList, Comments, TaskList};
