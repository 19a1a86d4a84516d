//! The firm's applications: the list, one of them, and starting one.

use crate::drafts::PageAddress;
use crate::{Caller, Refusal, Reply};
use case::{Action, ApplicationId, Role, State};
use interview::navigate::{Step, open_task};
use interview::package::{Task, TaskIndex};
use interview::{Draft, Progress};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use quantities::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// What applications answer.
pub trait Applications: Send + Sync {
    /// The list, for those who may see it.
    fn list(&self, caller: Caller, query: ListQuery) -> Reply<'_, List>;
    /// Starts an application under the newest definition.
    fn start(&self, caller: Caller) -> Reply<'_, ApplicationId>;
    /// One application: where it stands, its tasks, and what this person may do.
    fn overview(&self, caller: Caller, application: ApplicationId) -> Reply<'_, Overview>;
    /// All answers, task by task, for *check everything*.
    fn summary(&self, caller: Caller, application: ApplicationId) -> Reply<'_, Summary>;
}

/// Which applications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// Part of the client's name or of a reference.
    pub search: String,
    /// In one of these states; none means any.
    pub states: Vec<State>,
    /// How many to leave out at the beginning.
    pub skip: u32,
}

/// A part of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Lines, newest change first.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: u64,
    /// Whether this person may start one, and if not, who can.
    pub may_start: Permitted,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its id.
    pub application: ApplicationId,
    /// Our reference.
    pub reference: String,
    /// The Agency's, once there is one.
    pub case_reference: Option<String>,
    /// The client's name; empty while unknown.
    pub client_name: String,
    /// Its proceedings in a line.
    pub proceedings: String,
    /// Where it stands.
    pub state: State,
    /// Who prepares it.
    pub owner_name: String,
    /// To whom it was sent for review.
    pub supervisor_name: Option<String>,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
    /// The nearest deadline.
    pub deadline_on: Option<Date>,
    /// By when it is needed.
    pub needed_on: Option<Date>,
}

/// Whether something may be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Permitted {
    /// It may.
    Yes,
    /// These roles can.
    OnlyBy(Vec<Role>),
    /// Not in this state, or not seen at all.
    #[default]
    No,
}

impl Permitted {
    /// Whether it may.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        *self == Self::Yes
    }
}

/// One application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// As in the list.
    pub line: Line,
    /// Revision of its draft.
    pub rev: u64,
    /// When it was sent for review, by whom, with what note: of the review under way or the last one.
    pub review: Option<ReviewLine>,
    /// When an answer changed since it was sent for review.
    pub changed_since_sent_at: Option<Timestamp>,
    /// Its tasks in order.
    pub tasks: Vec<TaskLine>,
    /// How much is left, in questions and in pages: least and most.
    pub left: Left,
    /// What stands in the way of sending it for review.
    pub blockers: Vec<BlockerLine>,
    /// Open comments.
    pub comments: Vec<CommentLine>,
    /// What this person may do with it at present.
    pub may: Vec<(Action, Permitted)>,
    /// The supervisor whom an answer names.
    pub supervisor_named: Option<case::UserId>,
    /// Supervisors of the office, for the choice when it is sent for review.
    pub supervisors: Vec<NamedUser>,
    /// The draft's sources, for the wizard.
    pub draft: DraftLine,
}

impl Overview {
    /// Whether this person may do something with it.
    #[must_use]
    pub fn may(&self, action: Action) -> Permitted {
        self.may.iter().find(|(other, _)| *other == action).map_or(Permitted::No, |(_, permitted)| permitted.clone())
    }
}

/// Someone who can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedUser {
    /// Who.
    pub user: case::UserId,
    /// Their name.
    pub name: String,
}

/// Ids that the wizard needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    /// The draft.
    pub draft: case::DraftId,
    /// Hex id of its definition.
    pub definition: String,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLine {
    /// Who sent it.
    pub sent_by_name: String,
    /// To whom.
    pub supervisor_name: String,
    /// When.
    pub sent_at: Timestamp,
    /// What was said with it.
    pub note: String,
    /// How it ended, if it has: when, by whom, what was said.
    pub ended: Option<ReviewEndLine>,
}

/// The end of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewEndLine {
    /// `taken_back`, `sent_back`, `submitted`.
    pub how: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    pub text: String,
}

/// A task of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLine {
    /// Its id.
    pub task: String,
    /// Its title.
    pub title: String,
    /// Id of its section.
    pub section: String,
    /// Name of its status, as engine.md section 12a has it.
    pub status: String,
    /// Where opening it leads, below the application's address; `None` where it has no page yet.
    pub address: Option<String>,
}

