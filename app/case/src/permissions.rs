//! The one check of what a person may do (SEC-22 to SEC-25), and the proof that it was made.
//!
//! Functions of the store take `Allowed<SendForReview>` and the like, which nothing but `permit` makes: a route that
//! forgot to ask does not compile. The rights themselves are rows of `roles.csv`; what has no row is refused.
//! Left out: four eyes (B), a fresh sign-in (H), ethical walls (H), the sentences of a refusal (`words`).

use std::fmt;
use std::marker::PhantomData;

use thiserror::Error;

use crate::named::named;
use crate::rights::rights_for;
use crate::{Actor, ApplicationId, OfficeId, OrganisationId, Role, Scope, State, Subject, UserId};

/// Declares an action by one line: its variant and type, its name in the table, and whether it `reads` or `changes`
/// a case (an office manager is refused whatever changes one).
macro_rules! actions {
    ($( $(#[$about:meta])* $action:ident = $name:literal, $kind:ident; )+) => {
        named! {
            /// What a person may ask to do; the names are those of `roles.csv`.
            Action, "action" {
                $( $(#[$about])* $action = $name, )+
            }
        }

        impl Action {
            /// Whether it changes a case.
            pub const fn changes_a_case(self) -> bool {
                match self {
                    $( Action::$action => actions!(@ $kind), )+
                }
            }
        }

        $(
            $(#[$about])*
            #[derive(Clone, Copy, PartialEq, Eq, Debug)]
            pub struct $action;

            impl sealed::Sealed for $action {}

            impl ActionMarker for $action {
                const ACTION: Action = Action::$action;
            }
        )+
    };
    (@ reads) => { false };
    (@ changes) => { true };
}

actions! {
    /// See which applications an office has.
    ListApplications = "list_applications", reads;
    /// Read an application.
    ViewApplication = "view_application", reads;
    /// Read what was sent, as it was sent.
    ReadRecord = "read_record", reads;
    /// Start an application at an office.
    StartApplication = "start_application", changes;
    /// Give, change or take back an answer.
    AnswerQuestion = "answer_question", changes;
    /// Ask whether the client gets a passporting benefit.
    RunBenefitCheck = "run_benefit_check", changes;
    /// Send an application to the supervisor.
    SendForReview = "send_for_review", changes;
    /// Take it back before it is decided.
    TakeBack = "take_back", changes;
    /// Remark on a question.
    CommentOnQuestion = "comment_on_question", changes;
    /// Send an application back to its preparer.
    SendBack = "send_back", changes;
    /// Approve an application, bound to what was on screen.
    ApproveApplication = "approve_application", changes;
    /// Send an approved application to the Agency.
    SubmitApplication = "submit_application", changes;
}

/// The type that stands for one action in `Allowed`. Only this crate has such types.
pub trait ActionMarker: sealed::Sealed {
    /// The action it stands for.
    const ACTION: Action;
}

mod sealed {
    pub trait Sealed {}
}

/// The proof that `permit` allowed this actor this action on this subject. Cannot be made, copied or read from a text.
///
/// It holds for the transaction it was made in and no longer (SEC-23).
pub struct Allowed<A: ActionMarker> {
    actor: UserId,
    subject: Subject,
    role: Role,
    action: PhantomData<A>,
}

impl<A: ActionMarker> Allowed<A> {
    /// What was allowed.
    pub const fn action(&self) -> Action {
        A::ACTION
    }

    /// Whom it was allowed.
    pub const fn actor(&self) -> UserId {
        self.actor
    }

    /// The role by whose right, for the trail; of several the first in the table.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// The organisation of the subject.
    pub const fn organisation(&self) -> OrganisationId {
        self.subject.organisation
    }

    /// The office of the subject.
    pub const fn office(&self) -> OfficeId {
        self.subject.office
    }

    /// The application, if it is about one.
    pub const fn application(&self) -> Option<ApplicationId> {
        self.subject.application
    }

    /// The state the application was in.
    pub const fn state(&self) -> Option<State> {
        self.subject.state
    }
}

impl<A: ActionMarker> fmt::Debug for Allowed<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Allowed({} for {} as {})", A::ACTION, self.actor, self.role)
    }
}

/// Why not.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Refusal {
    /// There is no such thing, or the person may not see it: always the same (SEC-25).
    #[error("not found")]
    NotFound,
    /// They see it, and others could do this.
    #[error("not allowed")]
    Forbidden {
        /// The roles that could, in the order of the table.
        who_can: Vec<Role>,
    },
    /// They could, were it in another state.
    #[error("not in state {state}")]
    WrongState {
        /// Where it stands.
        state: State,
    },
}

/// Asks whether the actor may do `A` to the subject: the one check, called in the transaction that then acts.
pub fn permit<A: ActionMarker>(actor: &Actor, subject: &Subject) -> Result<Allowed<A>, Refusal> {
    let role = check(A::ACTION, actor, subject)?;
    Ok(Allowed { actor: actor.user, subject: *subject, role, action: PhantomData })
}

/// The answer `permit` would give, with the role that gives the right, for screens that show or grey a button.
/// Nothing in the store can be done with it.
pub fn check(action: Action, actor: &Actor, subject: &Subject) -> Result<Role, Refusal> {
    if !sees(actor, subject) {
        return Err(Refusal::NotFound);
    }
    let managed = action.changes_a_case() && actor.holds_exactly_at(Role::OfficeManager, subject.office);
    let mut within_reach =
        rights_for(action).filter(|right| !managed && reaches(right.scope, right.role, actor, subject)).peekable();
    if within_reach.peek().is_none() {
        return Err(Refusal::Forbidden { who_can: who_can(action) });
    }
    match within_reach.find(|right| right.holds_in(subject.state)) {
        Some(right) => Ok(right.role),
        None => Err(subject.state.map_or(Refusal::NotFound, |state| Refusal::WrongState { state })),
    }
}

/// The roles that have a right to the action in some state, in the order of the table.
pub fn who_can(action: Action) -> Vec<Role> {
    rights_for(action).map(|right| right.role).collect()
}

/// The roles that have a right to the action in this state, in the order of the table.
pub fn who_can_in(action: Action, state: State) -> Vec<Role> {
    rights_for(action).filter(|right| right.holds_in(Some(state))).map(|right| right.role).collect()
}

/// Whether the subject exists for the actor at all: an application for whoever may read it, an office for whoever
/// works there.
fn sees(actor: &Actor, subject: &Subject) -> bool {
    match subject.application {
        Some(_) => rights_for(Action::ViewApplication).any(|right| reaches(right.scope, right.role, actor, subject)),
        None => {
            actor.organisation == subject.organisation
                && Role::ALL.iter().any(|role| actor.holds_at(*role, subject.office))
        }
    }
}

fn reaches(scope: Scope, role: Role, actor: &Actor, subject: &Subject) -> bool {
    let same_organisation = actor.organisation == subject.organisation;
    match scope {
        Scope::Own => subject.owner == Some(actor.user) && actor.holds_anywhere(role),
        // Nothing names a person before counsel, clerks and costs draftsmen do (I).
        Scope::Assigned => false,
        Scope::Office => same_organisation && actor.holds_at(role, subject.office),
        Scope::Firm => same_organisation && actor.holds_anywhere(role),
        Scope::All => actor.holds_anywhere(role),
    }
}
