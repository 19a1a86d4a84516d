//! Sessions and their cookie (SEC-13, SEC-14, SEC-20).

use crate::client::Reply;
use crate::world::{Browser, PASSWORD, World, shared};

fn is_signed_in(browser: &Browser) -> bool {
    let reply = browser.get("/applications");
    match (reply.status, reply.location()) {
        (200, "") => true,
        (303, "/sign-in") => false,
        other => panic!("{other:?}"),
    }
}

fn set_cookies(reply: &Reply) -> Vec<&str> {
    reply.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect()
}

#[test]
fn sec_13_the_cookie_is_bound_to_the_origin_and_only_its_hash_is_kept() {
    let world = World::start();
    let (browser, reply) = world.nobody().signs_in("joan.petherick", PASSWORD);
    let token = browser.token();
    // 256 bits as base64url.
    assert_eq!(token.len(), 43, "{token}");
    let expected = format!("__Host-sid={token}; Path=/; Secure; HttpOnly; SameSite=Strict");
    assert_eq!(set_cookies(&reply), [expected.as_str()]);
    let kept: Vec<_> = std::fs::read_dir(&world.folder).unwrap().filter_map(Result::ok).map(|e| e.path()).collect();
    let files: Vec<_> = kept.iter().filter(|path| path.is_file()).collect();
    assert!(files.iter().any(|path| path.ends_with("rushcliffe.sqlite")), "{files:?}");
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "{}", file.display());
    }
}

#[test]
fn sec_13_the_cookie_of_the_sign_in_form_is_bound_in_the_same_way() {
    let reply = shared().nobody().get("/sign-in");
    let pre = reply.cookie("__Host-pre").unwrap();
    let expected = format!("__Host-pre={pre}; Path=/; Secure; HttpOnly; SameSite=Strict");
    assert_eq!(set_cookies(&reply), [expected.as_str()]);
}

#[test]
fn sec_14_a_session_ends_an_hour_after_the_last_input_and_after_twelve_hours() {
    let world = World::start();
    let idle = world.sign_in("joan.petherick");
    let busy = world.sign_in("malcolm.eversholt");
    for _ in 0..2 {
        world.pass(29);
        // What a page does by itself is no input.
        assert_eq!(idle.get("/sync/v1/ping").status, 200);
        assert!(is_signed_in(&busy));
    }
    world.pass(1);
    assert!(is_signed_in(&busy));
    world.pass(1);
    assert!(!is_signed_in(&idle), "60 minutes without input");
    assert!(is_signed_in(&busy));
    for _ in 0..11 {
        world.pass(59);
        assert!(is_signed_in(&busy));
    }
    world.pass(11);
    assert!(!is_signed_in(&busy), "12 hours");
    let start = busy.call("/api/v1/applications/start", &serde_json::json!({}));
    assert_eq!((start.status, start.json()), (401, serde_json::json!("SignedOut")));
}

#[test]
fn sec_20_signing_out_is_a_plain_form_and_kills_the_cookie() {
    let world = shared();
    let browser = world.sign_in("nerys.calloway");
    let other = world.sign_in("nerys.calloway");
    let reply = browser.post_just("/sign-out", &[("_once", &once(&browser))]);
    assert_eq!((reply.status, reply.location()), (303, "/sign-in"));
    assert_eq!(reply.cookie("__Host-sid").as_deref(), Some(""));
    assert!(set_cookies(&reply)[0].contains("Max-Age=0"));
    assert_eq!(browser.get("/applications").location(), "/sign-in", "the old cookie is dead");
    assert_eq!(browser.call("/api/v1/applications/list", &list()).status, 401);
    // Only this session ended.
    assert_ne!(other.get("/applications").location(), "/sign-in");
    // Once more does no harm.
    let again = browser.post_just("/sign-out", &[]);
    assert_eq!((again.status, again.location()), (303, "/sign-in"));
}

/// A token from a screen that everybody sees who is signed in.
fn once(browser: &Browser) -> String {
    crate::client::after(&browser.get("/applications").text(), "name=\"_once\" value=\"").unwrap()
}

fn list() -> serde_json::Value {
    serde_json::json!({ "query": { "search": "", "states": [], "skip": 0 } })
}

#[test]
fn every_screen_offers_to_sign_out() {
    let joan = shared().browser("joan.petherick");
    for screen in ["/applications", "/supervision", "/nowhere"] {
        let text = joan.get(screen).text();
        assert!(text.contains("action=\"/sign-out\""), "{screen}");
    }
}

#[test]
fn sec_15_a_cookie_that_was_handed_over_before_signs_nobody_in() {
    let world = shared();
    let before = world.sign_in("dougal.whitmarsh");
    let page = world.nobody().get("/sign-in");
    let pre = page.cookie("__Host-pre").unwrap();
    let field = crate::client::after(&page.text(), "name=\"_once\" value=\"").unwrap();
    let mut both = world.nobody();
    both.cookies = format!("__Host-pre={pre}; __Host-sid={}", before.token());
    let fields = [("_once", field.as_str()), ("user_name", "dougal.whitmarsh"), ("password", PASSWORD)];
    let reply = both.post_just("/sign-in", &fields);
    assert_eq!(reply.status, 303);
    assert_ne!(reply.cookie("__Host-sid").unwrap(), before.token());
    assert_eq!(before.get("/applications").location(), "/sign-in");
}

#[test]
fn screens_lead_to_signing_in_where_nobody_is_and_away_from_it_where_somebody_is() {
    let world = shared();
    for screen in ["/applications", "/applications/018f0000000070008000000000000001/review", "/supervision"] {
        let reply = world.nobody().get(screen);
        assert_eq!((reply.status, reply.location()), (303, "/sign-in"), "{screen}");
    }
    let root = world.nobody().get("/");
    assert_eq!((root.status, root.location()), (303, "/applications"));
    let reply = world.browser("joan.petherick").get("/sign-in");
    assert_eq!((reply.status, reply.location()), (303, "/applications"));
}

#[test]
fn a_wrong_sign_in_keeps_the_name_and_never_the_password() {
    let world = shared();
    let words = "That did not work. Check your user name and password.";
    for (name, password) in [("joan.petherick", "wrong-password-here"), ("nobody.at-all", PASSWORD)] {
        let (browser, reply) = world.nobody().signs_in(name, password);
        assert_eq!(reply.status, 422, "{name}");
        let text = reply.text();
        assert!(text.contains(words) && text.contains(&format!("value=\"{name}\"")), "{text}");
        assert!(!text.contains(password) && !browser.cookies.contains("__Host-sid"));
        assert_eq!(reply.location(), "");
    }
}
