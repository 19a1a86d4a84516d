//! Requests that another site had the browser send, and forms that no page of this session made (SEC-30, SEC-32, S-17).

use crate::client::{after, form};
use crate::world::{Browser, PASSWORD, World, shared};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Posts *start an application* with these headers beside the cookie.
fn start(world: &World, browser: &Browser, once: &str, headers: &[(&str, &str)]) -> u16 {
    let mut all = vec![("Cookie", browser.cookies.as_str()), FORM];
    all.extend(headers);
    world.send("POST", "/applications", &all, &form(&[("_once", once)])).status
}

#[test]
fn sec_30_a_request_is_judged_by_what_the_browser_says_of_its_origin() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let once = joan.once();
    let own = format!("http://localhost:{}", world.address.port());
    let table: &[(u16, &[(&str, &str)])] = &[
        (303, &[("Sec-Fetch-Site", "same-origin"), ("Origin", &own)]),
        (303, &[("Sec-Fetch-Site", "same-origin")]),
        // Typed in, or from a bookmark.
        (303, &[("Sec-Fetch-Site", "none")]),
        (303, &[("Origin", &own)]),
        (403, &[]),
        (403, &[("Sec-Fetch-Site", "cross-site")]),
        (403, &[("Sec-Fetch-Site", "same-site")]),
        (403, &[("Sec-Fetch-Site", "cross-site"), ("Origin", &own)]),
        (403, &[("Origin", "https://example.org")]),
        (403, &[("Origin", "null")]),
        (403, &[("Origin", "http://localhost:1")]),
    ];
    for (status, headers) in table {
        assert_eq!(start(world, &joan, &once, headers), *status, "{headers:?}");
    }
}

#[test]
fn sec_30_it_holds_for_every_route_that_changes_something() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    for route in crate::listing::routes().into_iter().filter(|route| route.method == "POST") {
        let path = route.address("018f0000000070008000000000000001", "x", "x");
        for headers in [&[("Sec-Fetch-Site", "cross-site")][..], &[]] {
            let mut all = vec![("Cookie", joan.cookies.as_str()), ("Content-Type", "application/json")];
            all.extend(headers);
            let reply = world.send("POST", &path, &all, b"{}");
            assert_eq!(reply.status, 403, "{path} {headers:?}");
        }
    }
}

#[test]
fn sec_32_a_form_needs_the_token_of_its_session() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let malcolm = world.browser("malcolm.eversholt");
    let own = joan.once();
    let changed = format!("{}{}", if own.starts_with('A') { "B" } else { "A" }, &own[1..]);
    for (about, token) in [("none", String::new()), ("somebody else's", malcolm.once()), ("changed", changed)] {
        let reply = joan.post_just("/applications", &[("_once", &token)]);
        assert_eq!(reply.status, 403, "{about}");
        assert!(reply.text().contains("<h1"), "{about}: a screen");
        let sign_out = joan.post_just("/sign-out", &[("_once", &token)]);
        assert_eq!(sign_out.status, 403, "{about}");
    }
    assert_eq!(joan.post_just("/applications", &[]).status, 403, "missing");
    assert_eq!(joan.post_just("/applications", &[("_once", &own)]).status, 303);
    // Two forms of one session are two tokens, and an older one is as good.
    assert_ne!(joan.once(), own);
    assert_eq!(joan.post_just("/applications", &[("_once", &own)]).status, 303);
}

#[test]
fn sec_32_a_refused_form_keeps_what_was_typed_and_gets_a_new_token() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let application = world.start_application(&joan);
    let path = format!("/applications/{application}/send-for-review");
    let reply = joan.post_just(&path, &[("_once", "old"), ("note", "Please look at <b>this</b> first")]);
    assert_eq!(reply.status, 403);
    let text = reply.text();
    // A box for several lines gets its text in the browser (SEC-92), from what travels with the page.
    assert!(text.contains("Please look at ") && !text.contains("<b>this</b>"), "{text}");
    let once = after(&text, "name=\"_once\" value=\"").unwrap();
    assert_ne!(once, "old");
    // With the new token it goes on to what is missing.
    let again = joan.post_just(&path, &[("_once", &once), ("note", "x")]);
    assert!([409, 422].contains(&again.status), "{}", again.status);
}

#[test]
fn s_17_a_form_older_than_the_session_is_taken_for_a_day() {
    let world = World::start();
    let before = world.sign_in("joan.petherick");
    let old = before.once();
    world.pass(61);
    let after = world.sign_in("joan.petherick");
    assert_eq!(after.post_just("/applications", &[("_once", &old)]).status, 303);
    let malcolm = world.sign_in("malcolm.eversholt");
    assert_eq!(malcolm.post_just("/applications", &[("_once", &old)]).status, 403, "another person's");
    world.pass(24 * 60);
    let later = world.sign_in("joan.petherick");
    assert_eq!(later.post_just("/applications", &[("_once", &old)]).status, 403, "too old");
}

#[test]
fn sec_32_the_sign_in_form_needs_its_cookie() {
    let world = shared();
    let page = world.nobody().get("/sign-in");
    let cookie = page.cookie("__Host-pre").unwrap();
    let field = after(&page.text(), "name=\"_once\" value=\"").unwrap();
    let other = world.nobody().get("/sign-in").cookie("__Host-pre").unwrap();
    let tries = [
        (303, format!("__Host-pre={cookie}"), field.clone()),
        (422, format!("__Host-pre={other}"), field.clone()),
        (422, String::new(), field.clone()),
        (422, format!("__Host-pre={cookie}"), String::new()),
        (422, format!("__Host-pre={cookie}"), "made-up".to_owned()),
    ];
    for (status, cookies, once) in tries {
        let mut browser = world.nobody();
        browser.cookies = cookies.clone();
        let fields = [("_once", once.as_str()), ("user_name", "joan.petherick"), ("password", PASSWORD)];
        let reply = browser.post_just("/sign-in", &fields);
        assert_eq!(reply.status, status, "{cookies} {once}");
        assert_eq!(reply.cookie("__Host-sid").is_some(), status == 303, "{cookies} {once}");
    }
}

#[test]
fn sec_32_the_sign_in_form_is_good_for_twelve_hours() {
    let world = World::start();
    let page = world.nobody().get("/sign-in");
    let mut browser = world.nobody();
    browser.cookies = format!("__Host-pre={}", page.cookie("__Host-pre").unwrap());
    let field = after(&page.text(), "name=\"_once\" value=\"").unwrap();
    let fields = [("_once", field.as_str()), ("user_name", "joan.petherick"), ("password", PASSWORD)];
    world.pass(12 * 60);
    assert_eq!(browser.post_just("/sign-in", &fields).status, 303);
    world.pass(1);
    let reply = browser.post_just("/sign-in", &fields);
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("This form was open for a long time."), "{}", reply.text());
}
