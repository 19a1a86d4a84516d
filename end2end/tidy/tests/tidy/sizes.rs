//! A file of at most 500 lines and a function of at most 70, tests not counted. What is longer stands in
//! `exceptions.toml` with its length, and that list may only shrink.

use crate::{
    none,
    repository::{self, File},
    source::{Source, closing, line_of},
    table,
};
use std::collections::BTreeMap;

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;
/// How many exceptions there are. Lower it when one goes; never raise it.
const EXCEPTIONS: usize = 0;

/// What is too long: its place, its lines.
type Long = BTreeMap<String, usize>;

#[test]
fn files_and_functions_are_short() {
    let files = repository::files();
    let counted = files.iter().filter(|file| !file.is_test());
    let (mut long_files, mut long_functions) = (Long::new(), Long::new());
    for file in counted {
        if [".rs", ".ts", ".js", ".scss"].iter().any(|ending| file.ends(ending)) {
            long_files.extend(long_file(file));
        }
        if file.ends(".rs") {
            long_functions.extend(functions(file).into_iter().filter(|(_, lines)| *lines > FUNCTION_LINES));
        }
    }
    let exceptions = table::read(include_str!("../../exceptions.toml"));
    assert_eq!(
        exceptions.len(),
        EXCEPTIONS,
        "EXCEPTIONS counts exceptions.toml: lower it with the list, never raise it"
    );
    let of = |section: &str| {
        exceptions
            .iter()
            .filter(|entry| entry.section == section)
            .map(|entry| (entry.key.clone(), entry.words[0].parse().unwrap()))
            .collect()
    };
    none(
        &[compare(&long_files, &of("files"), FILE_LINES), compare(&long_functions, &of("functions"), FUNCTION_LINES)]
            .concat(),
    );
}

fn long_file(file: &File) -> Option<(String, usize)> {
    let lines = if file.ends(".rs") {
        Source::without_tests(&file.text).code.lines().count()
    } else {
        file.text.lines().count()
    };
    (lines > FILE_LINES).then(|| (file.path.clone(), lines))
}

/// Every function of a file with its lines, from `fn` to its last bracket.
fn functions(file: &File) -> Vec<(String, usize)> {
    let Source { code, .. } = Source::without_tests(&file.text);
    let mut functions = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let starts_a_word = code[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(');
        let name: String = code[at + 3..].chars().take_while(|part| part.is_alphanumeric() || *part == '_').collect();
        let Some(body) = body(&code, at).filter(|_| starts_a_word && !name.is_empty()) else { continue };
        let lines = line_of(&code, body) - line_of(&code, at) + 1;
        functions.push((format!("{}::{name}", file.path), lines));
    }
    functions
}

/// The end of the function whose `fn` stands at a place; `None` when it has no body.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut place = at;
    loop {
        match code.as_bytes().get(place)? {
            b'(' | b'[' => place = closing(code, place)?,
            b'{' => return closing(code, place).map(|end| end - 1),
            b';' => return None,
            _ => place += 1,
        }
    }
}

fn compare(long: &Long, allowed: &Long, most: usize) -> Vec<String> {
    let mut problems = Vec::new();
    for (place, lines) in long {
        match allowed.get(place) {
            Some(allowed) if lines <= allowed => {}
            Some(allowed) => problems.push(format!("{place} has {lines} lines, more than its exception of {allowed}")),
            None => problems.push(format!("{place} has {lines} lines, more than {most}")),
        }
    }
    for (place, allowed) in allowed {
        let lines = long.get(place).copied().unwrap_or(0);
        if lines < *allowed {
            problems
                .push(format!("{place} became shorter: lower its exception of {allowed} to {lines}, or strike it out"));
        }
    }
    problems
}

#[test]
fn functions_are_measured_from_their_word_to_their_last_bracket() {
    let text = "trait T { fn none(&self) -> [u8; 2]; }\n/// fn doc\npub async fn two(x: [u8; 2]) {\n}\nfn four(\n) -> &'static str {\n    \"}\"\n}\n#[cfg(test)]\nmod tests { fn t() {} }\n";
    let found = functions(&File { path: "a.rs".into(), text: text.into() });
    assert_eq!(found, [("a.rs::two".to_owned(), 2), ("a.rs::four".to_owned(), 4)]);
}

#[test]
fn what_is_too_long_is_found_and_the_list_shrinks_with_it() {
    let file = |lines: usize| File { path: "b.rs".into(), text: "//\n".repeat(lines) + "#[cfg(test)]\nmod tests {}\n" };
    assert_eq!(long_file(&file(FILE_LINES)), None);
    assert_eq!(long_file(&file(FILE_LINES + 1)), Some(("b.rs".into(), FILE_LINES + 1)));
    let long =
        |pairs: &[(&str, usize)]| pairs.iter().map(|(place, lines)| ((*place).to_owned(), *lines)).collect::<Long>();
    let found = compare(
        &long(&[("a", 80), ("b", 90), ("c", 95), ("e", 99)]),
        &long(&[("b", 90), ("c", 94), ("d", 75), ("e", 100)]),
        70,
    );
    assert_eq!(
        found,
        [
            "a has 80 lines, more than 70",
            "c has 95 lines, more than its exception of 94",
            "d became shorter: lower its exception of 75 to 0, or strike it out",
            "e became shorter: lower its exception of 100 to 99, or strike it out",
        ]
    );
}
