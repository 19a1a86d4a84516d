//! What a person asks of the server: load, permit, decide, save, audit in one transaction.
//!
//! Permission (`case`), rule (`interview`, `operations`), storage (`store`) and audit meet here and nowhere else. A folder is a
//! feature, a file a command or a view. To add one: a method of the feature's trait in `server-functions`, its file here with
//! its test below `tests/`. Left out: HTTP, SQL, markup, wording, a clock and chance (both are handed in).

mod address_lookup;
mod applications;
mod benefit_check;
mod definitions;
mod drafts;
mod failure;
mod names;
mod permitted;
mod settings;
mod submission;
mod supervision;

pub use settings::{Chance, Clock, DeadlineRules, Gateways, NotRules, Settings};

use case::{Action, ApplicationId, CommentId, RecordId};
use definitions::Definitions;
use drafts::asked::Asked;
use drafts::in_memory::InMemory;
use failure::{Failure, Subject};
use interview::{Compiled, DefinitionId};
use operations::protocol::{Push, Submit};
use quantities::{Date, Timestamp};
use server_functions::applications::{Applications, List, ListQuery, Overview, Summary};
use server_functions::benefit_check::BenefitChecks;
use server_functions::drafts::{Drafts, OpenDraft, PageAddress, PlainPage, Posted, PostedForm, PushReply};
use server_functions::submission::{RecordView, Submission, SubmitReply};
use server_functions::supervision::{AddComment, Approve, Review, SendBack, SendForReview, Supervision, Waiting};
use server_functions::{Caller, Refusal, Reply};
use std::sync::Arc;

/// Every command and view. Copies share everything.
#[derive(Clone)]
pub struct Commands {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    definitions: Definitions,
    in_memory: InMemory,
    asked: Asked,
}

impl Commands {
    /// Commands over a store, with what they are handed.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let inner = Inner {
            settings,
            definitions: Definitions::default(),
            in_memory: InMemory::default(),
            asked: Asked::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// A loaded definition; `None` where none of that id was published. Whoever is signed in may read it.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] where the store is away.
    pub async fn definition(&self, id: DefinitionId) -> Result<Option<Arc<Compiled>>, Refusal> {
        definitions::compiled(self, id).await.map_err(Failure::reply)
    }

    /// The package of a definition as it was published, for whoever is signed in.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] where the store is away.
    pub async fn package(&self, id: case::Digest) -> Result<Option<Vec<u8>>, Refusal> {
        definitions::package(self, id).await.map_err(Failure::reply)
    }

    /// The words of a definition in a language, as they were published.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] where the store is away.
    pub async fn texts(&self, id: case::Digest, language: &str) -> Result<Option<Vec<u8>>, Refusal> {
        definitions::texts(self, id, language).await.map_err(Failure::reply)
    }

    /// Ends what runs beside requests: waits for questions to gateways that are under way.
    pub async fn finish(&self) {
        self.inner.asked.finish().await;
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn definitions(&self) -> &Definitions {
        &self.inner.definitions
    }

    pub(crate) fn in_memory(&self) -> &InMemory {
        &self.inner.in_memory
    }

    pub(crate) fn asked(&self) -> &Asked {
        &self.inner.asked
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.settings().clock)()
    }

    /// The day in London, or the one that was set for a demonstration.
    pub(crate) fn today(&self) -> Date {
        self.settings().today.unwrap_or_else(|| self.now().london().0)
    }

    /// Answers a request about one application; what was refused is written into the trail.
    async fn about<T>(
        &self,
        caller: Caller,
        action: Action,
        application: ApplicationId,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Refusal> {
        failure::answered(self, caller, action.name(), Subject::Application(application), work).await
    }

    /// Answers a request about no application in particular.
    async fn answered<T>(
        &self,
        caller: Caller,
        action: Action,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Refusal> {
        failure::answered(self, caller, action.name(), Subject::User(caller.user), work).await
    }
}

impl Applications for Commands {
    fn list(&self, caller: Caller, query: ListQuery) -> Reply<'_, List> {
        Box::pin(self.answered(caller, Action::ListApplications, applications::list::list(self, caller, query)))
    }

    fn start(&self, caller: Caller) -> Reply<'_, ApplicationId> {
        Box::pin(self.answered(caller, Action::StartApplication, applications::start::start(self, caller)))
    }

