//! Every route, asked by everybody there is, about an application of the first firm: what happens follows from `roles.csv`
//! and from nothing else (SEC-24). The table is read here on its own, not by the program's reader.

use crate::client::Reply;
use crate::listing::{Route, routes};
use crate::world::{Browser, World, shared};
use serde_json::{Value, json};

/// Where the application belongs.
const OFFICE: &str = "1A234B";

/// Bodies of the server functions that are about one application.
pub fn bodies(application: &str) -> Vec<(&'static str, Value)> {
    let about = json!({ "application": application });
    let page = json!({ "application": application, "page": { "page": "client_details", "rows": [] } });
    let send = json!({ "request": { "application": application, "note": "", "supervisor": null } });
    let comment = json!({ "request": { "application": application, "place": null, "text": "Invented" } });
    let back = json!({ "request": { "application": application, "expected_rev": 1, "text": "Invented" } });
    let approve = json!({ "request": {
        "application": application, "expected_rev": 1, "digest": "0".repeat(64), "idempotency_key": "0".repeat(32),
        "representative_name": "Invented", "representative_role": "solicitor", "representative_number": "",
        "is_confirmed": true,
    } });
    vec![
        ("/api/v1/applications/overview", about.clone()),
        ("/api/v1/applications/summary", about.clone()),
        ("/api/v1/benefit-check/ask-again", about.clone()),
        ("/api/v1/drafts/open", about.clone()),
        ("/api/v1/drafts/page", page),
        ("/api/v1/submission/record", about.clone()),
        ("/api/v1/supervision/approve-and-submit", approve),
        ("/api/v1/supervision/comment", comment),
        ("/api/v1/supervision/review", about.clone()),
        ("/api/v1/supervision/send-back", back),
        ("/api/v1/supervision/send-for-review", send),
        ("/api/v1/supervision/take-back", about),
    ]
}

/// Somebody of the example people.
struct Person {
    sign_in: String,
    office: String,
    roles: Vec<String>,
}

fn people() -> Vec<Person> {
    let lines = include_str!("../../src/demonstration/people.csv").lines().skip(1);
    lines
        .map(|line| {
            let cells: Vec<&str> = line.splitn(7, ',').collect();
            let mut roles = vec![cells[5].to_owned()];
            if cells[6].contains("authorised litigator: ") {
                roles.push("authorised_litigator".to_owned());
            }
            let office = cells[2].split(' ').next().unwrap().to_owned();
            Person { sign_in: cells[4].to_owned(), office, roles }
        })
        .collect()
}

/// A row of the table that counts now: role and states (none: any).
fn rows(action: &str) -> Vec<(String, Vec<String>)> {
    let table = include_str!("../../../app/case/roles.csv").lines().skip(1);
    let cells = table.map(|line| line.splitn(7, ',').map(str::to_owned).collect::<Vec<String>>());
    cells
        .filter(|cells| cells[0] == action && cells[5] == "A")
        .map(|cells| {
            assert_eq!(cells[2], "office", "{action}: this test knows offices only");
            (cells[1].clone(), cells[4].split('|').filter(|state| !state.is_empty()).map(str::to_owned).collect())
        })
        .collect()
}

/// What the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// As if it did not exist.
    Hidden,
    /// Seen, but not for this person.
    Forbidden,
    /// For this person, in another state.
    WrongState,
    /// For this person, now.
    Allowed,
}

fn expected(person: &Person, route: &Route) -> Expected {
    if route.action == "signed-in" || route.action == "-" {
        return Expected::Allowed;
    }
    let own = |rows: Vec<(String, Vec<String>)>| -> Vec<Vec<String>> {
        rows.into_iter().filter(|(role, _)| person.roles.contains(role)).map(|(_, states)| states).collect()
    };
    let is_about_one = !["list_applications", "start_application"].contains(&route.action.as_str());
    if is_about_one && (person.office != OFFICE || own(rows("view_application")).is_empty()) {
        return Expected::Hidden;
    }
    match own(rows(&route.action)).as_slice() {
        [] => Expected::Forbidden,
        some if some.iter().any(|states| states.is_empty() || states.contains(&"DRAFT".to_owned())) => {
            Expected::Allowed
        }
        _ => Expected::WrongState,
    }
}

/// Whether a reply is what the table says.
fn is_as(expected: Expected, route: &Route, reply: &Reply) -> bool {
    let is_about_one =
        route.path.contains("{application}") || route.path.contains("{draft}") || route.path.starts_with("/sync");
    match expected {
        Expected::Hidden => reply.status == 404,
        // Whoever has no office has nothing to be told about.
        Expected::Forbidden => reply.status == 403 || (!is_about_one && reply.status == 404),
        // The protocol has no word for states (sync.md section 5).
        Expected::WrongState if route.path.starts_with("/sync") => reply.status == 403,
        Expected::WrongState => reply.status == 409,
        // Nothing was sent yet, so there is no record.
        Expected::Allowed if route.action == "read_record" => reply.status == 404,
        Expected::Allowed => ![400, 401, 403, 404, 405, 415, 500].contains(&reply.status),
    }
}

