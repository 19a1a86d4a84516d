//! The states of an application and the events that lead from one to the next (domain.md section 4).
//!
//! Left out: the guards (is everything answered, is the digest the one that was seen), which need the answers,
//! and who may cause an event, which is a permission. States of later deliveries have their names here, since the
//! table of rights uses them; no event leads to them yet.

use thiserror::Error;

use crate::named::named;

named! {
    /// Where an application stands. Worked out from events, never set by hand.
    State, "state" {
        /// Being prepared.
        Draft = "DRAFT",
        /// With the supervisor.
        InReview = "IN_REVIEW",
        /// Sent back by the supervisor or taken back by its preparer.
        Returned = "RETURNED",
        /// Emergency part approved, full application to follow (D).
        EmergencyRecorded = "EMERGENCY_RECORDED",
        /// The full application after an emergency, with the supervisor (D).
        FullInReview = "FULL_IN_REVIEW",
        /// Approved and sent, or safely queued to be sent.
        Submitted = "SUBMITTED",
        /// The Agency waits for evidence (G).
        AwaitingEvidence = "AWAITING_EVIDENCE",
        /// A caseworker has it (G).
        UnderAssessment = "UNDER_ASSESSMENT",
        /// The Agency could not decide it as sent (G).
        ReturnedByAgency = "RETURNED_BY_AGENCY",
        /// Granted if the client agrees to a contribution (G).
        Offered = "OFFERED",
        /// Granted for the emergency only (G).
        GrantedEmergency = "GRANTED_EMERGENCY",
        /// Granted (G).
        Granted = "GRANTED",
        /// Granted, an amendment is with the Agency (I).
        AmendmentPending = "AMENDMENT_PENDING",
        /// The Agency asks why the certificate should go on (I).
        ShowCause = "SHOW_CAUSE",
        /// Work must stop for now (I).
        Suspended = "SUSPENDED",
        /// Every proceeding has an outcome (I).
        OutcomeRecorded = "OUTCOME_RECORDED",
        /// The certificate has ended (I).
        Discharged = "DISCHARGED",
        /// The certificate counts as never granted (I).
        Revoked = "REVOKED",
        /// The emergency was not followed up (G).
        Lapsed = "LAPSED",
        /// Not granted (G).
        Refused = "REFUSED",
        /// The refusal is looked at again (G).
        UnderReview = "UNDER_REVIEW",
        /// The last bills are paid (I).
        FinalBilled = "FINAL_BILLED",
        /// Nothing more will happen (G).
        Closed = "CLOSED",
        /// Withdrawn by the provider (G).
        Withdrawn = "WITHDRAWN",
        /// Put away; can be restored for 12 months (B).
        Archived = "ARCHIVED",
    }
}

named! {
    /// What happened to an application.
    Event, "event" {
        /// It went to the supervisor, for the first time or again.
        SentForReview = "sent_for_review",
        /// A preparer took it back before a decision.
        TakenBack = "taken_back",
        /// The supervisor sent it back.
        SentBack = "sent_back",
        /// An authorised litigator approved it and it was sent, in one step.
        Submitted = "submitted",
    }
}

/// The event cannot happen in this state: another came first, or it never could.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("{event} does not happen in {state}")]
pub struct WrongState {
    /// Where the application stands.
    pub state: State,
    /// What was to happen.
    pub event: Event,
}

impl State {
    /// The state of an application that was just started.
    pub const FIRST: State = State::Draft;

    /// The state once the event has happened here.
    pub fn after(self, event: Event) -> Result<State, WrongState> {
        match (self, event) {
            (State::Draft | State::Returned, Event::SentForReview) => Ok(State::InReview),
            (State::InReview, Event::TakenBack | Event::SentBack) => Ok(State::Returned),
            (State::InReview, Event::Submitted) => Ok(State::Submitted),
            (state, event) => Err(WrongState { state, event }),
        }
    }

    /// The state after all that happened, oldest first, to a started application.
    pub fn after_all(events: impl IntoIterator<Item = Event>) -> Result<State, WrongState> {
        events.into_iter().try_fold(State::FIRST, State::after)
    }
}
