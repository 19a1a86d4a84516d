//! What a person is told when something goes wrong (SEC-25, SEC-45, SEC-47, SEC-82).

use crate::world::{Browser, World, shared};
use serde_json::json;

/// An id that nothing has.
const UNKNOWN: &str = "018f0000000070008000000000000001";

#[test]
fn sec_45_a_panic_is_told_with_its_number_and_harms_no_other_request() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let listed = std::thread::scope(|scope| {
        let panics: Vec<_> = (0..8).map(|_| scope.spawn(|| joan.get("/panics"))).collect();
        let lists: Vec<_> = (0..8).map(|_| scope.spawn(|| joan.get("/applications").status)).collect();
        for reply in panics.into_iter().map(|thread| thread.join().unwrap()) {
            let text = reply.text();
            assert_eq!(reply.status, 500);
            assert!(text.contains("Something went wrong") && text.contains(&reply.number()), "{text}");
            assert!(!text.contains("secret.rs") && !text.contains("inside of a handler"), "{text}");
        }
        lists.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(listed, [200; 8]);
}

#[test]
fn sec_82_every_error_tells_the_number_of_its_request() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let id = UNKNOWN;
    let replies = [
        joan.get("/nowhere"),
        joan.get(&format!("/applications/{id}")),
        joan.get(&format!("/applications/{id}/pages/client_details")),
        joan.get(&format!("/applications/{id}/record")),
        joan.get("/applications/what-is-this"),
        joan.get("/panics"),
        joan.send("DELETE", "/applications", &[("Accept", "text/html")], &[]),
        joan.send("DELETE", "/applications", &[], &[]),
        joan.get(&format!("/definitions/{}", "0".repeat(64))),
        world.nobody().get(&format!("/definitions/{}", "0".repeat(64))),
        world.browser("ottoline.vance").get("/applications"),
    ];
    for (at, reply) in replies.iter().enumerate() {
        let text = reply.text();
        assert!(reply.status >= 400, "{at}: {}", reply.status);
        assert!(text.contains(&format!("Number of this request: {}", reply.number())), "{at}: {text}");
    }
}

#[test]
fn sec_47_no_error_tells_of_the_inside_or_repeats_the_address() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let canary = "canary-in-the-address";
    for reply in [
        joan.get(&format!("/{canary}")),
        joan.get(&format!("/applications/{canary}")),
        joan.get(&format!("/definitions/{canary}/{canary}")),
        joan.get(&format!("/sync/v1/drafts/{canary}?since={canary}")),
        joan.call(&format!("/api/v1/{canary}"), &json!({})),
        joan.call("/api/v1/applications/overview", &json!({ "application": canary })),
        joan.call("/sync/v1/push", &json!({ "push": canary })),
        joan.get("/panics"),
    ] {
        let text = reply.text();
        assert!(reply.status >= 400);
        // The page's own links repeat addresses of the program only.
        for inside in ["src/", ".rs:", "SELECT ", "sqlx", "panicked", "serde", "expected ", "line 1 column"] {
            assert!(!text.contains(inside), "{inside}: {text}");
        }
        assert!(!text.contains(canary), "{text}");
    }
}

/// Replies to all that can be asked about one application.
fn asked(browser: &Browser, application: &str) -> Vec<(String, String)> {
    let mut replies = Vec::new();
    for below in ["", "/pages/client_details", "/check", "/send-for-review", "/review", "/record"] {
        let path = format!("/applications/{application}{below}");
        replies.push((format!("GET {below}"), browser.get(&path)));
    }
    for below in ["/pages/client_details", "/send-for-review", "/take-back", "/comments", "/review"] {
        let fields = [("note", "x"), ("comment", "x"), ("review_comments", "x"), ("_do", "save"), ("_seen", "1")];
        let fields = if below == "/pages/client_details" { &fields[3..] } else { &fields[..3] };
        replies.push((format!("POST {below}"), browser.post(&format!("/applications/{application}{below}"), fields)));
    }
    for (path, body) in crate::roles::bodies(application) {
        replies.push((path.to_owned(), browser.call(path, &body)));
    }
    replies
        .into_iter()
        .map(|(about, reply)| {
            let text = reply.normalised().replace(application, "APPLICATION");
            let mut headers = reply.headers.clone();
            headers.retain(|(name, _)| !["x-request-id", "date", "content-security-policy"].contains(&name.as_str()));
            (about, format!("{} {headers:?}\n{text}", reply.status))
        })
        .collect()
}

#[test]
fn sec_25_what_is_anothers_answers_as_what_does_not_exist() {
    let world = World::start();
    let joan = world.sign_in("joan.petherick");
    let application = world.start_application(&joan);
    for stranger in ["hester.quillfeather", "ambrose.tarn", "aurelia.stride", "agnes.thorley"] {
        let stranger_there = world.sign_in(stranger);
        let unknown = asked(&stranger_there, UNKNOWN);
        for ((about, anothers), (_, unknown)) in asked(&stranger_there, &application).into_iter().zip(unknown) {
            assert!(anothers.starts_with("404 "), "{stranger}, {about}: {anothers}");
            assert_eq!(anothers, unknown, "{stranger}, {about}");
        }
    }
}

#[test]
fn sec_25_the_same_holds_for_drafts() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let application = world.start_application(&joan);
    let overview = joan.call("/api/v1/applications/overview", &json!({ "application": application })).json();
    let draft = overview["draft"]["draft"].as_str().unwrap();
    let hester = world.browser("hester.quillfeather");
    let read = |draft: &str| hester.get(&format!("/sync/v1/drafts/{draft}")).body;
    let push = |draft: &str| hester.call("/sync/v1/push", &crate::protocol::push(draft, json!([]))).body;
    assert_eq!(read(draft), read(UNKNOWN));
    assert_eq!(read(draft), read("no-id-at-all"));
    assert_eq!(push(draft), push(UNKNOWN));
    assert_eq!(hester.get(&format!("/sync/v1/drafts/{draft}")).status, 404);
    assert_eq!(joan.get(&format!("/sync/v1/drafts/{draft}")).status, 200);
}

#[test]
fn sec_91_a_server_function_is_never_answered_with_a_redirect() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let html = ("Accept", "text/html,application/xhtml+xml");
    for route in crate::listing::routes().iter().filter(|route| route.is_server_function()) {
        let json = joan.send("POST", &route.path, &[html, ("Content-Type", "application/json")], b"{}");
        let fields =
            joan.send("POST", &route.path, &[html, ("Content-Type", "application/x-www-form-urlencoded")], b"a=b");
        let referring = joan.send(
            "POST",
            &route.path,
            &[html, ("Content-Type", "application/json"), ("Referer", "http://localhost/applications")],
            b"{\"query\":7}",
        );
        for reply in [&json, &fields, &referring] {
            assert!(!(300..400).contains(&reply.status), "{}: {}", route.path, reply.status);
            assert_eq!(reply.header("location"), None, "{}", route.path);
        }
        assert_eq!(fields.status, 415, "{}", route.path);
    }
}
