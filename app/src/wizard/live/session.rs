//! One draft on one page of the browser: what is typed becomes operations of the journal, and at once a change of the
//! engine. Generic over the device, so that it runs whole in native tests.

use crate::wizard::address;
use interview::navigate::{self, Nav, Step};
use interview::place::Place;
use interview::plan::PagePlan;
use interview::value::RowKey;
use interview::{Compiled, DefinitionId, Draft, PageAt, PageReason, Status as PageStatus};
use journal::{Device, Journal, News, Opening, Status};
use operations::protocol::PushReply;
use operations::{Fold, Holding, Operation};
use quantities::Timestamp;
use server_functions::applications::{Left, TaskLine};
use server_functions::drafts::{OpenDraft, PageAddress};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The language of the words until there is a second one.
pub(super) const LANGUAGE: &str = "en";

/// Where continuing leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Going {
    /// The page has errors: it stays.
    Stays,
    /// To a page, by its address below the application.
    Page(String),
    /// To the task list.
    TaskList,
    /// To *check everything*.
    CheckEverything,
}

impl Going {
    /// The address it leads to; `application`: that of the application.
    #[must_use]
    pub fn address(&self, application: &str) -> String {
        match self {
            Self::Page(address) => format!("{application}/pages/{address}"),
            Self::TaskList | Self::Stays => application.to_owned(),
            Self::CheckEverything => format!("{application}/check"),
        }
    }
}

/// A draft under hand.
pub struct Session<D> {
    pub(super) definition: Arc<Compiled>,
    pub(super) fold: Fold,
    pub(super) draft: Draft,
    pub(super) journal: Journal<D>,
    pub(super) nav: Nav,
    may_answer: bool,
    page_ids: Arc<[String]>,
    /// Names of the authors in the log, by user id.
    pub(super) names: BTreeMap<String, String>,
    build: String,
}

impl<D: Device> Session<D> {
    /// Opens what the server gave: the package is checked against the id of the draft.
    ///
    /// # Errors
    /// A sentence for the log: the package is not the one of the draft.
    pub fn open(opened: &OpenDraft, package: &[u8], texts: Vec<u8>, build: String, device: D) -> Result<Self, String> {
        let id = definition_id(&opened.overview.draft.definition).ok_or("the definition has no id")?;
        let definition = Compiled::load(package, Some(id), &[(LANGUAGE.to_owned(), texts)])
            .map_err(|error| format!("the definition was not loaded: {error:?}"))?;
        let draft_id = operations::DraftId(opened.overview.draft.draft.uuid().as_u128());
        let fold = operations::fold(definition.package(), draft_id, &opened.log);
        let draft = Draft::open(Arc::clone(&definition), opened.today, &fold.answers(definition.package()));
        let opening = Opening {
            draft: draft_id,
            definition: id,
            build: build.clone(),
            device_name: String::new(),
            epoch: opened.epoch,
            revision: opened.overview.rev,
            saved_at: opened.log.last().map(|logged| logged.at),
        };
        let page_ids = definition.package().pages.iter().map(|page| page.id.clone()).collect();
        Ok(Self {
            journal: Journal::new(opening, device),
            nav: Nav { at: Step::TaskList, frames: Vec::new(), left: None },
            may_answer: opened.may_answer,
            definition,
            fold,
            draft,
            page_ids,
            names: opened.names.iter().cloned().collect(),
            build,
        })
    }

    /// The draft as it stands.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Build of the program.
    #[must_use]
    pub fn build(&self) -> &str {
        &self.build
    }

    /// Whether this person may answer at present.
    #[must_use]
    pub fn may_answer(&self) -> bool {
        self.may_answer
    }

    /// The state of saving.
    #[must_use]
    pub fn status(&self) -> Status {
        self.journal.status()
    }

    /// The device, for its clock.
    pub fn device(&mut self) -> &mut D {
        self.journal.device()
    }

