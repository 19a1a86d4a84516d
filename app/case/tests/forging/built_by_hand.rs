use case::permissions::{Allowed, SubmitApplication};
use case::{Role, Subject, UserId};

fn forge(actor: UserId, subject: Subject) -> Allowed<SubmitApplication> {
    Allowed { actor, subject, role: Role::AuthorisedLitigator, action: std::marker::PhantomData }
}

fn main() {}
