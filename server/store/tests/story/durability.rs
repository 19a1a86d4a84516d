//! What was answered as saved is there when the server comes back.

use std::process::{Command, Stdio};
use std::sync::Arc;

use keys::Secrets;
use store::Store;
use store::drafts::Appended;

use crate::world::{World, operation};

/// Set in the process that is killed: the folder of its store.
const FOLDER: &str = "RUSHCLIFFE_STORY_FOLDER";

#[tokio::test]
async fn s_37_what_was_answered_is_there_after_the_server_was_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return answer_and_die(std::path::Path::new(&folder)).await;
    }
    let mut world = World::new().await;
    let draft = world.start(1).await.draft;
    world.store.close().await;
    std::fs::write(world.folder.join("ids"), format!("{} {} {}", draft, world.joan.user, world.joan.session)).unwrap();
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::s_37_what_was_answered_is_there_after_the_server_was_killed", "--nocapture"])
        .env(FOLDER, &world.folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(!ended.status.success(), "it was killed");
    assert!(String::from_utf8_lossy(&ended.stdout).contains("answered rev 3"), "{ended:?}");
    world.store = Store::open(&world.folder.join("store.db"), world.secrets.clone()).await.unwrap();
    assert_eq!(world.rows("SELECT COUNT(*) FROM draft_operations").await, 3);
    assert_eq!(world.rows("SELECT rev FROM drafts").await, 3);
    let again = world.push(world.joan, draft, operation(7, 4)).await.unwrap();
    assert_eq!(again, Appended::New { rev: 4 });
}

/// What the test above does in a process of its own: the server that is killed right after its reply.
async fn answer_and_die(folder: &std::path::Path) {
    let ids = std::fs::read_to_string(folder.join("ids")).unwrap();
    let mut ids = ids.split(' ');
    let draft = ids.next().unwrap().parse().unwrap();
    let user = ids.next().unwrap().parse().unwrap();
    let joan = crate::world::Person { user, session: ids.next().unwrap().parse().unwrap() };
    let store = Store::open(&folder.join("store.db"), Arc::new(Secrets::random().unwrap())).await.unwrap();
    for n in 1..=3 {
        let arriving = operation(7, n);
        let work = async move |write: &mut store::Write, signed_in: &store::sessions::SignedIn| {
            crate::world::push(write, signed_in, draft, &arriving).await
        };
        let appended = store.write_signed_in(joan.session, crate::world::now(), work).await.unwrap();
        println!("answered rev {}", if let Appended::New { rev } = appended { rev } else { 0 });
    }
    std::process::abort();
}

#[tokio::test]
async fn s_37_a_store_that_is_closed_and_opened_again_knows_everything() {
    let mut world = World::new().await;
    let draft = world.start(1).await.draft;
    world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    world.reopen().await;
    let again = world.push(world.joan, draft, operation(7, 1)).await.unwrap();
    assert_eq!(again, Appended::Repeated { same_content: true });
    assert_eq!(world.push(world.joan, draft, operation(7, 2)).await.unwrap(), Appended::New { rev: 2 });
}
