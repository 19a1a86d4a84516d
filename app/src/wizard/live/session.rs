//! One draft on one page of the browser: what is typed becomes operations of the journal, and at once a change of the
//! engine. Generic over the device, so that it runs whole in native tests.

use crate::wizard::address;
use interview::change::{Change, ChangeKind, HeldAnswer};
use interview::navigate::{self, Nav, Step};
use interview::place::Place;
use interview::plan::{Control, PagePlan};
use interview::value::{Held, RowKey, Value};
use interview::{Compiled, DefinitionId, Draft, PageAt, PageReason, Status as PageStatus};
use journal::{Device, Journal, News, Opening, Status};
use operations::protocol::PushReply;
use operations::{Entry, Fold, Holding, Kind, Operation, Reason};
use quantities::Timestamp;
use questionnaire::typed::{Typed, read_typed};
use server_functions::applications::{Left, TaskLine};
use server_functions::drafts::{GivenAnswer, OpenDraft, PageAddress};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The language of the words until there is a second one.
const LANGUAGE: &str = "en";

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
    definition: Arc<Compiled>,
    fold: Fold,
    draft: Draft,
    journal: Journal<D>,
    nav: Nav,
    may_answer: bool,
    page_ids: Arc<[String]>,
    /// Names of the authors in the log, by user id.
    names: BTreeMap<String, String>,
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

    // Answers.

    /// What was typed or chosen in a field; `may_follow`: more typing may come.
    pub fn answer(&mut self, at: &Place, control: Control, parts: &[(&str, &str)], may_follow: bool) {
        let year = self.draft.today().year();
        let kind = match read_typed(self.definition.package(), at.item, control, parts, year) {
            Typed::Value(value) => ChangeKind::Set(value),
            Typed::Empty => ChangeKind::Clear,
            Typed::Unparsed(text) => ChangeKind::Unparsed(text),
        };
        if self.is_held(at, &kind) {
            return;
        }
        let change = Change { at: at.clone(), kind, read: None };
        if may_follow { self.type_in(&change) } else { self.say(&change) }
    }

    fn is_held(&self, at: &Place, kind: &ChangeKind) -> bool {
        match (self.draft.held(at), kind) {
            (Held::Value(held), ChangeKind::Set(value)) => held == value,
            (Held::Unparsed(held), ChangeKind::Unparsed(text)) => held == text,
            (Held::Empty, ChangeKind::Clear) => true,
            _ => false,
        }
    }

    /// The answers of a contested question; none where it is not.
    #[must_use]
    pub fn given_answers(&self, at: &Place) -> Vec<GivenAnswer> {
        let Held::Contested(values) = self.draft.held(at) else { return Vec::new() };
        let contenders = self.fold.contenders(self.definition.package(), at);
        let answer = |(held, entry): (Held, &Entry)| {
            let logged = entry.logged.as_ref();
            let number = match &held {
                Held::Value(value) => {
                    values.iter().position(|other| other == value).map(|found| found.saturating_add(1))
                }
                _ => None,
            };
            GivenAnswer {
                author_name: logged.map(|logged| self.names.get(&logged.author).cloned().unwrap_or_default()),
                at: logged.map_or(entry.operation.time, |logged| logged.at),
                answer: self.draft.words_of_held(at, &held, LANGUAGE),
                held: held.name(),
                number,
            }
        };
        contenders.into_iter().map(answer).collect()
    }

    /// Takes one of several answers, by its number.
    pub fn resolve(&mut self, at: &Place, number: usize) {
        let Held::Contested(values) = self.draft.held(at) else { return };
        if let Some(value) = number.checked_sub(1).and_then(|index| values.get(index)).cloned() {
            self.say(&Change { at: at.clone(), kind: ChangeKind::Set(value), read: None });
        }
    }

    /// Why what was said last at a question could not be accepted.
    #[must_use]
    pub fn set_aside(&self, at: &Place, name: &str) -> Option<Reason> {
        self.fold.set_aside_at(at, name)
    }

    /// An answer whose grounds changed is still right, or a mark is set.
    pub fn confirm(&mut self, at: &Place) {
        self.say(&Change { at: at.clone(), kind: ChangeKind::Confirm, read: None });
    }

    /// A new row, named by chance; answers the address of its first page.
    pub fn add_row(&mut self, list: &Place) -> Option<String> {
        let key: RowKey = format!("{:032x}", self.journal.device().bits()).into();
        let mut row = list.clone();
        row.rows.push(key.clone());
        self.say(&Change { at: row.clone(), kind: ChangeKind::AddRow, read: None });
        let path = self.draft.whole_path();
        let page = path.into_iter().find(|page| page.rows == row.rows)?;
        self.nav = Nav::on(page.clone());
        Some(self.address_of(&page))
    }

    /// Takes a row away; its content stays restorable.
    pub fn remove_row(&mut self, row: &Place) {
        self.say(&Change { at: row.clone(), kind: ChangeKind::RemoveRow, read: None });
    }

    /// Moves a row before another.
    pub fn move_row(&mut self, row: &Place, before: Option<RowKey>) {
        self.say(&Change { at: row.clone(), kind: ChangeKind::MoveRow { before }, read: None });
    }

    /// The rows are all, or not.
    pub fn end_list(&mut self, list: &Place, is_closed: bool) {
        let kind = if is_closed { ChangeKind::CloseList } else { ChangeKind::ReopenList };
        self.say(&Change { at: list.clone(), kind, read: None });
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

    /// Whether something that was typed or said is still on its way to the server.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.journal.status() == Status::Saving
    }

    /// Whether the server has everything.
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

    /// Says a change: closed at once.
    fn say(&mut self, change: &Change) {
        for journalled in self.as_journalled(change) {
            let closed = self.journal.say(journalled);
            self.take_own(&closed);
        }
    }

    /// Types a change: it stays open, and the engine has it at once.
    fn type_in(&mut self, change: &Change) {
        for journalled in self.as_journalled(change) {
            let read = journalled.read;
            let closed = self.journal.type_in(journalled);
            self.take_own(&closed);
            let held = match &change.kind {
                ChangeKind::Set(value) => Held::Value(value.clone()),
                ChangeKind::Unparsed(text) => Held::Unparsed(text.clone()),
                _ => Held::Empty,
            };
            let _ = self.draft.hold(&change.at, HeldAnswer { held, read });
        }
    }

    fn as_journalled(&self, change: &Change) -> Vec<journal::Change> {
        let package = self.definition.package();
        let held = self.draft.held(&change.at).clone();
        let kinds = operations::kinds(package, change.at.item, &change.kind, &held).unwrap_or_default();
        kinds
            .into_iter()
            .map(|kind| journal::Change {
                at: self.definition.write_place(&change.at),
                saw: self.fold.saw(&change.at, &kind),
                read: leaves_value(&kind).then(|| self.draft.fingerprint(&change.at)),
                kind,
            })
            .collect()
    }

    fn take_own(&mut self, closed: &[Operation]) {
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

    /// What a place holds, as a set of options.
    #[must_use]
    pub fn members(&self, at: &Place) -> Vec<String> {
        match self.draft.held(at) {
            Held::Value(Value::Choices(set)) => set.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }
}

/// Kinds that leave a value carry the fingerprint of what their author saw (S-122).
fn leaves_value(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Set(_)
            | Kind::Unparsed(_)
            | Kind::Choose(_)
            | Kind::Unchoose(_)
            | Kind::Skip
            | Kind::Decline
            | Kind::NotKnown
            | Kind::Confirm
            | Kind::Resolve(_)
    )
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
