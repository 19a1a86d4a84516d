//! No GET changes anything (SEC-31), and the same page twice is the same page (SEC-93).

use crate::listing::routes;
use crate::world::shared;
use serde_json::{Value, json};

#[test]
fn sec_31_reading_changes_nothing() {
    let world = shared();
    let (joan, malcolm) = (world.sign_in("aurelia.stride"), world.browser("malcolm.eversholt"));
    let application = world.start_application(&joan);
    let overview = |about: &Value| joan.call("/api/v1/applications/overview", about).json();
    let about = json!({ "application": application });
    let first = overview(&about);
    let (draft, definition) = (
        first["draft"]["draft"].as_str().unwrap().to_owned(),
        first["draft"]["definition"].as_str().unwrap().to_owned(),
    );
    let list = || {
        joan.call("/api/v1/applications/list", &json!({ "query": { "search": "", "states": [], "skip": 0 } })).json()
    };
    let open = || {
        let mut open = joan.call("/api/v1/drafts/open", &about).json();
        open.as_object_mut().unwrap().remove("server_time");
        open
    };
    let state = || (overview(&about), list(), open());
    let before = state();
    for route in routes().into_iter().filter(|route| route.method == "GET") {
        let path = route.address(&application, &draft, &definition);
        for query in ["", "?_do=save&note=x&client_first_name=Changed", "?plain=1"] {
            for browser in [&joan, &malcolm] {
                browser.get(&format!("{path}{query}"));
                browser.send("HEAD", &format!("{path}{query}"), &[], &[]);
            }
        }
    }
    let after = state();
    assert_eq!(after.0, before.0);
    assert_eq!(after.1, before.1);
    assert_eq!(after.2, before.2);
}

#[test]
fn sec_93_a_screen_drawn_twice_is_the_same() {
    let world = shared();
    let prudence = world.browser("casper.lidstone");
    for path in ["/applications", "/supervision", "/nowhere"] {
        let (one, other) = (prudence.get(path), prudence.get(path));
        assert_eq!(one.normalised(), other.normalised(), "{path}");
    }
    let (one, other) = (world.nobody().get("/sign-in"), world.nobody().get("/sign-in"));
    assert_eq!(one.normalised(), other.normalised());
}
