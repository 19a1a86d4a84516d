//! The log of a whole run, searched for what must not be in it (SEC-81), and for what must (SEC-82).

use crate::world::{PASSWORD, shared};
use serde_json::{Value, json};

#[test]
fn sec_81_the_log_tells_who_did_what_and_never_what_was_typed() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let application = world.start_application(&joan);
    let overview = joan.call("/api/v1/applications/overview", &json!({ "application": application })).json();
    let draft = overview["draft"]["draft"].as_str().unwrap().to_owned();
    let canary = |place: &str| format!("canary-{place}");
    let page =
        overview["tasks"].as_array().unwrap().iter().find_map(|task| task["address"].as_str()).unwrap().to_owned();
    world.nobody().signs_in(&canary("user"), &canary("password"));
    joan.get(&format!("/applications?search={}", canary("search")));
    joan.get(&format!("/{}", canary("path")));
    joan.get(&format!("/applications/{}/check", canary("id")));
    joan.get(&format!("/applications/{application}/pages/{}", canary("page")));
    joan.post(
        &format!("/applications/{application}/{page}"),
        &[("_seen", "1"), ("_places", ""), ("own_ref", &canary("answer"))],
    );
    joan.post(&format!("/applications/{application}/comments"), &[("comment", &canary("comment"))]);
    joan.post(&format!("/applications/{application}/send-for-review"), &[("note", &canary("note"))]);
    joan.post_just("/applications", &[("_once", &canary("token"))]);
    joan.call("/sync/v1/push", &crate::protocol::push(&draft, json!([{ "kind": canary("operation") }])));
    joan.call("/api/v1/applications/overview", &json!({ "application": canary("body") }));
    joan.send(
        "GET",
        "/applications",
        &[("User-Agent", "canary-agent"), ("Referer", "http://localhost/canary-referer")],
        &[],
    );
    let reported = json!({ "csp-report": { "blocked-uri": canary("report") } });
    let last = joan.call("/policy-reports", &reported);
    assert_eq!(last.status, 204);

    // Each line is written before its reply is sent.
    let text = std::fs::read_to_string(world.folder.join(server::operate::log::FILE)).unwrap();
    assert!(!text.contains("canary-"), "{}", text.lines().find(|line| line.contains("canary-")).unwrap());
    for secret in [joan.token(), PASSWORD.to_owned(), "Joan".to_owned(), "Petherick".to_owned(), joan.once()] {
        assert!(!text.contains(&secret), "{}", text.lines().find(|line| line.contains(&secret)).unwrap());
    }
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let user = joan.call("/api/v1/accounts/who-am-i", &json!({})).json()["user"].clone();
    let number = last.number();
    let found = lines.iter().find(|line| line["span"]["request.id"] == json!(number) && line["action"].is_string());
    let found = found.unwrap_or_else(|| panic!("{number} is not in the log"));
    assert_eq!(found["action"], json!("POST /policy-reports"), "{found}");
    assert_eq!(found["span"]["user.id"], user, "{found}");
    assert!(found["timestamp"].as_str().is_some_and(|at| at.ends_with('Z')), "{found}");
    let about = lines.iter().find(|line| line["application.id"] == json!(application));
    assert!(about.is_some(), "what was done about an application can be found by its id");
}
