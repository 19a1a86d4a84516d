//! A draft as the wizard opens it, and what a plain page posts. Sending is in `sync.rs`.

use crate::applications::{CommentLine, Overview};
use crate::{Caller, Refusal, Reply};
use case::{ApplicationId, State};
use interview::{Draft, PageAt};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use operations::{EpochId, Logged};
use quantities::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// What drafts answer.
pub trait Drafts: Send + Sync {
    /// All that the wizard needs to go on without the server, but for the package (`GET /definitions/{id}`).
    fn open(&self, caller: Caller, application: ApplicationId) -> Reply<'_, OpenDraft>;
    /// A page for a person without scripting, or before it is there.
    fn page(&self, caller: Caller, application: ApplicationId, page: PageAddress) -> Reply<'_, PlainPage>;
    /// What a plain page posted; answers where to go next.
    fn post(
        &self,
        caller: Caller,
        application: ApplicationId,
        page: PageAddress,
        form: PostedForm,
    ) -> Reply<'_, Posted>;
    /// Takes operations (sync.md section 5).
    fn push(&self, caller: Caller, push: operations::protocol::Push) -> PushReply<'_>;
}

/// A reply to a push, or a refusal of the protocol.
pub type PushReply<'a> = std::pin::Pin<
    Box<dyn Future<Output = Result<operations::protocol::Pushed, operations::protocol::Refusal>> + Send + 'a>,
>;

/// A page below an application: its id and the keys of the rows around it, outermost first.
/// As text: `proc_search` or `proc_search/018f…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageAddress {
    /// Page id.
    pub page: String,
    /// Row keys.
    pub rows: Vec<String>,
}

impl PageAddress {
    /// The address of a page of a draft; `None` where its definition has no such page.
    #[must_use]
    pub fn of(draft: &Draft, at: &PageAt) -> Option<Self> {
        let page = draft.compiled().package().pages.get(at.page as usize)?.id.clone();
        Some(Self { page, rows: at.rows.iter().map(ToString::to_string).collect() })
    }

    /// Reads what stands after `/pages/` in an address.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('/').map(str::to_owned);
        let page = parts.next().filter(|page| !page.is_empty())?;
        let rows: Vec<String> = parts.collect();
        rows.iter().all(|row| !row.is_empty()).then_some(Self { page, rows })
    }
}

impl std::fmt::Display for PageAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.page)?;
        self.rows.iter().try_for_each(|row| write!(f, "/{row}"))
    }
}

/// A draft with its log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenDraft {
    /// The application around it.
    pub overview: Overview,
    /// The server's epoch.
    pub epoch: EpochId,
    /// The whole log.
    pub log: Vec<Logged>,
    /// The day to judge by.
    pub today: Date,
    /// The server's clock.
    pub server_time: Timestamp,
    /// Whether this person may answer at present.
    pub may_answer: bool,
    /// Names of the authors in the log, by user id.
    pub names: Vec<(String, String)>,
}

/// A page for a person without scripting: what `app` needs to write its form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlainPage {
    /// The application around it.
    pub overview: Overview,
    /// The form's token: made for this session, also its CSRF token (S-17).
    pub once: String,
    /// Revision of the draft it was made from.
    pub seen: u64,
    /// What the page shows. Only on the server, where `app` writes the form from it: never sent, since the browser makes
    /// the same plan from the draft.
    #[serde(skip)]
    pub plan: Option<std::sync::Arc<interview::plan::PagePlan>>,
    /// Ids of the definition's pages by index, to write addresses with. Only on the server, as `plan`.
    #[serde(skip)]
    pub page_ids: std::sync::Arc<[String]>,
    /// Why it is asked. Only on the server, as `plan`.
    #[serde(skip)]
    pub reasons: Vec<interview::PageReason>,
    /// Its questions to which several answers were given. Only on the server, as `plan`.
    #[serde(skip)]
    pub contested: Vec<ContestedQuestion>,
    /// Names of its questions at which what was sent last could not be accepted, with why. Only on the server, as `plan`.
    #[serde(skip)]
    pub set_aside: Vec<(String, operations::Reason)>,
    /// Whether a fact from outside that it shows could not be found out. Only on the server, as `plan`.
    #[serde(skip)]
    pub fact_failed: bool,
    /// Id of its task.
    pub task: String,
    /// Title of the page.
    pub title: String,
    /// Whether something on it is wrong as it stands.
    pub has_errors: bool,
    /// Whether something that is required is missing on it: an error only after continuing (`errors` in the query).
    pub has_missing: bool,
    /// Where Back leads, below the application's address; `None`: to the task list.
    pub back: Option<String>,
    /// Whether this person may answer at present.
    pub may_answer: bool,
    /// Comments on its questions.
    pub comments: Vec<CommentLine>,
    /// When something was last saved.
    pub saved_at: Option<Timestamp>,
    /// Where the application stands.
    pub state: State,
}

