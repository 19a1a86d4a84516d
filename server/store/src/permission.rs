//! Which permissions open which functions of the store.
//!
//! Left out: who has them (`case::permit`).

use case::permissions::{
    AnswerQuestion, ApproveApplication, CommentOnQuestion, ReadRecord, RunBenefitCheck, SendBack, SendForReview,
    SubmitApplication, TakeBack, ViewApplication,
};
use case::{ActionMarker, Allowed, ApplicationId};

use crate::StoreError;

/// Actions on an application that include reading it.
pub trait ReadsApplication: ActionMarker {}

/// Actions that add operations to the draft of an application. Whether its state takes them is decided before.
pub trait ChangesDraft: ReadsApplication {}

macro_rules! mark {
    ($($action:ty)+ => $mark:ident) => { $( impl $mark for $action {} )+ };
}

mark! { ViewApplication ReadRecord AnswerQuestion RunBenefitCheck SendForReview TakeBack CommentOnQuestion SendBack
ApproveApplication SubmitApplication => ReadsApplication }
mark! { AnswerQuestion RunBenefitCheck => ChangesDraft }

/// Someone at the machine itself: publishing, founding a firm, the demonstration. No request from outside makes one.
#[derive(Debug)]
pub struct Operator(());

impl Operator {
    /// For the commands of the program `rushcliffe`, the demonstration and tests; never in a handler of requests.
    pub const fn at_the_machine() -> Operator {
        Operator(())
    }
}

/// The application a permission is for.
pub(crate) fn application_of<A: ActionMarker>(allowed: &Allowed<A>) -> Result<ApplicationId, StoreError> {
    allowed.application().ok_or(StoreError::OtherSubject("application"))
}
