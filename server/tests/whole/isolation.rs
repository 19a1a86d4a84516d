//! Requests that are answered at once know nothing of each other. What draws screens keeps who is signed in where the thread
//! finds it; a server function that runs there between two steps of somebody's screen must not find it too.

use crate::world::{Browser, shared};
use serde_json::json;

/// Rounds of each thread: without the separation some of the first hundred are answered as somebody else.
const ROUNDS: usize = 60;

fn list() -> serde_json::Value {
    json!({ "query": { "search": "", "states": [], "skip": 0 } })
}

fn repeated<T: Send>(work: impl Fn() -> T + Send + Sync) -> Vec<T> {
    (0..ROUNDS).map(|_| work()).collect()
}

#[test]
fn sec_24_whoever_asks_while_others_read_is_answered_as_themselves() {
    let world = shared();
    let (joan, hester, nobody) =
        (world.browser("joan.petherick"), world.browser("hester.quillfeather"), world.nobody());
    let reads = |browser: Browser, own: &'static str, others: &'static str| {
        move || {
            let text = browser.get("/applications").text();
            (text.contains(own), text.contains(others))
        }
    };
    let joan_reads = reads(joan.clone(), "Joan Petherick", "Hester Quillfeather");
    let hester_reads = reads(hester.clone(), "Hester Quillfeather", "Joan Petherick");
    let nobody_asks = || nobody.call("/api/v1/applications/list", &list()).status;
    let nobody_is = || nobody.call("/api/v1/accounts/who-am-i", &json!({})).json();
    let hester_is = || hester.call("/api/v1/accounts/who-am-i", &json!({})).json()["name"].clone();
    std::thread::scope(|scope| {
        let joans: Vec<_> = (0..2).map(|_| scope.spawn(|| repeated(&joan_reads))).collect();
        let hesters = scope.spawn(|| repeated(&hester_reads));
        let asked = scope.spawn(|| repeated(nobody_asks));
        let unnamed = scope.spawn(|| repeated(nobody_is));
        let named = scope.spawn(|| repeated(hester_is));
        assert_eq!(asked.join().unwrap(), [401; ROUNDS]);
        assert!(unnamed.join().unwrap().iter().all(serde_json::Value::is_null));
        assert!(named.join().unwrap().iter().all(|name| *name == json!("Hester Quillfeather")));
        let screens = joans.into_iter().flat_map(|thread| thread.join().unwrap()).chain(hesters.join().unwrap());
        assert!(screens.into_iter().all(|screen| screen == (true, false)));
    });
}