/// A question to which several people, or one on several devices, gave different answers without knowing of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContestedQuestion {
    /// Its place.
    pub name: String,
    /// The answers in the order of the log.
    pub answers: Vec<GivenAnswer>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// Who gave it; `None`: whoever looks, on this device.
    pub author_name: Option<String>,
    /// When.
    pub at: Timestamp,
    /// In words; `None` where it is no value.
    pub answer: Option<String>,
    /// Name of its held state as engine.md section 12a has it.
    pub held: &'static str,
    /// Which of the contested values it is, from 1; `None` where it is no value (*I do not know*, or what could not be read).
    pub number: Option<usize>,
}

/// Fields of a posted form in order, names with their values.
///
/// Hidden fields of the form:
/// - `_once`: [`PlainPage::once`]; `_seen`: [`PlainPage::seen`];
/// - `_places`: names of the questions on the page, separated by spaces (what is not in it was not shown);
/// - `_return` (`check` or `tasks`) and `_since` (a revision): copied from the query of the page's address, where it has
///   them: a change is under way and leads back there.
///
/// The button's `_do` is one of these words, with what it is about after a space: `save`, `continue`, `add_row`,
/// `remove_row ROW`, `restore_row ROW`, `first_row ROW`, `move_row ROW BEFORE` (or `end`), `close_list`, `reopen_list`,
/// `confirm PLACE`, `resolve PLACE NUMBER` (which of the contested values, from 1), `ask_again`. ROW and BEFORE are keys of
/// rows of the page's own list, or places of rows as text (`proc[018f…]`); the list kinds may be followed by a list's
/// place. Without `_do`: `continue`, or, where a search button was pressed (field `search`), `save` and the same page.
///
/// A question's field has the name of its place. A date has `NAME-day`, `NAME-month`, `NAME-year`; checkboxes repeat the
/// name; a search has the option's id in the name, and what was typed into it in `NAME-search`; `NAME-state` is
/// `declined` or `not_known` where that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedForm(pub Vec<(String, String)>);

impl PostedForm {
    /// The first value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// All values of a field.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }
}

/// Where a posted page leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Posted {
    /// To a page of the questionnaire: its address below the application's, as `pages/proc_search/018f…`, with
    /// `return` and `since` in the query where a change is under way, and `errors` where it is the same page again
    /// because of something that is wrong or missing on it.
    Page(String),
    /// To the task list.
    TaskList,
    /// To *check everything*.
    CheckEverything,
}

/// Opens a draft for the wizard.
///
/// # Errors
/// [`Refusal`].
#[server(name = OpenDraftCall, prefix = "/api", endpoint = "v1/drafts/open", input = Json)]
pub async fn open_draft(application: ApplicationId) -> Result<OpenDraft, Refusal> {
    crate::refusal::service::<dyn Drafts>()?.open(crate::refusal::caller()?, application).await
}

/// A page without scripting.
///
/// # Errors
/// [`Refusal`].
#[server(name = PlainPageCall, prefix = "/api", endpoint = "v1/drafts/page", input = Json)]
pub async fn plain_page(application: ApplicationId, page: PageAddress) -> Result<PlainPage, Refusal> {
    crate::refusal::service::<dyn Drafts>()?.page(crate::refusal::caller()?, application, page).await
}
