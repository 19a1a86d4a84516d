//! `rushcliffe publish` (E-6, E-14), and definitions as the browser gets them.

use crate::world::{definitions, folder, shared};
use serde_json::json;
use server::clock::machine;
use server::operate::publish::{NotPublished, Published, publish};
use server::operate::serve;
use std::fs;
use std::path::Path;

/// A copy of the definition and its tables.
fn copy(to: &Path) {
    for name in ["definitions", "tables"] {
        fs::create_dir_all(to.join(name)).unwrap();
        for entry in fs::read_dir(definitions().join("..").join(name)).unwrap().filter_map(Result::ok) {
            if entry.path().is_file() {
                fs::copy(entry.path(), to.join(name).join(entry.file_name())).unwrap();
            }
        }
    }
}

#[test]
fn the_same_sources_are_compiled_once_and_a_definition_with_errors_is_not_kept() {
    let folder = folder();
    copy(&folder);
    let sources = folder.join("definitions");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (store, _) = serve::open(&folder).await.unwrap();
        let Published::New(id) = publish(&store, &sources, machine()()).await.unwrap() else { panic!("not new") };
        assert_eq!(publish(&store, &sources, machine()()).await.unwrap(), Published::Unchanged(id));
        let newest = store.read().await.unwrap().newest_definition("civil_application").await.unwrap();
        assert_eq!(newest, Some(id));

        let file = sources.join("civil_application.kdl");
        let good = fs::read_to_string(&file).unwrap();
        let end = good.rfind('}').unwrap();
        let broken = format!("{}derive planted yes_no \"nowhere is yes\"\n}}\n", &good[..end]);
        fs::write(&file, broken).unwrap();
        let error = publish(&store, &sources, machine()()).await.unwrap_err();
        let NotPublished::Errors(errors) = error else { panic!("{error}") };
        assert!(
            errors.iter().any(|line| line.contains("nowhere") && line.contains("civil_application.kdl")),
            "{errors:?}"
        );
        let newest = store.read().await.unwrap().newest_definition("civil_application").await.unwrap();
        assert_eq!(newest, Some(id), "the one before is still the newest");

        // A comment is another source with the same meaning; it is published, under the same id or another.
        fs::write(&file, format!("{good}\n// A remark.\n")).unwrap();
        assert!(publish(&store, &sources, machine()()).await.is_ok());
        let missing = publish(&store, &folder.join("nowhere"), machine()()).await.unwrap_err();
        assert!(matches!(missing, NotPublished::Unreadable { .. }), "{missing}");
        store.close().await;
    });
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_definition_is_for_whoever_is_signed_in_and_is_what_its_address_says() {
    let world = shared();
    let joan = world.browser("joan.petherick");
    let application = world.start_application(&joan);
    let overview = joan.call("/api/v1/applications/overview", &json!({ "application": application })).json();
    let id = overview["draft"]["definition"].as_str().unwrap();
    let package = joan.get(&format!("/definitions/{id}"));
    let texts = joan.get(&format!("/definitions/{id}/en"));
    assert_eq!((package.status, texts.status), (200, 200));
    let digest: case::Digest = id.parse().unwrap();
    let expected = interview::DefinitionId(*digest.bytes());
    let loaded = interview::Compiled::load(&package.body, Some(expected), &[("en".to_owned(), texts.body.clone())]);
    assert!(loaded.is_ok());
    assert!(interview::Compiled::load(&texts.body, Some(expected), &[]).is_err());
    // Casper runs the machine and sees no case; the questions are no secret.
    assert_eq!(world.browser("casper.lidstone").get(&format!("/definitions/{id}")).body, package.body);
    assert_eq!(world.nobody().get(&format!("/definitions/{id}")).status, 401);
    for unknown in
        [format!("/definitions/{}", "0".repeat(64)), "/definitions/x".to_owned(), format!("/definitions/{id}/xx")]
    {
        assert_eq!(joan.get(&unknown).status, 404, "{unknown}");
    }
}
