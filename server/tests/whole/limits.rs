//! Limits that hold for every route (security.md section 7).

use crate::world::shared;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use server::layers::limits::{BODY_BYTES, PUSH_BYTES, Places, hold};
use std::sync::Arc;
use tokio::sync::Notify;

/// The head of a request whose body would be this long; the reply must come before the body does.
fn announce(path: &str, kind: &str, length: usize) -> u16 {
    let joan = shared().browser("joan.petherick");
    joan.send("POST", path, &[("Content-Type", kind), ("Content-Length", &length.to_string())], &[]).status
}

#[test]
fn a_body_one_byte_too_long_is_refused_before_it_is_read() {
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    assert_eq!((BODY_BYTES, PUSH_BYTES), (256 * 1_024, 1_024 * 1_024));
    for route in crate::listing::routes().iter().filter(|route| route.method == "POST") {
        let path = route.address("018f0000000070008000000000000001", "x", "x");
        let is_push = path.starts_with("/sync");
        let kind = if is_push || path.starts_with("/api") { json } else { form };
        let limit = if is_push { PUSH_BYTES } else { BODY_BYTES };
        assert_eq!(announce(&path, kind, limit + 1), 413, "{path}");
    }
}

#[test]
fn a_body_of_just_the_limit_is_read() {
    let joan = shared().browser("joan.petherick");
    let mut body = b"_once=".to_vec();
    body.resize(BODY_BYTES, b'a');
    let reply = joan.send("POST", "/applications", &[("Content-Type", "application/x-www-form-urlencoded")], &body);
    assert_eq!(reply.status, 403, "read, and its token refused");
    let mut push = b"{\"push\":\"".to_vec();
    push.resize(PUSH_BYTES - 2, b'a');
    push.extend(b"\"}");
    let reply = joan.send("POST", "/sync/v1/push", &[("Content-Type", "application/json")], &push);
    assert_eq!(reply.status, 422, "read, and found to be no push");
}

#[test]
fn an_address_is_at_most_8_kib() {
    let joan = shared().browser("joan.petherick");
    let of = |length: usize| format!("/nowhere?{}", "a".repeat(length - "/nowhere?".len()));
    assert_eq!(joan.get(&of(8 * 1_024)).status, 404);
    assert_eq!(joan.get(&of(8 * 1_024 + 1)).status, 414);
}

#[test]
fn what_comes_while_every_place_is_taken_is_told_to_come_again() {
    let world = shared();
    let (began, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let waits = {
        let (began, go_on) = (Arc::clone(&began), Arc::clone(&go_on));
        async move || {
            began.notify_one();
            go_on.notified().await;
            "done"
        }
    };
    let app = Router::new().route("/waits", get(waits)).layer(from_fn_with_state(Places::of(1), hold));
    let address = world.run(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app.into_make_service()).await });
        address
    });
    let ask = move || crate::client::send(address, "GET", "/waits", &[], &[]);
    let first = std::thread::spawn(ask);
    world.run(began.notified());
    let second = ask();
    assert_eq!((second.status, second.header("retry-after")), (503, Some("1")));
    go_on.notify_one();
    assert_eq!(first.join().unwrap().text(), "done");
}
