//! Headers of every route, compared with a table (SEC-35 to SEC-38).

use crate::client::{Reply, nonce};
use crate::listing::routes;
use crate::world::{Browser, World, shared};

/// What every reply carries.
const ALWAYS: [(&str, &str); 9] = [
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex, nofollow"),
    ("reporting-endpoints", "csp=\"/policy-reports\""),
    ("x-permitted-cross-domain-policies", "none"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(self), display-capture=(), encrypted-media=(), fullscreen=(), \
         geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
         publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), sync-xhr=(), \
         usb=(), web-share=(), xr-spatial-tracking=()",
    ),
];

/// The policy of a page, word by word as it was decided.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic' 'wasm-unsafe-eval'; \
    style-src 'self' 'nonce-NONCE'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    report-uri /policy-reports; report-to csp";
/// The policy of everything else.
const OTHER_POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What may be kept, and how; everything else must not be.
fn may_be_kept(path: &str) -> Option<&'static str> {
    match path {
        _ if path.starts_with("/pkg/") => Some("public, max-age=31536000, immutable"),
        _ if path.starts_with("/definitions/") => Some("private, max-age=31536000, immutable"),
        _ => None,
    }
}

fn compare(about: &str, path: &str, reply: &Reply) {
    for (name, value) in ALWAYS {
        let all: Vec<&str> =
            reply.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect();
        assert_eq!(all, [value], "{about}: {name}");
    }
    let kind = reply.header("content-type").unwrap_or_default();
    let policy = reply.header("content-security-policy").unwrap();
    if kind.starts_with("text/html") {
        let nonce = nonce(policy).unwrap_or_else(|| panic!("{about}: no nonce in {policy}"));
        assert!(nonce.len() >= 16, "{about}: {nonce}");
        assert_eq!(policy.replace(&nonce, "NONCE"), PAGE_POLICY, "{about}");
    } else {
        assert_eq!(policy, OTHER_POLICY, "{about}");
    }
    let kept = if reply.status == 200 { may_be_kept(path).unwrap_or("no-store") } else { "no-store" };
    assert_eq!(reply.header("cache-control"), Some(kept), "{about}");
    if !reply.body.is_empty() && kind != "application/wasm" {
        assert!(kind.ends_with("; charset=utf-8"), "{about}: {kind:?}");
    }
    assert!(reply.header("x-request-id").is_some_and(|number| number.len() == 16), "{about}");
    assert_eq!(reply.header("server"), None, "{about}");
}

/// An application of Joan's with the ids that addresses need.
fn ids(world: &World, joan: &Browser) -> (String, String, String) {
    let application = world.start_application(joan);
    let overview =
        joan.call("/api/v1/applications/overview", &serde_json::json!({ "application": application })).json();
    let text = |name: &str| overview["draft"][name].as_str().unwrap().to_owned();
    (application.clone(), text("draft"), text("definition"))
}

#[test]
fn sec_35_37_38_every_route_has_the_headers_of_the_table() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let (application, draft, definition) = ids(world, &joan);
    let hester = world.browser("hester.quillfeather");
    for route in routes() {
        let path = route.address(&application, &draft, &definition);
        // A sign-out here would end the session that other tests share.
        let browsers = [(&joan, "hers"), (&hester, "another firm's"), (&world.nobody(), "nobody's")];
        for (browser, whose) in browsers.into_iter().filter(|(_, whose)| path != "/sign-out" || *whose == "nobody's") {
            let about = format!("{} {path}, {whose}", route.method);
            let reply = match route.method.as_str() {
                "GET" => browser.get(&path),
                _ if path.starts_with("/api") || path.starts_with("/sync") => {
                    browser.call(&path, &serde_json::json!({}))
                }
                _ => browser.post_just(&path, &[]),
            };
            compare(&about, &path, &reply);
            if route.method == "GET" && whose == "hers" {
                assert!([200, 303, 404, 409].contains(&reply.status), "{about}: {}", reply.status);
            }
        }
    }
}

#[test]
fn sec_35_errors_have_them_too() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let long = format!("/applications?search={}", "a".repeat(9_000));
    for (about, status, reply) in [
        ("a panic", 500, joan.get("/panics")),
        ("an unknown address", 404, joan.get("/nowhere")),
        ("an unknown file", 404, joan.get("/pkg/rushcliffe.ffffffffffffffff.css")),
        ("another method", 405, joan.send("DELETE", "/applications", &[], &[])),
        ("a long address", 414, joan.get(&long)),
        ("another site", 403, world.send("POST", "/applications", &[("Sec-Fetch-Site", "cross-site")], b"")),
        ("no form", 415, joan.send("POST", "/applications", &[("Content-Type", "text/plain")], b"a=b")),
        ("no JSON", 415, joan.send("POST", "/api/v1/applications/list", &[("Content-Type", "text/plain")], b"{}")),
    ] {
        assert_eq!(reply.status, status, "{about}");
        compare(about, "", &reply);
    }
}

#[test]
fn sec_36_each_page_has_a_nonce_of_its_own_and_every_script_and_style_carries_it() {
    let joan = shared().browser("joan.petherick");
    let pages = [joan.get("/applications"), joan.get("/applications"), shared().nobody().get("/sign-in")];
    let nonces: Vec<String> =
        pages.iter().map(|page| nonce(page.header("content-security-policy").unwrap()).unwrap()).collect();
    assert!(nonces[0] != nonces[1] && nonces[1] != nonces[2], "{nonces:?}");
    for (page, nonce) in pages.iter().zip(&nonces) {
        let text = page.text();
        let scripts: Vec<&str> = text.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        assert!(!scripts.is_empty());
        for script in scripts {
            assert!(script.contains(&format!("nonce=\"{nonce}\"")), "<script{script}>");
        }
    }
}

#[test]
fn sec_35_no_page_has_a_style_or_a_handler_in_an_attribute() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let (application, _, _) = ids(world, &joan);
    for route in routes().into_iter().filter(|route| route.method == "GET") {
        let path = route.address(&application, "x", "x");
        let reply = joan.get(&path);
        if !reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            continue;
        }
        let text = reply.text().to_lowercase();
        for tag in text.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let names = tag.split_whitespace().filter_map(|attribute| attribute.split_once('=')).map(|(name, _)| name);
            for name in names {
                assert!(name != "style" && !name.starts_with("on"), "{path}: <{tag}>");
            }
        }
    }
}

#[test]
fn s_89_every_screen_says_that_it_is_a_trial() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let (application, _, _) = ids(world, &joan);
    let mut screens = 0;
    for route in routes().into_iter().filter(|route| route.method == "GET" && !route.path.contains('.')) {
        let browser = if route.path == "/sign-in" { world.nobody() } else { joan.clone() };
        let reply = browser.get(&route.address(&application, "x", "x"));
        if reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            assert!(reply.text().contains("Trial version: use invented data only."), "{}", route.path);
            screens += 1;
        }
    }
    assert!(screens >= 9, "{screens}");
}

#[test]
fn built_files_are_served_compressed_where_there_is_a_copy() {
    let world = shared();
    let wasm = "/pkg/rushcliffe.0123456789abcdef.wasm";
    let compressed = world.send("GET", wasm, &[("Accept-Encoding", "br")], &[]);
    assert_eq!((compressed.header("content-encoding"), compressed.text().as_str()), (Some("br"), "compressed"));
    let plain = world.send("GET", wasm, &[], &[]);
    assert_eq!((plain.header("content-encoding"), plain.text().as_str()), (None, "not compressed"));
    assert_eq!(plain.header("content-type"), Some("application/wasm"));
}