impl TaskLine {
    /// The tasks of a draft as it stands, in order.
    #[must_use]
    pub fn of(draft: &Draft, language: &str) -> Vec<Self> {
        let line = |(index, task): (TaskIndex, &Task)| Self {
            task: task.id.clone(),
            title: draft.task_title(index, language),
            section: task.section.clone(),
            status: draft.task_status(index).name().to_owned(),
            address: match open_task(draft, index).at {
                Step::Page(page) => PageAddress::of(draft, &page).map(|address| format!("pages/{address}")),
                Step::CheckAnswers | Step::TaskList => None,
            },
        };
        (0..).zip(&draft.compiled().package().tasks).map(line).collect()
    }
}

/// How much is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Questions at least.
    pub least: u32,
    /// Questions at most.
    pub most: u32,
    /// Pages at least.
    pub least_pages: u32,
    /// Pages at most.
    pub most_pages: u32,
}

impl From<Progress> for Left {
    fn from(progress: Progress) -> Self {
        let Progress { least, most, least_pages, most_pages } = progress;
        Self { least, most, least_pages, most_pages }
    }
}

/// Something in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockerLine {
    /// Name of its kind, as engine.md section 12a has it.
    pub kind: String,
    /// The place.
    pub place: Option<String>,
    /// The question's label, or the page's title.
    pub label: String,
    /// The author's words, where there are some.
    pub text: Option<String>,
    /// Where it is mended, below the application's address.
    pub address: Option<String>,
}

/// A comment on a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentLine {
    /// Its id.
    pub comment: case::CommentId,
    /// On which question; `None`: on the whole.
    pub place: Option<String>,
    /// The question's label.
    pub label: String,
    /// Who.
    pub author_name: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// When it was closed.
    pub resolved_at: Option<Timestamp>,
    /// Where its question is, below the application's address.
    pub address: Option<String>,
}

/// All answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Revision they are of.
    pub rev: u64,
    /// Digest of them, hex.
    pub digest: String,
    /// Task by task.
    pub tasks: Vec<AnsweredTask>,
    /// Kept, not used: held answers of closed branches.
    pub unused: Vec<AnswerLine>,
    /// Evidence that is needed: its name, how strictly, whether met.
    pub evidence: Vec<EvidenceLine>,
}

/// The answers of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredTask {
    /// Its title.
    pub title: String,
    /// Its answers.
    pub lines: Vec<AnswerLine>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLine {
    /// The question's place.
    pub place: String,
    /// Titles of the rows around it.
    pub rows: Vec<String>,
    /// The question's label.
    pub label: String,
    /// The answer in words; `None` where there is none.
    pub answer: Option<String>,
    /// `skipped`, `declined`, `not_known`, `contested`, `unparsed`, `empty` or `value`.
    pub held: String,
    /// Names of its problems.
    pub problems: Vec<String>,
    /// Where it is changed, below the application's address.
    pub address: Option<String>,
}

/// A need for evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// What it is called.
    pub name: String,
    /// `mandatory`, `optional`, `automatic`.
    pub kind: String,
    /// `yes`, or `unknown`: may be needed.
    pub relevance: String,
    /// Whether it is met.
    pub is_met: bool,
}

/// The list of applications.
///
/// # Errors
/// [`Refusal`].
#[server(name = ListApplicationsCall, prefix = "/api", endpoint = "v1/applications/list", input = Json)]
pub async fn list_applications(query: ListQuery) -> Result<List, Refusal> {
    crate::refusal::service::<dyn Applications>()?.list(crate::refusal::caller()?, query).await
}

/// Starts an application.
///
/// # Errors
/// [`Refusal`].
#[server(name = StartApplicationCall, prefix = "/api", endpoint = "v1/applications/start", input = Json)]
pub async fn start_application() -> Result<ApplicationId, Refusal> {
    crate::refusal::service::<dyn Applications>()?.start(crate::refusal::caller()?).await
}

/// One application.
///
/// # Errors
/// [`Refusal`].
#[server(name = ApplicationOverviewCall, prefix = "/api", endpoint = "v1/applications/overview", input = Json)]
pub async fn application_overview(application: ApplicationId) -> Result<Overview, Refusal> {
    crate::refusal::service::<dyn Applications>()?.overview(crate::refusal::caller()?, application).await
}

/// All answers of an application.
///
/// # Errors
/// [`Refusal`].
#[server(name = ApplicationSummaryCall, prefix = "/api", endpoint = "v1/applications/summary", input = Json)]
pub async fn application_summary(application: ApplicationId) -> Result<Summary, Refusal> {
    crate::refusal::service::<dyn Applications>()?.summary(crate::refusal::caller()?, application).await
}
