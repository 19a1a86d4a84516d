use case::permissions::{Allowed, SubmitApplication};

fn keep(allowed: &Allowed<SubmitApplication>) -> Allowed<SubmitApplication> {
    allowed.clone()
}

fn main() {}
