//! The life of a case: ids, references, states, permissions, deadlines, the record of what was sent.
//!
//! Left out: storage, wording, clocks and chance (all of them passed in or elsewhere). To add a permission,
//! an event or an id, see the README.

mod deadlines;
mod digest;
mod ids;
mod life;
mod named;
mod people;
pub mod permissions;
mod record;
mod references;
mod rights;

pub use deadlines::{BankHolidays, Deadline, DeadlineKind, Length, LengthUnit, full_application_deadline, nearest};
pub use digest::Digest;
pub use ids::{
    ApplicationId, CaseId, CommentId, DraftId, EventId, OfficeId, OrganisationId, RecordId, SessionId, UserId,
};
pub use life::{Event, State, WrongState};
pub use people::{Actor, Role, Scope, Subject};
pub use permissions::{Action, ActionMarker, Allowed, Refusal, check, permit, who_can, who_can_in};
pub use record::{
    Capacity, Litigator, RECORD_FORMAT, Record, RepresentativeDeclaration, SignedBy, StatementMade, SubmittedFor,
};
pub use references::{ApplicationReference, CaseReference};
