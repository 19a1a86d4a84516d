//! Applications, and what a list shows of them: what is kept.
//!
//! Left out: answers, which are in the draft; states and who may do what (`case`).

use case::{ApplicationId, ApplicationReference, CaseId, CaseReference, Digest, DraftId, OfficeId, OrganisationId};
use case::{State, Subject, UserId};
use operations::EpochId;
use quantities::{Date, Timestamp};

/// An application to be started, with its case and its draft. Office, organisation and owner are the permission's.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Its reference; another one may have it already.
    pub reference: ApplicationReference,
    /// The definition it is pinned to.
    pub definition: Digest,
    /// The epoch of its draft.
    pub epoch: EpochId,
}

/// The ids of what was started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Started {
    /// The application.
    pub application: ApplicationId,
    /// Its draft.
    pub draft: DraftId,
    /// Its case.
    pub case: CaseId,
}

/// An application.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// Our reference.
    pub reference: ApplicationReference,
    /// The Agency's reference, once it has given one.
    pub case_reference: Option<CaseReference>,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The office that has it.
    pub office: OfficeId,
    /// Its case.
    pub case: CaseId,
    /// Its draft.
    pub draft: DraftId,
    /// The definition its draft is pinned to.
    pub definition: Digest,
    /// The revision of its draft.
    pub rev: u64,
    /// The epoch of its draft.
    pub epoch: EpochId,
    /// Who started it.
    pub owner: UserId,
    /// To whom it was sent for review, the last time.
    pub supervisor: Option<UserId>,
    /// Where it stands.
    pub state: State,
    /// When it was started.
    pub created_at: Timestamp,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
    /// When it was last sent for review.
    pub sent_for_review_at: Option<Timestamp>,
    /// When an answer changed since, the first time.
    pub changed_since_sent_at: Option<Timestamp>,
    /// When it was sent to the Agency.
    pub submitted_at: Option<Timestamp>,
}

impl Application {
    /// What a permission is asked about.
    pub fn subject(&self) -> Subject {
        Subject::application(self.organisation, self.office, self.id, self.owner, self.state)
    }
}

/// What lists show of the answers, taken from them after each change. In clear in the trial profile (SEC-65 is H).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// The client's name, empty while unknown.
    pub client_name: String,
    /// The proceedings in a line.
    pub proceedings: String,
    /// The nearest deadline.
    pub deadline_on: Option<Date>,
    /// By when it is needed, as in a hearing.
    pub needed_on: Option<Date>,
    /// The revision of the draft it was taken from; an older one never replaces a newer one.
    pub rev: u64,
}

/// A line of a list of applications.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The application.
    pub id: ApplicationId,
    /// Our reference.
    pub reference: ApplicationReference,
    /// The Agency's.
    pub case_reference: Option<CaseReference>,
    /// Which office has it.
    pub office: OfficeId,
    /// Who started it.
    pub owner: UserId,
    /// Their name.
    pub owner_name: String,
    /// To whom it was sent for review.
    pub supervisor: Option<UserId>,
    /// Their name.
    pub supervisor_name: Option<String>,
    /// Where it stands.
    pub state: State,
    /// When anything of it last changed.
    pub updated_at: Timestamp,
    /// When it was last sent for review.
    pub sent_for_review_at: Option<Timestamp>,
    /// When an answer changed since.
    pub changed_since_sent_at: Option<Timestamp>,
    /// When it was sent to the Agency.
    pub submitted_at: Option<Timestamp>,
    /// The revision of its draft.
    pub rev: u64,
    /// The revision that the person who asks last looked at.
    pub seen_rev: Option<u64>,
    /// What the answers say.
    pub summary: Summary,
}

/// Which applications, in which order, how many.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListFilter {
    /// Part of the client's name or of a reference; empty means any. Capitals make no difference.
    pub search: String,
    /// In one of these states; none means any.
    pub states: Vec<State>,
    /// Started by this user.
    pub owner: Option<UserId>,
    /// Sent for review to this user.
    pub supervisor: Option<UserId>,
    /// In which order.
    pub order: ListOrder,
    /// How many at most, up to [`LIST_LIMIT`].
    pub limit: u32,
    /// How many to leave out at the beginning.
    pub skip: u32,
}

/// Most lines of one reading of a list.
pub const LIST_LIMIT: u32 = 200;

/// The order of a list. Applications that are alike in it stand newest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ListOrder {
    /// Changed last, first.
    #[default]
    Updated,
    /// The nearest deadline first, those without one last.
    Deadline,
    /// By the client's name.
    ClientName,
    /// Waiting longest for review first.
    SentForReview,
}

/// A part of a list, and how long the whole of it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListPage {
    /// The lines.
    pub lines: Vec<Listed>,
    /// How many there are in all.
    pub total: u64,
}