    fn overview(&self, caller: Caller, application: ApplicationId) -> Reply<'_, Overview> {
        let work = applications::overview::overview(self, caller, application);
        Box::pin(self.about(caller, Action::ViewApplication, application, work))
    }

    fn summary(&self, caller: Caller, application: ApplicationId) -> Reply<'_, Summary> {
        let work = applications::summary::summary(self, caller, application);
        Box::pin(self.about(caller, Action::ViewApplication, application, work))
    }
}

impl Drafts for Commands {
    fn open(&self, caller: Caller, application: ApplicationId) -> Reply<'_, OpenDraft> {
        let work = drafts::open::open(self, caller, application);
        Box::pin(self.about(caller, Action::ViewApplication, application, work))
    }

    fn page(&self, caller: Caller, application: ApplicationId, page: PageAddress) -> Reply<'_, PlainPage> {
        let work = drafts::page::page(self, caller, application, page);
        Box::pin(self.about(caller, Action::ViewApplication, application, work))
    }

    fn post(
        &self,
        caller: Caller,
        application: ApplicationId,
        page: PageAddress,
        form: PostedForm,
    ) -> Reply<'_, Posted> {
        let work = drafts::post::post(self, caller, application, page, form);
        Box::pin(self.about(caller, Action::AnswerQuestion, application, work))
    }

    fn push(&self, caller: Caller, push: Push) -> PushReply<'_> {
        Box::pin(drafts::push::push(self, caller, push))
    }
}

impl BenefitChecks for Commands {
    fn ask_again(&self, caller: Caller, application: ApplicationId) -> Reply<'_, ()> {
        let work = benefit_check::ask_again(self, caller, application);
        Box::pin(self.about(caller, Action::RunBenefitCheck, application, work))
    }
}

impl Supervision for Commands {
    fn dashboard(&self, caller: Caller) -> Reply<'_, Vec<Waiting>> {
        Box::pin(self.answered(caller, Action::ListApplications, supervision::dashboard::dashboard(self, caller)))
    }

    fn review(&self, caller: Caller, application: ApplicationId) -> Reply<'_, Review> {
        let work = supervision::review::review(self, caller, application);
        Box::pin(self.about(caller, Action::ViewApplication, application, work))
    }

    fn send_for_review(&self, caller: Caller, request: SendForReview) -> Reply<'_, ()> {
        let application = request.application;
        let work = supervision::send_for_review::send_for_review(self, caller, request);
        Box::pin(self.about(caller, Action::SendForReview, application, work))
    }

    fn take_back(&self, caller: Caller, application: ApplicationId) -> Reply<'_, ()> {
        let work = supervision::take_back::take_back(self, caller, application);
        Box::pin(self.about(caller, Action::TakeBack, application, work))
    }

    fn comment(&self, caller: Caller, request: AddComment) -> Reply<'_, CommentId> {
        let application = request.application;
        let work = supervision::comment::comment(self, caller, request);
        Box::pin(self.about(caller, Action::CommentOnQuestion, application, work))
    }

    fn send_back(&self, caller: Caller, request: SendBack) -> Reply<'_, ()> {
        let application = request.application;
        let work = supervision::send_back::send_back(self, caller, request);
        Box::pin(self.about(caller, Action::SendBack, application, work))
    }

    fn approve_and_submit(&self, caller: Caller, request: Approve) -> Reply<'_, RecordId> {
        let application = request.application;
        let work = supervision::approve::approve_and_submit(self, caller, request);
        Box::pin(self.about(caller, Action::ApproveApplication, application, work))
    }
}

impl Submission for Commands {
    fn record(&self, caller: Caller, application: ApplicationId) -> Reply<'_, RecordView> {
        let work = submission::record::record(self, caller, application);
        Box::pin(self.about(caller, Action::ReadRecord, application, work))
    }

    fn submit(&self, caller: Caller, submit: Submit) -> SubmitReply<'_> {
        Box::pin(submission::submit::submit(self, caller, submit))
    }
}