    /// How much is left.
    #[must_use]
    pub fn left(&self) -> Left {
        self.draft.progress().into()
    }

    /// The tasks as they stand.
    #[must_use]
    pub fn tasks(&self) -> Vec<TaskLine> {
        TaskLine::of(&self.draft, LANGUAGE)
    }

    /// Id of the task of a page.
    #[must_use]
    pub fn task_of(&self, at: &PageAt) -> &str {
        let package = self.definition.package();
        let page = package.pages.get(at.page as usize);
        page.and_then(|page| package.tasks.get(page.task as usize)).map_or("", |task| task.id.as_str())
    }

    // Pages.

    /// The page of an address; the list page where its row is gone.
    #[must_use]
    pub fn page_at(&self, address: &str) -> Option<PageAt> {
        let address = PageAddress::read(address)?;
        let rows: Vec<RowKey> = address.rows.iter().map(|row| row.as_str().into()).collect();
        let at = PageAt { page: self.definition.page(&address.page)?, rows };
        navigate::resolve(&self.draft, &at)
    }

    /// The address of a page.
    #[must_use]
    pub fn address_of(&self, at: &PageAt) -> String {
        address::of(&self.page_ids, at)
    }

    /// What a page shows.
    #[must_use]
    pub fn plan(&self, at: &PageAt) -> Option<PagePlan> {
        self.draft.plan(at, LANGUAGE)
    }

    /// The title of a page.
    #[must_use]
    pub fn title(&self, at: &PageAt) -> Option<String> {
        Some(self.draft.page_title(at, LANGUAGE)).filter(|title| !title.is_empty())
    }

    /// Why a page and its questions are asked.
    #[must_use]
    pub fn reasons(&self, at: &PageAt) -> Vec<PageReason> {
        self.draft.reasons(at, LANGUAGE)
    }

    /// Whether a fact from outside that a page shows could not be found out.
    #[must_use]
    pub fn fact_failed(&self, at: &PageAt) -> bool {
        self.draft.rests_on_failed_fact(at)
    }

    /// Notes where one is: a page that was reached by the way of the wizard keeps the change under way.
    pub fn arrive(&mut self, at: &PageAt) {
        if self.nav.at != Step::Page(at.clone()) {
            self.nav = Nav::on(at.clone());
        }
    }

    /// Opens the page of an answer in order to change it and come back.
    pub fn change(&mut self, at: &Place, return_to: &PageAt) -> Option<String> {
        let nav = navigate::change(&self.draft, at, Step::Page(return_to.clone()))?;
        let Step::Page(page) = nav.at.clone() else { return None };
        self.nav = nav;
        Some(self.address_of(&page))
    }

    /// Where Back leads from here.
    #[must_use]
    pub fn before(&self) -> Going {
        self.leads_to(&navigate::back(&self.draft, &self.nav).at)
    }

    /// Goes back: out of a change under way, or to the page before.
    pub fn back(&mut self) -> Going {
        self.close_all();
        self.nav = navigate::back(&self.draft, &self.nav);
        self.going()
    }

    fn going(&self) -> Going {
        self.leads_to(&self.nav.at)
    }

    fn leads_to(&self, step: &Step) -> Going {
        match step {
            Step::Page(page) => Going::Page(self.address_of(page)),
            Step::TaskList => Going::TaskList,
            Step::CheckAnswers => Going::CheckEverything,
        }
    }

    /// Continues a page: suggestions are taken, blank optional questions are skipped, a check page is confirmed (E-42); then
    /// on to the next, unless something is wrong here or a question came up that has not been answered.
    pub fn continue_page(&mut self, at: &PageAt) -> Going {
        for change in self.draft.continued(at).unwrap_or_default() {
            self.say(&change);
        }
        let closed = self.journal.close_all();
        self.take_own(&closed);
        if matches!(self.draft.page_status(at), PageStatus::Done | PageStatus::CannotStart) || self.is_stop(at) {
            self.arrive(at);
            self.nav = navigate::next(&self.draft, &self.nav);
            return self.going();
        }
        Going::Stays
    }