/// An application in draft, and what addresses of it need.
struct About {
    application: String,
    draft: String,
    definition: String,
    page: String,
    rev: String,
}

impl About {
    fn new(world: &World, browser: &Browser) -> About {
        let application = world.start_application(browser);
        let overview = browser.call("/api/v1/applications/overview", &json!({ "application": application })).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let address = overview["tasks"].as_array().unwrap().iter().find_map(|task| task["address"].as_str()).unwrap();
        About {
            draft: text(&overview["draft"]["draft"]),
            definition: text(&overview["draft"]["definition"]),
            page: address.strip_prefix("pages/").unwrap_or(address).to_owned(),
            rev: overview["rev"].to_string(),
            application,
        }
    }

    fn ask(&self, browser: &Browser, route: &Route) -> Reply {
        let path =
            route.address(&self.application, &self.draft, &self.definition).replace("client_details", &self.page);
        if route.method == "GET" {
            return browser.get(&path);
        }
        match path.as_str() {
            "/api/v1/applications/list" => {
                browser.call(&path, &json!({ "query": { "search": "", "states": [], "skip": 0 } }))
            }
            "/api/v1/applications/start" | "/api/v1/supervision/dashboard" | "/api/v1/accounts/who-am-i" => {
                browser.call(&path, &json!({}))
            }
            "/sync/v1/push" => browser.call(&path, &crate::protocol::push(&self.draft, json!([]))),
            "/sync/v1/submit" => browser.call(&path, &crate::protocol::submit(&self.draft)),
            "/policy-reports" => browser.call(&path, &json!({})),
            _ if route.is_server_function() => {
                let body = bodies(&self.application).into_iter().find(|(function, _)| *function == path);
                let (_, mut body) = body.unwrap_or_else(|| panic!("no body for {path}"));
                if path == "/api/v1/drafts/page" {
                    body["page"]["page"] = json!(self.page);
                }
                browser.call(&path, &body)
            }
            _ => browser.post(
                &path,
                &[
                    ("_seen", &self.rev),
                    ("_places", ""),
                    ("comment", "Invented"),
                    ("review_comments", "Invented"),
                    ("note", "Invented"),
                    ("expected_rev", &self.rev),
                ],
            ),
        }
    }
}

/// Routes that a person who is signed in asks for something by; signing in and out have tests of their own.
fn asked() -> Vec<Route> {
    routes().into_iter().filter(|route| !["/sign-in", "/sign-out"].contains(&route.path.as_str())).collect()
}

#[test]
fn sec_24_every_route_answers_everybody_as_the_table_says() {
    let world = shared();
    let about = About::new(world, &world.browser("joan.petherick"));
    let (mut wrong, mut seen) = (Vec::new(), std::collections::BTreeMap::<String, usize>::new());
    for person in people() {
        let browser = world.browser(&person.sign_in);
        for route in asked() {
            let expected = expected(&person, &route);
            let reply = about.ask(&browser, &route);
            *seen.entry(format!("{expected:?}")).or_default() += 1;
            if !is_as(expected, &route, &reply) {
                wrong.push(format!(
                    "{} {} {}: {expected:?}, but {}",
                    person.sign_in, route.method, route.path, reply.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(seen.len(), 4, "each kind was met: {seen:?}");
}

#[test]
fn sec_24_without_a_session_nothing_answers_but_what_is_for_everybody() {
    let world = shared();
    let about = About::new(world, &world.browser("joan.petherick"));
    let nobody = world.nobody();
    for route in routes().into_iter().filter(|route| route.action != "-") {
        let path = route.address(&about.application, &about.draft, &about.definition);
        let reply = match route.method.as_str() {
            "GET" => nobody.get(&path),
            _ if route.is_server_function() => {
                let body = bodies(&about.application).into_iter().find(|(function, _)| *function == path);
                let list = json!({ "query": { "search": "", "states": [], "skip": 0 } });
                nobody.call(&path, &body.map_or(list, |(_, body)| body))
            }
            _ if path.starts_with("/sync") => nobody.call(&path, &crate::protocol::push(&about.draft, json!([]))),
            _ => nobody.post_just(&path, &[("_once", "made-up")]),
        };
        let is_refused = reply.status == 401 || (reply.status, reply.location()) == (303, "/sign-in");
        assert!(is_refused, "{} {path}: {} {}", route.method, reply.status, reply.text());
    }
}

#[test]
fn approving_by_the_form_asks_for_the_litigator() {
    let world = shared();
    let about = About::new(world, &world.browser("joan.petherick"));
    let path = format!("/applications/{}/review", about.application);
    let approve = [("_do", "approve"), ("expected_rev", &about.rev), ("decl_rep_confirm", "yes")];
    let status = |sign_in: &str| world.browser(sign_in).post(&path, &approve).status;
    assert_eq!(status("joan.petherick"), 403, "a preparer");
    assert_eq!(status("sabine.corfield"), 403, "a supervisor who is no litigator");
    assert_eq!(status("malcolm.eversholt"), 409, "a litigator, but it is a draft");
    assert_eq!(status("ambrose.tarn"), 404, "a litigator of another firm");
}
