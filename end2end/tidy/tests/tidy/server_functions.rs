//! A server function is a public address: it is chosen, not derived from a name and a hash, it is never asked by GET,
//! and what goes in is JSON (SEC-91).

use crate::{
    none,
    repository::{self, File},
    source::{Source, closing, line_of},
};

#[test]
fn sec_91_every_server_function_has_its_address_and_takes_json() {
    let files = repository::files();
    none(&files.iter().filter(|file| file.is_rust_source()).flat_map(problems).collect::<Vec<_>>());
}

fn problems(file: &File) -> Vec<String> {
    let Source { code, .. } = Source::without_tests(&file.text);
    let mut problems = Vec::new();
    for (at, start) in code.match_indices("#[server") {
        let next = code[at + start.len()..].chars().next();
        let Some(end) = closing(&code, at + 1).filter(|_| matches!(next, Some('(' | ']' | ' '))) else { continue };
        let arguments = &code[at..end];
        let mut say = |what: &str| problems.push(format!("{}:{} {what}", file.path, line_of(&code, at)));
        if !arguments.contains("endpoint =") {
            say("has a server function without an endpoint of its own");
        }
        if !arguments.contains("Json") || arguments.contains("GetUrl") {
            say("has a server function that does not take JSON by POST");
        }
    }
    problems
}

#[test]
fn an_address_left_to_chance_is_found() {
    let found = |text: &str| problems(&File { path: "a.rs".into(), text: text.into() }).len();
    assert_eq!(
        found("#[server(prefix = \"/api\", endpoint = \"v1/x\", input = server_fn::codec::Json)]\nfn x() {}"),
        0
    );
    assert_eq!(found("#[server]\nfn x() {}"), 2);
    assert_eq!(found("#[server(endpoint = \"v1/x\", input = GetUrl)]\nfn x() {}"), 1);
    assert_eq!(found("#[server_only]\nfn x() {} // #[server]"), 0);
}