    fn is_stop(&self, at: &PageAt) -> bool {
        let pages = &self.definition.package().pages;
        pages.get(at.page as usize).is_some_and(|page| page.kind == interview::package::PageKind::Stop)
    }

    // Journal.

    /// Leaving a field, hiding or leaving the page: what was typed is closed and sent.
    pub fn close_all(&mut self) {
        let closed = self.journal.close_all();
        self.take_own(&closed);
    }

    /// The page goes: everything that the server does not have is sent once more.
    pub fn send_last(&mut self) {
        self.close_all();
        self.journal.send_last();
    }

    /// Whether something that was typed or said will reach the server without anybody's doing, and has not yet.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        match self.journal.status() {
            Status::Saving => true,
            Status::Offline(unsent) => unsent.answers > 0,
            _ => false,
        }
    }

    /// Whether the server lacks something.
    #[must_use]
    pub fn has_unsent(&self) -> bool {
        self.journal.unsent().answers > 0
    }

    /// The clock went on.
    pub fn tick(&mut self) {
        let closed = self.journal.tick();
        self.take_own(&closed);
    }

    /// The line is back, or a person wants it now.
    pub fn try_now(&mut self) {
        self.journal.try_now();
    }

    /// Asks the server what is new even if nothing waits: facts may have come.
    pub fn ask(&mut self) {
        self.journal.ask();
    }

    /// Whether a fact from outside is awaited: the server asks for it by itself, and tells with the next reply.
    #[must_use]
    pub fn waits_for_facts(&self) -> bool {
        self.draft.awaits_facts()
    }

    /// A reply came. Whether something on the screen may have changed.
    pub fn heard(&mut self, ticket: journal::Ticket, reply: PushReply, asked_ms: Option<u64>) -> bool {
        let news = self.journal.heard(ticket, reply, asked_ms);
        self.take_news(news)
    }

    /// No reply came.
    pub fn failed(&mut self, ticket: journal::Ticket) {
        self.journal.failed(ticket);
    }

    fn take_news(&mut self, news: News) -> bool {
        let package = self.definition.package();
        let mut holdings = self.fold.apply_all(package, &news.remote);
        for (id, reason) in news.aside {
            if let Some(entry) = self.fold.entry(id).cloned() {
                holdings.extend(self.fold.set_aside(package, entry, reason));
            }
        }
        holdings.extend(self.fold.withdraw(package, &news.withdrawn));
        for operation in &news.reissued {
            holdings.extend(self.fold.apply_own(package, operation));
        }
        let is_news = !holdings.is_empty();
        self.hold(holdings);
        is_news
    }

    pub(super) fn take_own(&mut self, closed: &[Operation]) {
        for operation in closed {
            let holdings = self.fold.apply_own(self.definition.package(), operation);
            self.hold(holdings);
        }
    }

    fn hold(&mut self, holdings: Vec<Holding>) {
        for holding in holdings {
            // A place the definition does not have is held by nobody; the fold has judged that already.
            let _ = match holding {
                Holding::Answer(at, answer) => self.draft.hold(&at, answer),
                Holding::List(at, list) => self.draft.hold_list(&at, &list),
                Holding::Fact(at, fact) => self.draft.hold_fact(&at, fact),
                Holding::Files(at, files) => self.draft.hold_files(&at, files),
            };
        }
    }

    /// When something was last saved, for the status line.
    #[must_use]
    pub fn saved_at(&self) -> Option<Timestamp> {
        match self.journal.status() {
            Status::Saved { at } => Some(at),
            _ => None,
        }
    }
}

fn definition_id(hex: &str) -> Option<DefinitionId> {
    let mut bytes = [0_u8; 32];
    if hex.len() != 64 {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(DefinitionId(bytes))
}
