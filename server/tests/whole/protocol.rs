//! The sync protocol over HTTP: statuses of sync.md section 5, and what is not readable (S-30, S-31, SEC-43).

use crate::world::{Browser, World, shared};
use serde_json::{Value, json};

const EPOCH: &str = "00000000000000000000000000000000";

/// A push of operations.
pub fn push(draft: &str, operations: Value) -> Value {
    json!({ "push": {
        "proto": 1, "build": "test", "device": "test", "draft": draft, "epoch": EPOCH, "have_rev": 0,
        "declared": {}, "ops": operations,
    } })
}

/// A submission.
pub fn submit(draft: &str) -> Value {
    json!({ "submit": {
        "proto": 1, "draft": draft, "idempotency_key": EPOCH, "expected_rev": 0, "known": {}, "digest": "0".repeat(64),
    } })
}

/// The draft of a new application.
fn draft(world: &World, browser: &Browser) -> String {
    let application = world.start_application(browser);
    let overview = browser.call("/api/v1/applications/overview", &json!({ "application": application })).json();
    overview["draft"]["draft"].as_str().unwrap().to_owned()
}

#[test]
fn a_push_and_a_reading_tell_the_same_log() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let draft = draft(world, &joan);
    let pushed = joan.call("/sync/v1/push", &push(&draft, json!([])));
    assert_eq!(pushed.status, 200, "{}", pushed.text());
    let pushed = pushed.json();
    let read = joan.get(&format!("/sync/v1/drafts/{draft}")).json();
    assert_eq!(read["remote"], pushed["remote"]);
    assert_eq!((&read["epoch"], &read["rev"]), (&pushed["epoch"], &pushed["rev"]));
    let all = read["remote"].as_array().unwrap().len();
    assert!(all > 0, "the office's facts are there from the start");
    let epoch = read["epoch"].as_str().unwrap();
    let newer =
        |query: &str| joan.get(&format!("/sync/v1/drafts/{draft}?{query}")).json()["remote"].as_array().unwrap().len();
    assert_eq!(newer(&format!("since=1&epoch={epoch}")), all - 1);
    assert_eq!(newer(&format!("since=0&epoch={epoch}")), all);
    assert_eq!(newer(&format!("since=1&epoch={EPOCH}")), all, "another epoch is another log");
    assert_eq!(joan.get(&format!("/sync/v1/drafts/{draft}?after=1")).status, 422);
}

#[test]
fn ping_needs_no_sign_in_and_tells_three_things() {
    let ping = shared().nobody().get("/sync/v1/ping");
    assert_eq!(ping.status, 200);
    let ping = ping.json();
    let names: Vec<&String> = ping.as_object().unwrap().keys().collect();
    assert_eq!(names, ["latest_build", "min_proto", "server_time"]);
    assert_eq!(ping["min_proto"], json!(1));
}

#[test]
fn each_refusal_has_its_status_and_its_body() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let prudence = world.browser("prudence.ackerley");
    let draft = draft(world, &joan);
    let unknown = "018f0000000070008000000000000001";
    let mut old = push(&draft, json!([]));
    old["push"]["proto"] = json!(0);
    let table = [
        ("needs_sign_in", 401, world.nobody().call("/sync/v1/push", &push(&draft, json!([])))),
        ("needs_sign_in", 401, world.nobody().call("/sync/v1/submit", &submit(&draft))),
        ("needs_sign_in", 401, world.nobody().get(&format!("/sync/v1/drafts/{draft}"))),
        ("not_found", 404, joan.call("/sync/v1/push", &push(unknown, json!([])))),
        ("not_found", 404, prudence.call("/sync/v1/push", &push(&draft, json!([])))),
        ("not_found", 404, joan.get(&format!("/sync/v1/drafts/{unknown}"))),
        ("not_found", 404, joan.call("/sync/v1/submit", &submit(unknown))),
        ("not_allowed", 403, joan.call("/sync/v1/submit", &submit(&draft))),
        ("unreadable", 422, joan.call("/sync/v1/push", &json!({}))),
        ("too_old", 426, joan.call("/sync/v1/push", &old)),
    ];
    for (kind, status, reply) in table {
        assert_eq!((reply.status, &reply.json()["refused"]), (status, &json!(kind)), "{}", reply.text());
        assert!(reply.json()["message"].as_str().is_some_and(|message| !message.is_empty()), "{}", reply.text());
    }
}

#[test]
fn sec_43_a_body_that_is_not_exactly_of_the_protocol_is_refused() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let draft = draft(world, &joan);
    let good = push(&draft, json!([])).to_string();
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replace(from, to)
    };
    let bad = [
        ("an unknown field", changed("\"proto\":1", "\"more\":1,\"proto\":1")),
        ("an unknown field outside", format!("{},\"more\":1}}", good.trim_end_matches('}').to_owned() + "}")),
        ("a field twice", changed("\"proto\":1", "\"proto\":1,\"proto\":1")),
        ("a field less", changed(",\"proto\":1", "")),
        ("a fraction", changed("\"have_rev\":0", "\"have_rev\":0.5")),
        ("not a number", changed("\"have_rev\":0", "\"have_rev\":NaN")),
        ("a number too large", changed("\"have_rev\":0", "\"have_rev\":9007199254740993")),
        ("a negative number", changed("\"have_rev\":0", "\"have_rev\":-1")),
        ("a NUL in a text", changed("\"build\":\"test\"", "\"build\":\"te\\u0000st\"")),
        ("a lone surrogate", changed("\"build\":\"test\"", "\"build\":\"\\ud800\"")),
        ("depth", changed("\"ops\":[]", &format!("\"ops\":{deep}"))),
        ("something behind it", format!("{good} {{}}")),
        ("nothing", String::new()),
    ];
    for (about, body) in bad {
        let reply = joan.send("POST", "/sync/v1/push", &[("Content-Type", "application/json")], body.as_bytes());
        assert_eq!((reply.status, &reply.json()["refused"]), (422, &json!("unreadable")), "{about}: {}", reply.text());
    }
    let text = joan.send("POST", "/sync/v1/push", &[("Content-Type", "text/plain")], good.as_bytes());
    assert_eq!(text.status, 422);
    let latin = joan.send("POST", "/sync/v1/push", &[("Content-Type", "application/json")], b"{\"push\":\"\xe9\"}");
    assert_eq!(latin.status, 422);
    let typed = [("Content-Type", "application/json; charset=utf-8")];
    assert_eq!(joan.send("POST", "/sync/v1/push", &typed, good.as_bytes()).status, 200);
}
