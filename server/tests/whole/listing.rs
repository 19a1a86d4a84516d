//! Every route is in `tests/routes.txt`, and every line there is a route (S-30, SEC-22).

use crate::world::shared;

/// One line of the listing.
#[derive(Clone, Debug)]
pub struct Route {
    pub method: String,
    pub path: String,
    /// The action of `roles.csv` that it asks for; `-`: anybody, `signed-in`: whoever is signed in.
    pub action: String,
}

impl Route {
    /// The address with ids in the places of its parameters.
    pub fn address(&self, application: &str, draft: &str, definition: &str) -> String {
        self.path
            .replace("{application}", application)
            .replace("{draft}", draft)
            .replace("{id}", definition)
            .replace("{language}", "en")
            .replace("{*address}", "client_details")
            .replace("{*file}", "rushcliffe.0123456789abcdef.css")
    }

    pub fn is_server_function(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

/// The listing as it is kept.
pub fn routes() -> Vec<Route> {
    let lines = include_str!("../routes.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            let (method, path, action) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
            assert_eq!(words.next(), None, "{line}");
            Route { method, path, action }
        })
        .collect()
}

#[test]
fn s_30_the_routes_are_those_of_the_file() {
    let kept: Vec<String> = routes().into_iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let there = server::router::routes(&shared().state).listing();
    assert_eq!(there, kept, "\n{}\n", there.join("\n"));
}

#[test]
fn s_30_what_programs_ask_has_a_version_and_a_name() {
    for route in routes() {
        if route.is_server_function() {
            assert!(route.path.starts_with("/api/v1/"), "{}", route.path);
            // A name made by chance would hold a number.
            assert!(!route.path["/api/v1/".len()..].contains(|sign: char| sign.is_ascii_digit()), "{}", route.path);
        }
        if route.path.starts_with("/sync") {
            assert!(route.path.starts_with("/sync/v1/"), "{}", route.path);
        }
    }
}

#[test]
fn sec_31_every_server_function_is_a_post_and_no_route_does_both_by_get() {
    let functions: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    assert!(functions.len() > 10);
    assert!(functions.iter().all(|(_, method)| method.as_str() == "POST"), "{functions:?}");
    // Of the routes that change something none answers a GET with anything but a screen of the same address.
    let all = routes();
    for route in all.iter().filter(|route| route.method == "POST") {
        let has_screen = all.iter().any(|other| other.method == "GET" && other.path == route.path);
        let address = route.address("018f0000000070008000000000000001", "x", "x");
        let reply = shared().browser("joan.petherick").get(&address);
        assert_eq!(reply.status == 405, !has_screen, "GET {address}: {}", reply.status);
    }
}

#[test]
fn sec_47_addresses_hold_ids_and_fixed_words_only() {
    let parameters = ["{application}", "{*address}", "{id}", "{language}", "{draft}", "{*file}"];
    for route in routes() {
        for part in route.path.split('/') {
            let is_fixed = part.chars().all(|sign| sign.is_ascii_lowercase() || "-.1".contains(sign));
            assert!(is_fixed || parameters.contains(&part), "{}", route.path);
        }
    }
}
