//! What `view!` and the plain templates must not write: markup that is not escaped, children where leptos does not
//! escape them, anything inline that the policy of SEC-35 refuses, and sentences that are not from `words`.

use crate::{
    none,
    repository::{self, File},
    source::{Source, line_of},
    view,
};

/// The one host element of SEC-92, whose content our own template has escaped.
const INNER_HTML_IN: &str = "app/src/wizard/page.rs";
const NEVER_WITH_CHILDREN: [&str; 4] = ["textarea", "script", "style", "noscript"];
const EVENTS: [&str; 14] = [
    "click", "change", "input", "submit", "reset", "load", "unload", "key", "focus", "blur", "mouse", "pointer",
    "touch", "error",
];
const SEEN_OR_HEARD: [&str; 4] = ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""];

fn sources() -> impl Iterator<Item = File> {
    repository::files().into_iter().filter(|file| {
        file.is_rust_source() && ["app/", "server/", "frontend/"].iter().any(|part| file.path.starts_with(part))
    })
}

#[test]
fn sec_92_inner_html_is_written_in_one_place() {
    none(&sources().filter(|file| file.path != INNER_HTML_IN).flat_map(|file| inner_html(&file)).collect::<Vec<_>>());
}

#[test]
fn sec_92_nothing_stands_inside_elements_that_leptos_does_not_escape() {
    none(&sources().flat_map(|file| children(&file)).collect::<Vec<_>>());
}

#[test]
fn sec_35_no_style_and_no_handler_stands_inline() {
    let pages = repository::files().into_iter().filter(|file| file.ends(".html") && !file.is_test());
    let in_pages = pages.flat_map(|file| inline(&file.path, &file.text));
    none(&sources().flat_map(|file| inline_in_rust(&file)).chain(in_pages).collect::<Vec<_>>());
}

#[test]
fn sentences_come_from_words() {
    none(&sources().flat_map(|file| sentences(&file)).collect::<Vec<_>>());
}

fn inner_html(file: &File) -> Vec<String> {
    let Source { code, .. } = Source::without_tests(&file.text);
    let places = code.match_indices("inner_html").map(|(at, _)| line_of(&code, at));
    places.map(|line| format!("{}:{line} writes inner_html", file.path)).collect()
}

fn children(file: &File) -> Vec<String> {
    let markup = view::read(&Source::without_tests(&file.text));
    let wrong = markup.tags.iter().filter(|tag| tag.has_children && NEVER_WITH_CHILDREN.contains(&tag.name.as_str()));
    wrong.map(|tag| format!("{}:{} puts something inside <{}>", file.path, tag.line, tag.name)).collect()
}

/// In `view!` an attribute is code; in a plain template it is part of a literal.
fn inline_in_rust(file: &File) -> Vec<String> {
    let source = Source::without_tests(&file.text);
    let of_element = |tag: &&view::Tag| tag.name.starts_with(|first: char| first.is_ascii_lowercase());
    let tags = view::read(&source).tags;
    let in_views = tags.iter().filter(of_element).filter(|tag| {
        let names = tag.attributes.split_whitespace().filter_map(|part| part.split(['=', ':']).next());
        names.into_iter().any(is_inline)
    });
    let in_views = in_views.map(|tag| format!("{}:{} has an inline style or handler", file.path, tag.line));
    in_views.chain(inline(&file.path, &source.literals)).collect()
}

/// Places `… style="` or `… onclick="` in markup, the quote escaped or not, or to be filled in.
fn inline(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for (at, _) in text.match_indices('=') {
        let quoted = ["\"", "'", "\\\"", "{"].iter().any(|quote| text[at + 1..].starts_with(quote));
        let before = &text[..at];
        let name = before.rsplit(|part: char| !part.is_ascii_alphanumeric() && part != '-').next().unwrap_or_default();
        let stands_alone = before[..before.len() - name.len()].ends_with(char::is_whitespace);
        if quoted && stands_alone && is_inline(name) {
            problems.push(format!("{path}:{} has an inline style or handler", line_of(text, at)));
        }
    }
    problems
}

fn is_inline(attribute: &str) -> bool {
    let event = attribute.strip_prefix("on").is_some_and(|event| EVENTS.iter().any(|known| event.starts_with(known)));
    attribute == "style" || event
}

fn sentences(file: &File) -> Vec<String> {
    let markup = view::read(&Source::without_tests(&file.text));
    let is_words = |text: &str| text.chars().any(char::is_alphabetic);
    let texts = markup.texts.iter().filter(|(_, text)| is_words(text));
    let texts = texts.map(|(line, text)| format!("{}:{line} says “{text}”, which belongs to words", file.path));
    let heard = markup.tags.iter().filter(|tag| SEEN_OR_HEARD.iter().any(|name| tag.attributes.contains(name)));
    texts
        .chain(heard.map(|tag| format!("{}:{} words an attribute, which belongs to words", file.path, tag.line)))
        .collect()
}

#[cfg(test)]
fn example(view: &str) -> File {
    File { path: "a.rs".into(), text: format!("fn f() {{ view! {{ {view} }} }}") }
}

#[test]
fn markup_that_is_not_escaped_is_found() {
    assert_eq!(inner_html(&example("<div inner_html=x></div>")), ["a.rs:1 writes inner_html"]);
    assert_eq!(inner_html(&example("<div>{/* inner_html */}</div>")), Vec::<String>::new());
    assert_eq!(children(&example("<textarea>{x}</textarea>")), ["a.rs:1 puts something inside <textarea>"]);
    assert_eq!(children(&example("<textarea prop:value=x></textarea><Textarea>{x}</Textarea>")), Vec::<String>::new());
}

#[test]
fn what_stands_inline_is_found() {
    let found = ["a.rs:1 has an inline style or handler"];
    assert_eq!(inline_in_rust(&example("<p style=\"x\"></p>")), found);
    assert_eq!(inline_in_rust(&example("<p style:width=x></p>")), found);
    assert_eq!(inline_in_rust(&example("<p onclick=\"x\"></p>")), found);
    assert_eq!(
        inline_in_rust(&example("<p on:click=f class=\"style\" data-style=\"x\"></p><Style style=x/>")),
        Vec::<String>::new()
    );
    let template = |text: &str| inline_in_rust(&File { path: "a.rs".into(), text: format!("const A: &str = {text};") });
    assert_eq!(template(r#""<p style=\"x\">""#), found);
    assert_eq!(template(r##"r#"<p onsubmit="x">"#"##), found);
    assert_eq!(template(r#""<p class=\"style\" data-style=\"x\">once='1'""#), Vec::<String>::new());
}

#[test]
fn a_sentence_of_ones_own_is_found() {
    assert_eq!(sentences(&example("<p>\"Save\"</p>")), ["a.rs:1 says “Save”, which belongs to words"]);
    assert_eq!(
        sentences(&example("<p aria-label=\"Save\"></p>")),
        ["a.rs:1 words an attribute, which belongs to words"]
    );
    assert_eq!(sentences(&example("<p class=\"app-save\">\"£\" {words::save()} \" – \"</p>")), Vec::<String>::new());
}
