use case::permissions::{Allowed, SubmitApplication, ViewApplication};

fn save(_: &Allowed<SubmitApplication>) {}

fn submit(allowed: &Allowed<ViewApplication>) {
    save(allowed);
}

fn main() {}
